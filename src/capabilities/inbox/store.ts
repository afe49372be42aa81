import { type Database, folded, sql } from '../../database/client.js';
import { peopleWith } from '../../database/people.js';
import { HOUSE_ZONE } from '../../domain/house.js';
import type { Person } from '../../domain/people.js';
import { searchWords } from '../../domain/words.js';
import type { Absence, Named } from './rules-absence.js';

interface AbsenceRow {
  readonly id: string;
  readonly starts: Date;
  readonly ends: Date;
  readonly fromId: string;
  readonly fromName: string;
  readonly toId: string | null;
  readonly toName: string | null;
}

const ABSENCES = sql`
  select d.id, d.starts, d.ends, d.from_id as "fromId", f.name as "fromName", d.to_id as "toId", t.name as "toName"
  from delegations d join people f on f.id = d.from_id left join people t on t.id = d.to_id`;

const read = ({ id, starts, ends, ...row }: AbsenceRow): Absence => ({
  id,
  starts,
  ends,
  from: { id: row.fromId, name: row.fromName },
  to: row.toId === null ? null : { id: row.toId, name: row.toName ?? row.toId },
});

/** What this person has planned, or has begun: the next first. */
export async function absencesOf(db: Database, person: string, now: Date): Promise<Absence[]> {
  const rows = await db.$queryRaw<AbsenceRow[]>(sql`
    ${ABSENCES} where d.from_id = ${person} and d.ended_at is null and d.ends > ${now} order by d.starts, d.id`);
  return rows.map(read);
}

/** For whom this person stands in now. */
export async function heldFor(db: Database, person: string, now: Date): Promise<Absence[]> {
  const rows = await db.$queryRaw<AbsenceRow[]>(sql`
    ${ABSENCES} where d.to_id = ${person} and d.ended_at is null and d.starts <= ${now} and d.ends > ${now}
      and f.active order by d.ends, f.name`);
  return rows.map(read);
}

/** Absences of these people that share a moment with it, but for itself. */
export async function absencesBeside(
  db: Database,
  people: readonly string[],
  { id, starts, ends }: Pick<Absence, 'id' | 'starts' | 'ends'>,
): Promise<Absence[]> {
  const rows = await db.$queryRaw<AbsenceRow[]>(sql`
    ${ABSENCES} where d.from_id = any(${[...people]}) and d.ended_at is null and d.id <> ${id}
      and d.starts < ${ends} and d.ends > ${starts} order by d.starts, d.id`);
  return rows.map(read);
}

/** Who counts on this person in that time. */
export async function countingOn(
  db: Database,
  person: string,
  { starts, ends }: Pick<Absence, 'starts' | 'ends'>,
): Promise<Absence[]> {
  const rows = await db.$queryRaw<AbsenceRow[]>(sql`
    ${ABSENCES} where d.to_id = ${person} and d.ended_at is null and d.starts < ${ends} and d.ends > ${starts}
      order by d.starts, d.id`);
  return rows.map(read);
}

/** Held until the transaction ends, in one order: two who hand over to each other at once do it one after the other. */
export async function lockPeople(db: Database, people: readonly string[]): Promise<void> {
  await db.$queryRaw(sql`select 1 from people where id = any(${[...people]}) order by id for no key update`);
}

/** One that is neither over nor taken back, held. */
export async function lockAbsence(db: Database, id: string, now: Date): Promise<Absence | null> {
  const [row] = await db.$queryRaw<AbsenceRow[]>(sql`
    ${ABSENCES} where d.id = ${id} and d.ended_at is null and d.ends > ${now} for update of d`);
  return row ? read(row) : null;
}

export async function addAbsence(db: Database, { id, from, to, starts, ends }: Absence, now: Date): Promise<void> {
  await db.delegation.create({
    data: { id, fromId: from.id, toId: to?.id ?? null, starts, ends, createdBy: from.id, createdAt: now },
  });
}

/** The trail has what it was. */
export async function changeAbsence(db: Database, { id, to, starts, ends }: Absence): Promise<void> {
  const { count } = await db.delegation.updateMany({
    where: { id, endedAt: null },
    data: { toId: to?.id ?? null, starts, ends },
  });
  if (count !== 1) throw new Error('the absence was over');
}

export async function endAbsence(db: Database, id: string, now: Date): Promise<void> {
  const { count } = await db.delegation.updateMany({ where: { id, endedAt: null }, data: { endedAt: now } });
  if (count !== 1) throw new Error('the absence was over');
}

/** A person with their own roles; not those that they have in somebody's place. */
export type Candidate = Person & { readonly active: boolean; readonly boutiques: readonly string[] };

interface Wanted {
  readonly words?: string;
  readonly person?: string;
}

const MOST_CANDIDATES = 100;

/** Who has a role across the network, or shares a boutique with somebody who has none there; those first whose name begins with the words. */
export async function candidates(db: Database, from: Person, { words = '', person }: Wanted): Promise<Candidate[]> {
  const wanted = searchWords(words);
  const begins = `${wanted.join(' ')}%`;
  const own = from.roles.filter((held) => held.for === undefined);
  const places = own.some(({ boutique }) => boutique === null) ? [] : own.flatMap(({ boutique }) => boutique ?? []);
  return db.$queryRaw<Candidate[]>(sql`
    with near as (
      select p.id, p.name, p.language, p.active,
        coalesce(array_agg(distinct b.name) filter (where b.name is not null), '{}') as boutiques,
        json_agg(json_build_object('role', r.role, 'boutique', r.boutique_code)) as roles,
        ${folded(sql`p.name`)} as called,
        ${folded(sql`concat_ws(' ', p.name, string_agg(distinct b.name || ' ' || b.code, ' '))`)} as said
      from people p join roles r on r.person_id = p.id left join boutiques b on b.code = r.boutique_code
      where p.id <> ${from.id} and (${person ?? null}::text is not null and p.id = ${person ?? null}
        or ${person === undefined} and p.active and exists (select from roles o
          where o.person_id = p.id and (o.boutique_code is null or o.boutique_code = any(${places}::text[]))))
      group by p.id)
    select id, name, language, active, boutiques, roles from near
    where not exists (select from unnest(${wanted}::text[]) w where strpos(said, w) = 0)
    order by called like ${begins} desc, name, id limit ${MOST_CANDIDATES}`);
}

/** The clocks of the boutiques these people answer for: by role, or all of the network. */
export async function timeZonesOf(
  db: Database,
  people: readonly string[],
): Promise<(person: string) => readonly string[]> {
  const rows = await db.$queryRaw<{ person: string; zones: string[] }[]>(sql`
    select r.person_id as person, array_agg(distinct b.time_zone) as zones
    from roles r join boutiques b on b.active and (r.boutique_code is null or b.code = r.boutique_code)
    where r.person_id = any(${[...people]}) group by r.person_id`);
  const zones = new Map(rows.map((row) => [row.person, row.zones]));
  return (person) => zones.get(person) ?? [HOUSE_ZONE];
}

/** The operations managers, but for those who are told otherwise. */
export async function otherManagers(db: Database, but: readonly string[], now: Date): Promise<Named[]> {
  const managers = await peopleWith(db, ['operations-manager'], null, now);
  return managers.filter(({ id }) => !but.includes(id));
}
