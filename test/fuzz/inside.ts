import { expect } from 'vitest';
import { stock } from '../helpers/network.js';

/** What tells of our inside: stacks, SQL, paths. */
const INSIDE =
  /\bat [\w.<> ]+\(?.*:\d+:\d+|node_modules|\/src\/|prisma|postgres|\b(select .+ from|insert into|update \w+ set|violates|constraint|relation ")\b/i;

/** Pieces that are in stock and that no request names: only one who has scanned it, or decides, may read a serial. */
export const SERIALS = stock.map(({ serial }) => serial).filter((serial) => serial !== 'RG-20-88');

/** The log names the places in our code where an error came from. */
const PLACES = /"at":\[[^\]]*\]/g;

export const withoutPlaces = (logged: readonly string[]): string => logged.join('\n').replaceAll(PLACES, '');

export function tellsNothing(said: string, secrets: readonly string[]): void {
  expect(said).not.toMatch(INSIDE);
  for (const secret of secrets) expect(said).not.toContain(secret);
}
