import { type Database, sql } from '../../database/client.js';
import type { Role } from '../../domain/people.js';

export interface KnownBoutique {
  readonly code: string;
  readonly name: string;
  readonly currency: string;
}

export function boutiquesOfNetwork(db: Database): Promise<KnownBoutique[]> {
  return db.boutique.findMany({
    where: { active: true },
    select: { code: true, name: true, currency: true },
    orderBy: { code: 'asc' },
  });
}

/** Names of those who hold a role at a boutique or across the network, for a sentence. */
export async function namesWith(db: Database, role: Role, boutique: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>(sql`
    select distinct p.name from roles r join people p on p.id = r.person_id
    where p.active and r.role = ${role} and (r.boutique_code is null or r.boutique_code = ${boutique}) order by p.name limit 3`);
  return rows.map(({ name }) => name);
}
