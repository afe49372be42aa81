import { type Database, sql } from '../../database/client.js';
import type { CountPlan } from './rules-plans.js';
import { gone, type Holder } from './store.js';

/** False where it was planned before. */
export async function insertPlan(db: Database, plan: Omit<CountPlan, 'cancelled'>, now: Date): Promise<boolean> {
  const { id, boutique, zones, reason, due, notBefore, counters, recounters, notApprovers, plannedBy } = plan;
  const inserted = await db.$executeRaw(sql`
    insert into count_plans (id, boutique_code, zones, reason, due_on, not_before, counters, recounters, not_approvers, planned_by, created_at)
    values (${id}, ${boutique}, ${[...zones]}::text[], ${reason}, ${due}::date, ${notBefore}, ${[...counters]}::text[],
      ${[...recounters]}::text[], ${[...notApprovers]}::text[], ${plannedBy}, ${now})
    on conflict (id) do nothing`);
  return inserted === 1;
}

/** False where it was cancelled before, or never was. */
export async function cancelPlan(db: Database, id: string, why: string, now: Date): Promise<boolean> {
  const changed = await db.countPlan.updateMany({
    where: { id, cancelledAt: null },
    data: { cancelledAt: now, cancelledWhy: why },
  });
  return changed.count === 1;
}

export async function findPlan(db: Database, id: string): Promise<CountPlan> {
  return found(await db.$queryRaw<CountPlan[]>(selectPlan(id)));
}

/** With its row held: of two who begin it at once, one does. */
export async function lockPlan(db: Database, id: string): Promise<CountPlan> {
  return found(await db.$queryRaw<CountPlan[]>(sql`${selectPlan(id)} for update`));
}

const selectPlan = (id: string) => sql`
  select id, boutique_code as boutique, zones, reason, to_char(due_on, 'YYYY-MM-DD') as due, not_before as "notBefore", counters, recounters,
    not_approvers as "notApprovers", planned_by as "plannedBy", cancelled_why as cancelled
  from count_plans where id = ${id}`;

function found([plan]: readonly CountPlan[]): CountPlan {
  if (!plan) throw gone();
  return plan;
}

/** The count that was begun of it and not voided. */
export async function openCountOf(db: Database, plan: string): Promise<Omit<Holder, 'zone'> | null> {
  const [count] = await db.$queryRaw<Omit<Holder, 'zone'>[]>(sql`
    select p.name, c.opened_at as since, c.state from counts c join people p on p.id = c.opened_by
    where c.plan_id = ${plan} and c.state <> 'voided' limit 1`);
  return count ?? null;
}

/** What a count was begun from; null where nobody planned it. */
export async function planOf(db: Database, count: string): Promise<CountPlan | null> {
  const row = await db.count.findUnique({ where: { id: count }, select: { planId: true } });
  return row?.planId ? findPlan(db, row.planId) : null;
}

/** The subject may be a plan, its count, a round, or a batch in it. */
export async function isInPlan(db: Database, subject: string, person: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>(sql`
    select 1 from count_plans n where (${person} = any(n.counters) or ${person} = any(n.recounters))
      and (n.id = ${subject} or exists (
        select from counts c left join count_rounds r on r.count_id = c.id left join count_batches b on b.round_id = r.id
        where c.plan_id = n.id and ${subject} in (c.id, r.id, b.id)))
    limit 1`);
  return rows.length > 0;
}
