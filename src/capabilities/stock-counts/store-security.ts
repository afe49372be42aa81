import type { Database } from '../../database/client.js';
import { namesOf, peopleWith } from '../../database/people.js';
import { restrictionsOf, thoseWhoMaySee } from '../../database/restrictions.js';
import type { Role } from '../../domain/people.js';
import type { Restriction } from '../../domain/restriction.js';
import type { Cause } from './rules-causes.js';
import type { Holders } from './rules-security.js';

/** Who sees it, where not everybody does. */
export async function restrictionOf(db: Database, count: string): Promise<Restriction | null> {
  return (await restrictionsOf(db, [count])).get(count) ?? null;
}

export async function holdersOf(db: Database, role: Role, boutique: string, now: Date): Promise<Holders> {
  return { role, holders: await peopleWith(db, [role], boutique, now) };
}

/** Every cause that anybody named in the count, also where it no longer tells. */
export async function causesEver(db: Database, count: string): Promise<ReadonlySet<Cause>> {
  const rows = await db.countCause.findMany({
    where: { countId: count },
    distinct: ['cause'],
    select: { cause: true },
  });
  return new Set(rows.map(({ cause }) => cause as Cause));
}

/** The names of those who see it beside Safety and Security and this person, in their order. */
export async function namesOfThose(
  db: Database,
  { roles, people, boutique }: Restriction,
  except: string,
  now: Date,
): Promise<string[]> {
  const others = roles.filter((role) => role !== 'safety-and-security');
  const names = new Map(await namesOf(db, people));
  for (const { id, name } of await peopleWith(db, others, boutique, now)) names.set(id, name);
  names.delete(except);
  return [...names.values()].sort((a, b) => (a < b ? -1 : 1));
}

/** Of these people, those that it is closed to. */
export async function thoseKeptOut(
  db: Database,
  restriction: Restriction,
  people: readonly string[],
  now: Date,
): Promise<string[]> {
  const open = await thoseWhoMaySee(db, restriction, people, now);
  return people.filter((each) => !open.has(each));
}
