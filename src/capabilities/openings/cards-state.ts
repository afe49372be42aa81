import { type Block, button, buttons, type Card, card, lines, picture, quiet, text } from '../../chat/card.js';
import { counted, type Day, dayInWords } from '../../domain/calendar.js';
import { daysBetween } from '../../domain/days.js';
import { money } from '../../domain/money.js';
import { roleNames } from '../../domain/people.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import { lineOf, titleOf, type View } from './cards.js';
import { called, causes, isLive, isOpen, type Named, type Project, projectStates } from './rules.js';
import { type Figures, percent } from './rules-lessons.js';
import { countLines, OPENING_COUNT, type OpeningCount } from './rules-live.js';
import { type Ramp, rampLines } from './rules-ramp.js';
import type { Planned } from './rules-schedule.js';
import {
  type Blocked,
  blockedOf,
  type Costs,
  costsOf,
  type Forecast,
  gatesOf,
  nextOf,
  type Slip,
} from './rules-state.js';
import { asPart, dayWords, departmentOf, verbOf } from './rules-words.js';
import type { LiveFigures, SlipsOf } from './store-state.js';

/** A project in one page: nobody types it. */
export interface State extends View {
  readonly forecast: Forecast | null;
  /** Of the last seven days. */
  readonly slips: readonly Slip[];
  /** Who is still to vote, by milestone. */
  readonly voting: ReadonlyMap<string, readonly Named[]>;
  readonly count: OpeningCount | null;
  /** Once it is open. */
  readonly ramp: Ramp | null;
}

const MOST = 4;
const MOST_NAMED = 3;

/** `drawnAs`: the picture that goes with it. */
export function stateCard(state: State, drawnAs?: string): Card {
  const { project, plan, today } = state;
  return card(
    `${titleOf(project)} · state`,
    [
      text(`${projectStates[project.state]} · ${whenWords(project, today)}`),
      ...(state.forecast ? [text(forecastWords(state.forecast, today))] : []),
      lines(
        ...numbers(state),
        ...costLines(project, costsOf(plan)),
        ...countLines(state.count, today),
        ...rampLines(state.ramp),
      ),
      ...wrong(plan, today),
      ...gates(state),
      ...slipped(state.slips, today),
      ...blocked(blockedOf(plan)),
      ...next(plan, today),
      ...(drawnAs === undefined ? [] : [picture(drawnAs, pictureWords(state))]),
      buttons(
        button('openings.plan', 'Show plan', `${project.id}~1`),
        ...(drawnAs === undefined ? [button('openings.picture', 'Send picture', project.id)] : []),
        ...(canCount(state) ? [button('openings.plan-count', 'Plan opening count', project.id)] : []),
      ),
    ],
    `${called(project)} · ${dayInWords(today)}`,
  );
}

export const drawingCard = (project: Project): Card =>
  card(`${titleOf(project)} · plan`, [text('The picture is being drawn. It follows in your messages.')]);

/** In a boutique that the network lists, until it has begun. */
function canCount({ project, plan, count }: State): boolean {
  const isToBe = plan.some(({ milestone }) => milestone.key === OPENING_COUNT && isOpen(milestone));
  return project.boutique !== null && isLive(project) && isToBe && (count === null || count.count === null);
}

/** The plan as a picture, for whoever asked for it. */
export const pictureCard = (view: View, drawnAs: string): Card =>
  card(
    `${titleOf(view.project)} · plan`,
    [
      picture(drawnAs, pictureWords(view)),
      buttons(button('openings.plan', 'Show plan', `${view.project.id}~1`, { style: 'primary' })),
    ],
    `${called(view.project)} · ${dayInWords(view.today)}`,
  );

/** The same in words, for whoever can't see it. */
export function pictureWords({ project, plan, today }: View): string {
  const phases = [...new Set(plan.map(({ milestone }) => milestone.phase))];
  const words = phases.map((phase) => {
    const rows = plan.filter(({ milestone }) => milestone.phase === phase);
    const number = (states: readonly Planned['state'][]) => rows.filter(({ state }) => states.includes(state)).length;
    const late = number(['late', 'at-risk']);
    const wrong = late === 0 ? '' : `, ${late} late or at risk`;
    return `${shortened(phase, 40)} ${number(['done', 'waived'])} of ${rows.length} done${wrong}`;
  });
  const head = `Timeline of ${shortened(project.title, 60)}, ${whenWords(project, today)}`;
  return shortened(`${head}. ${words.join('; ')}.`, 500);
}

function whenWords(project: Project, today: Day): string {
  const left = daysBetween(today, project.day);
  if (left === 0) return `${verbOf(project, today)} today`;
  const away = left > 0 ? `in ${counted(left, 'day')}` : `${counted(-left, 'day')} ago`;
  return `${dayWords(project, today)}, ${away}`;
}

function forecastWords({ day, promised, isOver, late }: Forecast, today: Day): string {
  const there = isOver ? `It was ${dayInWords(day, today)}` : `As things stand: ${dayInWords(day, today)}`;
  if (day === promised) return `${there}, as promised.`;
  const by = day > promised ? `${counted(Math.max(late, 1), 'business day')} later` : 'earlier';
  return `${there}, ${by} than first promised: ${dayInWords(promised, today)}.`;
}

function numbers({ plan }: View): [string, string][] {
  const number = (wanted: Planned['state']) => plan.filter(({ state }) => state === wanted).length;
  return [
    ['Done', `${number('done') + number('waived')} of ${plan.length}`],
    ['Late', String(number('late'))],
    ['At risk', String(number('at-risk'))],
  ];
}

function costLines({ currency }: Project, { planned, actual, known }: Costs): [string, string][] {
  if (known === 0) return [['Cost', 'no figures yet']];
  return [
    ['Cost', `${money(actual, currency)} of ${money(planned, currency)} planned · ${counted(known, 'milestone')}`],
  ];
}

function wrong(plan: View['plan'], today: Day): Block[] {
  const late = plan.filter(({ state }) => state === 'late');
  const atRisk = plan.filter(({ state }) => state === 'at-risk');
  return section('Late or at risk', [...late, ...atRisk], today);
}

function section(title: string, planned: readonly Planned[], today: Day): Block[] {
  if (planned.length === 0) return [];
  const left = planned.length - MOST;
  return [
    lines([title, counted(planned.length, 'milestone')], ...planned.slice(0, MOST).map((each) => lineOf(each, today))),
    ...(left > 0 ? [quiet(`and ${left} more in the plan`)] : []),
  ];
}

function gates({ plan, voting, today }: State): Block[] {
  const open = gatesOf(plan);
  if (open.length === 0) return [];
  return [
    lines(
      ['Gates', `${open.length} open`],
      ...open.slice(0, MOST_NAMED).map(({ milestone, forecast }): [string, string] => {
        const left = voting.get(milestone.id) ?? [];
        const names = listedInBrief(left.map(({ name }) => shortened(name, 30)));
        const votes =
          milestone.vote === 'called' ? ` · waits for ${names}` : milestone.vote === 'no-go' ? ' · no-go' : '';
        return [milestone.name, `${dayInWords(forecast, today)}${votes}`];
      }),
    ),
  ];
}

function slipped(slips: readonly Slip[], today: Day): Block[] {
  if (slips.length === 0) return [lines(['Moved this week', 'nothing'])];
  const left = slips.length - MOST;
  return [
    lines(
      ['Moved this week', String(slips.length)],
      ...slips
        .slice(0, MOST)
        .map(({ name, role, cause, why, before, day, followed }): [string, string] => [
          name,
          [
            `${dayInWords(before, today)}, now ${dayInWords(day, today)}`,
            roleNames[role][0],
            `${causes[cause].toLowerCase()}: ${asPart(why)}`,
            ...(followed === 0 ? [] : [`${counted(followed, 'other day')} moved with it`]),
          ].join(' · '),
        ]),
    ),
    ...(left > 0 ? [quiet(`and ${left} more`)] : []),
  ];
}

function blocked(all: readonly Blocked[]): Block[] {
  if (all.length === 0) return [];
  return [
    lines(
      ['Held up', String(all.length)],
      ...all
        .slice(0, MOST_NAMED)
        .map(({ milestone, by, what, holdsUp }): [string, string] => [
          milestone.name,
          [
            asPart(what),
            `${by ? shortened(by.name, 30) : roleNames[milestone.role][0]} can end it`,
            ...(holdsUp.length === 0 ? [] : [`holds up ${listedInBrief(holdsUp.map(({ name }) => name))}`]),
          ].join(' · '),
        ]),
    ),
  ];
}

function next(plan: View['plan'], today: Day): Block[] {
  const all = nextOf(plan, today);
  return all.length === 0 ? [] : section('The next two weeks', all, today);
}

export interface AllFigures {
  readonly onTime: readonly (Figures & { readonly title: string; readonly number: number })[];
  readonly all: Figures;
  readonly slips: readonly SlipsOf[];
  readonly live: readonly LiveFigures[];
}

/** What the openings of the last year came to. */
export function figuresCard({ onTime, all, slips, live }: AllFigures): Card {
  return card(
    'Openings in figures',
    [
      lines(
        ['Milestones on time', percent(all)],
        ...onTime
          .slice(0, 8)
          .map((each): [string, string] => [`P-${each.number} ${shortened(each.title, 60)}`, percent(each)]),
      ),
      ...(slips.length === 0
        ? [text('Nothing was moved to a later day.')]
        : [
            lines(
              ['Moved to a later day', 'by department and cause'],
              ...slips.map(({ role, cause, slips: number, days }): [string, string] => [
                departmentOf(role),
                `${causes[cause].toLowerCase()} · ${counted(number, 'time')}, ${counted(days, 'day')}`,
              ]),
            ),
          ]),
      ...(live.length === 0
        ? []
        : [
            lines(
              ['Issues of a go-live', 'the last one first'],
              ...live.map(({ number, title, issues, days }): [string, string] => [
                `P-${number} ${shortened(title, 60)}`,
                `${(issues / days).toFixed(1)} a day · ${counted(issues, 'issue')} in ${counted(days, 'day')}`,
              ]),
            ),
          ]),
    ],
    'the last 12 months',
  );
}
