import { type Block, type Button, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import { counted, type Day, dayInWords } from '../../domain/calendar.js';
import { money } from '../../domain/money.js';
import { roleNames } from '../../domain/people.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import { causes, isLive, isOpen, type Milestone, NAMED, type Named, type Project, projectStates } from './rules.js';
import type { Planned } from './rules-schedule.js';
import { titleOf, whose } from './rules-words.js';
import type { Promised } from './store-promises.js';

export const milestoneStates: Readonly<Record<Planned['state'], string>> = {
  'not-due': 'Not due',
  due: 'Due',
  'at-risk': 'At risk',
  late: 'Late',
  done: 'Done',
  waived: 'Waived',
};

export interface Seen {
  readonly project: Project;
  readonly planned: Planned;
  /** What it waits for, and what waits for it. */
  readonly before: readonly Milestone[];
  readonly after: readonly Milestone[];
  readonly files: number;
  /** Whose vote is asked for, and who can't give it any more. */
  readonly gone: readonly Named[];
  readonly today: Day;
  /** What the person who looks may do with it. */
  readonly may: { readonly work: boolean; readonly lead: boolean; readonly answer: boolean; readonly reopen: boolean };
}

/** One milestone whole. */
export function milestoneCard(seen: Seen, note?: string): Card {
  const { project, planned, today } = seen;
  const { milestone, state } = planned;
  return card(
    `${milestone.name} · ${shortened(project.title, 50)}`,
    [
      ...(note === undefined ? [] : [text(shortened(note, 600))]),
      lines(['Owner', ownerOf(milestone)], ...datesOf(seen), ...waits(seen), ...costs(project, milestone)),
      ...said(milestone),
      ...gone(seen),
      ...buttonRow(stepsOf(seen)),
    ],
    `${milestoneStates[state]} · ${dayInWords(planned.forecast, today)}`,
  );
}

const ownerOf = (milestone: Milestone): string =>
  milestone.owner === null ? `Nobody yet · ${roleNames[milestone.role][0]}` : whose(milestone);

const buttonRow = (all: readonly Button[]): Block[] => (all.length === 0 ? [] : [buttons(...all)]);

function datesOf({ project, planned, today }: Seen): [string, string][] {
  const { milestone, forecast, slack, beginBy } = planned;
  const { due, promised, lead, buffer, external } = milestone;
  const on = (day: Day) => dayInWords(day, today);
  const takes =
    lead === 0
      ? null
      : external
        ? `${counted(lead, 'business day')} and ${buffer} in reserve, because it is in other hands`
        : counted(lead, 'business day');
  const plan: [string, string] = ['Plan', `${on(due)}${takes === null ? '' : ` · takes ${takes}`}`];
  if (!isOpen(milestone)) return [plan];
  const room =
    slack < 0
      ? `${counted(-slack, 'business day')} too late for what follows`
      : `${counted(slack, 'business day')} of slack`;
  return [
    plan,
    ...(promised === due ? [] : [['Promised', on(promised)] as [string, string]]),
    ['Forecast', `${on(forecast)} · ${room}`],
    ...(project.state === 'held' ? [] : [['Begin by', on(beginBy)] as [string, string]]),
  ];
}

function waits({ before, after }: Seen): [string, string][] {
  const names = (all: readonly Milestone[]) => listedInBrief(all.map(({ name }) => name));
  const open = before.filter(isOpen);
  return [
    ...(open.length === 0 ? [] : [['Waits for', names(open)] as [string, string]]),
    ...(after.length === 0 ? [] : [['Followed by', names(after)] as [string, string]]),
  ];
}

function costs({ currency }: Project, { costPlanned, costActual }: Milestone): [string, string][] {
  if (costPlanned === null && costActual === null) return [];
  const of = (amount: number | null) => (amount === null ? 'not known' : money(amount, currency));
  return [['Cost', `planned ${of(costPlanned)} · actual ${of(costActual)}`]];
}

function said({ evidence, blocker, blockedBy, status }: Milestone): Block[] {
  const by = blockedBy ? ` ${shortened(blockedBy.name, 40)} was asked.` : '';
  return [
    ...(blocker === null ? [] : [text(`Held up: ${shortened(blocker, 300)}${by}`)]),
    ...(evidence === null ? [] : [text(`${status === 'waived' ? 'Waived: ' : ''}${shortened(evidence, 500)}`)]),
  ];
}

function gone({ gone: all }: Seen): Block[] {
  if (all.length === 0) return [];
  return [
    text(`${listedInBrief(all.map(({ name }) => name))} can no longer vote. The votes have to be asked for anew.`),
  ];
}

function stepsOf(seen: Seen): Button[] {
  const { planned, files, may } = seen;
  const { id, vote } = planned.milestone;
  const shown = [
    ...(vote === 'called' || vote === 'no-go' ? [button('openings.votes', 'Show votes', id)] : []),
    button('openings.history', 'Show history', id),
    ...(files > 0 ? [button('openings.evidence', 'Show files', id)] : []),
  ];
  if (may.reopen) return [button('openings.reopen', 'Reopen', id), ...shown];
  if (!isOpen(planned.milestone) || !may.work) return shown;
  return [...answeringLater(seen), ...working(seen), ...leading(seen), ...shown];
}

const answeringLater = ({ planned: { milestone }, may }: Seen): Button[] =>
  may.answer && milestone.answer === 'asked' ? [button('openings.answer', 'Accept or contest', milestone.project)] : [];

function working({ planned: { milestone }, may, gone: lost }: Seen): Button[] {
  const { id, gate, blocker, vote } = milestone;
  const first = gate
    ? may.lead && (lost.length > 0 || (vote !== 'called' && vote !== 'no-go'))
      ? [button('openings.call-votes', 'Ask for votes', id, { style: 'primary' })]
      : []
    : [button('openings.done', 'Done', id, { style: 'primary' })];
  const held =
    blocker === null ? button('openings.block', 'Set blocker', id) : button('openings.unblock', 'Clear blocker', id);
  return [...first, button('openings.slip', 'Move', id), held];
}

function leading({ planned: { milestone }, may }: Seen): Button[] {
  if (!may.lead) return [];
  return [button('openings.name-owner', 'Name owner', milestone.id), button('openings.waive', 'Waive', milestone.id)];
}

/** A day that somebody is asked to keep. */
export interface Asked {
  readonly milestone: Milestone;
  readonly promise: Promised;
}

const MOST_ASKED = 6;

/** Everything that one owner is asked for in one project; what was answered is no longer in it. */
export function promisesCard(project: Project, asked: readonly Asked[], today: Day, note?: string): Card {
  const noted = note === undefined ? [] : [text(shortened(note, 600))];
  if (!isLive(project)) return notAskedCard(project);
  if (asked.length === 0) return card(titleOf(project), [...noted, text('You have answered for all of your days.')]);
  const [first] = [...asked].sort((a, b) => b.promise.since.getTime() - a.promise.since.getTime());
  const isOne = asked.length === 1;
  const left = asked.length - MOST_ASKED;
  const all = [
    button('openings.accept-all', 'Accept all', `${project.id}/${first?.promise.id}`, { style: 'primary' }),
    button('openings.contest-all', 'Contest all', project.id),
  ];
  return card(
    isOne ? `${titleOf(project)}: a day to keep` : `${titleOf(project)}: ${asked.length} days to keep`,
    [
      ...noted,
      ...asked
        .slice(0, MOST_ASKED)
        .flatMap((each): Block[] => [lines(askedLine(each, today)), buttons(...answering(each, asked.length))]),
      ...(left > 0 ? [quiet(`and ${left} more; they follow here once these are answered`)] : []),
      ...(isOne ? [] : [buttons(...all)]),
    ],
    `${project.kind === 'opening' ? 'opens' : 'on'} ${dayInWords(project.day, today)}`,
  );
}

/** While it is on hold, and once it is over. */
const notAskedCard = (project: Project): Card =>
  card(
    titleOf(project),
    [
      ...(project.stateReason === null ? [] : [text(shortened(project.stateReason, 500))]),
      text('You are asked for nothing here now.'),
    ],
    projectStates[project.state].toLowerCase(),
  );

function askedLine({ milestone, promise }: Asked, today: Day): [string, string] {
  const { before, day, why, byName } = promise;
  const was = before === null || before === day ? '' : `was ${dayInWords(before, today)}, `;
  return [milestone.name, `${was}${was ? 'now ' : ''}${dayInWords(day, today)} · ${whyOf(byName, why, 120)}`];
}

const whyOf = (byName: string, why: string, most: number): string =>
  why === NAMED ? `named by ${shortened(byName, 40)}` : `${shortened(byName, 40)}: ${shortened(why, most)}`;

/** With more than these, days are accepted all at once, after those that can't be kept were contested. */
const FEW = 3;

function answering({ milestone, promise }: Asked, among: number): Button[] {
  const isOne = among === 1;
  const name = isOne ? '' : ` ${shortened(milestone.name, 50)}`;
  return [
    ...(among > FEW ? [] : [button('openings.accept', `Accept${name}`, promise.id, isOne ? { style: 'primary' } : {})]),
    button('openings.contest', `Contest${name}`, promise.id),
  ];
}

/** For the lead: an owner has another day. */
export function contestCard(project: Project, milestone: Milestone, today: Day, outcome?: string): Card {
  const { owner, promised, contestOn, contestWhy, contestCause, promise } = milestone;
  const asked = outcome === undefined && contestOn !== null && promise !== null;
  return card(
    `${milestone.name} · ${shortened(project.title, 50)}`,
    [
      ...(contestOn === null
        ? []
        : [
            text(
              `${owner?.name ?? 'Its owner'} can't keep ${dayInWords(promised, today)}, and says ${dayInWords(contestOn, today)}.`,
            ),
            text(`${contestCause ? `${causes[contestCause]}: ` : ''}${shortened(contestWhy ?? '', 500)}`),
          ]),
      ...(outcome === undefined ? [] : [text(shortened(outcome, 600))]),
      ...(asked
        ? [
            buttons(
              button('openings.agree', `Take ${dayInWords(contestOn)}`, promise, { style: 'primary' }),
              button('openings.keep', 'Keep the day', promise),
            ),
          ]
        : []),
    ],
    asked ? 'contested' : 'decided',
  );
}

/** For whoever could end it; once it is over, that. */
export function blockedCard(project: Project, milestone: Milestone, holdsUp: readonly Milestone[], by: string): Card {
  const { blocker } = milestone;
  const names = listedInBrief([milestone, ...holdsUp].map(({ name }) => name));
  return card(`${milestone.name} · ${shortened(project.title, 50)}`, [
    ...(blocker === null
      ? [text(`No longer held up: ${shortened(by, 400)}`)]
      : [
          text(`${shortened(by, 80)} says that you can end what holds it up: ${shortened(blocker, 300)}`),
          text(`It holds up ${names}.`),
          buttons(
            button('openings.unblock', 'Clear blocker', milestone.id, { style: 'primary' }),
            button('openings.open', 'Open', milestone.id),
          ),
        ]),
  ]);
}

/** For the owner of what can begin now. */
export const freeCard = (project: Project, milestone: Milestone, done: Milestone, today: Day): Card =>
  card(`${milestone.name} can begin`, [
    text(
      `${done.name} is ${done.status} at ${shortened(project.title, 60)}. Yours is for ${dayInWords(milestone.promised, today)}.`,
    ),
    buttons(button('openings.open', 'Open', milestone.id)),
  ]);

/** For whoever was told that theirs can begin: it can't. */
export const waitsAgainCard = (project: Project, milestone: Milestone, reopened: Milestone, why: string): Card =>
  card(`${milestone.name} waits again`, [
    text(`${reopened.name} is open again at ${shortened(project.title, 60)}: ${shortened(why, 400)}`),
    buttons(button('openings.open', 'Open', milestone.id)),
  ]);

/** How its day came about, the newest first; each reason as far as there is room for it. */
export const historyCard = (project: Project, milestone: Milestone, history: readonly Promised[], today: Day): Card =>
  card(`${milestone.name} · ${shortened(project.title, 50)}`, [
    lines(
      ...history.map(({ day, since, why, byName, cause }): [string, string] => [
        dayInWords(day, today),
        `since ${dayInWords(since.toISOString().slice(0, 10), today)} · ${cause ? `${shortened(byName, 40)}: ${causes[cause]}. ${shortened(why, 100)}` : whyOf(byName, why, 100)}`,
      ]),
    ),
  ]);

export const filesCard = (milestone: Milestone, files: number): Card =>
  card(milestone.name, [text(`${counted(files, 'file')}, in your messages.`)]);

export const fileRefusedCard = (name: string, why: string): Card =>
  card('A file was not kept', [text(`${shortened(name, 120)}: ${shortened(why, 300)}`)]);
