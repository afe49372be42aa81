import { type Block, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import { counted, type Day, dayInWords } from '../../domain/calendar.js';
import { daysBetween } from '../../domain/days.js';
import { shortened } from '../../domain/words.js';
import { titleOf } from './cards.js';
import { called, type Project } from './rules.js';
import {
  type Checked,
  countLines,
  type DayInLog,
  type Exit,
  GO_LIVE_DAYS,
  type Issue,
  isClean,
  type OpeningCount,
  type PulsePart,
  pulseParts,
  severities,
} from './rules-live.js';
import { type PunchItem, punchInWords } from './rules-punch.js';
import { type Ramp, rampLines } from './rules-ramp.js';
import { withoutStop } from './rules-words.js';

/** A go-live as it stands. */
export interface Live {
  readonly project: Project;
  readonly today: Day;
  readonly opened: Day;
  readonly log: readonly DayInLog[];
  /** Whether today is to be spoken of still. */
  readonly asksToday: boolean;
  readonly issues: readonly Issue[];
  readonly checked: readonly Checked[];
  readonly exit: Exit | null;
  readonly count: OpeningCount | null;
  readonly punch: readonly PunchItem[];
  readonly ramp: Ramp | null;
}

const MOST_DAYS = 16;
const MOST_ISSUES = 4;

export interface LiveFor {
  /** A director may hand over although not everything is met. */
  readonly directs: boolean;
  /** Whoever leads it says that its staff are certified. */
  readonly leads: boolean;
}

/** The board of days, in the one message that each of those who are in it has. */
export function liveCard(live: Live, reader: LiveFor, note?: string): Card {
  const { project, today, opened, log, punch, count } = live;
  const earlier = log.length - MOST_DAYS;
  return card(
    `${titleOf(project)} · go-live`,
    [
      ...(note === undefined ? [] : [text(shortened(note, 500))]),
      text(`${called(project)} · open since ${dayInWords(opened, today)}`),
      ...(log.length === 0 ? [] : [lines(...log.slice(-MOST_DAYS).map((each) => dayLine(each, today)))]),
      ...(earlier > 0 ? [quiet(`and ${counted(earlier, 'day')} before`)] : []),
      lines(...issueLines(live.issues), ['Punch list', punchInWords(punch, today)], ...countLines(count, today)),
      ...compared(live.ramp),
      lines(['Before handover', metWords(live.checked)], ...live.checked.map(checkedLine)),
      ...overridden(live.exit),
      buttons(...steps(live, reader)),
    ],
    dayOf(live),
  );
}

/** By the calendar, as the two weeks are. */
function dayOf({ opened, today }: Live): string {
  const day = daysBetween(opened, today) + 1;
  return day <= GO_LIVE_DAYS ? `day ${day} of ${GO_LIVE_DAYS}` : `day ${day}`;
}

const compared = (ramp: Ramp | null): Block[] => (ramp === null ? [] : [lines(...rampLines(ramp))]);

function dayLine({ day, pulse, opened, closed }: DayInLog, today: Day): [string, string] {
  const said = pulse === null ? (day === today ? 'not said yet' : 'nothing said') : isClean(pulse) ? 'all fine' : '';
  const wrong = pulse
    ? Object.keys(pulseParts)
        .filter((part) => pulse[part as PulsePart] === 'issue')
        .map((part) => pulseParts[part as PulsePart])
    : [];
  const parts = [
    said,
    wrong.length > 0 ? `issue: ${wrong.join(', ')}` : '',
    pulse?.note ? shortened(withoutStop(pulse.note), 80) : '',
    opened + closed > 0 ? `${opened} opened, ${closed} closed` : '',
  ];
  return [dayInWords(day, today), parts.filter((part) => part !== '').join(' · ')];
}

function issueLines(issues: readonly Issue[]): [string, string][] {
  const open = bySeverity(issues.filter(({ closedOn }) => closedOn === null));
  if (open.length === 0) return [['Issues', issues.length === 0 ? 'none' : `none open of ${issues.length}`]];
  return [
    ['Issues', `${open.length} open of ${issues.length}`],
    ...open.slice(0, MOST_ISSUES).map((each): [string, string] => [severities[each.severity], issueWords(each)]),
  ];
}

const bySeverity = (issues: readonly Issue[]): Issue[] => {
  const order = Object.keys(severities).reverse();
  return [...issues].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
};

const issueWords = ({ what, owner }: Issue): string =>
  `${withoutStop(shortened(what, 90))} · ${shortened(owner.name, 40)}`;

const metWords = (checked: readonly Checked[]): string =>
  `${checked.filter(({ met }) => met).length} of ${checked.length} met`;

const checkedLine = ({ met, wanted, found }: Checked): [string, string] => [
  wanted,
  met ? `yes · ${found}` : `not yet · ${found}`,
];

function overridden(exit: Exit | null): Block[] {
  if (!exit?.override) return [];
  const { by, why } = exit.override;
  return [text(`${shortened(by.name, 80)} hands over anyway: ${shortened(why, 300)}`)];
}

function steps({ project: { id }, today, asksToday, checked, exit }: Live, { directs, leads }: LiveFor) {
  const ready = checked.every(({ met }) => met);
  return [
    ...(asksToday ? [button('openings.pulse', 'Enter pulse', `${id}~${today}`, { style: 'primary' })] : []),
    button('openings.issue', 'Report issue', id),
    button('openings.issues', 'Show issues', id),
    button('openings.punch', 'Show punch list', `${id}~1`),
    ...(!leads || exit?.certifiedBy ? [] : [button('openings.certify', 'Confirm staff', id)]),
    ...(!directs || ready || exit?.override ? [] : [button('openings.override-exit', 'Override', id)]),
  ];
}

const MOST_LISTED = 8;

/** What is open, each with its button; then what was closed last. */
export function issuesCard(project: Project, issues: readonly Issue[], today: Day): Card {
  const open = bySeverity(issues.filter(({ closedOn }) => closedOn === null));
  const closed = issues.filter(({ closedOn }) => closedOn !== null).slice(-5);
  const left = open.length - MOST_LISTED;
  return card(
    `${titleOf(project)} · issues`,
    [
      ...(issues.length === 0 ? [text('None so far.')] : []),
      ...open.slice(0, MOST_LISTED).flatMap((issue): Block[] => [
        lines([severities[issue.severity], `${issueWords(issue)} · since ${dayInWords(issue.openedOn, today)}`]),
        buttons(
          button(
            'openings.close-issue',
            `Close ${withoutStop(shortened(issue.what, 50))}`,
            `${project.id}/${issue.id}`,
            {
              style: 'primary',
            },
          ),
        ),
      ]),
      ...(left > 0 ? [quiet(`and ${left} more`)] : []),
      ...(closed.length === 0
        ? []
        : [
            lines(
              ...closed.map((each): [string, string] => [
                'Closed',
                `${shortened(each.what, 80)}: ${shortened(each.outcome ?? '', 80)}`,
              ]),
            ),
          ]),
      buttons(button('openings.issue', 'Report issue', project.id)),
    ],
    `${open.length} open`,
  );
}

/** For whoever is to see to it, and, once it is closed, for them too. */
export const issueCard = (project: Project, issue: Issue, today: Day): Card =>
  card(
    `${severities[issue.severity]} issue · ${shortened(project.title, 50)}`,
    [
      text(shortened(issue.what, 300)),
      lines(
        ['Owner', shortened(issue.owner.name, 80)],
        ['Reported', `${shortened(issue.openedBy.name, 80)}, ${dayInWords(issue.openedOn, today)}`],
        ...(issue.closedOn === null ? [] : [['Closed', dayInWords(issue.closedOn, today)] as [string, string]]),
      ),
      ...(issue.outcome === null ? [] : [text(shortened(issue.outcome, 300))]),
      ...(issue.closedOn === null
        ? [buttons(button('openings.close-issue', 'Close issue', `${project.id}/${issue.id}`, { style: 'primary' }))]
        : []),
    ],
    issue.closedOn === null ? 'open' : 'closed',
  );

/** In place of the board of days, where the opening is taken back. */
export const notOpenCard = (project: Project, why: string): Card =>
  card(`${titleOf(project)} · go-live`, [text(`It is not open yet: ${shortened(why, 500)}`)]);

/** In the boutique's channel: its count before it opens. */
export const openingCountCard = (project: Project, plan: string, due: Day, today: Day): Card =>
  card(`Opening count · ${shortened(project.title, 50)}`, [
    text(`Every zone is counted before the boutique opens: ${dayInWords(due, today)}.`),
    buttons(button('stock-counts.count-planned', 'Count', plan, { style: 'primary' })),
  ]);

export const countReplacedCard = (project: Project): Card =>
  card(`Opening count · ${shortened(project.title, 50)}`, [text('It was planned anew; a newer message has it.')]);

export const countWithdrawnCard = (project: Project, why: string): Card =>
  card(`Opening count · ${shortened(project.title, 50)}`, [
    text(`It is not to be counted: the opening is cancelled. ${shortened(why, 500)}`),
  ]);
