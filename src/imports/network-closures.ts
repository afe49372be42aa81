import { type Day, dayInWords } from '../domain/calendar.js';
import type { Problem } from './network-checks.js';
import type { Network } from './network-shape.js';

/** A closure of the file, for whom it is, under an id that is the same every time. */
export interface FileClosure {
  readonly id: string;
  readonly boutique: string | null;
  readonly country: string | null;
  readonly state: string | null;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly hours: string | null;
  readonly reason: string;
}

type Written = Network['boutiques'][number]['closures'][number];

export function closuresIn({ closures, boutiques }: Network): FileClosure[] {
  const ofMany = closures.map(({ country, state = null, ...written }) => {
    const whose = `country/${country}/${state ?? '*'}`;
    return { ...closure(whose, written), boutique: null, country, state };
  });
  const own = boutiques.flatMap((boutique) =>
    boutique.closures.map((written) => {
      const whose = `boutique/${boutique.code}`;
      return { ...closure(whose, written), boutique: boutique.code, country: null, state: null };
    }),
  );
  return [...ofMany, ...own];
}

function closure(whose: string, { first_day: firstDay, last_day: lastDay = firstDay, hours, reason }: Written) {
  const id = `file/${whose}/${firstDay}/${lastDay}`;
  return { id, firstDay, lastDay, hours: hours === undefined || hours === 'closed' ? null : hours, reason };
}

/** Closures that end before they begin, are there twice, or are for a country that the file does not know. */
export function* misplacedClosures(network: Network): Generator<Problem> {
  const countries = new Set(network.countries.map(({ code }) => code));
  for (const [index, { country }] of network.closures.entries())
    if (!countries.has(country))
      yield { path: ['closures', index, 'country'], reason: `There is no country "${country}" in the file.` };

  const lists = [
    ...network.boutiques.map(({ closures }, index) => ({ closures, path: ['boutiques', index, 'closures'] })),
    { closures: network.closures, path: ['closures'] },
  ];
  for (const { closures, path } of lists)
    for (const [index, { first_day, last_day = first_day }] of closures.entries())
      if (last_day < first_day)
        yield { path: [...path, index, 'last_day'], reason: `This is before the first day, ${first_day}.` };
  yield* twice(network);
}

function* twice(network: Network): Generator<Problem> {
  const seen = new Set<string>();
  const places = [
    ...network.closures.map((_, index) => ['closures', index]),
    ...network.boutiques.flatMap(({ closures }, b) => closures.map((_, index) => ['boutiques', b, 'closures', index])),
  ];
  for (const [index, { id }] of closuresIn(network).entries()) {
    if (seen.has(id)) yield { path: places[index] ?? [], reason: 'These days are there already.' };
    seen.add(id);
  }
}

/** "Boutique MADISON", "State NY of US", "Country US". */
export function whose({ boutique, country, state }: FileClosure): string {
  if (boutique !== null) return `Boutique ${boutique}`;
  return state === null ? `Country ${country}` : `State ${state} of ${country}`;
}

/** "Thu, Dec 24, 2026", "Thu, Dec 24, 2026 to Sat, Dec 26, 2026". */
export function daysInWords({ firstDay, lastDay }: FileClosure): string {
  const [first, last] = [firstDay, lastDay].map((day) => dayInWords(day, 'with its year'));
  return firstDay === lastDay ? `${first}` : `${first} to ${last}`;
}

/** "closed", "open 11:00-16:00". */
export const hoursInWords = ({ hours }: FileClosure): string => (hours === null ? 'closed' : `open ${hours}`);
