import { type Database, folded, type Sql, sql } from '../../database/client.js';
import { isOpenTo } from '../../database/restrictions.js';
import type { Person } from '../../domain/people.js';
import type { CountState } from './rules.js';
import { decided, LATE_HOURS, type Need, nextSteps, type Places } from './rules-looks.js';

/** A count as everybody may see it. */
export interface CountLook {
  readonly id: string;
  readonly boutique: string;
  readonly state: CountState;
  readonly openedBy: string;
  readonly openedAt: Date;
  /** Names of its zones, and of those that are still to be counted. */
  readonly zones: readonly string[];
  readonly open: readonly string[];
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly document: string | null;
  readonly restricted: boolean;
}

const LOOK = sql`
  c.id, c.boutique_code as boutique, c.state, (select name from people where id = c.opened_by) as "openedBy",
  c.opened_at as "openedAt", (select name from people where id = c.decided_by) as "decidedBy",
  c.decided_at as "decidedAt", c.document, exists (select from restrictions x where x.record = c.id) as restricted,
  array(select z.name from count_zones cz join zones z on z.id = cz.zone_id where cz.count_id = c.id order by z.position) as zones,
  array(select z.name from count_rounds r join zones z on z.id = r.zone_id
        where r.count_id = c.id and r.closed_at is null order by z.position) as open`;

export async function countLook(db: Database, id: string): Promise<CountLook | null> {
  const [look] = await db.$queryRaw<CountLook[]>(sql`select ${LOOK} from counts c where c.id = ${id}`);
  return look ?? null;
}

/** The newest counts that this person opened, scanned in or closed a zone of. */
export function countsWithPart(db: Database, person: Person, most: number): Promise<CountLook[]> {
  return db.$queryRaw<CountLook[]>(sql`
    select ${LOOK} from counts c where ${hasPart(person.id)} and ${isOpenTo(person, sql`c.id`)} order by c.opened_at desc, c.id limit ${most}`);
}

const hasPart = (person: string): Sql => sql`
  (c.opened_by = ${person} or exists (
    select from count_rounds r left join count_batches b on b.round_id = r.id
    where r.count_id = c.id and (b.person_id = ${person} or r.closed_by = ${person} or r.assigned_to = ${person})))`;

export async function hasPartIn(db: Database, id: string, person: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>(sql`select 1 from counts c where c.id = ${id} and ${hasPart(person)}`);
  return rows.length > 0;
}

export interface Search {
  readonly words: readonly string[];
  readonly person: Person;
  readonly places: Places;
  /** Where a word may be a serial too. */
  readonly reports: Places;
  readonly most: number;
}

/** Each word is somewhere in what the count says of itself, or is the serial of a piece of a decided one. */
export function countsFound(db: Database, { words, person, places, reports, most }: Search): Promise<CountLook[]> {
  const states = Object.keys(nextSteps);
  const said = folded(sql`concat_ws(' ', b.name, b.code, c.document, c.state, s.said, 'count', (
    select string_agg(z.name, ' ') from count_zones cz join zones z on z.id = cz.zone_id where cz.count_id = c.id))`);
  return db.$queryRaw<CountLook[]>(sql`
    select ${LOOK} from counts c join boutiques b on b.code = c.boutique_code
      join unnest(${states}::text[], ${Object.values(nextSteps)}::text[]) as s (state, said) on s.state = c.state,
      lateral (select ${said} as words) own
    where ${isAt(places)} and ${isOpenTo(person, sql`c.id`)} and not exists (
      select from unnest(${[...words]}::text[]) w
      where strpos(own.words, w) = 0 and not (${isAt(reports)} and c.state = any(${[...decided]}) and ${hasPiece}))
    order by c.opened_at desc, c.id limit ${most}`);
}

const isAt = (places: Places): Sql =>
  sql`(${places === null} or c.boutique_code = any(${[...(places ?? [])]}::text[]))`;

/** Of a decided count, a piece that was scanned was expected, or differs. */
const hasPiece = sql`
  (exists (select from count_expected e where e.count_id = c.id and e.serial = upper(w))
   or exists (select from count_differences d
              where d.count_id = c.id and d.comparison = c.comparison and d.serial = upper(w)))`;

export interface Needy {
  readonly boutique: string;
  readonly need: Need;
  readonly counts: readonly string[];
}

/** What each boutique's counts wait for. One that is restricted stands alone, so that it hides no other. */
export function countsInNeed(db: Database, now: Date): Promise<Needy[]> {
  const late = new Date(now.getTime() - LATE_HOURS * 3_600_000);
  return db.$queryRaw<Needy[]>(sql`
    select c.boutique_code as boutique, n.need, array_agg(c.id order by c.opened_at) as counts
    from counts c join boutiques b on b.code = c.boutique_code and b.active
      left join restrictions r on r.record = c.id,
      lateral (select case
        when c.state in ('frozen', 'counting', 'recount-required', 'recounting') and c.opened_at <= ${late} then 'late'
        when c.state = 'investigating' then 'causes'
        when c.state = 'awaiting-approval' then 'decision'
        when c.state = 'approved' then 'document' end as need) n
    where c.state not in ('closed', 'voided', 'cancelled') and n.need is not null
    group by c.boutique_code, n.need, r.record order by c.boutique_code, n.need`);
}
