import { randomUUID } from 'node:crypto';
import { capabilities } from '../../src/capabilities/index.js';
import { type Connection, connect } from '../../src/database/client.js';
import type { Work } from '../../src/database/work.js';
import { momentAt } from '../../src/domain/calendar.js';
import { createEngine } from '../../src/engine/dispatch.js';
import { firingsBetween, occasionsIn, take } from '../../src/engine/reminders/turns.js';
import { sweepTimed } from '../../src/engine/timed.js';
import { runWork } from '../../src/engine/work.js';
import { silent } from '../helpers/time.js';
import { managerOf, places, zoneOf } from './company.js';
import { countUntil, type Planned, plannedIn } from './counting.js';
import { type Happenings, happeningsOf } from './happenings.js';
import { type Heard, heardIn, type Sent, sentIn } from './heard.js';
import { monthsBetween, settleIn } from './settling.js';

export interface Year {
  readonly happenings: Happenings;
  readonly heard: readonly Heard[];
  readonly sent: readonly Sent[];
  readonly answered: readonly Answered[];
  readonly planned: readonly Planned[];
  readonly looks: number;
  readonly mornings: number;
  readonly seconds: number;
}

/** That a store manager pressed Seen, or Not before tomorrow. */
export interface Answered {
  /** Boutique and month. */
  readonly key: string;
  readonly reminder: string;
  readonly what: 'seen' | 'later';
  readonly at: Date;
}

/**
 * Lives through some days of a network with the real engine, its real capabilities and PostgreSQL: every look and morning
 * at its own moment, and in between what its people do. Only the clock is not real.
 */
export async function liveThrough(url: string, first: string, last: string, seed: string): Promise<Year> {
  const began = performance.now();
  const connection = connect(url);
  try {
    const clock = { now: momentAt(first, '00:00', 'Pacific/Honolulu') };
    const until = momentAt(last, '23:59', 'Pacific/Honolulu');
    const happenings = happeningsOf(seed, monthsBetween(first, last));
    await settleIn(connection, happenings, clock.now);
    const engine = engineOf(connection, clock);
    const { parts } = engine;
    const keeper = { parts, connection, log: silent };
    const occasions = await occasionsIn(parts.registry, connection.prisma);
    const planned = firingsBetween(occasions, clock.now, until);
    const firings = planned.map(({ at, occasion }) => ({
      at,
      happens: () => take(keeper, occasion),
    }));
    const answered: Answered[] = [];
    const deeds = [
      ...deedsOf(happenings, engine),
      ...answersOf(happenings, engine, connection, answered),
      leaving(happenings, connection),
      ...sweeps(connection, parts, { first: clock.now, until, seed }),
    ];
    const all = [...firings, ...deeds.filter(({ at }) => at > clock.now && at <= until)];
    for (const { at, happens } of all.sort((a, b) => a.at.getTime() - b.at.getTime())) {
      clock.now = at;
      await happens();
    }
    const [heard, sent, plans] = [await heardIn(connection), await sentIn(connection), await plannedIn(connection)];
    const looks = planned.filter(({ occasion }) => occasion.type === 'look').length;
    const seconds = (performance.now() - began) / 1000;
    return { happenings, heard, sent, answered, planned: plans, looks, mornings: planned.length - looks, seconds };
  } finally {
    await connection.close();
  }
}

type Engine = ReturnType<typeof createEngine>;

const engineOf = (connection: Connection, clock: { now: Date }): Engine =>
  createEngine({
    ...{ capabilities, connection, newId: randomUUID as () => string, log: silent, now: () => clock.now },
    whoIs: () => async () => ({ email: null, fullMember: true }),
  });

interface Deed {
  readonly at: Date;
  readonly happens: () => Promise<unknown>;
}

/** At a quarter past eleven on their own clocks, in the form that the reminder opens. */
function deedsOf({ signed }: Happenings, engine: Engine): Deed[] {
  return [...signed].flatMap(([key, day]): Deed[] => {
    const [code = '', month = ''] = key.split('/');
    const place = places.find((each) => each.code === code);
    if (!place || day === null) return [];
    return [{ at: momentAt(day, '11:15', place.timeZone), happens: () => sign(engine, code, month) }];
  });
}

const looked = ['cash', 'related', 'instruments', 'near', 'others'];

async function sign(engine: Engine, code: string, month: string): Promise<void> {
  const asked = { channel: 'slack', tenant: 'T1', userId: `U0${managerOf(code)}`, room: null } as const;
  const route = { interaction: 'aml-checks.sign', boutique: code, subject: month };
  const form = await engine.handle({ ...asked, type: 'press', route });
  if (form.type !== 'form') throw new Error(JSON.stringify(form));
  const raw = { looked, outcome: 'nothing', signed: true } as never;
  const answer = await engine.handle({ ...asked, type: 'submission', route: form.route, raw });
  if (answer.type !== 'reply') throw new Error(JSON.stringify(answer));
}

/** At noon, to the reminder as they have it in their message, if it is still open. */
function answersOf({ answers }: Happenings, engine: Engine, connection: Connection, answered: Answered[]): Deed[] {
  return [...answers].map(([key, { day, what }]) => {
    const [code = '', month = ''] = key.split('/');
    const at = momentAt(day, '12:00', zoneOf(null, code));
    return {
      at,
      async happens() {
        const { rows } = await connection.pool.query<{ id: string }>(
          `select r.id from reminders r where r.name = 'aml-checks/monthly-check' and r.boutique_code = $1 and r.subject = $2
             and r.ended_at is null and r.rung = 0
             and exists (select from reminders_said s where s.reminder_id = r.id and s.person_id = $3)`,
          [code, month, managerOf(code)],
        );
        for (const { id } of rows) {
          const route = { interaction: `engine.reminder-${what}`, boutique: code, subject: `${id}/noon` };
          const asked = { channel: 'slack', tenant: 'T1', userId: `U0${managerOf(code)}`, room: null } as const;
          const answer = await engine.handle({ ...asked, type: 'press', route });
          if (answer.type === 'refusal') throw new Error(JSON.stringify(answer));
          answered.push({ key, reminder: id, what, at });
        }
      },
    };
  });
}

/** As the network file has it that no longer lists them. */
const leaving = ({ gone: { code, from } }: Happenings, { prisma }: Connection): Deed => ({
  at: momentAt(from, '00:00', zoneOf(null, code)),
  happens: () => prisma.person.update({ where: { id: managerOf(code) }, data: { active: false } }),
});

interface Span {
  readonly first: Date;
  readonly until: Date;
  readonly seed: string;
}

/**
 * What time brings beside reminders. Late at night, when the last boutique is closed: what was counted in the day is done,
 * and what nobody moved stands for the next. On Thursday and Friday afternoons the next week is planned.
 */
function sweeps(connection: Connection, parts: Engine['parts'], { first, until, seed }: Span): Deed[] {
  const days = Math.ceil((until.getTime() - first.getTime()) / DAY);
  const sweep = async () => {
    await sweepTimed(parts, connection, silent);
    await work(connection, parts);
  };
  return Array.from({ length: days }, (_, day) => new Date(first.getTime() + day * DAY)).flatMap((morning) => {
    const night = {
      at: new Date(morning.getTime() + NIGHT),
      happens: async () => {
        await countUntil(connection, seed, parts.now());
        await sweep();
      },
    };
    const isPlanned = PLANNING_DAYS.includes(morning.getUTCDay());
    return isPlanned ? [{ at: new Date(morning.getTime() + AFTERNOON), happens: sweep }, night] : [night];
  });
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PLANNING_DAYS = [4, 5];
/** From midnight in Honolulu on: an hour at which every boutique is open. */
const AFTERNOON = 11.4 * HOUR;
/** When it is night in New York and after six in Honolulu, summer and winter. */
const NIGHT = 19.5 * HOUR;

async function work(connection: Connection, parts: Engine['parts']): Promise<void> {
  const { rows } = await connection.pool.query<{ id: string; payload: Work }>(
    "select j.id, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'work' order by j.id",
  );
  const files = { read: async () => new Uint8Array() };
  for (const { payload } of rows) await runWork({ parts, connection, files }, payload);
  await connection.pool.query('delete from graphile_worker._private_jobs where id = any($1::bigint[])', [
    rows.map(({ id }) => id),
  ]);
}
