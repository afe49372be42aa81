import { Refusal } from '../../domain/refusal.js';
import type { Asking, Context, Database, Outcome } from '../../engine/capability.js';
import { countedGiftsCard, countGiftsCard } from './cards-gift-campaigns.js';
import { countGiftsForm, QUANTITY } from './forms-gift-campaigns.js';
import { managersOf, showCampaign, topicOfCount } from './gift-campaigns.js';
import { moveCampaign } from './moving-gifts.js';
import {
  DAYS_TO_COUNT,
  differenceOf,
  type GiftCampaign,
  isCounted,
  stocksAt,
  takingPart,
} from './rules-gift-campaigns.js';
import { campaignsOver, findCampaign, lockCampaign, saveCounted, uncountedAfter } from './store-gift-campaigns.js';
import { openGifts } from './store-gifts.js';

export async function askCount(asking: Asking) {
  const campaign = await findCampaign(asking.db, asking.subject);
  if (asking.shown === null) await mustBeToCount(asking, campaign);
  return countGiftsForm(campaign, stocksAt(campaign, asking.boutique.code));
}

/** What is left at a boutique, once. When all have counted, the campaign is reconciled. */
export async function countGifts(answers: Readonly<Record<string, unknown>>, context: Context): Promise<Outcome> {
  const { db, subject, boutique, actor, now, tell, record } = context;
  const campaign = await lockCampaign(db, subject);
  await mustBeToCount(context, campaign);
  const stocks = stocksAt(campaign, boutique.code);
  const quantities = new Map(stocks.map(({ article }) => [article, Number(answers[`${QUANTITY}${article}`])]));
  await saveCounted(db, { campaign: subject, boutique: boutique.code, by: actor.id }, quantities, now);
  const after = await findCampaign(db, subject);
  const difference = stocksAt(after, boutique.code).reduce((sum, stock) => sum + (differenceOf(stock) ?? 0), 0);
  record('supplies.gifts-counted', subject, { boutique: boutique.code, difference });
  if (takingPart(after).every((code) => isCounted(after, code))) await moveCampaign(context, after, 'reconciled');
  const done = countedGiftsCard(after, boutique, actor.name, now);
  tell(await managersOf(context), done, { topic: topicOfCount(after, boutique) });
  tell('who-was-told', done, { topic: topicOfReminder(after, boutique.code) });
  await showCampaign(context, subject);
  return { done: true };
}

async function mustBeToCount({ db, boutique }: Asking, campaign: GiftCampaign): Promise<void> {
  if (campaign.state === 'planned' || campaign.state === 'allocated' || campaign.state === 'live')
    throw new Refusal('not-over', `${campaign.name} is not over yet.`);
  if (stocksAt(campaign, boutique.code).length === 0)
    throw new Refusal('no-gifts', `${boutique.name} had no gifts of it.`);
  if (isCounted(campaign, boutique.code)) throw new Refusal('counted', `${boutique.name} has counted already.`);
  const open = await openGifts(db, campaign.id, boutique.code);
  if (open === 0) return;
  const waits = open === 1 ? 'One gift still waits' : `${open} gifts still wait`;
  throw new Refusal('open-gifts', `${waits} to be decided or given. Give or void ${open === 1 ? 'it' : 'them'} first.`);
}

const topicOfReminder = ({ id }: Pick<GiftCampaign, 'id'>, boutique: string): string => `gift-late/${id}/${boutique}`;

export const dueEnds = async (now: Date, db: Database) =>
  (await campaignsOver(db, now)).map(({ id }) => ({ key: id, boutique: null, subject: id }));

export const dueCounts = async (now: Date, db: Database) =>
  (await uncountedAfter(db, DAYS_TO_COUNT, now)).map(({ campaign, boutique }) => ({
    key: `${campaign}/${boutique}`,
    boutique,
    subject: campaign,
  }));

/** Once, where what is left was not counted in time. */
export async function remindToCount(context: Context, id: string): Promise<void> {
  const { db, tell, boutique } = context;
  const campaign = await findCampaign(db, id);
  if (campaign.state !== 'closed' || isCounted(campaign, boutique.code)) return;
  tell(await managersOf(context), countGiftsCard(campaign, boutique, true), {
    topic: topicOfReminder(campaign, boutique.code),
  });
}
