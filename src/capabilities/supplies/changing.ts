import { clockTime } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import type { Asking, Context, Outcome } from '../../engine/capability.js';
import { changedCard } from './cards.js';
import { requestHere, subjectOf, supplyApproval, tellAsker } from './deciding.js';
import { askQuantities, linesOn, type QuantityPage, recordChange, saveQuantities } from './quantities.js';
import { isWaiting, quantityOf, type RequestLine, type SupplyRequest } from './rules.js';
import { whyUp } from './rules-deciding.js';
import { QUANTITY } from './rules-wishes.js';
import { mustBeCovered } from './sending.js';
import { findRequest, saveGoesUp } from './store.js';
import { limitOf } from './store-budgets.js';

const AT_ONCE = 15;

/** Before deciding, fifteen lines at a time. */
export const change = askQuantities({
  summary: 'Change the quantities of a request before deciding on it',
  pageOf,
  submit: save,
});

/** The subject is the request, and after a slash the number of lines before this page. */
async function pageOf(asking: Asking, hold = false): Promise<QuantityPage> {
  const [id = '', from = '0'] = asking.subject.split('/');
  const request = await requestHere(asking, id, hold);
  if (!isWaiting(request.state)) throw new Refusal('over', 'This request is decided.');
  const start = Number(from);
  const end = start + AT_ONCE;
  const lines = linesOn(asking, request, request.lines.slice(start, end));
  return { request, lines, next: end < request.lines.length ? `${id}/${end}` : null };
}

async function save(answers: Readonly<Record<string, unknown>>, context: Context): Promise<Outcome> {
  const page = await pageOf(context, true);
  const { request, lines, next } = page;
  await context.mustDecide(supplyApproval, subjectOf(request));
  const changed = await saveQuantities(context, page, answers);
  await mustBeAllowed(context, request, changed, lines);
  recordChange(context, page, changed);
  await showChanged(context, changed);
  return next === null
    ? { reply: changedCard(await findRequest(context.db, request.id)) }
    : { ask: 'change', subject: next };
}

/** A change may ask for more: what stops a request stops it here too. */
async function mustBeAllowed(
  context: Context,
  before: SupplyRequest,
  changed: SupplyRequest,
  shown: readonly RequestLine[],
): Promise<void> {
  const fields = new Map(shown.map(({ article }) => [article, `${QUANTITY}${article}`]));
  if (changed.lines.every((line) => quantityOf(line) === 0))
    throw new Refusal(
      'nothing-left',
      'Nothing is left of it. Decline it instead, with a reason.',
      [...fields.values()][0],
    );
  const quantities = new Map(before.lines.map((line) => [line.id, quantityOf(line)]));
  const isMore = changed.lines.some((line) => quantityOf(line) > (quantities.get(line.id) ?? 0));
  if (isMore) await mustBeCovered(context, changed, fields);
}

/** Where it now has to go up and did not before, its approval begins anew; whoever asked and whoever decides sees what changed. */
async function showChanged(context: Context, changed: SupplyRequest): Promise<void> {
  const { db, actor, boutique, now, withdraw, propose, refresh } = context;
  const up = changed.goesUp === null ? whyUp(changed, await limitOf(db, changed.currency), []) : null;
  if (up !== null && changed.state === 'manager-validation') {
    const why = `Changed by ${actor.name}, ${clockTime(now, boutique.timeZone)}. The operations manager decides too, so it is asked anew.`;
    await withdraw(supplyApproval, subjectOf(changed), why);
    await saveGoesUp(db, changed.id, up);
    await propose(supplyApproval, subjectOf(await findRequest(db, changed.id)));
  } else await refresh(supplyApproval, subjectOf(changed));
  await tellAsker(context, changed.id);
}
