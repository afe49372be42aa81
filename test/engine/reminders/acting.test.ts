import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bot } from '../../helpers/bot.js';
import { ana, ben, claire, ines, type Member, marc, rita } from '../../helpers/network.js';
import { owed, startChecks, tell } from './stage.js';

let bot: Bot;

beforeEach(async () => {
  bot = await startChecks();
});
afterEach(() => bot.stop());

const press = (member: Member, what: string, id: string, boutique: string | null = 'MADISON') =>
  bot.as(member).press({ interaction: `engine.reminder-${what}`, boutique, subject: `${id}/1` });

const row = (id: string) => bot.connection.prisma.reminder.findUniqueOrThrow({ where: { id } });

const events = async (subject: string) =>
  (await bot.connection.prisma.auditEvent.findMany({ where: { subject }, orderBy: { id: 'asc' } })).map(
    ({ event }) => event,
  );

describe('Seen', () => {
  it('stops nothing but the ladder, and says so wherever it stands', async () => {
    const id = await owed(bot, { rung: 1 });
    await tell(bot, ines, [id]);
    await tell(bot, marc, [id, await owed(bot)], 1);

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
    const id = await owed(bot, { rung: 1 });
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
    const id = await owed(bot, own);
    expect(await press(member, 'seen', id)).toMatchObject({ type: 'refusal', sentence });
    expect(await row(id)).toMatchObject({ seenBy: null });
  });

  it('is for its owner, for whoever was told, and for a rung that was reached', async () => {
    const id = await owed(bot, { owner: 'ben', rung: 1 });
    await tell(bot, ana, [id]);
    for (const member of [ben, ana, marc, ines]) expect(await press(member, 'seen', id)).toEqual({ type: 'done' });
  });

  it('at another boutique than its own is refused', async () => {
    const id = await owed(bot);
    expect(await press(marc, 'seen', id, 'RODEO')).toMatchObject({
      type: 'refusal',
      sentence: 'I no longer know this reminder.',
    });
  });
});

describe('Not before tomorrow', () => {
  it('means the next day on which the place is open', async () => {
    const id = await owed(bot);
    await tell(bot, ines, [id]);
    await bot.as(ines).presses('Not before tomorrow');
    expect(await row(id)).toMatchObject({ notBefore: new Date('2026-11-30') });
    expect(bot.as(ines).lastSees()).toContain('Not before Mon, Nov 30');
    expect(await events(id)).toEqual(['reminder.put-off']);
  });

  it('of the network means the next working day', async () => {
    bot.clock.now = new Date('2026-12-24T15:00:00Z');
    const id = await owed(bot, { name: 'budget', boutique: null });
    await press(marc, 'later', id, null);
    expect(await row(id)).toMatchObject({ notBefore: new Date('2026-12-28') });
  });

  it('is asked for anew on that day, by a button that is another press', async () => {
    const id = await owed(bot);
    await press(ines, 'later', id);
    bot.clock.now = new Date('2026-11-30T14:00:00Z');
    await press(ines, 'seen', id);
    await bot.as(ines).press({ interaction: 'engine.reminder-later', boutique: 'MADISON', subject: `${id}/2` });
    expect(await row(id)).toMatchObject({ notBefore: new Date('2026-12-02'), seenBy: null });
  });

  it('is no answer to what is critical', async () => {
    const id = await owed(bot, { weight: 'critical' });
    expect(await press(ines, 'later', id)).toMatchObject({
      type: 'refusal',
      sentence: 'This can’t wait until tomorrow.',
    });
  });
});

describe('Pass to', () => {
  it('finds those at the place who may do it, and tells the one who is chosen at once', async () => {
    const id = await owed(bot, { rung: 1 });
    await tell(bot, ines, [id]);
    await tell(bot, marc, [id], 1);
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
    const id = await owed(bot);
    await tell(bot, ines, [id]);
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
    const id = await owed(bot, { owner: 'ana' });
    const form = await press(ines, 'pass', id);
    expect(await bot.as(ines).submit(form, { person: to.id })).toEqual({
      type: 'corrections',
      corrections: { person: sentence },
    });
    expect(await row(id)).toMatchObject({ ownerId: 'ana' });
  });

  it('leaves out who is away, and who may not see what it is about', async () => {
    const id = await owed(bot, { record: 'CASE' });
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
    const ids = [await owed(bot), await owed(bot), await owed(bot), await owed(bot)];
    await tell(bot, ines, ids);
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
    const id = await owed(bot);
    await press(ines, 'seen', id);
    expect(await press(ines, 'other', id)).toMatchObject({
      form: { fields: { what: { widget: { options: [{ value: 'later' }, { value: 'pass' }] } } } },
    });
  });
});

describe('what is done', () => {
  it('is done in every message in which it stood, and nobody answers to it any more', async () => {
    const [id, other] = [await owed(bot, { subject: 'now' }), await owed(bot, { subject: 'other' })];
    await tell(bot, ines, [id, other]);
    await tell(bot, marc, [id], 1);
    await bot.as(ben).press({ interaction: 'checks.do', boutique: 'MADISON', subject: 'now' });

    expect(bot.as(ines).lastSees()).toBe(
      `Today · Fri, Nov 27 · 2 reminders · Madison Avenue\nCheck ${id} due today\nDone\nCheck ${other} due today`,
    );
    expect(bot.as(marc).lastSees()).toContain('\nDone');
    expect(await press(ines, 'seen', id)).toMatchObject({ type: 'refusal', sentence: 'This is done already.' });
  });

  it('is done where it stands at an earlier level too', async () => {
    const before = await owed(bot, { subject: 'now', level: 'due' });
    await bot.connection.pool.query('update reminders set ended_at = now()');
    await owed(bot, { subject: 'now', level: 'late' });
    await tell(bot, ines, [before]);
    expect(bot.as(ines).lastSees()).toContain('Followed by a newer reminder');
    await bot.as(ben).press({ interaction: 'checks.do', boutique: 'MADISON', subject: 'now' });
    expect(bot.as(ines).lastSees()).toContain('\nDone');
  });
});

describe('what is restricted', () => {
  it('is no longer in a message of whoever may not see it, and nothing is answered to it', async () => {
    const [id, other] = [await owed(bot, { record: 'CASE' }), await owed(bot)];
    await tell(bot, ana, [id, other]);
    await tell(bot, ben, [id]);
    await bot.as(ines).press({ interaction: 'checks.close', boutique: 'MADISON', subject: 'CASE' });

    expect(bot.as(ana).lastSees()).toBe(`Today · Fri, Nov 27 · Madison Avenue\nCheck ${other} due today`);
    expect(bot.as(ben).lastSees()).toMatch(/^Restricted/);
    expect(await press(ana, 'seen', id)).toMatchObject({ type: 'refusal' });
    expect(await press(ines, 'seen', id)).toEqual({ type: 'done' });
  });
});
