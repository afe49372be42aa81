import { plain } from '../domain/header.js';
import { Refusal } from '../domain/refusal.js';

export interface StockBoutique {
  readonly code: string;
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly zones: readonly StockZone[];
}

export interface StockZone {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

/** What a stock file may speak of. */
export interface StockNetwork {
  readonly boutiques: readonly StockBoutique[];
}

/** A boutique with its zones by every name they have. */
export interface Place {
  readonly boutique: StockBoutique;
  readonly zoneIds: ReadonlyMap<string, string>;
}

export function placesByName({ boutiques }: StockNetwork): ReadonlyMap<string, Place> {
  return new Map(
    boutiques.flatMap((boutique) => {
      const place = { boutique, zoneIds: zonesByName(boutique) };
      return [boutique.name, boutique.code].map((name) => [plain(name), place] as const);
    }),
  );
}

function zonesByName({ zones }: StockBoutique): ReadonlyMap<string, string> {
  return new Map(
    zones.flatMap(({ id, name, aliases }) => [name, ...aliases].map((text) => [plain(text), id] as const)),
  );
}

export function knownPlace(places: ReadonlyMap<string, Place>, name: string): Place {
  const place = places.get(plain(name));
  if (place) return place;
  const codes = [...new Set([...places.values()].map(({ boutique }) => boutique.code))];
  throw new Refusal('unknown-boutique', `There is no boutique "${name}". There are ${codes.join(', ') || 'none yet'}.`);
}
