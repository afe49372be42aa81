import { calendarColumns, withCalendar } from '../../database/calendars.js';
import { type Database, folded, type Sql, sql } from '../../database/client.js';
import type { Day } from '../../domain/calendar.js';
import type { PlaceCalendar } from '../../domain/place-calendar.js';
import { Refusal } from '../../domain/refusal.js';
import type { Category } from './rules.js';
import type { AnswerState, Campaign, CampaignAnswer } from './rules-campaigns.js';

export interface NewCampaign {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly dueOn: Day;
  readonly categories: readonly Category[];
  readonly createdBy: string;
}

/** With a place for the answer of every boutique there is; their codes. */
export async function insertCampaign(db: Database, campaign: NewCampaign, now: Date): Promise<string[]> {
  const { id, title, year, dueOn, categories, createdBy } = campaign;
  await db.$executeRaw(sql`
    insert into supply_campaigns (id, title, year, state, due_on, categories, created_by, created_at, changed_at)
    values (${id}, ${title}, ${year}, 'open', ${dueOn}::date, ${[...categories]}::text[], ${createdBy}, ${now}, ${now})`);
  const rows = await db.$queryRaw<{ code: string }[]>(sql`
    insert into supply_campaign_answers (campaign_id, boutique_code, state)
    select ${id}, b.code, 'asked' from boutiques b where b.active order by b.code returning boutique_code as code`);
  return rows.map(({ code }) => code);
}

export async function findCampaign(db: Database, id: string): Promise<Campaign> {
  const [campaign] = await campaignsWhere(db, sql`c.id = ${id}`);
  if (!campaign) throw new Refusal('gone', 'This campaign no longer exists.');
  return campaign;
}

/** Those that boutiques can still answer, or that are not all ordered; the one due first at the top. */
export const liveCampaigns = (db: Database, most: number): Promise<Campaign[]> =>
  campaignsWhere(db, sql`c.state in ('open', 'ordered') order by c.due_on, c.id limit ${most}`);

export function findCampaigns(db: Database, words: readonly string[], most: number): Promise<Campaign[]> {
  const patterns = words.map((word) => `% ${word}%`);
  return campaignsWhere(
    db,
    sql`${folded(sql`' ' || c.title || ' ' || c.year || ' annual needs campaign'`)} like all (${patterns}::text[]) order by c.created_at desc limit ${most}`,
  );
}

/** When each last changed: whoever follows it may not have seen that. */
export function changedCampaigns(db: Database): Promise<{ id: string; changedAt: Date }[]> {
  return db.$queryRaw(sql`
    select id, changed_at as "changedAt" from supply_campaigns where state in ('open', 'ordered') order by id`);
}

const ANSWER = sql`json_build_object('campaign', n.campaign_id, 'boutique', n.boutique_code, 'boutiqueName', b.name, 'state', n.state,
  'answeredBy', n.answered_by, 'answeredByName', coalesce(p.name, n.answered_by), 'validatedByName', coalesce(v.name, n.validated_by), 'request', n.request_id)`;

const ANSWERED = sql`supply_campaign_answers n join boutiques b on b.code = n.boutique_code
  left join people p on p.id = n.answered_by left join people v on v.id = n.validated_by`;

function campaignsWhere(db: Database, which: Sql): Promise<Campaign[]> {
  return db.$queryRaw<Campaign[]>(sql`
    select c.id, c.title, c.year, c.state, to_char(c.due_on, 'YYYY-MM-DD') as "dueOn", c.categories, c.created_by as "createdBy", c.created_at as "createdAt",
      (select coalesce(json_agg(${ANSWER} order by b.name), '[]') from ${ANSWERED} where n.campaign_id = c.id) as answers
    from supply_campaigns c where ${which}`);
}

export interface Held {
  readonly answer: CampaignAnswer;
  readonly state: Campaign['state'];
}

/** A boutique's answer; held, where it is about to change: two who fill it in do so one after the other. */
export async function answerOf(db: Database, campaign: string, boutique: string, hold = false): Promise<Held> {
  if (hold)
    await db.$queryRaw(
      sql`select 1 from supply_campaign_answers where campaign_id = ${campaign} and boutique_code = ${boutique} for update`,
    );
  const [row] = await db.$queryRaw<Held[]>(sql`
    select ${ANSWER} as answer, c.state from ${ANSWERED} join supply_campaigns c on c.id = n.campaign_id
    where n.campaign_id = ${campaign} and n.boutique_code = ${boutique}`);
  if (!row) throw new Refusal('gone', 'This campaign no longer exists here.');
  return row;
}

export interface AnswerChange {
  readonly state: AnswerState;
  readonly request: string | null;
  readonly answeredBy: string | null;
  readonly validatedBy?: string;
}

/** Whoever follows the campaign sees it anew. */
export async function saveAnswer(
  db: Database,
  { campaign, boutique }: Pick<CampaignAnswer, 'campaign' | 'boutique'>,
  { state, request, answeredBy, validatedBy }: AnswerChange,
  now: Date,
): Promise<void> {
  await db.supplyCampaignAnswer.update({
    where: { campaignId_boutiqueCode: { campaignId: campaign, boutiqueCode: boutique } },
    data: {
      state,
      requestId: request,
      answeredBy,
      answeredAt: answeredBy === null ? null : now,
      ...(validatedBy !== undefined && { validatedBy, validatedAt: now }),
    },
  });
  await db.supplyCampaign.update({ where: { id: campaign }, data: { changedAt: now } });
}

/** A request was begun with the first page; nobody follows that. */
export async function saveBegun(db: Database, { campaign, boutique }: CampaignAnswer, request: string): Promise<void> {
  await db.supplyCampaignAnswer.update({
    where: { campaignId_boutiqueCode: { campaignId: campaign, boutiqueCode: boutique } },
    data: { requestId: request },
  });
}

/** Too late for an answer now. False where an order before this one said so. */
export async function markOrdered(db: Database, id: string, now: Date): Promise<boolean> {
  const { count } = await db.supplyCampaign.updateMany({
    where: { id, state: 'open' },
    data: { state: 'ordered', changedAt: now },
  });
  return count === 1;
}

/** False where it was closed before. */
export async function markClosed(db: Database, id: string, now: Date): Promise<boolean> {
  const { count } = await db.supplyCampaign.updateMany({
    where: { id, state: { in: ['open', 'ordered'] } },
    data: { state: 'closed', closedAt: now, changedAt: now },
  });
  return count === 1;
}

/** What the campaign asks this boutique about, by category and name. */
export async function codesOf(
  db: Database,
  { categories }: Pick<Campaign, 'categories'>,
  currency: string,
): Promise<string[]> {
  const rows = await db.$queryRaw<{ code: string }[]>(sql`
    select code from supply_articles where active and currency = ${currency} and category = any(${[...categories]})
    order by array_position(${[...categories]}::text[], category), name, size, code`);
  return rows.map(({ code }) => code);
}

export interface MissingAnswer {
  readonly campaign: string;
  readonly boutique: string;
  readonly dueOn: Day;
  readonly askedAt: Date;
  readonly calendar: PlaceCalendar;
}

/** Every boutique that has not answered a campaign that is open: one query over the whole network. */
export async function missingAnswers(db: Database): Promise<MissingAnswer[]> {
  const rows = await db.$queryRaw<(Omit<MissingAnswer, 'calendar'> & PlaceCalendar)[]>(sql`
    select n.campaign_id as campaign, n.boutique_code as boutique, to_char(c.due_on, 'YYYY-MM-DD') as "dueOn", c.created_at as "askedAt",
      ${calendarColumns(sql`c.created_at`)}
    from supply_campaign_answers n join supply_campaigns c on c.id = n.campaign_id join boutiques b on b.code = n.boutique_code
    where c.state = 'open' and n.state = 'asked' and b.active order by n.campaign_id, n.boutique_code`);
  return rows.map(withCalendar);
}

export interface NeedLine {
  readonly boutique: string;
  readonly article: string;
  readonly name: string;
  readonly unit: string;
  readonly state: AnswerState;
  readonly asked: number;
  readonly validated: number | null;
  readonly lastYear: number;
  readonly outlier: number | null;
}

/** All that boutiques said they need, sent or validated. */
export function needLines(db: Database, campaign: string): Promise<NeedLine[]> {
  return db.$queryRaw<NeedLine[]>(sql`
    select n.boutique_code as boutique, l.article_code as article,
      a.name || case when a.size is null or lower(a.name) like '% ' || lower(a.size) then '' else ' ' || a.size end as name,
      l.unit, n.state, l.asked, l.validated, l.last_year as "lastYear", l.outlier
    from supply_campaign_answers n join supply_lines l on l.request_id = n.request_id join supply_articles a on a.code = l.article_code
    where n.campaign_id = ${campaign} and n.state <> 'asked' order by a.name, a.size, l.article_code, n.boutique_code`);
}

/** Whether the catalogue lists anything to ask about. */
export async function listsAny(db: Database, categories: readonly Category[]): Promise<boolean> {
  return (await db.supplyArticle.count({ where: { active: true, category: { in: [...categories] } } })) > 0;
}
