import { button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import { counted, type Day, dayInWords } from '../../domain/calendar.js';
import { money } from '../../domain/money.js';
import { shortened } from '../../domain/words.js';
import { sumInWords } from './cards.js';
import { articleName, inUnits, type RequestLine, type SupplyRequest } from './rules.js';
import { costOfPlan, type KitSize, kitSizes, orderByInWords, type PlannedLine, type ToOrderBy } from './rules-kits.js';

export interface KitSummary {
  readonly size: KitSize;
  readonly articles: number;
  readonly currency: string;
  readonly cost: number;
}

const MOST_LINES = 12;

/** The lists, and what is done with them. */
export function kitsCard(sums: readonly KitSummary[]): Card {
  const edit = [button('supplies.import-kits', 'Import', 'kits'), button('supplies.edit-kit', 'Edit', 'kits')];
  if (sums.length === 0)
    return card('Opening kits', [
      text('There is no list yet. Import one, or add article by article.'),
      buttons(...edit),
    ]);
  return card('Opening kits', [
    lines(
      ...sums.map(({ size, articles, currency, cost }): [string, string] => [
        kitSizes[size],
        `${counted(articles, 'article')}, ${money(cost, currency)}`,
      ]),
    ),
    buttons(button('supplies.plan-kit', 'Plan', 'kits', { style: 'primary' }), ...edit),
  ]);
}

/** For whoever planned it: what must be ordered first at the top, what is late already marked. */
export function plannedCard(boutique: string, opening: Day, planned: readonly PlannedLine[], today: Day): Card {
  const late = planned.filter((line) => line.late).length;
  const more = planned.length - MOST_LINES;
  const currency = planned[0]?.article.currency ?? 'USD';
  return card(
    `Opening kit · ${shortened(boutique, 60)} · ${counted(planned.length, 'article')}, ${money(costOfPlan(planned), currency)}`,
    [
      ...(late > 0
        ? [text(`${counted(late, 'article')} should have been ordered already: order at once, or open later.`)]
        : []),
      lines(...planned.slice(0, MOST_LINES).map((line) => plannedLine(line, today))),
      ...(more > 0 ? [quiet(`and ${more} more, to be ordered later`)] : []),
      quiet('Your messages have the request: it says where it stands.'),
    ],
    `opens ${dayInWords(opening, today)}`,
  );
}

function plannedLine({ article, quantity, orderBy, late }: PlannedLine, today: Day): [string, string] {
  const when = `order by ${dayInWords(orderBy, today)}${late ? ' · late' : ''}`;
  return [shortened(articleName(article), 40), `${inUnits(quantity, article.unit)} · ${when}`];
}

/** For the director, where it is above what an operations manager plans alone. */
export function kitDecisionCard(request: SupplyRequest, boutique: string): Card {
  const { number, requestedByName, reason, goesUp } = request;
  const first = [...request.lines].sort((a, b) => ((a.orderBy ?? '') < (b.orderBy ?? '') ? -1 : 1));
  const more = first.length - MOST_LINES;
  return card(
    `Opening kit · ${shortened(boutique, 60)} · ${sumInWords(request)}`,
    [
      text(reason),
      ...(goesUp === null ? [] : [text(goesUp)]),
      lines(...first.slice(0, MOST_LINES).map(kitLine)),
      ...(more > 0 ? [quiet(`and ${more} more in the file`)] : []),
    ],
    `${requestedByName} · request ${number}`,
  );
}

function kitLine({ name, asked, unit, orderBy }: RequestLine): [string, string] {
  const when = orderBy === null ? '' : ` · order by ${dayInWords(orderBy)}`;
  return [shortened(name, 40), `${inUnits(asked, unit)}${when}`];
}

export function orderByCard(due: ToOrderBy, today: Day): Card {
  return card(orderByInWords(due, today), [
    text('For its opening. What is ordered later may not be there in time.'),
    buttons(button('supplies.see-orders', 'Order', 'all', { style: 'primary' })),
  ]);
}

export const kitSavedCard = (size: KitSize, name: string, quantity: number): Card =>
  card('Saved', [
    text(
      quantity === 0
        ? `${shortened(name, 80)} is out of the ${kitSizes[size].toLowerCase()} kit.`
        : `${kitSizes[size]}: ${quantity.toLocaleString('en-US')} × ${shortened(name, 80)}.`,
    ),
  ]);

export const kitsReadCard = (fileName: string, articles: number, sizes: readonly KitSize[]): Card =>
  card('Opening kits read', [
    text(
      `${shortened(fileName, 100)}: ${counted(articles, 'line')}, ${sizes.map((size) => kitSizes[size].toLowerCase()).join(', ')}.`,
    ),
  ]);
