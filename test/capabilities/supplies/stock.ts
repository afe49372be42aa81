import { randomUUID } from 'node:crypto';
import { escapeLiteral } from 'pg';
import type { RawAnswers } from '../../../src/chat/form.js';
import type { Answer } from '../../../src/engine/request.js';
import type { Bot } from '../../helpers/bot.js';
import type { Member } from '../../helpers/network.js';

/** An article as a test needs it: what matters is said, the rest is usual. */
export interface Given {
  readonly code: string;
  readonly name: string;
  readonly size?: string;
  readonly category?: string;
  readonly unit?: string;
  readonly packSize?: number;
  readonly cost?: number;
  readonly leadDays?: number;
  readonly supplier?: string;
  readonly active?: boolean;
  readonly currency?: string;
}

export const ringBox: Given = {
  code: 'RB-M',
  name: 'Ring box',
  size: 'M',
  category: 'boxes',
  packSize: 12,
  cost: 3_00,
  leadDays: 10,
};
export const ribbon: Given = {
  code: 'RIB-G',
  name: 'Gold ribbon',
  category: 'packaging',
  unit: 'roll',
  cost: 8_00,
  leadDays: 5,
};
export const bag: Given = {
  code: 'BAG-S',
  name: 'Shopping bag',
  size: 'S',
  category: 'packaging',
  packSize: 25,
  cost: 1_20,
};

export async function addArticles({ connection }: Bot, ...articles: readonly Given[]): Promise<void> {
  await connection.prisma.supplyArticle.createMany({
    data: articles.map(({ size, ...given }) => ({
      category: 'packaging',
      unit: 'piece',
      packSize: 1,
      cost: 1_00,
      leadDays: 7,
      supplier: 'Headquarters',
      active: true,
      currency: 'USD',
      changedAt: new Date(0),
      changedBy: 'marc',
      size: size ?? null,
      ...given,
    })),
  });
}

export async function setLevel(
  { connection }: Bot,
  boutiqueCode: string,
  articleCode: string,
  par: number,
  onHand: number | null,
): Promise<void> {
  await connection.prisma.supplyLevel.create({
    data: { boutiqueCode, articleCode, par, onHand, countedAt: new Date(0) },
  });
}

/** So much of it came to the boutique on that day, as an order that was received in full. */
export async function receivedBefore(
  { connection }: Bot,
  {
    boutique,
    article,
    quantity,
    on,
    unitCost = 1_00,
  }: { boutique: string; article: string; quantity: number; on: string; unitCost?: number },
): Promise<void> {
  const [request, line, order, orderLine, receipt] = Array.from({ length: 5 }, () => randomUUID());
  const [at, text] = [`'${on}T15:00:00Z'`, (value: unknown) => escapeLiteral(String(value))];
  await connection.pool.query(
    [
      `insert into supply_requests (id, boutique_code, kind, requested_by, state, needed_by, reason, currency, created_at, submitted_at)
       values ('${request}', ${text(boutique)}, 'request', 'ana', 'received', '${on}', '', 'USD', ${at}, ${at})`,
      `insert into supply_lines (id, request_id, article_code, unit, unit_cost, asked, validated, ordered, received, last_year)
       values ('${line}', '${request}', ${text(article)}, 'piece', ${unitCost}, ${quantity}, ${quantity}, ${quantity}, ${quantity}, 0)`,
      `insert into supply_orders (id, supplier, currency, state, ordered_by, ordered_at, expected_on)
       values ('${order}', 'Headquarters', 'USD', 'received', 'marc', ${at}, '${on}')`,
      `insert into supply_order_lines (id, order_id, article_code, unit, unit_cost, quantity, received)
       values ('${orderLine}', '${order}', ${text(article)}, 'piece', ${unitCost}, ${quantity}, ${quantity})`,
      `insert into supply_shares (order_line_id, request_line_id, boutique_code, quantity, received)
       values ('${orderLine}', '${line}', ${text(boutique)}, ${quantity}, ${quantity})`,
      `insert into supply_receipts (id, order_id, received_by, received_at) values ('${receipt}', '${order}', 'marc', ${at})`,
      `insert into supply_receipt_lines (receipt_id, order_line_id, quantity, shares)
       values ('${receipt}', '${orderLine}', ${quantity}, '{"${line}": ${quantity}}')`,
    ].join(';'),
  );
}

export function formOf(answer: Answer) {
  if (answer.type !== 'form') throw new Error(`no form but ${JSON.stringify(answer)}`);
  return answer;
}

/** What every page of a request asks. */
export const wanted = { neededBy: '2026-12-18', reason: 'For the holidays', next: 'send' } as const;

/** As a chat sends a form: what was left empty is there too. */
export function fill(bot: Bot, member: Member, form: Answer, answers: RawAnswers): Promise<Answer> {
  const empty = Object.keys(formOf(form).form.fields).map((name) => [name, null]);
  return bot.as(member).submit(form, { ...Object.fromEntries(empty), ...answers });
}

export async function addBudget(
  { connection }: Bot,
  budget: { category: string; month: number; amount: number; atRequest: string; year?: number; atOrder?: string },
): Promise<void> {
  const usual = { boutiqueCode: 'MADISON', year: 2026, currency: 'USD', atOrder: 'ignore' };
  await connection.prisma.supplyBudget.create({ data: { ...usual, ...budget } });
}
