import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { card, text } from '../../src/chat/card.js';
import type { Boutique } from '../../src/domain/boutique.js';
import { Refusal } from '../../src/domain/refusal.js';
import { type Context, capability, type Due, type Timed } from '../../src/engine/capability.js';
import type { Log } from '../../src/engine/log.js';
import { createRegistry } from '../../src/engine/registry.js';
import { sweepTimed } from '../../src/engine/timed.js';
import { type Bot, startBot } from '../helpers/bot.js';

const MORNING = '2026-11-27T14:12:00Z';

/** What is owed from a moment on, and for ever: that it was done nobody notes here. */
interface Alarm extends Due {
  readonly at: string;
  readonly goes?: 'wrong' | 'nowhere' | 'quietly' | 'ending';
}

const alarms: Alarm[] = [];
const acted: { readonly key: string; readonly actor: string; readonly boutique: string | null; readonly at: Date }[] =
  [];
let looks = 0;
let sweepsAtOnce = 1;
let ending = new AbortController();

/** Two who look at once have both looked before either acts. */
async function dueOf(now: Date): Promise<readonly Due[]> {
  looks += 1;
  const round = Math.ceil(looks / sweepsAtOnce) * sweepsAtOnce;
  while (looks < round) await new Promise(setImmediate);
  return alarms.filter(({ at }) => new Date(at) <= now);
}

async function ring(
  due: Due,
  { actor, boutique, subject, now, tell, record }: Context<Boutique | null>,
): Promise<void> {
  const { goes } = due as Alarm;
  acted.push({ key: due.key, actor: actor.id, boutique: boutique?.code ?? null, at: now });
  if (goes === 'ending') ending.abort();
  if (goes === 'quietly') return;
  tell({ person: 'ines' }, card(`Alarm ${subject}`, [text(boutique?.name ?? 'Everywhere')]));
  record('alarms.rang', subject);
  if (goes === 'wrong') throw new Error('broken');
  if (goes === 'nowhere') throw new Refusal('nobody-there', 'There is nobody to hear it.');
}

const broken: Timed = { name: 'broken', due: () => Promise.reject(new Error('broken')), act: ring };
const alarm: Timed = { name: 'alarm', due: dueOf, act: ring };
const cleaning: Timed = {
  name: 'cleaning',
  due: async () => alarms.filter(({ subject }) => subject === 'a').map((due) => ({ ...due, subject: 'broom' })),
  act: ring,
};

const ringing = (name: string, timed: readonly Timed[]) =>
  capability({
    name,
    title: 'Alarms',
    commands: {},
    actions: {},
    approvals: [],
    jobs: {},
    shortcuts: {},
    waiting: async () => [],
    timed,
  });

const logged: string[] = [];
const write = (message: string, facts?: object) => void logged.push(`${message} ${JSON.stringify(facts)}`);
const log: Log = { info: write, warn: write, error: write };

let bot: Bot;
beforeAll(async () => {
  bot = await startBot(MORNING, { capabilities: [ringing('alarms', [alarm]), ringing('doors', [])] });
});
afterAll(() => bot.stop());
beforeEach(async () => {
  await bot.connection.pool.query('truncate timed_acts, deliveries');
  for (const list of [alarms, acted, logged, bot.errors, bot.chat.seen(), bot.chat.history()] as unknown[][])
    list.length = 0;
  bot.clock.now = new Date(MORNING);
  [looks, sweepsAtOnce] = [0, 1];
});

const owed = (key: string, more: Partial<Alarm> = {}): Alarm => ({
  key,
  boutique: 'MADISON',
  subject: key,
  at: '2026-11-27T15:00:00Z',
  ...more,
});
const keys = () => acted.map(({ key }) => key);
const heard = () => bot.chat.seen().map(({ card: { title } }) => title);
const onRecord = () => bot.connection.prisma.auditEvent.count({ where: { event: 'alarms.rang' } });

describe('what time brings', () => {
  it('comes when it is due and not before, from nobody, at its boutique', async () => {
    alarms.push(owed('a'));
    await bot.waits({ minutes: 47 });
    expect(keys()).toEqual([]);

    await bot.waits({ minutes: 1 });
    const at = new Date('2026-11-27T15:00:00Z');
    expect(acted).toEqual([{ key: 'a', actor: 'vitrine', boutique: 'MADISON', at }]);
    expect(bot.chat.seen().map(({ to, text: said }) => [to, said])).toEqual([
      ['person/ines', expect.stringContaining('Madison Avenue')],
    ]);
    const event = await bot.connection.prisma.auditEvent.findFirst({ where: { event: 'alarms.rang' } });
    expect(event).toMatchObject({ actorId: null, channel: 'engine', boutiqueCode: 'MADISON', subject: 'a' });
  });

  it('is said once, though it stays due', async () => {
    alarms.push(owed('a'));
    await bot.waits({ hours: 1 });
    await bot.waits({ minutes: 1 });
    await bot.waits({ hours: 100 });

    expect(heard()).toEqual(['Alarm a']);
  });

  it('is said once after hours of sleep, and then what comes next', async () => {
    alarms.push(owed('a/1'), owed('a/2', { at: '2026-11-28T15:00:00Z' }));
    await bot.waits({ hours: 11 });
    expect(heard()).toEqual(['Alarm a/1']);

    await bot.waits({ hours: 20 });
    expect(heard()).toEqual(['Alarm a/1', 'Alarm a/2']);
  });

  it('is said once, however many look at the same moment', async () => {
    alarms.push(owed('a'), owed('b'));
    const before = await onRecord();
    bot.clock.now = new Date('2026-11-27T16:00:00Z');
    sweepsAtOnce = 3;
    await Promise.all([1, 2, 3].map(() => sweepTimed(bot.engine.parts, bot.connection, log)));
    await bot.settle();

    expect(looks).toBe(3);
    expect(heard().sort()).toEqual(['Alarm a', 'Alarm b']);
    expect(await onRecord()).toBe(before + 2);
    expect(logged).toEqual([]);
  });

  it('may be about no boutique', async () => {
    alarms.push(owed('a', { boutique: null }));
    await bot.waits({ hours: 1 });

    expect(acted).toMatchObject([{ key: 'a', boutique: null }]);
    expect(bot.chat.seen()[0]?.text).toContain('Everywhere');
  });

  it('is all done where much is due, in its order, and each that fails once', async () => {
    const many = Array.from({ length: 1001 }, (_, index) => `${index}`);
    alarms.push(...many.map((key, index) => owed(key, { goes: index === 3 ? 'wrong' : 'quietly' })));
    await bot.waits({ hours: 1 });
    expect(keys()).toEqual(many);
    expect(bot.errors.splice(0)).toHaveLength(1);
  });

  it('ends early once nothing is looked at any more, and goes on the next time', async () => {
    ending = new AbortController();
    alarms.push(owed('a', { goes: 'ending' }), owed('b'));
    bot.clock.now = new Date('2026-11-27T16:00:00Z');
    await sweepTimed(bot.engine.parts, bot.connection, log, ending.signal);
    expect(keys()).toEqual(['a']);

    await bot.waits({ minutes: 1 });
    expect(keys()).toEqual(['a', 'b']);
  });

  it('is asked for in as many queries, however much was done', async () => {
    const many = Array.from({ length: 20 }, (_, index) => owed(`${index}`));
    alarms.push(owed('a'));
    await bot.waits({ hours: 1 });
    const few = await queriesOf(() => sweepTimed(bot.engine.parts, bot.connection, log));
    alarms.push(...many);
    await bot.waits({ minutes: 1 });

    expect(acted).toHaveLength(21);
    expect(await queriesOf(() => sweepTimed(bot.engine.parts, bot.connection, log))).toEqual(few);
    expect(few).toHaveLength(1);
  });
});

describe('what goes wrong', () => {
  it('holds nothing else back, leaves nothing behind, and is tried again', async () => {
    alarms.push(owed('a', { goes: 'wrong' }), owed('b', { boutique: 'NOWHERE' }), owed('c'));
    const before = await onRecord();
    await bot.waits({ hours: 1 });
    expect(heard()).toEqual(['Alarm c']);
    expect(await onRecord()).toBe(before + 1);
    expect(bot.errors.splice(0)).toEqual([
      expect.stringContaining('what was due was not done {"due":"alarms/alarm/a"'),
      expect.stringContaining('what was due was not done {"due":"alarms/alarm/b"'),
    ]);

    alarms.splice(0, 1, owed('a'));
    await bot.waits({ minutes: 1 });
    expect(heard()).toEqual(['Alarm c', 'Alarm a']);
  });

  it('is no error where it refuses: nothing was done, and it is asked again', async () => {
    alarms.push(owed('a', { goes: 'nowhere' }));
    bot.clock.now = new Date('2026-11-27T16:00:00Z');
    await sweepTimed(bot.engine.parts, bot.connection, log);
    await bot.settle();

    expect(heard()).toEqual([]);
    expect(await bot.connection.prisma.timedAct.count()).toBe(0);
    expect(logged).toEqual(['what was due was refused {"due":"alarms/alarm/a","code":"nobody-there"}']);

    alarms.splice(0, 1, owed('a'));
    await bot.waits({ minutes: 1 });
    expect(heard()).toEqual(['Alarm a']);
  });
});

describe('several things that time brings', () => {
  it('take turns, have keys of their own, and do not wait for one that fails to look', async () => {
    const { registry } = bot.engine.parts;
    const capabilities = [ringing('alarms', [broken, alarm, cleaning]), ringing('doors', [alarm])];
    const parts = { ...bot.engine.parts, registry: { ...registry, capabilities } };
    alarms.push(owed('a'), owed('b'));
    bot.clock.now = new Date('2026-11-27T16:00:00Z');
    await sweepTimed(parts, bot.connection, log);

    const done = await bot.connection.prisma.timedAct.findMany({ orderBy: { key: 'asc' } });
    expect(done.map(({ key }) => key)).toEqual([
      'alarms/alarm/a',
      'alarms/alarm/b',
      'alarms/cleaning/a',
      'doors/alarm/a',
      'doors/alarm/b',
    ]);
    expect(keys()).toEqual(['a', 'a', 'a', 'b', 'b']);
    expect(logged).toEqual([expect.stringContaining('nobody knows what is due {"timed":"alarms/broken"')]);
  });
});

it('has one name within its capability', () => {
  expect(() => createRegistry([ringing('alarms', [alarm, cleaning])], {})).not.toThrow();
  expect(() => createRegistry([ringing('alarms', [alarm, alarm])], {})).toThrow(
    'two things that time brings have one name',
  );
});

/** What is asked outside of transactions. */
async function queriesOf(work: () => Promise<void>): Promise<unknown[]> {
  const { pool } = bot.connection;
  const asked: unknown[] = [];
  const query = pool.query.bind(pool);
  pool.query = ((...given: unknown[]) => {
    asked.push((given[0] as { text?: string }).text ?? given[0]);
    return (query as (...args: unknown[]) => unknown)(...given);
  }) as typeof query;
  await work().finally(() => {
    pool.query = query;
  });
  return asked;
}
