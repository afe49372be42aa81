import { choice, choices, day, type Field, type Form, form, longText, optional, quantity } from '../../chat/form.js';
import { type Day, dayInWords } from '../../domain/calendar.js';
import { money } from '../../domain/money.js';
import { shortened } from '../../domain/words.js';
import { articleName, inUnits } from './rules.js';
import {
  articlesOnForm,
  costOfGathered,
  costOfMerged,
  type Gathered,
  type Merged,
  type Order,
  type OrderLine,
  openOf,
} from './rules-orders.js';

/** Fifteen questions at most, and one of them is the note. */
export const LINES_AT_ONCE = 14;

export function orderForm(gathered: Gathered, today: Day, warnings: readonly string[] = []) {
  const { supplier, currency } = gathered;
  const shown = articlesOnForm(gathered);
  const more = gathered.articles.length - shown.flat().length;
  const rest = more > 0 ? [`${more} more articles follow in another order.`] : [];
  const lists = shown.map((articles, index) => [`articles.${index + 1}`, listOf(articles, currency, shown.length > 1)]);
  return form({
    name: 'order',
    title: 'Order',
    submit: 'Send the order',
    intro: [`${shortened(supplier, 80)} · ${money(costOfGathered(gathered), currency)}`, ...rest, ...warnings].join(
      '\n',
    ),
    fields: {
      ...(Object.fromEntries(lists) as Record<string, Field<readonly string[] | undefined>>),
      expected: day('Expected', { from: today, hint: 'From the longest lead time. Change it if you know better.' }),
    } as Record<string, Field<readonly string[] | undefined>> & { readonly expected: Field<Day> },
  });
}

function listOf(articles: readonly Merged[], currency: string, oneOfSeveral: boolean) {
  const [first, last] = [articles[0], articles.at(-1)];
  const range = first && last ? `${initial(first)} to ${initial(last)}` : '';
  const label = oneOfSeveral ? `Article, ${range}` : 'Article';
  return optional(
    choices(label, Object.fromEntries(articles.map((each) => [each.article.code, optionOf(each, currency)]))),
  );
}

const initial = ({ article }: Merged): string => articleName(article).slice(0, 12);

/** Shorter than a chat takes, because a form may have a hundred and fifty of them. */
const LONGEST_CHOICE = 60;

/** What it is and how much fits; the name gives way. */
function optionOf(merged: Merged, currency: string): string {
  const figures = ` · ${inUnits(merged.quantity, merged.article.unit)} · ${money(costOfMerged(merged), currency)}`;
  return `${shortened(articleName(merged.article), Math.max(1, LONGEST_CHOICE - figures.length))}${figures}`;
}

/** Of an order's open lines, those that one form asks about. */
export function receiveForm(order: Order, open: readonly OrderLine[], more: number): Form {
  const next = more > 0 ? ` ${more} more follow.` : '';
  return form({
    name: 'receive',
    title: `Receive ${order.number}`.slice(0, 24),
    submit: 'Receive',
    intro: `${shortened(order.supplier, 80)} · what came now, in units. 0 where nothing came.${next}`,
    fields: {
      ...Object.fromEntries(open.map((line) => [`quantity.${line.article}`, receivedField(line)])),
      note: optional(longText('Note', { max: 500, placeholder: 'Delivery 88-1204, one box was open' })),
    },
  });
}

/** Over all boutiques it may be more than any of them can ask for. */
const MOST_RECEIVED = 9_999_999;

function receivedField(line: OrderLine) {
  const hint = `${inUnits(line.quantity, line.unit)} ordered, ${line.received.toLocaleString('en-US')} received, ${openOf(line).toLocaleString('en-US')} open`;
  return optional(quantity(shortened(line.name, 80), { hint, max: MOST_RECEIVED }));
}

export const closeOrderForm = (order: Order) =>
  form({
    name: 'close-order',
    title: `Close order ${order.number}`.slice(0, 24),
    submit: 'Close the order',
    intro: `${shortened(order.supplier, 80)} · expected ${dayInWords(order.expectedOn)} · nothing more comes of it.`,
    fields: {
      rest: choice('What did not come', {
        again: 'Put it back, to be ordered again',
        dropped: 'It is no longer wanted',
      }),
      reason: longText('Reason', { max: 500, hint: 'On record, and told to whoever asked.' }),
    },
  });
