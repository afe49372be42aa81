import { type Database, folded, type Sql, sql } from '../../database/client.js';
import type { Month } from '../../domain/days.js';
import { Refusal } from '../../domain/refusal.js';
import type { AmlCheck, BoardRow, Duties, Signature } from './rules.js';

const CHECK = sql`
  c.id, c.boutique_code as boutique, c.month, c.number, c.outcome, c.receipts, c.statement, c.state,
  (select b.state from boutiques b where b.code = c.boutique_code) as region,
  c.signed_by as "signedBy", s.name as "signedByName", c.signed_at as "signedAt",
  r.name as "reviewedByName", c.reviewed_at as "reviewedAt", c.review_note as "reviewNote"
  from aml_checks c join people s on s.id = c.signed_by left join people r on r.id = c.reviewed_by`;

const checks = (db: Database, rest: Sql): Promise<AmlCheck[]> => db.$queryRaw<AmlCheck[]>(sql`select ${CHECK} ${rest}`);

export type NewCheck = Pick<
  AmlCheck,
  'id' | 'boutique' | 'month' | 'outcome' | 'receipts' | 'statement' | 'signedBy' | 'signedAt'
>;

/** The next return of its month. False: somebody signed for it, a moment ago too. */
export async function insertCheck(db: Database, check: NewCheck): Promise<boolean> {
  const { id, boutique, month, outcome, receipts, statement, signedBy, signedAt } = check;
  const added = await db.$executeRaw(sql`
    insert into aml_checks (id, boutique_code, month, number, outcome, receipts, statement, state, signed_by, signed_at, live)
    select ${id}, ${boutique}, ${month},
      coalesce((select max(number) from aml_checks where boutique_code = ${boutique} and month = ${month}), 0) + 1,
      ${outcome}, ${[...receipts]}, ${statement}, 'signed', ${signedBy}, ${signedAt}, ${`${boutique}/${month}`}
    on conflict do nothing`);
  return added === 1;
}

/** Held until the transaction ends. */
export async function lockCheck(db: Database, id: string): Promise<AmlCheck> {
  await db.$queryRaw(sql`select 1 from aml_checks where id = ${id} for update`);
  return findCheck(db, id);
}

/** Every return of a month, so that none is sent back while the network is signed for. */
export async function lockMonth(db: Database, month: Month): Promise<void> {
  await db.$queryRaw(sql`select 1 from aml_checks where month = ${month} order by id for update`);
}

export async function findCheck(db: Database, id: string): Promise<AmlCheck> {
  const [check] = await checks(db, sql`where c.id = ${id}`);
  if (!check) throw new Refusal('gone', 'This check is not on record.');
  return check;
}

/** The newest return of that month, also one that was sent back. */
export async function newestCheck(db: Database, boutique: string, month: Month): Promise<AmlCheck | null> {
  const [check] = await checks(
    db,
    sql`where c.boutique_code = ${boutique} and c.month = ${month} order by c.number desc limit 1`,
  );
  return check ?? null;
}

export async function checksOfPerson(db: Database, person: string, most: number): Promise<AmlCheck[]> {
  return checks(db, sql`where c.signed_by = ${person} order by c.signed_at desc limit ${most}`);
}

/** Something was found, and nobody has decided what follows; the oldest first. */
export async function checksFoundOpen(db: Database, most: number): Promise<AmlCheck[]> {
  return checks(db, sql`where c.state = 'signed' and c.outcome = 'findings' order by c.signed_at limit ${most}`);
}

/** By parts of the boutique's name or of the month, at these boutiques or everywhere. */
export async function findChecks(
  db: Database,
  words: readonly string[],
  boutiques: readonly string[] | null,
  most: number,
): Promise<AmlCheck[]> {
  const everywhere = boutiques === null;
  const text = folded(
    sql`b.name || ' ' || b.code || ' ' || c.month || ' ' || to_char((c.month || '-01')::date, 'Month')`,
  );
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  return checks(
    db,
    sql`join boutiques b on b.code = c.boutique_code
      where (${everywhere} or c.boutique_code = any(${[...(boutiques ?? [])]})) and ${text} like all(${patterns}::text[])
      order by c.signed_at desc limit ${most}`,
  );
}

/** What a button of a return is about: the return, so that one in which something was found is closed to others. */
export async function recordOf(subject: string, db: Database): Promise<string | null> {
  const [found] = await db.$queryRaw<{ id: string }[]>(sql`select id from aml_checks where id = ${subject}`);
  return found?.id ?? null;
}

export async function saveReview(
  db: Database,
  { id }: Pick<AmlCheck, 'id'>,
  review: { readonly state: 'reviewed' | 'sent-back'; readonly by: string; readonly at: Date; readonly note: string },
): Promise<void> {
  const { state, by, at, note } = review;
  await db.$executeRaw(sql`
    update aml_checks set state = ${state}, reviewed_by = ${by}, reviewed_at = ${at}, review_note = ${note},
      live = case when ${state} = 'sent-back' then null else live end
    where id = ${id}`);
}

/**
 * What these boutiques answer for, from the month in which their trail here begins or in which they opened. One query,
 * however many they are.
 */
export async function dutiesOf(db: Database, codes: readonly string[]): Promise<ReadonlyMap<string, Duties>> {
  const rows = await db.$queryRaw<{ code: string; since: Month; months: Duties['months'] }[]>(sql`
    select b.code,
      to_char(greatest(e.at at time zone b.time_zone, b.opening_date::timestamp), 'YYYY-MM') as since,
      coalesce(m.months, '{}') as months
    from boutiques b
    left join audit_events e on e.chain = b.code and e.number = 1
    left join lateral (
      select jsonb_object_agg(c.month, c.state) as months from (
        select distinct on (month) month, state from aml_checks where boutique_code = b.code
        order by month desc, number desc) as c) as m on true
    where b.code = any(${[...codes]}) and e.at is not null`);
  return new Map(rows.map(({ code, since, months }) => [code, { since, months }]));
}

/** Every boutique that was open in that month, with its newest return: the same two queries however many there are. */
export async function boardOf(db: Database, month: Month): Promise<BoardRow[]> {
  const boutiques = await db.$queryRaw<{ boutique: string; name: string }[]>(sql`
    select b.code as boutique, b.name from boutiques b
    where b.active and (b.opening_date is null or to_char(b.opening_date, 'YYYY-MM') <= ${month}) order by b.name`);
  const newest = await checks(
    db,
    sql`where c.month = ${month} and c.number = (
      select max(number) from aml_checks o where o.boutique_code = c.boutique_code and o.month = c.month)`,
  );
  const byBoutique = new Map(newest.map((check) => [check.boutique, check]));
  return boutiques.map((each) => ({ ...each, check: byBoutique.get(each.boutique) ?? null }));
}

export async function signatureOf(db: Database, month: Month): Promise<Signature | null> {
  const [row] = await db.$queryRaw<Signature[]>(sql`
    select n.month, p.name as "signedByName", n.signed_at as "signedAt"
    from aml_signatures n join people p on p.id = n.signed_by where n.month = ${month}`);
  return row ?? null;
}

/** Of these months, those that are somebody's duty and that nobody signed for the network, and how many boutiques have not signed for theirs. */
export function monthsUnsigned(db: Database, months: readonly Month[]): Promise<MonthUnsigned[]> {
  return db.$queryRaw<MonthUnsigned[]>(sql`
    select m.month, (
      select count(*)::int from boutiques b
      where b.active and (b.opening_date is null or to_char(b.opening_date, 'YYYY-MM') <= m.month)
        and not exists (select from aml_checks c where c.live = b.code || '/' || m.month)) as missing
    from unnest(${[...months]}::text[]) as m (month)
    where exists (select from aml_checks c where c.month = m.month)
      and exists (
        select from boutiques b join audit_events e on e.chain = b.code and e.number = 1
        where b.active and to_char(e.at at time zone b.time_zone, 'YYYY-MM') <= m.month)
      and not exists (select from aml_signatures s where s.month = m.month) order by 1`);
}

export interface MonthUnsigned {
  readonly month: Month;
  readonly missing: number;
}

export interface NewSignature {
  readonly month: Month;
  readonly by: string;
  readonly at: Date;
  readonly statement: string;
  readonly boutiques: number;
  readonly findings: number;
}

/** False: it was signed, a moment ago too. */
export async function insertSignature(db: Database, signature: NewSignature): Promise<boolean> {
  const { month, by, at, statement, boutiques, findings } = signature;
  const added = await db.$executeRaw(sql`
    insert into aml_signatures (month, signed_by, signed_at, statement, boutiques, findings)
    values (${month}, ${by}, ${at}, ${statement}, ${boutiques}, ${findings}) on conflict do nothing`);
  return added === 1;
}

/** Whose holidays say when it is due. */
export async function countryOf(db: Database, boutique: string): Promise<string> {
  const found = await db.boutique.findUnique({ where: { code: boutique }, select: { countryCode: true } });
  return found?.countryCode ?? 'US';
}
