import { type Database, folded, type Sql, sql } from '../../database/client.js';
import type { Cents } from '../../domain/money.js';
import type { Gift } from './rules-gifts.js';
import { DEDUCTIBLE } from './rules-gifts.js';
import { findGifts } from './store-gifts.js';

/** Codes of boutiques; null: all. */
export type Places = readonly string[] | null;

const isAt = (places: Places): Sql =>
  sql`(${places === null} or f.boutique_code = any(${[...(places ?? [])]}::text[]))`;

async function gifts(db: Database, from: Sql): Promise<Gift[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(from);
  return findGifts(
    db,
    rows.map(({ id }) => id),
  );
}

export const newestGifts = (db: Database, places: Places, most: number): Promise<Gift[]> =>
  gifts(
    db,
    sql`select f.id from gifts f where ${isAt(places)} order by f.requested_at desc, f.number desc limit ${most}`,
  );

export const giftsAskedBy = (db: Database, person: string, most: number): Promise<Gift[]> =>
  gifts(
    db,
    sql`select f.id from gifts f where f.requested_by = ${person} order by f.requested_at desc, f.number desc limit ${most}`,
  );

/** Approved, and still in the boutique. */
export const giftsToHandOver = (db: Database, person: string, most: number): Promise<Gift[]> =>
  gifts(
    db,
    sql`select f.id from gifts f where f.requested_by = ${person} and f.state = 'approved' order by f.decided_at, f.number limit ${most}`,
  );

interface Search {
  readonly words: readonly string[];
  readonly places: Places;
  /** Whose own are found too. */
  readonly person: string;
  readonly most: number;
}

/** Each word is in the campaign's name or the article, or is the number, the sale or the client as a whole. */
export function giftsFound(db: Database, { words, places, person, most }: Search): Promise<Gift[]> {
  const said = folded(sql`' ' || g.name || ' ' || a.name || ' gift'`);
  return gifts(
    db,
    sql`select f.id from gifts f join gift_campaigns g on g.id = f.campaign_id join supply_articles a on a.code = f.article_code,
        lateral (select ${said} as words) own
      where (${isAt(places)} or f.requested_by = ${person}) and not exists (
        select from unnest(${[...words]}::text[]) w
        where strpos(own.words, ' ' || w) = 0 and w not in (f.number::text, lower(f.sale_ref), lower(f.client_ref)))
      order by f.requested_at desc, f.number desc limit ${most}`,
  );
}

/** How a campaign went, at the boutiques one answers for. */
export interface Figures {
  readonly campaign: string;
  readonly name: string;
  readonly given: number;
  /** Given although the rules did not allow it. */
  readonly exceptions: number;
  readonly returned: number;
  readonly allocated: number;
  readonly left: number;
  /** Null while nobody has counted. */
  readonly difference: number | null;
}

/** Of the newest campaigns that have gifts there. */
export function figuresOf(db: Database, places: Places, most: number): Promise<Figures[]> {
  return db.$queryRaw<Figures[]>(sql`
    select g.id as campaign, g.name, s.allocated, s.left, s.difference,
      coalesce(n.given, 0) as given, coalesce(n.exceptions, 0) as exceptions, coalesce(n.returned, 0) as returned
    from gift_campaigns g join (
      select f.campaign_id, sum(f.allocated)::int as allocated, sum(f.allocated - f.used)::int as left,
        sum(f.allocated - f.used - f.counted)::int as difference
      from gift_stocks f where f.allocated > 0 and ${isAt(places)} group by f.campaign_id) s on s.campaign_id = g.id
    left join (
      select f.campaign_id, count(*) filter (where f.state = 'given')::int as given,
        count(*) filter (where f.state in ('approved', 'given', 'returned') and f.exception is not null)::int as exceptions,
        count(*) filter (where f.state = 'returned')::int as returned
      from gifts f where ${isAt(places)} group by f.campaign_id) n on n.campaign_id = g.id
    order by g.created_at desc, g.name, g.id limit ${most}`);
}

/** A line of the register as a file. */
export interface RegisterLine {
  readonly gift: Gift;
  readonly boutiqueName: string;
  readonly timeZone: string;
  /** What the boutique has of the article now. */
  readonly left: number | null;
  /** What the client was given up to this one in its year, over all boutiques. */
  readonly year: Cents;
}

/** The oldest first. */
export async function registerLines(db: Database, places: Places): Promise<RegisterLine[]> {
  const rows = await db.$queryRaw<(Omit<RegisterLine, 'gift'> & { readonly id: string })[]>(sql`
    select f.id, b.name as "boutiqueName", b.time_zone as "timeZone", (s.allocated - s.used)::int as left, coalesce(y.year, 0)::float8 as year
    from gifts f join boutiques b on b.code = f.boutique_code
      left join gift_stocks s on s.campaign_id = f.campaign_id and s.boutique_code = f.boutique_code and s.article_code = f.article_code
      left join (
        select o.id, sum(o.value) over (partition by o.client_ref, extract(year from o.given_at at time zone ob.time_zone)
          order by o.given_at, o.number) as year
        from gifts o join boutiques ob on ob.code = o.boutique_code join gift_campaigns g on g.id = o.campaign_id
        where o.state = 'given' and g.currency = ${DEDUCTIBLE.currency}) y on y.id = f.id
    where ${isAt(places)} order by f.requested_at, f.number`);
  const found = new Map(
    (
      await findGifts(
        db,
        rows.map(({ id }) => id),
      )
    ).map((gift) => [gift.id, gift]),
  );
  return rows.flatMap(({ id, ...line }) => {
    const gift = found.get(id);
    return gift ? [{ ...line, gift }] : [];
  });
}

export interface GiftNeed {
  readonly boutique: string;
  readonly need: 'late' | 'low';
  readonly number: number;
}

/** Campaigns that a boutique has not counted in time, and gifts of which little is left. */
export function giftNeeds(db: Database, daysToCount: number, now: Date): Promise<GiftNeed[]> {
  return db.$queryRaw<GiftNeed[]>(sql`
    select s.boutique_code as boutique, n.need, count(distinct case n.need when 'late' then g.id else s.article_code end)::int as number
    from gift_campaigns g join gift_stocks s on s.campaign_id = g.id join boutiques b on b.code = s.boutique_code and b.active,
      lateral (select case
        when g.state = 'closed' and s.counted is null and (${now}::timestamptz at time zone b.time_zone)::date > g.ends_on + ${daysToCount}::int then 'late'
        when g.state = 'live' and (s.allocated - s.used) * 10 <= s.allocated then 'low' end as need) n
    where s.allocated > 0 and n.need is not null group by s.boutique_code, n.need order by s.boutique_code, n.need`);
}
