import type { Boutique } from '../../domain/boutique.js';
import { faultInWords } from '../../domain/fault.js';
import { Refusal } from '../../domain/refusal.js';
import type { Asking, Context, Database, Outcome } from '../../engine/capability.js';
import { allocatedCard } from './cards-gift-campaigns.js';
import { allocatedNow, allocateForm, QUANTITY, type Slot } from './forms-gift-campaigns.js';
import { showCampaign } from './gift-campaigns.js';
import { moveCampaign } from './moving-gifts.js';
import { articleName } from './rules.js';
import { type Allocation, type GiftCampaign, takingPart } from './rules-gift-campaigns.js';
import { namedArticles } from './store-gift-articles.js';
import { findCampaign, lockCampaign, saveAllocation, saveChecks } from './store-gift-campaigns.js';
import { boutiquesOfNetwork } from './store-places.js';
import { cellsOf, readColumns, readTable } from './table.js';

type Anywhere = Context<Boutique | null>;

export async function askAllocation({ db, subject }: Asking<Boutique | null>) {
  const campaign = await findCampaign(db, subject);
  mustNotBeOver(campaign);
  return allocateForm(campaign, await slotsOf(db, campaign));
}

export const allocationNow = async ({ db, subject }: Asking<Boutique | null>): Promise<Record<string, string>> =>
  allocatedNow((await findCampaign(db, subject)).stocks);

/** Each boutique of the campaign with each of its gifts. */
async function slotsOf(db: Database, campaign: GiftCampaign): Promise<Slot[]> {
  const places = (await boutiquesOfNetwork(db)).filter(
    ({ code, currency }) =>
      currency === campaign.currency && (campaign.boutiques.length === 0 || campaign.boutiques.includes(code)),
  );
  const articles = await namedArticles(db, campaign.articles);
  return places.flatMap(({ code: boutique, name: boutiqueName }) =>
    articles.map((article) => ({ boutique, boutiqueName, article: article.code, articleName: articleName(article) })),
  );
}

/** Says how many each boutique gets. What a boutique had confirmed of its stock is to be confirmed again where that changed. */
export async function allocate(answers: Readonly<Record<string, unknown>>, context: Anywhere): Promise<Outcome> {
  const { db, subject, record, later } = context;
  const campaign = await lockCampaign(db, subject);
  mustNotBeOver(campaign);
  const lines = changed(campaign, readAnswered(answers, await slotsOf(db, campaign)));
  if (lines.length === 0)
    throw new Refusal('nothing-changed', 'Enter how many each boutique gets.', firstField(answers));
  const kept = await saveAllocation(db, subject, lines);
  const saved = lines.filter((line) => !kept.includes(line));
  const after = await findCampaign(db, subject);
  record('supplies.gifts-allocated', subject, {
    lines: saved.map((each) => `${each.boutique} ${each.article} ${each.quantity}`),
  });
  if (campaign.state === 'planned' && takingPart(after).length > 0) await moveCampaign(context, campaign, 'allocated');
  const anew = new Set(saved.map(({ boutique }) => boutique));
  if (campaign.state !== 'live')
    await saveChecks(
      db,
      subject,
      campaign.checks.filter((each) => each.check !== 'stock' || !anew.has(each.boutique ?? '')),
    );
  for (const boutique of takingPart(after).filter((code) => anew.has(code)))
    later('supplies.tell-gifts-allocated', { campaign: subject }, boutique);
  await showCampaign(context, subject);
  return {
    reply: allocatedCard(
      after,
      kept.map(({ boutique, article }) => `${article} at ${boutique}`),
    ),
  };
}

function mustNotBeOver({ state, name }: GiftCampaign): void {
  if (state === 'closed' || state === 'reconciled') throw new Refusal('over', `${name} is over.`);
}

const firstField = (answers: Readonly<Record<string, unknown>>): string =>
  'list' in answers ? 'list' : (Object.keys(answers)[0] ?? 'list');

function changed({ stocks }: GiftCampaign, lines: readonly Allocation[]): Allocation[] {
  const now = new Map(stocks.map(({ boutique, article, allocated }) => [`${boutique}/${article}`, allocated]));
  return lines.filter(({ boutique, article, quantity }) => (now.get(`${boutique}/${article}`) ?? 0) !== quantity);
}

function readAnswered(answers: Readonly<Record<string, unknown>>, slots: readonly Slot[]): Allocation[] {
  if (typeof answers.list === 'string') return readList(answers.list, slots);
  return slots.flatMap(({ boutique, article }) => {
    const quantity = answers[`${QUANTITY}${boutique}/${article}`];
    return typeof quantity === 'number' ? [{ boutique, article, quantity }] : [];
  });
}

const names = {
  boutique: ['Boutique', 'Boutique code', 'Store', 'Code boutique'],
  article: ['Article', 'Article code', 'Gift', 'Code article'],
  quantity: ['Quantity', 'Qty', 'Quantité'],
} as const;

const MOST_FAULTS = 3;
const MOST_EACH = 9_999;

/** Pasted from a sheet: a line for each boutique and article, below a header. */
export function readList(list: string, slots: readonly Slot[]): Allocation[] {
  const table = tableOf(list);
  const { columns, faults } = readColumns(table.header, names, ['boutique', 'article', 'quantity']);
  const found = new Map<string, Allocation>();
  const wrong = [...table.faults, ...faults];
  for (const row of faults.length > 0 ? [] : table.rows) {
    const cells = cellsOf(row, columns, names);
    const [boutique, article] = [
      cells.text('boutique').toUpperCase(),
      cells.text('article').normalize('NFKC').toUpperCase(),
    ];
    const slot = `${boutique}/${article}`;
    if (!slots.some((each) => each.boutique === boutique && each.article === article))
      cells.fault('article', 'This boutique or this gift is not part of the campaign.');
    if (found.has(slot)) cells.fault('article', 'This boutique has a line of it already. Keep one.');
    const quantity = cells.whole('quantity', 0, MOST_EACH);
    found.set(slot, { boutique, article, quantity });
    wrong.push(...cells.faults);
  }
  if (wrong.length === 0) return [...found.values()];
  throw new Refusal('list', wrong.slice(0, MOST_FAULTS).map(faultInWords).join(' '), 'list');
}

function tableOf(list: string) {
  try {
    return readTable(new TextEncoder().encode(list));
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(error.code, error.sentence, 'list');
    throw error;
  }
}
