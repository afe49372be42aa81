import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from '../../helpers/bot.js';
import { type Chores, choresOf, opensOnWeekdays, owed } from '../../helpers/chores.js';
import { claire, ines, type Member, marc } from '../../helpers/network.js';
import { until, wakes } from '../../helpers/time.js';

/** Monday, November 23, 2026, at midnight in New York. */
const MONDAY = '2026-11-23T05:00:00Z';
/** Nine o'clock in New York, in winter. */
const NINE = 'T14:00:00Z';

let bot: Bot;
let chores: Chores;

beforeEach(async () => {
  chores = new Map();
  bot = await startBot(MONDAY, { capabilities: [choresOf(chores)] });
  await opensOnWeekdays(bot);
});
afterEach(() => bot.stop());

const sql = (text: string, values: unknown[] = []) => bot.connection.pool.query(text, values);
const seenBy = (member: Member) =>
  bot
    .as(member)
    .sees()
    .map(({ text }) => text);
const leads = (member: Member) => seenBy(member).map((text) => text.match(/Chore \w+/g));

describe('what is owed', () => {
  it('is told to the store manager at nine on her clocks, once', async () => {
    chores.set('MADISON', [owed('one')]);
    await until(bot, '2026-11-23T13:59:00Z');
    expect(seenBy(ines)).toEqual([]);

    await until(bot, `2026-11-23${NINE}`);
    expect(leads(ines)).toEqual([['Chore one']]);

    await until(bot, '2026-11-24T23:00:00Z');
    expect(leads(ines)).toEqual([['Chore one']]);
    expect(seenBy(marc)).toEqual([]);
  });

  it('stands in one message a morning, and what comes later in the day waits for the next one', async () => {
    chores.set('MADISON', [owed('one'), owed('two')]);
    await until(bot, `2026-11-23${NINE}`);
    chores.set('MADISON', [owed('one'), owed('two'), owed('three')]);
    await wakes(bot);
    expect(leads(ines)).toEqual([['Chore one', 'Chore two']]);

    await until(bot, `2026-11-24${NINE}`);
    expect(leads(ines)).toEqual([['Chore one', 'Chore two'], ['Chore three']]);
  });

  it('is said apart where it is urgent', async () => {
    chores.set('MADISON', [owed('one'), owed('two', { weight: 'urgent' }), owed('three')]);
    await until(bot, `2026-11-23${NINE}`);
    expect(leads(ines).sort()).toEqual([['Chore one', 'Chore three'], ['Chore two']]);
  });

  it('is said in one message of its own where much is urgent, and later that day apart again', async () => {
    const urgent = (...names: string[]) => names.map((name) => owed(name, { weight: 'urgent' }));
    chores.set('MADISON', [owed('calm'), ...urgent('one', 'two', 'three', 'four')]);
    await until(bot, `2026-11-23${NINE}`);
    expect(leads(ines).sort()).toEqual([['Chore calm'], ['Chore four', 'Chore one', 'Chore three', 'Chore two']]);
    expect(
      bot
        .as(ines)
        .sees()
        .map(({ card }) => card.title)
        .sort(),
    ).toEqual(['Today', 'Urgent']);

    chores.set('MADISON', [owed('calm'), ...urgent('one', 'two', 'three', 'four', 'five')]);
    await wakes(bot);
    expect(leads(ines).at(-1)).toEqual(['Chore five']);
  });

  it('is said again at its next level, and no more once it is done', async () => {
    chores.set('MADISON', [owed('one', { level: 'upcoming' })]);
    await until(bot, `2026-11-23${NINE}`);
    chores.set('MADISON', [owed('one')]);
    await until(bot, `2026-11-24${NINE}`);
    expect(leads(ines)).toEqual([['Chore one'], ['Chore one']]);

    await bot.as(ines).presses('Done');
    expect(seenBy(ines).every((text) => text.includes('Done'))).toBe(true);
    await until(bot, '2026-11-28T23:00:00Z');
    expect(leads(ines)).toHaveLength(2);
    expect(seenBy(marc)).toEqual([]);
  });

  it('is shown as done where nobody called it so, from the next look on', async () => {
    chores.set('MADISON', [owed('one')]);
    await until(bot, `2026-11-23${NINE}`);
    chores.clear();
    await until(bot, '2026-11-24T10:00:00Z');
    expect(seenBy(ines)[0]).toContain('Done');
  });

  it('is a new thing when it comes back for another day', async () => {
    chores.set('MADISON', [owed('one')]);
    await until(bot, `2026-11-23${NINE}`);
    chores.clear();
    await until(bot, `2026-11-24${NINE}`);
    chores.set('MADISON', [owed('one', { on: '2026-11-25' })]);
    await until(bot, `2026-11-25${NINE}`);
    expect(leads(ines)).toHaveLength(2);
  });

  it('is the same thing when it comes back for the same day, and is not said again', async () => {
    chores.set('MADISON', [owed('one')]);
    await until(bot, `2026-11-23${NINE}`);
    chores.clear();
    await until(bot, `2026-11-24${NINE}`);
    chores.set('MADISON', [owed('one')]);
    await until(bot, `2026-11-25${NINE}`);
    expect(leads(ines)).toHaveLength(1);
    expect(seenBy(ines)[0]).not.toContain('Done');
  });
});

describe('a day off', () => {
  it('says nothing on a closed day, but on the next open one', async () => {
    await sql(`insert into closures (id, boutique_code, first_day, last_day, reason, created_at)
      values ('c', 'MADISON', '2026-11-23', '2026-11-24', 'Renovation', now())`);
    chores.set('MADISON', [owed('one')]);
    await until(bot, '2026-11-25T13:59:00Z');
    expect(seenBy(ines)).toEqual([]);
    await until(bot, `2026-11-25${NINE}`);
    expect(leads(ines)).toEqual([['Chore one']]);
  });

  it('is the weekend at headquarters', async () => {
    chores.set('MADISON', [owed('one', { owner: 'claire' })]);
    await until(bot, '2026-11-27T05:00:00Z');
    chores.set('MADISON', [owed('one', { owner: 'claire' }), owed('two', { owner: 'claire' })]);
    // Friday after Thanksgiving is a holiday of some states, and of none that counts here.
    await until(bot, '2026-11-28T05:00:00Z');
    chores.set('MADISON', [owed('one'), owed('two'), owed('three', { owner: 'claire' })]);
    const before = seenBy(claire).length;
    await until(bot, '2026-11-30T13:59:00Z');
    expect(seenBy(claire)).toHaveLength(before);
    await until(bot, `2026-11-30${NINE}`);
    expect(leads(claire).at(-1)).toEqual(['Chore three']);
  });
});

describe('quiet hours', () => {
  it('put a morning off until they end', async () => {
    await sql("insert into person_hours values ('ines', '18:00', '10:30', '07:00')");
    chores.set('MADISON', [owed('one')]);
    await until(bot, '2026-11-23T15:29:00Z');
    expect(seenBy(ines)).toEqual([]);
    await until(bot, '2026-11-23T15:30:00Z');
    expect(leads(ines)).toEqual([['Chore one']]);
  });

  it('and what a bot that was away has missed', async () => {
    chores.set('MADISON', [owed('one')]);
    bot.clock.now = new Date('2026-11-24T02:00:00Z');
    await wakes(bot);
    expect(seenBy(ines)).toEqual([]);
    await until(bot, `2026-11-24${NINE}`);
    expect(leads(ines)).toEqual([['Chore one']]);
  });

  it('do not hold back what is critical', async () => {
    chores.set('MADISON', [owed('one', { weight: 'critical' })]);
    await until(bot, '2026-11-23T09:30:00Z');
    expect(leads(ines)).toEqual([['Chore one']]);
    await until(bot, '2026-11-23T23:00:00Z');
    expect(leads(ines)).toHaveLength(1);
  });

  it('are on the clocks of whoever is told', async () => {
    await sql("update people set time_zone = 'America/Los_Angeles' where id = 'ines'");
    chores.set('MADISON', [owed('one')]);
    await until(bot, '2026-11-23T16:59:00Z');
    expect(seenBy(ines)).toEqual([]);
    await until(bot, '2026-11-23T17:00:00Z');
    expect(leads(ines)).toEqual([['Chore one']]);
  });
});

it('after three days away says what is still true, once', async () => {
  chores.set('MADISON', [owed('one', { level: 'upcoming' })]);
  await until(bot, '2026-11-23T13:00:00Z');
  chores.set('MADISON', [owed('one', { level: 'late' }), owed('two')]);
  bot.clock.now = new Date('2026-11-25T17:00:00Z');
  await wakes(bot);
  await wakes(bot);
  expect(leads(ines)).toEqual([['Chore one', 'Chore two']]);
  expect(seenBy(marc)).toEqual([]);
});

it('tells an operations manager of boutiques on four clocks in one message', async () => {
  await sql(`insert into boutiques select (jsonb_populate_record(b, jsonb_build_object('code', z.code, 'name', z.code,
      'time_zone', z.zone, 'slack_channel', 'C0' || z.code))).*
    from boutiques b, (values ('OAK', 'America/Chicago'), ('ASPEN', 'America/Denver')) as z (code, zone)
    where b.code = 'MADISON'`);
  for (const code of ['MADISON', 'RODEO', 'OAK', 'ASPEN']) chores.set(code, [owed(code, { owner: 'marc' })]);
  await until(bot, '2026-11-23T23:00:00Z');
  expect(leads(marc)).toEqual([expect.arrayContaining(['Chore ASPEN', 'Chore MADISON', 'Chore OAK', 'Chore RODEO'])]);
});

describe('a channel', () => {
  beforeEach(async () => {
    await bot.stop();
    bot = await startBot(MONDAY, { capabilities: [choresOf(chores, { channel: true })] });
    await opensOnWeekdays(bot);
  });
  const channel = (code: string) => bot.inRoom(`C0${code}`).map(({ text }) => text.match(/Chore \w+/g));

  it('hears once a day of what is open, and of each thing once however far up it goes', async () => {
    chores.set('MADISON', [owed('one'), owed('two')]);
    await until(bot, '2026-11-27T23:00:00Z');
    expect(channel('MADISON')).toEqual([['Chore one', 'Chore two']]);
    expect(leads(marc)).toHaveLength(1);
  });

  it('hears nothing where its boutique set it so', async () => {
    await sql("insert into reminder_settings values ('chores/orchids', 'MADISON', false)");
    chores.set('MADISON', [owed('one')]);
    chores.set('RODEO', [owed('one')]);
    await until(bot, '2026-11-23T23:00:00Z');
    expect(channel('MADISON')).toEqual([]);
    expect(channel('RODEO')).toEqual([['Chore one']]);
  });

  it('hears nothing of what is never said there, whatever its boutique set', async () => {
    await bot.stop();
    bot = await startBot(MONDAY, { capabilities: [choresOf(chores, { channel: 'never' })] });
    await opensOnWeekdays(bot);
    await sql("insert into reminder_settings values ('chores/orchids', 'MADISON', true)");
    for (const code of ['MADISON', 'RODEO']) chores.set(code, [owed('one')]);
    await until(bot, '2026-11-24T23:00:00Z');
    expect([channel('MADISON'), channel('RODEO')]).toEqual([[], []]);
    expect(leads(ines)).toEqual([['Chore one']]);
  });

  it('hears nothing of what is restricted', async () => {
    await sql(`insert into restrictions (record, boutique_code, roles, people, since)
      values ('case', 'MADISON', '{operations-manager}', '{}', now())`);
    chores.set('MADISON', [owed('one', { record: 'case' }), owed('two')]);
    await until(bot, '2026-11-23T23:00:00Z');
    expect(channel('MADISON')).toEqual([['Chore two']]);
    expect(leads(ines)).toEqual([['Chore two']]);
  });
});
