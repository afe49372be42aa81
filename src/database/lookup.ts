import type { Boutique, Zone } from '../domain/boutique.js';
import type { Person } from '../domain/people.js';
import type { Connection, Database } from './client.js';
import { rolesOf } from './delegations.js';

/** Who asks, and which boutique is meant. */
export interface LookupKey {
  readonly channel: string;
  readonly tenant: string;
  readonly userId: string;
  /** A code or a name, where one was given; then only that counts. */
  readonly boutique: string | null;
  /** Otherwise the boutique of this room, otherwise the person's only one, where they stand in elsewhere too. */
  readonly room: string | null;
}

export interface Found {
  readonly person: Person | null;
  readonly boutique: Boutique | null;
  /** They were last in another chat, or this is their first visit. */
  readonly cameOver: boolean;
}

/** One prepared query on the shared pool: a command must be answered before Slack's trigger runs out. */
export async function lookup({ pool }: Pick<Connection, 'pool'>, key: LookupKey, now: Date): Promise<Found> {
  const { rows } = await pool.query<FoundRow>({ name: 'lookup', text: LOOKUP, values: valuesOf(key, now) });
  return readFound(rows[0]);
}

/** The same inside a transaction, where rights are checked at the moment they are used. */
export async function lookupWithin(db: Database, key: LookupKey, now: Date): Promise<Found> {
  const rows = await db.$queryRawUnsafe<FoundRow[]>(LOOKUP, ...valuesOf(key, now));
  return readFound(rows[0]);
}

const BOUTIQUE = `json_build_object(
    'code', b.code, 'name', b.name, 'timeZone', b.time_zone, 'currency', b.currency,
    'zones', (select coalesce(json_agg(json_build_object('id', z.id, 'name', z.name) order by z.position), '[]')
              from zones z where z.boutique_code = b.code and z.active),
    'stock', (select json_build_object('importId', i.id, 'fileName', i.file_name, 'statedAt', i.stated_at)
              from stock_imports i where i.boutique_code = b.code order by i.stated_at desc limit 1))`;

const LOOKUP = `
with me as (
  select p.id, p.name, p.language, a.used_at is null or exists (
      select from chat_accounts o where o.person_id = p.id and o.used_at > a.used_at) as "cameOver",
    ${rolesOf('p.id', '$6')} as roles
  from chat_accounts a join people p on p.id = a.person_id
  where a.channel = $1 and a.tenant = $2 and a.user_id = $3 and p.active
), place as (
  select b.code from boutiques b where b.active and case
    when $4::text is not null then upper(b.code) = upper($4) or lower(b.name) = lower($4)
    when $1 = 'teams' and exists (select from boutiques c where c.active and c.teams_channel = $5) then b.teams_channel = $5
    when $1 = 'slack' and exists (
        select from boutiques c where c.active and c.slack_channel = $5 and coalesce(c.slack_team, $2) = $2)
      then b.slack_channel = $5
    else b.code = (select min(r.boutique_code) from roles r where r.person_id = (select id from me)
                   having count(distinct r.boutique_code) = 1)
  end limit 1
)
select (select row_to_json(me) from me) as person,
  (select ${BOUTIQUE} from boutiques b where b.code = (select code from place)) as boutique`;

interface FoundRow {
  readonly person: (Person & { readonly cameOver: boolean }) | null;
  readonly boutique: BoutiqueRow | null;
}

interface BoutiqueRow extends Omit<Boutique, 'stock'> {
  readonly zones: readonly Zone[];
  readonly stock: { readonly importId: string; readonly fileName: string; readonly statedAt: string } | null;
}

/** One boutique by its code. */
export async function boutiqueByCode(db: Database, code: string): Promise<Boutique | null> {
  const rows = await db.$queryRawUnsafe<{ boutique: BoutiqueRow }[]>(
    `select ${BOUTIQUE} as boutique from boutiques b where b.code = $1`,
    code,
  );
  return rows[0] ? readBoutique(rows[0].boutique) : null;
}

/** Several, by their codes. */
export async function boutiquesByCode(db: Database, codes: readonly string[]): Promise<ReadonlyMap<string, Boutique>> {
  if (codes.length === 0) return new Map();
  const rows = await db.$queryRawUnsafe<{ boutique: BoutiqueRow }[]>(
    `select ${BOUTIQUE} as boutique from boutiques b where b.code = any($1)`,
    [...new Set(codes)],
  );
  return new Map(rows.map(({ boutique }) => [boutique.code, readBoutique(boutique)]));
}

function valuesOf({ channel, tenant, userId, boutique, room }: LookupKey, now: Date): (string | null)[] {
  return [channel, tenant, userId, boutique, room, now.toISOString()];
}

function readFound(row: FoundRow | undefined): Found {
  const boutique = row?.boutique ? readBoutique(row.boutique) : null;
  if (!row?.person) return { person: null, boutique, cameOver: false };
  const { cameOver, ...person } = row.person;
  return { person, boutique, cameOver };
}

function readBoutique({ stock, ...rest }: BoutiqueRow): Boutique {
  return { ...rest, stock: stock && { ...stock, statedAt: new Date(stock.statedAt) } };
}
