import { type Database, folded, sql } from '../../database/client.js';
import type { Person } from '../../domain/people.js';
import type { RequestState } from './rules.js';

/** Ids of a person's drafts, the oldest first; what a campaign asks has a form of its own. */
export async function draftsOf(db: Database, person: string, most: number): Promise<string[]> {
  const rows = await db.supplyRequest.findMany({
    where: { requestedBy: person, state: 'draft', kind: 'request' },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
    take: most,
  });
  return rows.map(({ id }) => id);
}

/** Ids of what a person asked for, the newest first; drafts are none yet. */
export async function askedBy(db: Database, person: string, most: number): Promise<string[]> {
  const rows = await db.supplyRequest.findMany({
    where: { requestedBy: person, submittedAt: { not: null } },
    select: { id: true },
    orderBy: { submittedAt: 'desc' },
    take: most,
  });
  return rows.map(({ id }) => id);
}

/** Ids of requests at the boutiques where they hold a role, that have every word in number, boutique, asker or articles. */
export async function findIds(db: Database, words: readonly string[], person: Person, most: number): Promise<string[]> {
  const everywhere = person.roles.some(({ boutique }) => boutique === null);
  const theirs = [...new Set(person.roles.flatMap(({ boutique }) => boutique ?? []))];
  const patterns = words.map((word) => `% ${word}%`);
  const text = sql`' supplies request ' || r.number || ' ' || b.code || ' ' || b.name || ' ' || coalesce(p.name, '') || ' ' ||
    coalesce((select string_agg(a.code || ' ' || a.name || ' ' || coalesce(a.size, ''), ' ') from supply_lines l
      join supply_articles a on a.code = l.article_code where l.request_id = r.id), '')`;
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    select r.id from supply_requests r join boutiques b on b.code = r.boutique_code left join people p on p.id = r.requested_by
    where (${everywhere} or r.boutique_code = any(${theirs})) and (r.submitted_at is not null or r.requested_by = ${person.id})
      and ${folded(text)} like all (${patterns}::text[])
    order by r.created_at desc limit ${most}`);
  return rows.map(({ id }) => id);
}

export interface WaitingRequests {
  readonly boutique: string;
  readonly waiting: number;
  /** Of these, since before the day that was named. */
  readonly late: number;
  readonly ids: readonly string[];
}

/** What waits for a decision, by boutique. */
export function waitingByBoutique(db: Database, lateSince: Date): Promise<WaitingRequests[]> {
  const states: readonly RequestState[] = ['submitted', 'manager-validation', 'regional-review'];
  return db.$queryRaw<WaitingRequests[]>(sql`
    select boutique_code as boutique, count(*)::int as waiting, (count(*) filter (where submitted_at < ${lateSince}))::int as late,
      array_agg(id) as ids
    from supply_requests where state = any(${[...states]}) group by 1 order by 1`);
}
