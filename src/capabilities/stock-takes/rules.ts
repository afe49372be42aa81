import type { Day } from '../../domain/calendar.js';
import { daysAfter } from '../../domain/days.js';
import type { PlaceCalendar } from '../../domain/place-calendar.js';
import { shortened } from '../../domain/words.js';
import { openDayUpTo } from './rules-dates.js';
import { type Gate, type GateId, gateIds, gates, preparing } from './rules-gates.js';

export const kinds = { annual: 'Annual stock take', fiscal: 'Fiscal inventory' } as const;
export type Kind = keyof typeof kinds;

export const states = {
  planned: 'Planned',
  preparing: 'Preparing',
  ready: 'Ready',
  counting: 'Counting',
  reconciling: 'Reconciling',
  approving: 'Approving',
  published: 'Published',
  closed: 'Closed',
  cancelled: 'Cancelled',
} as const;
export type State = keyof typeof states;

export interface Campaign {
  readonly id: string;
  readonly kind: Kind;
  /** "2027". */
  readonly name: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly perDay: number;
  readonly createdBy: string;
  readonly createdOn: Day;
  readonly cancelled: Cancelled | null;
}

export interface Cancelled {
  readonly by: Named;
  readonly why: string;
}

/** "Fiscal inventory 2027". */
export const titleOf = ({ kind, name }: Pick<Campaign, 'kind' | 'name'>): string =>
  `${kinds[kind]} ${shortened(name, 40)}`;

/** A boutique's own part of it. */
export interface Take {
  readonly id: string;
  readonly campaign: Campaign;
  readonly boutique: string;
  readonly boutiqueName: string;
  readonly timeZone: string;
  readonly calendar: PlaceCalendar;
  /** There are so many now. */
  readonly zones: number;
  readonly day: Day;
  readonly proposal: Proposal | null;
  readonly team: Team | null;
  /** With the campaign, before its count was begun. */
  readonly cancelled: boolean;
  /** The planned count. */
  readonly plan: string | null;
  /** What was passed by somebody and has not lapsed. */
  readonly passed: readonly Passed[];
  readonly items: readonly Item[];
  readonly count: CountFacts | null;
}

export interface Proposal {
  readonly day: Day;
  readonly why: string;
  readonly by: Named;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Team {
  readonly counters: readonly Named[];
  readonly recounters: readonly Named[];
  readonly supervisor: Named;
  readonly approver: Named;
  /** Booked from outside, as it was typed; null: nobody comes. */
  readonly auditor: string | null;
}

export interface Passed {
  readonly gate: GateId;
  readonly by: Named | null;
  readonly at: Date;
  readonly words: string;
  readonly photos: number;
  /** Why is in its words. */
  readonly waived: boolean;
}

/** A document that is open before the count, or a corrective action after it. */
export interface Item {
  readonly id: string;
  readonly kind: 'document' | 'action';
  readonly what: string;
  readonly owner: Named;
  readonly dueOn: Day | null;
  readonly outcome: Outcome | null;
}

export const outcomes = { done: 'Done', accounted: 'Open, accounted for', escalated: 'Escalated' } as const;
export type Outcome = keyof typeof outcomes;

/** What the count itself says; no figure of what is expected. */
export interface CountFacts {
  readonly id: string;
  readonly state: string;
  readonly begun: Date;
  /** Zones that were counted as often as they had to be, and all of them. */
  readonly counted: number;
  readonly zones: number;
  readonly comparedAt: Date | null;
  /** Differences without a cause. */
  readonly unnamed: number;
  /** Those that nothing explains and nobody looks into. */
  readonly unowned: number;
  readonly ownedAt: Date | null;
  readonly causesAt: Date | null;
  /** Everybody who scanned, in the order they began. */
  readonly counters: readonly Named[];
  readonly closedAt: Date | null;
  /** Open only to those who work on it. */
  readonly restricted: boolean;
}

const compared = ['investigating', 'awaiting-approval', 'approved', 'posted', 'closed'];

/** Passed by somebody, or by what the count says. */
export function passedOf(take: Pick<Take, 'passed' | 'count'>): ReadonlyMap<GateId, Passed> {
  const found = new Map(take.passed.map((each) => [each.gate, each]));
  const { count } = take;
  if (!count || !compared.includes(count.state) || !count.comparedAt) return found;
  const by = null;
  const words = `${count.counted} of ${count.zones} zones.`;
  const itself = (gate: GateId, at: Date, said: string) =>
    found.set(gate, { gate, by, at, words: said, photos: 0, waived: false });
  itself('count', count.comparedAt, words);
  if (count.unowned === 0) itself('owners', latest(count.comparedAt, count.ownedAt, count.causesAt), 'Each has one.');
  if (count.unnamed === 0) itself('causes', count.causesAt ?? count.comparedAt, 'All named.');
  return found;
}

const latest = (...moments: readonly (Date | null)[]): Date =>
  new Date(Math.max(...moments.map((at) => at?.getTime() ?? 0)));

/** Where it stands is read from its gates and its count, and so can't be wrong. */
export function stateOf(take: Pick<Take, 'passed' | 'count' | 'cancelled'>): State {
  if (take.cancelled) return 'cancelled';
  const passed = passedOf(take);
  if (passed.has('actions-60')) return 'closed';
  if (passed.has('report')) return 'published';
  if (passed.has('unexplained')) return 'approving';
  if (passed.has('count')) return 'reconciling';
  if (take.count) return 'counting';
  if (isPrepared(take)) return 'ready';
  return passed.has('date') ? 'preparing' : 'planned';
}

export function isPrepared(take: Pick<Take, 'passed' | 'count'>): boolean {
  const passed = passedOf(take);
  return preparing.every((gate) => passed.has(gate));
}

type Dated = Pick<Take, 'day' | 'campaign' | 'calendar'>;

/** Before the count on a day on which somebody is there; never before the campaign was begun. */
export function dueOn({ day, campaign, calendar }: Dated, gate: GateId): Day {
  const { offset } = gates[gate];
  const counted = daysAfter(day, offset);
  const due = offset < 0 ? openDayUpTo(counted, calendar) : counted;
  return due < campaign.createdOn ? campaign.createdOn : due;
}

/** From this day on it can be passed, at the latest from when it is due; null: at any time. */
export function opensOn(take: Dated, gate: GateId): Day | null {
  const { opens } = gates[gate];
  if (opens === null) return null;
  const [day, due] = [daysAfter(take.day, opens), dueOn(take, gate)];
  return day < due ? day : due;
}

/** The messages that everybody with a part in it has of it. */
export const topicOf = ({ id }: Pick<Take, 'id'>, of?: string): string =>
  of ? `stock-take/${id}/${of}` : `stock-take/${id}`;

export const dateTopic = (take: Pick<Take, 'id'>): string => topicOf(take, 'date');

/** What a button is about: the take, unless it shows something of the count. */
export function recordOf(subject: string): string | null {
  const [take, count, of] = subject.split('~');
  return (of === 'owners' ? count : take) || null;
}

/** Those that are not passed and whose turn it is, in their order. */
export function openGates(take: Pick<Take, 'passed' | 'count' | 'cancelled'>): GateId[] {
  if (take.cancelled) return [];
  const passed = passedOf(take);
  return gateIds.filter(
    (gate) =>
      !passed.has(gate) && gates[gate].after.every((before) => passed.has(before)) && (gate !== 'sweep' || take.count),
  );
}

/** Why a gate can't be passed now; null: it can. */
export function whyNotYet(
  take: Take,
  gate: GateId,
  today: Day,
): { code: string; missing: Gate | null; from: Day | null } | null {
  const passed = passedOf(take);
  if (passed.has(gate)) return { code: 'passed', missing: null, from: null };
  const before = gates[gate].after.find((each) => !passed.has(each));
  if (before) return { code: 'not-yet', missing: gates[before], from: null };
  // Who walks through it while nothing is counted has seen nothing.
  if (gate === 'sweep' && !take.count) return { code: 'not-yet', missing: gates.count, from: null };
  const opens = opensOn(take, gate);
  return opens !== null && today < opens ? { code: 'too-early', missing: null, from: opens } : null;
}

/** What is owed next, the one due first; null: nothing is. */
export function nextGate(take: Take): { readonly gate: GateId; readonly due: Day } | null {
  const [first] = openGates(take)
    .map((gate) => ({ gate, due: dueOn(take, gate) }))
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  return first ?? null;
}

/** Of a team, those who are named twice. */
export function inTwoRoles(
  team: Readonly<Record<'counters' | 'recounters', readonly string[]>> & Record<'supervisor' | 'approver', string>,
) {
  const all = [...new Set(team.counters), ...new Set(team.recounters), team.supervisor, team.approver];
  return [...new Set(all.filter((person, index) => all.indexOf(person) !== index))];
}

/** Somebody who waived a gate of it: who says what may be left out does not sign that all was done. */
export const waiverIn = ({ passed }: Pick<Take, 'passed'>, id: Named['id']): Named | null =>
  passed.find(({ waived, by }) => waived && by?.id === id)?.by ?? null;
