import { type Block, type Button, button, buttons, type Card, card, type Line, quiet, text } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { age, counted, dayAndTime, dayInWords, whenSeenFrom } from '../../domain/calendar.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import { press } from './cards-buttons.js';
import { lines } from './cards-ending.js';
import { type Anomaly, called, type Entry, inBrief, mustBeTaken, police, states, type Task } from './rules.js';
import { type Clock, clocks, hoursLeft, runsUntil } from './rules-chain.js';

const LONGEST_WHAT = 450;
const LONGEST_TASK = 60;
const LONGEST_NAME = 60;
const LONGEST_ENTRY = 110;
const LONGEST_REF = 60;
const SHOWN_TASKS = 3;
const SHOWN_ENTRIES = 3;
const SHOWN_PIECES = 5;

/** A case with all that its card says. */
export interface CaseView {
  readonly anomaly: Anomaly;
  /** Of everybody in it, by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly tasks: readonly Task[];
  /** The newest first. */
  readonly entries: readonly Entry[];
  /** How often something was done about it: a button of this state is none of a later one. */
  readonly acts: number;
  readonly photos: number;
  /** The numbers of the case it repeats, and of those that repeat it. */
  readonly first: number | null;
  readonly repeats: readonly number[];
  /** Who of those on shift was not certified; empty while nobody keeps trainings. */
  readonly gaps: readonly string[];
  readonly now: Date;
}

/** What whoever looks at it may do: see to it; open it to its boutique. */
export interface Viewer {
  readonly handles: boolean;
  readonly opens: boolean;
}

/** The case whole, for those who may see it: in private messages and replies. */
export function caseCard(view: CaseView, boutique: Boutique, viewer: Viewer): Card {
  const { anomaly, tasks, entries } = view;
  const said = [...facts(view, boutique), ...evidence(view, boutique), ...lines.ending(anomaly)];
  return card(
    inBrief(anomaly),
    [
      text(shortened(anomaly.what, LONGEST_WHAT)),
      { type: 'lines', lines: said },
      ...(tasks.length > 0 ? [{ type: 'lines', lines: tasksInWords(view) } as const] : []),
      ...entries.slice(0, SHOWN_ENTRIES).map((entry) => quiet(entryInWords(entry, view, boutique))),
      ...rowsOf(view, viewer),
    ],
    `${states[anomaly.state]} · ${boutique.name}${anomaly.restricted ? ' · restricted' : ''}`,
  );
}

export function nameIn({ names }: Pick<CaseView, 'names'>, id: string | null): string {
  return shortened(names.get(id ?? '') ?? 'Vitrine', LONGEST_NAME);
}

const line = (lead: string, words: string): Line => ({ lead, text: words });

function facts(view: CaseView, boutique: Boutique): Line[] {
  const { anomaly, now, gaps, first, repeats } = view;
  const when = (at: Date) => whenSeenFrom(at, now, boutique.timeZone);
  const shift = anomaly.onShift.map((id) => nameIn(view, id));
  return [
    line('Happened', dayAndTime(anomaly.happenedAt, boutique.timeZone)),
    line('Reported', `by ${nameIn(view, anomaly.reportedBy)}, ${when(anomaly.reportedAt)}`),
    ...(anomaly.ownerId || anomaly.state !== 'closed' ? [line('Owner', ownerOf(view))] : []),
    ...(anomaly.acknowledgedAt ? [line('Taken', takenInWords(view, boutique))] : []),
    ...(shift.length > 0 ? [line('On shift', listedInBrief(shift))] : []),
    ...(gaps.length > 0
      ? [line('Not certified', listedInBrief(gaps.map((name) => shortened(name, LONGEST_NAME))))]
      : []),
    ...(anomaly.pieces.length > 0 ? [line('Pieces', listedInBrief(anomaly.pieces, SHOWN_PIECES))] : []),
    ...(first === null ? [] : [line('Duplicate of', called({ number: first }))]),
    ...(repeats.length > 0
      ? [
          line(
            'Duplicates',
            listedInBrief(
              repeats.map((number) => called({ number })),
              5,
            ),
          ),
        ]
      : []),
  ];
}

const ownerOf = (view: CaseView): string => (view.anomaly.ownerId ? nameIn(view, view.anomaly.ownerId) : 'Nobody yet');

/** "by Marc Delorme, 9:16 AM, after 4 minutes". */
export function takenInWords(view: CaseView, boutique: Boutique): string {
  const { acknowledgedAt, acknowledgedBy, criticalSince } = view.anomaly;
  if (!acknowledgedAt) return '';
  const after = criticalSince ? `, after ${age(criticalSince, acknowledgedAt)}` : '';
  return `by ${nameIn(view, acknowledgedBy)}, ${whenSeenFrom(acknowledgedAt, view.now, boutique.timeZone)}${after}`;
}

function evidence({ anomaly, now, photos }: CaseView, boutique: Boutique): Line[] {
  const { policeRef, insurerRef } = anomaly;
  const report = policeRef ? `, report ${shortened(policeRef, LONGEST_REF)}` : '';
  return [
    ...(anomaly.restricted || anomaly.police !== 'no'
      ? [line('Police told', `${police[anomaly.police]}${report}`)]
      : []),
    ...(insurerRef ? [line('Insurer', shortened(insurerRef, LONGEST_REF))] : []),
    ...(photos > 0 ? [line('Photos', counted(photos, 'photo'))] : []),
    ...clocks.flatMap((clock) => {
      const words = clockInWords(anomaly, clock, now, boutique);
      return words === '' ? [] : [line(clockNames[clock], words)];
    }),
  ];
}

export const clockNames: Readonly<Record<Clock, string>> = { recordings: 'Recordings', claim: 'Claim' };

/** "51 hours left, until …"; nothing where there is no such clock. */
export function clockInWords(anomaly: Anomaly, clock: Clock, now: Date, boutique: Boutique): string {
  const done = clock === 'recordings' ? anomaly.recordingsSaved : anomaly.claimMade;
  const until = runsUntil(anomaly, clock);
  if (done) return `${clock === 'recordings' ? 'saved' : 'made'} ${whenSeenFrom(done, now, boutique.timeZone)}`;
  if (!until) return '';
  if (until <= now) return clock === 'recordings' ? 'overwritten by now' : 'too late by the terms';
  return `${counted(hoursLeft(until, now), 'hour')} left, until ${dayAndTime(until, boutique.timeZone)}`;
}

function tasksInWords(view: CaseView): Line[] {
  const { tasks } = view;
  const more = tasks.length - SHOWN_TASKS;
  return [
    ...tasks
      .slice(0, SHOWN_TASKS)
      .map((task) => line(task.doneAt ? 'Done' : 'To do', taskInWords(task, nameIn(view, task.ownerId)))),
    ...(more > 0 ? [line('And', `${counted(more, 'task')} more`)] : []),
  ];
}

export function taskInWords({ what, dueOn }: Task, owner: string): string {
  return `${shortened(what, LONGEST_TASK)} · ${owner} · by ${dayInWords(dueOn)}`;
}

export function entryInWords(
  { at, person, words }: Entry,
  view: CaseView,
  boutique: Boutique,
  most = LONGEST_ENTRY,
): string {
  return `${whenSeenFrom(at, view.now, boutique.timeZone)} · ${nameIn(view, person)}: ${shortened(words, most)}`;
}

/** What can be done about it: the urgent first. */
function rowsOf(view: CaseView, { handles, opens }: Viewer): Block[] {
  const { anomaly } = view;
  const open = anomaly.state !== 'closed';
  const rows =
    handles && open ? [firstRow(view), secondRow(view), thirdRow(view, opens), taskRow(view)] : [plainRow(view)];
  return rows.filter((row) => row.length > 0).map((row) => buttons(...row));
}

const photosOf = ({ anomaly: { id }, photos }: CaseView): Button[] =>
  photos > 0 ? [button('anomalies.photos', 'Show photos', id)] : [];

function firstRow({ anomaly, acts }: CaseView): Button[] {
  const { id, state, ownerId } = anomaly;
  const isFree = ownerId === null || mustBeTaken(anomaly);
  return [
    ...(isFree ? [press.take(id, acts)] : []),
    press.note(id),
    ...(state === 'stable' ? [] : [button('anomalies.calm', 'Set stable', `${id}/${acts}`)]),
    ...(state === 'escalated' ? [] : [button('anomalies.escalate', 'Escalate', id)]),
    button('anomalies.close', 'Close case', id),
    press.timeline(id),
  ];
}

function secondRow(view: CaseView): Button[] {
  const { id, type, severity } = view.anomaly;
  return [
    button('anomalies.hand-over', 'Hand over', id),
    button('anomalies.add-task', 'Add task', id),
    press.evidence(id),
    button('anomalies.change', 'Change', `${id}/${type}/${severity}`),
    button('anomalies.link', 'Link duplicate', id),
    ...photosOf(view),
  ];
}

function thirdRow({ anomaly }: CaseView, opens: boolean): Button[] {
  const running = clocks.filter((clock) => runsUntil(anomaly, clock) !== null);
  const opening = button('anomalies.open-to-boutique', 'Open to the boutique', anomaly.id);
  return [...running.map((clock) => press.stop(clock, anomaly.id)), ...(anomaly.restricted && opens ? [opening] : [])];
}

const taskRow = ({ tasks }: CaseView): Button[] =>
  tasks.flatMap((task) => (task.doneAt ? [] : [press.done(task)])).slice(0, SHOWN_TASKS);

function plainRow(view: CaseView): Button[] {
  const { id, state } = view.anomaly;
  return [...(state === 'closed' ? [] : [press.note(id), press.evidence(id)]), ...photosOf(view), press.timeline(id)];
}
