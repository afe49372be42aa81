import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Bot, startBot } from '../../helpers/bot.js';
import { type Chores, choresOf, opensOnWeekdays, owed } from '../../helpers/chores.js';
import { ana, ben, ines, type Member, marc } from '../../helpers/network.js';
import { until, wakes } from '../../helpers/time.js';

const MONDAY = '2026-11-23T05:00:00Z';
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
const rungs = async () => (await sql('select rung from reminders order by key')).rows.map(({ rung }) => rung);
const away = (from: string, to: string | null, ends: string) =>
  sql(
    `insert into delegations (id, from_id, to_id, starts, ends, created_by, created_at)
     values ($1, $1, $2, '2026-11-20', $3, $1, '2026-11-20')`,
    [from, to, ends],
  );

it('goes up after two open days of silence, once, and not to everybody', async () => {
  chores.set('MADISON', [owed('one')]);
  await until(bot, '2026-11-25T13:59:00Z');
  expect(seenBy(marc)).toEqual([]);
  await until(bot, `2026-11-25${NINE}`);
  expect(seenBy(marc)).toHaveLength(1);
  expect(seenBy(ines)).toHaveLength(1);
  expect(seenBy(ines)[0]).toContain('Marc Delorme was told');

  await until(bot, '2026-12-01T23:00:00Z');
  expect(seenBy(marc)).toHaveLength(1);
  const { rows } = await sql("select facts from audit_events where event = 'reminders.climbed'");
  expect(rows).toEqual([{ facts: { reminder: 'chores/orchids/MADISON/one/due', from: 0, to: 1, why: 'silence' } }]);
});

it('counts only days on which the boutique is open', async () => {
  await sql(`insert into closures (id, boutique_code, first_day, last_day, reason, created_at)
    values ('c', 'MADISON', '2026-11-24', '2026-11-25', 'Renovation', now())`);
  chores.set('MADISON', [owed('one')]);
  // Thanksgiving is closed too; Friday is the first open day after Monday.
  await until(bot, '2026-11-27T23:00:00Z');
  expect(await rungs()).toEqual([0]);
  await until(bot, '2026-11-28T23:00:00Z');
  expect(await rungs()).toEqual([1]);
});

it('stays where somebody has seen it', async () => {
  chores.set('MADISON', [owed('one')]);
  await until(bot, `2026-11-23${NINE}`);
  await bot.as(ines).presses('Seen');
  await until(bot, '2026-12-04T23:00:00Z');
  expect(seenBy(marc)).toEqual([]);
});

it('stays while it is only upcoming', async () => {
  chores.set('MADISON', [owed('one', { level: 'upcoming' })]);
  await until(bot, '2026-12-04T23:00:00Z');
  expect(await rungs()).toEqual([0]);
});

it('rests until the day to which it was put off, and is said once more then', async () => {
  chores.set('MADISON', [owed('one')]);
  await until(bot, `2026-11-23${NINE}`);
  await bot.as(ines).presses('Not before tomorrow');
  await until(bot, `2026-11-24${NINE}`);
  expect(seenBy(ines)).toHaveLength(2);
  await until(bot, '2026-11-25T23:00:00Z');
  expect(seenBy(ines)).toHaveLength(2);
});

it('does not climb before somebody was told', async () => {
  chores.set('MADISON', [owed('one')]);
  await until(bot, '2026-11-23T13:00:00Z');
  bot.clock.now = new Date('2026-11-27T16:00:00Z');
  await wakes(bot);
  expect(await rungs()).toEqual([0]);
  expect(seenBy(ines)).toHaveLength(1);
});

it('goes to whoever stands in', async () => {
  await away('ines', 'ben', '2026-12-20');
  chores.set('MADISON', [owed('one')]);
  await until(bot, `2026-11-23${NINE}`);
  expect(seenBy(ines)).toEqual([]);
  expect(seenBy(ben)).toHaveLength(1);
});

it('goes up at once where everybody is away, and on record', async () => {
  await away('ines', null, '2026-12-20');
  chores.set('MADISON', [owed('one')]);
  await until(bot, `2026-11-23${NINE}`);
  expect(seenBy(ines)).toEqual([]);
  expect(seenBy(marc)).toHaveLength(1);
  const { rows } = await sql("select facts->>'why' as why from audit_events where event = 'reminders.climbed'");
  expect(rows).toEqual([{ why: 'nobody' }]);
});

it('waits for whoever is back tomorrow', async () => {
  await away('ines', null, '2026-11-24T05:00:00Z');
  chores.set('MADISON', [owed('one')]);
  await until(bot, `2026-11-24${NINE}`);
  expect(seenBy(ines)).toHaveLength(1);
  expect(seenBy(marc)).toEqual([]);
});

it('goes up at once where nobody holds the role', async () => {
  chores.set('RODEO', [owed('one')]);
  await until(bot, '2026-11-24T23:00:00Z');
  expect(seenBy(marc)).toHaveLength(1);
});

it('goes up at once where nobody on the rung may see it, and where nobody above may either, it waits', async () => {
  const restrict = (record: string, roles: string, people: string) =>
    sql('insert into restrictions (record, boutique_code, roles, people, since) values ($1, $2, $3, $4, now())', [
      record,
      'MADISON',
      roles,
      people,
    ]);
  await restrict('a', '{operations-manager}', '{}');
  await restrict('b', '{director}', '{}');
  chores.set('MADISON', [owed('one', { record: 'a' }), owed('two', { record: 'b' })]);
  await until(bot, '2026-11-27T23:00:00Z');
  expect(seenBy(ines)).toEqual([]);
  expect(seenBy(marc)).toHaveLength(1);
  expect(seenBy(marc)[0]).not.toContain('Chore two');
  expect(await rungs()).toEqual([1, 0]);
});

it('begins with its owner, and goes up from there', async () => {
  chores.set('MADISON', [owed('one', { owner: 'ana' })]);
  await until(bot, `2026-11-25${NINE}`);
  expect(seenBy(ana)).toHaveLength(1);
  expect(seenBy(ines)).toEqual([]);
  expect(seenBy(marc)).toHaveLength(1);
});

it('is whose its capability names anew', async () => {
  chores.set('MADISON', [owed('one', { owner: 'ana' })]);
  await until(bot, `2026-11-23${NINE}`);
  chores.set('MADISON', [owed('one', { owner: 'ben' })]);
  await until(bot, `2026-11-24${NINE}`);
  expect(seenBy(ana)).toHaveLength(1);
  expect(seenBy(ben)).toHaveLength(1);
});

it('counts hours where it is critical', async () => {
  await bot.stop();
  const ladder = [
    { to: 'store-manager', after: { hours: 0 } },
    { to: 'operations-manager', after: { hours: 2 } },
  ] as const;
  bot = await startBot(MONDAY, { capabilities: [choresOf(chores, { ladder, cron: '*/30 * * * *' })] });
  await opensOnWeekdays(bot);
  chores.set('MADISON', [owed('one', { weight: 'critical' })]);
  await until(bot, '2026-11-23T07:29:00Z');
  expect(seenBy(ines)).toHaveLength(1);
  expect(seenBy(marc)).toEqual([]);
  await until(bot, '2026-11-23T07:30:00Z');
  expect(seenBy(marc)).toHaveLength(1);
});
