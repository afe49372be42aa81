import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boutiqueByCode } from '../../../src/database/lookup.js';
import { personById } from '../../../src/database/people.js';
import { saveRestriction } from '../../../src/database/restrictions.js';
import type { Across } from '../../../src/engine/capability.js';
import { act } from '../../../src/engine/context.js';
import { createRegistry } from '../../../src/engine/registry.js';
import { knownReminders } from '../../../src/engine/reminders/listing.js';
import type { Bot } from '../../helpers/bot.js';
import { addBoutiques, ana, ben, ines, type Member, marc } from '../../helpers/network.js';
import { checks, owed, startChecks, tell } from './stage.js';

let bot: Bot;

beforeEach(async () => {
  bot = await startChecks();
});
afterEach(() => bot.stop());

async function across<T>(
  { id }: Member,
  ask: (across: Across) => Promise<T> | T,
  at: string | null = null,
): Promise<T> {
  const { prisma: db } = bot.connection;
  const actor = await personById(db, id, bot.clock.now);
  if (!actor) throw new Error('nobody');
  const boutique = at === null ? null : await boutiqueByCode(db, at);
  const moment = { actor, boutique, subject: '', now: bot.clock.now, db, through: 'slack' };
  return act(bot.engine.parts, moment, async (context) => ask(context.across));
}

const waiting = async (member: Member) =>
  (await across(member, (all) => all.waiting({ whole: false }))).map(
    ({ entry: { record, urgency } }) => `${record} ${urgency}`,
  );

const owedBy = async (member: Member) =>
  (await across(member, (all) => all.owed())).map(({ entry: { record, state } }) => `${record} ${state}`.trim());

const press = (member: Member, what: string, id: string) =>
  bot.as(member).press({ interaction: `engine.reminder-${what}`, boutique: 'MADISON', subject: `${id}/1` });

const away = (from: Member, to: Member | null) =>
  bot.connection.prisma.delegation.create({
    data: {
      ...{ id: 'away', fromId: from.id, toId: to?.id ?? null, createdBy: from.id, createdAt: bot.clock.now },
      ...{ starts: new Date('2026-11-27T05:00:00Z'), ends: new Date('2026-12-05T05:00:00Z') },
    },
  });

describe('what waits', () => {
  it('is what is owed in one’s own name and by one’s role, up to the rung that was reached', async () => {
    const [byRole, byName, raised, raisedByName] = [
      await owed(bot, {}),
      await owed(bot, { owner: 'ana' }),
      await owed(bot, { rung: 1 }),
      await owed(bot, { rung: 1, owner: 'ana' }),
    ];
    const theirs = (...ids: string[]) => ids.map((id) => `${id} today`);
    expect(await waiting(ines)).toEqual(theirs(byRole, raised));
    expect(await waiting(ana)).toEqual(theirs(byName, raisedByName));
    expect(await waiting(marc)).toEqual(theirs(raised, raisedByName));
    expect(await waiting(ben)).toEqual([]);
  });

  it('is as urgent as it is owed', async () => {
    for (const own of [
      { level: 'upcoming' },
      { level: 'due' },
      { level: 'late' },
      { level: 'late', weight: 'urgent' },
      { weight: 'critical' },
    ])
      await owed(bot, own);
    expect((await waiting(ines)).map((each) => each.split(' ')[1])).toEqual(['now', 'now', 'today', 'today', 'soon']);
  });

  it('is not what was put off or passed on, nor what is done', async () => {
    const [put, passed] = [await owed(bot), await owed(bot)];
    await owed(bot, { subject: 'done' });
    await tell(bot, ines, [passed]);
    await press(ines, 'later', put);
    await bot.as(ines).answers('Pass to', { person: 'ben' });
    await bot.as(ana).press({ interaction: 'checks.do', boutique: 'MADISON', subject: 'done' });
    expect(await waiting(ines)).toEqual([]);
    expect(await waiting(ben)).toEqual([`${passed} today`]);

    bot.clock.now = new Date('2026-11-30T14:00:00Z');
    expect(await waiting(ines)).toEqual([`${put} today`]);
  });

  it('is somebody’s whom one stands in for, and answered to in their place', async () => {
    const [byRole, byName] = [await owed(bot), await owed(bot, { owner: 'ines' })];
    await away(ines, ben);
    expect(await waiting(ben)).toEqual([`${byRole} today`, `${byName} today`]);
    expect(await press(ben, 'seen', byRole)).toEqual({ type: 'done' });
    expect(await press(ben, 'seen', byName)).toEqual({ type: 'done' });
  });

  it('is nothing that is restricted and not for them', async () => {
    const open = await owed(bot);
    await owed(bot, { record: 'CASE' });
    await saveRestriction(
      bot.connection.prisma,
      { record: 'CASE', boutique: 'MADISON', roles: ['operations-manager'], people: [] },
      bot.clock.now,
    );
    expect(await waiting(ines)).toEqual([`${open} today`]);
  });
});

describe('what is owed', () => {
  it('has what was put off and passed on too, each with what has become of it', async () => {
    const [put, passed, seen] = [await owed(bot), await owed(bot), await owed(bot)];
    await tell(bot, ines, [passed]);
    await bot.as(ines).answers('Pass to', { person: 'ben' });
    await press(ines, 'later', put);
    await press(ines, 'seen', seen);
    expect(await owedBy(ines)).toEqual([
      `${put} Not before Mon, Nov 30`,
      `${passed} Passed to Ben Carter`,
      `${seen} Seen by Inès Laurent, 9:12 AM`,
    ]);
    const [first, second] = await across(ines, (all) => all.owed());
    expect(first?.entry.buttons.map(({ label }) => label)).toEqual(['Do it', 'Pass to']);
    expect(second?.entry.passedOn).toBe(true);
  });

  it('has its own button only for whoever may press it', async () => {
    await owed(bot, { rung: 1 });
    const labels = async (member: Member) =>
      (await across(member, (all) => all.owed())).flatMap(({ entry }) => entry.buttons.map(({ label }) => label));
    expect(await labels(ines)).toEqual(['Do it', 'Seen', 'Not before tomorrow', 'Pass to']);
    expect(await labels(marc)).toEqual(['Seen', 'Not before tomorrow', 'Pass to']);
  });

  it('waits in the inbox with its own button, or with one to answer for whoever may not press that', async () => {
    const id = await owed(bot, { rung: 1 });
    const button = async (member: Member) =>
      (await across(member, (all) => all.waiting({ whole: false }))).map(({ entry }) => entry.button);
    expect(await button(ines)).toMatchObject([{ label: 'Do it', action: 'checks.do' }]);
    expect(await button(marc)).toMatchObject([{ label: 'Answer', boutique: 'MADISON' }]);
    const [answer] = await button(marc);
    const route = { interaction: answer?.action ?? '', boutique: 'MADISON', subject: answer?.subject ?? '' };
    const form = await bot.as(marc, null).press(route);
    expect(await bot.as(marc, null).submit(form, { what: 'seen', person: null })).toEqual({ type: 'done' });
    expect(await owedBy(marc)).toEqual([`${id} Seen by Marc Delorme, 9:12 AM`]);
  });

  it('has two buttons each where it is much', async () => {
    for (let index = 0; index < 4; index += 1) await owed(bot);
    const [first] = await across(ines, (all) => all.owed());
    expect(first?.entry.buttons.map(({ label, boutique }) => [label, boutique])).toEqual([
      ['Do it', 'MADISON'],
      ['Other', 'MADISON'],
    ]);
  });
});

describe('what is late', () => {
  it('is counted for whoever answers for the boutique, and said boutique by boutique', async () => {
    await owed(bot, { level: 'late', boutique: 'RODEO' });
    for (const own of [{ level: 'late' }, { level: 'late', record: 'CASE' }, { level: 'due' }]) await owed(bot, own);
    const attention = async (member: Member) =>
      (await across(member, (all) => all.attention())).map(({ boutique, words }) => `${boutique.name}: ${words}`);
    const late = async (member: Member) =>
      (await across(member, (all) => all.late())).map(({ boutique, late }) => `${boutique.name} ${late.length}`);

    expect(await attention(marc)).toEqual([
      'Madison Avenue: Monthly check: 2 late',
      'Beverly Hills: Monthly check: 1 late',
    ]);
    expect(await late(marc)).toEqual(['Madison Avenue 2', 'Beverly Hills 1']);
    expect(await late(ines)).toEqual(['Madison Avenue 2']);
    expect(await late(ana)).toEqual([]);

    await saveRestriction(
      bot.connection.prisma,
      { record: 'CASE', boutique: 'MADISON', roles: ['operations-manager'], people: [] },
      bot.clock.now,
    );
    expect(await attention(ines)).toEqual(['Madison Avenue: Monthly check: 1 late']);
    expect(await late(ines)).toEqual(['Madison Avenue 1']);
  });

  it('takes as many queries at two hundred boutiques as at two', async () => {
    const queries = async () => {
      const { pool } = bot.connection;
      const before = pool.query;
      let asked = 0;
      const counting = (...given: Parameters<typeof before>) => {
        asked += 1;
        return Reflect.apply(before, pool, given);
      };
      Object.assign(pool, { query: counting });
      await across(marc, async (all) => [
        await all.waiting({ whole: false }),
        await all.late(),
        await all.attention(),
        await all.owed(),
      ]);
      Object.assign(pool, { query: before });
      return asked;
    };
    await owed(bot, { level: 'late', rung: 1 });
    const few = await queries();
    await addBoutiques(bot.connection, 200);
    await bot.connection.pool.query(
      `insert into reminders (id, key, name, boutique_code, subject, level, weight, line, button, since, rung, rung_since)
       select 'x' || b.code, 'x' || b.code, r.name, b.code, subject, level, weight, line, button, since, rung, rung_since
       from reminders r, boutiques b where b.code like 'B%'`,
    );
    expect(few).toBeGreaterThan(3);
    expect(await queries()).toBe(few);
    expect(await across(marc, (all) => all.late())).toHaveLength(201);
  });
});

it('is known by name, all of it', () => {
  expect(knownReminders(createRegistry([checks], {}))).toEqual([
    { name: 'checks/monthly', title: 'Monthly check', part: 'Checks', places: 'boutiques', channel: false },
    { name: 'checks/payments', title: 'Payments', part: 'Checks', places: 'boutiques', channel: 'never' },
    { name: 'checks/budget', title: 'Budget', part: 'Checks', places: 'network', channel: false },
  ]);
});
