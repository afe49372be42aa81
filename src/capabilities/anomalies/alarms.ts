import type { Boutique } from '../../domain/boutique.js';
import { roleNames } from '../../domain/people.js';
import type { Audience, Context, Due, Timed } from '../../engine/capability.js';
import { alarmCard, clockCard, taskCard } from './cards-alarms.js';
import { type Anomaly, mustBeTaken, transitions } from './rules.js';
import { type Call, callsFor, clocks, reminderOwed, runsUntil } from './rules-chain.js';
import { departmentsOf } from './rules-routes.js';
import { about, note, showChanged, topics } from './showing.js';
import { changeAnomaly, findAnomaly, lockAnomaly } from './store.js';
import { clocksRunning, untakenCases } from './store-lists.js';
import { namesOf } from './store-people.js';
import { findTask, overdueTasks } from './store-tasks.js';
import { viewOf } from './store-view.js';

/** Nobody has taken what is critical: the chain is called, at any hour, until somebody does. */
export const unacknowledged: Timed = {
  name: 'unacknowledged',
  async due(now, db) {
    const cases = await untakenCases(db);
    return cases.flatMap((each) => callsFor(each, now).map(({ step }) => dueOf(each, callKey(each, step))));
  },
  async act({ key, subject }, context) {
    const here = atBoutique(context);
    const anomaly = await lockAnomaly(here.db, subject);
    const call = callsFor(anomaly, here.now).find(({ step }) => callKey(anomaly, step) === key);
    if (call && mustBeTaken(anomaly)) await ring(here, anomaly, call);
  },
};

const callKey = ({ id, criticalSince }: Anomaly, step: number): string =>
  `${id}/${criticalSince?.getTime() ?? 0}/${step}`;

async function ring(context: Context, before: Anomaly, { step, role }: Call): Promise<void> {
  const { db, tell, boutique, now, record } = context;
  const state = transitions[before.state].escalate ?? before.state;
  const anomaly = await changeAnomaly(db, before.id, { state });
  const whom = role ? `the ${roleNames[role][0]}` : 'everybody it concerns';
  record('anomalies.escalated', anomaly.id, { step, role });
  await note(context, anomaly, 'escalated', `Nobody has taken it: called ${whom}.`, null);
  const card = alarmCard(await viewOf(db, anomaly, now), boutique);
  const options = about(anomaly, topics.alarm(anomaly.id, before.criticalSince ?? now, step));
  if (role) tell({ role }, card, options);
  else for (const audience of everybody(anomaly)) tell(audience, card, options);
  await showChanged(context, anomaly);
}

const everybody = (anomaly: Anomaly): Audience[] => [
  ...departmentsOf(anomaly).flatMap((department): Audience[] => [{ department }, { role: department }]),
  { role: 'operations-manager' },
  { role: 'director' },
];

/** Recordings are soon overwritten, a claim is soon too late: its owner and the people of its department, in private. */
export const evidenceClocks: Timed = {
  name: 'evidence-clocks',
  async due(now, db) {
    const cases = await clocksRunning(db, now);
    return cases.flatMap((each) => owedOf(each, now).map(({ key }) => dueOf(each, key)));
  },
  async act({ key, subject }, context) {
    const { db, now, tell, boutique, record } = atBoutique(context);
    const anomaly = await findAnomaly(db, subject);
    const owed = owedOf(anomaly, now).find((each) => each.key === key);
    if (!owed) return;
    const card = clockCard(anomaly, owed.clock, boutique, now);
    const options = about(anomaly, topics.clock(anomaly.id, owed.clock, owed.hours));
    if (anomaly.ownerId) tell({ person: anomaly.ownerId }, card, options);
    for (const role of departmentsOf(anomaly)) tell({ role }, card, options);
    record('anomalies.reminded', anomaly.id, { clock: owed.clock, hours: owed.hours });
  },
};

/** The end is in the key: where terms change, a clock reminds anew. */
function owedOf(anomaly: Anomaly, now: Date) {
  return clocks.flatMap((clock) => {
    const until = runsUntil(anomaly, clock);
    const hours = until && reminderOwed(until, anomaly.reportedAt, now);
    return until && hours ? [{ clock, hours, key: `${anomaly.id}/${clock}/${until.getTime()}/${hours}` }] : [];
  });
}

/** From nine in the morning at the boutique. */
const MORNING = 9;

/** A task that is late, once a day, to whoever has it. */
export const lateTasks: Timed = {
  name: 'late-tasks',
  async due(now, db) {
    const late = await overdueTasks(db, now, MORNING);
    return late.map(({ id, boutique, day }) => ({ key: `${id}/${day}`, boutique, subject: id }));
  },
  async act({ key, subject }, context) {
    const { db, tell, boutique, record } = atBoutique(context);
    const task = await findTask(db, subject);
    const anomaly = await findAnomaly(db, task.anomaly);
    if (task.doneAt || anomaly.state === 'closed') return;
    const owner = (await namesOf(db, [task.ownerId])).get(task.ownerId) ?? '';
    const card = taskCard(task, anomaly, boutique, { owner, isOverdue: true });
    tell({ person: task.ownerId }, card, about(anomaly, `${topics.task(task.id)}/late/${key.split('/')[1]}`));
    record('anomalies.task-late', anomaly.id, { task: task.id });
  },
};

const dueOf = ({ id, boutique }: Anomaly, key: string): Due => ({ key, boutique, subject: id });

/** A case is always of a boutique, and the sweep brings it. */
function atBoutique(context: Context<Boutique | null>): Context {
  if (!context.boutique) throw new Error('a case without a boutique');
  return context as Context;
}
