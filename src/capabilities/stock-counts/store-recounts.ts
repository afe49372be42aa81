import { type Database, folded, sql } from '../../database/client.js';
import { searchWords } from '../../domain/words.js';
import type { Round } from './rules.js';

type InCount = Pick<Round, 'id' | 'zone' | 'number'> & { readonly count: string };

export interface Standing {
  readonly hasSeen: boolean;
  readonly countedBefore: boolean;
}

/** What keeps a person from counting in a round. */
export async function standingOf(db: Database, { count, zone, number }: InCount, person: string): Promise<Standing> {
  const [row] = await db.$queryRaw<Standing[]>(sql`
    select exists (select from count_witnesses w where w.count_id = ${count} and w.person_id = ${person}) as "hasSeen",
      exists (select from count_rounds r left join count_batches b on b.round_id = r.id
              where r.count_id = ${count} and r.zone_id = ${zone.id} and r.number < ${number} and not r.skipped
                and (b.person_id = ${person} or r.closed_by = ${person})) as "countedBefore"`);
  return row ?? { hasSeen: false, countedBefore: false };
}

/** Who counted the zone before this round, in the order they began; whoever closed it empty looked, and so counted it. */
export function countersBefore(
  db: Database,
  { count, zone, number }: InCount,
): Promise<{ id: string; name: string }[]> {
  return db.$queryRaw(sql`
    select p.id, p.name from count_rounds r left join count_batches b on b.round_id = r.id
      join people p on p.id = b.person_id or p.id = r.closed_by
    where r.count_id = ${count} and r.zone_id = ${zone.id} and r.number < ${number} and not r.skipped
    group by p.id, p.name order by min(b.number), p.name`);
}

/** Who may still count the zone: of those its plan names, or of this boutique where it names nobody. */
export function freeCounters(db: Database, round: string, boutique: string): Promise<{ id: string }[]> {
  return db.$queryRaw(sql`
    select p.id from count_rounds g join counts c on c.id = g.count_id left join count_plans n on n.id = c.plan_id, people p
    where g.id = ${round} and p.active and ${isFree}
      and case when cardinality(n.recounters) > 0 then p.id = any(n.recounters)
        else exists (select from roles o where o.person_id = p.id and o.role in ('associate', 'store-manager') and o.boutique_code = ${boutique}) end`);
}

export interface Outsider {
  readonly id: string;
  readonly name: string;
  readonly boutiques: readonly string[];
}

interface Wanted {
  readonly words?: string;
  /** This one alone. */
  readonly person?: string;
  readonly most?: number;
}

/** Who else could: people who count in the same country, and those who look after all boutiques; those first whose name begins with the words. */
export function outsiders(db: Database, round: string, boutique: string, wanted: Wanted): Promise<Outsider[]> {
  const words = searchWords(wanted.words ?? '');
  const begins = `${words.join(' ')}%`;
  return db.$queryRaw(sql`
    with free as (
      select p.id, p.name, coalesce(array_agg(distinct b.name) filter (where b.name is not null), '{}') as boutiques,
        ${folded(sql`p.name`)} as called, ${folded(sql`concat_ws(' ', p.name, string_agg(distinct b.name || ' ' || b.code, ' '))`)} as said
      from count_rounds g, people p join roles o on o.person_id = p.id left join boutiques b on b.code = o.boutique_code
      where g.id = ${round} and p.active and ${isFree} and (${wanted.person ?? null}::text is null or p.id = ${wanted.person ?? null})
        and (o.role in ('operations-manager', 'director') or (o.role in ('associate', 'store-manager')
        and b.active and b.country_code = (select country_code from boutiques where code = ${boutique})))
      group by p.id, p.name)
    select id, name, boutiques from free
    where not exists (select from unnest(${words}::text[]) w where strpos(said, w) = 0)
    order by called like ${begins} desc, ' ' || called like ${`% ${begins}`} desc, name, id limit ${wanted.most ?? 1}`);
}

/** Neither counted the zone of the round `g` nor has seen what is expected. */
const isFree = sql`
  not exists (select from count_witnesses w where w.count_id = g.count_id and w.person_id = p.id)
  and not exists (select from count_rounds r left join count_batches x on x.round_id = r.id
                  where r.count_id = g.count_id and r.zone_id = g.zone_id and not r.skipped and (x.person_id = p.id or r.closed_by = p.id))`;

/** The subject may be a round, or a batch in it. */
export async function roundIsAssigned(db: Database, subject: string, person: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>(sql`
    select 1 from count_rounds r where r.assigned_to = ${person}
      and (r.id = ${subject} or exists (select from count_batches b where b.round_id = r.id and b.id = ${subject})) limit 1`);
  return rows.length > 0;
}

export async function assign(db: Database, round: string, person: string): Promise<void> {
  await db.countRound.update({ where: { id: round }, data: { assignedTo: person } });
}

export async function skipRound(db: Database, round: string, count: string, person: string, now: Date): Promise<void> {
  await db.countRound.update({ where: { id: round }, data: { skipped: true, closedAt: now, closedBy: person } });
  await db.count.update({ where: { id: count }, data: { notRecounted: true } });
}

export interface RoundScans {
  readonly zone: string;
  readonly number: number;
  readonly serials: readonly string[];
}

/** Every round of every zone that was really counted, with the serials that count in it. */
export function roundScans(db: Database, count: string): Promise<RoundScans[]> {
  return db.$queryRaw(sql`
    select r.zone_id as zone, r.number, coalesce(array_agg(l.serial) filter (where l.serial is not null), '{}') as serials
    from count_rounds r
      left join count_batches b on b.round_id = r.id and not b.late and b.taken_back_at is null
      left join count_lines l on l.batch_id = b.id and l.result = 'new'
    where r.count_id = ${count} and r.closed_at is not null and not r.skipped
    group by r.zone_id, r.number order by r.zone_id, r.number`);
}
