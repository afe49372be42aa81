import type { Card } from '../../chat/card.js';
import type { Database } from '../../database/client.js';
import { type SaidReminder, saidIn, topicsOf } from '../../database/reminder-messages.js';
import { whoMaySee } from '../../database/restrictions.js';
import { closedCard } from '../restrictions.js';
import { type Beside, digestCard, reminderCard, type ShownRow } from './cards.js';

/** A message as it stands now. */
export interface Redrawn {
  readonly topic: string;
  readonly card: Card;
}

/**
 * Every message in which these reminders stand, as it stands now: for whoever changed one of them. In as many queries
 * whatever their number. Each is told to `who-was-told`, with `placed`.
 */
export async function redrawn(db: Database, reminders: readonly string[], now: Date): Promise<Redrawn[]> {
  return drawn(db, await topicsOf(db, reminders), now);
}

/** The messages of these topics, from what `reminders_said` and `digests` say is in them. */
export async function drawn(db: Database, topics: readonly string[], now: Date): Promise<Redrawn[]> {
  if (topics.length === 0) return [];
  const said = await saidIn(db, topics);
  const isClosed = await closedTo(db, said, now);
  const messages = new Map<string, SaidReminder[]>();
  for (const row of said) messages.set(row.topic, [...(messages.get(row.topic) ?? []), row]);
  return [...messages].map(([topic, rows]) => {
    const open = onceEach(rows).filter((row) => !isClosed(row));
    return { topic, card: open.length === 0 ? closedCard : cardOf(topic, open, now) };
  });
}

/** Said on two rungs in one message, it stands there once: as it came up. */
function onceEach(rows: readonly SaidReminder[]): readonly SaidReminder[] {
  const byRung = [...rows].sort((a, b) => a.saidAt - b.saidAt);
  return [...new Map(byRung.map((row) => [row.id, row])).values()];
}

function cardOf(topic: string, rows: readonly SaidReminder[], now: Date): Card {
  const [first] = rows;
  if (!first) throw new Error('a message without a reminder');
  const beside = besideOf(rows, now);
  const shown = rows.map(shownOf);
  const [alone] = shown;
  if (!first.inDigest && alone) return reminderCard(alone, beside, first.timeZone);
  return digestCard(shown, beside, dayOf(topic), first.timeZone);
}

/** `person/ana/2026-11-23`. */
const dayOf = (topic: string): string => topic.split('/').at(-1) ?? '';

const shownOf = ({ told, ...row }: SaidReminder): ShownRow => ({
  ...row,
  told: told.map(({ at, ...each }) => ({ ...each, at: new Date(at) })),
});

function besideOf(rows: readonly SaidReminder[], now: Date): Beside {
  return {
    places: new Map(rows.flatMap(({ boutique, place }) => (boutique === null ? [] : [[boutique, place ?? boutique]]))),
    names: new Map(rows.flatMap(({ seenBy, seenByName }) => (seenBy === null ? [] : [[seenBy, seenByName ?? seenBy]]))),
    reader: rows[0]?.reader ?? null,
    now,
  };
}

/** Of what is restricted, a line is left out for whoever may not see it, and in every channel. */
async function closedTo(
  db: Database,
  said: readonly SaidReminder[],
  now: Date,
): Promise<(row: SaidReminder) => boolean> {
  const records = said.flatMap(({ record }) => record ?? []);
  const sees = await whoMaySee(db, records, [...new Set(said.flatMap(({ reader }) => reader ?? []))], now);
  return ({ record, reader }) => {
    const may = record === null ? undefined : sees.get(record);
    return may !== undefined && (reader === null || !may.has(reader));
  };
}
