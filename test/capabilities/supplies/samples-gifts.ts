import {
  allocatedCard,
  campaignCard,
  campaignsCard,
  countedGiftsCard,
  countGiftsCard,
  endedCard,
  launchCard,
  startedCard,
} from '../../../src/capabilities/supplies/cards-gift-campaigns.js';
import {
  giftCard,
  giftDecisionCard,
  registerCard,
  registerFileCard,
} from '../../../src/capabilities/supplies/cards-gifts.js';
import {
  allocateForm,
  checksForm,
  countGiftsForm,
  planGiftsForm,
  type Slot,
  wordingForm,
} from '../../../src/capabilities/supplies/forms-gift-campaigns.js';
import { giveForm, MOST_OFFERED, returnForm, voidGiftForm } from '../../../src/capabilities/supplies/forms-gifts.js';
import type { GiftSubject } from '../../../src/capabilities/supplies/gift-approval.js';
import { giftEntry } from '../../../src/capabilities/supplies/gift-looks.js';
import {
  type CampaignState,
  type GiftCampaign,
  MOST_ALLOCATED_AT_ONCE,
  MOST_ARTICLES,
} from '../../../src/capabilities/supplies/rules-gift-campaigns.js';
import type { Gift, GiftState } from '../../../src/capabilities/supplies/rules-gifts.js';
import { buttons, type Card, card } from '../../../src/chat/card.js';
import type { Boutique } from '../../../src/domain/boutique.js';
import type { Samples } from '../../helpers/samples.js';
import type { Words } from '../../helpers/words.js';

const NINE = new Date('2026-11-27T14:00:00Z');
const ID = '0190c5a2-7e44-7c4e-9e3f-1d2c3b4a5f60';
const MANY_BOUTIQUES = 40;

const many = <T>(number: number, make: (index: number) => T): T[] => Array.from({ length: number }, (_, i) => make(i));

/** As long as a code of the catalogue may be. */
const codeOf = (index: number): string => `GF-${'X'.repeat(35)}${10 + index}`;
const longName = ({ description, name }: Words): string => description.slice(0, 80) || name;

const gift = (words: Words, state: GiftState): Gift => ({
  id: ID,
  number: 1_234_567,
  campaign: ID,
  campaignName: words.boutique,
  rules: { currency: 'USD', threshold: 5_000_00, perClient: 2, approveAbove: 100_00 },
  boutique: 'MADISON',
  article: codeOf(0),
  articleName: longName(words),
  client: words.serial,
  sale: words.serial,
  saleAmount: 999_999_999,
  value: 999_999_999,
  occasion: 'service',
  recipient: 'official',
  state,
  breaches: ['threshold', 'per-client', 'sale'],
  exception: words.reason,
  requestedBy: 'ana',
  requestedByName: words.name,
  requestedAt: NINE,
  decidedByName: words.name,
  decidedAt: NINE,
  reason: words.reason,
  givenByName: words.name,
  givenAt: NINE,
  returnedByName: words.name,
  returnedAt: NINE,
});

/** `boutiques` of them, each with as many articles as a campaign has; the first is MADISON. */
function campaign(words: Words, state: CampaignState, boutiques: number, counted: number | null = null): GiftCampaign {
  const codes = many(boutiques, (index) => (index === 0 ? 'MADISON' : `B${index}`));
  const stocks = codes.flatMap((boutique) =>
    many(MOST_ARTICLES, (index) => ({
      boutique,
      boutiqueName: words.boutique,
      article: codeOf(index),
      articleName: longName(words),
      unit: 'piece',
      value: 85_00,
      allocated: 9_999,
      used: 1_234,
      counted,
    })),
  );
  return {
    id: ID,
    name: words.boutique,
    state,
    currency: 'USD',
    threshold: 5_000_00,
    perClient: 2,
    approveAbove: 100_00,
    from: '2026-11-27',
    to: '2027-01-03',
    boutiques: codes,
    articles: many(MOST_ARTICLES, codeOf),
    createdAt: NINE,
    stocks,
    checks:
      state === 'planned'
        ? []
        : [
            { check: 'wording', boutique: null, by: 'marc', byName: words.name, at: NINE },
            { check: 'items', boutique: 'MADISON', by: 'ines', byName: words.name, at: NINE },
          ],
  };
}

const ready = (words: Words): GiftCampaign => {
  const one = campaign(words, 'allocated', 1);
  const done = (['items', 'stock', 'staff'] as const).map((check) => {
    return { check, boutique: 'MADISON', by: 'ines', byName: words.name, at: NINE };
  });
  return { ...one, checks: [...one.checks, ...done] };
};

const slots = (words: Words, number: number): Slot[] =>
  many(number, (index) => ({
    boutique: `B${index}`,
    boutiqueName: words.boutique,
    article: codeOf(0),
    articleName: longName(words),
  }));

const subject = (words: Words): GiftSubject => ({
  id: ID,
  notBy: ['ana'],
  gift: gift(words, 'requested'),
  before: 999_999_999,
});

/** As the inbox lists one. */
const listed = (words: Words, boutique: Boutique): Card => {
  const { line, button } = giftEntry(gift(words, 'given'));
  return card('You asked for', [{ type: 'lines', lines: [line(boutique, NINE)] }, buttons(button)]);
};

const figures = (words: Words, difference: number | null) => ({
  campaign: ID,
  name: words.boutique,
  given: 12_345,
  exceptions: 123,
  returned: 12,
  allocated: 99_999,
  left: 87_654,
  difference,
});

export function giftSamples(boutique: (words: Words) => Boutique): Pick<Samples, 'cards' | 'forms' | 'approvals'> {
  return {
    cards: {
      'giftCard, waits': (words) => giftCard(gift(words, 'requested'), boutique(words)),
      'giftCard, approved': (words) => giftCard(gift(words, 'approved'), boutique(words)),
      'giftCard, given': (words) => giftCard(gift(words, 'given'), boutique(words)),
      'giftCard, refused': (words) => giftCard(gift(words, 'refused'), boutique(words)),
      'giftCard, returned': (words) => giftCard(gift(words, 'returned'), boutique(words)),
      giftDecisionCard: (words) => giftDecisionCard(gift(words, 'requested'), 999_999_999, boutique(words)),
      'listed, a gift': (words) => listed(words, boutique(words)),
      registerCard: (words) =>
        registerCard({
          boutique: boutique(words),
          scope: 'MADISON',
          newest: many(10, () => gift(words, 'requested')),
          figures: many(5, (index) => figures(words, index - 1)),
          stocks: campaign(words, 'live', 1).stocks,
        }),
      'registerCard, empty': () =>
        registerCard({ boutique: null, scope: 'network', newest: [], figures: [], stocks: [] }),
      registerFileCard: (words) => registerFileCard(words.boutique, 12_345),
      'campaignCard, planned': (words) => campaignCard(campaign(words, 'planned', 0)),
      'campaignCard, allocated': (words) => campaignCard(campaign(words, 'allocated', MANY_BOUTIQUES)),
      'campaignCard, wording to confirm': (words) => campaignCard({ ...ready(words), checks: [] }),
      'campaignCard, ready': (words) => campaignCard(ready(words)),
      'campaignCard, live': (words) => campaignCard(campaign(words, 'live', MANY_BOUTIQUES)),
      'campaignCard, closed': (words) => campaignCard(campaign(words, 'closed', MANY_BOUTIQUES)),
      'campaignCard, reconciled': (words) => campaignCard(campaign(words, 'reconciled', MANY_BOUTIQUES, 8_000)),
      campaignsCard: (words) => campaignsCard(many(10, () => campaign(words, 'live', 1))),
      'campaignsCard, none': () => campaignsCard([]),
      launchCard: (words) => launchCard(campaign(words, 'allocated', 1), boutique(words)),
      startedCard: (words) => startedCard(campaign(words, 'live', 1), boutique(words)),
      endedCard: (words) => endedCard(campaign(words, 'closed', 1), boutique(words)),
      countGiftsCard: (words) => countGiftsCard(campaign(words, 'closed', 1), boutique(words)),
      'countGiftsCard, late': (words) => countGiftsCard(campaign(words, 'closed', 1), boutique(words), true),
      countedGiftsCard: (words) => countedGiftsCard(campaign(words, 'closed', 1), boutique(words), words.name, NINE),
      allocatedCard: (words) => allocatedCard(campaign(words, 'allocated', 1), []),
      'allocatedCard, partly': (words) =>
        allocatedCard(
          campaign(words, 'live', 1),
          many(100, (index) => `${codeOf(index % 10)} at MADISON`),
        ),
    },
    forms: {
      giveForm: (words) =>
        giveForm(
          many(MOST_OFFERED, (index) => ({
            campaign: ID,
            campaignName: words.boutique,
            article: codeOf(index),
            articleName: longName(words),
            left: 9_999,
          })),
          boutique(words),
        ),
      returnForm: () => returnForm,
      voidGiftForm: () => voidGiftForm,
      planGiftsForm: (words) =>
        planGiftsForm({
          articles: many(120, (index) => ({ code: codeOf(index), name: longName(words), size: null })),
          boutiques: many(120, (index) => ({ code: `B${index}`, name: words.boutique })),
          currency: 'USD',
          today: '2026-11-27',
        }),
      allocateForm: (words) => allocateForm(campaign(words, 'planned', 0), slots(words, MOST_ALLOCATED_AT_ONCE)),
      'allocateForm, as a list': (words) => allocateForm(campaign(words, 'planned', 0), slots(words, 13)),
      wordingForm: (words) => wordingForm(campaign(words, 'allocated', 1)),
      checksForm: (words) => checksForm(campaign(words, 'allocated', 1), ['items', 'stock', 'staff']),
      countGiftsForm: (words) => countGiftsForm(campaign(words, 'closed', 1), campaign(words, 'closed', 1).stocks),
    },
    approvals: { gift: subject },
  };
}
