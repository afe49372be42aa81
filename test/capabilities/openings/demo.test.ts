import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openings } from '../../../src/capabilities/openings/index.js';
import { loadDemoOf } from '../../../src/engine/demo.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { marc } from '../../helpers/network.js';
import { furnish, project } from './stage.js';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot('2026-11-24T15:00:00Z', { capabilities: [openings] });
});
afterEach(() => bot.stop());

describe('the demo', () => {
  it('has an opening in preparation at a place that the network does not list, and tells nobody', async () => {
    await furnish(bot.connection);
    await loadDemoOf(bot.engine.parts, bot.connection);
    await bot.settle();

    expect(await project(bot)).toMatchObject({ title: 'Aspen', state: 'in-preparation', boutiqueCode: null });
    expect(bot.chat.seen().filter(({ text }) => text.includes('Aspen'))).toEqual([]);
    const plan = JSON.stringify(await bot.as(marc, null).says('opening plan'));
    expect(plan).toContain('Aspen · plan');
    expect(plan).toMatch(/"lead":"Building works","text":".*held up: The landlord has not given the hours/);
    expect(plan).toContain('13 of 29 done');
    expect(bot.errors).toEqual([]);
  });

  it('has none where nobody could lead or direct it', async () => {
    await loadDemoOf(bot.engine.parts, bot.connection);
    expect(await bot.connection.prisma.project.count()).toBe(0);
  });
});
