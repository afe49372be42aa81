import type { Answers } from '../../chat/form.js';
import type { Boutique } from '../../domain/boutique.js';
import { todayOfHouse } from '../../domain/house.js';
import { Refusal } from '../../domain/refusal.js';
import { type Asking, type Audience, type Context, job, type Outcome } from '../../engine/capability.js';
import { campaignCard, countGiftsCard, endedCard, launchCard, startedCard } from './cards-gift-campaigns.js';
import { type checksForm, planGiftsForm } from './forms-gift-campaigns.js';
import { moveCampaign } from './moving-gifts.js';
import { type GiftCampaign, MOST_ARTICLES, takingPart, uncheckedAt, whyNotLive } from './rules-gift-campaigns.js';
import { giftArticles } from './store-gift-articles.js';
import { findCampaign, hasManager, insertCampaign, lockCampaign, saveChecks } from './store-gift-campaigns.js';
import { boutiquesOfNetwork } from './store-places.js';

type Anywhere = Context<Boutique | null>;

/** What can be planned: the gifts of the catalogue and the boutiques, in one currency. */
export async function askPlan({ db, boutique, today }: Asking<Boutique | null>) {
  const places = await boutiquesOfNetwork(db);
  const currency = boutique?.currency ?? commonest(places.map((place) => place.currency));
  const articles = await giftArticles(db, currency);
  if (articles.length === 0)
    throw new Refusal('no-gifts', `The catalogue has no gifts priced in ${currency} yet. Import them first.`);
  return planGiftsForm({ articles, boutiques: places.filter((place) => place.currency === currency), currency, today });
}

const commonest = (all: readonly string[]): string =>
  [...all].sort((a, b) => all.filter((each) => each === b).length - all.filter((each) => each === a).length)[0] ??
  'USD';

export async function planCampaign(
  answers: Answers<ReturnType<typeof planGiftsForm>>,
  context: Anywhere,
): Promise<Outcome> {
  const { db, newId, now, actor, boutique, record } = context;
  const { perClient = 1, approveAbove = 0, boutiques = [], ...rest } = answers;
  if (rest.to < rest.from) throw new Refusal('backwards', 'The last day comes after the first.', 'to');
  if (rest.articles.length > MOST_ARTICLES)
    throw new Refusal('many-articles', `Choose at most ${MOST_ARTICLES} gifts.`, 'articles');
  const id = newId();
  const places = await boutiquesOfNetwork(db);
  const currency = boutique?.currency ?? commonest(places.map((place) => place.currency));
  await insertCampaign(db, { ...rest, id, perClient, approveAbove, boutiques, currency, createdBy: actor.id }, now);
  record('supplies.gift-campaign-planned', id, { from: rest.from, to: rest.to, threshold: rest.threshold, perClient });
  await showCampaign(context, id);
  return { done: true };
}

/** The operations managers see it as it stands now. */
export async function showCampaign({ db, tell }: Pick<Context, 'db' | 'tell'>, id: string): Promise<void> {
  tell({ role: 'operations-manager' }, campaignCard(await findCampaign(db, id)), { topic: `gift-campaign/${id}` });
}

/** What clients will read in every boutique. */
export async function confirmWording(_answers: unknown, context: Anywhere): Promise<Outcome> {
  const campaign = await lockCampaign(context.db, context.subject);
  mustBeAllocated(campaign);
  if (!campaign.checks.some(({ check }) => check === 'wording')) await addChecks(context, campaign, null, ['wording']);
  await showCampaign(context, campaign.id);
  return { done: true };
}

/** What a boutique confirms of itself, at once or one by one. */
export async function confirmChecks(
  { checks }: Answers<ReturnType<typeof checksForm>>,
  context: Context,
): Promise<Outcome> {
  const { db, boutique, subject, tell } = context;
  const campaign = await lockCampaign(db, subject);
  mustBeAllocated(campaign);
  const missing = uncheckedAt(campaign, boutique.code);
  await addChecks(
    context,
    campaign,
    boutique.code,
    checks.filter((check) => missing.includes(check)),
  );
  const after = await findCampaign(db, subject);
  tell(await managersOf(context), launchCard(after, boutique), { topic: topicOfLaunch(after, boutique) });
  await showCampaign(context, subject);
  return { done: true };
}

async function addChecks(
  { db, actor, now, record }: Anywhere | Context,
  { id, checks }: GiftCampaign,
  boutique: string | null,
  added: readonly GiftCampaign['checks'][number]['check'][],
): Promise<void> {
  await saveChecks(db, id, [...checks, ...added.map((check) => ({ check, boutique, by: actor.id, at: now }))]);
  record('supplies.gift-checks-confirmed', id, { checks: added, boutique });
}

function mustBeAllocated({ state }: GiftCampaign): void {
  if (state === 'allocated') return;
  const sentence = state === 'planned' ? 'Allocate the gifts first.' : 'It has begun already.';
  throw new Refusal('not-allocated', sentence);
}

export const topicOfLaunch = ({ id }: Pick<GiftCampaign, 'id'>, { code }: Pick<Boutique, 'code'>): string =>
  `gift-launch/${id}/${code}`;

/** Live, once nothing is missing any more: each boutique reads it in its channel. */
export async function startCampaign(context: Anywhere): Promise<Outcome> {
  const { db, subject, now } = context;
  const campaign = await lockCampaign(db, subject);
  mustBeAllocated(campaign);
  const why = whyNotLive(campaign, todayOfHouse(now));
  if (why !== null) throw new Refusal('not-ready', why);
  await moveCampaign(context, campaign, 'live');
  for (const boutique of takingPart(campaign))
    context.later('supplies.tell-gifts-begin', { campaign: subject }, boutique);
  await showCampaign(context, subject);
  return { done: true };
}

/** Nobody has to end it: the day after its last day it is over. */
export async function endCampaign(context: Anywhere, id: string): Promise<void> {
  const campaign = await lockCampaign(context.db, id);
  if (campaign.state !== 'live') return;
  await moveCampaign(context, campaign, 'closed', context.now);
  for (const boutique of takingPart(campaign)) context.later('supplies.tell-gifts-end', { campaign: id }, boutique);
  await showCampaign(context, id);
}

/** Who answers for a boutique: where it has no store manager, the operations manager. */
export async function managersOf({ db, boutique, now }: Context): Promise<Audience> {
  return { role: (await hasManager(db, boutique.code, now)) ? 'store-manager' : 'operations-manager' };
}

interface About {
  readonly [key: string]: string;
  readonly campaign: string;
}

/** Each boutique in a transaction of its own. */
export const tellGiftsBegin = job<About>({
  async run({ campaign: id }, _fetched, { db, tell, boutique }) {
    const campaign = await findCampaign(db, id);
    tell('boutique-channel', startedCard(campaign, boutique), { topic: `gift-begin/${id}/${boutique.code}` });
    tell('who-was-told', launchCard(campaign, boutique), { topic: topicOfLaunch(campaign, boutique) });
  },
});

export const tellGiftsEnd = job<About>({
  async run({ campaign: id }, _fetched, context) {
    const { db, tell, boutique } = context;
    const campaign = await findCampaign(db, id);
    tell('boutique-channel', endedCard(campaign, boutique), { topic: `gift-end/${id}/${boutique.code}` });
    tell(await managersOf(context), countGiftsCard(campaign, boutique), { topic: topicOfCount(campaign, boutique) });
  },
});

/** Sent before it begins: what comes, and what is to be confirmed. */
export const tellGiftsAllocated = job<About>({
  async run({ campaign: id }, _fetched, context) {
    const { db, tell, boutique } = context;
    const campaign = await findCampaign(db, id);
    tell(await managersOf(context), launchCard(campaign, boutique), { topic: topicOfLaunch(campaign, boutique) });
  },
});

export const topicOfCount = ({ id }: Pick<GiftCampaign, 'id'>, { code }: Pick<Boutique, 'code'>): string =>
  `gift-count/${id}/${code}`;
