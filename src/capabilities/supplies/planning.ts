import type { Answers } from '../../chat/form.js';
import type { Boutique } from '../../domain/boutique.js';
import { type Day, dayInWords } from '../../domain/calendar.js';
import { money } from '../../domain/money.js';
import { Refusal } from '../../domain/refusal.js';
import { type Approval, type Context, type Json, job, type Outcome } from '../../engine/capability.js';
import { kitDecisionCard, plannedCard } from './cards-kits.js';
import { tellAsker } from './deciding.js';
import type { planForm } from './forms-kits.js';
import { move } from './moving.js';
import type { SupplyRequest } from './rules.js';
import { costOfPlan, type KitSize, kitSizes, neededFor, type PlannedLine, planKit } from './rules-kits.js';
import { requestSheet } from './sheet-requests.js';
import { findRequest, insertRequest, lockRequest, saveLines, validateRest } from './store.js';
import { findArticles } from './store-articles.js';
import { limitOf } from './store-budgets.js';
import { kitOf, plannedKitOf } from './store-kits.js';
import { boutiquesOfNetwork, type KnownBoutique } from './store-places.js';

interface KitPlan {
  readonly [key: string]: Json;
  readonly size: KitSize;
  readonly opening: Day;
}

/** What an opening needs and by when; the request is made at the boutique, by a job. */
export async function plan(
  answers: Answers<ReturnType<typeof planForm>>,
  context: Context<Boutique | null>,
): Promise<Outcome> {
  const { db, today, later } = context;
  const { boutique: code, size, opening } = answers;
  const boutique = (await boutiquesOfNetwork(db)).find((each) => each.code === code);
  if (!boutique) throw new Refusal('no-boutique', 'Choose a boutique from what is found.', 'boutique');
  const number = await plannedKitOf(db, code);
  if (number !== null)
    throw new Refusal(
      'planned',
      `${boutique.name} has an opening kit already: request ${number}. Cancel that one first.`,
      'boutique',
    );
  const planned = await planFor(context, boutique, { size, opening });
  if (planned.length === 0)
    throw new Refusal(
      'no-kit',
      `There is no ${kitSizes[size].toLowerCase()} kit in ${boutique.currency}. Import one with /supplies kit.`,
      'size',
    );

  later('supplies.make-kit', { size, opening }, code);
  return { reply: plannedCard(boutique.name, opening, planned, today) };
}

async function planFor(
  { db, today }: Pick<Context, 'db' | 'today'>,
  { currency }: Pick<KnownBoutique, 'currency'>,
  { size, opening }: KitPlan,
): Promise<PlannedLine[]> {
  const kit = await kitOf(db, size, currency);
  return planKit(
    kit,
    await findArticles(
      db,
      kit.map(({ article }) => article),
    ),
    opening,
    today,
  );
}

/** Planning it is the operations manager's word; above the limit the director decides in their place. */
export const makeKit = job<KitPlan>({
  async run(wanted, _fetched, context) {
    const { db, actor, boutique, newId, now, propose, record } = context;
    // Planned twice within the same moment: the first one stands.
    if ((await plannedKitOf(db, boutique.code)) !== null) return;
    const planned = await planFor(context, boutique, wanted);
    const id = newId();
    const { size, opening } = wanted;
    const reason = `Opens ${dayInWords(opening, context.today)}: the ${kitSizes[size].toLowerCase()} kit.`;
    const about = { kind: 'opening-kit', campaign: null, neededBy: neededFor(opening), reason } as const;
    const { code, currency } = boutique;
    await insertRequest(db, { id, boutique: code, requestedBy: actor.id, currency, ...about }, now);
    await saveLines(
      db,
      id,
      planned.map((line) => lineOf(line, newId())),
    );

    const draft = await findRequest(db, id);
    record('supplies.kit-planned', id, {
      number: draft.number,
      size,
      opening,
      articles: planned.length,
      late: planned.filter(({ late }) => late).length,
    });
    const limit = await limitOf(db, currency);
    const goesUp =
      costOfPlan(planned) > limit
        ? `Above ${money(limit, currency)}: the operations manager planned it, so the director decides.`
        : null;
    const submitted = await move(context, draft, 'submitted', { submittedAt: now, goesUp });
    if (goesUp === null) await approve(context, submitted, 'Planned by the operations manager, within the limit.');
    else {
      await move(context, submitted, 'regional-review');
      await propose(kitApproval, await kitSubject(db, id));
    }
    await tellAsker(context, id);
  },
});

function lineOf({ article, quantity, orderBy }: PlannedLine, id: string) {
  const { code, unit, cost } = article;
  const unknown = { lastYear: 0, par: null, onHand: null, outlier: null };
  return { id, article: code, unit, unitCost: cost, asked: quantity, orderBy, ...unknown };
}

async function approve(context: Context, request: SupplyRequest, reason?: string): Promise<void> {
  const { db, actor, now } = context;
  await validateRest(db, request.id);
  const why = reason === undefined ? {} : { reason };
  await move(context, request, 'approved', { decidedBy: actor.id, decidedAt: now, ...why });
}

export interface KitSubject {
  readonly id: string;
  readonly notBy: readonly string[];
  readonly request: SupplyRequest;
}

async function kitSubject(db: Context['db'], id: string): Promise<KitSubject> {
  const request = await findRequest(db, id);
  return { id, notBy: [request.requestedBy], request };
}

const MOST_ON_CARD = 12;

/** The operations manager who planned it can't decide on it: the director does. */
export const kitApproval: Approval<KitSubject> = {
  name: 'opening-kit',
  words: { approve: 'Approve', reject: 'Decline', reasonHint: 'Whoever planned it reads it.' },
  steps: [{ by: 'director', within: { hours: 48 } }],
  find: kitSubject,
  card: ({ request }, boutique) => kitDecisionCard(request, boutique.name),
  attachments: ({ request }) => (request.lines.length > MOST_ON_CARD ? [requestSheet(request)] : []),
  async approved({ id }, context) {
    await approve(context, await lockRequest(context.db, id));
    await tellAsker(context, id);
  },
  async rejected({ id }, reason, context) {
    const { db, actor, now } = context;
    const decided = { decidedBy: actor.id, decidedAt: now, declineReason: reason, closedAt: now, reason };
    await move(context, await lockRequest(db, id), 'rejected', decided);
    await tellAsker(context, id);
  },
};
