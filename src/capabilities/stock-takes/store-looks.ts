import { type Place, placesIn } from '../../database/calendars.js';
import { type Database, sql } from '../../database/client.js';
import { type Named, peopleWith } from '../../database/people.js';
import type { Day } from '../../domain/calendar.js';
import type { Role } from '../../domain/people.js';
import type { GateId } from './rules-gates.js';

/** Everywhere that counts. */
export const everyPlace = (db: Database, since: Day): Promise<readonly Place[]> => placesIn(db, null, since);

export async function placeOf(db: Database, code: string, since: Day): Promise<Place | null> {
  const places = await placesIn(db, null, since);
  return places.find((place) => place.code === code) ?? null;
}

/** How many others of the campaign count on this day. */
export async function othersOn(db: Database, campaign: string, day: Day, except: string): Promise<number> {
  const [row] = await db.$queryRaw<{ others: number }[]>(sql`
    select count(*)::int as others from stock_takes where campaign_id = ${campaign} and day = ${day}::date and id <> ${except} and cancelled_at is null`);
  return row?.others ?? 0;
}

export async function whoCan(db: Database, roles: readonly Role[], boutique: string, now: Date): Promise<Named[]> {
  return (await peopleWith(db, roles, boutique, now)).map(({ id, name }) => ({ id, name }));
}

/** The digest of a campaign's teams, for departments that are told of them. */
export interface TeamTold {
  readonly named: number;
  readonly boutiques: number;
}

export async function teamsNamed(db: Database, campaign: string): Promise<TeamTold> {
  const [row] = await db.$queryRaw<TeamTold[]>(sql`
    select count(*)::int as boutiques, count(*) filter (where supervisor is not null)::int as named
    from stock_takes where campaign_id = ${campaign} and cancelled_at is null`);
  return row ?? { named: 0, boutiques: 0 };
}

/** What changes by itself while a boutique counts: asked every minute, one query. */
export function progressing(db: Database): Promise<{ take: string; boutique: string; sign: string }[]> {
  return db.$queryRaw(sql`
    select s.id as take, s.boutique_code as boutique, concat_ws('/', c.id, c.state, c.comparison,
      (select count(*) from count_rounds r where r.count_id = c.id and r.closed_at is not null),
      (select max(e.id) from count_causes e where e.count_id = c.id), (select max(o.id) from stock_take_owners o where o.count_id = c.id)) as sign
    from stock_takes s join counts c on c.plan_id = s.plan_id
    where c.state <> 'closed' or not exists (
      select from stock_take_gates g where g.take_id = s.id and g.gate = 'signed' and g.lapsed_at is null)
    order by s.id`);
}

/** Takes of which a gate can be passed since today or yesterday; one query. */
export function opening(
  db: Database,
  gates: readonly { readonly gate: GateId; readonly opens: number }[],
  now: Date,
): Promise<{ take: string; boutique: string; sign: string }[]> {
  return db.$queryRaw(sql`
    select s.id as take, s.boutique_code as boutique, to_char(s.day, 'YYYY-MM-DD') || '/' || g.gate as sign
    from stock_takes s join boutiques b on b.code = s.boutique_code and b.active,
      jsonb_to_recordset(${JSON.stringify(gates)}::jsonb) as g (gate text, opens int)
    where s.cancelled_at is null and (${now}::timestamptz at time zone b.time_zone)::date - s.day - g.opens between 0 and 1
      and not exists (select from stock_take_gates p where p.take_id = s.id and p.gate = g.gate and p.lapsed_at is null)
    order by s.id, sign`);
}

/** When each campaign last changed. */
export function changedCampaigns(db: Database): Promise<{ id: string; changedAt: Date }[]> {
  return db.$queryRaw(sql`select id, changed_at as "changedAt" from stock_take_campaigns order by id`);
}

/** Everything that was ever passed at a boutique's take, what lapsed too. */
export interface KeptGate {
  readonly gate: GateId;
  readonly by: string;
  readonly at: Date;
  readonly words: string;
  readonly waived: boolean;
  readonly photos: readonly string[];
  readonly record: string | null;
  readonly lapsedAt: Date | null;
}

export function keptGates(db: Database, take: string): Promise<KeptGate[]> {
  return db.$queryRaw(sql`
    select g.gate, p.name as by, g.passed_at as at, g.words, g.waived, g.photos, g.record, g.lapsed_at as "lapsedAt"
    from stock_take_gates g join people p on p.id = g.passed_by where g.take_id = ${take} order by g.id`);
}

export interface KeptItem {
  readonly kind: string;
  readonly what: string;
  readonly owner: string;
  readonly addedBy: string;
  readonly addedAt: Date;
  readonly dueOn: Day | null;
  readonly outcome: string | null;
  readonly words: string | null;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
}

export function keptItems(db: Database, take: string): Promise<KeptItem[]> {
  return db.$queryRaw(sql`
    select i.kind, i.what, o.name as owner, a.name as "addedBy", i.added_at as "addedAt", to_char(i.due_on, 'YYYY-MM-DD') as "dueOn",
      i.outcome, i.words, e.name as "endedBy", i.ended_at as "endedAt"
    from stock_take_items i join people o on o.id = i.owner_id join people a on a.id = i.added_by left join people e on e.id = i.ended_by
    where i.take_id = ${take} order by i.added_at, i.id`);
}
