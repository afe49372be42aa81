import { afterAll, beforeAll, expect, it } from 'vitest';
import { card } from '../../src/chat/card.js';
import { type Connection, connect, type Database, sql, transaction } from '../../src/database/client.js';
import { addDeliveries, carryDeliveries, keepDeliveries } from '../../src/database/deliveries.js';
import { nextDelivery, overtaken } from '../../src/database/next-delivery.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';

let database: TestDatabase;
let connection: Connection;

beforeAll(async () => {
  database = await testDatabase();
  connection = connect(database.url);
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

const people = ['zoe', 'ana', 'mia', 'ben', 'leo', 'eva', 'kai', 'ida'];
const now = new Date('2026-11-27T14:00:00Z');

const askFor = (db: Database, conversation: string) =>
  db.$executeRaw(sql`select graphile_worker.add_job('deliver', '{}', job_key := ${`deliver:${conversation}`})`);

/** Whether a transaction that has not ended holds the job of this conversation. */
const isHeld = (conversation: string): Promise<boolean> =>
  transaction(connection, async (db) => {
    await db.$executeRaw(sql`set local lock_timeout = '150ms'`);
    await askFor(db, conversation);
    return false;
  }).catch(() => true);

it('takes the jobs of those who are told in one order, so that two who tell the same people never block each other', async () => {
  for (const person of people) await askFor(connection.prisma, person);
  let letGo: () => void = () => {};
  const holding = transaction(
    connection,
    async (db) => {
      await askFor(db, 'zoe');
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
    },
    { slow: true },
  );
  const told = people.map((conversation) => ({ conversation, topic: null, card: card('Hello', []), attachments: [] }));
  const telling = transaction(connection, (db) => addDeliveries(db, told, now), { slow: true });

  await expect.poll(() => isHeld('mia')).toBe(true);
  // All before the one that is held, none of them after it.
  for (const person of people.filter((each) => each !== 'zoe')) expect(await isHeld(person)).toBe(true);
  letGo();
  await Promise.all([holding, telling]);
});

it('numbers what is said in a conversation in the order of the commits', async () => {
  await askFor(connection.prisma, 'noa');
  const say = (db: Database, topic: string) =>
    addDeliveries(db, [{ conversation: 'noa', topic, card: card('Hello', []), attachments: [] }], now);
  let second: Promise<void> = Promise.resolve();
  await transaction(
    connection,
    async (db) => {
      await askFor(db, 'noa');
      second = transaction(connection, (other) => say(other, 'second'), { slow: true });
      await expect.poll(waiting).toBe(1);
      await say(db, 'first');
    },
    { slow: true },
  );
  await second;

  const rows = await connection.prisma.delivery.findMany({ where: { conversation: 'noa' }, orderBy: { id: 'asc' } });
  expect(rows.map(({ topic }) => topic)).toEqual(['first', 'second']);
});

it('keeps many messages without holding anybody up, and gives them their jobs in small steps', async () => {
  const crowd = Array.from({ length: 225 }, (_, n) => `crowd-${String(n).padStart(3, '0')}`);
  await askFor(connection.prisma, 'crowd-224');
  const told = crowd.map((conversation) => ({ conversation, topic: null, card: card('Hello', []), attachments: [] }));
  const at = new Date('2026-11-27T15:00:00Z');
  await transaction(connection, async (db) => {
    await keepDeliveries(db, told, at);
    for (const conversation of ['crowd-000', 'crowd-224']) expect(await isHeld(conversation)).toBe(false);
  });

  const carried = await transaction(connection, async (db) => {
    await askFor(db, 'crowd-224');
    const carrying = carryDeliveries(connection.prisma, at);
    await expect.poll(waiting).toBe(1);
    expect(await isHeld('crowd-199')).toBe(false);
    // The first two steps, and what was there before.
    expect(await jobsOfCrowd()).toBe(201);
    return { carrying };
  });
  await carried.carrying;
  expect(await jobsOfCrowd()).toBe(crowd.length);
});

it('leaves out a message that was committed after a later one of its topic was said', async () => {
  const say = (topic: string) => ({ conversation: 'una', topic, card: card('Hello', []), attachments: [] });
  await keepDeliveries(connection.prisma, [say('line'), say('other'), say('line')], now);
  const rows = await connection.prisma.delivery.findMany({ where: { conversation: 'una' }, orderBy: { id: 'asc' } });
  await connection.prisma.delivery.update({ where: { id: rows[2]?.id ?? 0n }, data: { state: 'sent', reference: {} } });

  const late = await nextDelivery(connection.pool, 'una');
  expect(late && (await overtaken(connection.pool, late))).toBe(true);
  const next = await nextDelivery(connection.pool, 'una');
  expect(next?.topic).toBe('other');
  expect(next && (await overtaken(connection.pool, next))).toBe(false);
});

async function jobsOfCrowd(): Promise<number> {
  const { rowCount } = await connection.pool.query("select from graphile_worker.jobs where key like 'deliver:crowd-%'");
  return rowCount ?? 0;
}

async function waiting(): Promise<number> {
  const { rows } = await connection.pool.query(
    "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rows.length;
}
