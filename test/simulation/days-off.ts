import { codeOf, leaders, managerOf, places } from './company.js';
import type { Period } from './happenings.js';
import type { Year } from './year.js';

/** Why somebody, or a boutique, is not to be told anything on a day; null: there is nothing against it. */
export function isOff(
  { happenings }: Year,
  person: string | null,
  boutique: string | null,
  day: string,
  weekday: string,
): string | null {
  const within = ({ first, last }: Period) => first <= day && day <= last;
  const isAway = happenings.leaves.some((leave) => leave.person === person && within(leave));
  if (person !== null && person in leaders) {
    if (isAway) return 'a leave';
    if (weekday === 'Sat' || weekday === 'Sun') return 'a weekend';
    return FEDERAL.has(day) ? 'a federal holiday' : null;
  }
  const code = person === null ? boutique : codeOf(person);
  const place = places.find((each) => each.code === code);
  if (weekday === 'Sun' && !place?.sundays) return 'closed';
  if (BOUTIQUES_CLOSED.has(day)) return 'a closing';
  if (happenings.shut.some((shut) => shut.code === code && within(shut))) return 'a refit';
  const { gone } = happenings;
  if (person === managerOf(gone.code) && day >= gone.from) return 'gone for good';
  return isAway ? 'a leave' : null;
}

/** As anybody would write them on a calendar. */
const BOUTIQUES_CLOSED = new Set([
  ...['2026-11-26', '2026-12-25', '2027-01-01', '2027-03-28', '2027-11-25', '2027-12-25'],
]);
const FEDERAL = new Set([
  ...['2026-11-26', '2026-12-25', '2027-01-01', '2027-01-18', '2027-02-15', '2027-05-31', '2027-06-18', '2027-07-05'],
  ...['2027-09-06', '2027-10-11', '2027-11-11', '2027-11-25', '2027-12-24', '2027-12-31'],
]);
