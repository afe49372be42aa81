import { type Day, type Time, todayIn } from './calendar.js';
import { daysAfter } from './days.js';
import { mayBeTold, morningOn, type PersonTimes } from './person-times.js';
import { openDaysBetween, type PlaceCalendar } from './place-calendar.js';

export type Level = 'upcoming' | 'due' | 'late';
export type Weight = 'normal' | 'urgent' | 'critical';

/** What is owed, as far as it decides what becomes of it. */
export interface Duty {
  readonly subject: string;
  readonly level: Level;
  readonly on: Day | null;
  /** Whom its capability names. */
  readonly owner?: string;
}

/** A duty of one reminder at one place; null: the network's. */
export interface Placed<D extends Duty = Duty> {
  /** `aml-checks/monthly-check`. */
  readonly name: string;
  readonly boutique: string | null;
  readonly duty: D;
}

/** A duty as it was written down. */
export interface Kept extends Omit<Duty, 'owner'> {
  readonly key: string;
  readonly name: string;
  readonly boutique: string | null;
  /** Whose it is now. */
  readonly owner: string | null;
  /** Whom its capability named last. */
  readonly named: string | null;
  readonly endedAt: Date | null;
}

/** What is owed against what was written down. */
export interface Reconciled<D extends Duty, K extends Kept> {
  readonly begun: readonly (Placed<D> & { readonly key: string; readonly owner: string | null })[];
  readonly going: readonly Going<D, K>[];
  /** Owed again, as if it had never ended. */
  readonly again: readonly Going<D, K>[];
  /** Done, so that nobody is asked for it any more. */
  readonly over: readonly K[];
  /** Said anew from now on: its next level has begun. */
  readonly overtaken: readonly K[];
}

export interface Going<D extends Duty, K extends Kept> {
  readonly row: K;
  readonly placed: Placed<D>;
}

/** `aml-checks/monthly-check/MADISON/2026-10/late`. */
export const keyOf = (name: string, boutique: string | null, { subject, level }: Pick<Duty, 'subject' | 'level'>) =>
  `${name}/${boutique ?? '*'}/${subject}/${level}`;

/** Under which a duty may have been written down before: the second one where it came back for another day. */
export function keysOf({ name, boutique, duty }: Placed): readonly [string, string] {
  const key = keyOf(name, boutique, duty);
  return [key, `${key}/${duty.on}`];
}

/** What begins, goes on and ends. Of duties with one key the first counts. */
export function reconcile<D extends Duty, K extends Kept>(
  owed: readonly Placed<D>[],
  kept: readonly K[],
): Reconciled<D, K> {
  const once = [...new Map([...owed].reverse().map((each) => [keysOf(each)[0], each])).entries()].reverse();
  const open = kept.filter(({ endedAt }) => endedAt === null);
  const ended = new Map(kept.filter(({ endedAt }) => endedAt !== null).map((row) => [row.key, row]));
  const openBy = new Map(open.map((row) => [keyOf(row.name, row.boutique, row), row]));
  const before = new Map(open.map((row) => [subjectOf(row), row]));

  const begun: Reconciled<D, K>['begun'][number][] = [];
  const going: Going<D, K>[] = [];
  const again: Going<D, K>[] = [];
  for (const [key, placed] of once) {
    const row = openBy.get(key);
    const earlier = endedUnder(placed, ended);
    if (row) going.push({ row, placed });
    else if (earlier) again.push({ row: earlier, placed });
    else begun.push({ ...placed, key: ended.has(key) ? keysOf(placed)[1] : key, owner: ownerOf(placed, before) });
  }
  const owedNow = new Set(once.map(([key]) => key));
  return { begun, going, again, ...endings(open, owedNow, new Set(once.map(([, placed]) => subjectOfPlaced(placed)))) };
}

function endings<K extends Kept>(open: readonly K[], owedNow: ReadonlySet<string>, subjects: ReadonlySet<string>) {
  const left = open.filter((row) => !owedNow.has(keyOf(row.name, row.boutique, row)));
  return {
    over: left.filter((row) => !subjects.has(subjectOf(row))),
    overtaken: left.filter((row) => subjects.has(subjectOf(row))),
  };
}

const subjectOf = ({ name, boutique, subject }: Pick<Kept, 'name' | 'boutique' | 'subject'>): string =>
  `${name}/${boutique ?? '*'}/${subject}`;

const subjectOfPlaced = ({ name, boutique, duty }: Placed): string =>
  subjectOf({ name, boutique, subject: duty.subject });

/** A duty that ended and is back for the same day is the same one. */
function endedUnder<K extends Kept>(placed: Placed, ended: ReadonlyMap<string, K>): K | null {
  const [key, dated] = keysOf(placed);
  const first = ended.get(key);
  if (first && first.on === placed.duty.on) return first;
  return ended.get(dated) ?? null;
}

/** Whoever it was passed on to keeps it at its next level, unless somebody else is named by then. */
function ownerOf(placed: Placed, before: ReadonlyMap<string, Kept>): string | null {
  const named = placed.duty.owner ?? null;
  const earlier = before.get(subjectOfPlaced(placed));
  return earlier && earlier.named === named ? earlier.owner : named;
}

/** The most it takes until somebody on the rung above hears. */
export type Patience = { readonly openDays: number } | { readonly hours: number };

export interface Silence {
  readonly level: Level;
  readonly rung: number;
  readonly seenAt: Date | null;
  readonly notBefore: Day | null;
  /** When the first on its present rung was told; null: nobody was yet. */
  readonly toldAt: Date | null;
}

/** Whether silence takes it up a rung. What is only upcoming may rest, and so may what nobody was told yet. */
export function climbs(
  { level, rung, seenAt, notBefore, toldAt }: Silence,
  ladder: readonly { readonly after: Patience }[],
  calendar: PlaceCalendar,
  now: Date,
): boolean {
  const after = ladder[rung + 1]?.after;
  if (!after || seenAt !== null || toldAt === null || level === 'upcoming') return false;
  const today = todayIn(calendar.timeZone, now);
  if (notBefore !== null && notBefore > today) return false;
  if ('hours' in after) return now.getTime() - toldAt.getTime() >= after.hours * HOUR;
  return openDaysBetween(todayIn(calendar.timeZone, toldAt), today, calendar) >= after.openDays;
}

const HOUR = 3_600_000;

/** The first rung from this one up on which somebody hears; where nobody does it stays. */
export function rungThatHears(rung: number, rungs: number, hears: (rung: number) => boolean): number {
  for (let each = rung; each < rungs; each += 1) if (hears(each)) return each;
  return rung;
}

/** How far we look for somebody's working days. */
const MOST_DAYS_OFF = 21;

/** Whether somebody can be told within their next two working days, or at this hour where it can't wait. */
export function canBeTold(times: PersonTimes, weight: Weight, now: Date): boolean {
  const told = mayBeTold(times, now);
  if (weight === 'critical') return told !== 'away';
  if (told === true) return true;
  const today = todayIn(times.timeZone, now);
  let tried = 0;
  for (let ahead = 0; ahead <= MOST_DAYS_OFF && tried < 2; ahead += 1) {
    const day = daysAfter(today, ahead);
    const morning = morningOn(times, day);
    if (morning <= now || !times.worksOn(day)) continue;
    if (mayBeTold(times, morning) === true) return true;
    tried += 1;
  }
  return false;
}

/** The time of the day at which their morning comes, quiet hours left out: when we look. */
export function morningTime({
  morning,
  quietFrom,
  quietTo,
}: Pick<PersonTimes, 'morning' | 'quietFrom' | 'quietTo'>): Time {
  const [after, before] = [morning >= quietFrom, morning < quietTo];
  if (quietFrom === quietTo) return morning;
  return (quietFrom < quietTo ? after && before : after || before) ? quietTo : morning;
}

/** Whether their morning has come and their day is not over. */
export function isTheirTime(times: PersonTimes, now: Date): boolean {
  return mayBeTold(times, now) === true && morningOn(times, todayIn(times.timeZone, now)) <= now;
}

export interface Bundles<R> {
  /** In the one message of their morning. */
  readonly together: readonly R[];
  /** Urgent, and too many for a message each: in one of their own. */
  readonly urgent: readonly R[];
  /** Each in a message of its own. */
  readonly apart: readonly R[];
}

/** What somebody is told in which message. Whoever answers for hundreds of boutiques is not told hundreds of times. */
export function bundled<R extends { readonly weight: Weight }>(rows: readonly R[]): Bundles<R> {
  const many = rows.filter(({ weight }) => weight === 'urgent').length > MOST_APART;
  return {
    together: rows.filter(({ weight }) => weight === 'normal'),
    urgent: rows.filter(({ weight }) => weight === 'urgent' && many),
    apart: rows.filter(({ weight }) => weight === 'critical' || (weight === 'urgent' && !many)),
  };
}

const MOST_APART = 3;
