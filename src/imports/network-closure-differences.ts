import { isDeepStrictEqual } from 'node:util';
import { type Database, type Json, sql } from '../database/client.js';
import { closuresIn, daysInWords, type FileClosure, hoursInWords, whose } from './network-closures.js';
import type { Change } from './network-differences.js';
import type { Network } from './network-shape.js';

export interface ClosureDifference {
  /** New, changed or there again. */
  readonly written: readonly FileClosure[];
  readonly ended: readonly FileClosure[];
  readonly changes: readonly Change[];
}

/** What the file says of days on which boutiques are closed; what people said in a chat is left to them. */
export async function closureDifference(db: Database, network: Network): Promise<ClosureDifference> {
  const wanted = closuresIn(network);
  const current = new Map((await closuresOfTheFile(db)).map((each) => [each.id, each]));
  const listed = new Set(wanted.map(({ id }) => id));
  const written = wanted.filter((each) => !isDeepStrictEqual(each, current.get(each.id)));
  const ended = [...current.values()].filter(({ id }) => !listed.has(id));
  const changes = [...written.map((each) => changeOf(each, current.get(each.id))), ...ended.map(endOf)];
  return { written, ended, changes };
}

/** They are ended and not deleted: what was reckoned with them was right. */
export async function saveClosures(db: Database, { written, ended }: ClosureDifference, now: Date): Promise<void> {
  if (written.length > 0)
    await db.$executeRaw(sql`
      insert into closures (id, boutique_code, country_code, state, first_day, last_day, hours, reason, created_at)
      select id, boutique, country, state, "firstDay", "lastDay", hours, reason, ${now}
      from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as written
        (id text, boutique text, country text, state text, "firstDay" date, "lastDay" date, hours text, reason text)
      on conflict (id) do update set hours = excluded.hours, reason = excluded.reason, ended_at = null`);
  if (ended.length > 0)
    await db.$executeRaw(sql`
      update closures set ended_at = ${now} where ended_at is null and id = any(${ended.map(({ id }) => id)})`);
}

function closuresOfTheFile(db: Database): Promise<FileClosure[]> {
  return db.$queryRaw<FileClosure[]>(sql`
    select id, boutique_code as boutique, country_code as country, state, to_char(first_day, 'YYYY-MM-DD') as "firstDay",
      to_char(last_day, 'YYYY-MM-DD') as "lastDay", hours, reason
    from closures where ended_at is null and created_by is null and id like 'file/%' order by id`);
}

function changeOf(closure: FileClosure, before: FileClosure | undefined): Change {
  const days = daysInWords(closure);
  const now = `${hoursInWords(closure)}, ${closure.reason}`;
  if (!before) return change(closure, 'added', `${hoursInWords(closure)} ${days}, ${closure.reason}`);
  return change(closure, 'changed', `${days}: ${hoursInWords(before)}, ${before.reason} → ${now}`, before);
}

function endOf(closure: FileClosure): Change {
  return change(closure, 'ended', `no longer ${hoursInWords(closure)} ${daysInWords(closure)}`, closure);
}

function change(
  closure: FileClosure,
  what: 'added' | 'changed' | 'ended',
  words: string,
  before?: FileClosure,
): Change {
  return {
    sentence: `${whose(closure)}: ${words}`,
    event: `network.closure-${what}`,
    subject: closure.id,
    boutique: closure.boutique,
    facts: {},
    ...(before && { before: before as unknown as Json }),
    ...(what !== 'ended' && { after: closure as unknown as Json }),
  };
}
