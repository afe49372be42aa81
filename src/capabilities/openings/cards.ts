import { type Block, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import { counted, type Day, dayInWords } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { called, isLive, isOpen, type Milestone, type Named, type Project, projectStates } from './rules.js';
import { overAtStart } from './rules-before.js';
import { byUrgency, lateInWords, type Misfit, misfits, type Plan, type Planned } from './rules-schedule.js';
import { dayWords, lineOf, titleOf } from './rules-words.js';

export { lineOf, titleOf } from './rules-words.js';

/** A project as it stands today. */
export interface View {
  readonly project: Project;
  readonly plan: Plan;
  readonly today: Day;
}

const MOST_LISTED = 6;

/** Where everything stands, in the one message that the lead and the director have of it. */
export function boardCard(view: View, note?: string): Card {
  const { project, plan, today } = view;
  const { stateReason, state } = project;
  return card(
    titleOf(project),
    [
      text(`${projectStates[state]} · ${dayWords(project, today)}`),
      ...(stateReason === null ? [] : [text(shortened(stateReason, 500))]),
      ...(note === undefined ? [] : [text(shortened(note, 700))]),
      ...(isLive(project) ? needs(view) : []),
      ...(isLive(project) ? asked(plan) : []),
      buttons(...steering(view)),
    ],
    progress(plan),
  );
}

export function progress(plan: Plan): string {
  const done = plan.filter(({ milestone }) => !isOpen(milestone)).length;
  return `${done} of ${plan.length} done`;
}

/** What is late and at risk first, then what comes next. */
function needs(view: View): Block[] {
  const { project, plan, today } = view;
  const wrong = byUrgency(plan).filter(({ state }) => state === 'late' || state === 'at-risk');
  const next = byUrgency(plan).filter(({ state }) => state === 'due' || state === 'not-due');
  const end = ending(project, plan, today);
  return [
    ...(end === null ? [] : [text(end)]),
    ...section('Late or at risk', wrong, today),
    ...section('Next', next.slice(0, MOST_LISTED - Math.min(3, wrong.length)), today),
  ];
}

function section(title: string, planned: readonly Planned[], today: Day): Block[] {
  if (planned.length === 0) return [];
  const left = planned.length - MOST_LISTED;
  return [
    lines(
      [title, counted(planned.length, 'milestone')],
      ...planned.slice(0, MOST_LISTED).map((each) => lineOf(each, today)),
    ),
    ...(left > 0 ? [quiet(`and ${left} more in the plan`)] : []),
  ];
}

/** What the day itself comes to, where it no longer holds. */
function ending(project: Project, plan: Plan, today: Day): string | null {
  const all = misfits(project, plan, today);
  const late = all.filter(({ milestone }) => milestone.offset <= 0);
  const day = late.find(({ milestone }) => milestone.offset === 0);
  if (day) return `As things stand it is ${dayInWords(day.forecast, today)}: ${lateInWords(day.late)}.`;
  return all.length > 0
    ? `${counted(all.length, 'milestone')} can't keep ${all.length === 1 ? 'its' : 'their'} day. ${holdsInWords(project, today)}`
    : null;
}

const holdsInWords = ({ kind, day }: Project, today: Day): string =>
  `${kind === 'opening' ? 'The opening on' : 'The day,'} ${dayInWords(day, today)}${kind === 'opening' ? '' : ','} holds.`;

function asked(plan: Plan): Block[] {
  const some = (wanted: (milestone: Milestone) => boolean) =>
    plan.filter(({ milestone }) => isOpen(milestone) && wanted(milestone)).length;
  const words = [
    [some(({ owner }) => owner === null), 'has no owner', 'have no owner'],
    [some(({ answer }) => answer === 'asked'), 'waits for its owner’s answer', 'wait for their owner’s answer'],
    [some(({ answer }) => answer === 'contested'), 'is contested', 'are contested'],
    [some(({ vote }) => vote === 'called'), 'waits for votes', 'wait for votes'],
  ] as const;
  const said = words.flatMap(([number, one, several]) =>
    number > 0 ? [`${number} ${number === 1 ? one : several}`] : [],
  );
  return said.length === 0 ? [] : [quiet(`${said.join(' · ')}.`)];
}

function steering({ project, plan }: View) {
  const { id, state } = project;
  const show = button('openings.plan', 'Show plan', `${id}~1`, { style: 'primary' });
  if (state === 'cancelled' || state === 'handed-over') return [show];
  const cancel = button('openings.cancel', 'Cancel it', id);
  if (state === 'held') return [show, button('openings.resume', 'Resume', id), cancel];
  const milestones = plan.map(({ milestone }) => milestone);
  const over = overAtStart(project, milestones).length > 0;
  const unnamed = plan.some(({ milestone }) => isOpen(milestone) && milestone.owner === null);
  return [
    show,
    ...(unnamed ? [button('openings.name-owners', 'Name owners', id)] : []),
    ...(over ? [button('openings.already-done', 'Set done', id)] : []),
    button('openings.move', 'Move the day', id),
    button('openings.hold', 'Hold', id),
    cancel,
  ];
}

const A_PAGE = 8;

const pagesOf = (plan: Plan): number => Math.max(1, Math.ceil(plan.length / A_PAGE));

/** The plan as a list: late and at risk first, what is done last. */
export function planCard(view: View, page: number): Card {
  const { project, plan, today } = view;
  const pages = pagesOf(plan);
  const at = Math.min(Math.max(1, page), pages);
  const shown = byUrgency(plan).slice((at - 1) * A_PAGE, at * A_PAGE);
  return card(
    `${titleOf(project)} · plan`,
    [
      text(`${projectStates[project.state]} · ${dayWords(project, today)} · ${project.place.city}`),
      ...shown.flatMap((each): Block[] => [
        lines(lineOf(each, today)),
        buttons(button('openings.open', `Open ${shortened(each.milestone.name, 60)}`, each.milestone.id)),
      ]),
      ...(pages > 1 ? [quiet(`Page ${at} of ${pages}`), buttons(...turning(project, at, pages))] : []),
      buttons(...aside(project)),
    ],
    `${called(project)} · ${progress(plan)}`,
  );
}

/** What else there is of it. */
function aside({ id, kind, state }: Project) {
  const isOpening = kind === 'opening';
  return [
    button('openings.state', 'Show state', id),
    button('openings.picture', 'Send picture', id),
    ...(isOpening ? [button('openings.punch', 'Show punch list', `${id}~1`)] : []),
    ...(isOpening && state === 'live' ? [button('openings.live', 'Show go-live', id)] : []),
    ...(isOpening && state === 'handed-over' ? [button('openings.lessons', 'Enter lessons', id)] : []),
  ];
}

function turning({ id }: Project, page: number, pages: number) {
  return [
    ...(page > 1 ? [button('openings.plan', 'Show previous', `${id}~${page - 1}`)] : []),
    ...(page < pages ? [button('openings.plan', 'Show more', `${id}~${page + 1}`)] : []),
  ];
}

/** All that are not over, the one that comes first ahead. */
export function listCard(views: readonly View[], left: number, reader: Named['id'] | null = null): Card {
  if (views.length === 0)
    return card('Openings and projects', [text('None at the moment. Type /opening or /project to plan one.')]);
  return card('Openings and projects', [
    ...views.flatMap(({ project, plan, today }): Block[] => [
      lines(
        [titleOf(project), `${projectStates[project.state]} · ${expected(project, plan, today)} · ${standing(plan)}`],
        ...theirsOf(plan, reader, today),
      ),
      buttons(button('openings.plan', `Open ${shortened(project.title, 60)}`, `${project.id}~1`)),
    ]),
    ...(left > 0 ? [quiet(`and ${left} more: type /opening plan and a few words`)] : []),
  ]);
}

/** With the day that it comes to as things stand, where that is a later one. */
function expected(project: Project, plan: Plan, today: Day): string {
  const late = isLive(project)
    ? misfits(project, plan, today).find(({ milestone }) => milestone.offset === 0)
    : undefined;
  return `${dayWords(project, today)}${late ? `, now ${dayInWords(late.forecast, today)}` : ''}`;
}

/** What of it is the reader's. */
function theirsOf(plan: Plan, reader: Named['id'] | null, today: Day): [string, string][] {
  const own = byUrgency(plan).filter(({ milestone }) => isOpen(milestone) && milestone.owner?.id === reader);
  const [first] = own;
  if (!first) return [];
  const next = own.length === 1 ? '' : `${own.length} open, first `;
  return [['Yours', `${next}${first.milestone.name}, ${dayInWords(first.milestone.promised, today)}`]];
}

export function standing(plan: Plan): string {
  const number = (wanted: Planned['state']) => plan.filter(({ state }) => state === wanted).length;
  const parts = [
    progress(plan),
    number('late') > 0 ? `${number('late')} late` : '',
    number('at-risk') > 0 ? `${number('at-risk')} at risk` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** What a change of days comes to, for whoever made it. */
export function changedCard(view: View, changed: number, asking: number): Card {
  const { project, plan, today } = view;
  return card(titleOf(project), [
    text(changedWords(changed, asking)),
    ...misfitBlocks(misfits(project, plan, today), today),
    buttons(button('openings.plan', 'Show plan', `${project.id}~1`)),
  ]);
}

export function changedWords(changed: number, asking: number): string {
  if (changed === 0) return 'No other date changes.';
  const owners = asking === 0 ? '' : ` ${counted(asking, 'owner')} asked to accept or contest.`;
  return `${counted(changed, 'date')} changed.${owners}`;
}

/** What no longer fits, by name. */
function misfitBlocks(all: readonly Misfit[], today: Day): Block[] {
  if (all.length === 0) return [text('Everything fits.')];
  const left = all.length - MOST_LISTED;
  return [
    lines(
      ['No longer fits', counted(all.length, 'milestone')],
      ...all
        .slice(0, MOST_LISTED)
        .map(({ milestone, forecast, late, begunBy }): [string, string] => [
          milestone.name,
          [
            `${dayInWords(milestone.due, today)}, now ${dayInWords(forecast, today)}: ${lateInWords(late)}`,
            ...(begunBy === null ? [] : [`should have begun by ${dayInWords(begunBy, today)}`]),
          ].join(' · '),
        ]),
    ),
    ...(left > 0 ? [quiet(`and ${left} more in the plan`)] : []),
  ];
}

/** For whoever planned it. */
export function createdCard(view: View): Card {
  const { project, plan, today } = view;
  return card(`${titleOf(project)} is planned`, [
    text(`${counted(plan.length, 'milestone')}, ${dayWords(project, today)}. Your messages have it.`),
    ...misfitBlocks(misfits(project, plan, today), today),
  ]);
}
