import { type Block, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import { money } from '../../domain/money.js';
import { shortened } from '../../domain/words.js';
import { categories } from './rules.js';
import { type BudgetUse, controls, leftOf, MOST_SHOWN, periodInWords } from './rules-budgets.js';

export interface BudgetsLook {
  readonly title: string;
  readonly budgets: readonly BudgetUse[];
  readonly names: ReadonlyMap<string, string>;
  /** By currency, in words. */
  readonly limits: readonly string[];
}

/** What is left of each, the emptiest first; all of them are in the file. */
export function budgetsCard({ title, budgets, names, limits }: BudgetsLook): Card {
  const first = emptiestFirst(budgets).slice(0, MOST_SHOWN);
  const blocks: Block[] = [
    ...(first.length === 0
      ? [text('No budget is set for this time. Import a CSV to begin.')]
      : [lines(...first.map((budget) => [lead(budget, names), inWords(budget)] as const))]),
    ...(budgets.length > MOST_SHOWN
      ? [quiet(`The ${MOST_SHOWN} with the least left. All ${budgets.length} are in the file in your messages.`)]
      : []),
    quiet(`A request above ${limits.join(', ')} goes up to the operations manager.`),
    buttons(button('supplies.import-budgets', 'Import budgets', ''), button('supplies.set-limit', 'Set the limit', '')),
  ];
  return card(title, blocks);
}

const share = (budget: BudgetUse): number => leftOf(budget) / (budget.amount || 1);

const emptiestFirst = (budgets: readonly BudgetUse[]): BudgetUse[] => [...budgets].sort((a, b) => share(a) - share(b));

const lead = ({ boutique, category, ...period }: BudgetUse, names: ReadonlyMap<string, string>): string =>
  `${shortened(names.get(boutique) ?? boutique, 30)} · ${categories[category]}, ${periodInWords(period)}`;

/** Only what is so: nothing of what is ignored, or of nothing. */
function inWords(budget: BudgetUse): string {
  const { amount, used, committed, currency } = budget;
  const left = leftOf(budget);
  const rest = left < 0 ? `${money(-left, currency)} over` : `${money(left, currency)} left of`;
  const open = committed > 0 ? `, committed ${money(committed, currency)}` : '';
  return [`${rest} ${money(amount, currency)}`, `used ${money(used, currency)}${open}`, ...rulesOf(budget)].join(' · ');
}

function rulesOf({ atRequest, atOrder }: BudgetUse): readonly string[] {
  if (atRequest === atOrder) return atOrder === 'ignore' ? [] : [controls[atOrder]];
  const rules = [
    ...(atRequest === 'ignore' ? [] : [`${controls[atRequest]} at request`]),
    ...(atOrder === 'ignore' ? [] : [`${controls[atOrder]} at order`]),
  ];
  return [rules.join(', ')];
}

export const limitSavedCard = (limits: readonly string[]): Card =>
  card('The limit is saved', [text(`A request above ${limits.join(', ')} goes up to the operations manager.`)]);

export const budgetsFileCard = (): Card => card('All budgets of this time', []);
