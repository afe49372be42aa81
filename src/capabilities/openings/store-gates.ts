import { type Database, sql } from '../../database/client.js';
import type { Milestone, Named, Project } from './rules.js';
import type { Vote } from './rules-gates.js';
import { placeIn } from './store.js';

export interface Review {
  readonly voters: readonly Named[];
  readonly votes: readonly Vote[];
}

/** Who votes in this round, and what they said, the last word last. */
export async function reviewOf(db: Database, milestone: string, round: number): Promise<Review> {
  const voters = await db.$queryRaw<Named[]>(sql`
    select p.id, p.name from project_voters v join people p on p.id = v.person_id
    where v.milestone_id = ${milestone} and v.round = ${round} order by p.name, p.id`);
  const votes = await db.$queryRaw<Vote[]>(sql`
    select v.person_id as voter, json_build_object('id', p.id, 'name', p.name) as by, v.vote, v.why, v.at
    from project_votes v join people p on p.id = v.by_id
    where v.milestone_id = ${milestone} and v.round = ${round} order by v.id`);
  return { voters, votes };
}

/** Who has not voted in this round and no longer can: they left, or hold none of its roles. */
export function votersGone(
  db: Database,
  { boutique }: Pick<Project, 'boutique'>,
  { id, round, voterRoles }: Milestone,
): Promise<Named[]> {
  return db.$queryRaw<Named[]>(sql`
    select p.id, p.name from project_voters v join people p on p.id = v.person_id
    where v.milestone_id = ${id} and v.round = ${round}
      and not exists (select from project_votes w where w.milestone_id = v.milestone_id and w.round = v.round and w.person_id = p.id)
      and not (p.active and exists (select from roles r where r.person_id = p.id and r.role = any(${[...voterRoles]})
        and (r.boutique_code is null or r.boutique_code = ${boutique})))
    order by p.name, p.id`);
}

export async function addVoters(db: Database, milestone: string, round: number, people: readonly string[]) {
  await db.projectVoter.createMany({ data: people.map((personId) => ({ milestoneId: milestone, round, personId })) });
}

export interface NewVote {
  readonly milestone: string;
  readonly round: number;
  readonly voters: readonly string[];
  readonly by: string;
  readonly vote: 'go' | 'no-go';
  readonly why: string | null;
}

export async function addVotes(db: Database, { milestone, voters, by, ...vote }: NewVote, at: Date): Promise<void> {
  await db.projectVote.createMany({
    data: voters.map((personId) => ({ ...vote, milestoneId: milestone, personId, byId: by, at })),
  });
}

export interface MissingVote extends Pick<Project, 'title' | 'place' | 'state'>, Pick<Milestone, 'name' | 'promised'> {
  readonly project: string;
  readonly milestone: string;
  readonly round: number;
  readonly voter: Named;
  readonly calledAt: Date;
}

/** Every vote that is called for and not cast: one query over all projects. */
export function missingVotes(db: Database): Promise<MissingVote[]> {
  return db.$queryRaw<MissingVote[]>(sql`
    select m.project_id as project, m.id as milestone, m.round, json_build_object('id', p.id, 'name', p.name) as voter, m.called_at as "calledAt",
      j.title, ${placeIn(sql`j`)} as place, j.state, m.name, to_char(m.promised_on, 'YYYY-MM-DD') as promised
    from project_milestones m join projects j on j.id = m.project_id join project_voters v on v.milestone_id = m.id and v.round = m.round join people p on p.id = v.person_id
    where m.vote = 'called' and m.status = 'open' and not exists (
      select from project_votes w where w.milestone_id = m.id and w.round = m.round and w.person_id = v.person_id)
    order by m.id, p.id`);
}

export async function markCalled(db: Database, milestone: string, at: Date): Promise<void> {
  await db.projectMilestone.update({ where: { id: milestone }, data: { calledAt: at } });
}

export interface Candidate extends Named {
  readonly roles: readonly string[];
}

/** Who holds one of these roles, at the boutique or across the network, by name. */
export function candidates(db: Database, roles: readonly string[], boutique: string | null): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>(sql`
    select p.id, p.name, array_agg(distinct r.role) as roles from people p join roles r on r.person_id = p.id
    where p.active and r.role = any(${[...roles]}) and (r.boutique_code is null or r.boutique_code = ${boutique})
    group by p.id, p.name order by p.name, p.id limit 30`);
}
