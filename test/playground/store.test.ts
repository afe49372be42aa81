import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../src/playground/store.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 8 });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

it('makes its tables once, however many open it at the same moment', async () => {
  await Promise.all(Array.from({ length: 8 }, () => pool.query('select pg_sleep(0.01)')));

  const opened = await Promise.allSettled(Array.from({ length: 8 }, () => openStore(pool)));

  expect(opened.filter(({ status }) => status === 'rejected')).toEqual([]);
});
