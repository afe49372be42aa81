import { type Block, type Button, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { counted, dayAndTime } from '../../domain/calendar.js';
import { type Cents, money } from '../../domain/money.js';
import { shortened } from '../../domain/words.js';
import { type GiftStock, leftOf } from './rules-gift-campaigns.js';
import {
  breachInWords,
  type Gift,
  giftStates,
  goesUp,
  isDecided,
  occasions,
  officialInWords,
  recipients,
} from './rules-gifts.js';
import type { Figures } from './store-gift-looks.js';

const LONGEST_IN_LIST = 30;
const MOST_STOCKS = 10;

/** One gift, for whoever asked for it or looks it up: where it stands, and what can be done. */
export function giftCard(gift: Gift, boutique: Boutique): Card {
  const acts = actsOf(gift);
  return card(
    titleOf(gift),
    [...factsOf(gift), text(standing(gift, boutique)), ...(acts.length > 0 ? [buttons(...acts)] : [])],
    giftStates[gift.state],
  );
}

/** "Gift 214 · Silk scarf". */
const titleOf = ({ number, articleName }: Gift): string => `Gift ${number} · ${shortened(articleName, 60)}`;

function factsOf(gift: Gift): Block[] {
  const { campaignName, client, sale, saleAmount, value, occasion, recipient, rules } = gift;
  return [
    lines(
      ['Campaign', shortened(campaignName, 60)],
      ['Client', client],
      ['Sale', `${sale}, ${money(saleAmount, rules.currency)}`],
      ['Worth', money(value, rules.currency)],
      ['Occasion', occasions[occasion]],
      ...(recipient === 'official' ? [['Given to', recipients.official] as const] : []),
    ),
  ];
}

function standing(gift: Gift, { timeZone }: Boutique): string {
  const by = (name: string | null, at: Date | null) =>
    [name ?? '', at === null ? '' : dayAndTime(at, timeZone)].filter((part) => part !== '').join(', ');
  switch (gift.state) {
    case 'requested':
      return goesUp(gift)
        ? 'Waits for the store manager, then the operations manager.'
        : 'Waits for the store manager.';
    case 'approved':
      return `Approved by ${by(gift.decidedByName, gift.decidedAt)}.`;
    case 'given':
      return `Given by ${by(gift.givenByName, gift.givenAt)}.`;
    case 'refused':
      return `Not given: ${gift.reason ?? ''} · ${by(gift.decidedByName, gift.decidedAt)}`;
    case 'returned':
      return `Returned: ${gift.reason ?? ''} · ${by(gift.returnedByName, gift.returnedAt)}`;
  }
}

function actsOf({ state, id, boutique }: Gift): Button[] {
  const none = { ...button('supplies.void-gift', 'Void', id), boutique };
  switch (state) {
    case 'requested':
      return [none];
    case 'approved':
      return [{ ...button('supplies.hand-over', 'Give it', id, { style: 'primary' }), boutique }, none];
    case 'given':
      return [{ ...button('supplies.return-gift', 'Return', id), boutique }];
    case 'refused':
    case 'returned':
      return [];
  }
}

/** For whoever decides: what is asked, and why it was not simply given. */
export function giftDecisionCard(gift: Gift, officialBefore: Cents, boutique: Boutique): Card {
  const { rules, breaches, exception, value, requestedByName } = gift;
  const official = officialInWords(gift, officialBefore);
  const worth = isDecided(gift) && value > rules.approveAbove ? worthInWords(gift) : null;
  return card(
    titleOf(gift),
    [
      ...factsOf(gift),
      ...breaches.map((breach) => text(breachInWords(breach, rules))),
      ...(exception === null ? [] : [lines(['Why all the same', exception])]),
      ...(worth === null ? [] : [text(worth)]),
      ...(official === null ? [] : [text(official)]),
      quiet('It is held in stock until somebody decides.'),
    ],
    `${boutique.name} · asked for by ${requestedByName}`,
  );
}

const worthInWords = ({ rules }: Gift): string =>
  rules.approveAbove === 0
    ? 'Every gift of this campaign is decided on.'
    : `Gifts worth more than ${money(rules.approveAbove, rules.currency)} are decided on.`;

/** What a gift looks like in a list. */
export function giftInBrief({ articleName, client, sale, state }: Gift): string {
  const parts = [shortened(articleName, LONGEST_IN_LIST), client, sale, giftStates[state].toLowerCase()];
  return parts.join(' · ');
}

export interface Register {
  /** Null: the network. */
  readonly boutique: Boutique | null;
  /** What the file is asked for by: a code, or "network". */
  readonly scope: string;
  readonly newest: readonly Gift[];
  readonly figures: readonly Figures[];
  /** What is in stock of the campaigns that run; of one boutique alone. */
  readonly stocks: readonly GiftStock[];
}

/** `/supplies gifts`: how the campaigns go, and the newest ten. */
export function registerCard({ boutique, scope, newest, figures, stocks }: Register): Card {
  const title = 'Gifts';
  const where = boutique?.name ?? 'Network';
  if (figures.length === 0 && newest.length === 0)
    return card(title, [text('No campaign has had gifts here yet.')], where);
  const send = button('supplies.send-gift-register', 'Send the file', scope);
  return card(
    title,
    [
      lines(...figures.map((each) => [shortened(each.name, LONGEST_IN_LIST), figuresInWords(each)] as const)),
      ...(stocks.length === 0 ? [] : [stockLines(stocks)]),
      ...(newest.length === 0 ? [text('Nothing was given yet.')] : [registerLines(newest)]),
      quiet('The newest ten. The whole register comes as a file.'),
      buttons(boutique ? { ...send, boutique: boutique.code } : send),
    ],
    where,
  );
}

function figuresInWords({ given, exceptions, returned, left, allocated, difference }: Figures): string {
  const parts = [
    `${given.toLocaleString('en-US')} given`,
    `${left.toLocaleString('en-US')} of ${allocated.toLocaleString('en-US')} left`,
    exceptions === 0 ? '' : counted(exceptions, 'exception'),
    returned === 0 ? '' : `${returned.toLocaleString('en-US')} returned`,
    difference === null ? '' : differenceInWords(difference),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

const stockLines = (stocks: readonly GiftStock[]): Block =>
  lines(
    ...stocks
      .slice(0, MOST_STOCKS)
      .map(
        (stock) =>
          [shortened(stock.articleName, LONGEST_IN_LIST), `${leftOf(stock).toLocaleString('en-US')} here`] as const,
      ),
  );

/** "2 missing", "1 too many", "nothing missing". */
export function differenceInWords(difference: number): string {
  if (difference === 0) return 'nothing missing';
  const number = Math.abs(difference).toLocaleString('en-US');
  return difference > 0 ? `${number} missing` : `${number} too many`;
}

const registerLines = (newest: readonly Gift[]): Block =>
  lines(...newest.map((gift) => [`Gift ${gift.number}`, `${giftInBrief(gift)} · ${gift.boutique}`] as const));

/** Goes with the file. */
export const registerFileCard = (where: string, lines: number): Card =>
  card('Register of gifts', [text(`${counted(lines, 'gift')}, the oldest first.`)], where);
