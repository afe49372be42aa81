import { type Database, folded, sql } from '../../database/client.js';
import type { Named, Place } from './rules.js';

export interface KnownPlace extends Place {
  readonly code: string;
  readonly currency: string;
}

const PLACE = sql`b.code, b.name, b.city, b.time_zone as "timeZone", b.country_code as country, b.state, b.currency`;

export async function placeOf(db: Database, code: string): Promise<KnownPlace | null> {
  const [found] = await db.$queryRaw<KnownPlace[]>(sql`select ${PLACE} from boutiques b where b.code = ${code}`);
  return found ?? null;
}

/** By words of its name, code or city; those that are not open yet first. */
export function placesCalled(db: Database, words: readonly string[], most: number): Promise<KnownPlace[]> {
  const patterns = words.map((word) => `% ${word}%`);
  return db.$queryRaw<KnownPlace[]>(sql`
    select ${PLACE} from boutiques b
    where b.active and ${folded(sql`' ' || b.name || ' ' || b.code || ' ' || b.city`)} like all (${patterns}::text[])
    order by b.opening_date is null desc, b.opening_date desc, b.name limit ${most}`);
}

export type NetworkRegion = Pick<Place, 'country' | 'state' | 'timeZone'>;

/** Where the network has boutiques, most of them first. */
export const regionsOfNetwork = (db: Database): Promise<NetworkRegion[]> =>
  db.$queryRaw<NetworkRegion[]>(sql`
    select b.country_code as country, b.state, b.time_zone as "timeZone" from boutiques b where b.active
    group by b.country_code, b.state, b.time_zone order by count(*) desc, 1, 2, 3`);

/** What is paid with in a country, as far as the network knows it. */
export async function currencyIn(db: Database, country: string): Promise<string> {
  const found = await db.boutique.findFirst({ where: { countryCode: country }, select: { currency: true } });
  return found?.currency ?? 'USD';
}

/** Anybody of the network whose name, or whose boutique, has these words. */
export function peopleCalled(
  db: Database,
  words: readonly string[],
  most: number,
): Promise<(Named & { where: string | null })[]> {
  const patterns = words.map((word) => `%${word}%`);
  return db.$queryRaw(sql`
    select p.id, p.name, min(b.name) as where from people p
      join roles r on r.person_id = p.id left join boutiques b on b.code = r.boutique_code
    where p.active group by p.id, p.name
    having ${folded(sql`p.name || ' ' || coalesce(string_agg(b.name, ' '), '')`)} like all(${patterns}::text[])
    order by p.name, p.id limit ${most}`);
}

/** Null where they left. */
export function activePerson(db: Database, id: string): Promise<Named | null> {
  return db.person.findFirst({
    where: { id, active: true, roles: { some: {} } },
    select: { id: true, name: true },
  });
}

/** Who holds a role across the network, by name. */
export function holdersOf(db: Database, role: string, words: readonly string[] = []): Promise<Named[]> {
  const patterns = words.map((word) => `%${word}%`);
  return db.$queryRaw<Named[]>(sql`
    select distinct p.id, p.name from people p join roles r on r.person_id = p.id
    where p.active and r.role = ${role} and r.boutique_code is null and ${folded(sql`p.name`)} like all(${patterns}::text[])
    order by p.name, p.id limit 20`);
}
