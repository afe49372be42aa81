import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card } from '../../../src/chat/card.js';
import { transaction } from '../../../src/database/client.js';
import { addDeliveries } from '../../../src/database/deliveries.js';
import { act, nobody } from '../../../src/engine/context.js';
import { take } from '../../../src/engine/reminders/turns.js';
import type { Route } from '../../../src/engine/request.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { type Chores, choresOf, opensOnWeekdays, owed } from '../../helpers/chores.js';
import { ben, ines, type Member, marc } from '../../helpers/network.js';
import { silent, wakes } from '../../helpers/time.js';

const AT_NINE = '2026-11-23T14:00:00Z';

let bot: Bot;
let chores: Chores;
let looking: Looking;

beforeEach(async () => {
  chores = new Map([['MADISON', [owed('one'), owed('two', { weight: 'urgent' })]]]);
  bot = await startBot(AT_NINE, { capabilities: [choresOf(chores)] });
  await opensOnWeekdays(bot);
  await wakes(bot);
});
afterEach(async () => {
  await looking.ends();
  await bot.stop();
});

describe('while a look or a morning is under way', () => {
  beforeEach(async () => {
    looking = await someoneLooks(bot);
  });

  it('what is done is saved at once, and ends in every message as soon as the look does', async () => {
    expect(await press(ines, 'chores.done', 'one')).toEqual({ type: 'done' });
    expect(await row('one')).toMatchObject({ endedAt: null });

    await looking.ends();
    await bot.settle();
    expect(await row('one')).toMatchObject({ endedAt: bot.clock.now });
    expect(said('one')).toContain('Done');
  });

  it('Seen is saved at once, and stands in the message as soon as the look has ended', async () => {
    expect(await answer(ines, 'seen', 'one')).toEqual({ type: 'done' });
    await looking.ends();
    await bot.settle();
    expect(await row('one')).toMatchObject({ seenBy: 'ines' });
    expect(said('one')).toContain('Seen by Inès Laurent, 9:00 AM');
  });

  it('Not before tomorrow and Pass to are saved at once too', async () => {
    expect(await answer(ines, 'later', 'one')).toEqual({ type: 'done' });
    const id = (await row('two')).id;
    const route = { interaction: 'engine.reminder-pass', boutique: 'MADISON', subject: `${id}/1` };
    const form = await bot.engine.handle({ ...from(ines), type: 'press', route });
    if (form.type !== 'form') throw new Error('no form');
    const raw = { person: ben.id };
    expect(await bot.engine.handle({ ...from(ines), type: 'submission', route: form.route, raw })).toMatchObject({
      type: 'done',
    });

    await looking.ends();
    await bot.settle();
    expect(await row('one')).toMatchObject({ notBefore: new Date('2026-11-24T00:00:00Z') });
    expect(await row('two')).toMatchObject({ ownerId: 'ben' });
    expect(bot.as(ben).lastSees()).toContain('From Inès Laurent');
  });

  it('whoever may not is told so at once', async () => {
    expect(await answer(marc, 'seen', 'one')).toMatchObject({
      type: 'refusal',
      sentence: expect.stringContaining('Store managers answer to this.'),
    });
    expect(await bot.takeWork()).toEqual([]);
  });

  it('what was answered and done in those seconds is done, and the queue goes on', async () => {
    await answer(ines, 'later', 'one');
    await press(ines, 'chores.done', 'one');
    await looking.ends();
    const [put, done] = await bot.takeWork();
    for (const work of [done, put]) if (work) await bot.works(work);
    await bot.carry();
    expect(await row('one')).toMatchObject({ endedAt: bot.clock.now, notBefore: null });
    expect(said('one')).toContain('Done');
  });

  it('of those who wait for it, one at a time waits', async () => {
    await answer(ines, 'later', 'one');
    await press(ines, 'chores.done', 'two');
    const queued = await bot.connection.pool.query(
      'select queue_name from graphile_worker.jobs where queue_name is not null',
    );
    expect(queued.rows).toEqual([{ queue_name: 'reminders' }, { queue_name: 'reminders' }]);
  });
});

it('a look waits for those who answer, and not they for one that waits', async () => {
  looking = await someoneLooks(bot);
  const waiting = take({ parts: bot.engine.parts, connection: bot.connection, log: silent }, 'everything');
  await expect.poll(waiters).toBe(1);
  expect(await press(ines, 'chores.done', 'one')).toEqual({ type: 'done' });
  await looking.ends();
  await waiting;
});

it('whoever tells the same people does not wait for what a look has to say', async () => {
  bot.clock.now = new Date('2026-11-25T14:00:00Z');
  looking = await someoneHolds(bot, 'audit:MADISON');
  const climbing = take({ parts: bot.engine.parts, connection: bot.connection, log: silent }, 'everything');
  await expect.poll(waiters).toBe(1);
  const hello = { conversation: 'slack/person/marc', topic: null, card: card('Hello', []), attachments: [] };
  await transaction(bot.connection, (db) => addDeliveries(db, [hello], bot.clock.now));

  await looking.ends();
  await climbing;
  await bot.carry();
  expect(bot.as(marc).sees()).toHaveLength(3);
  const { rows } = await bot.connection.pool.query(
    "select from graphile_worker.jobs where key = 'deliver:slack/person/marc'",
  );
  expect(rows).toHaveLength(1);
});

it('what was closed to somebody while a look was under way is closed in what the look said', async () => {
  looking = await someoneLooks(bot);
  const { id } = await row('one');
  await bot.connection.prisma.reminder.update({ where: { id }, data: { record: 'record-1' } });
  const moment = { actor: nobody, boutique: null, subject: '', now: bot.clock.now, through: 'engine' };
  await transaction(bot.connection, (db) =>
    act(bot.engine.parts, { ...moment, db }, ({ restrict }) =>
      restrict('record-1', { roles: ['director'], people: [] }),
    ),
  );
  const works = await bot.takeWork();
  await bot.connection.prisma.delivery.deleteMany({ where: { state: 'waiting' } });
  expect(said('one')).not.toBe('');

  await looking.ends();
  for (const work of works) await bot.works(work);
  await bot.carry();
  expect(said('one')).toBe('');
});

const row = (subject: string) => bot.connection.prisma.reminder.findFirstOrThrow({ where: { subject } });

const from = ({ userId }: Member) => ({ channel: 'slack', tenant: 'T1', userId, room: 'C0MADISON' }) as const;

/** As it is pressed, with nobody who works off what it leaves behind. */
function press(member: Member, interaction: string, subject: string) {
  const route: Route = { interaction, boutique: 'MADISON', subject };
  return bot.engine.handle({ ...from(member), type: 'press', route });
}

const answer = async (member: Member, what: string, subject: string) =>
  press(member, `engine.reminder-${what}`, `${(await row(subject)).id}/1`);

/** What the store manager reads where it stands. */
const said = (subject: string): string =>
  bot
    .as(ines)
    .sees()
    .map(({ text }) => text)
    .find((text) => text.includes(`Chore ${subject}`)) ?? '';

async function waiters(): Promise<number> {
  const { rows } = await bot.connection.pool.query("select from pg_locks where locktype = 'advisory' and not granted");
  return rows.length;
}

interface Looking {
  readonly ends: () => Promise<void>;
}

/** Over so many boutiques that it takes longer than anybody waits. */
const someoneLooks = (bot: Bot): Promise<Looking> => someoneHolds(bot, 'reminders');

async function someoneHolds({ connection }: Bot, name: string): Promise<Looking> {
  const client = new pg.Client({ connectionString: connection.pool.options.connectionString as string });
  await client.connect();
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
  let ended = false;
  return {
    async ends() {
      if (!ended) await client.end();
      ended = true;
    },
  };
}
