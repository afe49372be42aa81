import { choice, day, type Field, form, type Lookup, lookup, optional, quantity, text } from '../../chat/form.js';
import type { Day } from '../../domain/calendar.js';
import { money } from '../../domain/money.js';
import { shortened } from '../../domain/words.js';
import { articleName, type RequestLine, type SupplyRequest } from './rules.js';
import { hintOf, type Need } from './rules-needs.js';
import { ARTICLE, MORE, NEXT, QUANTITY } from './rules-wishes.js';

interface Asked {
  readonly where: string;
  readonly needs: readonly Need[];
  /** How many others can be found by typing. */
  readonly others: number;
  readonly search: Lookup['search'];
  readonly today: Day;
  /** What is in the draft so far; null for a new request. */
  readonly draft: SupplyRequest | null;
}

/** What is short first, each with its quantity; then others, found by typing. */
export function requestForm({ where, needs, others, search, today, draft }: Asked) {
  const quantities: Record<string, Field<number | string | undefined>> = {};
  for (const need of needs) quantities[`${QUANTITY}${need.article.code}`] = quantityOf(need, today);
  for (let number = 1; number <= others; number += 1) {
    const label = needs.length > 0 || draft ? 'Another article' : 'Article';
    quantities[`${ARTICLE}${number}`] = optional(lookup(label, { hint: 'Type its name or code.', search }));
    quantities[`${MORE}${number}`] = optional(quantity('How many of it'));
  }
  return form({
    name: 'supplies',
    title: 'Supplies',
    submit: 'Save',
    intro: draft ? `${where} · so far ${soFar(draft)}` : where,
    fields: {
      ...quantities,
      neededBy: day('Needed by', { from: today }),
      reason: text('Reason', { max: 300 }),
      [NEXT]: choice('Then', { send: 'Send for approval', more: 'Add more articles' }),
    },
  });
}

function quantityOf(need: Need, today: Day): Field<number | undefined> {
  const { article } = need;
  const gone = article.active ? '' : ' (no longer in the catalogue)';
  return optional(quantity(`${articleName(article)}${gone}`, { hint: hintOf(need, today) }));
}

const MOST_SO_FAR = 5;

function soFar({ lines }: SupplyRequest): string {
  const first = lines.slice(0, MOST_SO_FAR).map(({ asked, name }) => `${asked} × ${shortened(name, 40)}`);
  const rest = lines.length - first.length;
  return `${first.join(', ') || 'nothing'}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** The store manager's word on each quantity. */
export function changeForm(lines: readonly RequestLine[], { number, currency }: SupplyRequest) {
  const fields: Record<string, Field<number>> = {};
  for (const line of lines)
    fields[`${QUANTITY}${line.article}`] = quantity(line.name, { hint: changeHint(line, currency) });
  return form({
    name: 'change-quantities',
    title: 'Change quantities',
    submit: 'Save',
    intro: `Request ${number}. 0 takes an article out.`,
    fields,
  });
}

function changeHint({ asked, onHand, par, lastYear, unitCost, unit }: RequestLine, currency: string): string {
  const said = [
    `Asked for ${asked.toLocaleString('en-US')}`,
    ...(onHand === null ? [] : [`${onHand.toLocaleString('en-US')} on hand`]),
    ...(par === null ? [] : [`par ${par.toLocaleString('en-US')}`]),
    `${lastYear.toLocaleString('en-US')} last year`,
    `${money(unitCost, currency)} a ${unit}`,
  ];
  return `${said.join('; ')}.`;
}
