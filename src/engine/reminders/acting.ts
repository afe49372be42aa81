import { markSeen, passOn, putOff } from '../../database/reminder-acts.js';
import { tryLockReminders } from '../../database/reminders.js';
import type { Boutique } from '../../domain/boutique.js';
import { type Role, roleNames } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';
import { type Asking, askAnywhere, type Context, type Interaction, type Outcome, runAnywhere } from '../capability.js';
import type { Parts } from '../context.js';
import { otherForm, passForm } from './forms.js';
import { nextDayAt, todayAt } from './place-days.js';
import { redrawn } from './redrawing.js';
import { candidate, candidatesFor, mustAnswer, shownForm } from './rights.js';
import type { ReminderRow } from './row.js';
import { type AnswerTo, possibleAnswers } from './states.js';

type Anywhere = Context<Boutique | null>;

/** Whose it is to say is checked with the row held, with a sentence of its own. */
const everybody = { allow: Object.keys(roleNames) as Role[], also: async () => true };

/** What one does with a reminder instead of doing what it asks for. */
export const reminderActions = (parts: () => Parts): Readonly<Record<string, Interaction>> => ({
  'engine.reminder-seen': runAnywhere({
    ...everybody,
    summary: 'Say that you have seen a reminder',
    run: (context) => answer(parts(), context, { what: 'seen' }),
  }),
  'engine.reminder-later': runAnywhere({
    ...everybody,
    summary: 'Hear of it again tomorrow',
    run: (context) => answer(parts(), context, { what: 'later' }),
  }),
  'engine.reminder-pass': askAnywhere({
    ...everybody,
    summary: 'Pass a reminder on',
    form: async (asking) => {
      const row = await shownForm(parts(), asking);
      return passForm(row, { search: searchIn(parts(), asking, row) });
    },
    submit: ({ person }, context) => answer(parts(), context, { what: 'pass', person }),
  }),
  'engine.reminder-other': askAnywhere({
    ...everybody,
    summary: 'Answer to a reminder',
    form: async (asking) => {
      const row = await shownForm(parts(), asking);
      const possible = possibleAnswers(row, await todayAt(asking.db, row, asking.now));
      return otherForm(row, possible, { search: searchIn(parts(), asking, row) });
    },
    submit: (answers, context) => answer(parts(), context, answers),
  }),
});

const searchIn =
  (parts: Parts, { db, actor, now }: Asking<Boutique | null>, row: ReminderRow) =>
  async (words: string) =>
    (await candidatesFor(parts, db, row, { words, by: actor.id }, now)).map(({ id, name }) => ({
      value: id,
      label: name,
    }));

/** What could not be answered in the act: a look was under way. */
export const ANSWERING = 'engine.answer-reminder';

export interface Answered {
  readonly what: AnswerTo;
  readonly person?: string | undefined;
}

/** At once; or, while a look is under way, as soon as it has ended. Who may not, or answers to nothing, is told so now. */
async function answer(parts: Parts, context: Anywhere, answered: Answered): Promise<Outcome> {
  if (await tryLockReminders(context.db)) await answerNow(parts, context, answered);
  else await answerLater(parts, context, answered);
  return { done: true };
}

async function answerLater(parts: Parts, context: Anywhere, { what, person }: Answered): Promise<void> {
  const row = await shownForm(parts, context);
  if (what === 'later') mustBearWaiting(row);
  if (what === 'pass') await receiver(parts, context, row, person);
  context.later(ANSWERING, { what, person: person ?? null });
}

/** With the row held; every message in which it stands says so. */
export async function answerNow(parts: Parts, context: Anywhere, { what, person }: Answered): Promise<void> {
  const row = await mustAnswer(parts, context);
  const passed = what === 'pass' ? await pass(parts, context, row, person) : null;
  if (what === 'seen') await see(context, row);
  if (what === 'later') await putOffTillTomorrow(context, row);

  for (const { topic, card } of await redrawn({ ...parts, db: context.db, now: context.now }, [row.id])) {
    const audience = topic === passed?.topic ? { person: passed.to } : 'who-was-told';
    context.tell(audience, card, { topic, placed: true });
  }
}

/** Whoever is second to say so changes nothing. */
async function see({ db, actor, now, record }: Anywhere, row: ReminderRow): Promise<void> {
  if (await markSeen(db, row.id, actor.id, now)) record('reminder.seen', row.id, factsOf(row));
}

async function putOffTillTomorrow({ db, now, record }: Anywhere, row: ReminderRow): Promise<void> {
  mustBearWaiting(row);
  const until = await nextDayAt(db, row, now);
  if (row.notBefore !== null && row.notBefore >= until) return;
  await putOff(db, row.id, until);
  record('reminder.put-off', row.id, { ...factsOf(row), until }, { before: row.notBefore ?? '', after: until });
}

function mustBearWaiting({ weight }: ReminderRow): void {
  if (weight === 'critical') throw new Refusal('critical', 'This can’t wait until tomorrow.', 'what');
}

interface Passed {
  readonly to: string;
  readonly topic: string;
}

async function pass(parts: Parts, context: Anywhere, row: ReminderRow, person: string | undefined): Promise<Passed> {
  const { db, actor, now, newId, record } = context;
  const to = await receiver(parts, context, row, person);
  const act = newId();
  const topic = `passed/${row.id}/${actor.id}/${act}`;
  await passOn(db, { id: row.id, to: to.id, topic, act }, now);
  record('reminder.passed', row.id, { ...factsOf(row), to: to.id }, { before: row.owner ?? '', after: to.id });
  return { to: to.id, topic };
}

async function receiver(parts: Parts, context: Anywhere, row: ReminderRow, person: string | undefined) {
  if (person === undefined) throw new Refusal('whom', 'Choose who it goes to.', 'person');
  return candidate(parts, context, row, person);
}

const factsOf = ({ name, subject, level, rung }: ReminderRow) => ({ reminder: name, of: subject, level, rung });
