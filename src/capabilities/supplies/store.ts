import { type Database, sql } from '../../database/client.js';
import type { Day } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import type { RequestKind, RequestLine, RequestState, SupplyRequest } from './rules.js';

/** The request with its row held: sending, changing, deciding, ordering and receiving go one after the other. */
export async function lockRequest(db: Database, id: string): Promise<SupplyRequest> {
  await db.$queryRaw(sql`select 1 from supply_requests where id = ${id} for update`);
  return findRequest(db, id);
}

export async function findRequest(db: Database, id: string): Promise<SupplyRequest> {
  const request = (await findRequests(db, [id])).get(id);
  if (!request) throw gone();
  return request;
}

/** A message may outlive what it is about: the database was begun anew, or put back to an earlier day. */
const gone = (): Refusal => new Refusal('gone', 'This request no longer exists.');

/** Those of these ids that there are, by their id, in one query. */
export async function findRequests(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, SupplyRequest>> {
  const rows = await db.$queryRaw<{ request: RequestRow }[]>(sql`
    select json_build_object('id', r.id, 'number', r.number, 'boutique', r.boutique_code, 'kind', r.kind, 'campaign', r.campaign_id,
      'requestedBy', r.requested_by, 'requestedByName', coalesce(asker.name, r.requested_by), 'state', r.state, 'neededBy', r.needed_by,
      'reason', r.reason, 'currency', r.currency, 'createdAt', r.created_at, 'submittedAt', r.submitted_at,
      'decidedByName', decider.name, 'decidedAt', r.decided_at, 'declineReason', r.decline_reason, 'goesUp', r.goes_up, 'closedAt', r.closed_at,
      'lines', (select json_agg(json_build_object('id', l.id, 'article', l.article_code,
          'name', a.name || case when a.size is null or lower(a.name) like '% ' || lower(a.size) then '' else ' ' || a.size end,
          'category', a.category, 'supplier', a.supplier, 'packSize', a.pack_size, 'leadDays', a.lead_days, 'unit', l.unit,
          'unitCost', l.unit_cost, 'asked', l.asked, 'validated', l.validated, 'ordered', l.ordered, 'received', l.received,
          'lastYear', l.last_year, 'par', l.par, 'onHand', l.on_hand, 'outlier', l.outlier, 'orderBy', l.order_by) order by a.name, l.id)
        from supply_lines l join supply_articles a on a.code = l.article_code where l.request_id = r.id)) as request
    from supply_requests r left join people asker on asker.id = r.requested_by left join people decider on decider.id = r.decided_by
    where r.id = any(${[...ids]})`);
  return new Map(rows.map(({ request }) => [request.id, readRequest(request)]));
}

type Dated<T> = {
  readonly [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K];
};

type RequestRow = Omit<Dated<SupplyRequest>, 'lines'> & { readonly lines: readonly RequestLine[] | null };

function readRequest({ createdAt, submittedAt, decidedAt, closedAt, lines, ...request }: RequestRow): SupplyRequest {
  const moment = (at: string | null) => (at === null ? null : new Date(at));
  return {
    ...request,
    createdAt: new Date(createdAt),
    submittedAt: moment(submittedAt),
    decidedAt: moment(decidedAt),
    closedAt: moment(closedAt),
    lines: lines ?? [],
  };
}

export interface NewRequest {
  readonly id: string;
  readonly boutique: string;
  readonly kind: RequestKind;
  readonly campaign: string | null;
  readonly requestedBy: string;
  readonly neededBy: Day | null;
  readonly reason: string;
  readonly currency: string;
}

/** Begins as a draft without lines. */
export async function insertRequest(db: Database, request: NewRequest, now: Date): Promise<void> {
  const { boutique, campaign, neededBy, ...rest } = request;
  await db.supplyRequest.create({
    data: {
      ...rest,
      boutiqueCode: boutique,
      campaignId: campaign,
      neededBy: neededBy === null ? null : new Date(`${neededBy}T00:00:00Z`),
      state: 'draft',
      createdAt: now,
    },
  });
}

export type NewLine = Pick<
  RequestLine,
  'id' | 'article' | 'unit' | 'unitCost' | 'asked' | 'lastYear' | 'par' | 'onHand' | 'outlier' | 'orderBy'
>;

/** Adds them in one statement; a line of the same article is asked anew. */
export async function saveLines(db: Database, request: string, lines: readonly NewLine[]): Promise<void> {
  await db.$executeRaw(sql`
    insert into supply_lines (id, request_id, article_code, unit, unit_cost, asked, last_year, par, on_hand, outlier, order_by)
    select l.id, ${request}, l.article, l.unit, l."unitCost", l.asked, l."lastYear", l.par, l."onHand", l.outlier, l."orderBy"
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l(id text, article text, unit text, "unitCost" bigint, asked int,
      "lastYear" int, par int, "onHand" int, outlier int, "orderBy" date)
    on conflict (request_id, article_code) do update set unit = excluded.unit, unit_cost = excluded.unit_cost, asked = excluded.asked,
      last_year = excluded.last_year, par = excluded.par, on_hand = excluded.on_hand, outlier = excluded.outlier`);
}

/** The validated quantity of each line, in one statement. */
export async function saveValidated(db: Database, quantities: ReadonlyMap<string, number>): Promise<void> {
  await db.$executeRaw(sql`
    update supply_lines l set validated = q.quantity
    from unnest(${[...quantities.keys()]}::text[], ${[...quantities.values()]}::int[]) as q(line, quantity) where l.id = q.line`);
}

export interface Moved {
  readonly submittedAt?: Date;
  readonly decidedBy?: string;
  readonly decidedAt?: Date;
  readonly declineReason?: string;
  readonly goesUp?: string | null;
  readonly closedAt?: Date;
}

/** Only from the state it was seen in. */
export async function setState(
  db: Database,
  id: string,
  from: RequestState,
  to: RequestState,
  moved: Moved = {},
): Promise<void> {
  const { count } = await db.supplyRequest.updateMany({ where: { id, state: from }, data: { state: to, ...moved } });
  if (count !== 1) throw new Error(`the request is not ${from} any more`);
}

/** An article that is not wanted after all; of a draft alone. */
export async function removeLines(db: Database, request: string, articles: readonly string[]): Promise<void> {
  await db.supplyLine.deleteMany({ where: { requestId: request, articleCode: { in: [...articles] } } });
}

export async function saveWanted(
  db: Database,
  id: string,
  { neededBy, reason }: { readonly neededBy: Day; readonly reason: string },
): Promise<void> {
  await db.supplyRequest.update({ where: { id }, data: { neededBy: new Date(`${neededBy}T00:00:00Z`), reason } });
}

/** Every line keeps what was asked for where nobody changed it. */
export async function validateRest(db: Database, request: string): Promise<void> {
  await db.$executeRaw(
    sql`update supply_lines set validated = asked where request_id = ${request} and validated is null`,
  );
}

export async function saveGoesUp(db: Database, id: string, goesUp: string): Promise<void> {
  await db.supplyRequest.update({ where: { id }, data: { goesUp } });
}

/** Whose turn it is; null where nobody decides. */
export async function turnOf(db: Database, approval: string, id: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ by: string | null }[]>(sql`
    select plan -> step ->> 'by' as by from approvals where name = ${approval} and subject_id = ${id} and status = 'open'`);
  return row?.by ?? null;
}
