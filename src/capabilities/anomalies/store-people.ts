import { type Database, folded, sql } from '../../database/client.js';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Who works at a boutique, in the order of their names. */
export function peopleAt(db: Database, boutique: string): Promise<Named[]> {
  return db.$queryRaw<Named[]>(sql`
    select distinct p.id, p.name from people p join roles r on r.person_id = p.id
    where p.active and r.boutique_code = ${boutique} order by p.name, p.id limit 100`);
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
    where p.active
    group by p.id, p.name
    having ${folded(sql`p.name || ' ' || coalesce(string_agg(b.name, ' '), '')`)} like all(${patterns})
    order by p.name, p.id limit ${most}`);
}

export async function activePerson(db: Database, id: string): Promise<Named | null> {
  return db.person.findFirst({ where: { id, active: true }, select: { id: true, name: true } });
}

/** Names by id; whoever has left keeps theirs. */
export async function namesOf(db: Database, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))];
  const people = await db.person.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** Names by code. */
export async function namesOfBoutiques(
  db: Database,
  at: readonly { readonly boutique: string }[],
): Promise<ReadonlyMap<string, string>> {
  const codes = [...new Set(at.map(({ boutique }) => boutique))];
  const rows = await db.boutique.findMany({ where: { code: { in: codes } }, select: { code: true, name: true } });
  return new Map(rows.map(({ code, name }) => [code, name]));
}
