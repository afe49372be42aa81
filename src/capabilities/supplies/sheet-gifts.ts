import type { Attachment } from '../../chat/channel.js';
import { dayAndTime, todayIn } from '../../domain/calendar.js';
import { csv } from '../../domain/csv-file.js';
import { todayOfHouse } from '../../domain/house.js';
import { minorDigits } from '../../domain/money.js';
import { breachInWords, DEDUCTIBLE, giftStates, occasions, recipients } from './rules-gifts.js';
import type { RegisterLine } from './store-gift-looks.js';

const COLUMNS = [
  'gift',
  'date',
  'boutique',
  'campaign',
  'client',
  'occasion',
  'given to',
  'article',
  'name',
  'value',
  'currency',
  'sale',
  'sale amount',
  'state',
  'asked for by',
  'given by',
  'given',
  'approved by',
  'exception',
  'reason',
  'left in stock',
  'given to this client this year',
  'over the deduction limit',
] as const;

/** The register, for managers and finance. The last column is for tax: what goes beyond $25 a client and year is not deducted. */
export function giftSheet(scope: string, lines: readonly RegisterLine[], now: Date): Attachment {
  const name = `gifts-${scope}-${todayOfHouse(now)}.csv`;
  return { name, bytes: csv(COLUMNS, lines.map(rowOf)) };
}

function rowOf({ gift, boutiqueName, timeZone, left, year }: RegisterLine) {
  const { rules, givenAt, breaches, state } = gift;
  const amount = (cents: number) => cents / 10 ** minorDigits(rules.currency);
  const taxed = state === 'given' && rules.currency === DEDUCTIBLE.currency;
  return {
    ...{
      gift: gift.number,
      boutique: boutiqueName,
      campaign: gift.campaignName,
      client: gift.client,
      article: gift.article,
    },
    ...{ name: gift.articleName, value: amount(gift.value), currency: rules.currency, sale: gift.sale },
    date: todayIn(timeZone, gift.requestedAt),
    occasion: occasions[gift.occasion],
    'given to': recipients[gift.recipient],
    'sale amount': amount(gift.saleAmount),
    state: giftStates[state],
    'asked for by': gift.requestedByName,
    'given by': gift.givenByName,
    given: givenAt === null ? null : dayAndTime(givenAt, timeZone),
    'approved by': state === 'refused' ? null : gift.decidedByName,
    exception: [...breaches.map((breach) => breachInWords(breach, rules)), gift.exception ?? ''].join(' ').trim(),
    reason: gift.reason,
    'left in stock': left,
    'given to this client this year': taxed ? amount(year) : null,
    'over the deduction limit': taxed ? year > DEDUCTIBLE.year : null,
  };
}
