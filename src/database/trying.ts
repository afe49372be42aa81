import { type Connection, type Database, sql } from './client.js';

const LONGEST_MS = 600_000;

/** What is done with reminders in there has no trace: on copies of their tables, where nothing else can be written. */
export async function withoutTrace<T>(
  { prisma }: Connection,
  now: Date,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const undo = new Error('undone');
  let done: { readonly result: T } | null = null;
  const trying = prisma.$transaction(
    async (db) => {
      await copyReminders(db, now);
      // From here on the database itself refuses to write anything but the copies.
      await db.$executeRaw(sql`set transaction read only`);
      done = { result: await work(db) };
      throw undo;
    },
    { timeout: LONGEST_MS },
  );
  await trying.catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  if (done === null) throw new Error('nothing was tried out');
  return (done as { readonly result: T }).result;
}

/** Under the same names, they come before the tables of everybody else. Nobody who works with those has to wait. */
async function copyReminders(db: Database, now: Date): Promise<void> {
  for (const table of ['reminders', 'reminders_said', 'digests'])
    await db.$executeRawUnsafe(`create temp table ${table} (like public.${table} including all) on commit drop`);
  await db.$executeRaw(sql`
    insert into pg_temp.reminders select * from public.reminders
    where ended_at is null or ended_at > ${now}::timestamptz - interval '400 days'`);
  await db.$executeRaw(sql`
    insert into pg_temp.reminders_said select s.* from public.reminders_said s
    join pg_temp.reminders r on r.id = s.reminder_id`);
  await db.$executeRaw(sql`
    insert into pg_temp.digests select * from public.digests where at > ${now}::timestamptz - interval '7 days'`);
  await db.$executeRawUnsafe('analyze pg_temp.reminders, pg_temp.reminders_said, pg_temp.digests');
  // What this connection has planned before means the tables of everybody else.
  await db.$executeRawUnsafe('discard plans');
}
