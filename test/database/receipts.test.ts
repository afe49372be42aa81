import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Connection, connect, transaction } from '../../src/database/client.js';
import { claim, keepAnswer, release } from '../../src/database/receipts.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';

const NOW = new Date('2026-11-27T14:12:00Z');

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

/** Does the work once for the key, and says whether it did. */
const once = (key: string, work: () => Promise<string>) =>
  transaction(connection, async (db) => {
    const before = await claim(db, key, NOW);
    if (before !== null) return `again: ${before}`;
    const answer = await work();
    await keepAnswer(db, key, answer);
    return answer;
  });

const later = <T>(value: T): Promise<T> => new Promise((resolve) => setTimeout(resolve, 30, value));

it('a repeat gets the answer of the first', async () => {
  expect(await once('a', async () => 'saved')).toBe('saved');
  expect(await once('a', async () => 'saved twice')).toBe('again: saved');
  expect(await once('b', async () => 'another')).toBe('another');
});

it('of three at the same moment one acts, and the others wait for its answer', async () => {
  let acts = 0;
  const work = () => {
    acts += 1;
    return later('saved');
  };
  const answers = await Promise.all([1, 2, 3].map(() => once('at once', work)));

  expect(acts).toBe(1);
  expect(answers.sort()).toEqual(['again: saved', 'again: saved', 'saved']);
});

it('one that fails leaves the next to act', async () => {
  let begun = () => {};
  const claimed = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const fail = () => {
    begun();
    return later('').then(() => Promise.reject(new Error('undone')));
  };
  const failing = expect(once('fails', fail)).rejects.toThrow('undone');
  await claimed;
  const next = once('fails', async () => 'saved');

  await failing;
  expect(await next).toBe('saved');
  expect(await once('fails', async () => 'never')).toBe('again: saved');
});

it('one that did nothing gives its claim back', async () => {
  await transaction(connection, async (db) => {
    expect(await claim(db, 'given back', NOW)).toBeNull();
    await release(db, 'given back');
  });
  expect(await once('given back', async () => 'saved')).toBe('saved');
});
