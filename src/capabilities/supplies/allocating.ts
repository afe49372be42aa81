import type { Card } from '../../chat/card.js';
import type { FileReference } from '../../chat/form.js';
import type { Boutique } from '../../domain/boutique.js';
import { faultInWords } from '../../domain/fault.js';
import { Refusal } from '../../domain/refusal.js';
import type { Asking, Context, Database, Outcome } from '../../engine/capability.js';
import { type AllocationFile, readAllocation } from './allocation-file.js';
import { allocatedCard } from './cards-gift-campaigns.js';
import { read } from './catalogue.js';
import { allocateForm, QUANTITY, type Slot } from './forms-gift-campaigns.js';
import { showCampaign } from './gift-campaigns.js';
import { importJob } from './importing.js';
import { moveCampaign } from './moving-gifts.js';
import { articleName } from './rules.js';
import { type Allocation, type GiftCampaign, takingPart } from './rules-gift-campaigns.js';
import { namedArticles } from './store-gift-articles.js';
import { findCampaign, lockCampaign, saveAllocation, saveChecks } from './store-gift-campaigns.js';
import { boutiquesOfNetwork } from './store-places.js';

type Anywhere = Context<Boutique | null>;

export async function askAllocation({ db, subject }: Asking<Boutique | null>) {
  const campaign = await findCampaign(db, subject);
  mustNotBeOver(campaign);
  return allocateForm(campaign, await slotsOf(db, campaign));
}

/** As its fields take it. */
export async function allocationNow({ db, subject }: Asking<Boutique | null>): Promise<Record<string, string>> {
  const { stocks } = await findCampaign(db, subject);
  return Object.fromEntries(
    stocks.map(({ boutique, article, allocated }) => [`${QUANTITY}${boutique}/${article}`, String(allocated)]),
  );
}

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

interface Allocated {
  readonly [name: string]: unknown;
  readonly list?: string;
  readonly file?: readonly FileReference[];
}

/** Says how many each boutique gets: in fields, as a list, or by a file, which a job reads. */
export async function allocate(answers: Allocated, context: Anywhere): Promise<Outcome> {
  const { db, subject } = context;
  const campaign = await lockCampaign(db, subject);
  mustNotBeOver(campaign);
  const [file] = answers.file ?? [];
  if (file) return read(context, file, 'supplies.read-gift-allocation');

  const lines = changed(campaign, readAnswered(answers, await slotsOf(db, campaign)));
  if (lines.length === 0) throw new Refusal('nothing-changed', 'Enter how many each boutique gets.');
  return { reply: await setAllocation(context, campaign, lines) };
}

/** The same, from a file. */
export const readAllocationFile = importJob(async (bytes, context) => {
  const { db, subject, actor, tell } = context;
  const campaign = await lockCampaign(db, subject);
  mustNotBeOver(campaign);
  const { lines, faults } = readAllocation(bytes, await slotsOf(db, campaign));
  if (faults.length > 0) return faults;
  tell({ person: actor.id }, await setAllocation(context, campaign, changed(campaign, lines)));
  return [];
});

/** What a boutique had confirmed of its stock is to be confirmed again where that changed. */
async function setAllocation(context: Anywhere, campaign: GiftCampaign, lines: readonly Allocation[]): Promise<Card> {
  const { db, record, later } = context;
  const { id, state, checks } = campaign;
  const kept = await saveAllocation(db, id, lines);
  const saved = lines.filter((line) => !kept.includes(line));
  const after = await findCampaign(db, id);
  const inWords = ({ boutique, article, quantity }: Allocation) => `${boutique} ${article} ${quantity}`;
  record('supplies.gifts-allocated', id, { lines: saved.map(inWords) });
  if (state === 'planned' && takingPart(after).length > 0) await moveCampaign(context, campaign, 'allocated');
  const anew = new Set(saved.map(({ boutique }) => boutique));
  if (state !== 'live') {
    const still = checks.filter(({ check, boutique }) => check !== 'stock' || !anew.has(boutique ?? ''));
    await saveChecks(db, id, still);
  }
  for (const boutique of takingPart(after).filter((code) => anew.has(code)))
    later('supplies.tell-gifts-allocated', { campaign: id }, boutique);
  await showCampaign(context, id);
  return allocatedCard(
    after,
    kept.map(({ boutique, article }) => `${article} at ${boutique}`),
  );
}

function mustNotBeOver({ state, name }: GiftCampaign): void {
  if (state === 'closed' || state === 'reconciled') throw new Refusal('over', `${name} is over.`);
}

function changed({ stocks }: GiftCampaign, lines: readonly Allocation[]): Allocation[] {
  const now = new Map(stocks.map(({ boutique, article, allocated }) => [`${boutique}/${article}`, allocated]));
  return lines.filter(({ boutique, article, quantity }) => (now.get(`${boutique}/${article}`) ?? 0) !== quantity);
}

function readAnswered(answers: Allocated, slots: readonly Slot[]): readonly Allocation[] {
  if (answers.list !== undefined) return readList(answers.list, slots);
  return slots.flatMap(({ boutique, article }) => {
    const quantity = answers[`${QUANTITY}${boutique}/${article}`];
    return typeof quantity === 'number' ? [{ boutique, article, quantity }] : [];
  });
}

const MOST_FAULTS = 3;

function readList(list: string, slots: readonly Slot[]): readonly Allocation[] {
  const { lines, faults } = readOrRefuse(new TextEncoder().encode(list), slots);
  if (faults.length === 0) return lines;
  throw new Refusal('list', faults.slice(0, MOST_FAULTS).map(faultInWords).join(' '), 'list');
}

function readOrRefuse(list: Uint8Array, slots: readonly Slot[]): AllocationFile {
  try {
    return readAllocation(list, slots);
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(error.code, error.sentence, 'list');
    throw error;
  }
}
