import { button } from '../../chat/card.js';
import { denied, Refusal } from '../../domain/refusal.js';
import { type Approval, type Context, type Outcome, run } from '../../engine/capability.js';
import { cancelledCard, decisionCard, MOST_LINES, requestCard } from './cards.js';
import { move } from './moving.js';
import { isWaiting, type SupplyRequest } from './rules.js';
import { mayCancel } from './rules-deciding.js';
import { requestSheet } from './sheet-requests.js';
import { findRequest, lockRequest, turnOf, validateRest } from './store.js';

export interface SupplySubject {
  readonly id: string;
  readonly notBy: readonly string[];
  readonly request: SupplyRequest;
}

export const subjectOf = (request: SupplyRequest): SupplySubject => ({
  id: request.id,
  notBy: [request.requestedBy],
  request,
});

/** The store manager decides, never on their own request; above the limit or over budget the operations manager too. */
export const supplyApproval: Approval<SupplySubject> = {
  name: 'supply-request',
  words: { approve: 'Approve', reject: 'Decline', reasonHint: 'Whoever asked reads it.' },
  steps: [
    { by: 'store-manager', within: { tradingHours: 48 } },
    { by: 'operations-manager', within: { tradingHours: 48 }, when: ({ request }) => request.goesUp !== null },
  ],
  find: async (db, id) => subjectOf(await findRequest(db, id)),
  card: ({ request }, boutique) => decisionCard(request, boutique),
  attachments: ({ request }) => (request.lines.length > MOST_LINES ? [requestSheet(request)] : []),
  actions: ({ id }) => [button('supplies.change', 'Change', id)],
  shown: async ({ id }, _people, context) => follow(context, id),
  approved: async ({ id }, context) => {
    const { db, actor, now } = context;
    await validateRest(db, id);
    await move(context, await lockRequest(db, id), 'approved', { decidedBy: actor.id, decidedAt: now });
    await tellAsker(context, id);
  },
  rejected: async ({ id }, reason, context) => {
    const { db, actor, now } = context;
    const decided = { decidedBy: actor.id, decidedAt: now, declineReason: reason, closedAt: now, reason };
    await move(context, await lockRequest(db, id), 'rejected', decided);
    await tellAsker(context, id);
  },
};

/** Whose turn it is shows in the request's state, whatever brought it there: a decision, silence, nobody to decide. */
async function follow(context: Context, id: string): Promise<void> {
  const turn = await turnOf(context.db, supplyApproval.name, id);
  const to = turn === 'store-manager' ? 'manager-validation' : 'regional-review';
  const request = await findRequest(context.db, id);
  if (turn === null || !isWaiting(request.state) || request.state === to) return;
  if (request.state === 'regional-review') return;
  await move(context, request, to);
  await tellAsker(context, id);
}

/** Whoever asked sees where it stands, in the one message they have of it. */
export async function tellAsker({ db, boutique, tell }: Context, id: string, note?: string): Promise<void> {
  const request = await findRequest(db, id);
  const { requestedBy: person } = request;
  tell({ person }, requestCard(request, boutique, note), { topic: topicOf(id, person) });
}

export const topicOf = (request: string, person: string): string => `supplies/${request}/${person}`;

/** At this boutique; a button may come from anywhere. */
export async function requestHere({ db, boutique }: Pick<Context, 'db' | 'boutique'>, id: string, hold = true) {
  const request = hold ? await lockRequest(db, id) : await findRequest(db, id);
  if (request.boutique !== boutique.code) throw new Refusal('elsewhere', 'This request is another boutique’s.');
  return request;
}

export function mustBeAskers(request: SupplyRequest, actor: Context['actor']): void {
  if (request.requestedBy !== actor.id)
    throw denied('not-theirs', `${request.requestedByName} asked for this, and can do that.`);
}

/** By whoever asked, while nothing of it is ordered. */
export const cancel = run({
  summary: 'Cancel a request of your own',
  allow: ['associate', 'store-manager', 'operations-manager'],
  async run(context): Promise<Outcome> {
    const { actor, now, withdraw } = context;
    const request = await requestHere(context, context.subject);
    mustBeAskers(request, actor);
    if (request.lines.some(({ ordered }) => ordered > 0))
      throw new Refusal(
        'ordered',
        'Some of it is ordered already, so it can’t be cancelled. Ask your operations manager.',
      );
    if (!mayCancel(request)) throw new Refusal('over', 'This request is over.');

    await withdraw(supplyApproval, subjectOf(request), `Cancelled by ${actor.name}, who asked for it.`);
    await move(context, request, 'cancelled', { closedAt: now });
    await tellAsker(context, request.id);
    return { reply: cancelledCard(request.number) };
  },
});
