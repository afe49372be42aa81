import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDirectory } from '../../src/engine/directory.js';
import { type Bot, startBot } from '../helpers/bot.js';
import { ben, marc, rita } from '../helpers/network.js';

let bot: Bot;
beforeAll(async () => {
  bot = await startBot('2026-11-27T14:12:00Z');
});
afterAll(() => bot.stop());
beforeEach(async () => {
  expect(bot.errors).toEqual([]);
  bot.profiles.clear();
  for (const list of [bot.chat.seen(), bot.chat.history()] as unknown[][]) list.length = 0;
});

const stranger = (userId: string) => bot.as({ id: userId, name: '', userId });
const accounts = (personId: string) => bot.connection.prisma.chatAccount.findMany({ where: { personId } });
const unbind = (personId: string) => bot.connection.prisma.chatAccount.deleteMany({ where: { personId } });
const refusals = async () =>
  (await bot.connection.prisma.auditEvent.findMany({ where: { event: 'refused' }, orderBy: { id: 'asc' } })).map(
    ({ actorId, facts }) => `${actorId} ${(facts as { code: string }).code}`,
  );

const NOW = new Date('2026-11-27T14:12:00Z');

describe('somebody we have not met', () => {
  it('is matched by e-mail, whatever its capitals, and bound to this account', async () => {
    await unbind('ana');
    bot.profiles.set('U0NEW', { email: 'Ana@Vitrine.Example', fullMember: true });
    expect(await stranger('U0NEW').says('count')).toMatchObject({ type: 'form' });
    expect(await accounts('ana')).toEqual([
      { channel: 'slack', tenant: 'T1', userId: 'U0NEW', personId: 'ana', boundAt: NOW, usedAt: NOW },
    ]);
  });

  it('is bound once when they ask three times at the same moment', async () => {
    await unbind('ana');
    bot.profiles.set('U0NEW', { email: 'ana@vitrine.example', fullMember: true });
    const answers = await Promise.all([1, 2, 3].map(() => stranger('U0NEW').says('count')));
    expect(answers.map(({ type }) => type)).toEqual(['form', 'form', 'form']);
    expect(await accounts('ana')).toHaveLength(1);
  });

  it('is asked about once: from then on the e-mail does not matter', async () => {
    bot.profiles.set(ben.userId, { email: 'somebody@else.example', fullMember: false });
    expect(await bot.as(ben).says('count')).toMatchObject({ type: 'form' });
  });

  it.each([
    [
      'a guest, an app or somebody of another company',
      { email: 'rita@vitrine.example', fullMember: false },
      'not-a-member',
    ],
    ['somebody without an e-mail', { email: null, fullMember: true }, 'unknown'],
    ['somebody of whom nobody wrote', { email: 'tom@elsewhere.example', fullMember: true }, 'unknown'],
    [
      'whoever has the e-mail of somebody who is bound',
      { email: 'rita@vitrine.example', fullMember: true },
      'other-account',
    ],
  ])('is refused in words, and on record: %s', async (_, profile, code) => {
    bot.profiles.set('U0OTHER', profile);
    expect(await stranger('U0OTHER').says('count')).toMatchObject({ type: 'refusal', sentence: expect.any(String) });
    expect((await refusals()).at(-1)).toBe(`T1/U0OTHER ${code}`);
    expect(await accounts('rita')).toHaveLength(1);
  });

  it('may do nothing by a button or form that they got hold of', async () => {
    bot.profiles.set('U0OTHER', { email: null, fullMember: true });
    const press = { interaction: 'stock-counts.close-zone', boutique: 'MADISON', subject: 'x' };
    expect(await stranger('U0OTHER').press(press)).toMatchObject({ type: 'refusal' });
    const form = await bot.as(ben).says('count');
    expect(await stranger('U0OTHER').submit(form, { zone: 'MADISON/safe' })).toMatchObject({ type: 'refusal' });
    expect(await bot.connection.prisma.count.count()).toBe(0);
  });

  it('is told so, too, where nobody looks after Vitrine', async () => {
    await bot.connection.prisma.role.deleteMany({ where: { personId: 'marc' } });
    bot.profiles.set('U0LONE', { email: null, fullMember: true });
    expect(await stranger('U0LONE').says('count')).toEqual({
      type: 'refusal',
      sentence: "I don't know you yet. Ask whoever looks after Vitrine to add you.",
    });
    await bot.connection.prisma.role.create({
      data: { id: 'marc/operations-manager/*', personId: 'marc', role: 'operations-manager' },
    });
  });

  it('finds out no name by asking', async () => {
    bot.profiles.set('U0ASKS', { email: 'tom@elsewhere.example', fullMember: true });
    const answers = [await stranger('U0ASKS').says('count MADISON'), await stranger('U0ASKS').says('count NOWHERE')];
    expect(answers[0]).toEqual(answers[1]);
    expect(bot.as(marc).sees()).toHaveLength(1);
    expect(bot.as(marc).lastSees()).toContain(
      'The account tom@elsewhere.example used Vitrine and belongs to nobody in the network.',
    );
  });
});

describe('an account that nobody knows', () => {
  const about = (userId: string) =>
    bot
      .as(marc)
      .sees()
      .filter(({ text }) => text.includes(`${userId.toLowerCase()}@elsewhere.example`));
  const comes = async (userId: string) => {
    bot.profiles.set(userId, { email: `${userId.toLowerCase()}@elsewhere.example`, fullMember: true });
    return stranger(userId).says('count MADISON');
  };
  const linking = async (userId: string) =>
    bot.as(marc).press({ interaction: 'engine.link-account', boutique: null, subject: `slack/T1/${userId}` });

  it('is linked by the operations manager, who finds only people without an account, and then is that person', async () => {
    await unbind('ana');
    await comes('U0LINK');
    const form = await linking('U0LINK');
    if (form.type !== 'form') throw new Error('no form');
    const found = (words: string) =>
      bot.engine.search({
        ...{ type: 'search', channel: 'slack', tenant: 'T1', userId: marc.userId, room: null },
        ...{ route: form.route, field: 'person', words },
      });
    expect(await found('a')).toEqual([{ value: 'ana', label: 'Ana Ruiz, Madison Avenue' }]);
    expect(await found('ben')).toEqual([]);

    expect(await bot.as(marc).submit(form, { person: 'ana', sure: true })).toEqual({ type: 'done' });
    expect(about('U0LINK').at(-1)?.text).toContain('Linked to Ana Ruiz by Marc Delorme, 2:12 PM UTC.');
    expect(
      about('U0LINK')
        .at(-1)
        ?.card.blocks.some(({ type }) => type === 'buttons'),
    ).toBe(false);
    expect(await stranger('U0LINK').says('count MADISON')).toMatchObject({ type: 'form' });
    const bound = await bot.connection.prisma.auditEvent.findFirst({
      where: { event: 'people.bound', subject: 'ana' },
      orderBy: { id: 'desc' },
    });
    expect(bound).toMatchObject({ actorId: 'marc', after: { tenant: 'T1', user: 'U0LINK' } });
  });

  it.each([
    [
      'somebody who has an account there',
      { person: 'ben', sure: true },
      { person: expect.stringContaining('already') },
    ],
    ['nobody', { person: 'nobody', sure: true }, { person: expect.stringContaining('list') }],
    [
      'somebody, without being sure',
      { person: 'ana', sure: false },
      { sure: 'Link an account only where you know whose it is.' },
    ],
  ])('is not linked to %s', async (_, answers, corrections) => {
    await comes('U0NOT');
    expect(await bot.as(marc).submit(await linking('U0NOT'), answers)).toEqual({ type: 'corrections', corrections });
    expect(await bot.connection.prisma.chatAccount.count({ where: { userId: 'U0NOT' } })).toBe(0);
  });

  it('is refused by the operations manager, is told so, and asks nobody again', async () => {
    await comes('U0GONE');
    await bot.as(marc).presses('Refuse');
    const asked = about('U0GONE').length;
    expect(about('U0GONE').at(-1)?.text).toContain('Refused by Marc Delorme, 2:12 PM UTC.');
    expect(await comes('U0GONE')).toEqual({
      type: 'refusal',
      sentence: 'Marc Delorme has left this account out. Ask them, should that be a mistake.',
    });
    expect(about('U0GONE')).toHaveLength(asked);
  });

  it('is nobody else’s to link or to refuse', async () => {
    await comes('U0MINE');
    for (const interaction of ['engine.link-account', 'engine.refuse-account'])
      expect(await bot.as(ben).press({ interaction, boutique: null, subject: 'slack/T1/U0MINE' })).toMatchObject({
        type: 'refusal',
      });
    expect((await refusals()).slice(-2)).toEqual(['ben not-allowed', 'ben not-allowed']);
  });
});

describe('somebody who left', () => {
  it('is a stranger again, though their account is bound', async () => {
    await bot.connection.prisma.person.update({ where: { id: 'rita' }, data: { active: false } });
    bot.profiles.set(rita.userId, { email: 'rita@vitrine.example', fullMember: true });
    expect(await bot.as(rita, 'D1').says('count')).toMatchObject({ type: 'refusal' });
    await bot.connection.prisma.person.update({ where: { id: 'rita' }, data: { active: true } });
    expect(await bot.as(rita, 'D1').says('count')).toMatchObject({ type: 'form' });
  });
});

describe('whoever is written to', () => {
  const directory = () => createDirectory(bot.engine.parts, bot.connection, 'slack');

  it('is found by the account that is bound, else by e-mail', async () => {
    expect(await directory().accountOf('marc')).toEqual({
      accounts: [{ tenant: 'T1', userId: marc.userId }],
      email: 'marc@vitrine.example',
      teams: [],
      rooms: [],
    });
    await unbind('marc');
    expect(await directory().accountOf('marc')).toMatchObject({ accounts: [], email: 'marc@vitrine.example' });
  });

  it('is looked for where their boutiques are, and a room where the network says', async () => {
    const { prisma } = bot.connection;
    await prisma.boutique.update({ where: { code: 'MADISON' }, data: { slackTeam: 'T7' } });
    await prisma.department.updateMany({ data: { slackTeam: 'T8' } });
    const rooms = ['C0MADISON', 'C0HQ', 'C0RODEO', 'C0NOWHERE'].map((room) => directory().teamOf(room));

    expect((await directory().accountOf('ana')).teams).toEqual(['T7']);
    expect(await Promise.all(rooms)).toEqual(['T7', 'T8', null, null]);
    await prisma.boutique.update({ where: { code: 'MADISON' }, data: { slackTeam: null } });
  });

  it('is looked for in Teams in the channels of their boutiques and departments, and in every boutique’s where they work for all', async () => {
    const { prisma } = bot.connection;
    const inTeams = createDirectory(bot.engine.parts, bot.connection, 'teams');
    const roomsOf = async (person: string) => (await inTeams.accountOf(person)).rooms;
    await prisma.boutique.update({ where: { code: 'MADISON' }, data: { teamsChannel: '19:madison' } });
    await prisma.boutique.update({ where: { code: 'RODEO' }, data: { teamsChannel: '19:rodeo' } });
    await prisma.department.updateMany({ data: { teamsChannel: '19:hq' } });
    const also = { id: 'marc/associate/RODEO', personId: 'marc', role: 'associate', boutiqueCode: 'RODEO' };
    await prisma.role.create({ data: also });

    expect(await roomsOf('ana')).toEqual(['19:madison']);
    expect(await roomsOf('claire')).toEqual(['19:hq']);
    expect(await roomsOf('marc')).toEqual(['19:rodeo', '19:madison']);
    await prisma.boutique.update({ where: { code: 'MADISON' }, data: { active: false } });
    expect(await roomsOf('ana')).toEqual([]);
    expect(await roomsOf('marc')).toEqual(['19:rodeo']);
    await prisma.boutique.updateMany({ data: { active: true, teamsChannel: null } });
    await prisma.role.delete({ where: { id: also.id } });
  });

  it('is bound to the account that was found, and to no second one', async () => {
    await unbind('marc');
    await directory().bind('marc', 'T1', 'U0MARC');
    await directory().bind('marc', 'T1', 'U0MARC');
    await expect(directory().bind('marc', 'T1', 'U0SECOND')).rejects.toThrow('bound_to_another_account');
    await expect(directory().bind('claire', 'T1', 'U0MARC')).rejects.toThrow('bound_to_another_account');
    expect((await accounts('marc')).map(({ userId }) => userId)).toEqual(['U0MARC']);
  });

  it('can not be reached once they left', async () => {
    await expect(directory().accountOf('never-heard-of')).rejects.toThrow('person_left');
  });
});
