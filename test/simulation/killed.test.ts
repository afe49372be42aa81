import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { amlChecks } from '../../src/capabilities/aml-checks/index.js';
import { checkTrail } from '../../src/database/audit-trail.js';
import { type Connection, connect } from '../../src/database/client.js';
import { chanceFrom } from '../../src/demo/chance.js';
import { momentAt } from '../../src/domain/calendar.js';
import { createEngine } from '../../src/engine/dispatch.js';
import { type Firing, firingsBetween, occasionsIn, take } from '../../src/engine/reminders/turns.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';
import { silent } from '../helpers/time.js';
import { build } from '../helpers/vitrine.js';
import { managerOf, zoneOf } from './company.js';
import type { Happenings } from './happenings.js';
import { heardIn, sentIn } from './heard.js';
import { type Instance, startInstance } from './instances.js';
import { settleIn } from './settling.js';
import { wallClock } from './wall-clock.js';

/** Every boutique owes its check and signs none: it is said before, on the day and after it, and goes up to the director. */
const SETTLED = momentAt('2027-01-31', '12:00', 'America/New_York');
const FIRST = momentAt('2027-02-03', '22:00', 'America/New_York');
const LAST = momentAt('2027-02-10', '23:00', 'America/New_York');
const KILLS = 20;

const happenings: Happenings = {
  leaves: [
    { person: managerOf('B01'), standIn: 'associate-b01', first: '2027-02-03', last: '2027-02-08' },
    { person: managerOf('B09'), standIn: null, first: '2027-02-02', last: '2027-02-09' },
  ],
  shut: [{ code: 'B04', first: '2027-02-04', last: '2027-02-06' }],
  hours: new Map([[managerOf('B13'), { quietFrom: '22:00', quietTo: '06:00', morning: '07:30' }]]),
  signed: new Map(),
  answers: new Map(),
  gone: { code: '', from: '9999-12-31' },
};

let calm: TestDatabase;
let stormy: TestDatabase;
let connections: readonly [Connection, Connection];

beforeAll(async () => {
  await build();
  [calm, stormy] = [await testDatabase(), await testDatabase()];
  connections = [connect(calm.url), connect(stormy.url)];
  for (const connection of connections) await settleIn(connection, happenings, SETTLED);
}, 240_000);

afterAll(async () => {
  for (const connection of connections) await connection.close();
  await calm.drop();
  await stormy.drop();
});

it('two instances, one of them killed at 20 random moments: nothing is lost and nothing said twice', async () => {
  const [undisturbed, disturbed] = connections;
  const { firings, busy } = await liveCalmly(undisturbed);
  const caught = await liveThroughKills(disturbed, firings, busy);

  expect(caught.kills).toBe(KILLS);
  expect(caught.atWork).toBeGreaterThanOrEqual(KILLS / 2);
  expect(caught.writing).toBeGreaterThanOrEqual(2);
  const [expected, said] = [await saidIn(undisturbed), await saidIn(disturbed)];
  expect(expected.length).toBeGreaterThan(80);
  expect(expected.filter((each) => !said.includes(each))).toEqual([]);
  expect(said).toEqual(expected);
  expect(await messagesIn(disturbed)).toEqual(await messagesIn(undisturbed));
  expect(await left(disturbed)).toEqual([]);
  for await (const { fault } of checkTrail(disturbed.prisma, { chain: null, witnesses: [] })) expect(fault).toBeNull();
}, 240_000);

interface Calm {
  readonly firings: readonly Firing[];
  /** Those that began, said or ended something. */
  readonly busy: ReadonlySet<Firing>;
}

async function liveCalmly(connection: Connection): Promise<Calm> {
  let now = FIRST;
  const { parts } = createEngine({
    ...{ capabilities: [amlChecks], connection, newId: randomUUID as () => string, log: silent, now: () => now },
    whoIs: () => async () => ({ email: null, fullMember: true }),
  });
  const firings = firingsBetween(await occasionsIn(parts.registry, connection.prisma), FIRST, LAST);
  const busy = new Set<Firing>();
  let before = await rowsIn(connection);
  for (const firing of firings) {
    now = firing.at;
    await take({ parts, connection, log: silent }, firing.occasion);
    const after = await rowsIn(connection);
    if (after !== before) busy.add(firing);
    before = after;
  }
  return { firings, busy };
}

async function rowsIn({ pool }: Connection): Promise<string> {
  const { rows } = await pool.query<{ all: string }>(
    'select concat_ws(\' \', (select count(*) from reminders), (select count(*) from reminders_said), (select count(*) from deliveries)) as "all"',
  );
  return rows[0]?.all ?? '';
}

interface Caught {
  readonly kills: number;
  /** Before they had answered. */
  readonly atWork: number;
  /** While they alone looked or said, within their transaction. */
  readonly writing: number;
}

async function liveThroughKills(
  connection: Connection,
  firings: readonly Firing[],
  busy: ReadonlySet<Firing>,
): Promise<Caught> {
  const chance = chanceFrom('kill -9');
  const doomed = drawn([...busy], KILLS, chance.below);
  let number = 0;
  const start = () => startInstance(stormy.url, `instance-${++number}`);
  let pair = [start(), start()];
  // As whoever watches over them has it: the next one is there at once.
  let spare = start();
  const caught = { kills: 0, atWork: 0, writing: 0 };
  try {
    for (const firing of firings) {
      const { at, occasion } = firing;
      await Promise.all(pair.map(({ ready }) => ready()));
      const taking = pair.map((each) => each.take(occasion, at));
      if (!doomed.has(firing)) {
        await Promise.all(taking);
        continue;
      }
      const victim = pair[chance.below(2)] as Instance;
      await pause(chance.below(40));
      if (await isWriting(connection, victim)) caught.writing += 1;
      victim.kill();
      const ends = await Promise.all(taking);
      caught.kills += 1;
      if (ends.includes('killed')) caught.atWork += 1;
      await spare.ready();
      pair = pair.map((each) => (each === victim ? spare : each));
      await spare.take('everything', at);
      spare = start();
    }
  } finally {
    for (const each of [...pair, spare]) each.kill();
  }
  return caught;
}

function drawn<T>(from: readonly T[], count: number, below: (limit: number) => number): ReadonlySet<T> {
  const left = [...from];
  return new Set(Array.from({ length: count }, () => left.splice(below(left.length), 1)).flat());
}

/** It holds the lock under which one alone looks and says. */
async function isWriting({ pool }: Connection, { name }: Instance): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and a.application_name = $1`,
    [name],
  );
  return rowCount !== 0;
}

/** Of what, on which rung, to whom, on which day of theirs. */
async function saidIn(connection: Connection): Promise<string[]> {
  const heard = await heardIn(connection);
  return heard
    .map(({ reminder: _, ...each }) => {
      const whom = each.person ?? `channel ${each.boutique}`;
      return `${each.name} ${each.boutique} ${each.subject} ${each.level} ${each.rung} ${whom} ${wallClock(each.at, zoneOf(each.person, each.boutique)).day}`;
    })
    .sort();
}

/** Those that are new where they are said: what replaces one rings nobody's phone. */
async function messagesIn(connection: Connection): Promise<string[]> {
  const keys = new Map(
    (await heardIn(connection)).map(({ topic, name, boutique, level }) => [topic, `${name} ${boutique} ${level}`]),
  );
  return (await sentIn(connection))
    .filter(({ revises }) => !revises)
    .map(({ conversation, topic }) => `${conversation} ${topic.startsWith('reminder/') ? keys.get(topic) : topic}`)
    .sort();
}

/** Whatever waits for nobody who would carry it, and whatever is open and was said to nobody. */
async function left({ pool }: Connection): Promise<unknown[]> {
  const { rows } = await pool.query(`
    select conversation from deliveries where state = 'waiting'
    except select payload ->> 'conversation' from graphile_worker._private_jobs
    union all select key from reminders r where ended_at is null
      and not exists (select from reminders_said s where s.reminder_id = r.id)`);
  return rows;
}
