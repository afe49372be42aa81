import type { Boutique } from '../../domain/boutique.js';
import { csv } from '../../domain/csv-file.js';
import { minorDigits, money, moneyAsTyped } from '../../domain/money.js';
import { Refusal } from '../../domain/refusal.js';
import { type Asking, askAnywhere, type Context, type Outcome, runAnywhere } from '../../engine/capability.js';
import { budgetsCard, budgetsFileCard, limitSavedCard } from './cards-budgets.js';
import { read } from './catalogue.js';
import { budgetsForm, LIMIT, limitForm } from './forms-catalogue.js';
import { type BudgetUse, leftOf, MOST_SHOWN } from './rules-budgets.js';
import { budgetsOf, limitOf, saveLimit } from './store-budgets.js';
import { boutiquesOfNetwork } from './store-places.js';

const keepers = ['operations-manager', 'finance'] as const;

type Anywhere = Context<Boutique | null>;

export const budgetCommands = {
  'supplies budgets': runAnywhere({
    summary: 'Budgets: what is used, committed and left',
    allow: keepers,
    run: look,
  }),
};

export const budgetActions = {
  'import-budgets': askAnywhere({
    summary: 'Import budgets from a file',
    allow: keepers,
    form: budgetsForm,
    async submit({ file: [file] }, context) {
      if (!file) throw new Refusal('no-file', 'Choose a file.', 'file');
      return read(context, file, 'supplies.read-budgets');
    },
  }),
  'set-limit': askAnywhere({
    summary: 'Set above what a request goes up',
    allow: keepers,
    form: async ({ db }) => limitForm(await limitsOf(db)),
    prefill: async ({ db }) =>
      Object.fromEntries(
        [...(await limitsOf(db))].map(([currency, limit]) => [`${LIMIT}${currency}`, moneyAsTyped(limit, currency)]),
      ),
    async submit(answers, { db, record }) {
      const before = await limitsOf(db);
      for (const currency of before.keys()) await saveLimit(db, currency, answers[`${LIMIT}${currency}`] ?? 0);
      const after = await limitsOf(db);
      record(
        'supplies.limit-set',
        'supplies-limit',
        {},
        { before: Object.fromEntries(before), after: Object.fromEntries(after) },
      );
      return { reply: limitSavedCard(inWords(after)) };
    },
  }),
};

/** By currency of the network's boutiques. */
async function limitsOf(db: Asking['db']): Promise<ReadonlyMap<string, number>> {
  const limits = new Map<string, number>();
  for (const currency of new Set((await boutiquesOfNetwork(db)).map((each) => each.currency)))
    limits.set(currency, await limitOf(db, currency));
  return limits;
}

const inWords = (limits: ReadonlyMap<string, number>): string[] =>
  [...limits].map(([currency, limit]) => money(limit, currency));

/** This month and this year, at one boutique or at all. */
async function look({ db, boutique, actor, today, tell }: Anywhere): Promise<Outcome> {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const all = await budgetsOf(db, { boutiques: boutique ? [boutique.code] : null, years: [year] });
  const budgets = all.filter((each) => each.month === 0 || each.month === month);
  const names = new Map((await boutiquesOfNetwork(db)).map(({ code, name }) => [code, name]));
  const limits = inWords(await limitsOf(db));
  if (budgets.length > MOST_SHOWN)
    tell({ person: actor.id }, budgetsFileCard(), { attachments: [sheetOf(budgets, today)] });
  return { reply: budgetsCard({ title: `Budgets · ${boutique?.name ?? 'all boutiques'}`, budgets, names, limits }) };
}

const COLUMNS = [
  'boutique',
  'category',
  'year',
  'month',
  'amount',
  'used',
  'committed',
  'left',
  'currency',
  'at request',
  'at order',
] as const;

function sheetOf(budgets: readonly BudgetUse[], today: string) {
  const rows = budgets.map((budget) => {
    const { boutique, category, year, month, currency, amount, used, committed, atRequest, atOrder } = budget;
    const whole = (cents: number) => cents / 10 ** minorDigits(currency);
    const figures = {
      amount: whole(amount),
      used: whole(used),
      committed: whole(committed),
      left: whole(leftOf(budget)),
    };
    return {
      boutique,
      category,
      year,
      month: month || null,
      currency,
      ...figures,
      'at request': atRequest,
      'at order': atOrder,
    };
  });
  return { name: `supply-budgets-${today}.csv`, bytes: csv(COLUMNS, rows) };
}
