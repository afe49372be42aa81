import { type Cents, money } from '../../domain/money.js';
import { costOf, isWaiting, mayGo, quantityOf, type RequestLine, type SupplyRequest, totalOf } from './rules.js';
import { leftInWords, type Overrun, type Spending } from './rules-budgets.js';

/** Nothing of it is ordered yet, and nobody has declined it. */
export const mayCancel = ({ kind, state, lines }: Pick<SupplyRequest, 'kind' | 'state' | 'lines'>): boolean =>
  // A boutique's annual needs are sent back instead, and an opening kit that waits is the director's to decline.
  (kind === 'request' || (kind === 'opening-kit' && !isWaiting(state))) &&
  state !== 'draft' &&
  mayGo(state, 'cancelled') &&
  lines.every(({ ordered }) => ordered === 0);

/** As the quantity stands now: a change may have made it usual. */
export function outlierNow(line: Pick<RequestLine, 'outlier' | 'asked' | 'validated'>): number | null {
  if (line.outlier === null || line.asked === 0) return null;
  const now = Math.round((line.outlier * quantityOf(line)) / line.asked);
  return now > 20 ? now : null;
}

/** Why the operations manager decides too; null where the store manager's word is enough. */
export function whyUp(request: SupplyRequest, limit: Cents, over: readonly Overrun[]): string | null {
  const above = totalOf(request) > limit ? [`Above ${money(limit, request.currency)}.`] : [];
  const beyond = over.map((each) => `Over budget. ${leftInWords(each)}.`);
  const reasons = [...above, ...beyond];
  return reasons.length === 0 ? null : reasons.join(' ');
}

/** What it would spend, by category, in the month it is needed. */
export function spendingsOf(request: SupplyRequest): Spending[] {
  const month = (request.neededBy ?? request.createdAt.toISOString()).slice(0, 7);
  const categories = [...new Set(request.lines.map(({ category }) => category))];
  return categories.map((category) => ({
    boutique: request.boutique,
    category,
    month,
    amount: request.lines.filter((line) => line.category === category).reduce((sum, line) => sum + costOf(line), 0),
  }));
}
