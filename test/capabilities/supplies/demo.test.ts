import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadDemoOf } from '../../../src/engine/demo.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, marc } from '../../helpers/network.js';
import { formOf, wanted } from './stock.js';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot('2026-11-27T15:00:00Z');
  await loadDemoOf(bot.engine.parts, bot.connection);
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

it('the demo has some articles short at Madison, with what was used last year', async () => {
  const { form } = formOf(await bot.as(ana).says('supplies'));

  expect(Object.keys(form.fields).filter((name) => name.startsWith('quantity.'))).toHaveLength(4);
  expect(form.fields['quantity.RB-M']?.hint).toMatch(/^12 on hand, par 60; last request 108 on Oct 3; 216 last year/);
});

it('the demo has a budget that stops, nearly used up, and one that warns', async () => {
  const answer = await bot.as(ana).submit(await bot.as(ana).says('supplies'), {
    ...{ ...wanted, 'quantity.BAG-S': '500' },
  });
  expect(answer).toMatchObject({
    corrections: {
      'quantity.BAG-S': expect.stringMatching(/^Packaging: \$120 left of \$[\d,.]+ for all of 2026\. Ask Marc/),
    },
  });

  const words = JSON.stringify(await bot.as(marc, null).says('supplies budgets'));
  expect(words).toContain('$120 left');
  expect(words).toContain('Beverly Hills · Jewelry boxes, all of 2026');
});

it('the demo is begun once, also on New Year’s Eve', async () => {
  await loadDemoOf(bot.engine.parts, bot.connection);
  expect(await bot.connection.prisma.supplyOrder.count()).toBe(2);

  const other = await startBot('2026-12-31T23:30:00Z');
  await loadDemoOf(other.engine.parts, other.connection);
  expect(await other.connection.prisma.supplyBudget.count({ where: { year: 2027, atRequest: 'stop' } })).toBe(1);
  await other.stop();
});
