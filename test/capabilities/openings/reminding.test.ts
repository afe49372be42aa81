import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { milestoneReminder, promiseReminder, voteReminder } from '../../../src/capabilities/openings/reminding.js';
import { todayIn } from '../../../src/domain/calendar.js';
import { networkPlace } from '../../../src/engine/reminders/places.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { opensOnWeekdays } from '../../helpers/chores.js';
import { marc } from '../../helpers/network.js';
import { queriesIn } from '../../helpers/queries.js';
import { done, furnish, helen, knowsHolidays, milestone, namesOwners, nora, plans, project } from './stage.js';

let bot: Bot;
beforeAll(knowsHolidays);
beforeEach(async () => {
  bot = await startBot('2026-08-25T14:00:00Z');
  await furnish(bot.connection);
  await opensOnWeekdays(bot);
  await plans(bot);
});
afterEach(() => bot.stop());

async function owed(reminder: typeof promiseReminder | typeof voteReminder) {
  const { now } = bot.clock;
  const place = networkPlace(now);
  const facts = await reminder.facts([place], now, bot.connection.prisma);
  return reminder
    .due(place, todayIn(place.timeZone, now), facts.get('') as never)
    .map(({ level, owner, on, line }) => `${level} ${owner ?? '-'} ${on} ${line.lead}: ${line.text}`);
}

const holds = async (state: string) =>
  bot.connection.prisma.project.update({ where: { id: (await project(bot)).id }, data: { state } });

describe('what a look asks of openings', () => {
  it('is a day to accept from the day after on, late after two more, and nothing of a project on hold', async () => {
    await namesOwners(bot);
    expect(await owed(promiseReminder)).toEqual([]);
    await bot.as(helen).presses('Accept all');
    await bot.as(nora).presses('Accept Budget');
    bot.clock.now = new Date('2026-08-26T14:00:00Z');
    const asked = await owed(promiseReminder);
    expect(asked).toContain('due samuel 2026-10-16 Lease signed · SoHo: Fri, Oct 16: accept it, or name another day');
    expect(asked.filter((each) => each.includes(' helen ') || each.includes(' Budget '))).toEqual([]);
    bot.clock.now = new Date('2026-08-28T14:00:00Z');
    expect(await owed(promiseReminder)).toHaveLength(asked.length);
    expect((await owed(promiseReminder)).every((each) => each.startsWith('late '))).toBe(true);

    await holds('held');
    expect(await owed(promiseReminder)).toEqual([]);
  });

  it('is a vote that is called for and not cast, and nothing of a project on hold', async () => {
    for (const key of ['brief', 'budget']) await done(bot, marc, key);
    const { id } = await milestone(bot, 'approval');
    const form = await bot.as(marc, null).press({ interaction: 'openings.call-votes', boutique: null, subject: id });
    await bot.as(marc, null).submit(form, { voters: ['helen', 'nora'] });
    await bot.as(nora).presses('Go');
    bot.clock.now = new Date('2026-08-26T14:00:00Z');
    expect(await owed(voteReminder)).toEqual([
      'due helen 2026-09-21 Brief and budget approved · SoHo: waits for your vote: go or no-go',
    ]);
    await holds('held');
    expect(await owed(voteReminder)).toEqual([]);
  });

  it('takes four statements, and reads whole plans but once', async () => {
    await namesOwners(bot);
    const { now } = bot.clock;
    const asked = await queriesIn(async () => {
      for (const { facts } of [milestoneReminder, promiseReminder, voteReminder])
        await facts([networkPlace(now)], now, bot.connection.prisma);
    });
    expect(asked).toHaveLength(4);
    expect(asked.filter(({ text }) => text.includes('m.project_id = any('))).toHaveLength(1);
  });
});
