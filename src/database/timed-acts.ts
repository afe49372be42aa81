import { type Database, sql } from './client.js';

/** Of these keys, those under which something was done. */
export async function keysDone(db: Database, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ key: string }[]>(sql`
    select key from timed_acts where key = any(${keys}::text[])`);
  return new Set(rows.map(({ key }) => key));
}

/** True: it is ours to do. Another one at the same moment waits here until the first has committed or failed. */
export async function claimKey(db: Database, key: string, now: Date): Promise<boolean> {
  const claimed = await db.$executeRaw(sql`
    insert into timed_acts (key, at) values (${key}, ${now}) on conflict do nothing`);
  return claimed === 1;
}
