import { type Block, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import { counted, type Day, dayInWords } from '../../domain/calendar.js';
import { money } from '../../domain/money.js';
import { shortened } from '../../domain/words.js';
import { articleName, inUnits } from './rules.js';
import {
  apartInWords,
  byBoutiqueInWords,
  compare,
  costOfGathered,
  costOfMerged,
  costOfOrder,
  type Gathered,
  type Gathering,
  isHeadquarters,
  isOpenOrder,
  type Merged,
  type Order,
  type OrderLine,
  openOf,
  orderStates,
  orderSubject,
} from './rules-orders.js';

const MOST_SUPPLIERS = 3;
const MOST_LINES = 4;
const MOST_APART = 3;
const MOST_ON_THE_WAY = 3;
const MOST_ORDERED = 20;
const MOST_NOTES = 8;
const MOST_BOUTIQUES = 3;

/** Everything approved that nobody has ordered, and what is on its way. */
export function toOrderCard(
  { orders, apart }: Gathering,
  underway: readonly Order[],
  { campaign = null, today }: { readonly campaign?: string | null; readonly today: Day },
): Card {
  const articles = orders.reduce((sum, each) => sum + each.articles.length, 0);
  const shown = orders.slice(0, MOST_SUPPLIERS).flatMap((each) => supplierBlocks(each, campaign));
  const more = orders.length - MOST_SUPPLIERS;
  return card(
    'To be ordered',
    [
      ...(articles === 0 ? [text('Nothing waits to be ordered.')] : shown),
      ...(more > 0 ? [quiet(`${counted(more, 'more supplier')}: order from these first.`)] : []),
      ...apartBlocks(apart),
      ...underway.slice(0, MOST_ON_THE_WAY).flatMap((order) => underwayBlocks(order, today)),
    ],
    articles === 0 ? undefined : counted(articles, 'article'),
  );
}

function supplierBlocks(gathered: Gathered, campaign: string | null): Block[] {
  const { supplier, currency, articles } = gathered;
  const more = articles.length - MOST_LINES;
  return [
    text(
      `${shortened(supplier, 60)} · ${counted(articles.length, 'article')} · ${money(costOfGathered(gathered), currency)}`,
    ),
    lines(...articles.slice(0, MOST_LINES).map((each) => mergedLine(each, currency))),
    ...(more > 0 ? [quiet(`and ${more} more, all in the form`)] : []),
    buttons(button('supplies.order', 'Order', orderSubject(gathered, campaign), { style: 'primary' })),
  ];
}

function mergedLine(merged: Merged, currency: string): [string, string] {
  const { article, sum, quantity } = merged;
  const asked = quantity === sum ? '' : ` (${sum.toLocaleString('en-US')} asked for)`;
  const figures = `${inUnits(quantity, article.unit)}${asked} · ${money(costOfMerged(merged), currency)}`;
  return [shortened(articleName(article), 40), `${figures} · ${byBoutiqueInWords(merged.lines, MOST_BOUTIQUES)}`];
}

function apartBlocks(apart: Gathering['apart']): Block[] {
  const more = apart.length - MOST_APART;
  return [
    ...apart
      .slice(0, MOST_APART)
      .map(({ article, line }) =>
        text(apartInWords({ article: { ...article, name: shortened(article.name, 60) }, line })),
      ),
    ...(more > 0 ? [quiet(`and ${more} more that can’t be merged`)] : []),
  ];
}

function underwayBlocks(order: Order, today: Day): Block[] {
  const late = order.expectedOn < today ? 'late, ' : '';
  const words = `Order ${order.number} · ${shortened(order.supplier, 60)} · ${late}expected ${dayInWords(order.expectedOn, today)} · ${orderStates[order.state].toLowerCase()}`;
  return [text(words), buttons(button('supplies.receive', `Receive ${order.number}`, order.id))];
}

/** As headquarters and the operations manager have it, revised with every receipt. */
export function orderCard(order: Order, boutiques: number): Card {
  const { number, supplier, currency, expectedOn, state, orderedByName, closeReason } = order;
  const more = order.lines.length - MOST_ORDERED;
  const open = isOpenOrder(order);
  return card(
    `Order ${number} · ${shortened(supplier, 60)}`,
    [
      text(
        `${orderStates[state]} · expected ${dayInWords(expectedOn)} · ordered by ${orderedByName} for ${counted(boutiques, 'boutique')}`,
      ),
      lines(...order.lines.slice(0, MOST_ORDERED).map((line) => orderLine(line, order))),
      ...(more > 0 ? [quiet(`and ${more} more in the file`)] : []),
      ...receiptIn(order),
      ...(closeReason === null ? [] : [text(`Closed short: ${closeReason}`)]),
      ...(open && !isHeadquarters(supplier)
        ? [quiet('Forward the file to the supplier: nothing was sent to them.')]
        : []),
      ...(open
        ? [
            buttons(
              button('supplies.receive', 'Receive', order.id, { style: 'primary' }),
              button('supplies.close-order', 'Close short', order.id),
            ),
          ]
        : []),
    ],
    `${counted(order.lines.length, 'article')}, ${money(costOfOrder(order), currency)}`,
  );
}

function receiptIn({ receipt }: Order): Block[] {
  if (receipt === null) return [];
  const note = receipt.note === null ? '' : `: ${receipt.note}`;
  return [quiet(`Last received by ${receipt.by}, ${dayInWords(receipt.on)}${note}`)];
}

function orderLine(line: OrderLine, order: Order): [string, string] {
  const { name, quantity, unit, asked, received, unitCost } = line;
  const surplus =
    isOpenOrder(order) && quantity > asked ? ` (${(quantity - asked).toLocaleString('en-US')} fill packs)` : '';
  const came = received === 0 ? '' : ` · ${received.toLocaleString('en-US')} received`;
  return [
    shortened(name, 40),
    `${inUnits(quantity, unit)}${surplus} · ${money(quantity * unitCost, order.currency)}${came}`,
  ];
}

/** For whoever sent it; with what was said of budgets, and of what fills packs. */
export function orderedCard(order: Order, notes: readonly string[]): Card {
  const more = notes.length - MOST_NOTES;
  const whom = isHeadquarters(order.supplier)
    ? 'Headquarters has it, with the files.'
    : `The order and its files are in your messages: forward them to ${shortened(order.supplier, 60)}.`;
  return card(
    `Order ${order.number} sent`,
    [
      text(whom),
      ...notes.slice(0, MOST_NOTES).map((note) => quiet(note)),
      ...(more > 0 ? [quiet(`and ${more} more`)] : []),
    ],
    `${counted(order.lines.length, 'article')}, ${money(costOfOrder(order), order.currency)}`,
  );
}

export interface Part {
  readonly article: string;
  readonly boutique: string;
  readonly quantity: number;
}

/** For whoever took it in: whose it is now, article by article. */
export function receivedCard(
  order: Order,
  parts: readonly Part[],
  surplus: readonly (readonly [article: string, quantity: number])[],
): Card {
  const articles = [...new Set(parts.map(({ article }) => article))];
  const lineOf = (article: string): [string, string] => {
    const theirs = parts.filter((part) => part.article === article);
    return [
      shortened(article, 40),
      byBoutiqueInWords(
        theirs
          .map(({ boutique, quantity }) => ({ boutique, open: quantity }))
          .sort((a, b) => compare(a.boutique, b.boutique)),
      ),
    ];
  };
  const more = articles.length - MOST_ORDERED;
  return card(
    `Received for order ${order.number}`,
    [
      ...(articles.length > 0 ? [lines(...articles.slice(0, MOST_ORDERED).map(lineOf))] : []),
      ...(more > 0 ? [quiet(`and ${more} more`)] : []),
      ...surplus
        .slice(0, MOST_LINES)
        .map(([article, quantity]) =>
          quiet(
            `${shortened(article, 60)}: ${quantity.toLocaleString('en-US')} more than asked for, to fill packs; they stay in network stock.`,
          ),
        ),
      text(
        order.state === 'received'
          ? 'Everything has come.'
          : `${counted(order.lines.filter((line) => openOf(line) > 0).length, 'article')} still open.`,
      ),
    ],
    'every boutique is told',
  );
}

export function orderClosedCard(order: Order, rest: 'again' | 'dropped'): Card {
  const words =
    rest === 'again' ? 'What did not come waits to be ordered again.' : 'What did not come is no longer wanted.';
  return card(`Order ${order.number} closed`, [text(words), quiet('Whoever asked is told.')]);
}
