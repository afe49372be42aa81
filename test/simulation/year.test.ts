import { expect, it } from 'vitest';
import { testDatabase } from '../helpers/database.js';
import { faultsOf } from './properties.js';
import { liveThrough } from './year.js';

/** Christmas, the New Year and the first days of a month are in it. The whole year: npm run year. */
it('four weeks of twenty boutiques: what is owed is said once, in somebody’s morning and on no day off', async () => {
  const database = await testDatabase();
  try {
    const year = await liveThrough(database.url, '2026-12-14', '2027-01-11', 'winter');
    expect(faultsOf(year)).toEqual([]);
    expect(year.heard.length).toBeGreaterThan(100);
    expect(new Set(year.heard.map(({ rung }) => rung)).size).toBeGreaterThan(1);
  } finally {
    await database.drop();
  }
}, 60_000);
