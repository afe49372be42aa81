import { denied, Refusal } from '../../domain/refusal.js';
import { ask, type Context, type Outcome, run } from '../../engine/capability.js';
import { findingsCard, receiptsCard, savedCard } from './cards.js';
import { reviewForm, sendBackForm } from './forms.js';
import { type AmlCheck, isImpartial, monthInWords } from './rules.js';
import { readers, reviewers, showCheck } from './signing.js';
import { findCheck, lockCheck, saveReview, signatureOf } from './store.js';

type Here = Pick<Context, 'db' | 'boutique' | 'subject'>;

/** A button may come from anywhere; it is about a return of this boutique. */
async function checkHere({ db, boutique, subject }: Here, hold = false): Promise<AmlCheck> {
  const check = hold ? await lockCheck(db, subject) : await findCheck(db, subject);
  if (check.boutique !== boutique.code) throw new Refusal('elsewhere', 'This check is another boutique’s.');
  return check;
}

/** What was found is decided by somebody else than whoever signed. */
async function toReview(context: Context): Promise<AmlCheck> {
  const check = await checkHere(context, true);
  if (check.state !== 'signed')
    throw new Refusal(
      'decided',
      `${check.reviewedByName ?? 'Somebody'} decided this: ${check.state === 'reviewed' ? 'reviewed' : 'sent back'}.`,
    );
  if (check.signedBy === context.actor.id)
    throw denied('signed-themselves', 'You signed this check, so somebody else reviews it.');
  if (!isImpartial(context.actor, reviewers, [check.signedBy]))
    throw denied(
      'stands-in',
      `You stand in for ${check.signedByName}, who signed this check, so somebody else reviews it.`,
    );
  if (await signatureOf(context.db, check.month))
    throw new Refusal('month-signed', `${monthInWords(check.month, context.today)} is signed for the network already.`);
  return check;
}

const where = (check: AmlCheck, { boutique, today }: Pick<Context, 'boutique' | 'today'>): string =>
  `${monthInWords(check.month, today)} · ${boutique.name}`;

async function decided(context: Context, state: 'reviewed' | 'sent-back', note: string): Promise<Outcome> {
  const { db, actor, now, today, record } = context;
  const check = await toReview(context);
  await saveReview(db, check, { state, by: actor.id, at: now, note });
  record(
    `aml-checks.${state}`,
    check.id,
    { month: check.month },
    { before: { state: check.state }, after: { state }, content: note },
  );
  await showCheck(context, check.id);
  const words = state === 'reviewed' ? 'The decision is on record' : 'The check is sent back';
  return { reply: savedCard(`${words}: ${where(check, { boutique: context.boutique, today })}`) };
}

export const reviewActions = {
  review: ask({
    summary: 'Enter what was decided about what was found',
    allow: reviewers,
    form: async (asking) => reviewForm(where(await checkHere(asking), asking)),
    submit: ({ note }, context) => decided(context, 'reviewed', note),
  }),
  'send-back': ask({
    summary: 'Send a signed check back',
    allow: reviewers,
    form: async (asking) => sendBackForm(where(await checkHere(asking), asking)),
    submit: ({ reason }, context) => decided(context, 'sent-back', reason),
  }),
  look: run({
    summary: 'Open a check in which something was found',
    allow: reviewers,
    looks: true,
    run: async (context) => ({ reply: findingsCard(await checkHere(context), context.boutique) }),
  }),
  see: run({
    summary: 'Show the receipts of a check',
    allow: readers,
    looks: true,
    async run(context) {
      const check = await checkHere(context);
      return { reply: receiptsCard(check, context.boutique) };
    },
  }),
};
