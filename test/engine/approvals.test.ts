import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { card, text } from '../../src/chat/card.js';
import { insertApproval, openApprovals } from '../../src/database/approvals.js';
import { Refusal } from '../../src/domain/refusal.js';
import { type Approval, capability, run, type Subject } from '../../src/engine/capability.js';
import { sweepApprovals } from '../../src/engine/sweep.js';
import { type Bot, startBot } from '../helpers/bot.js';
import { ana, ben, claire, ines, type Member, marc } from '../helpers/network.js';

const MORNING = '2026-11-27T14:12:00Z';

/** A request with a price and nothing else: what is left is the engine. */
interface Order extends Subject {
  readonly price: number;
}

const orders = new Map<string, Order>();
const told: string[] = [];
let ready = true;

const orderApproval: Approval<Order> = {
  name: 'order',
  words: { approve: 'Approve', reject: 'Decline', reasonHint: 'Whoever asked reads it.' },
  steps: [
    { by: 'store-manager', within: { hours: 24 } },
    { by: 'operations-manager', within: { hours: 48 }, when: ({ price }) => price > 100 },
    { by: 'global-retail-operations', within: { hours: 48 }, when: ({ price }) => price > 1_000 },
  ],
  find: async (_db, id) => orders.get(id) as Order,
  card: ({ id, price }) => card(`Order ${id}`, [text(`$${price}`)]),
  ready: () => (ready ? null : new Refusal('unready', 'Say what it is for first.')),
  approved: async ({ id }) => void told.push(`${id} approved`),
  rejected: async ({ id }, reason) => void told.push(`${id} declined: ${reason}`),
};

/** Decided while the doors are open. */
const rushApproval: Approval<Order> = {
  ...orderApproval,
  name: 'rush',
  steps: [
    { by: 'store-manager', within: { tradingHours: 2 } },
    { by: 'operations-manager', within: { tradingHours: 1 } },
  ],
};

const ordering = capability({
  name: 'orders',
  title: 'Orders',
  commands: {},
  actions: {
    place: run({
      summary: 'Place an order',
      allow: ['associate', 'store-manager'],
      async run({ subject: price, actor, propose, newId }) {
        const order = { id: newId().slice(0, 8), price: Number(price.split(' ')[0]), notBy: [actor.id] };
        orders.set(order.id, order);
        await propose(orderApproval, order);
        return { done: true };
      },
    }),
    rush: run({
      summary: 'Place an order that can’t wait',
      allow: ['associate'],
      async run({ actor, propose, newId }) {
        const order = { id: newId().slice(0, 8), price: 50, notBy: [actor.id] };
        orders.set(order.id, order);
        await propose(rushApproval, order);
        return { done: true };
      },
    }),
  },
  approvals: [orderApproval, rushApproval],
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
  await bot.connection.pool.query('truncate approvals, deliveries, receipts');
  for (const list of [bot.chat.seen(), bot.chat.history(), told] as unknown[][]) list.length = 0;
  bot.clock.now = new Date(MORNING);
  ready = true;
});

let orderNumber = 0;
const places = (who: Member, price: number) => {
  orderNumber += 1;
  return bot.as(who).press({ interaction: 'orders.place', boutique: 'MADISON', subject: `${price} ${orderNumber}` });
};
const asked = () => bot.chat.seen().map(({ to }) => to.replace('person/', ''));
const buttonsOf = (who: Member) =>
  bot
    .as(who)
    .sees()
    .flatMap(({ card: { blocks } }) => blocks)
    .flatMap((block) => (block.type === 'buttons' ? block.buttons.map(({ label }) => label) : []));
const passedUp = () => bot.connection.prisma.auditEvent.count({ where: { event: 'approval.passed-up' } });

describe('an approval', () => {
  it('of one step is over with it, and every card says so', async () => {
    await places(ana, 50);
    expect(asked()).toEqual(['ines']);
    expect(buttonsOf(ines)).toEqual(['Approve', 'Decline']);

    await bot.as(ines).presses('Approve');
    expect(told).toEqual([expect.stringMatching(/approved$/)]);
    expect(buttonsOf(ines)).toEqual([]);
    expect(bot.as(ines).lastSees()).toMatch(/Approved · Inès Laurent, 9:12 AM$/);
  });

  it('of several goes from one to the next, leaving out what does not apply', async () => {
    await places(ana, 500);
    await bot.as(ines).presses('Approve');
    expect(asked()).toEqual(['ines', 'marc']);
    expect(told).toEqual([]);

    await bot.as(marc).presses('Approve');
    expect(told).toHaveLength(1);
    expect(asked()).toEqual(['ines', 'marc']);
  });

  it('is over for all when somebody on the way declines, with the reason', async () => {
    await places(ana, 5_000);
    await bot.as(ines).presses('Approve');
    await bot.as(marc).answers('Decline', { reason: 'Too dear.' });
    expect(told).toEqual([expect.stringMatching(/declined: Too dear\.$/)]);
    for (const who of [ines, marc]) {
      expect(bot.as(who).lastSees()).toContain('Decline: Too dear. · Marc Delorme');
      expect(buttonsOf(who)).toEqual([]);
    }
    expect(asked()).not.toContain('claire');
  });

  it('has no Approve while something is missing, and refuses one from an earlier card', async () => {
    await places(ana, 50);
    const route = approveRoute();
    ready = false;
    expect(await bot.as(ines).press(route)).toEqual({ type: 'refusal', sentence: 'Say what it is for first.' });
    expect(told).toEqual([]);

    ready = true;
    expect(await bot.as(ines).press(route)).toEqual({ type: 'done' });
  });

  it('is never decided by whoever asks for it: it goes up at once', async () => {
    await places(ines, 50);
    expect(asked()).toEqual(['marc']);
    expect(bot.as(marc).lastSees()).toContain('Passed up to operations managers.');
    expect(await bot.as(ines).press(approveRoute())).toEqual({
      type: 'refusal',
      sentence: 'You took part in this, so someone else decides it.',
    });
    expect(told).toEqual([]);
  });

  it('waits at the top where nobody at all may decide', async () => {
    const roles = ['store-manager', 'operations-manager', 'global-retail-operations'];
    const kept = await bot.connection.prisma.role.findMany({ where: { role: { in: roles } } });
    await bot.connection.prisma.role.deleteMany({ where: { role: { in: roles } } });
    await places(ana, 50);
    expect(asked()).toEqual([]);
    expect(await bot.connection.prisma.approval.findFirst()).toMatchObject({ status: 'open', step: 2 });
    await bot.connection.prisma.role.createMany({ data: kept });
  });
});

describe('a decision', () => {
  it('is made once when two press at the same moment; the other reads who did', async () => {
    await bot.connection.prisma.role.create({
      data: { id: 'ben/store-manager/MADISON', personId: 'ben', role: 'store-manager', boutiqueCode: 'MADISON' },
    });
    await places(ana, 50);
    const route = approveRoute();
    const answers = await Promise.all([bot.as(ines).press(route), bot.as(ben).press(route)]);
    await bot.connection.prisma.role.delete({ where: { id: 'ben/store-manager/MADISON' } });

    expect(answers.map(({ type }) => type).sort()).toEqual(['done', 'refusal']);
    expect(answers.find(({ type }) => type === 'refusal')).toMatchObject({
      sentence: expect.stringMatching(/^(Inès Laurent|Ben Carter) decided this at 9:12 AM: approved\.$/),
    });
    expect(told).toHaveLength(1);
  });

  it('of one boutique is not to be had by way of another', async () => {
    await places(ana, 50);
    expect(await bot.as(marc).press({ ...approveRoute(), boutique: 'RODEO' })).toEqual({
      type: 'refusal',
      sentence: 'This is no longer to be decided.',
    });
  });

  it('of nothing is refused in words', async () => {
    expect(await bot.as(ines).press({ ...ROUTE, subject: 'never-heard-of' })).toEqual({
      type: 'refusal',
      sentence: 'This is no longer to be decided.',
    });
  });
});

describe('silence', () => {
  it('passes it up step by step, each in its own time, and waits at the top', async () => {
    await places(ana, 50);
    await bot.waits({ hours: 23, minutes: 59 });
    expect(asked()).toEqual(['ines']);
    await bot.waits({ minutes: 1 });
    expect(asked()).toEqual(['ines', 'marc']);
    expect(buttonsOf(ines)).toEqual([]);
    expect(bot.as(ines).lastSees()).toContain('Passed up: no answer in time.');

    await bot.waits({ hours: 48 });
    expect(asked()).toEqual(['ines', 'marc', 'claire']);
    await bot.waits({ hours: 1_000 });
    expect(buttonsOf(claire)).toEqual(['Approve', 'Decline']);

    await bot.as(claire).presses('Approve');
    expect(told).toHaveLength(1);
    for (const who of [ines, marc, claire]) expect(bot.as(who).lastSees()).toContain('Approved · Claire Novak');
  });

  it('is heard once, however many look at the same moment', async () => {
    await places(ana, 50);
    const before = await passedUp();
    bot.clock.now = new Date('2026-11-28T14:12:00Z');
    const { parts } = bot.engine;
    await Promise.all([1, 2, 3].map(() => sweepApprovals(parts, bot.connection)));
    await bot.settle();

    expect(await bot.connection.prisma.approval.findFirst()).toMatchObject({ step: 1 });
    expect(asked()).toEqual(['ines', 'marc']);
    expect(await passedUp()).toBe(before + 1);
  });
});

describe('silence while the boutique is closed', () => {
  /** Ten to seven on weekdays; Beverly Hills trades three hours behind. */
  const weekdays = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, '10:00-19:00']));
  const opens = (tradingHours: Record<string, string>) =>
    bot.connection.prisma.boutique.updateMany({ data: { tradingHours } });
  const rushes = () =>
    bot.as(ana).press({ interaction: 'orders.rush', boutique: 'MADISON', subject: bot.clock.now.toISOString() });
  const waitsUntil = (moment: string) =>
    bot.waits({ minutes: (new Date(moment).getTime() - bot.clock.now.getTime()) / 60_000 });
  beforeEach(() => opens(weekdays));
  afterAll(() => opens({}));

  it('does not count: from Friday evening it goes on on Monday', async () => {
    bot.clock.now = new Date('2026-11-27T18:30-05:00');
    await rushes();
    await waitsUntil('2026-11-29T18:30-05:00');
    expect(asked()).toEqual(['ines']);
    await waitsUntil('2026-11-30T11:29-05:00');
    expect(asked()).toEqual(['ines']);

    await waitsUntil('2026-11-30T11:30-05:00');
    expect(asked()).toEqual(['ines', 'marc']);
    expect(bot.as(ines).lastSees()).toContain('Passed up: no answer in time.');
  });

  it('does not count on a day on which the whole country is closed, nor on one that the boutique is', async () => {
    const days = { firstDay: new Date('2026-11-27'), lastDay: new Date('2026-11-29'), createdAt: bot.clock.now };
    await bot.connection.prisma.closure.create({
      data: { ...days, id: 'wedding', boutiqueCode: 'MADISON', reason: 'Private event' },
    });
    // The evening before Thanksgiving.
    bot.clock.now = new Date('2026-11-25T18:30-05:00');
    await rushes();
    await waitsUntil('2026-11-30T11:29-05:00');
    expect(asked()).toEqual(['ines']);

    await waitsUntil('2026-11-30T11:30-05:00');
    expect(asked()).toEqual(['ines', 'marc']);
    await bot.connection.prisma.closure.deleteMany();
  });

  it('counts in plain hours where it has no trading hours', async () => {
    await opens({});
    bot.clock.now = new Date('2026-11-27T18:30-05:00');
    await rushes();
    await bot.waits({ hours: 1, minutes: 59 });
    expect(asked()).toEqual(['ines']);
    await bot.waits({ minutes: 1 });
    expect(asked()).toEqual(['ines', 'marc']);
  });

  it('is read in one query, by the clock and the hours of each boutique', async () => {
    await rushes();
    const [row] = await openApprovals(bot.connection.prisma);
    const { calendar, ...asked } = row as NonNullable<typeof row>;
    await insertApproval(bot.connection.prisma, { ...asked, id: 'west', subjectId: 'west', boutique: 'RODEO' });
    const sent: string[] = [];
    const query = bot.connection.pool.query.bind(bot.connection.pool);
    bot.connection.pool.query = ((...given: unknown[]) => {
      sent.push(JSON.stringify(given[0]));
      return (query as (...args: unknown[]) => unknown)(...given);
    }) as typeof query;
    const open = await openApprovals(bot.connection.prisma).finally(() => {
      bot.connection.pool.query = query;
    });

    expect(sent).toHaveLength(1);
    expect(calendar).toEqual({
      ...{ timeZone: 'America/New_York', hours: weekdays },
      ...{ country: 'US', state: 'NY', closures: [] },
    });
    expect(open.map(({ boutique, calendar: { timeZone } }) => [boutique, timeZone]).sort()).toEqual([
      ['MADISON', 'America/New_York'],
      ['RODEO', 'America/Los_Angeles'],
    ]);
  });
});

const ROUTE = { interaction: 'engine.approve', boutique: 'MADISON', subject: '' };

/** Of the newest card there is, whoever has it. */
function approveRoute() {
  const buttons = bot.chat
    .seen()
    .flatMap(({ card: { blocks } }) => blocks)
    .flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
  return { ...ROUTE, subject: buttons.find(({ action }) => action === 'engine.approve')?.subject ?? '' };
}
