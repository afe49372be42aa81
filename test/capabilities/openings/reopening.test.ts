import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from '../../helpers/bot.js';
import { opensOnWeekdays } from '../../helpers/chores.js';
import { ana, ines, type Member, marc } from '../../helpers/network.js';
import {
  day,
  done,
  events,
  furnish,
  helen,
  knowsHolidays,
  milestone,
  namesOwners,
  plans,
  project,
  samuel,
  steps,
  yuki,
} from './stage.js';

let bot: Bot;
beforeAll(knowsHolidays);
beforeEach(async () => {
  bot = await startBot('2026-08-25T14:00:00Z');
  await furnish(bot.connection);
  await opensOnWeekdays(bot);
  await plans(bot);
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

const said = (answer: unknown) => JSON.stringify(answer);
const reopens = (who: Member, key: string, on: string, why = 'It was the wrong one.') =>
  steps(bot, who, 'reopen', key, { day: on, why });
const textsOf = (who: Member) =>
  bot
    .as(who)
    .sees()
    .map(({ text }) => text);

describe('a milestone that was marked done by mistake', () => {
  it('is opened again by its owner, with a reason that its history keeps', async () => {
    await namesOwners(bot);
    await steps(bot, samuel, 'done', 'design', { doneOn: '2026-08-25', evidence: 'Plan 12.' });
    expect(textsOf(yuki)).toContainEqual(expect.stringContaining('Line and network can begin'));
    bot.clock.now = new Date('2026-08-25T15:00:00Z');

    expect(said(await reopens(samuel, 'design', '2026-11-05'))).toContain('Open again: It was the wrong one.');
    const design = await milestone(bot, 'design');
    expect(design).toMatchObject({ status: 'open', doneOn: null, doneBy: null, evidence: null });
    expect(textsOf(yuki)).toContainEqual(expect.stringMatching(/Line and network waits again.*wrong one/s));
    expect(textsOf(yuki)).not.toContainEqual(expect.stringContaining('can begin'));
    expect(textsOf(marc)).toContainEqual(
      expect.stringContaining('Design approved is open again: It was the wrong one.'),
    );
    const history = await bot.connection.prisma.projectPromise.findMany({
      where: { milestoneId: design.id },
      orderBy: { since: 'desc' },
    });
    expect(history[0]?.why).toBe('Reopened: It was the wrong one. It was done Tue, Aug 25: Plan 12.');
    expect(await events(bot, design.id)).toEqual(['openings.owner-named', 'openings.done', 'openings.reopened']);
  });

  it('moves what waits for it, where its day is a later one', async () => {
    await namesOwners(bot);
    await done(bot, samuel, 'permits', '2026-08-25');
    await reopens(marc, 'permits', '2027-01-15');

    expect(day((await milestone(bot, 'permits')).promisedOn)).toBe('2027-01-15');
    expect(day((await milestone(bot, 'works')).promisedOn)).toBe('2027-02-25');
    expect(bot.as(samuel).lastSees()).toContain('Building works was');
  });

  it('sets the project back as far as what is done carries it, and its board of days says so', async () => {
    await steps(bot, helen, 'waive', 'go', { why: 'The mall decides.' });
    await done(bot, marc, 'opening');
    await bot.waits({ minutes: 1 });
    expect(await project(bot)).toMatchObject({ state: 'live' });
    expect(textsOf(helen)).toContainEqual(expect.stringContaining('For two weeks, each day is said in a pulse.'));

    await reopens(marc, 'opening', '2027-03-05');
    expect(await project(bot)).toMatchObject({ state: 'go' });
    expect(textsOf(helen)).toContainEqual(expect.stringContaining('It is not open yet: It was the wrong one.'));

    await done(bot, marc, 'opening');
    await bot.waits({ minutes: 1 });
    expect(textsOf(helen)).toContainEqual(expect.stringContaining('For two weeks, each day is said in a pulse.'));
  });

  it('is not opened twice, nor by somebody else, nor where votes passed it', async () => {
    await namesOwners(bot);
    expect(said(await reopens(marc, 'design', '2026-11-05'))).toContain('Design approved is open already.');
    await done(bot, samuel, 'design');
    expect(said(await reopens(ana, 'design', '2026-11-05'))).toContain('Samuel Adeyemi owns this');
    await steps(bot, marc, 'waive', 'permits', { why: 'Not needed.' });
    expect(said(await reopens(samuel, 'permits', '2026-12-15'))).toContain('Marc Delorme leads this');
    expect(said(await reopens(marc, 'permits', '2026-12-15'))).toContain('Open again: It was the wrong one.');

    const { id } = await milestone(bot, 'approval');
    await bot.connection.prisma.projectMilestone.update({
      where: { id },
      data: { status: 'done', doneOn: new Date('2026-08-25'), vote: 'passed' },
    });
    expect(said(await reopens(helen, 'approval', '2026-09-21'))).toContain('has passed by its votes, so it stays.');
  });

  it('offers it on its card to whoever may, instead of what can be done before', async () => {
    await namesOwners(bot);
    await done(bot, samuel, 'design');
    const { id } = await milestone(bot, 'design');
    const opened = (who: Member) =>
      bot.as(who, null).press({ interaction: 'openings.open', boutique: null, subject: id });
    expect(said(await opened(samuel))).toContain('"Reopen"');
    expect(said(await opened(samuel))).not.toContain('"Set blocker"');
    expect(said(await opened(ines))).not.toContain('"Reopen"');
  });
});
