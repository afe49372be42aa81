import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ines, marc } from '../../helpers/network.js';
import { until, wakes } from '../../helpers/time.js';
import {
  done,
  events,
  furnish,
  helen,
  knowsHolidays,
  milestone,
  nora,
  plans,
  project,
  samuel,
  steps,
  victor,
  yuki,
} from './stage.js';

let bot: Bot;
beforeAll(knowsHolidays);
beforeEach(async () => {
  bot = await startBot('2026-08-25T14:00:00Z');
  await furnish(bot.connection);
  await plans(bot);
});
afterEach(() => bot.stop());

const said = (answer: unknown) => JSON.stringify(answer);

/** As its votes are asked for, of everybody who may be named. */
async function calls(key: string, voters: readonly string[]) {
  return steps(bot, marc, 'call-votes', key, { voters });
}

describe('a gate', () => {
  it('passes once everybody who was named says go, and the project goes on', async () => {
    await done(bot, marc, 'brief');
    await done(bot, marc, 'budget');
    expect(said(await calls('approval', ['helen', 'nora']))).toContain('2 people asked to vote');
    expect(bot.as(helen).lastSees()).toContain('0 of 2 say go');
    expect(bot.as(nora).lastSees()).toContain('Everything that it waits for is done.');

    await bot.as(nora).presses('Go');
    expect((await project(bot)).state).toBe('brief');
    expect(bot.as(helen).lastSees()).toContain('Nora Fitzgerald Go');
    expect(bot.as(helen).lastSees()).not.toContain('until it is decided');
    expect(bot.as(nora).lastSees()).toContain('You voted go. You may change it until it is decided.');
    await bot.as(helen).presses('Go');

    const passed = await milestone(bot, 'approval');
    expect(passed).toMatchObject({ status: 'done', vote: 'passed', evidence: 'Go: Helen Ashworth, Nora Fitzgerald.' });
    expect((await project(bot)).state).toBe('approved');
    expect(bot.as(nora).lastSees()).toContain('passed');
    expect(bot.as(nora).lastSees()).not.toContain('until it is decided');
    expect(bot.as(marc).lastSees()).toContain('Brief and budget approved passed.');
    expect(await events(bot, passed.id)).toEqual([
      ...['openings.votes-called', 'openings.voted', 'openings.voted', 'openings.gate-passed'],
    ]);
    expect(bot.errors).toEqual([]);
  });

  it('shows what is not done, needs one of each role, and is asked for by the lead', async () => {
    expect(await calls('approval', ['nora'])).toEqual({
      type: 'corrections',
      corrections: { voters: 'Each of the roles that decide here needs somebody. Name one of each.' },
    });
    expect(await steps(bot, samuel, 'call-votes', 'approval', { voters: ['helen', 'nora'] })).toMatchObject({
      ...{ type: 'refusal', sentence: expect.stringContaining('Marc Delorme leads this') },
    });
    await calls('approval', ['helen', 'nora']);
    expect(bot.as(helen).lastSees()).toContain('Not done: Brief written and Budget.');
    const { id } = await milestone(bot, 'approval');
    const opened = { interaction: 'openings.call-votes', boutique: null, subject: id };
    expect(await bot.as(marc, null).press(opened)).toMatchObject({
      ...{ type: 'refusal', sentence: 'The votes are asked for already.' },
    });
  });

  it('counts a press that comes twice once, and a changed mind as the last word', async () => {
    await calls('approval', ['helen', 'nora']);
    const { id } = await milestone(bot, 'approval');
    const route = { interaction: 'openings.vote-go', boutique: null, subject: `${id}/1.0` };
    await Promise.all([bot.as(nora).press(route), bot.as(nora).press(route)]);
    expect(await bot.connection.prisma.projectVote.count()).toBe(1);

    await bot.as(nora).answers('No-go', { why: 'A figure is missing.' });
    expect(bot.as(helen).sees().at(-1)?.text).toContain('No-go: Brief and budget approved');
    expect(bot.as(helen).sees().at(-1)?.text).toContain('A figure is missing.');
    await bot.as(nora).presses('Go');
    expect(bot.as(helen).sees().at(-1)?.text).toContain('The no-go was taken back.');
    await bot.as(helen).presses('Go');
    expect((await milestone(bot, 'approval')).status).toBe('done');
    expect(await bot.connection.prisma.projectVote.count()).toBe(4);
  });

  it('is voted on by those who were named, each with the role that they have at that moment', async () => {
    await calls('approval', ['helen', 'nora']);
    const { id } = await milestone(bot, 'approval');
    const route = { interaction: 'openings.vote-go', boutique: null, subject: `${id}/1.0` };
    expect(await bot.as(samuel).press(route)).toMatchObject({
      ...{ type: 'refusal', sentence: 'These vote here: Helen Ashworth, Nora Fitzgerald.' },
    });
    expect((await events(bot, (await project(bot)).id)).at(-1)).toBe('refused');
    await bot.connection.prisma.role.updateMany({ where: { personId: 'nora' }, data: { role: 'after-sales' } });
    expect(await bot.as(nora).press(route)).toMatchObject({
      ...{ type: 'refusal', sentence: expect.stringContaining('You no longer hold a role that votes here.') },
    });
    expect(await bot.connection.prisma.projectVote.count()).toBe(0);
  });

  it('is voted on anew once somebody who was named can no longer vote', async () => {
    await calls('approval', ['helen', 'nora']);
    await bot.as(helen).presses('Go');
    await bot.connection.prisma.person.update({ where: { id: 'nora' }, data: { active: false } });
    const paul = { id: 'paul', name: 'Paul Weaver', userId: 'U0PAUL' };
    await bot.connection.prisma.person.create({
      data: { id: 'paul', name: paul.name, email: 'paul@vitrine.example', language: 'en-US' },
    });
    await bot.connection.prisma.role.create({ data: { id: 'paul/finance/*', personId: 'paul', role: 'finance' } });
    const account = { channel: 'slack', tenant: 'T1', userId: paul.userId, personId: 'paul', boundAt: new Date(0) };
    await bot.connection.prisma.chatAccount.create({ data: account });

    const { id } = await milestone(bot, 'approval');
    const opened = said(await bot.as(marc, null).press({ interaction: 'openings.open', boutique: null, subject: id }));
    expect(opened).toContain('Nora Fitzgerald can no longer vote.');
    expect(opened).toContain('Ask for votes');
    expect(said(await calls('approval', ['helen', 'paul']))).toContain('2 people asked to vote');
    expect(bot.as(helen).lastSees()).toContain('0 of 2 say go');
    await bot.as(helen).presses('Go');
    await bot.as(paul).presses('Go');
    expect(await milestone(bot, 'approval')).toMatchObject({ status: 'done', round: 2 });
    const open = await bot.connection.prisma.reminder.findMany({ where: { endedAt: null, name: 'openings/vote' } });
    expect(open).toEqual([]);
  });

  it('is voted on in the place of whoever is away, on record', async () => {
    await calls('approval', ['helen', 'nora']);
    await bot.connection.prisma.delegation.create({
      data: {
        ...{ id: 'd1', fromId: 'helen', toId: 'marc', createdBy: 'helen' },
        ...{ starts: new Date('2026-08-24'), ends: new Date('2026-09-24'), createdAt: new Date('2026-08-24') },
      },
    });
    const { id } = await milestone(bot, 'approval');
    await bot.as(marc).press({ interaction: 'openings.vote-go', boutique: null, subject: `${id}/1.0` });
    expect(bot.as(nora).lastSees()).toContain('Helen Ashworth Go by Marc Delorme in their place');
    expect(bot.as(helen).lastSees()).toContain(
      'Marc Delorme voted in place of Helen Ashworth: go. It may be changed until it is decided.',
    );
    const [voted] = await bot.connection.prisma.auditEvent.findMany({ where: { event: 'openings.voted' } });
    expect(voted?.facts).toMatchObject({ inPlaceOf: ['helen'] });
  });

  it('whose voters say nothing reminds them, and nobody else', async () => {
    await calls('approval', ['helen', 'nora']);
    await bot.as(nora).presses('Go');
    await until(bot, '2026-08-26T15:00:00Z');
    expect(bot.as(helen).lastSees()).toContain('waits for your vote: go or no-go');
    expect(
      bot
        .as(nora)
        .sees()
        .map(({ text }) => text)
        .join('\n'),
    ).not.toContain('waits for your vote');
    await bot.as(helen).presses('Open');
    const { id } = await milestone(bot, 'approval');
    await bot.as(helen).press({ interaction: 'openings.vote-go', boutique: null, subject: `${id}/1.1` });
    expect(await bot.connection.prisma.reminder.count({ where: { name: 'openings/vote', endedAt: null } })).toBe(0);
  });
});

describe('a no-go', () => {
  beforeEach(async () => {
    await done(bot, marc, 'brief');
    await done(bot, marc, 'budget');
    await calls('approval', ['helen', 'nora']);
    await bot.as(nora).answers('No-go', { why: 'Too dear.' });
  });

  it('goes to the director, who overrides it on record', async () => {
    expect(JSON.stringify(await bot.as(helen, null).says('inbox'))).toContain('No-go: hold, override or send back');
    await bot.as(helen).answers('Override', { why: 'The season can’t wait.' });

    expect((await milestone(bot, 'approval')).evidence).toBe(
      'Helen Ashworth overrode the no-go: The season can’t wait.',
    );
    expect((await project(bot)).state).toBe('approved');
    const { id } = await milestone(bot, 'approval');
    const [overridden] = await bot.connection.prisma.auditEvent.findMany({
      where: { event: 'openings.gate-overridden' },
    });
    expect(overridden).toMatchObject({ subject: id, actorId: 'helen', reason: 'The season can’t wait.' });
    expect(bot.as(nora).lastSees()).toContain('overrode the no-go');
  });

  it('is sent back, and the votes begin anew', async () => {
    await bot.as(helen).answers('Send back', { why: 'Ask for another offer.' });
    expect(bot.as(nora).lastSees()).toContain('Sent back: the votes begin anew.');
    expect(bot.as(marc).lastSees()).toContain('Helen Ashworth sent it back: Ask for another offer.');
    const { id } = await milestone(bot, 'approval');
    const stale = { interaction: 'openings.vote-go', boutique: null, subject: `${id}/1.1` };
    expect(await bot.as(nora).press(stale)).toMatchObject({
      ...{ type: 'refusal', sentence: 'No votes are asked for here now.' },
    });
    await calls('approval', ['helen', 'nora']);
    expect(bot.as(nora).lastSees()).toContain('0 of 2 say go');
    expect((await milestone(bot, 'approval')).round).toBe(2);
  });

  it('is decided on by a director alone', async () => {
    for (const action of ['override', 'send-back'])
      expect(await steps(bot, marc, action, 'approval', { why: 'No.' })).toMatchObject({
        ...{ type: 'refusal', sentence: 'A director decides on a no-go. Here that is Helen Ashworth.' },
      });
    expect((await milestone(bot, 'approval')).vote).toBe('no-go');
  });

  it('takes its buttons from those who vote while the project is on hold', async () => {
    await calls('approval', ['helen', 'nora']);
    const { id } = await project(bot);
    const does = async (action: string) => {
      const form = await bot.as(marc, null).press({ interaction: `openings.${action}`, boutique: null, subject: id });
      await bot.as(marc, null).submit(form, { why: 'The landlord.' });
    };
    await does('hold');
    expect(bot.as(nora).lastSees()).toContain('The project is on hold, so nobody votes now.');
    expect(() => bot.as(nora).presses('Go')).toThrow('sees no button');
    await does('resume');
    await bot.as(nora).presses('Go');
    expect(bot.as(nora).lastSees()).toContain('1 of 2 say go');
  });

  it('holds the project, and nobody owes anything until it goes on with another day', async () => {
    await bot.as(helen).answers('Hold', { why: 'Until the budget of next year.' });
    expect(await project(bot)).toMatchObject({ state: 'held', stateBefore: 'brief' });
    expect(bot.as(marc).lastSees()).toContain('On hold · planned for Fri, Mar 5, 2027');
    await until(bot, '2026-10-01T15:00:00Z');
    expect(
      await bot.connection.prisma.reminder.count({ where: { name: { startsWith: 'openings/' }, endedAt: null } }),
    ).toBe(0);
    expect(await steps(bot, marc, 'slip', 'permits', { day: '2027-01-04', cause: 'other', why: 'x' })).toMatchObject({
      ...{ type: 'refusal', sentence: expect.stringContaining('on hold') },
    });

    await bot.as(marc).answers('Resume', { day: '2027-06-04', why: 'The budget is there.' });
    expect((await project(bot)).state).toBe('brief');
    expect((await milestone(bot, 'opening')).dueOn.toISOString().slice(0, 10)).toBe('2027-06-04');
    await bot.as(helen).answers('Send back', { why: 'Vote again.' });
    expect((await milestone(bot, 'approval')).vote).toBe('none');
  });
});

describe('from the brief to the handover', () => {
  it('each state is reached by its milestones, while the clock goes on', { timeout: 60_000 }, async () => {
    const at = async (day: string) => {
      bot.clock.now = new Date(`${day}T15:00:00Z`);
      await wakes(bot);
    };
    const finish = async (...keys: string[]) => {
      for (const key of keys) expect(await done(bot, marc, key)).toMatchObject({ type: 'reply' });
    };
    const passes = async (key: string, voters: readonly string[]) => {
      expect(said(await calls(key, voters))).toContain('asked to vote');
      const people = { helen, nora, victor, samuel, yuki, marc };
      for (const id of voters) await bot.as(people[id as keyof typeof people]).presses('Go');
    };
    const state = async () => (await project(bot)).state;

    await finish('brief', 'budget');
    await passes('approval', ['helen', 'nora']);
    expect(await state()).toBe('approved');
    await at('2026-10-16');
    await finish('lease');
    expect(await state()).toBe('in-preparation');
    await at('2027-02-26');
    await finish('design', 'permits', 'works', 'security-plan', 'alarm', 'inspection', 'insurance', 'network');
    await finish('register', 'manager', 'team', 'training', 'register-training', 'tools', 'supplies', 'furniture');
    await finish('assortment', 'stock', 'opening-count');
    expect(await state()).toBe('ready');
    await at('2027-03-01');
    await passes('go', ['marc', 'helen', 'victor', 'yuki', 'samuel']);
    expect(await state()).toBe('go');
    await at('2027-03-05');
    await finish('soft-opening', 'opening');
    expect(await state()).toBe('live');
    await at('2027-03-19');
    await finish('week-1', 'week-2');
    expect(said(await calls('handover', ['marc', 'helen']))).toContain('Before the handover: ');
    const { id } = await project(bot);
    const override = { interaction: 'openings.override-exit', boutique: null, subject: id };
    await bot.as(helen).submit(await bot.as(helen).press(override), { why: 'The team of the mall takes over.' });
    await passes('handover', ['marc', 'helen']);
    expect(await project(bot)).toMatchObject({ state: 'handed-over', endedAt: bot.clock.now });
    const open = await bot.connection.prisma.reminder.findMany({
      where: { endedAt: null, name: { in: ['openings/milestone', 'openings/promise', 'openings/vote'] } },
    });
    expect(open.map(({ key }) => key)).toEqual([]);
    expect(said(await bot.as(marc, null).says('opening list'))).toContain('None at the moment');
    expect(bot.as(ines).sees()).toEqual([]);
    expect(bot.errors).toEqual([]);
  });
});
