import { type Database, folded, type Sql, sql } from '../../database/client.js';
import { peopleWith } from '../../database/people.js';
import type { Day } from '../../domain/calendar.js';
import type { Role } from '../../domain/people.js';
import { searchWords } from '../../domain/words.js';
import type { Period, Place, PlannedClosure, Scope } from './rules-closures.js';

interface ClosureRow extends Period, Scope {
  readonly id: string;
  readonly place: string;
  readonly createdBy: string | null;
}

const CLOSURES = sql`
  select c.id, c.boutique_code as boutique, c.country_code as country, c.state, c.hours, c.reason,
    to_char(c.first_day, 'YYYY-MM-DD') as "firstDay", to_char(c.last_day, 'YYYY-MM-DD') as "lastDay",
    c.created_by as "createdBy", coalesce(b.name, concat_ws(', ', c.state, n.name), '') as place
  from closures c left join boutiques b on b.code = c.boutique_code left join countries n on n.code = c.country_code`;

const read = ({ boutique, country, state, place, ...closure }: ClosureRow): PlannedClosure => ({
  ...closure,
  place: { boutique, country, state, name: place === '' ? 'Everywhere' : place },
});

const MOST_READ = 200;

/** What is planned and not over: of everything, or what is a boutique's and what holds there. */
export async function closuresFrom(db: Database, today: Day, boutique: string | null): Promise<PlannedClosure[]> {
  const here = sql`exists (select from boutiques h where h.code = ${boutique} and (c.boutique_code = h.code
    or c.boutique_code is null and coalesce(c.country_code, h.country_code) = h.country_code
      and coalesce(c.state, h.state, '') = coalesce(h.state, '')))`;
  const rows = await db.$queryRaw<ClosureRow[]>(sql`${CLOSURES}
    where c.ended_at is null and c.last_day >= ${today}::date and (${boutique}::text is null or ${here})
    order by c.first_day, c.last_day, place, c.id limit ${MOST_READ}`);
  return rows.map(read);
}

/** Those of the same place, and nobody plans another one until the transaction ends. */
export async function lockClosuresOf(db: Database, scope: Scope, today: Day): Promise<PlannedClosure[]> {
  const { boutique, country, state } = scope;
  await db.$queryRaw(sql`select 1 from (select pg_advisory_xact_lock(
    hashtextextended(${`closures:${[boutique, country, state].join('/')}`}, 0))) as held`);
  const rows = await db.$queryRaw<ClosureRow[]>(sql`${CLOSURES}
    where c.ended_at is null and c.last_day >= ${today}::date and ${isOf(scope)} order by c.first_day`);
  return rows.map(read);
}

const isOf = ({ boutique, country, state }: Scope): Sql => sql`c.boutique_code is not distinct from ${boutique}
  and c.country_code is not distinct from ${country} and c.state is not distinct from ${state}`;

/** One that was not ended, held. */
export async function lockClosure(db: Database, id: string): Promise<PlannedClosure | null> {
  const [row] = await db.$queryRaw<ClosureRow[]>(
    sql`${CLOSURES} where c.id = ${id} and c.ended_at is null for update of c`,
  );
  return row ? read(row) : null;
}

export async function addClosure(db: Database, closure: PlannedClosure, now: Date): Promise<void> {
  const { id, place, firstDay, lastDay, hours, reason, createdBy } = closure;
  const at = (day: Day) => new Date(`${day}T00:00:00Z`);
  const of = { boutiqueCode: place.boutique, countryCode: place.country, state: place.state };
  await db.closure.create({
    data: { id, ...of, firstDay: at(firstDay), lastDay: at(lastDay), hours, reason, createdBy, createdAt: now },
  });
}

export async function endClosure(db: Database, id: string, now: Date): Promise<void> {
  const { count } = await db.closure.updateMany({ where: { id, endedAt: null }, data: { endedAt: now } });
  if (count !== 1) throw new Error('the closure was over');
}

const MOST_FOUND = 50;

interface PlaceRow extends Scope {
  readonly id: string;
  readonly name: string;
}

interface Wanted {
  readonly words?: string;
  readonly id?: string;
}

/** Boutiques, states and countries in which there is one, under ids of their own: `boutique/MADISON`, `state/US/NY`, `country/US`. */
export function placesToClose(db: Database, { words = '', id }: Wanted): Promise<(Place & { readonly id: string })[]> {
  const wanted = searchWords(words);
  return db.$queryRaw<PlaceRow[]>(sql`
    with places as (
      select 'boutique/' || b.code as id, b.name, b.code as boutique, null as country, null as state, 1 as kind
      from boutiques b where b.active
      union all
      select distinct 'state/' || b.country_code || '/' || b.state, concat_ws(', ', b.state, n.name), null,
        b.country_code, b.state, 2
      from boutiques b join countries n on n.code = b.country_code where b.active and b.state is not null
      union all
      select distinct 'country/' || n.code, n.name, null, n.code, null, 3
      from boutiques b join countries n on n.code = b.country_code where b.active)
    select id, name, boutique, country, state from places p
    where (${id ?? null}::text is null or p.id = ${id ?? null})
      and not exists (select from unnest(${wanted}::text[]) w where strpos(${folded(sql`p.name || ' ' || p.id`)}, w) = 0)
    order by kind, name, id limit ${MOST_FOUND}`);
}

export async function countryOf(db: Database, boutique: string): Promise<string | null> {
  const row = await db.boutique.findUnique({ where: { code: boutique }, select: { countryCode: true } });
  return row?.countryCode ?? null;
}

/** Who holds one of these roles at a boutique, but for whoever acts. */
export async function othersWith(
  db: Database,
  roles: readonly Role[],
  { boutique, but }: { readonly boutique: string; readonly but: string },
  now: Date,
): Promise<string[]> {
  const people = await peopleWith(db, roles, boutique, now);
  return people.flatMap(({ id }) => (id === but ? [] : [id]));
}
