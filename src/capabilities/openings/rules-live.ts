import { type Day, dayInWords } from '../../domain/calendar.js';
import { holds, type Person } from '../../domain/people.js';
import { openDaysFrom, type PlaceCalendar } from '../../domain/place-calendar.js';
import { isLive, isOpen, type Milestones, mayLead, type Named, type Project } from './rules.js';

/** What is asked of every day. */
export const pulseParts = {
  till: 'Till',
  alarm: 'Alarm',
  stock: 'Count',
  claims: 'Claims',
} as const;
export type PulsePart = keyof typeof pulseParts;

export const pulseAnswers = { ok: 'OK', issue: 'Issue' } as const;
export type PulseAnswer = keyof typeof pulseAnswers;

export interface Pulse extends Readonly<Record<PulsePart, PulseAnswer>> {
  readonly day: Day;
  readonly note: string | null;
  readonly by: Named;
  readonly at: Date;
}

export const severities = { minor: 'Minor', major: 'Major', critical: 'Critical' } as const;
export type Severity = keyof typeof severities;

export interface Issue {
  readonly id: string;
  readonly project: string;
  readonly what: string;
  readonly severity: Severity;
  readonly owner: Named;
  readonly openedOn: Day;
  readonly openedBy: Named;
  /** What was done. */
  readonly outcome: string | null;
  readonly closedOn: Day | null;
}

/** What was said of the end of the go-live. */
export interface Exit {
  readonly certifiedBy: Named | null;
  readonly certifiedAt: Date | null;
  readonly override: { readonly by: Named; readonly at: Date; readonly why: string } | null;
}

/** The count of everything before it opens. */
export interface OpeningCount {
  readonly plan: string;
  readonly boutique: string;
  /** planned; after that as the counts have it. */
  readonly state: string;
  readonly due: Day | null;
  readonly count: string | null;
  readonly decidedAt: Date | null;
}

/** When it opened; null: not yet. */
export function openedOn(milestones: Milestones): Day | null {
  return milestones.find(({ reaches, status }) => reaches === 'live' && status === 'done')?.doneOn ?? null;
}

/** A boutique from its opening to its handover. */
export function isGoingLive(project: Project, milestones: Milestones): boolean {
  return project.kind === 'opening' && isLive(project) && openedOn(milestones) !== null;
}

/** From the opening on, as many days of the calendar. */
export const GO_LIVE_DAYS = 14;

/**
 * The day on which it opened, whatever the calendar has, and every day of it on which the boutique was open, up to today.
 * Where it takes longer, it goes on until the handover.
 */
export function daysToPulse(opened: Day, today: Day, calendar: PlaceCalendar): Day[] {
  const days: Day[] = opened > today ? [] : [opened];
  for (const { day } of openDaysFrom(opened, calendar)) {
    if (day > today) break;
    if (day !== opened) days.push(day);
  }
  return days;
}

/** Of a place that the network does not list: open on every day on which its country's shops are. */
export function calendarFor({ place: { timeZone, country, state } }: Pick<Project, 'place'>): PlaceCalendar {
  const all = '10:00-19:00';
  const hours = { mon: all, tue: all, wed: all, thu: all, fri: all, sat: all, sun: all };
  return { timeZone, country, state, hours, closures: [] };
}

export const isClean = (pulse: Pulse): boolean =>
  Object.keys(pulseParts).every((part) => pulse[part as PulsePart] === 'ok');

/** Clean days up to the last one that was said; a day that was left out breaks the row. */
export function cleanInARow(days: readonly Day[], pulses: readonly Pulse[]): number {
  const said = new Map(pulses.map((pulse) => [pulse.day, pulse]));
  const last = days.findLastIndex((day) => said.has(day));
  let clean = 0;
  for (const day of days.slice(0, last + 1).reverse()) {
    const pulse = said.get(day);
    if (!pulse || !isClean(pulse)) break;
    clean += 1;
  }
  return clean;
}

/** What must be so before whoever supports it leaves. Data: another house has others. */
export type ExitCriterion =
  | { readonly type: 'clean-days'; readonly inARow: number }
  | { readonly type: 'no-open-issues'; readonly of: readonly Severity[] }
  | { readonly type: 'count-explained' }
  | { readonly type: 'certified' };

export const exitCriteria: readonly ExitCriterion[] = [
  { type: 'clean-days', inARow: 5 },
  { type: 'no-open-issues', of: ['critical'] },
  { type: 'count-explained' },
  { type: 'certified' },
];

export interface ExitFacts {
  readonly days: readonly Day[];
  readonly pulses: readonly Pulse[];
  readonly issues: readonly Issue[];
  readonly count: OpeningCount | null;
  readonly milestones: Milestones;
  readonly exit: Exit | null;
}

export interface Checked {
  readonly met: boolean;
  /** "5 clean days in a row". */
  readonly wanted: string;
  /** "3 so far". */
  readonly found: string;
}

export const checkExit = (facts: ExitFacts, criteria: readonly ExitCriterion[] = exitCriteria): Checked[] =>
  criteria.map((criterion) => check(criterion, facts));

function check(criterion: ExitCriterion, facts: ExitFacts): Checked {
  switch (criterion.type) {
    case 'clean-days': {
      const clean = cleanInARow(facts.days, facts.pulses);
      return {
        met: clean >= criterion.inARow,
        wanted: `${criterion.inARow} clean days in a row`,
        found: `${clean} now`,
      };
    }
    case 'no-open-issues': {
      const open = facts.issues.filter(
        ({ closedOn, severity }) => closedOn === null && criterion.of.includes(severity),
      );
      return { met: open.length === 0, wanted: `No ${criterion.of.join(' or ')} issue`, found: `${open.length} open` };
    }
    case 'count-explained':
      return { wanted: 'Opening count explained', ...countExplained(facts) };
    case 'certified': {
      const by = facts.exit?.certifiedBy;
      return { met: by != null, wanted: 'All staff certified', found: by ? `said by ${by.name}` : 'not said yet' };
    }
  }
}

const DECIDED: readonly string[] = ['approved', 'posted', 'closed'];

export const isDecided = ({ state }: Pick<OpeningCount, 'state'>): boolean => DECIDED.includes(state);

/** A count is approved only once each difference has its cause. */
function countExplained({ count, milestones }: ExitFacts): Pick<Checked, 'met' | 'found'> {
  if (count) return { met: isDecided(count), found: countInWords(count) };
  const said = milestones.find(({ key }) => key === OPENING_COUNT);
  if (!said) return { met: true, found: 'none in this plan' };
  return { met: !isOpen(said), found: isOpen(said) ? 'not counted yet' : said.status };
}

export const OPENING_COUNT = 'opening-count';

const countInWords = ({ state }: OpeningCount): string => COUNT_STATES[state] ?? state.replaceAll('-', ' ');

/** As a line of a card; none where no count is planned. */
export const countLines = (count: OpeningCount | null, today: Day): [string, string][] =>
  count === null ? [] : [['Opening count', countWords(count, today)]];

function countWords(count: OpeningCount, today: Day): string {
  const due = count.state === 'planned' && count.due !== null ? ` for ${dayInWords(count.due, today)}` : '';
  return `${countInWords(count)}${due}`;
}

const COUNT_STATES: Readonly<Record<string, string>> = {
  planned: 'planned',
  counting: 'being counted',
  submitted: 'being compared',
  'recount-required': 'to be recounted',
  recounting: 'being recounted',
  investigating: 'causes to be named',
  'awaiting-approval': 'waits for approval',
  rejected: 'sent back',
  approved: 'approved',
  posted: 'approved and booked',
  closed: 'approved and closed',
  voided: 'voided, to be counted anew',
};

/** Whoever leads it, and whoever manages the boutique. */
export function maySpeak(person: Person, project: Project): boolean {
  return mayLead(person, project) || isThere(person, project, ['store-manager']);
}

/** An issue is seen by anybody who works there. */
export const mayReport = (person: Person, project: Project): boolean =>
  maySpeak(person, project) ||
  isThere(person, project, ['associate']) ||
  person.roles.some(({ boutique }) => boutique === null);

const isThere = (person: Person, { boutique }: Project, roles: readonly ('associate' | 'store-manager')[]): boolean =>
  boutique !== null && holds(person, roles, boutique);

export interface DayInLog {
  readonly day: Day;
  readonly pulse: Pulse | null;
  readonly opened: number;
  readonly closed: number;
}

/** Day by day: those on which it was open, and any other on which an issue came or went. */
export function logOf(days: readonly Day[], pulses: readonly Pulse[], issues: readonly Issue[]): DayInLog[] {
  const all = new Set([...days, ...issues.flatMap(({ openedOn, closedOn }) => [openedOn, closedOn ?? openedOn])]);
  return [...all].sort().map((day) => ({
    day,
    pulse: pulses.find((pulse) => pulse.day === day) ?? null,
    opened: issues.filter((issue) => issue.openedOn === day).length,
    closed: issues.filter((issue) => issue.closedOn === day).length,
  }));
}
