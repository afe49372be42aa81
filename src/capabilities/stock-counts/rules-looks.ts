import type { Person, Role } from '../../domain/people.js';
import type { CountState } from './rules.js';

/** Where a count stands, as everybody may read it: nothing here tells what was expected. */
export const nextSteps: Readonly<Record<CountState, string>> = {
  planned: 'planned',
  preparing: 'being prepared',
  frozen: 'about to be counted',
  counting: 'still open',
  submitted: 'being compared',
  'recount-required': 'to be recounted',
  recounting: 'being recounted',
  investigating: 'causes are being found',
  'awaiting-approval': 'waits for approval',
  rejected: 'sent back',
  approved: 'waits for the register document',
  posted: 'booked',
  closed: 'closed',
  cancelled: 'cancelled',
  voided: 'voided',
};

/** Who looks counts up: at their boutique, or across the network. */
export const readers = [
  'associate',
  'store-manager',
  'operations-manager',
  'director',
  'global-retail-operations',
] as const satisfies readonly Role[];

/** Who sees the report of a count, with its serials. */
const reporters: readonly Role[] = ['store-manager', 'operations-manager', 'director', 'global-retail-operations'];

/** By serial only what is decided is found: before that, it would tell a counter what is expected. */
export const decided: readonly CountState[] = ['approved', 'posted', 'closed'];

/** Codes of boutiques; null: all. */
export type Places = readonly string[] | null;

export const placesToLook = (person: Person): Places => placesOf(person, readers);

export const placesOfReports = (person: Person): Places => placesOf(person, reporters);

function placesOf({ roles }: Person, allowed: readonly Role[]): Places {
  const held = roles.filter(({ role }) => allowed.includes(role));
  if (held.some(({ boutique }) => boutique === null)) return null;
  return [...new Set(held.flatMap(({ boutique }) => boutique ?? []))];
}

/** Why a boutique needs attention: what each of its counts waits for. */
export type Need = 'late' | 'causes' | 'decision' | 'document';

/** A zone is counted within a shift; a count that is open the next day was forgotten. */
export const LATE_HOURS = 24;

/** As the inbox adds them up: 3 for what is late, 1 for what is merely open. */
export const weights: Readonly<Record<Need, number>> = { late: 3, causes: 1, decision: 1, document: 1 };

/** "2 counts open for over a day". */
export function needInWords(need: Need, number: number): string {
  const counts = `${number.toLocaleString('en-US')} ${number === 1 ? 'count' : 'counts'}`;
  const waits = number === 1 ? 'waits' : 'wait';
  switch (need) {
    case 'late':
      return `${counts} open for over a day`;
    case 'causes':
      return `${counts} without all causes`;
    case 'decision':
      return `${counts} ${waits} for a decision`;
    case 'document':
      return `${counts} without a register document`;
  }
}
