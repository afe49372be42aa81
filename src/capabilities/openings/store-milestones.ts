import { type Database, sql } from '../../database/client.js';
import { Refusal } from '../../domain/refusal.js';
import type { Milestone, Milestones } from './rules.js';

/** In the order of their plans. */
export function milestonesOf(db: Database, projects: readonly string[]): Promise<Milestone[]> {
  return db.$queryRaw<Milestone[]>(sql`
    select m.id, m.project_id as project, m.key, m.name, m.phase, m.position, m."offset", m.role,
      case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end as owner,
      m.lead_days as lead, m.buffer_days as buffer, m."after", m.external, m.gate, m.voter_roles as "voterRoles", m.reaches,
      to_char(m.due_on, 'YYYY-MM-DD') as due, to_char(m.own_on, 'YYYY-MM-DD') as own, to_char(m.promised_on, 'YYYY-MM-DD') as promised,
      m.promise_id as promise, m.answer, m.answer_since as "answerSince", to_char(m.contest_on, 'YYYY-MM-DD') as "contestOn", m.contest_why as "contestWhy", m.contest_cause as "contestCause",
      m.status, to_char(m.done_on, 'YYYY-MM-DD') as "doneOn", m.evidence, m.blocker,
      case when b.id is not null then json_build_object('id', b.id, 'name', b.name) end as "blockedBy",
      m.cost_planned as "costPlanned", m.cost_actual as "costActual", m.round, m.vote
    from project_milestones m left join people o on o.id = m.owner_id left join people b on b.id = m.blocker_id
    where m.project_id = any(${[...projects]}) order by m.project_id, m.position`);
}

/** The project of a milestone. */
export async function projectOf(db: Database, milestone: string): Promise<string> {
  const row = await db.projectMilestone.findUnique({ where: { id: milestone }, select: { projectId: true } });
  if (!row) throw new Refusal('gone', 'This milestone no longer exists.');
  return row.projectId;
}

export async function insertMilestones(db: Database, milestones: Milestones): Promise<void> {
  const rows = milestones.map(({ owner, ...rest }) => ({ ...rest, ownerId: owner?.id ?? null }));
  await db.$executeRaw(sql`
    insert into project_milestones (id, project_id, key, name, phase, position, "offset", role, owner_id, lead_days, buffer_days, "after",
      external, gate, voter_roles, reaches, due_on, promised_on, promise_id)
    select n.id, n.project, n.key, n.name, n.phase, n.position, n."offset", n.role, n."ownerId", n.lead, n.buffer, n."after",
      n.external, n.gate, n."voterRoles", n.reaches, n.due, n.promised, n.promise
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id text, project text, key text, name text, phase text, position int,
      "offset" int, role text, "ownerId" text, lead int, buffer int, "after" text[], external boolean, gate boolean, "voterRoles" text[],
      reaches text, due date, promised date, promise text)`);
}

/** Everything of them that can change, in one statement. */
export async function saveMilestones(db: Database, milestones: Milestones): Promise<void> {
  if (milestones.length === 0) return;
  const rows = milestones.map(({ owner, blockedBy, ...rest }) => ({
    ...rest,
    ownerId: owner?.id ?? null,
    blockerId: blockedBy?.id ?? null,
  }));
  await db.$executeRaw(sql`
    update project_milestones m set owner_id = n."ownerId", due_on = n.due, own_on = n.own, promised_on = n.promised, promise_id = n.promise,
      answer = n.answer, answer_since = n."answerSince", contest_on = n."contestOn", contest_why = n."contestWhy", contest_cause = n."contestCause", status = n.status, done_on = n."doneOn",
      evidence = n.evidence, blocker = n.blocker, blocker_id = n."blockerId", cost_planned = n."costPlanned", cost_actual = n."costActual",
      round = n.round, vote = n.vote
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id text, "ownerId" text, due date, own date, promised date, promise text,
      answer text, "answerSince" timestamptz, "contestOn" date, "contestWhy" text, "contestCause" text, status text, "doneOn" date,
      evidence text, blocker text, "blockerId" text, "costPlanned" int, "costActual" int, round int, vote text)
    where m.id = n.id`);
}

/** Nobody says any more that it is done. */
export async function markOpen(db: Database, id: string): Promise<void> {
  await db.projectMilestone.update({ where: { id }, data: { doneBy: null, doneAt: null } });
}

/** Who said that these are done, and when. */
export async function markDone(db: Database, ids: readonly string[], by: string, at: Date): Promise<void> {
  await db.projectMilestone.updateMany({ where: { id: { in: [...ids] } }, data: { doneBy: by, doneAt: at } });
}
