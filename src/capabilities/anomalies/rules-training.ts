import type { AnomalyType } from './rules.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Who was certified, at the time it happened, for the procedure that an anomaly of this type calls for. */
export interface Certified {
  readonly type: AnomalyType;
  readonly people: ReadonlySet<string>;
}

/**
 * Who of those on shift was not certified. `certified` is null while nobody keeps trainings: then nothing can be said,
 * and nobody is said to lack one. The capability that will keep them fills it in `store-trainings.ts`.
 */
export function trainingGaps(
  onShift: readonly Named[],
  type: AnomalyType,
  certified: Certified | null,
): readonly string[] {
  if (certified === null || certified.type !== type) return [];
  return onShift.filter(({ id }) => !certified.people.has(id)).map(({ name }) => name);
}
