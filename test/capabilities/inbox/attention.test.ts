import { afterEach, beforeEach, expect, it } from 'vitest';
import { plainText } from '../../../src/chat/plain-text.js';
import { take } from '../../../src/engine/reminders/turns.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { marc } from '../../helpers/network.js';
import { silent } from '../../helpers/time.js';
import { planBoard, tradesDaily } from '../cycle-counts/board.js';

/** Wednesday, Nov 25, 9:00 AM in New York. */
const WEDNESDAY = '2026-11-25T14:00:00Z';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot('2026-11-19T15:05:00Z');
  await tradesDaily(bot.connection, ['MADISON']);
  await planBoard(bot).isPlanned('MADISON', '2026-11-16');
  for (const at of ['2026-11-19T15:05:00Z', '2026-11-22T22:59:00Z']) {
    bot.clock.now = new Date(at);
    await bot.waits({});
    await bot.waits({ minutes: 1 });
  }
  bot.clock.now = new Date(WEDNESDAY);
  await bot.waits({});
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

it('counts once what is late, by the name of its reminder', async () => {
  await take({ parts: bot.engine.parts, connection: bot.connection, log: silent }, 'everything');
  const said = await bot.as(marc, null).says('inbox');
  const lines = said.type === 'reply' ? plainText(said.card).split('\n') : [];
  const madison = lines.slice(lines.indexOf('Needs attention')).filter((line) => line.startsWith('Madison Avenue'));
  expect(madison).toHaveLength(1);
  expect(madison[0]).toContain('Planned count: 2 late');
  expect(madison[0]?.match(/late/g)).toHaveLength(1);
});
