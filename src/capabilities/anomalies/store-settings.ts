import { type Database, sql } from '../../database/client.js';
import { defaultTerms, type Terms } from './rules-chain.js';
import type { Routes } from './rules-routes.js';

/** What a report is measured by. */
export interface Settings {
  readonly terms: Terms;
  readonly routes: Routes;
  /** The names of those who work at the boutique. */
  readonly staff: readonly string[];
}

/** All of it in one query: somebody waits for the answer. */
export async function settingsAt(db: Database, boutique: string): Promise<Settings> {
  const [row] = await db.$queryRaw<{ terms: Terms | null; routes: Record<string, string>; staff: string[] }[]>(sql`
    select
      (select json_build_object('recordingHours', recording_hours, 'claimHours', claim_hours)
        from evidence_terms where boutique_code = ${boutique}) as terms,
      (select coalesce(json_object_agg(type, department), '{}') from anomaly_routes) as routes,
      array(select distinct p.name from people p join roles r on r.person_id = p.id
        where p.active and r.boutique_code = ${boutique}) as staff`);
  if (!row) throw new Error('a query of one row gave none');
  return { ...row, terms: row.terms ?? defaultTerms, routes: new Map(Object.entries(row.routes)) };
}
