import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { button, card } from '../../../src/chat/card.js';
import { addDeliveries } from '../../../src/database/deliveries.js';
import { capability, reminder, run, runAnywhere } from '../../../src/engine/capability.js';
import { drawn } from '../../../src/engine/reminders/redrawing.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, claire, ines, type Member, marc, rita } from '../../helpers/network.js';

/** A Friday after Thanksgiving, 9:12 in New York. */
const MORNING = '2026-11-27T14:12:00Z';
const TODAY = '2026-11-27';

const checks = capability({
  name: 'checks',
  title: 'Checks',
  commands: {},
  shortcuts: {},
  actions: {
    do: run({
      summary: 'Do the check',
      allow: ['associate', 'store-manager'],
      run: async ({ settle, subject }) => {
        settle('checks/monthly', [subject]);
        return { reply: card('Checked', []) };
      },
    }),
    close: run({
      summary: 'Close it to others',
      allow: ['store-manager'],
      run: async ({ restrict, subject }) => {
        await restrict(subject, { roles: ['store-manager'], people: [] });
        return { done: true };
      },
    }),
    budget: runAnywhere({
      summary: 'Plan the budget',
      allow: ['operations-manager'],
      run: async () => ({ done: true }),
    }),
  },
  approvals: [],
  jobs: {},
  waiting: async () => [],
  reminders: [
    reminder({
      name: 'monthly',
      title: 'Monthly check',
      cron: '30 4 * * *',
      places: 'boutiques',
      facts: async () => new Map(),
      due: () => [],
      ladder: [
        { to: 'store-manager', after: { openDays: 0 } },
        { to: 'operations-manager', after: { openDays: 1 } },
      ],
    }),
    reminder({
      name: 'budget',
      title: 'Budget',
      cron: '30 4 * * *',
      places: 'network',
      facts: async () => new Map(),
      due: () => [],
      ladder: [{ to: 'operations-manager', after: { openDays: 0 } }],
    }),
  ],
});

let bot: Bot;

beforeEach(async () => {
  bot = await startBot(MORNING, { capabilities: [checks] });
  const open = JSON.stringify({ mon: '10:00-19:00', wed: '10:00-19:00', fri: '10:00-19:00' });
  await bot.connection.pool.query('update boutiques set trading_hours = $1', [open]);
});
afterEach(() => {
  if (bot.errors.length > 0) console.log(bot.errors);
  return bot.stop();
});

let made = 0;

interface Owed {
  readonly name?: string;
  readonly boutique?: string | null;
  readonly owner?: string;
  readonly level?: string;
  readonly weight?: string;
  readonly subject?: string;
  readonly rung?: number;
  readonly record?: string;
}

/** As a look writes it down. */
async function owed(own: Owed = {}): Promise<string> {
  made += 1;
  const id = `r${made}`;
  const { name = 'monthly', boutique = 'MADISON', level = 'due', weight = 'normal', subject = `2026-${made}` } = own;
  await bot.connection.prisma.reminder.create({
    data: {
      id,
      key: `checks/${name}/${boutique}/${made + 100}/${level}`,
      name: `checks/${name}`,
      boutiqueCode: boutique,
      subject,
      level,
      weight,
      line: { lead: `Check ${id}`, text: 'due today' },
      button: { ...button(name === 'budget' ? 'checks.budget' : 'checks.do', 'Do it', subject) },
      record: own.record ?? null,
      ownerId: own.owner ?? null,
      since: bot.clock.now,
      rung: own.rung ?? 0,
      rungSince: bot.clock.now,
    },
  });
  return id;
}

/** As a morning says it: several in one message, one alone in its own. */
async function tell(reader: Member, ids: readonly string[], rung = 0): Promise<string> {
  const { prisma } = bot.connection;
  const [first = ''] = ids;
  const topic = ids.length > 1 ? `person/${reader.id}/${TODAY}` : `reminder/${first}/person/${reader.id}`;
  if (ids.length > 1) await prisma.digest.create({ data: { key: topic, at: bot.clock.now } });
  await prisma.reminderSaid.createMany({
    data: ids.map((id) => ({
      key: `${id}/${rung}/person/${reader.id}`,
      reminderId: id,
      rung,
      personId: reader.id,
      topic,
      at: bot.clock.now,
    })),
  });
  const [message] = await drawn(prisma, [topic], bot.clock.now);
  if (!message) throw new Error('nothing to say');
  const conversation = `slack/person/${reader.id}`;
  await addDeliveries(prisma, [{ conversation, topic, card: message.card, attachments: [] }], bot.clock.now);
  await bot.settle();
  return topic;
}

const press = (member: Member, what: string, id: string, boutique: string | null = 'MADISON') =>
  bot.as(member).press({ interaction: `engine.reminder-${what}`, boutique, subject: `${id}/1` });

const row = (id: string) => bot.connection.prisma.reminder.findUniqueOrThrow({ where: { id } });

const events = async (subject: string) =>
  (await bot.connection.prisma.auditEvent.findMany({ where: { subject }, orderBy: { id: 'asc' } })).map(
    ({ event }) => event,
  );

describe('Seen', () => {
  it('stops nothing but the ladder, and says so wherever it stands', async () => {
    const id = await owed({ rung: 1 });
    await tell(ines, [id]);
    await tell(marc, [id, await owed()], 1);

    expect(await bot.as(ines).presses('Seen')).toEqual({ type: 'done' });
    expect(await row(id)).toMatchObject({ seenBy: 'ines', endedAt: null });
    expect(bot.as(ines).lastSees()).toBe(
      `Check ${id}\ndue today\nSeen by Inès Laurent, 9:12 AM · Marc Delorme was told 9:12 AM`,
    );
    expect(bot.as(marc).lastSees()).toContain(
      `Check ${id} due today\nInès Laurent was told 9:12 AM · Seen by Inès Laurent, 9:12 AM`,
    );
    expect(await events(id)).toEqual(['reminder.seen']);
  });

  it('said by a second person changes nothing', async () => {
    const id = await owed({ rung: 1 });
    await press(ines, 'seen', id);
    expect(await press(marc, 'seen', id)).toEqual({ type: 'done' });
    expect(await row(id)).toMatchObject({ seenBy: 'ines' });
    expect(await events(id)).toEqual(['reminder.seen']);
  });

  it.each([
    [
      'an associate of the boutique',
      ana,
      {},
      'Store managers answer to this. For Madison Avenue that is Inès Laurent.',
    ],
    [
      'a rung that was not reached yet',
      marc,
      {},
      'Store managers answer to this. For Madison Avenue that is Inès Laurent.',
    ],
    ['somebody else than its owner', ana, { owner: 'ben' }, 'Ben Carter answers to this.'],
  ] as const)('is refused to %s', async (_, member, own, sentence) => {
    const id = await owed(own);
    expect(await press(member, 'seen', id)).toMatchObject({ type: 'refusal', sentence });
    expect(await row(id)).toMatchObject({ seenBy: null });
  });

  it('is for its owner, for whoever was told, and for a rung that was reached', async () => {
    const id = await owed({ owner: 'ben', rung: 1 });
    await tell(ana, [id]);
    for (const member of [ben, ana, marc, ines]) expect(await press(member, 'seen', id)).toEqual({ type: 'done' });
  });

  it('at another boutique than its own is refused', async () => {
    const id = await owed();
    expect(await press(marc, 'seen', id, 'RODEO')).toMatchObject({
      type: 'refusal',
      sentence: 'I no longer know this reminder.',
    });
  });
});

describe('Not before tomorrow', () => {
  it('means the next day on which the place is open', async () => {
    const id = await owed();
    await tell(ines, [id]);
    await bot.as(ines).presses('Not before tomorrow');
    expect(await row(id)).toMatchObject({ notBefore: new Date('2026-11-30') });
    expect(bot.as(ines).lastSees()).toContain('Not before Mon, Nov 30');
    expect(await events(id)).toEqual(['reminder.put-off']);
  });

  it('of the network means the next working day', async () => {
    bot.clock.now = new Date('2026-12-24T15:00:00Z');
    const id = await owed({ name: 'budget', boutique: null });
    await press(marc, 'later', id, null);
    expect(await row(id)).toMatchObject({ notBefore: new Date('2026-12-28') });
  });

  it('is asked for anew on that day, by a button that is another press', async () => {
    const id = await owed();
    await press(ines, 'later', id);
    bot.clock.now = new Date('2026-11-30T14:00:00Z');
    await press(ines, 'seen', id);
    await bot.as(ines).press({ interaction: 'engine.reminder-later', boutique: 'MADISON', subject: `${id}/2` });
    expect(await row(id)).toMatchObject({ notBefore: new Date('2026-12-02'), seenBy: null });
  });

  it('is no answer to what is critical', async () => {
    const id = await owed({ weight: 'critical' });
    expect(await press(ines, 'later', id)).toMatchObject({
      type: 'refusal',
      sentence: 'This can’t wait until tomorrow.',
    });
  });
});

describe('Pass to', () => {
  it('finds those at the place who may do it, and tells the one who is chosen at once', async () => {
    const id = await owed({ rung: 1 });
    await tell(ines, [id]);
    await tell(marc, [id], 1);
    const form = await bot.as(ines).presses('Pass to');
    expect(await bot.as(ines).finds(form, 'person', '')).toEqual([
      { value: 'ana', label: 'Ana Ruiz' },
      { value: 'ben', label: 'Ben Carter' },
    ]);
    expect(await bot.as(ines).submit(form, { person: 'ben' })).toEqual({ type: 'done' });

    expect(await row(id)).toMatchObject({ ownerId: 'ben', rung: 0, seenBy: null });
    expect(bot.as(ben).lastSees()).toBe(`Check ${id}\ndue today\nFrom Inès Laurent`);
    expect(bot.as(ines).lastSees()).toBe(`Check ${id}\ndue today\nPassed to Ben Carter`);
    expect(bot.as(marc).lastSees()).toBe(`Check ${id}\ndue today\nPassed to Ben Carter`);
    expect(await events(id)).toEqual(['reminder.passed']);

    await bot.as(ben).presses('Seen');
    expect(bot.as(ben).lastSees()).toContain('From Inès Laurent · Seen by Ben Carter, 9:12 AM');
  });

  it('goes back to whoever passed it on, as something new', async () => {
    const id = await owed();
    await tell(ines, [id]);
    await bot.as(ines).answers('Pass to', { person: 'ben' });
    await bot.as(ben).answers('Pass to', { person: 'ines' });
    expect(bot.as(ben).lastSees()).toContain('Passed to Inès Laurent');
    expect(
      bot
        .as(ines)
        .sees()
        .map((each) => each.text),
    ).toEqual([`Check ${id}\ndue today\nPassed to Inès Laurent`, `Check ${id}\ndue today\nFrom Ben Carter`]);
  });

  it.each([
    ['somebody of another boutique', rita, 'Choose somebody from the list.'],
    ['somebody who may not do it', claire, 'Choose somebody from the list.'],
    ['whoever has it', ana, 'They have it already. Choose somebody else.'],
  ])('is refused for %s', async (_, to, sentence) => {
    const id = await owed({ owner: 'ana' });
    const form = await press(ines, 'pass', id);
    expect(await bot.as(ines).submit(form, { person: to.id })).toEqual({
      type: 'corrections',
      corrections: { person: sentence },
    });
    expect(await row(id)).toMatchObject({ ownerId: 'ana' });
  });

  it('leaves out who is away, and who may not see what it is about', async () => {
    const id = await owed({ record: 'CASE' });
    const form = await press(ines, 'pass', id);
    await bot.connection.pool.query(
      "insert into delegations (id, from_id, to_id, starts, ends, created_by, created_at) values ('d', 'ben', 'ana', '2026-11-01', '2026-12-31', 'ben', now())",
    );
    expect(await bot.as(ines).finds(form, 'person', 'b')).toEqual([]);
    await bot.as(ines).press({ interaction: 'checks.close', boutique: 'MADISON', subject: 'CASE' });
    expect(await bot.as(ines).finds(form, 'person', '')).toEqual([]);
    await bot.connection.pool.query('delete from delegations');
  });
});

describe('Other', () => {
  it('asks what the buttons would, and does it', async () => {
    const ids = [await owed(), await owed(), await owed(), await owed()];
    await tell(ines, ids);
    expect(await bot.as(ines).answers('Other', { what: 'pass' })).toEqual({
      type: 'corrections',
      corrections: { person: 'Choose who it goes to.' },
    });
    expect(await bot.as(ines).answers('Other', { what: 'seen' })).toEqual({ type: 'done' });
    expect(await row(ids[0] ?? '')).toMatchObject({ seenBy: 'ines' });
    expect(await bot.as(ines).answers('Other', { what: 'pass', person: 'ana' })).toEqual({ type: 'done' });
    expect(bot.as(ana).lastSees()).toContain('From Inès Laurent');
    expect(
      bot
        .as(ines)
        .lastSees()
        .match(/Passed to Ana Ruiz/g),
    ).toHaveLength(1);
  });

  it('no longer offers what was said', async () => {
    const id = await owed();
    await press(ines, 'seen', id);
    expect(await press(ines, 'other', id)).toMatchObject({
      form: { fields: { what: { widget: { options: [{ value: 'later' }, { value: 'pass' }] } } } },
    });
  });
});

describe('what is done', () => {
  it('is done in every message in which it stood, and nobody answers to it any more', async () => {
    const [id, other] = [await owed({ subject: 'now' }), await owed({ subject: 'other' })];
    await tell(ines, [id, other]);
    await tell(marc, [id], 1);
    await bot.as(ben).press({ interaction: 'checks.do', boutique: 'MADISON', subject: 'now' });

    expect(bot.as(ines).lastSees()).toBe(
      `Today · Fri, Nov 27 · 2 reminders\nCheck ${id} due today\nDone\nCheck ${other} due today`,
    );
    expect(bot.as(marc).lastSees()).toContain('\nDone');
    expect(await press(ines, 'seen', id)).toMatchObject({ type: 'refusal', sentence: 'This is done already.' });
  });

  it('is done where it stands at an earlier level too', async () => {
    const before = await owed({ subject: 'now', level: 'due' });
    await bot.connection.pool.query('update reminders set ended_at = now()');
    await owed({ subject: 'now', level: 'late' });
    await tell(ines, [before]);
    expect(bot.as(ines).lastSees()).toContain('Said anew since');
    await bot.as(ben).press({ interaction: 'checks.do', boutique: 'MADISON', subject: 'now' });
    expect(bot.as(ines).lastSees()).toContain('\nDone');
  });
});

describe('what is restricted', () => {
  it('is no longer in a message of whoever may not see it, and nothing is answered to it', async () => {
    const [id, other] = [await owed({ record: 'CASE' }), await owed()];
    await tell(ana, [id, other]);
    await tell(ben, [id]);
    await bot.as(ines).press({ interaction: 'checks.close', boutique: 'MADISON', subject: 'CASE' });

    expect(bot.as(ana).lastSees()).toBe(`Today · Fri, Nov 27\nCheck ${other} due today`);
    expect(bot.as(ben).lastSees()).toMatch(/^Restricted/);
    expect(await press(ana, 'seen', id)).toMatchObject({ type: 'refusal' });
    expect(await press(ines, 'seen', id)).toEqual({ type: 'done' });
  });
});
