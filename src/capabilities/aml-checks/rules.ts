import { businessDay } from '../../domain/business-days.js';
import type { Day } from '../../domain/calendar.js';
import { type Month, monthAfter, monthOf } from '../../domain/days.js';
import type { Person, Role } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';

/** The maison's policy: a month's payments are checked by the fifth business day of the next. */
export const DUE_ON_BUSINESS_DAY = 5;

/** And the network's signature follows two business days later. */
export const NETWORK_DUE_ON_BUSINESS_DAY = 7;

/** What is further back is a matter for headquarters, not for a reminder. */
const MOST_MONTHS = 12;

export const outcomes = { nothing: 'Nothing to report', findings: 'Something to look at' } as const;
export type Outcome = keyof typeof outcomes;

/**
 * What has to be looked at. Cash is counted as 31 CFR 1010.330 and Form 8300 count it: more than $10,000, in one
 * payment or in related ones within twelve months, and with it monetary instruments of a face value of $10,000 or less.
 */
export const duties = {
  cash: 'Cash over $10,000 of one client: one payment, or related ones in 12 months',
  related: 'Payments of one client within 24 hours, or that belong together',
  instruments: 'Cashier’s and traveler’s checks, bank drafts, money orders to $10,000',
  near: 'Cash of $8,000 to $10,000, or one receipt paid in several ways',
  others: 'Somebody else paid, or a refund went another way',
} as const;
export type Duty = keyof typeof duties;

export type CheckState = 'signed' | 'sent-back' | 'reviewed';

export interface AmlCheck {
  readonly id: string;
  readonly boutique: string;
  /** "FL": a state may want more than the federal form. */
  readonly region: string | null;
  readonly month: Month;
  readonly number: number;
  readonly outcome: Outcome;
  /** The register's receipts, never names. */
  readonly receipts: readonly string[];
  readonly statement: string;
  readonly state: CheckState;
  readonly signedBy: string;
  readonly signedByName: string;
  readonly signedAt: Date;
  readonly reviewedByName: string | null;
  readonly reviewedAt: Date | null;
  readonly reviewNote: string | null;
}

/** What a boutique's duty depends on. */
export interface Duties {
  /** The first month that it answers for here. */
  readonly since: Month;
  /** The newest return of each month. */
  readonly months: Readonly<Record<Month, CheckState>>;
}

export const monthBefore = (day: Day): Month => monthAfter(monthOf(day), -1);

/** "October", with its year where that is another one: "December 2025". */
export function monthInWords(month: Month, today: Day): string {
  const [year = '', number = '1'] = month.split('-');
  const name = MONTHS[Number(number) - 1] ?? month;
  return year === today.slice(0, 4) ? name : `${name} ${year}`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

export const dueDay = (month: Month, country: string, nth: number = DUE_ON_BUSINESS_DAY): Day =>
  businessDay(nth, monthAfter(month), country);

/** The months that ended and nobody signed for, the oldest first. One that was sent back is one of them. */
export function monthsOwed({ since, months }: Duties, today: Day): Month[] {
  const last = monthBefore(today);
  const all = Array.from({ length: MOST_MONTHS }, (_, back) => monthAfter(last, -back)).reverse();
  return all.filter((month) => month >= since && (months[month] ?? 'sent-back') === 'sent-back');
}

export function levelOf(today: Day, due: Day): 'upcoming' | 'due' | 'late' {
  if (today < due) return 'upcoming';
  return today === due ? 'due' : 'late';
}

/** What somebody signs, word for word. */
export function statementOf(month: Month, boutique: string, outcome: Outcome, receipts: number): string {
  // With its year: it is read for years.
  const named = monthInWords(month, '');
  const looked = `I checked the payments of ${named} at ${boutique} under the AML policy: ${Object.values(duties).join('; ')}.`;
  return outcome === 'nothing'
    ? `${looked} There is nothing to report.`
    : `${looked} There is something to look at: ${receipts === 1 ? '1 receipt' : `${receipts} receipts`}.`;
}

/** What is signed for the network, word for word. */
export const networkStatementOf = (month: Month): string =>
  `Every boutique signed for ${monthInWords(month, '')}, and what was found was reviewed.`;

export interface Answered {
  readonly looked: readonly Duty[];
  readonly outcome: Outcome;
  readonly receipts?: string | undefined;
}

/** Everything was looked at, and what was found has its receipts and no more. */
export function checkAnswers({ looked, outcome, receipts = '' }: Answered): readonly string[] {
  const left = (Object.keys(duties) as Duty[]).filter((duty) => !looked.includes(duty));
  if (left[0]) throw new Refusal('not-looked', `Look at this too, then tick it: ${duties[left[0]]}.`, 'looked');
  const found = readReceipts(receipts);
  if (outcome === 'findings' && found.length === 0)
    throw new Refusal('no-receipts', 'Enter the number of each receipt to look at.', 'receipts');
  if (outcome === 'nothing' && found.length > 0)
    throw new Refusal('receipts', 'You entered receipts. Choose “Something to look at”, or take them out.', 'outcome');
  return found;
}

const MOST_RECEIPTS = 50;

/** Numbers of receipts, whatever stands between them. A name is refused: it has no place in a chat. */
function readReceipts(typed: string): string[] {
  const found = [...new Set(typed.split(/[\s,;]+/).filter((each) => each !== ''))];
  const wrong = found.find((each) => !/^(?=.*\d)[A-Za-z0-9][A-Za-z0-9./-]{1,29}$/.test(each));
  if (wrong !== undefined)
    throw new Refusal(
      'not-a-receipt',
      'Receipt numbers only, such as 4711-20261014. No names, no amounts.',
      'receipts',
    );
  if (found.length > MOST_RECEIPTS)
    throw new Refusal('too-many', `At most ${MOST_RECEIPTS} receipts. Call your operations manager.`, 'receipts');
  return found;
}

/** One boutique in a month, as the network sees it. */
export interface BoardRow {
  readonly boutique: string;
  readonly name: string;
  readonly check: AmlCheck | null;
}

export interface Signature {
  readonly month: Month;
  readonly signedByName: string;
  readonly signedAt: Date;
}

/** What somebody sees who may know that a boutique signed, and not what it found. Only where something was is sent back. */
export const withoutFindings = (rows: readonly BoardRow[]): BoardRow[] =>
  rows.map((row) => ({
    ...row,
    check:
      row.check === null || row.check.state === 'sent-back'
        ? null
        : { ...row.check, outcome: 'nothing', state: 'signed', receipts: [] },
  }));

/** Whether they have one of these roles themselves, or in the place of somebody who did not sign. */
export const isImpartial = (
  { roles }: Pick<Person, 'roles'>,
  allowed: readonly Role[],
  signers: readonly string[],
): boolean =>
  roles.some((held) => allowed.includes(held.role) && (held.for === undefined || !signers.includes(held.for)));

/** Why nobody may sign for the network yet. */
export function mustBeComplete(rows: readonly BoardRow[], actor: string): void {
  const missing = rows.filter(({ check }) => check === null || check.state === 'sent-back');
  if (missing.length > 0)
    throw new Refusal('missing', `${namesOf(missing)} ${missing.length === 1 ? 'has' : 'have'} not signed yet.`);
  const open = rows.filter(({ check }) => check?.outcome === 'findings' && check.state === 'signed');
  if (open.length > 0) throw new Refusal('not-reviewed', `Review what was found first: ${namesOf(open)}.`);
  const own = rows.filter(({ check }) => check?.signedBy === actor);
  if (own.length > 0)
    throw new Refusal(
      'signed-themselves',
      `You signed for ${namesOf(own)}, so somebody else signs for the network.`,
      undefined,
      true,
    );
}

const MOST_NAMED = 5;

function namesOf(rows: readonly BoardRow[]): string {
  const names = rows.slice(0, MOST_NAMED).map(({ name }) => name);
  const rest = rows.length - names.length;
  return rest > 0 ? `${names.join(', ')} and ${rest} more` : names.join(', ');
}
