import { buttons, type Card, card, text } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { age, counted, dayInWords } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { type CaseView, takenInWords, taskInWords } from './cards.js';
import { press } from './cards-buttons.js';
import { type Anomaly, called, inBrief, mustBeTaken, type Task } from './rules.js';
import { type Clock, hoursLeft, runsUntil } from './rules-chain.js';

/** Nobody has taken what is critical. */
export function alarmCard(view: CaseView, boutique: Boutique): Card {
  const { anomaly, acts, now } = view;
  const { id, criticalSince } = anomaly;
  if (!mustBeTaken(anomaly))
    return card(
      inBrief(anomaly),
      [text(anomaly.acknowledgedAt ? `Taken ${takenInWords(view, boutique)}.` : 'Closed.'), buttons(press.open(id))],
      boutique.name,
    );
  return card(
    `${called(anomaly)}: nobody has taken it`,
    [
      text(`${inBrief(anomaly)}. ${waitedInWords(criticalSince ?? now, now)}`),
      buttons(press.take(id, acts), press.open(id)),
    ],
    boutique.name,
  );
}

const waitedInWords = (since: Date, now: Date): string =>
  now.getTime() - since.getTime() < 60_000 ? 'Somebody must take this now.' : `It has waited for ${age(since, now)}.`;

/** For its owner and the people of its department, never for a channel. */
export function clockCard(anomaly: Anomaly, clock: Clock, boutique: Boutique, now: Date): Card {
  const until = runsUntil(anomaly, clock);
  const what = clock === 'recordings' ? 'Recordings' : 'Claim';
  if (!until)
    return card(`${called(anomaly)}: ${what.toLowerCase()}`, [
      text('Nothing is left to do about this.'),
      buttons(press.open(anomaly.id)),
    ]);
  const says =
    clock === 'recordings'
      ? 'Then the cameras overwrite what they saw. Save the recordings, then say so here.'
      : 'Then the insurer need not take a claim. Make it, then say so here.';
  return card(
    `${called(anomaly)}: ${counted(hoursLeft(until, now), 'hour')} left`,
    [
      text(`${what}: ${counted(hoursLeft(until, now), 'hour')} left. ${says}`),
      buttons(press.stop(clock, anomaly.id), press.open(anomaly.id)),
    ],
    boutique.name,
  );
}

/** For whoever has to do it. */
export function taskCard(
  task: Task,
  anomaly: Pick<Anomaly, 'id' | 'number'>,
  boutique: Boutique,
  { owner, isOverdue = false }: { readonly owner: string; readonly isOverdue?: boolean },
): Card {
  const number = called(anomaly);
  if (task.doneAt)
    return card(`${number}: done`, [text(taskInWords(task, owner)), buttons(press.open(anomaly.id))], boutique.name);
  return card(
    isOverdue ? `${number}: this was due ${dayInWords(task.dueOn)}` : `${number}: a task for you`,
    [text(taskInWords(task, owner)), buttons(press.done(task), press.open(anomaly.id))],
    boutique.name,
  );
}

/** It did not come in whole: whoever sent it is told. */
export const photoRefusedCard = (name: string, sentence: string, anomaly: Pick<Anomaly, 'id' | 'number'>): Card =>
  card(`${called(anomaly)}: a photo is missing`, [
    text(`${shortened(name, 60)} was not kept. ${sentence}`),
    buttons(press.open(anomaly.id)),
  ]);

export const photosCard = (anomaly: Pick<Anomaly, 'number'>, photos: number): Card =>
  card(`${called(anomaly)}: ${counted(photos, 'photo')}`, [text('For you alone. That you looked is on record.')]);

export const photosComeCard = (photos: number): Card =>
  photos > 0
    ? card(counted(photos, 'photo'), [text('They come to your messages with Vitrine.')])
    : card('No photos yet', [text('They are still being fetched. Try again in a minute.')]);
