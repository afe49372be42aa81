import { dayInWords } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import { type Asking, ask, type Context, type Outcome, run } from '../../engine/capability.js';
import { doneCard, proposalCard, proposalOverCard, proposedCard } from './cards-told.js';
import { decideForm, moveForm } from './forms.js';
import { tellTeam } from './naming.js';
import { changed, mayPass, mustGoOn, pass, takeIn } from './passing.js';
import { dateTopic, type Take } from './rules.js';
import { doubtsAbout } from './rules-dates.js';
import { lapseWithDate } from './rules-gates.js';
import { findTake } from './store.js';
import { dropDocuments, lapse, saveDay, saveProposal } from './store-changes.js';
import { othersOn, placeOf } from './store-looks.js';

export const confirmDate = run({
  summary: 'Confirm the date of a stock take',
  allow: ['store-manager', 'operations-manager'],
  async run(context) {
    const take = await mayPass(context, 'date', true);
    if (take.proposal)
      throw new Refusal('proposed', 'Another date was proposed. The operations manager decides on it first.');
    await pass(context, take, 'date', { words: `Confirmed for ${dayInWords(take.day)}.` });
    return { done: true };
  },
});

/** Proposed by the store manager, with the reason; decided by the operations manager. */
export const changeDate = ask({
  summary: 'Propose another date for a stock take',
  allow: ['store-manager', 'operations-manager'],
  form: async (asking) => {
    const take = await takeIn(asking);
    if (asking.shown === null) mustBeMovable(take);
    return moveForm(take, asking.today);
  },
  async submit({ day, why }, context) {
    const { db, actor, record, tell } = context;
    const take = await takeIn(context, true);
    mustBeMovable(take);
    if (day === take.day) throw new Refusal('same', 'This is the date it has.', 'day');
    await saveProposal(db, take.id, { day, why, by: actor.id });
    record('stock-takes.date-proposed', take.id, { day }, { before: take.day, after: day, reason: why });
    const proposed = await findTake(db, take.id);
    tell({ role: 'operations-manager' }, proposalCard(proposed, await doubts(context, proposed)), {
      topic: dateTopic(take),
    });
    await changed(context, take.id);
    return { reply: proposedCard(day) };
  },
});

function mustBeMovable(take: Take): void {
  mustGoOn(take);
  if (take.count) throw new Refusal('begun', 'The count was begun, so its date stays.');
}

async function doubts({ db }: Asking, take: Take): Promise<string[]> {
  const day = take.proposal?.day ?? take.day;
  const place = await placeOf(db, take.boutique, day);
  if (!place) return [];
  return doubtsAbout(day, take.campaign, place, await othersOn(db, take.campaign.id, day, take.id));
}

export const decideDate = ask({
  summary: 'Decide on a date that a boutique proposes',
  allow: ['operations-manager'],
  form: async (asking) => {
    const take = await takeIn(asking);
    if (!take.proposal && asking.shown === null) throw decided();
    return decideForm(take, take.proposal ? await doubts(asking, take) : []);
  },
  async submit({ decision, reason }, context) {
    const take = await takeIn(context, true);
    const { proposal } = take;
    if (!proposal) throw decided();
    if (decision === 'decline' && !reason) throw new Refusal('reason', 'Say why it stays.', 'reason');
    return decision === 'accept' ? accept(context, take, proposal) : decline(context, take, reason ?? '');
  },
});

const decided = () => new Refusal('decided', 'This was decided already.');

/** What was said of the old day says nothing of the new one. */
async function accept(context: Context, take: Take, proposal: NonNullable<Take['proposal']>): Promise<Outcome> {
  const { db, actor, now, record, tell, later } = context;
  const { day, why, by } = proposal;
  await saveProposal(db, take.id, null);
  await saveDay(db, take.id, day);
  await lapse(db, take.id, ['date', ...lapseWithDate], now);
  await dropDocuments(db, take.id, actor.id, now);
  if (take.plan) later('stock-counts.cancel-plan', { id: take.plan, why: `it moved to ${dayInWords(day)}.` });
  record('stock-takes.date-moved', take.id, { day }, { before: take.day, after: day, reason: why });
  tell('who-was-told', proposalOverCard(take, `Moved to ${dayInWords(day)} by ${actor.name}.`), {
    topic: dateTopic(take),
  });
  const moved = await findTake(db, take.id);
  await pass(context, moved, 'date', {
    words: `Moved from ${dayInWords(take.day)} to ${dayInWords(day)}. ${by.name}: ${why}`,
  });
  if (take.team) tellTeam(context, await findTake(db, take.id));
  return { reply: doneCard(`Moved to ${dayInWords(day)}`) };
}

async function decline(context: Context, take: Take, reason: string): Promise<Outcome> {
  const { db, actor, record, tell } = context;
  await saveProposal(db, take.id, null);
  record('stock-takes.date-declined', take.id, { day: take.proposal?.day ?? null }, { reason });
  const words = `It stays on ${dayInWords(take.day)}. ${actor.name}: ${reason}`;
  tell('who-was-told', proposalOverCard(take, words), { topic: dateTopic(take) });
  if (take.proposal)
    tell({ person: take.proposal.by.id }, proposalOverCard(take, words), { topic: `${dateTopic(take)}/answer` });
  await changed(context, take.id);
  return { reply: doneCard(`It stays on ${dayInWords(take.day)}`) };
}
