import { type Database, type Json, sql } from './client.js';

/**
 * Claims a request by its key. Null: it is ours to do. Otherwise the answer the first one was given.
 * A second one at the same moment waits here until the first has committed or failed.
 */
export async function claim(db: Database, key: string, now: Date): Promise<Json | null> {
  const claimed = await db.$executeRaw(sql`
    insert into receipts (key, answer, at) values (${key}, '{}', ${now}) on conflict do nothing`);
  if (claimed === 1) return null;

  const receipt = await db.receipt.findUniqueOrThrow({ where: { key } });
  return receipt.answer as Json;
}

export async function keepAnswer(db: Database, key: string, answer: Json): Promise<void> {
  await db.$executeRaw(sql`update receipts set answer = ${JSON.stringify(answer)}::jsonb where key = ${key}`);
}

/** Nothing was done: the next one with this key starts anew. */
export async function release(db: Database, key: string): Promise<void> {
  await db.receipt.delete({ where: { key } });
}
