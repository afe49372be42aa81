import type { ChatName } from '../../chat/channel.js';
import type { Connection, Database } from '../../database/client.js';
import { type TimesOfPerson, timesOf } from '../../database/person-times.js';
import { untold } from '../../database/reminders-said.js';
import { whoMaySee } from '../../database/restrictions.js';
import { withoutTrace } from '../../database/trying.js';
import { timeIn, todayIn } from '../../domain/calendar.js';
import { type MayBeTold, mayBeTold, nextMorning } from '../../domain/person-times.js';
import type { Registry } from '../registry.js';
import { declaredIn, laddersOf } from './declared.js';
import { unheardBy } from './hearing.js';
import type { ReminderRow } from './row.js';
import { type Firing, firingsBetween, occasionsIn, takeWithin } from './turns.js';
import { type Message, nothingYet } from './voice.js';

/** What would be said up to a moment if nothing is done before. */
export interface Tried {
  readonly said: readonly { readonly at: Date; readonly message: Message }[];
  readonly unsaid: readonly Unsaid[];
}

/** Somebody who is not told yet at that moment, and why. */
export interface Unsaid {
  readonly row: ReminderRow;
  /** Null: there is nobody. */
  readonly person: string | null;
  readonly timeZone: string | null;
  /** `morning`: theirs is still to come; `next-morning`: it came up after this day's. */
  readonly why: Exclude<MayBeTold, true> | 'morning' | 'next-morning' | 'restricted' | 'nobody';
  /** Their next morning. */
  readonly until: Date | null;
}

export interface Trial {
  readonly registry: Registry;
  readonly chats: readonly ChatName[];
  readonly newId: () => string;
  readonly now: Date;
  readonly until: Date;
}

/** Takes every look and every morning until then, as they are, in a transaction that is undone and can write nothing. */
export function tryOut(connection: Connection, trial: Trial): Promise<Tried> {
  const { registry, chats, newId, now, until } = trial;
  return withoutTrace(connection, now, async (db) => {
    const said: { at: Date; message: Message }[] = [];
    for (const { at, occasion } of thinned(firingsBetween(await occasionsIn(registry, db), now, until), until)) {
      const spoken = nothingYet();
      await takeWithin({ parts: { registry, chats, newId, now: () => at }, db, now: at, spoken }, occasion);
      said.push(...spoken.messages.map((message) => ({ at, message })));
    }
    return { said, unsaid: await unsaidThen(db, registry, until) };
  });
}

const LAST_HOURS = 2 * 3_600_000;

/** Looks that come more often than every hour come once an hour until shortly before: days ahead, minutes do not matter. */
function thinned(firings: readonly Firing[], until: Date): readonly Firing[] {
  const taken = new Set<string>();
  return firings.filter(({ at, occasion }) => {
    if (occasion.type === 'morning' || until.getTime() - at.getTime() <= LAST_HOURS) return true;
    const hour = `${occasion.cron} ${occasion.timeZone} ${at.toISOString().slice(0, 10)} ${timeIn(occasion.timeZone, at).slice(0, 2)}`;
    const isFirst = !taken.has(hour);
    taken.add(hour);
    return isFirst;
  });
}

async function unsaidThen(db: Database, registry: Registry, at: Date): Promise<Unsaid[]> {
  const times = await timesOf(db, { timeZone: null }, at);
  const ladders = laddersOf(declaredIn(registry));
  const waiting = await unheardBy({ db, now: at }, [...times.keys()], ladders);
  const records = waiting.flatMap(({ record }) => record ?? []);
  const sees = await whoMaySee(db, records, [...new Set(waiting.map(({ person }) => person))], at);
  const people = waiting.flatMap((row): Unsaid[] => {
    const their = times.get(row.person);
    const may = row.record === null ? undefined : sees.get(row.record);
    return their ? [unsaidTo(row, their, may?.has(row.person) ?? true, at)] : [];
  });
  const heard = new Set(waiting.map(({ id }) => id));
  const alone = (await untold(db)).filter(({ id }) => !heard.has(id));
  return [
    ...people,
    ...alone.map((row): Unsaid => ({ row, person: null, timeZone: null, why: 'nobody', until: null })),
  ];
}

function unsaidTo(
  row: ReminderRow & { readonly person: string },
  their: TimesOfPerson,
  may: boolean,
  at: Date,
): Unsaid {
  const about = { row, person: row.person, timeZone: their.timeZone };
  if (!may) return { ...about, why: 'restricted', until: null };
  const until = nextMorning(their, at);
  const told = mayBeTold(their, at);
  if (told !== true) return { ...about, why: told, until };
  const isToday = todayIn(their.timeZone, until) === todayIn(their.timeZone, at);
  return { ...about, why: isToday ? 'morning' : 'next-morning', until };
}
