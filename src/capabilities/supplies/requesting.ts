import type { Answers } from '../../chat/form.js';
import { Refusal } from '../../domain/refusal.js';
import { type Asking, ask, type Context, type Outcome, run } from '../../engine/capability.js';
import { filledIn, formFor } from './asking.js';
import { discardedCard, requestCard, sentCard } from './cards.js';
import { mustBeAskers, requestHere, topicOf } from './deciding.js';
import { move } from './moving.js';
import type { SupplyRequest } from './rules.js';
import { outlierOf } from './rules-needs.js';
import { mustBeListed, nextPage, readWishes, type Wish } from './rules-wishes.js';
import { sendRequest } from './sending.js';
import { findRequest, insertRequest, removeLines, saveLines, saveWanted } from './store.js';
import { needsOf } from './store-needs.js';

const askers = ['associate', 'store-manager'] as const;

export const requestCommands = {
  supplies: ask({
    summary: 'Ask for supplies',
    allow: askers,
    form: async (asking) => formFor(asking, null),
    prefill: async (asking) => filledIn(asking, null),
    submit: async (answers, context) => take(context, answers, await begin(context)),
  }),
};

export const requestActions = {
  request: requestCommands.supplies,
  'add-articles': ask({
    summary: 'Add articles to a draft',
    allow: askers,
    form: async (asking) => formFor(asking, await draftOf(asking, asking.subject, false)),
    prefill: async (asking) => filledIn(asking, await draftOf(asking, asking.subject, false)),
    submit: async (answers, context) => take(context, answers, await draftOf(context, context.subject)),
  }),
  send: run({
    summary: 'Send a draft for approval',
    allow: askers,
    async run(context) {
      const sent = await sendRequest(context, await draftOf(context, context.subject));
      return { reply: sentCard(sent, context.boutique) };
    },
  }),
  discard: run({
    summary: 'Discard a draft',
    allow: askers,
    async run(context) {
      const draft = await draftOf(context, context.subject);
      await move(context, draft, 'cancelled', { closedAt: context.now });
      await tellDraft(context, draft.id);
      return { reply: discardedCard(draft.number) };
    },
  }),
};

/** The subject is the draft; of a further page, after a slash, also what is not wanted. */
async function draftOf(asking: Asking, subject: string, hold = true): Promise<SupplyRequest> {
  const draft = await requestHere(asking, subject.split('/')[0] ?? '', hold);
  mustBeAskers(draft, asking.actor);
  if (draft.state !== 'draft') throw new Refusal('sent', 'This request is no draft any more.');
  return draft;
}

/** Named once its first page is saved. */
async function begin({ db, boutique, actor, newId, now }: Context): Promise<SupplyRequest> {
  const id = newId();
  const { code, currency } = boutique;
  const request = { id, boutique: code, currency, requestedBy: actor.id };
  await insertRequest(db, { ...request, kind: 'request', campaign: null, neededBy: null, reason: '' }, now);
  return findRequest(db, id);
}

type Page = Answers<Awaited<ReturnType<typeof formFor>>>;

/** One page of a request: kept as a draft, or sent. */
async function take(context: Context, answers: Page, draft: SupplyRequest): Promise<Outcome> {
  const { db, record } = context;
  const { neededBy, reason, next } = answers;
  const wishes = readWishes(answers);
  await saveWishes(context, draft, wishes);
  await saveWanted(db, draft.id, { neededBy, reason });
  const request = await findRequest(db, draft.id);
  const fields = new Map(wishes.map(({ article, field }) => [article, field]));
  if (request.lines.length === 0)
    throw new Refusal('nothing', 'Enter a quantity, or choose an article.', firstOf(answers));
  record('supplies.asked', draft.id, { number: draft.number, lines: request.lines.length });
  if (next === 'send') return { reply: sentCard(await sendRequest(context, request, fields), context.boutique) };

  await tellDraft(context, draft.id);
  return { ask: 'add-articles', subject: nextPage(draft.id, context.subject, wishes) };
}

const firstOf = (answers: object): string => Object.keys(answers)[0] ?? 'neededBy';

const MOST_LINES = 100;

async function saveWishes(context: Context, draft: SupplyRequest, wishes: readonly Wish[]): Promise<void> {
  const { db, boutique, now, newId } = context;
  const wanted = wishes.filter(({ quantity }) => quantity > 0);
  const needs = await needsOf(
    db,
    boutique.code,
    wanted.map(({ article }) => article),
    now,
  );
  const lines = wanted.map((wish) => {
    const need = mustBeListed(wish, needs.get(wish.article), draft.currency);
    const { unit, cost: unitCost } = need.article;
    const { lastYear, par, onHand } = need;
    const known = { lastYear, par, onHand, outlier: outlierOf(wish.quantity, need), orderBy: null };
    return { id: newId(), article: wish.article, unit, unitCost, asked: wish.quantity, ...known };
  });
  if (draft.lines.length + lines.length > MOST_LINES)
    throw new Refusal(
      'too-many',
      'A request takes at most 100 articles. Send this one, and begin another.',
      wanted[0]?.field,
    );
  await saveLines(db, draft.id, lines);
  const kept = new Set(lines.map(({ article }) => article));
  await removeLines(
    db,
    draft.id,
    wishes.flatMap(({ article }) => (kept.has(article) ? [] : [article])),
  );
}

/** A draft is a message too: it becomes the request's. */
async function tellDraft({ db, boutique, tell }: Context, id: string): Promise<void> {
  const draft = await findRequest(db, id);
  const { requestedBy: person } = draft;
  tell({ person }, requestCard(draft, boutique), { topic: topicOf(id, person) });
}
