import type { Answers } from '../../chat/form.js';
import { type Day, dayInWords, isDay } from '../../domain/calendar.js';
import { denied, Refusal } from '../../domain/refusal.js';
import type { Outcome } from '../../engine/capability.js';
import { type Anywhere, type AskingAnywhere, todayAt } from './acting.js';
import type { pulseForm } from './forms-live.js';
import { liveProject, liveReply, showLive } from './going-live.js';
import { maySpeak, openedOn, type PulsePart, pulseParts } from './rules-live.js';
import { lockProject, type Whole } from './store.js';
import { addPulse, pulsesOf } from './store-live.js';

export const PULSE_REMINDER = 'openings/pulse';

export interface PulseAsked extends Whole {
  readonly day: Day;
}

/** Of the day that is asked about, whoever may speak of it. */
export async function pulseAsked(asking: AskingAnywhere): Promise<PulseAsked> {
  const whole = await liveProject(asking);
  mustSpeak(asking, whole);
  return { ...whole, day: dayAsked(asking, whole) };
}

export function mustSpeak({ actor }: Pick<AskingAnywhere, 'actor'>, { project }: Whole): void {
  if (maySpeak(actor, project)) return;
  throw denied('not-there', `The store manager and ${project.lead.name} say this.`);
}

/** Behind the project in the subject; today where there is none. */
function dayAsked({ subject, now }: Pick<AskingAnywhere, 'subject' | 'now'>, { project, milestones }: Whole): Day {
  const today = todayAt(project, now);
  const day = subject.split('~')[1] ?? today;
  const opened = openedOn(milestones) ?? today;
  if (!isDay(day) || day > today || day < opened)
    throw new Refusal('no-such-day', `Say it of a day from ${dayInWords(opened)} to ${dayInWords(today)}.`);
  return day;
}

/** What was said of the day before: on a good day four answers stand there already. */
export async function lastSaid({ db }: Pick<AskingAnywhere, 'db'>, { project, day }: PulseAsked) {
  const said = (await pulsesOf(db, [project.id])).find((pulse) => pulse.day === day);
  if (!said) return { till: 'ok', alarm: 'ok', stock: 'ok', claims: 'ok' };
  const { till, alarm, stock, claims, note } = said;
  return { till, alarm, stock, claims, ...(note !== null && { note }) };
}

/** May be said anew: the last word of a day counts, and the ones before are kept. */
export async function savePulse(answers: Answers<ReturnType<typeof pulseForm>>, context: Anywhere): Promise<Outcome> {
  const { project, day } = await pulseAsked(context);
  const whole = await lockProject(context.db, project.id);
  const { note, ...said } = answers;
  const wrong = Object.keys(pulseParts).filter((part) => said[part as PulsePart] === 'issue');
  if (wrong.length > 0 && note === undefined)
    throw new Refusal('no-note', 'Say in a sentence what the issue is.', 'note');
  const pulse = { ...said, project: project.id, day, note: note ?? null, by: context.actor.id };
  await addPulse(context.db, pulse, context.now);
  context.settle(PULSE_REMINDER, [pulseSubject(project.id, day)]);
  context.record('openings.pulse', project.id, { day, issues: wrong });
  return liveReply(context, await showLive(context, whole));
}

export const pulseSubject = (project: string, day: Day): string => `${project}~${day}`;
