import { counted } from '../../domain/calendar.js';
import { type Holder, isImpartial } from '../../domain/delegation.js';
import { type Cents, money } from '../../domain/money.js';
import type { Person, Role } from '../../domain/people.js';
import type { Count, Difference } from './rules.js';
import { type Cause, causes } from './rules-causes.js';

/** The causes that Safety and Security is told of at once: what each is as a case, the gravest first. */
export const securityCauses = {
  'theft-confirmed': { type: 'theft', severity: 'critical' },
  'theft-suspected': { type: 'theft', severity: 'high' },
  'unknown-investigating': { type: 'loss', severity: 'high' },
  'unknown-written-off': { type: 'loss', severity: 'high' },
} as const satisfies Partial<Record<Cause, { readonly type: string; readonly severity: string }>>;

export type SecurityCause = keyof typeof securityCauses;
type CaseType = (typeof securityCauses)[SecurityCause]['type'];

export const isForSecurity = (cause: Cause | undefined): cause is SecurityCause =>
  cause !== undefined && Object.hasOwn(securityCauses, cause);

/** What Safety and Security is told: of which pieces, and why. */
export interface Naming {
  readonly type: CaseType;
  readonly severity: 'critical' | 'high';
  /** The gravest. */
  readonly cause: SecurityCause;
  readonly serials: readonly string[];
  /** The count has a case of this type already. */
  readonly known: boolean;
  /** There is none, or it was less grave. */
  readonly opens: boolean;
}

/** What was named just now, by the type of its case, where anything was named before in this count. */
export function namingsOf(
  named: readonly { readonly serial: string; readonly cause: Cause }[],
  before: ReadonlySet<Cause>,
): Naming[] {
  const gravest = Object.keys(securityCauses) as SecurityCause[];
  return (['theft', 'loss'] as const).flatMap((type) => {
    const ofType = named.filter(({ cause }) => isForSecurity(cause) && securityCauses[cause].type === type);
    const cause = gravest.find((each) => ofType.some((one) => one.cause === each));
    if (!cause) return [];
    const known = gravest.some((each) => before.has(each) && securityCauses[each].type === type);
    const opens = !known || (cause === 'theft-confirmed' && !before.has(cause));
    const serials = ofType.map(({ serial }) => serial);
    return [{ type, severity: securityCauses[cause].severity, cause, serials, known, opens }];
  });
}

/** For the case: where, how many, what they are worth, and what was named. Never who. */
export function caseInWords(
  { zones, currency }: Pick<Count, 'zones' | 'currency'>,
  pieces: readonly Difference[],
  cause: SecurityCause,
): string {
  const priced = pieces.flatMap(({ retail }) => retail ?? []);
  const unpriced = pieces.length - priced.length;
  const worth = [
    ...(priced.length > 0 ? [counted(pieces.length, 'piece'), `${money(sum(priced), currency)} at retail`] : []),
    ...(unpriced > 0 ? [`${counted(unpriced, 'piece')} of unknown value`] : []),
  ];
  const places = zones.length > 3 ? counted(zones.length, 'zone') : zones.map(({ name }) => name).join(', ');
  return `Stock count of ${places}: ${worth.join(', ')}. Cause: ${causes[cause].toLowerCase()}.`;
}

const sum = (amounts: readonly Cents[]): Cents => amounts.reduce((total, each) => total + each, 0);

/** Who holds a role, stand-ins included. */
export interface Holders {
  readonly role: Role;
  readonly holders: readonly Holder[];
}

export interface Deciding {
  /** Whoever named the cause. */
  readonly by: Person['id'];
  readonly managers: Holders;
  readonly above: readonly Holders[];
  readonly notBy: readonly Person['id'][];
}

/**
 * Who sees the count from now on: Safety and Security, whoever named the cause, and those who may decide on it. Where
 * somebody who holds a role took part in the count, the others who hold it are named one by one.
 */
export function whoSees({ by, managers, above, notBy }: Deciding) {
  const impartial = ({ holders }: Holders) => holders.filter((holder) => isImpartial(holder, notBy));
  const whole = above.filter((each) => impartial(each).length === each.holders.length);
  const some = [managers, ...above.filter((each) => !whole.includes(each))].flatMap(impartial);
  const roles: readonly Role[] = ['safety-and-security', ...whole.map(({ role }) => role)];
  return { roles, people: [...new Set([by, ...some.map(({ id }) => id)])] };
}
