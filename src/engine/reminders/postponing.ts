import { remindersAbout } from '../../database/reminder-messages.js';
import { lockReminders, type Settled } from '../../database/reminders.js';
import { Refusal } from '../../domain/refusal.js';
import { type Job, type Json, jobAnywhere } from '../capability.js';
import { type Parts, SETTLING } from '../context.js';
import { ANSWERING, type Answered, answerNow } from './acting.js';
import { redrawn } from './redrawing.js';

/**
 * What somebody did while a look or a morning was under way. Nobody waits for those: the act is saved and answered, and
 * what it changes in the reminders is done here, as soon as they have ended. One after another, so that of those who work
 * the jobs off only one waits.
 */
export const reminderJobs = (parts: () => Parts): Readonly<Record<string, Job>> => ({
  [SETTLING]: jobAnywhere<Json>({
    queue: 'reminders',
    async run(input, _fetched, { db, now, settle, tell }) {
      await lockReminders(db, 'with others');
      const { settled, restricted } = input as unknown as Postponed;
      for (const { reminder, subjects } of settled) settle(reminder, subjects);
      const closed = await redrawn({ ...parts(), db, now }, await remindersAbout(db, restricted));
      for (const { topic, card } of closed) tell('who-was-told', card, { topic, placed: true });
    },
  }),
  [ANSWERING]: jobAnywhere<Json>({
    queue: 'reminders',
    async run(answered, _fetched, context) {
      await lockReminders(context.db, 'with others');
      await answerNow(parts(), context, answeredOf(answered)).catch(unlessRefused);
    },
  }),
});

interface Postponed {
  readonly settled: readonly Settled[];
  /** Records that were closed to some people. */
  readonly restricted: readonly string[];
}

function answeredOf(input: Json): Answered {
  const { what, person } = input as { what: Answered['what']; person: string | null };
  return { what, person: person ?? undefined };
}

/** They were told that they may; it was done or passed on in those seconds, and their message says so. Nothing was written. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}
