import type { Cents } from '../../domain/money.js';
import type { Approval, Context } from '../../engine/capability.js';
import { giftDecisionCard } from './cards-gifts.js';
import { moveGift } from './moving-gifts.js';
import { type Gift, goesUp } from './rules-gifts.js';
import { findGift, givenThisYear, lockGift, putBack } from './store-gifts.js';

export interface GiftSubject {
  readonly id: string;
  readonly notBy: readonly string[];
  readonly gift: Gift;
  /** What the same client was given this year. */
  readonly before: Cents;
}

/** The store manager decides, never on their own; on exceptions and officials the operations manager too. Silence passes it up. */
export const giftApproval: Approval<GiftSubject> = {
  name: 'gift',
  words: { approve: 'Approve', reject: 'Refuse', reasonHint: 'Whoever asked for it reads it. No client names.' },
  steps: [
    { by: 'store-manager', within: { tradingHours: 24 } },
    { by: 'operations-manager', within: { tradingHours: 24 }, when: ({ gift }) => goesUp(gift) },
  ],
  async find(db, id) {
    const gift = await findGift(db, id);
    return { id, notBy: [gift.requestedBy], gift, before: await givenThisYear(db, gift) };
  },
  card: ({ gift, before }, boutique) => giftDecisionCard(gift, before, boutique),
  async approved({ id }, context) {
    await moveGift(context, await lockGift(context.db, id), 'approved', decidedBy(context));
  },
  async rejected({ id }, reason, context) {
    const gift = await lockGift(context.db, id);
    await putBack(context.db, gift);
    await moveGift(context, gift, 'refused', { ...decidedBy(context), reason });
  },
};

const decidedBy = ({ actor, now }: Context) => ({ decidedBy: actor.id, decidedAt: now });
