import type { Connection } from '../../../src/database/client.js';
import type { Bot } from '../../helpers/bot.js';
import type { Member } from '../../helpers/network.js';

const member = (id: string, name: string): Member => ({ id, name, userId: `U0${id.toUpperCase()}` });

/** Store manager of Beverly Hills. */
export const theo = member('theo', 'Theo Barnes');
/** Associate and store manager of Oak Street. */
export const priya = member('priya', 'Priya Nair');
export const daniel = member('daniel', 'Daniel Okafor');
export const helen = member('helen', 'Helen Ashworth');

const newcomers = [
  [theo, 'store-manager', 'RODEO'],
  [priya, 'associate', 'OAK'],
  [daniel, 'store-manager', 'OAK'],
  [helen, 'director', null],
] as const;

const WEEK = {
  mon: '10:00-19:00',
  tue: '10:00-19:00',
  wed: '10:00-19:00',
  thu: '10:00-19:00',
  fri: '10:00-19:00',
  sat: '10:00-19:00',
};

/** A third boutique, its people, trading hours without Sundays, and four articles. */
export async function furnish({ prisma, pool }: Connection): Promise<void> {
  await pool.query(
    `insert into boutiques (code, name, country_code, street, city, state, postal_code, time_zone, currency, trading_hours, slack_channel)
     values ('OAK', 'Oak Street', 'US', '1 Example Street', 'Example', 'IL', '60611', 'America/Chicago', 'USD', '{}', 'C0OAK')`,
  );
  await pool.query('update boutiques set trading_hours = $1', [WEEK]);
  for (const [{ id, name, userId }, role, boutiqueCode] of newcomers) {
    await prisma.person.create({ data: { id, name, email: `${id}@vitrine.example`, language: 'en-US' } });
    await prisma.role.create({ data: { id: `${id}/${role}`, personId: id, role, boutiqueCode } });
    const account = { channel: 'slack', tenant: 'T1', userId, personId: id, boundAt: new Date(0) };
    await prisma.chatAccount.create({ data: account });
  }
  await prisma.supplyArticle.createMany({
    data: [
      article('RB-M', 'Ring box M', 'boxes', { packSize: 12, cost: 250n }),
      article('BAG-S', 'Paper bag S', 'packaging', { packSize: 50, cost: 80n, supplier: 'Paper & Sons', leadDays: 7 }),
      article('RIB', 'Ribbon', 'packaging', { unit: 'roll', cost: 900n }),
      article('LOUPE', 'Loupe', 'tools', { cost: 4_500n, leadDays: 30 }),
    ],
  });
}

const article = (code: string, name: string, category: string, more: object) => ({
  ...{
    code,
    name,
    category,
    unit: 'piece',
    packSize: 1,
    cost: 100n,
    currency: 'USD',
    supplier: 'Headquarters',
    leadDays: 14,
  },
  ...{ changedAt: new Date(0), changedBy: 'marc' },
  ...more,
});

let numbers = 0;

interface Asked {
  readonly by: Member;
  readonly boutique: string;
  readonly lines: Readonly<Record<string, number>>;
  readonly unit?: string;
}

/** A request as it stands once it was approved; its id. */
export async function approved({ prisma }: Connection, { by, boutique, lines, unit }: Asked): Promise<string> {
  numbers += 1;
  const id = `request-${numbers}`;
  const articles = await prisma.supplyArticle.findMany({ where: { code: { in: Object.keys(lines) } } });
  const at = new Date('2026-11-20T15:00:00Z');
  await prisma.supplyRequest.create({
    data: {
      ...{
        id,
        boutiqueCode: boutique,
        kind: 'request',
        requestedBy: by.id,
        state: 'approved',
        reason: 'Holiday',
        currency: 'USD',
      },
      ...{ createdAt: at, submittedAt: at, decidedBy: 'marc', decidedAt: at },
      lines: {
        create: articles.map((each) => ({
          ...{ id: `${id}/${each.code}`, articleCode: each.code, unit: unit ?? each.unit, unitCost: each.cost },
          ...{ asked: lines[each.code] ?? 0, validated: lines[each.code] ?? 0, lastYear: 0 },
        })),
      },
    },
  });
  return id;
}

/** How many queries the database is sent meanwhile. */
export async function queriesOf(bot: Bot, work: () => Promise<unknown>): Promise<number> {
  const { pool } = bot.connection;
  let queries = 0;
  const clients = new Set<object>();
  const watch = (client: { query: (...given: never[]) => unknown }) => {
    if (clients.has(client)) return;
    clients.add(client);
    const { query } = client;
    client.query = (...given) => {
      queries += 1;
      return query.apply(client, given);
    };
  };
  pool.on('acquire', watch as never);
  await work();
  pool.off('acquire', watch as never);
  return queries;
}
