import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { calendarColumns, calendarsOf, placesIn, timeZonesInUse, withCalendar } from '../../src/database/calendars.js';
import { type Connection, connect, sql } from '../../src/database/client.js';
import { hoursOn, type PlaceCalendar } from '../../src/domain/place-calendar.js';
import { testDatabase } from '../helpers/database.js';
import { network } from '../helpers/network.js';

let connection: Connection;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await testDatabase();
  drop = database.drop;
  connection = connect(database.url);
  await network(connection);
  await connection.pool.query(`
    update boutiques set state = 'NY', time_zone = 'America/New_York', trading_hours = '{"fri": "10:00-19:00"}' where code = 'MADISON';
    update boutiques set state = 'CA', time_zone = 'America/Los_Angeles', trading_hours = '{"fri": "11:00-18:00"}' where code = 'RODEO'`);
});
afterAll(async () => {
  await connection.close();
  await drop();
});
beforeEach(async () => {
  await connection.pool.query('delete from closures');
});

interface Written {
  readonly at?: string;
  readonly country?: string;
  readonly state?: string;
  readonly days?: readonly [first: string, last: string];
  readonly hours?: string;
  readonly reason: string;
  readonly createdAt?: string;
  readonly endedAt?: string;
}

const FRIDAY = '2026-11-27';

const closed = async (...entries: readonly Written[]): Promise<void> => {
  const data = entries.map(({ at, country, state, days: [first, last] = [FRIDAY, FRIDAY], ...each }, index) => ({
    id: `c${index}`,
    boutiqueCode: at ?? null,
    countryCode: country ?? null,
    state: state ?? null,
    firstDay: new Date(first),
    lastDay: new Date(last),
    hours: each.hours ?? null,
    reason: each.reason,
    createdAt: new Date(each.createdAt ?? '2026-11-01T12:00Z'),
    endedAt: each.endedAt ? new Date(each.endedAt) : null,
  }));
  await connection.prisma.closure.createMany({ data });
};

const reasonsAt = async (code: string) =>
  (await calendarsOf(connection.prisma, [code])).get(code)?.closures.map(({ reason }) => reason);

describe('the calendar of a boutique', () => {
  it('has its week, its place, and what is written for its days', async () => {
    await closed({ at: 'MADISON', days: ['2026-12-24', '2026-12-26'], hours: '10:00-14:00', reason: 'Christmas' });

    expect(await calendarsOf(connection.prisma, ['MADISON', 'NOWHERE'])).toEqual(
      new Map([
        [
          'MADISON',
          {
            ...{ timeZone: 'America/New_York', country: 'US', state: 'NY', hours: { fri: '10:00-19:00' } },
            closures: [{ firstDay: '2026-12-24', lastDay: '2026-12-26', hours: '10:00-14:00', reason: 'Christmas' }],
          },
        ],
      ]),
    );
  });

  it('has what is for its state, its country and everybody, and nothing of others', async () => {
    await closed(
      { at: 'RODEO', reason: 'the other boutique' },
      { country: 'US', state: 'CA', reason: 'the other state' },
      { country: 'CA', reason: 'another country' },
      { country: 'US', state: 'NY', reason: 'its state' },
      { country: 'US', reason: 'its country' },
      { reason: 'everybody' },
    );
    expect(await reasonsAt('MADISON')).toEqual(['its state', 'its country', 'everybody']);
  });

  it('begins with what is for fewer, then with what is shorter, then with what was said last', async () => {
    await closed(
      { reason: 'everybody' },
      { country: 'US', reason: 'country' },
      { at: 'MADISON', days: [FRIDAY, '2026-11-28'], reason: 'two days' },
      { country: 'US', state: 'NY', reason: 'state' },
      { at: 'MADISON', reason: 'one day' },
      { at: 'MADISON', reason: 'one day, said again', createdAt: '2026-11-02T12:00Z' },
    );
    expect(await reasonsAt('MADISON')).toEqual([
      'one day, said again',
      'one day',
      'two days',
      'state',
      'country',
      'everybody',
    ]);
  });

  it('opens where its own word is against that of its country', async () => {
    await closed({ country: 'US', reason: 'Mourning' }, { at: 'MADISON', hours: '12:00-17:00', reason: 'Gala' });
    const calendars = await calendarsOf(connection.prisma, ['MADISON', 'RODEO']);
    const hours = [...calendars].map(([code, calendar]) => [code, hoursOn(FRIDAY, calendar)]);

    expect(Object.fromEntries(hours)).toEqual({ MADISON: { from: '12:00', to: '17:00' }, RODEO: null });
  });

  it('knows nothing of what was ended', async () => {
    await closed({ at: 'MADISON', reason: 'Flood', endedAt: '2026-11-20T12:00Z' });
    expect(await reasonsAt('MADISON')).toEqual([]);
  });
});

describe('the places of a time zone', () => {
  it('are its active boutiques, with their calendars', async () => {
    await closed({ country: 'US', reason: 'Mourning' });
    const [madison, ...others] = await placesIn(connection.prisma, 'America/New_York');

    expect(others).toEqual([]);
    expect(madison).toMatchObject({ code: 'MADISON', name: 'Madison Avenue', state: 'NY' });
    expect(madison?.closures).toHaveLength(1);
  });

  it('are all of them where none is named', async () => {
    const places = await placesIn(connection.prisma, null);
    expect(places.map(({ code }) => code)).toEqual(['MADISON', 'RODEO']);
  });

  it('are those of whoever is there: boutiques, and people who have a clock of their own', async () => {
    await connection.pool.query("update people set time_zone = 'Europe/Paris' where id = 'claire'");
    expect(await timeZonesInUse(connection.prisma)).toEqual([
      'America/Los_Angeles',
      'America/New_York',
      'Europe/Paris',
    ]);

    await connection.pool.query("update people set active = false where id = 'claire'");
    await connection.pool.query("update boutiques set active = false where code = 'RODEO'");
    expect(await timeZonesInUse(connection.prisma)).toEqual(['America/New_York']);
    expect((await placesIn(connection.prisma, null)).map(({ code }) => code)).toEqual(['MADISON']);
  });
});

describe('with whatever else is asked about a boutique', () => {
  const fragment = (since: string) => sql`
    select b.code, ${calendarColumns(sql`${since}::timestamptz`)} from boutiques b order by b.code`;
  const asked = async (since: string) => {
    const rows = await connection.prisma.$queryRaw<(PlaceCalendar & { readonly code: string })[]>(fragment(since));
    return new Map(rows.map(withCalendar).map(({ code, calendar }) => [code, calendar]));
  };

  it('comes the same calendar', async () => {
    await closed(
      { reason: 'everybody' },
      { at: 'MADISON', days: [FRIDAY, '2026-11-28'], hours: '12:00-17:00', reason: 'two days' },
      { at: 'MADISON', reason: 'one day' },
      { country: 'US', state: 'CA', reason: 'the other state' },
      { at: 'RODEO', reason: 'Flood', endedAt: '2026-11-20T12:00Z' },
    );
    const calendars = await calendarsOf(connection.prisma, ['MADISON', 'RODEO']);

    expect(calendars.get('MADISON')?.closures).toHaveLength(3);
    expect(await asked('2026-01-01T00:00Z')).toEqual(calendars);
  });

  it('and of closures only what was not over, wherever the day ends last', async () => {
    await closed(
      { reason: 'long ago', days: ['2026-11-20', '2026-11-23'] },
      { reason: 'just now', days: ['2026-11-20', '2026-11-26'] },
    );
    const reasons = (calendar: PlaceCalendar | undefined) => calendar?.closures.map(({ reason }) => reason);

    expect(reasons((await asked('2026-11-27T04:00Z')).get('MADISON'))).toEqual(['just now']);
    const since = await calendarsOf(connection.prisma, ['MADISON'], '2026-11-26');
    expect(reasons(since.get('MADISON'))).toEqual(['just now']);
  });
});
