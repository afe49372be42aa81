import { dayInWords } from '../../domain/calendar.js';
import { actsFor } from '../../domain/people.js';
import { denied, Refusal } from '../../domain/refusal.js';
import { type Asking, ask, type Context, type Outcome, run } from '../../engine/capability.js';
import { doneCard, escalatedCard } from './cards-told.js';
import { actionForm, reviewForm } from './forms-gates.js';
import { isSupervisor } from './naming.js';
import { changed, mayPass, mustGoOn, pass, takeIn } from './passing.js';
import { passedOf, type Take, waiverIn } from './rules.js';
import type { GateId } from './rules-gates.js';
import { endedIn, MOST_LISTED, openItems } from './rules-lists.js';
import { findTake } from './store.js';
import { addItems, endItems } from './store-changes.js';
import { unexplainedIn } from './store-figures.js';
import { whoCan } from './store-looks.js';

const may = { allow: ['store-manager', 'operations-manager'], also: isSupervisor } as const;

/** From now on nothing is explained away: what is unknown stays on the list, and is searched for. */
export const closeList = run({
  summary: 'Close the list of what nobody can explain',
  ...may,
  async run(context) {
    const take = await mayPass(context, 'unexplained', true);
    const { count } = take;
    if (!count) throw new Error('nothing was counted');
    const serials = await unexplainedIn(context.db, count.id);
    context.record('stock-takes.list-closed', take.id, { count: count.id }, { content: serials.join('\n') });
    // Of a count that is closed to most, not even how many.
    const words = count.restricted ? 'Closed. The list is restricted.' : `Closed with ${serials.length} unexplained.`;
    await pass(context, take, 'unexplained', { words, ofCount: true });
    return { done: true };
  },
});

/** By whoever was named to, and never by one who counted. */
export const sign = run({
  summary: 'Sign a stock take that is approved and entered in the register',
  allow: ['store-manager', 'operations-manager', 'director', 'finance'],
  async run(context) {
    const take = await mayPass(context, 'signed', true);
    mustSign(take, context);
    await pass(context, take, 'signed', { words: `Signed ${dayInWords(context.today)}.`, ofCount: true });
    return { done: true };
  },
});

function mustSign(take: Take, { actor }: Pick<Asking, 'actor'>): void {
  const { team, count } = take;
  if (!team || !count) throw new Error('nothing was counted');
  if (!actsFor(actor, team.approver.id)) throw denied('not-named', `${team.approver.name} is named to sign this.`);
  const hands = [...count.counters, ...team.counters, ...team.recounters, team.supervisor];
  if (hands.some(({ id }) => id === actor.id))
    throw denied('took-part', 'You took part in this count, so someone else signs it.');
  if (waiverIn(take, actor.id))
    throw denied('waived', 'You waived a gate of this stock take, so someone else signs it.');
  if (count.state !== 'closed')
    throw new Refusal('not-approved', 'The count is not approved yet, or its document is not entered.');
}

export const addAction = ask({
  summary: 'Add a corrective action after a stock take',
  ...may,
  form: async (asking) => {
    const take = await takeIn(asking);
    if (asking.shown === null) mustBeCounted(take);
    return actionForm(asking.boutique, asking.today, (words) => owners(asking, words));
  },
  async submit({ what, owner, due }, context) {
    const { db, actor, now, newId, record } = context;
    const take = await takeIn(context, true);
    mustBeCounted(take);
    if (!(await owners(context, '')).some(({ value }) => value === owner))
      throw new Refusal('not-found', 'Choose from what is found.', 'owner');
    if (openItems(take.items, 'action').length >= MOST_LISTED)
      throw new Refusal('many', `${MOST_LISTED} are open: end one of them first.`, 'what');
    const id = newId();
    await addItems(db, take.id, [{ id, kind: 'action', what, owner, dueOn: due }], actor.id, now);
    record('stock-takes.action-added', take.id, { action: id, owner, due });
    await changed(context, take.id);
    return {
      reply: doneCard('Added', `Due ${dayInWords(due, context.today)}. It is reviewed 30 and 60 days after the count.`),
    };
  },
});

function mustBeCounted(take: Take): void {
  mustGoOn(take);
  if (!passedOf(take).has('count')) throw new Refusal('not-counted', 'Actions come after the count.');
  if (passedOf(take).has('actions-60')) throw new Refusal('closed', 'This stock take is closed.');
}

async function owners({ db, boutique, now }: Asking, words: string) {
  const people = await whoCan(db, ['associate', 'store-manager', 'operations-manager'], boutique.code, now);
  const wanted = words.trim().toLowerCase();
  return people
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map(({ id, name }) => ({ value: id, label: name }));
}

/** 30 days after the count some may go on; after 60 each is done or escalated. */
export const reviewActions = ask({
  summary: 'Review the corrective actions of a stock take',
  ...may,
  form: async (asking) => {
    const take = await takeIn(asking);
    const gate = reviewed(take);
    if (asking.shown === null) await mayPass(asking, gate);
    return reviewForm(openItems(take.items, 'action'), gate, asking.boutique);
  },
  submit: takeReview,
});

const reviewed = (take: Take): GateId & `actions-${number}` =>
  passedOf(take).has('actions-30') ? 'actions-60' : 'actions-30';

async function takeReview(answers: Readonly<Record<string, unknown>>, context: Context): Promise<Outcome> {
  const { db, actor, now, tell } = context;
  const gate = reviewed(await takeIn(context));
  const take = await mayPass(context, gate, true);
  const actions = openItems(take.items, 'action');
  const ended = endedIn(answers, actions);
  const words = String(answers.note);
  await endItems(db, take.id, ended, { by: actor.id, words, now });
  const escalated = actions.filter(({ id }) => ended.get(id) === 'escalated');
  if (escalated.length > 0) {
    const shown = escalatedCard(take, escalated, words, actor.name);
    for (const role of ['operations-manager', 'director'] as const)
      tell({ role }, shown, { topic: `stock-take/${take.id}/escalated/${gate}` });
  }
  const left = actions.length - ended.size;
  if (gate === 'actions-60' && left > 0)
    throw new Refusal('open', 'After 60 days none goes on: close each, or escalate it.', 'note');
  await pass(context, await findTake(db, take.id), gate, { words: left > 0 ? `${left} go on. ${words}` : words });
  return { reply: doneCard(left > 0 ? `${left} go on` : 'All actions are ended') };
}
