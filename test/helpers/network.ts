import { escapeLiteral } from 'pg';
import type { Connection } from '../../src/database/client.js';

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly userId: string;
}

const member = (id: string, name: string): Member => ({ id, name, userId: `U0${id.toUpperCase()}` });

export const ana = member('ana', 'Ana Ruiz');
export const ben = member('ben', 'Ben Carter');
export const ines = member('ines', 'Inès Laurent');
export const marc = member('marc', 'Marc Delorme');
export const claire = member('claire', 'Claire Novak');
/** An associate of the other boutique. */
export const rita = member('rita', 'Rita Moss');

const roles = [
  ['ana', 'associate', 'MADISON'],
  ['ben', 'associate', 'MADISON'],
  ['ines', 'store-manager', 'MADISON'],
  ['marc', 'operations-manager', null],
  ['claire', 'global-retail-operations', null],
  ['rita', 'associate', 'RODEO'],
] as const;

/** Two boutiques, six people, and stock of this morning: small enough to keep in mind. */
export async function network({ pool }: Pick<Connection, 'pool'>, pieces: readonly Piece[] = stock): Promise<void> {
  const people = [ana, ben, ines, marc, claire, rita];
  await pool.query(
    [
      insertion('regions', [{ code: 'AMER', name: 'Americas' }]),
      insertion('countries', [{ code: 'US', name: 'United States', regionCode: 'AMER' }]),
      insertion('boutiques', [
        boutique('MADISON', 'Madison Avenue', 'America/New_York'),
        boutique('RODEO', 'Beverly Hills', 'America/Los_Angeles'),
      ]),
      insertion('zones', [...zonesOf('MADISON'), ...zonesOf('RODEO')]),
      insertion('departments', [
        { role: 'global-retail-operations', name: 'Global Retail Operations', slackChannel: 'C0HQ' },
      ]),
      insertion(
        'people',
        people.map(({ id, name }) => ({ id, name, email: `${id}@vitrine.example`, language: 'en-US' })),
      ),
      insertion(
        'roles',
        roles.map(([personId, role, boutiqueCode]) => ({
          id: `${personId}/${role}/${boutiqueCode ?? '*'}`,
          personId,
          role,
          boutiqueCode,
        })),
      ),
      insertion(
        'chat_accounts',
        people.map(({ id, userId }) => ({
          channel: 'slack',
          tenant: 'T1',
          userId,
          personId: id,
          boundAt: new Date(0),
        })),
      ),
      ...stockOf(pieces, '2026-11-27T12:00:00Z'),
    ].join(';'),
  );
}

export interface Piece {
  readonly boutique: string;
  readonly serial: string;
  readonly zone: string;
  readonly description: string;
  readonly retail: number;
  readonly status?: string;
}

const piece = (boutique: string, serial: string, zone: string, description: string, retail: number): Piece => ({
  boutique,
  serial,
  zone,
  description,
  retail,
});

/** Vitrine 2 of Madison holds four pieces, the window two, the safe one. */
export const stock: readonly Piece[] = [
  piece('MADISON', 'RG-20-88', 'vitrine-2', 'Ring, white gold, 0.52 ct', 4_200_00),
  piece('MADISON', 'RG-20-89', 'vitrine-2', 'Ring, rose gold', 1_250_00),
  piece('MADISON', 'ER-13-01', 'vitrine-2', 'Earrings, yellow gold, 1.01 ct', 11_580_00),
  piece('MADISON', 'BR-25-03', 'vitrine-2', 'Bracelet, platinum, 0.10 ct', 4_130_00),
  piece('MADISON', 'WT-47-07', 'window', 'Watch, yellow gold, 0.10 ct', 5_180_00),
  piece('MADISON', 'ER-44-06', 'window', 'Earrings, platinum, 0.22 ct', 3_840_00),
  piece('MADISON', 'NK-29-27', 'safe', 'Necklace, yellow gold', 2_480_00),
  { ...piece('MADISON', 'BR-12-05', 'vitrine-2', 'Bracelet, white gold', 6_580_00), status: 'sold' },
  piece('RODEO', 'NK-11-03', 'window', 'Necklace, white gold', 4_750_00),
];

export async function addStock(
  { pool }: Pick<Connection, 'pool'>,
  pieces: readonly Piece[],
  statedAt: string,
): Promise<void> {
  await pool.query(stockOf(pieces, statedAt).join(';'));
}

/** As many more, like the last one: B1, B2 and so on. */
export async function addBoutiques({ pool }: Pick<Connection, 'pool'>, number: number): Promise<void> {
  await pool.query(
    `insert into boutiques select (jsonb_populate_record(b, jsonb_build_object(
       'code', 'B' || n, 'name', 'Boutique ' || n, 'slack_channel', 'C0B' || n))).*
     from boutiques b, generate_series(1, $1::int) n where b.code = 'RODEO'`,
    [number],
  );
}

function stockOf(pieces: readonly Piece[], statedAt: string): readonly string[] {
  const codes = [...new Set(pieces.map(({ boutique }) => boutique))];
  return codes.flatMap((code) => {
    const id = `import-${code}-${statedAt}`;
    const source = { fileName: 'stock-1127.csv', sha256: '0'.repeat(64), statedAt, importedAt: statedAt };
    return [
      insertion('stock_imports', [{ id, boutiqueCode: code, lines: pieces.length, ...source }]),
      `delete from pieces where boutique_code = ${escapeLiteral(code)}`,
      insertion(
        'pieces',
        pieces
          .filter(({ boutique }) => boutique === code)
          .map(({ serial, zone, description, retail, status }) => ({
            boutiqueCode: code,
            serial,
            reference: serial.slice(0, 5),
            description,
            zoneId: `${code}/${zone}`,
            retail,
            cost: Math.round(retail / 2),
            status: status ?? 'in-stock',
            importId: id,
          })),
      ),
    ];
  });
}

/** SQL, because most tests begin with all of this, and Prisma takes a trip for each table. */
function insertion(table: string, rows: readonly Readonly<Record<string, unknown>>[]): string {
  const inSql = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const named = rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [inSql(name), value])));
  const columns = Object.keys(named[0] ?? {}).join(', ');
  const values = escapeLiteral(JSON.stringify(named));
  return `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, ${values})`;
}

function boutique(code: string, name: string, timeZone: string) {
  const address = { countryCode: 'US', street: '1 Example Street', city: 'Example', state: 'NY', postalCode: '10001' };
  return { code, name, timeZone, currency: 'USD', tradingHours: {}, slackChannel: `C0${code}`, ...address };
}

function zonesOf(code: string) {
  const names = ['Window', 'Vitrine 1', 'Vitrine 2', 'Tray wall', 'Safe'];
  return names.map((name, position) => ({
    id: `${code}/${name.toLowerCase().replace(' ', '-')}`,
    boutiqueCode: code,
    name,
    kind: 'other',
    position,
  }));
}
