import { chatsOf } from '../../database/people.js';
import type { TimesOfPerson } from '../../database/person-times.js';
import {
  claimDigests,
  claimSayings,
  digestKey,
  digestsSent,
  keySaid,
  type Saying,
  type Unheard,
  type UnheardInChannel,
} from '../../database/reminders-said.js';
import { whoMaySee } from '../../database/restrictions.js';
import { type Day, todayIn } from '../../domain/calendar.js';
import { grouped } from '../../domain/grouped.js';
import { bundled } from '../../domain/reminder.js';
import { aFewAtATime } from '../breathing.js';
import { conversationWith } from '../outbox.js';
import { drawn, redrawn } from './redrawing.js';
import type { ReminderRow } from './row.js';
import type { Message, Turn } from './voice.js';

/** A message before it is drawn. */
interface Draft extends Omit<Message, 'card' | 'rows'> {
  /** Each under the key by which it is said once. */
  readonly rows: ReadonlyMap<string, ReminderRow>;
  readonly rung: (row: ReminderRow) => number;
  readonly person: string | null;
  /** Of which there is one a day: a morning's, or what is urgent and too much to be said one by one. */
  readonly digest: boolean;
}

/** Tells people what they have not heard: together in one message a day, apart what can't wait among the rest. */
export async function tellPeople(
  turn: Turn,
  rows: readonly Unheard[],
  times: ReadonlyMap<string, TimesOfPerson>,
): Promise<number> {
  const visible = await seenByThem(turn, rows);
  const people = [...grouped(visible, ({ person }) => person)].flatMap(([person, all]) => {
    const their = times.get(person);
    return their ? [{ person, all, day: todayIn(their.timeZone, turn.now) }] : [];
  });
  const conversations = await conversationsOf(turn, people);
  const draft = ({ person, all, day }: (typeof people)[number]) =>
    draftsFor(person, all, day, conversations.get(person) ?? []);
  return say(turn, (await aFewAtATime(people, draft, 200)).flat());
}

function draftsFor(
  person: string,
  all: readonly Unheard[],
  day: Day,
  conversations: readonly string[],
): readonly Draft[] {
  const { together, urgent, apart } = bundled(all);
  const whom = `person/${person}` as const;
  const draft = { whom, person, conversations, rung: rungOf };
  const key = (row: ReminderRow) => keySaid(row, row.rung, whom);
  const alone = apart.map((row) => {
    const rows = new Map([[key(row), row]]);
    return { ...draft, topic: `reminder/${key(row)}`, rows, digest: false };
  });
  const topic = digestKey(whom, day);
  const several = [
    { ...draft, topic: `urgent/${topic}`, rows: keyed(urgent, key), digest: true },
    { ...draft, topic, rows: keyed(together, key), digest: true },
  ];
  return [...alone, ...several.filter(({ rows }) => rows.size > 0)];
}

const rungOf = ({ rung }: ReminderRow): number => rung;

const keyed = (rows: readonly ReminderRow[], key: (row: ReminderRow) => string): ReadonlyMap<string, ReminderRow> =>
  new Map(rows.map((row) => [key(row), row]));

/** Tells the channels of boutiques, each in one message a day, and of each reminder once, however far up it goes. */
export async function tellChannels(
  turn: Turn,
  rows: readonly UnheardInChannel[],
  today: (boutique: string) => string,
): Promise<number> {
  const drafts = [...grouped(rows, ({ boutique }) => boutique ?? '')].map(([code, all]): Draft => {
    const whom = `channel/${code}` as const;
    const room = all[0]?.room;
    const conversations = turn.parts.chats.flatMap((chat) => (room?.[chat] ? [`${chat}/channel/${room[chat]}`] : []));
    const topic = digestKey(whom, today(code));
    const rows = keyed(all, (row) => keySaid(row, 0, whom));
    return { whom, person: null, conversations, topic, rows, rung: () => 0, digest: true };
  });
  return say(
    turn,
    drafts.filter(({ conversations }) => conversations.length > 0),
  );
}

/** Once: whoever claims it says it. What was to be in a day's message that is gone already waits for the next. */
async function say(turn: Turn, drafts: readonly Draft[]): Promise<number> {
  const { db, now, parts, spoken } = turn;
  const digests = drafts.flatMap(({ digest, topic }) => (digest ? [topic] : []));
  const gone = await digestsSent(db, digests);
  const left = drafts.filter(({ topic }) => !gone.has(topic));
  if (left.length === 0) return 0;
  await claimDigests(
    db,
    digests.filter((each) => !gone.has(each)),
    now,
  );
  const claimed = await claimSayings(db, left.flatMap(sayingsOf), now);
  const mine = left.flatMap((draft) => {
    const rows = [...draft.rows].flatMap(([key, row]) => (claimed.has(key) ? [row] : []));
    return rows.length > 0 ? [{ ...draft, rows }] : [];
  });
  const topics = mine.map(({ topic }) => topic);
  const cards = new Map((await drawn({ ...parts, db, now }, topics)).map(({ topic, card }) => [topic, card]));
  const messages = mine.flatMap((each): Message[] => {
    const card = cards.get(each.topic);
    return card ? [{ ...each, card }] : [];
  });
  spoken.messages.push(...messages);
  await reviseBelow(turn, messages);
  return claimed.size;
}

const sayingsOf = ({ rows, topic, person, rung }: Draft): Saying[] =>
  [...rows].map(([key, row]) => ({ key, reminder: row.id, rung: rung(row), person, topic }));

/** Who heard of it before reads to whom it went up. */
async function reviseBelow({ db, now, parts, spoken }: Turn, messages: readonly Message[]): Promise<void> {
  const raised = messages.flatMap(({ rows }) => rows.flatMap(({ id, rung }) => (rung > 0 ? [id] : [])));
  if (raised.length === 0) return;
  const topics = new Set(messages.map(({ topic }) => topic));
  spoken.revised.push(...(await redrawn({ ...parts, db, now }, raised)).filter(({ topic }) => !topics.has(topic)));
}

/** Without what is restricted and not for them. */
async function seenByThem({ db, now }: Turn, rows: readonly Unheard[]): Promise<readonly Unheard[]> {
  const records = rows.flatMap(({ record }) => record ?? []);
  const sees = await whoMaySee(db, records, [...new Set(rows.map(({ person }) => person))], now);
  return rows.filter(({ record, person }) => record === null || (sees.get(record)?.has(person) ?? true));
}

/** Each where they are. */
async function conversationsOf(
  { db, parts: { chats } }: Turn,
  people: readonly { readonly person: string }[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ids = people.map(({ person }) => person);
  const at = chats.length > 1 ? await chatsOf(db, ids, chats) : new Map<string, readonly string[]>();
  return new Map(ids.map((id) => [id, (at.get(id) ?? chats).map((chat) => conversationWith(chat, id))]));
}
