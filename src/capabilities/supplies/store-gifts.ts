import { type Database, sql } from '../../database/client.js';
import type { Cents } from '../../domain/money.js';
import { Refusal } from '../../domain/refusal.js';
import type { Gift, GiftState, Held, Recipient } from './rules-gifts.js';

/** With its row held: deciding, giving, voiding and returning go one after the other. */
export async function lockGift(db: Database, id: string): Promise<Gift> {
  await db.$queryRaw(sql`select 1 from gifts where id = ${id} for update`);
  return findGift(db, id);
}

export async function findGift(db: Database, id: string): Promise<Gift> {
  const [gift] = await findGifts(db, [id]);
  if (!gift) throw new Refusal('gone', 'This gift no longer exists.');
  return gift;
}

/** Those of these ids that there are, the newest first. */
export async function findGifts(db: Database, ids: readonly string[]): Promise<Gift[]> {
  const rows = await db.$queryRaw<{ gift: GiftRow }[]>(sql`
    select json_build_object('id', f.id, 'number', f.number, 'campaign', f.campaign_id, 'campaignName', g.name,
      'rules', json_build_object('currency', g.currency, 'threshold', g.threshold, 'perClient', g.per_client, 'approveAbove', g.approve_above),
      'boutique', f.boutique_code, 'article', f.article_code,
      'articleName', a.name || case when a.size is null or lower(a.name) like '% ' || lower(a.size) then '' else ' ' || a.size end,
      'client', f.client_ref, 'sale', f.sale_ref, 'saleAmount', f.sale_amount, 'value', f.value, 'occasion', f.occasion,
      'recipient', f.recipient, 'state', f.state, 'breaches', f.breaches, 'exception', f.exception, 'requestedBy', f.requested_by,
      'requestedByName', coalesce(asker.name, f.requested_by), 'requestedAt', f.requested_at, 'decidedByName', decider.name,
      'decidedAt', f.decided_at, 'reason', f.reason, 'givenByName', giver.name, 'givenAt', f.given_at,
      'returnedByName', taker.name, 'returnedAt', f.returned_at) as gift
    from gifts f join gift_campaigns g on g.id = f.campaign_id join supply_articles a on a.code = f.article_code
      left join people asker on asker.id = f.requested_by left join people decider on decider.id = f.decided_by
      left join people giver on giver.id = f.given_by left join people taker on taker.id = f.returned_by
    where f.id = any(${[...ids]}) order by f.requested_at desc, f.number desc`);
  return rows.map(({ gift }) => readGift(gift));
}

type Moments = 'requestedAt' | 'decidedAt' | 'givenAt' | 'returnedAt';
type GiftRow = Omit<Gift, Moments> & { readonly [K in Moments]: string | null } & { readonly requestedAt: string };

function readGift(row: GiftRow): Gift {
  const moment = (at: string | null) => (at === null ? null : new Date(at));
  return {
    ...row,
    requestedAt: new Date(row.requestedAt),
    decidedAt: moment(row.decidedAt),
    givenAt: moment(row.givenAt),
    returnedAt: moment(row.returnedAt),
  };
}

export interface NewGift
  extends Pick<
    Gift,
    'id' | 'campaign' | 'boutique' | 'article' | 'client' | 'sale' | 'saleAmount' | 'value' | 'occasion' | 'breaches'
  > {
  readonly recipient: Recipient;
  readonly exception: string | null;
  readonly requestedBy: string;
}

export async function insertGift(db: Database, gift: NewGift, now: Date): Promise<void> {
  const { campaign, boutique, article, client, sale, breaches, ...rest } = gift;
  await db.gift.create({
    data: {
      ...rest,
      campaignId: campaign,
      boutiqueCode: boutique,
      articleCode: article,
      clientRef: client,
      saleRef: sale,
      breaches: [...breaches],
      state: 'requested',
      requestedAt: now,
    },
  });
}

/** What this client has of the campaign, wherever, and what went with this sale. Others who ask for the same client wait until this is over. */
export async function heldBy(
  db: Database,
  campaign: string,
  { client, sale }: { readonly client: string; readonly sale: string },
): Promise<Held> {
  for (const key of [`gift-client/${campaign}/${client}`, `gift-sale/${campaign}/${sale}`].sort())
    await db.$executeRaw(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
  const [held] = await db.$queryRaw<Held[]>(sql`
    select count(*) filter (where client_ref = ${client})::int as client, count(*) filter (where sale_ref = ${sale})::int as sale
    from gifts where campaign_id = ${campaign} and (client_ref = ${client} or sale_ref = ${sale})
      and state in ('requested', 'approved', 'given')`);
  return held as Held;
}

export interface StockKey {
  readonly campaign: string;
  readonly boutique: string;
  readonly article: string;
}

/** Takes one of the boutique's; false where nothing is left. */
export async function takeFromStock(db: Database, { campaign, boutique, article }: StockKey): Promise<boolean> {
  const taken = await db.$executeRaw(sql`
    update gift_stocks set used = used + 1
    where campaign_id = ${campaign} and boutique_code = ${boutique} and article_code = ${article} and used < allocated`);
  return taken === 1;
}

/** Puts one back; false where the boutique has counted what is left: then nothing moves any more. */
export async function putBack(db: Database, { campaign, boutique, article }: StockKey): Promise<boolean> {
  const back = await db.$executeRaw(sql`
    update gift_stocks set used = used - 1
    where campaign_id = ${campaign} and boutique_code = ${boutique} and article_code = ${article} and used > 0 and counted is null`);
  return back === 1;
}

export interface MovedGift {
  readonly decidedBy?: string;
  readonly decidedAt?: Date;
  readonly reason?: string;
  readonly givenBy?: string;
  readonly givenAt?: Date;
  readonly returnedBy?: string;
  readonly returnedAt?: Date;
}

/** Only from the state it was seen in. */
export async function setGiftState(
  db: Database,
  id: string,
  from: GiftState,
  to: GiftState,
  moved: MovedGift,
): Promise<void> {
  const { count } = await db.gift.updateMany({ where: { id, state: from }, data: { state: to, ...moved } });
  if (count !== 1) throw new Error(`the gift is not ${from} any more`);
}

/** What this client was given or is to be given in the year of this moment, by the boutique's calendar, this one left out. */
export async function givenThisYear(
  db: Database,
  gift: Pick<Gift, 'id' | 'client' | 'boutique' | 'requestedAt'>,
): Promise<Cents> {
  const [sum] = await db.$queryRaw<{ sum: number }[]>(sql`
    select coalesce(sum(f.value), 0)::float8 as sum from gifts f join boutiques b on b.code = ${gift.boutique}
    where f.client_ref = ${gift.client} and f.id <> ${gift.id} and f.state in ('approved', 'given')
      and extract(year from f.requested_at at time zone b.time_zone) = extract(year from ${gift.requestedAt}::timestamptz at time zone b.time_zone)`);
  return sum?.sum ?? 0;
}

/** Gifts of a campaign that a boutique has neither given nor refused yet. */
export function openGifts(db: Database, campaign: string, boutique: string): Promise<number> {
  return db.gift.count({
    where: { campaignId: campaign, boutiqueCode: boutique, state: { in: ['requested', 'approved'] } },
  });
}

/** Whether what was typed for a client is somebody of ours. */
export async function isStaff(db: Database, typed: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>(sql`
    select 1 from people p left join chat_accounts a on a.person_id = p.id
    where lower(${typed}) in (lower(p.id), lower(p.name), lower(p.email), lower(a.user_id)) limit 1`);
  return rows.length > 0;
}
