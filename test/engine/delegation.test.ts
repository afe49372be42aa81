import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { card, text } from '../../src/chat/card.js';
import { peopleWith, personById } from '../../src/database/people.js';
import { type Approval, capability, run, type Subject } from '../../src/engine/capability.js';
import { type Bot, startBot } from '../helpers/bot.js';
import { ana, ben, claire, ines, type Member, marc, rita } from '../helpers/network.js';

/** A Friday, five days after whatever the database's own clock says. */
const MORNING = '2026-11-27T14:12:00Z';
const EVENING = '2026-11-27T23:00:00Z';

const orders = new Map<string, Subject>();
const done: string[] = [];

const orderApproval: Approval = {
  name: 'order',
  words: { approve: 'Approve', reject: 'Decline', reasonHint: 'Whoever asked reads it.' },
  steps: [
    { by: 'store-manager', within: { hours: 24 } },
    { by: 'operations-manager', within: { hours: 48 } },
  ],
  find: async (_db, id) => orders.get(id) as Subject,
  card: ({ id }) => card(`Order ${id}`, []),
  approved: async ({ id }) => void done.push(`${id} approved`),
  rejected: async ({ id }, reason) => void done.push(`${id} declined: ${reason}`),
};

const orderNamed = (id: string): Subject => orders.get(id) ?? { id, notBy: [] };

const ordering = capability({
  name: 'orders',
  title: 'Orders',
  commands: {},
  actions: {
    place: run({
      summary: 'Place an order',
      allow: ['associate', 'store-manager'],
      async run({ subject, actor, propose }) {
        const [id = '', ...others] = subject.split(' ');
        orders.set(id, { id, notBy: [actor.id, ...others] });
        await propose(orderApproval, orderNamed(id));
        return { done: true };
      },
    }),
    price: run({
      summary: 'Change the price of an order',
      allow: ['associate', 'store-manager', 'operations-manager'],
      async run(context) {
        const [id = ''] = context.subject.split(' ');
        await context.mustDecide(orderApproval, orderNamed(id));
        return { reply: card('Changed', []) };
      },
    }),
    announce: run({
      summary: 'Tell the store managers',
      allow: ['store-manager'],
      async run({ tell }) {
        tell({ role: 'store-manager' }, card('A word to the managers', [text('The safe is being serviced.')]));
        return { done: true };
      },
    }),
  },
  approvals: [orderApproval],
  jobs: {},
  shortcuts: {},
  waiting: async () => [],
});

let bot: Bot;
beforeAll(async () => {
  bot = await startBot(MORNING, { capabilities: [ordering] });
});
afterAll(() => bot.stop());
beforeEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.connection.pool.query('truncate approvals, deliveries, receipts, delegations');
  for (const list of [bot.chat.seen(), bot.chat.history(), done] as unknown[][]) list.length = 0;
  bot.clock.now = new Date(MORNING);
});

interface Absence {
  readonly starts?: string;
  readonly ends?: string;
  readonly endedAt?: string;
}

let number = 0;
const isAway = async (from: Member, to: Member, { starts = MORNING, ends = EVENING, endedAt }: Absence = {}) => {
  number += 1;
  const people = { id: `d${number}`, fromId: from.id, toId: to.id, createdBy: from.id };
  const times = { starts: new Date(starts), ends: new Date(ends), createdAt: new Date(MORNING) };
  const ended = endedAt === undefined ? null : new Date(endedAt);
  await bot.connection.prisma.delegation.create({ data: { ...people, ...times, endedAt: ended } });
};
const press = (who: Member, action: string, subject: string) =>
  bot.as(who).press({ interaction: `orders.${action}`, boutique: 'MADISON', subject });
const places = (who: Member, order: string) => press(who, 'place', order);
const approves = async (who: Member) =>
  bot.as(who).press({
    interaction: 'engine.approve',
    boutique: 'MADISON',
    subject: (await bot.connection.prisma.approval.findFirstOrThrow()).id,
  });
const asked = () =>
  bot.chat
    .seen()
    .map(({ to }) => to.replace('person/', ''))
    .sort();
const approvedFacts = async () => {
  const where = { event: 'approval.approved' };
  return (await bot.connection.prisma.auditEvent.findFirst({ where, orderBy: { id: 'desc' } }))?.facts;
};
const refused = (sentence: string) => ({ type: 'refusal', sentence });

describe('whoever stands in for somebody', () => {
  it('gets the card too and decides, and everybody reads in whose place', async () => {
    await isAway(ines, ben);
    await places(ana, 'o1');
    expect(asked()).toEqual(['ben', 'ines']);

    await bot.as(ben).presses('Approve');
    for (const who of [ben, ines])
      expect(bot.as(who).lastSees()).toMatch(/Approved · Ben Carter in place of Inès Laurent, 9:12 AM$/);
    expect(await approvedFacts()).toMatchObject({ inPlaceOf: 'ines' });
  });

  it('says no in their place just as well', async () => {
    await isAway(ines, ben);
    await places(ana, 'o2');
    await bot.as(ben).answers('Decline', { reason: 'Not now.' });
    expect(done).toEqual(['o2 declined: Not now.']);
    expect(bot.as(ines).lastSees()).toMatch(/Decline: Not now\. · Ben Carter in place of Inès Laurent, 9:12 AM$/);
  });

  it('leaves the one who is away free to decide themselves', async () => {
    await isAway(ines, ben);
    await places(ana, 'o3');
    await bot.as(ines).presses('Approve');
    expect(bot.as(ben).lastSees()).toMatch(/Approved · Inès Laurent, 9:12 AM$/);
    expect(await approvedFacts()).not.toHaveProperty('inPlaceOf');
  });

  it('decides in their own right where they have it, also on what the other took part in', async () => {
    const role = { id: 'ben/store-manager/MADISON', personId: 'ben', role: 'store-manager', boutiqueCode: 'MADISON' };
    await bot.connection.prisma.role.create({ data: role });
    await isAway(ines, ben);
    await places(ines, 'o4');
    expect(asked()).toEqual(['ben']);
    await bot.as(ben).presses('Approve');
    await bot.connection.prisma.role.delete({ where: { id: role.id } });
    expect(bot.as(ben).lastSees()).toMatch(/Approved · Ben Carter, 9:12 AM$/);
    expect(await approvedFacts()).not.toHaveProperty('inPlaceOf');
  });

  it('does what the role may, is told what it is told, and is named among those who have it', async () => {
    expect(await press(ben, 'announce', '1')).toEqual(
      refused('Store managers do this. For Madison Avenue that is Inès Laurent.'),
    );
    await isAway(ines, ben);
    expect(await press(ben, 'announce', '2')).toEqual({ type: 'done' });
    expect(asked()).toEqual(['ben', 'ines']);
    expect(await press(ana, 'announce', '3')).toEqual(
      refused('Store managers do this. For Madison Avenue that is Ben Carter and Inès Laurent.'),
    );
  });
});

describe('a stand-in', () => {
  it.each<[string, Absence]>([
    ['that begins later', { starts: '2026-11-27T14:12:00.001Z' }],
    ['that is just over', { starts: '2026-11-20T09:00:00Z', ends: MORNING }],
    ['that was taken back', { starts: '2026-11-20T09:00:00Z', endedAt: '2026-11-26T09:00:00Z' }],
  ])('%s has no right', async (_, absence) => {
    await isAway(ines, ben, absence);
    await places(ana, 'o5');
    expect(asked()).toEqual(['ines']);
    expect(await approves(ben)).toEqual(
      refused('Store managers decide this. For Madison Avenue that is Inès Laurent.'),
    );
    expect(await press(ben, 'announce', '4')).toMatchObject({ type: 'refusal' });
  });

  it('keeps the card when the time is over, and no right', async () => {
    await isAway(ines, ben);
    await places(ana, 'o6');
    bot.clock.now = new Date(EVENING);
    expect(await bot.as(ben).presses('Approve')).toMatchObject({ type: 'refusal' });
    expect(done).toEqual([]);
  });

  it('hands on nothing that is not their own', async () => {
    await isAway(ines, ben);
    await isAway(ben, rita);
    await places(ana, 'o7');
    expect(asked()).toEqual(['ben', 'ines']);
    expect((await personById(bot.connection.prisma, 'rita', bot.clock.now))?.roles).toEqual([
      { role: 'associate', boutique: 'RODEO' },
      { role: 'associate', boutique: 'MADISON', for: 'ben' },
    ]);
  });

  it.each([ines, ben])('is nobody once $name has left', async (gone) => {
    await isAway(ines, ben);
    await bot.connection.prisma.person.update({ where: { id: gone.id }, data: { active: false } });
    const managers = await peopleWith(bot.connection.prisma, ['store-manager'], 'MADISON', bot.clock.now);
    const person = await personById(bot.connection.prisma, 'ben', bot.clock.now);
    await bot.connection.prisma.person.update({ where: { id: gone.id }, data: { active: true } });
    expect(managers.map(({ id }) => id)).toEqual(gone === ines ? [] : ['ines']);
    expect(person?.roles).toEqual([{ role: 'associate', boutique: 'MADISON' }]);
  });

  it('is at home where their own role is', async () => {
    await isAway(ines, rita);
    const answer = await bot.as(rita, null).press({ interaction: 'orders.place', boutique: null, subject: 'o8' });
    expect(answer).toEqual({ type: 'done' });
    expect(await bot.connection.prisma.approval.findFirst()).toMatchObject({ boutiqueCode: 'RODEO' });
  });
});

describe('whoever took part', () => {
  const INES_TOOK_PART = refused('You stand in for Inès Laurent, who took part in this, so someone else decides it.');
  const TOOK_PART = refused('You took part in this, so someone else decides it.');

  it('does not decide through a stand-in either: it goes up at once', async () => {
    await isAway(ines, ben);
    await places(ines, 'o9');
    expect(asked()).toEqual(['marc']);
    const { id, ...row } = await bot.connection.prisma.approval.findFirstOrThrow();
    await bot.connection.prisma.approval.update({ where: { id }, data: { step: 0 } });
    expect(row.step).toBe(1);
    expect(await approves(ben)).toEqual(INES_TOOK_PART);
  });

  it('does not decide in the place of somebody else', async () => {
    await isAway(ines, ben);
    await places(ana, 'o10 ben');
    expect(asked()).toEqual(['ines']);
    expect(await approves(ben)).toEqual(TOOK_PART);
  });

  it('does not decide where only the subject knows of it', async () => {
    await isAway(ines, ben);
    await places(ana, 'o11');
    orders.set('o11', { id: 'o11', notBy: ['ana', 'ines'] });
    expect(await approves(ben)).toEqual(INES_TOOK_PART);
    expect(done).toEqual([]);
  });

  it('does not decide where the subject has forgotten it', async () => {
    await isAway(ines, ben);
    await places(ana, 'o16');
    orders.set('o16', { id: 'o16', notBy: [] });
    await bot.connection.prisma.approval.updateMany({ data: { notBy: ['ines'] } });
    expect(await approves(ben)).toEqual(INES_TOOK_PART);
  });

  it('leaves it to a stand-in who is there for another one too', async () => {
    await bot.connection.prisma.role.create({
      data: { id: 'rita/store-manager/MADISON', personId: 'rita', role: 'store-manager', boutiqueCode: 'MADISON' },
    });
    await isAway(ines, ben);
    await isAway(rita, ben);
    await places(ines, 'o12');
    expect(asked()).toEqual(['ben', 'rita']);
    await approves(ben);
    await bot.connection.prisma.role.delete({ where: { id: 'rita/store-manager/MADISON' } });
    expect(await approvedFacts()).toMatchObject({ inPlaceOf: 'rita' });
  });
});

describe('what else is done from the card', () => {
  it('is for those who may decide at this moment', async () => {
    await isAway(ines, ben);
    await places(ana, 'o13');
    const changed = { type: 'reply', card: card('Changed', []) };
    expect(await press(ines, 'price', 'o13 1')).toEqual(changed);
    expect(await press(ben, 'price', 'o13 2')).toEqual(changed);
    expect(await press(ana, 'price', 'o13 3')).toEqual(refused('You took part in this, so someone else decides it.'));
    expect(await press(marc, 'price', 'o13 4')).toEqual(
      refused('Store managers decide this. For Madison Avenue that is Ben Carter and Inès Laurent.'),
    );
  });

  it('is for nobody once it is decided, or was never asked, or at another boutique', async () => {
    const gone = refused('This is no longer to be decided.');
    expect(await press(ines, 'price', 'o14 1')).toEqual(gone);
    await places(ana, 'o14');
    const elsewhere = { interaction: 'orders.price', boutique: 'RODEO', subject: 'o14 2' };
    expect(await bot.as(marc).press(elsewhere)).toEqual(gone);
    await bot.as(ines).presses('Approve');
    await bot.as(marc).presses('Approve');
    expect(await press(ines, 'price', 'o14 3')).toEqual(refused('Marc Delorme decided this at 9:12 AM: approved.'));
  });

  it('is for who stands in at a higher step, once it is there', async () => {
    await isAway(marc, claire);
    await places(ana, 'o15');
    await bot.as(ines).presses('Approve');
    expect(asked()).toEqual(['claire', 'ines', 'marc']);
    await bot.as(claire).presses('Approve');
    expect(bot.as(ines).lastSees()).toMatch(/Approved · Claire Novak in place of Marc Delorme, 9:12 AM$/);
  });
});
