import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tryReminders } from '../../src/commands/reminders.js';
import { type Bot, startBot } from '../helpers/bot.js';
import { type Chores, choresOf, opensOnWeekdays, owed } from '../helpers/chores.js';
import { ines, marc } from '../helpers/network.js';
import { until } from '../helpers/time.js';

const MONDAY = '2026-11-23T05:00:00Z';

let bot: Bot;
let chores: Chores;

beforeEach(async () => {
  chores = new Map();
  bot = await startBot(MONDAY, { capabilities: [choresOf(chores)] });
  await opensOnWeekdays(bot);
});
afterEach(() => bot.stop());

const sql = (text: string) => bot.connection.pool.query(text);

async function tries(at: string, rest: { readonly zone?: string; readonly boutique?: string } = {}): Promise<string[]> {
  const said: string[] = [];
  const { registry, newId } = bot.engine.parts;
  const trying = {
    registry,
    chats: ['slack'],
    newId,
    now: bot.clock.now,
    say: (line: string) => said.push(line),
  } as const;
  await tryReminders(bot.connection, { at, ...rest }, trying);
  return said;
}

const written = async () => {
  const tables = [
    'reminders',
    'reminders_said',
    'digests',
    'deliveries',
    'audit_events',
    'graphile_worker._private_jobs',
  ];
  const counts = tables.map((table) => `(select count(*)::int from ${table}) as "${table}"`);
  const { rows } = await bot.connection.pool.query<Record<string, number>>(`select ${counts}`);
  return Object.values(rows[0] ?? {});
};

it('says to whom, what and why, and writes nothing', async () => {
  chores.set('MADISON', [owed('one'), owed('two', { weight: 'urgent', level: 'late' })]);
  const before = await written();
  expect(await tries('2026-11-23 09:00')).toEqual([
    'Mon, Nov 23, 2026, 9:00 AM (America/New_York), if nothing is done before then.',
    '',
    'Said that day by then:',
    '9:00 AM  Inès Laurent (Slack)',
    '    Chore two Water the orchids (Madison Avenue)',
    '      Orchids: late, due Tue, Nov 24; since Mon, Nov 23, 4:30 AM with the store manager, rung 1 of 2; urgent.',
    '9:00 AM  Inès Laurent (Slack)',
    '    Chore one Water the orchids (Madison Avenue)',
    '      Orchids: due Tue, Nov 24; since Mon, Nov 23, 4:30 AM with the store manager, rung 1 of 2.',
  ]);
  expect(await written()).toEqual(before);
});

it('says what the real mornings then say, days ahead too', async () => {
  chores.set('MADISON', [owed('one'), owed('two', { owner: 'ana' })]);
  chores.set('RODEO', [owed('three')]);
  const [monday, wednesday] = [await tries('2026-11-23 20:00'), await tries('2026-11-25 20:00')];
  const tried = [monday, wednesday].map((lines) =>
    lines.flatMap((line) => line.match(/^\d.*(?= \()|Chore \w+/g) ?? []),
  );
  expect(tried[0]).toEqual([
    '9:00 AM  Ana Ruiz',
    'Chore two',
    '9:00 AM  Inès Laurent',
    'Chore one',
    '9:00 AM  Marc Delorme',
    'Chore three',
  ]);
  expect(tried[1]).toEqual(['9:00 AM  Marc Delorme', 'Chore one', 'Chore two']);

  await until(bot, '2026-11-24T01:00:00Z');
  expect(bot.as(ines).sees()).toHaveLength(1);
  expect(bot.as(marc).lastSees()).toContain('Chore three');
  await until(bot, '2026-11-26T01:00:00Z');
  expect(bot.as(marc).lastSees()).toMatch(/Chore one[\s\S]*Chore two/);
  expect(bot.as(marc).lastSees()).not.toContain('Chore three');
});

it('is right on a connection that has asked the same many times', async () => {
  chores.set('MADISON', [owed('one', { level: 'upcoming' })]);
  await until(bot, '2026-12-05T05:00:00Z');
  const before = await written();
  for (const lead of ['two', 'three']) {
    chores.set('MADISON', [owed(lead)]);
    expect((await tries('2026-12-05 12:00')).join('\n')).toContain(`Chore ${lead}`);
  }
  expect(await written()).toEqual(before);
});

it('goes on from what was said, and what was done', async () => {
  chores.set('MADISON', [owed('one'), owed('two')]);
  await until(bot, '2026-11-23T15:00:00Z');
  expect((await tries('2026-11-24 12:00'))[2]).toBe('Nothing is said that day by then.');
  await bot.as(ines).presses('Seen');
  const [, , , who, ...lines] = await tries('2026-11-25 09:00');
  expect(who).toContain('Marc Delorme');
  expect(lines.filter((line) => line.startsWith('    Chore'))).toHaveLength(1);
});

describe('who is not told yet', () => {
  it('is named, with the reason and the time', async () => {
    await sql(`insert into delegations (id, from_id, starts, ends, created_by, created_at)
      values ('a', 'ana', '2026-11-20', '2026-11-24T05:00:00Z', 'ana', now())`);
    await sql(`insert into closures (id, boutique_code, first_day, last_day, reason, created_at)
      values ('c', 'RODEO', '2026-11-23', '2026-11-23', 'Renovation', now())`);
    chores.set('MADISON', [owed('one'), owed('two', { owner: 'ana' })]);
    chores.set('RODEO', [owed('three', { owner: 'rita' })]);
    const lines = await tries('2026-11-23 08:30');
    expect(lines.slice(2)).toEqual([
      'Nothing is said that day by then.',
      '',
      'Not said yet:',
      'Ana Ruiz, away; their next morning is Tue, Nov 24, 9:00 AM (America/New_York): 1 reminder',
      '    Chore two Water the orchids (Madison Avenue)',
      'Inès Laurent, told in the morning: Mon, Nov 23, 9:00 AM (America/New_York): 1 reminder',
      '    Chore one Water the orchids (Madison Avenue)',
      'Rita Moss, has the day off; their next morning is Tue, Nov 24, 9:00 AM (America/Los_Angeles): 1 reminder',
      '    Chore three Water the orchids (Beverly Hills)',
    ]);
    expect((await tries('2026-11-23 08:30', { boutique: 'rodeo' })).join('\n')).not.toContain('Madison');
  });

  it('may be nobody at all', async () => {
    await sql("delete from roles where role in ('store-manager', 'operations-manager')");
    chores.set('MADISON', [owed('one')]);
    const lines = await tries('2026-11-23 09:00');
    expect(lines.at(-2)).toBe('Nobody holds the role or is there, on this rung or above: 1 reminder');
  });
});

it('hinders nobody, and is hindered by nobody', async () => {
  chores.set('MADISON', [owed('one')]);
  const other = await bot.connection.pool.connect();
  await other.query(
    "begin; select pg_advisory_xact_lock(hashtextextended('reminders', 0)); insert into digests values ('person/ines/2026-11-23', now())",
  );
  expect((await tries('2026-11-23 09:00')).join('\n')).toContain('Chore one');
  await other.query('rollback');
  other.release();
});

it.each([
  ['tomorrow', {}, 'Write a time such as "2026-11-23 09:00".'],
  ['2026-02-30 09:00', {}, 'Write a time such as "2026-11-23 09:00".'],
  ['2026-11-22 09:00', {}, 'Name a time that is still to come: what was said is in the chats.'],
  ['2028-11-22 09:00', {}, 'Name a time within the next year.'],
  ['2026-11-24 09:00', { zone: 'Atlantis' }, '"Atlantis" is no time zone. Write one such as America/Chicago.'],
  ['2026-11-24 09:00', { boutique: 'NOPE' }, 'I know no boutique called "NOPE". Write its code, such as MADISON.'],
] as const)('refuses %s %o', async (at, rest, sentence) => {
  await expect(tries(at, rest)).rejects.toThrow(sentence);
});
