import type { Card } from '../../chat/card.js';
import type { Database } from '../../database/client.js';
import { type SaidReminder, saidIn, topicsOf } from '../../database/reminder-messages.js';
import { holders } from '../../database/reminders-said.js';
import { whoMaySee } from '../../database/restrictions.js';
import { type Role, roleNames } from '../../domain/people.js';
import { aFewAtATime } from '../breathing.js';
import type { Registry } from '../registry.js';
import { closedCard } from '../restrictions.js';
import { type Beside, digestCard, reminderCard, type ShownRow } from './cards.js';
import { pressersAmong } from './pressing.js';

/** A message as it stands now. */
export interface Redrawn {
  readonly topic: string;
  readonly card: Card;
}

/** What a message is drawn from. */
export interface Drawing {
  readonly registry: Pick<Registry, 'interaction'>;
  readonly db: Database;
  readonly now: Date;
}

/**
 * Every message in which these reminders stand, as it stands now: for whoever changed one of them. In as many queries
 * whatever their number. Each is told to `who-was-told`, with `placed`.
 */
export async function redrawn(drawing: Drawing, reminders: readonly string[]): Promise<Redrawn[]> {
  return drawn(drawing, await topicsOf(drawing.db, reminders));
}

/** The messages of these topics, from what `reminders_said` and `digests` say is in them. */
export async function drawn({ registry, db, now }: Drawing, topics: readonly string[]): Promise<Redrawn[]> {
  if (topics.length === 0) return [];
  const said = await saidIn(db, topics);
  const people = [...new Set(said.flatMap(({ reader }) => reader ?? []))];
  const mayPress = pressersAmong(registry, await holders(db, everyRole, people, now));
  const isClosed = await closedTo(db, said, now);
  const messages = new Map<string, SaidReminder[]>();
  for (const row of said) messages.set(row.topic, [...(messages.get(row.topic) ?? []), row]);
  const draw = ([topic, rows]: [string, SaidReminder[]]): Redrawn => {
    const open = onceEach(rows).filter((row) => !isClosed(row));
    return { topic, card: open.length === 0 ? closedCard : cardOf(topic, open, besideOf(open, mayPress, now)) };
  };
  return aFewAtATime([...messages], draw, 20);
}

const everyRole = Object.keys(roleNames) as Role[];

/** Said on two rungs in one message, it stands there once: as it came up. */
function onceEach(rows: readonly SaidReminder[]): readonly SaidReminder[] {
  const byRung = [...rows].sort((a, b) => a.saidAt - b.saidAt);
  return [...new Map(byRung.map((row) => [row.id, row])).values()];
}

function cardOf(topic: string, rows: readonly SaidReminder[], beside: Beside): Card {
  const [first] = rows;
  if (!first) throw new Error('a message without a reminder');
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

function besideOf(rows: readonly SaidReminder[], mayPress: ReturnType<typeof pressersAmong>, now: Date): Beside {
  const reader = rows[0]?.reader ?? null;
  return {
    places: new Map(rows.flatMap(({ boutique, place }) => (boutique === null ? [] : [[boutique, place ?? boutique]]))),
    names: new Map(rows.flatMap(({ seenBy, seenByName }) => (seenBy === null ? [] : [[seenBy, seenByName ?? seenBy]]))),
    reader,
    mayDo: (row) => mayPress(row, reader),
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
