import { type Day, dayInWords } from '../../domain/calendar.js';
import { listed } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';
import type { Context } from '../../engine/capability.js';
import { subjectOf, supplyApproval } from './deciding.js';
import { move } from './moving.js';
import { type Category, costOf, type SupplyRequest } from './rules.js';
import { leftInWords, type Overrun } from './rules-budgets.js';
import { spendingsOf, whyUp } from './rules-deciding.js';
import { toMend } from './rules-wishes.js';
import { findRequest } from './store.js';
import { findArticles } from './store-articles.js';
import { checkBudgets, holdBudgets, limitOf } from './store-budgets.js';
import { namesWith } from './store-places.js';

/** Sends a draft for approval: checked against the catalogue and the budgets at this moment. `fields` says where its form asked for which article. */
export async function sendRequest(
  context: Context,
  draft: SupplyRequest,
  fields: ReadonlyMap<string, string> = new Map(),
): Promise<SupplyRequest> {
  const { db, now } = context;
  await mustBeSendable(context, draft, fields);
  const over = await mustBeCovered(context, draft, fields);
  const goesUp = whyUp(draft, await limitOf(db, draft.currency), over);
  await move(context, draft, 'submitted', { submittedAt: now, goesUp });
  await context.propose(supplyApproval, subjectOf(await findRequest(db, draft.id)));
  return findRequest(db, draft.id);
}

async function mustBeSendable(
  { db, today }: Context,
  draft: SupplyRequest,
  fields: ReadonlyMap<string, string>,
): Promise<void> {
  if (draft.state !== 'draft') throw new Refusal('sent', 'This request is sent already.');
  if (draft.lines.length === 0)
    throw new Refusal('nothing', 'Enter a quantity, or choose an article.', [...fields.values()][0]);
  mustBeAhead(draft.neededBy, today);
  const articles = draft.lines.map(({ article }) => article);
  const changed = toMend(draft, await findArticles(db, articles));
  const [first] = changed;
  if (first === undefined) return;
  const names = draft.lines.filter(({ article }) => changed.includes(article)).map(({ name }) => name);
  throw new Refusal(
    'catalogue-changed',
    `${listed(names)} ${names.length === 1 ? 'has' : 'have'} changed in the catalogue since you asked. Add articles shows ${names.length === 1 ? 'it' : 'them'} anew.`,
    fields.get(first),
  );
}

function mustBeAhead(neededBy: Day | null, today: Day): void {
  if (neededBy !== null && neededBy < today)
    throw new Refusal(
      'past',
      `${dayInWords(neededBy, today)} is past. Press Add articles, and choose another day.`,
      'neededBy',
    );
}

/** Budgets that stop refuse in words; those that warn come back. */
export async function mustBeCovered(
  { db, boutique }: Pick<Context, 'db' | 'boutique'>,
  request: SupplyRequest,
  fields: ReadonlyMap<string, string>,
): Promise<readonly Overrun[]> {
  await holdBudgets(db, boutique.code);
  const over = await checkBudgets(db, 'request', spendingsOf(request), [request.id]);
  const [stopped] = over.filter(({ control }) => control === 'stop');
  if (!stopped) return over;
  const managers = await namesWith(db, 'operations-manager', boutique.code);
  const who = managers.length === 0 ? 'your operations manager' : listed(managers);
  throw new Refusal(
    'over-budget',
    `${leftInWords(stopped)}. Ask ${who}, or ask for less.`,
    fields.get(dearest(request, stopped.budget.category)),
  );
}

/** The article to speak of: of its category, what costs most. */
function dearest({ lines }: SupplyRequest, category: Category): string {
  const [first] = lines.filter((line) => line.category === category).sort((a, b) => costOf(b) - costOf(a));
  return first?.article ?? '';
}
