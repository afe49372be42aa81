import type { RawAnswers } from '../../chat/form.js';
import { Refusal } from '../../domain/refusal.js';
import { type Asking, ask, type Context, type Outcome } from '../../engine/capability.js';
import { showNeeds } from './campaigns.js';
import { filledInCard } from './cards-campaigns.js';
import { needsForm } from './forms-campaigns.js';
import { move } from './moving.js';
import type { SupplyRequest } from './rules.js';
import { ARTICLES_ON_A_PAGE, type Campaign, pageSubject, readPage } from './rules-campaigns.js';
import { type Need, outlierOf } from './rules-needs.js';
import { codesIn, QUANTITY } from './rules-wishes.js';
import { findRequest, findRequests, insertRequest, removeLines, saveLines } from './store.js';
import { answerOf, codesOf, findCampaign, type Held, saveAnswer, saveBegun } from './store-campaigns.js';
import { needsOf } from './store-needs.js';
import { needsApproval, needsSubject } from './validating.js';

/** Anyone of the boutique says what it needs, fifteen articles at a time; with the last page it goes to be validated. */
export const fillIn = ask({
  summary: 'Say what the boutique needs in a year',
  allow: ['associate', 'store-manager'],
  form: async (asking) => {
    const { campaign, needs, page, pages } = await pageOf(asking);
    return needsForm({ title: campaign.title, where: asking.boutique.name, needs, page, pages });
  },
  prefill: known,
  submit: take,
});

interface Page {
  readonly campaign: Campaign;
  readonly held: Held;
  readonly needs: readonly Need[];
  readonly page: number;
  readonly pages: number;
}

async function pageOf(asking: Asking, hold = false): Promise<Page> {
  const { db, boutique, subject, shown, now } = asking;
  const { id, page } = readPage(subject);
  const held = await answerOf(db, id, boutique.code, hold);
  mustBeOpen(held);
  const campaign = await findCampaign(db, id);
  const codes = await codesOf(db, campaign, boutique.currency);
  if (codes.length === 0)
    throw new Refusal('nothing-listed', `The catalogue lists nothing in ${boutique.currency} for this.`);
  // What comes back is about the same articles, though the catalogue may have changed meanwhile.
  const asked = shown ? codesIn(shown) : codes.slice(page * ARTICLES_ON_A_PAGE, (page + 1) * ARTICLES_ON_A_PAGE);
  // What the network uses is asked for where a quantity is judged.
  const known = await needsOf(db, boutique.code, asked, now, { usual: hold });
  const needs = asked.flatMap((code) => known.get(code) ?? []);
  return { campaign, held, needs, page, pages: Math.ceil(codes.length / ARTICLES_ON_A_PAGE) };
}

function mustBeOpen({ answer, state }: Held): void {
  if (answer.state !== 'asked')
    throw new Refusal(
      'answered',
      `${answer.answeredByName ?? 'Someone'} answered this: ${answer.state === 'answered' ? 'it waits to be validated' : 'it is validated'}.`,
    );
  if (state !== 'open')
    throw new Refusal('over', 'This was ordered or closed without your answer. Ask with /supplies instead.');
}

/** What was filled in before, else what was used last year. */
async function known(asking: Asking): Promise<RawAnswers> {
  const { held, needs } = await pageOf(asking);
  const before = await earlier(asking, held);
  return Object.fromEntries(
    needs.flatMap(({ article, lastYear }) => {
      const asked = before?.lines.find((line) => line.article === article.code)?.asked;
      const quantity = asked ?? (before?.state === 'rejected' ? 0 : lastYear);
      return quantity > 0 ? [[`${QUANTITY}${article.code}`, String(quantity)]] : [];
    }),
  );
}

async function earlier({ db }: Pick<Asking, 'db'>, { answer }: Held): Promise<SupplyRequest | null> {
  if (answer.request === null) return null;
  return (await findRequests(db, [answer.request])).get(answer.request) ?? null;
}

async function take(answers: Readonly<Record<string, unknown>>, context: Context): Promise<Outcome> {
  const { db, newId } = context;
  const { campaign, held, needs, page, pages } = await pageOf(context, true);
  const draft = await draftFor(context, campaign, held);
  const wanted = needs.flatMap((need) => {
    const asked = answers[`${QUANTITY}${need.article.code}`];
    return typeof asked === 'number' && asked > 0 ? [{ need, asked }] : [];
  });
  const codes = new Set(wanted.map(({ need }) => need.article.code));
  await removeLines(
    db,
    draft,
    needs.flatMap(({ article }) => (codes.has(article.code) ? [] : [article.code])),
  );
  await saveLines(
    db,
    draft,
    wanted.map(({ need, asked }) => lineOf(need, asked, newId())),
  );
  if (page + 1 < pages) return { ask: 'fill-in', subject: pageSubject(campaign.id, page + 1) };
  return send(context, campaign, held, await findRequest(db, draft));
}

function lineOf(need: Need, asked: number, id: string) {
  const { article, lastYear, par, onHand } = need;
  const { code, unit, cost } = article;
  return {
    id,
    article: code,
    unit,
    unitCost: cost,
    asked,
    lastYear,
    par,
    onHand,
    outlier: outlierOf(asked, need),
    orderBy: null,
  };
}

/** The one that was begun; a new one for the first page, and after it was sent back. */
async function draftFor(context: Context, campaign: Campaign, held: Held): Promise<string> {
  const { db, actor, boutique, newId, now } = context;
  const before = await earlier(context, held);
  if (before?.state === 'draft') return before.id;
  const id = newId();
  const { code, currency } = boutique;
  const about = { kind: 'campaign', campaign: campaign.id, neededBy: null, reason: campaign.title } as const;
  await insertRequest(db, { id, boutique: code, requestedBy: actor.id, currency, ...about }, now);
  if (before) await copyLines(db, before, id, newId);
  await saveBegun(db, held.answer, id);
  return id;
}

/** What was sent back begins as it was, page by page. */
async function copyLines(db: Context['db'], { lines }: SupplyRequest, to: string, newId: () => string): Promise<void> {
  await saveLines(
    db,
    to,
    lines.map((line) => ({ ...line, id: newId() })),
  );
}

async function send(context: Context, campaign: Campaign, { answer }: Held, draft: SupplyRequest): Promise<Outcome> {
  const { db, actor, now, record, propose } = context;
  const submitted = await move(context, draft, 'submitted', { submittedAt: now });
  await move(context, submitted, 'manager-validation');
  await saveAnswer(db, answer, { state: 'answered', request: draft.id, answeredBy: actor.id }, now);
  record('supplies.needs-answered', campaign.id, { request: draft.id, lines: draft.lines.length });
  await propose(needsApproval, await needsSubject(db, draft.id));
  showNeeds(context, await findCampaign(db, campaign.id));
  return { reply: filledInCard(await findRequest(db, draft.id)) };
}
