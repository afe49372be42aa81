import { chanceFrom } from '../../src/demo/chance.js';
import { leaders, managerOf, places } from './company.js';

/** "2027-02-10", first and last. */
export interface Period {
  readonly first: string;
  readonly last: string;
}

export interface Leave extends Period {
  readonly person: string;
  /** Null: nobody stands in. */
  readonly standIn: string | null;
}

export interface Shut extends Period {
  readonly code: string;
}

/** Everything that people do and that happens to them, drawn from a seed before the first day. */
export interface Happenings {
  readonly leaves: readonly Leave[];
  /** Refits. */
  readonly shut: readonly Shut[];
  /** Whoever set hours of their own; everybody else has the house's. */
  readonly hours: ReadonlyMap<
    string,
    { readonly quietFrom: string; readonly quietTo: string; readonly morning: string }
  >;
  /** By boutique and month, on which day of the next month its check is signed; null: never, until somebody higher asks. */
  readonly signed: ReadonlyMap<string, string | null>;
  /** By boutique and month, what its store manager answers to the reminder of its check at noon, if it is open then. */
  readonly answers: ReadonlyMap<string, { readonly day: string; readonly what: 'seen' | 'later' }>;
  /** A store manager who is gone for good from that day on; nobody follows them. */
  readonly gone: { readonly code: string; readonly from: string };
}

export function happeningsOf(seed: string, months: readonly string[]): Happenings {
  const chance = chanceFrom(seed);
  const among = (most: number) => chance.below(most);
  const leaves = places.flatMap(({ code }, index): Leave[] => {
    if (index % 2 === 1) return [];
    const month = months[1 + among(months.length - 1)] ?? '2027-01';
    const day = 1 + among(14);
    const standIn = index % 4 === 0 ? `associate-${code.toLowerCase()}` : null;
    return [{ person: managerOf(code), standIn, first: dayOf(month, day), last: dayOf(month, day + 4 + among(8)) }];
  });
  const shut = [places[3], places[12]].flatMap((place): Shut[] => {
    const month = months[1 + among(months.length - 1)] ?? '2027-01';
    return place ? [{ code: place.code, first: dayOf(month, 2), last: dayOf(month, 16) }] : [];
  });
  const hours = new Map([
    [managerOf('B02'), { quietFrom: '19:00', quietTo: '10:30', morning: '11:00' }],
    [managerOf('B13'), { quietFrom: '22:00', quietTo: '06:00', morning: '07:30' }],
    [managerOf('B20'), { quietFrom: '18:00', quietTo: '09:30', morning: '09:00' }],
  ]);
  const gone = { code: 'B08', from: dayOf(months[Math.floor(months.length / 2)] ?? '', 10) };
  const awayAbove = Object.keys(leaders)
    .slice(0, 2)
    .map((person): Leave => {
      const month = months[1 + among(months.length - 1)] ?? '2027-01';
      return { person, standIn: null, first: dayOf(month, 4), last: dayOf(month, 6 + among(6)) };
    });
  const signed = new Map<string, string | null>();
  const answers = new Map<string, { day: string; what: 'seen' | 'later' }>();
  for (const month of months)
    for (const { code } of places) {
      const day = among(8) === 0 ? null : dayOf(next(month), 1 + among(13));
      const isVacant = code === gone.code && (day === null || day >= gone.from);
      signed.set(`${code}/${month}`, isVacant ? null : day);
      const what = chance.pick(['seen', 'later'] as const);
      // Around the days on which it is late.
      if (among(2) === 0) answers.set(`${code}/${month}`, { day: dayOf(next(month), 5 + among(5)), what });
    }
  return { leaves: [...leaves, ...awayAbove], shut, hours, signed, answers, gone };
}

export const everybodyAbove = Object.keys(leaders);

const dayOf = (month: string, day: number): string => `${month}-${String(day).padStart(2, '0')}`;

export function next(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
