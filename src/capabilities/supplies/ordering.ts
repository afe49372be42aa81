import type { Answers, RawAnswers } from '../../chat/form.js';
import type { Boutique } from '../../domain/boutique.js';
import { Refusal } from '../../domain/refusal.js';
import { plainTable, workbook } from '../../domain/spreadsheet.js';
import { type Asking, type Context, type Json, jobAnywhere, type Outcome } from '../../engine/capability.js';
import { showMissing } from './campaigns.js';
import { orderCard, orderedCard, toOrderCard } from './cards-orders.js';
import { moveOn } from './following.js';
import { orderForm } from './forms-orders.js';
import { articleName } from './rules.js';
import { leftInWords, type Overrun } from './rules-budgets.js';
import { daysAfter } from './rules-needs.js';
import {
  articlesOnForm,
  type Gathered,
  gather,
  isHeadquarters,
  leadOf,
  type Merged,
  orderKey,
  surplusInWords,
} from './rules-orders.js';
import { orderPages } from './sheet-orders.js';
import { findArticles } from './store-articles.js';
import { checkBudgets } from './store-budgets.js';
import { findCampaign, markOrdered } from './store-campaigns.js';
import { findOrder, insertOrder, openLines, openOrders, type Which } from './store-orders.js';
import { sharesOf, spendingsOf } from './store-shares.js';

type Anywhere = Context<Boutique | null>;

const MOST_UNDERWAY = 6;

/** The subject where no campaign is meant. */
export const ALL = 'all';

/** What waits to be ordered, and what is on its way. */
export async function seeOrders({ db, today, subject }: Asking<Boutique | null>): Promise<Outcome> {
  const campaign = subject === ALL ? null : subject;
  const gathering = await gathered(db, { campaign });
  return { reply: toOrderCard(gathering, await openOrders(db, MOST_UNDERWAY), { campaign, today }) };
}

async function gathered(db: Asking['db'], which: Which) {
  const lines = await openLines(db, which);
  return gather(lines, await findArticles(db, [...new Set(lines.map(({ article }) => article))]));
}

/** The subject names the campaign, if only its lines are meant, and of whom. */
async function wantedOf({ db, subject }: Pick<Asking, 'db' | 'subject'>, hold = false): Promise<Gathered> {
  const cut = subject.indexOf('/');
  const [campaign, key] = [subject.slice(0, cut), subject.slice(cut + 1)];
  const { orders } = await gathered(db, { campaign: campaign === '' ? null : campaign, hold });
  const wanted = orders.find((order) => orderKey(order) === key);
  if (!wanted)
    throw new Refusal(
      'ordered',
      'Nothing of this waits to be ordered any more. Type /supplies orders to see what does.',
    );
  return wanted;
}

export async function askOrder(asking: Asking<Boutique | null>) {
  const wanted = await wantedOf(asking);
  const over = asking.shown === null ? await overrunsOf(asking.db, wanted.articles) : [];
  const warnings = over.slice(0, MOST_WARNINGS).map((each) => `Over budget: ${overInWords(each)}`);
  return orderForm(wanted, asking.today, warnings);
}

const MOST_WARNINGS = 5;

export async function knownOfOrder(asking: Asking<Boutique | null>): Promise<Record<string, RawAnswers[string]>> {
  const wanted = await wantedOf(asking);
  const lists = articlesOnForm(wanted).map((list, index) => [
    `articles.${index + 1}`,
    list.map(({ article }) => article.code),
  ]);
  return { ...Object.fromEntries(lists), expected: daysAfter(asking.today, leadOf(wanted)) };
}

const overrunsOf = async (db: Asking['db'], articles: readonly Merged[]): Promise<Overrun[]> => {
  const lines = articles.flatMap((merged) => merged.lines.map(({ id }) => id));
  return checkBudgets(db, 'order', await spendingsOf(db, lines));
};

const overInWords = (over: Overrun): string => `${over.budget.boutique} · ${leftInWords(over)}`;

/** One order for many boutiques: every one's part is kept, and what fills packs is nobody's. */
export async function sendOrder(answers: Answers<ReturnType<typeof orderForm>>, context: Anywhere): Promise<Outcome> {
  const { db, now, actor, subject, newId, record, later } = context;
  const wanted = await wantedOf(context, true);
  const articles = chosen(wanted, answers);
  const warnings = await withinBudgets(db, articles);

  const campaign = subject.slice(0, subject.indexOf('/'));
  const lines = articles.map(({ article, quantity }) => {
    const { code, unit, cost } = article;
    return { id: newId(), article: code, unit, unitCost: cost, quantity };
  });
  const shares = articles.flatMap((merged, index) => sharesIn(merged, lines[index]?.id ?? ''));
  const { supplier, currency } = wanted;
  const head = { id: newId(), supplier, currency, campaign: campaign || null, orderedBy: actor.id };
  await insertOrder(db, { ...head, expectedOn: answers.expected, lines, shares }, now);
  if (campaign !== '' && (await markOrdered(db, campaign, now))) showMissing(context, await findCampaign(db, campaign));

  const order = await findOrder(db, head.id);
  const boutiques = new Set(shares.map(({ boutique }) => boutique)).size;
  record('supplies.ordered', order.id, {
    number: order.number,
    articles: lines.length,
    boutiques,
    parts: shares.length,
  });
  const requests = articles.flatMap((merged) => merged.lines.map(({ request }) => request));
  await moveOn(context, requests, supplier);
  later('supplies.send-order', { order: order.id });
  return { reply: orderedCard(order, [...warnings, ...articles.flatMap(surplusNote)]) };
}

const surplusNote = (merged: Merged): string[] => {
  const words = surplusInWords(merged);
  return words === null ? [] : [`${articleName(merged.article)}: ${words}; they stay in network stock.`];
};

function chosen({ articles }: Gathered, answers: Readonly<Record<string, unknown>>): Merged[] {
  const lists = Object.entries(answers).filter(([name]) => name.startsWith('articles.'));
  const codes = new Set(lists.flatMap(([, list]) => (list ?? []) as readonly string[]));
  const taken = articles.filter(({ article }) => codes.has(article.code));
  if (taken.length === 0) throw new Refusal('nothing-chosen', 'Choose at least one article.', 'articles.1');
  return taken;
}

/** A budget that stops refuses, and says whose it is; one that warns is said to whoever orders. */
async function withinBudgets(db: Asking['db'], articles: readonly Merged[]): Promise<string[]> {
  const over = await overrunsOf(db, articles);
  const stops = over.filter(({ control }) => control === 'stop');
  if (stops.length > 0)
    throw new Refusal(
      'over-budget',
      `Over budget: ${stops.slice(0, MOST_WARNINGS).map(overInWords).join('; ')}. Leave these articles out, or raise the budget.`,
      'articles.1',
    );
  return over.map((each) => `Over budget: ${overInWords(each)}`);
}

const sharesIn = ({ lines }: Merged, orderLine: string) =>
  lines.map(({ id, boutique, open }) => ({ orderLine, requestLine: id, boutique, quantity: open }));

interface OrderSent {
  readonly [key: string]: Json;
  readonly order: string;
}

/** To headquarters, or to whoever forwards it; with its files. */
export const sendFiles = jobAnywhere<OrderSent>({
  async run({ order: id }, _fetched, { db, tell }) {
    const order = await findOrder(db, id);
    const shares = await sharesOf(db, id);
    const boutiques = new Set(shares.map(({ boutique }) => boutique)).size;
    const pages = orderPages(order, shares);
    const attachments = [
      { name: `order-${order.number}.xlsx`, bytes: await workbook(pages) },
      { name: `order-${order.number}.csv`, bytes: plainTable(pages[0]) },
      { name: `order-${order.number}-by-boutique.csv`, bytes: plainTable(pages[1]) },
    ];
    const shown = orderCard(order, boutiques);
    const options = { topic: `order/${id}`, attachments };
    tell({ role: 'operations-manager' }, shown, options);
    if (isHeadquarters(order.supplier)) tell({ department: 'global-retail-operations' }, shown, options);
  },
});
