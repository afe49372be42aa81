import { expect, it } from 'vitest';
import { take } from '../../../src/engine/reminders/turns.js';
import { startBot } from '../../helpers/bot.js';
import { addCrowd, CROWDED } from '../../helpers/crowd.js';
import { queriesIn } from '../../helpers/queries.js';
import { silent } from '../../helpers/time.js';

/** At least these, each of them owed in the crowd. */
const REMINDERS = [
  ...['aml-checks/monthly-check', 'aml-checks/network-signature', 'cycle-counts/slot', 'stock-takes/gate'],
  ...['openings/milestone', 'openings/promise', 'openings/vote'],
];

it('looks at everything and says everything of all capabilities in as many queries for 200 boutiques as for 5', async () => {
  const few = await sweepOver(5);
  const many = await sweepOver(200);

  expect(few.names).toEqual(expect.arrayContaining(REMINDERS));
  expect(many.names).toEqual(few.names);
  expect(many.said).toBeGreaterThan(10 * few.said);
  expect(many.queries).toEqual(few.queries);
}, 60_000);

/** A bot of another file of this process, on a database of its own, looks for work. */
const isPolling = (text: string): boolean => text.includes('_private_job_queues as job_queues');

/** What it asked, which reminders it was about and how many messages it came to. */
async function sweepOver(boutiques: number) {
  const bot = await startBot('2027-01-04T12:00:00Z');
  try {
    await addCrowd(bot.connection, boutiques);
    bot.clock.now = CROWDED.at;
    const { parts } = bot.engine;
    const queries = await queriesIn(() => take({ parts, connection: bot.connection, log: silent }, 'everything'));
    const { rows } = await bot.connection.pool.query<{ name: string }>(
      'select distinct name from reminders order by 1',
    );
    const said = await bot.connection.pool.query('select from reminders_said');
    return {
      queries: queries.map(({ text }) => text).filter((text) => !isPolling(text)),
      names: rows.map(({ name }) => name),
      said: said.rowCount ?? 0,
    };
  } finally {
    await bot.stop();
  }
}
