import type { Boutique } from '../../domain/boutique.js';
import type { Context } from '../../engine/capability.js';
import { giftCard } from './cards-gifts.js';
import { type CampaignState, campaignMayGo, type GiftCampaign } from './rules-gift-campaigns.js';
import { type Gift, type GiftState, giftMayGo } from './rules-gifts.js';
import { setCampaignState } from './store-gift-campaigns.js';
import { findGift, type MovedGift, setGiftState } from './store-gifts.js';

/** Moves a gift on, on record, and shows it anew to whoever asked for it. A way that does not exist is a bug. */
export async function moveGift(
  context: Pick<Context, 'db' | 'record' | 'tell'> & { readonly boutique: Boutique },
  gift: Gift,
  to: GiftState,
  moved: MovedGift,
): Promise<Gift> {
  const { db, record, tell, boutique } = context;
  if (!giftMayGo(gift.state, to)) throw new Error(`a gift can't go from ${gift.state} to ${to}`);
  await setGiftState(db, gift.id, gift.state, to, moved);
  const { reason } = moved;
  record(
    'supplies.gift-moved',
    gift.id,
    { number: gift.number, campaign: gift.campaign, article: gift.article, value: gift.value },
    { before: gift.state, after: to, ...(reason !== undefined && { reason }) },
  );
  const after = await findGift(db, gift.id);
  tell({ person: gift.requestedBy }, giftCard(after, boutique), { topic: topicOfGift(gift.id) });
  return after;
}

export const topicOfGift = (id: string): string => `gift/${id}`;

/** Moves a campaign on, on record. */
export async function moveCampaign(
  { db, record }: Pick<Context, 'db' | 'record'>,
  { id, state }: GiftCampaign,
  to: CampaignState,
  closedAt?: Date,
): Promise<void> {
  if (!campaignMayGo(state, to)) throw new Error(`a campaign can't go from ${state} to ${to}`);
  await setCampaignState(db, id, state, to, closedAt);
  record('supplies.gift-campaign-moved', id, {}, { before: state, after: to });
}
