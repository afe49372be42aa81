import { type Database, type Json, sql } from '../../database/client.js';
import { peopleWith } from '../../database/people.js';
import type { Day } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import type { Allocation, CampaignState, Confirmed, GiftCampaign } from './rules-gift-campaigns.js';

/** With its row held: allocating, confirming, starting, ending and counting go one after the other. */
export async function lockCampaign(db: Database, id: string): Promise<GiftCampaign> {
  await db.$queryRaw(sql`select 1 from gift_campaigns where id = ${id} for update`);
  return findCampaign(db, id);
}

/** It does not change until this transaction is over; others may hold it too. */
export async function holdCampaign(db: Database, id: string): Promise<GiftCampaign> {
  await db.$queryRaw(sql`select 1 from gift_campaigns where id = ${id} for share`);
  return findCampaign(db, id);
}

export async function findCampaign(db: Database, id: string): Promise<GiftCampaign> {
  const [campaign] = await findCampaigns(db, [id]);
  if (!campaign) throw new Refusal('gone', 'This campaign no longer exists.');
  return campaign;
}

/** Those of these ids that there are, the newest first. */
export async function findCampaigns(db: Database, ids: readonly string[]): Promise<GiftCampaign[]> {
  const rows = await db.$queryRaw<{ campaign: CampaignRow }[]>(sql`
    select json_build_object('id', g.id, 'name', g.name, 'state', g.state, 'currency', g.currency, 'threshold', g.threshold,
      'perClient', g.per_client, 'approveAbove', g.approve_above, 'from', g.starts_on, 'to', g.ends_on,
      'boutiques', g.boutiques, 'articles', g.articles, 'createdAt', g.created_at,
      'checks', (select coalesce(json_agg(c.value || jsonb_build_object('byName', coalesce(p.name, c.value->>'by')) order by c.ordinality), '[]')
        from jsonb_array_elements(g.checks) with ordinality c left join people p on p.id = c.value->>'by'),
      'stocks', (select coalesce(json_agg(json_build_object('boutique', s.boutique_code, 'boutiqueName', b.name, 'article', s.article_code,
          'articleName', a.name || case when a.size is null or lower(a.name) like '% ' || lower(a.size) then '' else ' ' || a.size end,
          'unit', a.unit, 'value', a.cost, 'allocated', s.allocated, 'used', s.used, 'counted', s.counted) order by b.name, a.name, a.code), '[]')
        from gift_stocks s join boutiques b on b.code = s.boutique_code join supply_articles a on a.code = s.article_code
        where s.campaign_id = g.id)) as campaign
    from gift_campaigns g where g.id = any(${[...ids]}) order by g.created_at desc, g.name, g.id`);
  return rows.map(({ campaign }) => readCampaign(campaign));
}

type CampaignRow = Omit<GiftCampaign, 'createdAt' | 'checks'> & {
  readonly createdAt: string;
  readonly checks: readonly (Omit<Confirmed, 'at'> & { readonly at: string })[];
};

const readCampaign = ({ createdAt, checks, ...campaign }: CampaignRow): GiftCampaign => ({
  ...campaign,
  createdAt: new Date(createdAt),
  checks: checks.map((check) => ({ ...check, at: new Date(check.at) })),
});

/** The newest that are in one of these states. */
export async function campaignsIn(
  db: Database,
  states: readonly CampaignState[],
  most: number,
): Promise<GiftCampaign[]> {
  const rows = await db.giftCampaign.findMany({
    where: { state: { in: [...states] } },
    orderBy: [{ createdAt: 'desc' }, { name: 'asc' }, { id: 'asc' }],
    take: most,
    select: { id: true },
  });
  return findCampaigns(
    db,
    rows.map(({ id }) => id),
  );
}

/** Those of which these boutiques have gifts; null: any. */
export async function campaignsAt(
  db: Database,
  states: readonly CampaignState[],
  places: readonly string[] | null,
): Promise<GiftCampaign[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    select g.id from gift_campaigns g where g.state = any(${[...states]}) and (${places === null} or exists (
      select from gift_stocks s where s.campaign_id = g.id and s.allocated > 0 and s.boutique_code = any(${[...(places ?? [])]}::text[])))`);
  return findCampaigns(
    db,
    rows.map(({ id }) => id),
  );
}

export type NewCampaign = Omit<GiftCampaign, 'state' | 'checks' | 'stocks' | 'createdAt'> & {
  readonly createdBy: string;
};

export async function insertCampaign(db: Database, { from, to, ...campaign }: NewCampaign, now: Date): Promise<void> {
  const [startsOn, endsOn] = [dateOf(from), dateOf(to)];
  const { boutiques, articles, ...rest } = campaign;
  await db.giftCampaign.create({
    data: {
      ...rest,
      boutiques: [...boutiques],
      articles: [...articles],
      startsOn,
      endsOn,
      state: 'planned',
      checks: [],
      createdAt: now,
    },
  });
}

const dateOf = (day: Day): Date => new Date(`${day}T00:00:00Z`);

/** Only from the state it was seen in. */
export async function setCampaignState(
  db: Database,
  id: string,
  from: CampaignState,
  to: CampaignState,
  closedAt?: Date,
): Promise<void> {
  const { count } = await db.giftCampaign.updateMany({
    where: { id, state: from },
    data: { state: to, ...(closedAt && { closedAt }) },
  });
  if (count !== 1) throw new Error(`the campaign is not ${from} any more`);
}

export async function saveChecks(
  db: Database,
  id: string,
  checks: readonly Omit<Confirmed, 'byName'>[],
): Promise<void> {
  const kept = checks.map(({ check, boutique, by, at }) => ({ check, boutique, by, at: at.toISOString() }));
  await db.giftCampaign.update({ where: { id }, data: { checks: kept as Json } });
}

/** Sets what each boutique gets. Answers with the lines that were not set: more was used already. */
export async function saveAllocation(db: Database, id: string, lines: readonly Allocation[]): Promise<Allocation[]> {
  const saved = await db.$queryRaw<{ boutique: string; article: string }[]>(sql`
    insert into gift_stocks (campaign_id, boutique_code, article_code, allocated)
    select ${id}, r.boutique, r.article, r.quantity
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r(boutique text, article text, quantity int)
    on conflict (campaign_id, boutique_code, article_code) do update set allocated = excluded.allocated
      where gift_stocks.used <= excluded.allocated
    returning boutique_code as boutique, article_code as article`);
  const done = new Set(saved.map(({ boutique, article }) => `${boutique}/${article}`));
  return lines.filter(({ boutique, article }) => !done.has(`${boutique}/${article}`));
}

/** What a boutique found at the end, once. */
export async function saveCounted(
  db: Database,
  { campaign, boutique, by }: { readonly campaign: string; readonly boutique: string; readonly by: string },
  quantities: ReadonlyMap<string, number>,
  now: Date,
): Promise<void> {
  await db.$executeRaw(sql`
    update gift_stocks s set counted = q.quantity, counted_by = ${by}, counted_at = ${now}
    from unnest(${[...quantities.keys()]}::text[], ${[...quantities.values()]}::int[]) as q(article, quantity)
    where s.campaign_id = ${campaign} and s.boutique_code = ${boutique} and s.article_code = q.article and s.counted is null`);
}

/** Whether somebody manages the boutique now, also in another's place. */
export const hasManager = async (db: Database, boutique: string, now: Date): Promise<boolean> =>
  (await peopleWith(db, ['store-manager'], boutique, now)).length > 0;

/** Those that are live although their last day is over wherever they were. */
export function campaignsOver(db: Database, now: Date): Promise<{ readonly id: string }[]> {
  return db.$queryRaw(sql`
    select g.id from gift_campaigns g where g.state = 'live' and not exists (select from gift_stocks s join boutiques b on b.code = s.boutique_code
        where s.campaign_id = g.id and s.allocated > 0 and (${now}::timestamptz at time zone b.time_zone)::date <= g.ends_on)
    order by g.id`);
}

export interface Uncounted {
  readonly campaign: string;
  readonly boutique: string;
}

/** Where what is left was to be counted by now. */
export function uncountedAfter(db: Database, days: number, now: Date): Promise<Uncounted[]> {
  return db.$queryRaw<Uncounted[]>(sql`
    select distinct g.id as campaign, s.boutique_code as boutique
    from gift_campaigns g join gift_stocks s on s.campaign_id = g.id join boutiques b on b.code = s.boutique_code
    where g.state = 'closed' and s.allocated > 0 and s.counted is null
      and (${now}::timestamptz at time zone b.time_zone)::date > g.ends_on + ${days}::int
    order by 1, 2`);
}
