export interface Zone {
  /** `MADISON/vitrine-2`. */
  readonly id: string;
  readonly name: string;
}

export interface Boutique {
  /** `MADISON`. */
  readonly code: string;
  readonly name: string;
  /** IANA. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
  /** In their order on the floor. */
  readonly zones: readonly Zone[];
  /** The newest export of its whole stock. */
  readonly stock: StockSource | null;
}

export interface StockSource {
  readonly importId: string;
  readonly fileName: string;
  /** The time the export speaks of. */
  readonly statedAt: Date;
}

export function zoneName(boutique: Boutique, id: string): string {
  return boutique.zones.find((zone) => zone.id === id)?.name ?? id;
}
