import { button } from '../../chat/card.js';
import { Refusal } from '../../domain/refusal.js';
import type { Approval, Asking, Context, Outcome } from '../../engine/capability.js';
import { showNeeds } from './campaigns.js';
import { changedCard } from './cards.js';
import { validationCard } from './cards-campaigns.js';
import { requestHere, tellAsker } from './deciding.js';
import { move } from './moving.js';
import { askQuantities, linesOn, type QuantityPage, recordChange, saveQuantities } from './quantities.js';
import { isWaiting, quantityOf, type SupplyRequest } from './rules.js';
import { ARTICLES_ON_A_PAGE, type CampaignAnswer, outliersFirst, pageSubject, readPage } from './rules-campaigns.js';
import { requestSheet } from './sheet-requests.js';
import { findRequest, lockRequest, turnOf, validateRest } from './store.js';
import { answerOf, findCampaign, saveAnswer } from './store-campaigns.js';

export interface NeedsSubject {
  readonly id: string;
  readonly notBy: readonly string[];
  readonly request: SupplyRequest;
}

const MOST_ON_CARD = 10;

/** The store manager validates what others filled in; where nobody else is there, the operations manager. */
export const needsApproval: Approval<NeedsSubject> = {
  name: 'annual-needs',
  words: { approve: 'Validate', reject: 'Send back', reasonHint: 'The boutique reads it, and fills it in again.' },
  steps: [
    { by: 'store-manager', within: { tradingHours: 48 } },
    { by: 'operations-manager', within: { tradingHours: 48 }, when: () => false },
  ],
  find: needsSubject,
  card: ({ request }, boutique) => validationCard(request, boutique.name),
  attachments: ({ request }) => (request.lines.length > MOST_ON_CARD ? [requestSheet(request)] : []),
  actions: ({ id, request }) => (request.lines.length > 0 ? [button('supplies.change-needs', 'Change', id)] : []),
  shown: follow,
  approved,
  rejected,
};

/** Neither who began it nor who sent it validates it. */
export async function needsSubject(db: Context['db'], id: string): Promise<NeedsSubject> {
  const request = await findRequest(db, id);
  const answer = await answerTo(db, request);
  return { id, notBy: [...new Set([request.requestedBy, answer.answeredBy ?? request.requestedBy])], request };
}

async function answerTo(db: Context['db'], { campaign, boutique, id }: SupplyRequest): Promise<CampaignAnswer> {
  if (campaign === null) throw new Error(`${id} is of no campaign`);
  return (await answerOf(db, campaign, boutique)).answer;
}

/** Silence, or that nobody else is there, has brought it to the operations manager. */
async function follow({ id }: NeedsSubject, _people: readonly string[], context: Context): Promise<void> {
  const request = await findRequest(context.db, id);
  const turn = await turnOf(context.db, needsApproval.name, id);
  if (turn === 'operations-manager' && request.state === 'manager-validation')
    await move(context, request, 'regional-review');
}

async function approved({ id }: NeedsSubject, context: Context): Promise<void> {
  const { db, actor, now } = context;
  await validateRest(db, id);
  const request = await move(context, await lockRequest(db, id), 'approved', { decidedBy: actor.id, decidedAt: now });
  // Nothing is needed, so nothing comes of it.
  if (request.lines.every((line) => quantityOf(line) === 0)) await move(context, request, 'closed', { closedAt: now });
  const answer = await answerTo(db, request);
  const { answeredBy } = answer;
  await saveAnswer(db, answer, { state: 'validated', request: id, answeredBy, validatedBy: actor.id }, now);
  showNeeds(context, await findCampaign(db, answer.campaign));
  await tellAsker(context, id);
}

/** It is asked anew, beginning with what was sent back. */
async function rejected({ id }: NeedsSubject, reason: string, context: Context): Promise<void> {
  const { db, actor, now } = context;
  const decided = { decidedBy: actor.id, decidedAt: now, declineReason: reason, closedAt: now, reason };
  const request = await move(context, await lockRequest(db, id), 'rejected', decided);
  const answer = await answerTo(db, request);
  await saveAnswer(db, answer, { state: 'asked', request: id, answeredBy: null }, now);
  showNeeds(context, await findCampaign(db, answer.campaign), `Sent back by ${actor.name}: ${reason}`);
  await tellAsker(context, id);
}

/** Before validating, what stands out first; fifteen at a time. */
export const changeNeeds = askQuantities({
  summary: 'Change the quantities of annual needs before validating them',
  pageOf,
  submit: saveChange,
});

async function pageOf(asking: Asking, hold = false): Promise<QuantityPage> {
  const { id, page } = readPage(asking.subject);
  const request = await requestHere(asking, id, hold);
  if (!isWaiting(request.state)) throw new Refusal('over', 'This is decided.');
  // By what was asked for, so that a change on one page moves nothing to another.
  const all = outliersFirst(request.lines.map((line) => ({ ...line, validated: null, now: line })));
  const end = (page + 1) * ARTICLES_ON_A_PAGE;
  const ofPage = all.slice(end - ARTICLES_ON_A_PAGE, end).map(({ now }) => now);
  const next = end < all.length ? pageSubject(id, page + 1) : null;
  return { request, lines: linesOn(asking, request, ofPage), next };
}

async function saveChange(answers: Readonly<Record<string, unknown>>, context: Context): Promise<Outcome> {
  const page = await pageOf(context, true);
  const { request, next } = page;
  await context.mustDecide(needsApproval, await needsSubject(context.db, request.id));
  const changed = await saveQuantities(context, page, answers);
  recordChange(context, page, changed);
  await context.refresh(needsApproval, await needsSubject(context.db, request.id));
  return next === null ? { reply: changedCard(changed) } : { ask: 'change-needs', subject: next };
}
