import type { Answers } from '../../chat/form.js';
import { denied, Refusal } from '../../domain/refusal.js';
import type { Asking, Context, Outcome, Prefill } from '../../engine/capability.js';
import { giftCard } from './cards-gifts.js';
import { giveForm, keyOf, MOST_OFFERED, type Offer } from './forms-gifts.js';
import { giftApproval } from './gift-approval.js';
import { moveGift, topicOfGift } from './moving-gifts.js';
import { leftOf, stocksAt } from './rules-gift-campaigns.js';
import {
  type Breach,
  breachesOf,
  breachInWords,
  fieldOfBreach,
  type Gift,
  giftStates,
  isDecided,
  isWithin,
  readClient,
  readSale,
} from './rules-gifts.js';
import { campaignsAt, holdCampaign } from './store-gift-campaigns.js';
import {
  findGift,
  givenThisYear,
  heldBy,
  insertGift,
  isStaff,
  lockGift,
  putBack,
  takeFromStock,
} from './store-gifts.js';

/** What can be given here today. A form that comes back has what nothing is left of too, so that it is told so. */
export async function askGift(asking: Asking) {
  const offers = await offersAt(asking, asking.shown !== null);
  if (offers.length === 0)
    throw new Refusal('no-gifts', `There are no gifts to give at ${asking.boutique.name} today.`);
  return giveForm(offers, asking.boutique);
}

/** A campaign with one gift is chosen already. */
export async function giftKnown(asking: Asking): Promise<Prefill<ReturnType<typeof giveForm>>> {
  const offers = await offersAt(asking, false);
  const only = offers.length === 1 ? offers[0] : undefined;
  return { recipient: 'client', occasion: 'purchase', ...(only && { gift: keyOf(only) }) };
}

type Answered = Answers<ReturnType<typeof giveForm>>;

/** Gives a gift, or asks for the decision that it needs. Everything is looked at again here, with the client's and the campaign's rows held. */
export async function giveGift(answers: Answered, context: Context): Promise<Outcome> {
  const { db, actor, newId, now, boutique } = context;
  const asked = await readAsked(answers, context);
  const offer = await mustBeOffered(context, answers.gift);
  const campaign = await holdCampaign(db, offer.campaign);
  if (campaign.state !== 'live') throw new Refusal('over', `${campaign.name} is over.`, 'gift');
  const breaches = breachesOf(answers.amount, campaign, await heldBy(db, campaign.id, asked));
  if (answers.exception === undefined) refuseBreach(breaches, campaign);

  const key = { campaign: campaign.id, boutique: boutique.code, article: offer.article };
  const value = stocksAt(campaign, boutique.code).find(({ article }) => article === offer.article)?.value ?? 0;
  if (!(await takeFromStock(db, key)))
    throw new Refusal('none-left', `Nothing is left of ${offer.articleName} at ${boutique.name}.`, 'gift');
  const exception = breaches.length > 0 ? (answers.exception ?? null) : null;
  const id = newId();
  await insertGift(
    db,
    { id, ...key, ...asked, value, breaches, exception, saleAmount: answers.amount, requestedBy: actor.id },
    now,
  );
  const gift = await findGift(db, id);
  context.record('supplies.gift-asked', id, {
    number: gift.number,
    campaign: campaign.id,
    article: offer.article,
    value,
    breaches,
  });
  return isDecided(gift) ? askForDecision(context, gift) : handOver(context, gift);
}

/** The client and the sale as the register has them; nobody of ours. */
async function readAsked({ client: typed, sale, recipient, occasion }: Answered, { db }: Context) {
  const read = readClient(typed);
  if ('reason' in read) throw new Refusal('no-client', read.reason, 'client');
  if ((await isStaff(db, typed)) || (await isStaff(db, read.client)))
    throw denied('staff', 'This is somebody of the network. Gifts of a campaign are never for staff.');
  if (recipient === undefined) throw new Refusal('to-whom', 'Choose whom it is given to.', 'recipient');
  return { client: read.client, sale: readSale(sale), recipient, occasion: occasion ?? 'other' } as const;
}

async function mustBeOffered(context: Context, key: string): Promise<Offer> {
  const offer = (await offersAt(context, true)).find((each) => keyOf(each) === key);
  if (!offer) throw new Refusal('not-offered', 'Choose a gift that is here now.', 'gift');
  return offer;
}

/** Without a reason why it should be given all the same. */
function refuseBreach([breach]: readonly Breach[], rules: Gift['rules']): void {
  if (breach === undefined) return;
  const sentence = `${breachInWords(breach, rules)} To ask for an exception, say why under Exception.`;
  throw new Refusal(`breach-${breach}`, sentence, fieldOfBreach[breach]);
}

/** What may be given at this boutique today; with `all`, also what nothing is left of. */
async function offersAt(
  { db, boutique, today }: Pick<Asking, 'db' | 'boutique' | 'today'>,
  all: boolean,
): Promise<Offer[]> {
  const campaigns = await campaignsAt(db, ['live'], [boutique.code]);
  return campaigns
    .filter((campaign) => isWithin(today, campaign))
    .flatMap((campaign) =>
      stocksAt(campaign, boutique.code).map(({ article, articleName, ...stock }) => {
        const { id, name } = campaign;
        return { campaign: id, campaignName: name, article, articleName, left: leftOf(stock) };
      }),
    )
    .filter(({ left }) => all || left > 0)
    .slice(0, MOST_OFFERED);
}

async function askForDecision(context: Context, gift: Gift): Promise<Outcome> {
  const { tell, propose, boutique } = context;
  tell({ person: gift.requestedBy }, giftCard(gift, boutique), { topic: topicOfGift(gift.id) });
  await propose(giftApproval, {
    id: gift.id,
    notBy: [gift.requestedBy],
    gift,
    before: await givenThisYear(context.db, gift),
  });
  return { done: true };
}

async function handOver(context: Context, gift: Gift): Promise<Outcome> {
  await moveGift(context, gift, 'given', { givenBy: context.actor.id, givenAt: context.now });
  return { done: true };
}

/** Gives what was approved. */
export async function giveApproved(context: Context): Promise<Outcome> {
  const gift = await mustBeHere(context);
  if (gift.state !== 'approved') throw new Refusal('not-approved', notNow(gift, 'given'));
  return handOver(context, gift);
}

/** The client brought it back: one more is in stock. */
export async function returnGift({ reason }: { readonly reason: string }, context: Context): Promise<Outcome> {
  const gift = await mustBeHere(context);
  if (gift.state !== 'given') throw new Refusal('not-given', notNow(gift, 'returned'));
  await mustGoBack(context, gift);
  await moveGift(context, gift, 'returned', { reason, returnedBy: context.actor.id, returnedAt: context.now });
  return { done: true };
}

/** It is not to be given after all, by whoever asked for it or the store manager. */
export async function voidGift({ reason }: { readonly reason: string }, context: Context): Promise<Outcome> {
  const { actor, withdraw, db, now, subject: id } = context;
  // The approval's row before the gift's, as whoever decides takes them.
  await withdraw(giftApproval, await giftApproval.find(db, id), `Voided · ${actor.name}`);
  const gift = await mustBeHere(context);
  if (gift.state !== 'requested' && gift.state !== 'approved') throw new Refusal('not-open', notNow(gift, 'voided'));
  await mustGoBack(context, gift);
  await moveGift(context, gift, 'refused', { reason, decidedBy: actor.id, decidedAt: now });
  return { done: true };
}

/** Held, and of this boutique: a button may be sent with another one's code, at which the right to it was checked. */
async function mustBeHere({ db, subject, boutique }: Context): Promise<Gift> {
  const gift = await lockGift(db, subject);
  if (gift.boutique !== boutique.code) throw new Refusal('gone', 'This gift no longer exists.');
  return gift;
}

const notNow = ({ number, state }: Gift, act: string): string =>
  `Gift ${number} can’t be ${act}: ${giftStates[state].toLowerCase()}.`;

async function mustGoBack({ db }: Context, gift: Gift): Promise<void> {
  if (await putBack(db, gift)) return;
  throw new Refusal('counted', 'What is left of this campaign was counted already. Tell your operations manager.');
}
