import { type Cents, money } from '../../domain/money.js';
import { type Category, categories } from './rules.js';

/** What happens to what a budget does not cover. */
export const controls = { stop: 'Stop', warn: 'Warn', ignore: 'Ignore' } as const;
export type Control = keyof typeof controls;

/** When it is looked at: as a boutique asks, and as it is ordered. */
export type Stage = 'request' | 'order';

export interface Budget {
  readonly boutique: string;
  readonly category: Category;
  readonly year: number;
  /** 1 to 12; 0 for the whole year. */
  readonly month: number;
  readonly amount: Cents;
  readonly currency: string;
  readonly atRequest: Control;
  readonly atOrder: Control;
}

export interface BudgetUse extends Budget {
  /** Received. */
  readonly used: Cents;
  /** Asked for or approved, and not received yet. */
  readonly committed: Cents;
}

export const leftOf = ({ amount, used, committed }: BudgetUse): Cents => amount - used - committed;

/** What somebody means to spend. */
export interface Spending {
  readonly boutique: string;
  readonly category: Category;
  /** "2026-11": of the day it is needed; "2027-00": at some time in the year, which only the year's budget covers. */
  readonly month: string;
  readonly amount: Cents;
}

/** A budget that does not cover it. */
export interface Overrun {
  readonly budget: BudgetUse;
  readonly asked: Cents;
  readonly control: Exclude<Control, 'ignore'>;
}

/** The budgets that these spendings, taken together, would break; what stops first. */
export function overruns(stage: Stage, budgets: readonly BudgetUse[], spendings: readonly Spending[]): Overrun[] {
  const over = budgets.flatMap((budget): Overrun[] => {
    const control = stage === 'request' ? budget.atRequest : budget.atOrder;
    const asked = spendings.filter((each) => falls(each, budget)).reduce((sum, { amount }) => sum + amount, 0);
    return control === 'ignore' || asked === 0 || asked <= leftOf(budget) ? [] : [{ budget, asked, control }];
  });
  return over.sort((a, b) => (a.control === b.control ? 0 : a.control === 'stop' ? -1 : 1));
}

function falls({ boutique, category, month }: Spending, budget: Budget): boolean {
  const [year, number] = month.split('-').map(Number);
  const inTime = year === budget.year && (budget.month === 0 || budget.month === number);
  return inTime && boutique === budget.boutique && category === budget.category;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** "November", "all of 2026". */
export function periodInWords({ year, month }: Pick<Budget, 'year' | 'month'>): string {
  return month === 0 ? `all of ${year}` : (MONTHS[month - 1] ?? '');
}

/** "Packaging: $120 left of $2,000 for November". */
export function leftInWords({ budget }: Overrun): string {
  const { category, amount, currency } = budget;
  const left = leftOf(budget);
  const rest = left < 0 ? `${money(-left, currency)} over` : `${money(left, currency)} left of`;
  return left < 0
    ? `${categories[category]}: ${rest} the ${money(amount, currency)} for ${periodInWords(budget)}`
    : `${categories[category]}: ${rest} ${money(amount, currency)} for ${periodInWords(budget)}`;
}

/** What a card shows of them; beyond that all of them are in a file. */
export const MOST_SHOWN = 10;
