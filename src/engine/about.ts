import { subjectOfApproval } from '../database/approvals.js';
import type { Database } from '../database/client.js';
import { recordOfReminder } from '../database/reminder-acts.js';
import type { Parts } from './context.js';
import { reminderIn } from './reminders/rights.js';
import type { Wanted } from './routing.js';

/** The record that a button's subject belongs to: the count of a round, or of the approval of its differences. */
export async function recordOf({ registry }: Parts, { registered, route }: Wanted, db: Database): Promise<string> {
  const { subject } = route;
  if (subject === '') return subject;
  if (route.interaction.startsWith('engine.reminder-')) return recordOfReminder(db, reminderIn(subject));
  if (registered.capability === 'engine') return (await subjectOfApproval(db, subject)) ?? subject;
  const capability = registry.capabilities.find(({ name }) => name === registered.capability);
  return (await capability?.about?.(subject, db)) ?? subject;
}
