import type { Option } from '../../chat/form.js';
import { listed } from '../../domain/people.js';
import { denied, Refusal } from '../../domain/refusal.js';
import { listedInBrief } from '../../domain/words.js';
import type { Asking, Context, Outcome } from '../../engine/capability.js';
import { namedCard, needsRecountCard, nobodyLeftCard, nobodyLeftDone, recountCard } from './cards-recounts.js';
import type { CountedRound } from './counting.js';
import type { Count, Round } from './rules.js';
import { namedFor } from './rules-plans.js';
import { namesIn, openRounds } from './store.js';
import { countersOf, roundById } from './store-batches.js';
import { isInPlan, planOf } from './store-plans.js';
import {
  assign,
  countersBefore,
  freeCounters,
  outsiders,
  roundIsAssigned,
  skipRound,
  standingOf,
} from './store-recounts.js';

/** Nobody counts a zone twice, nobody counts who has seen what is expected, and a named recount is for whoever was named. */
export async function mustMayCount({ db, actor }: Pick<Asking, 'db' | 'actor'>, round: CountedRound): Promise<void> {
  const { hasSeen, countedBefore } = await standingOf(db, round, actor.id);
  if (hasSeen) throw denied('has-seen', 'You have seen what is expected in this count, so someone else counts it.');
  if (countedBefore) throw denied('counted-before', `You counted ${round.zone.name}, so someone else recounts it.`);
  if (round.assignedTo === actor.id) return;
  if (round.assignedTo === null) return mustBePlanned({ db, actor }, round);
  const name = (await namesIn(db, [round.assignedTo])).get(round.assignedTo) ?? 'Somebody else';
  throw denied('somebody-named', `${name} is named to recount ${round.zone.name}.`);
}

/** Where its plan names people, only they count, and nobody who is named to recount counts first. */
async function mustBePlanned(asking: Pick<Asking, 'db' | 'actor'>, round: CountedRound): Promise<void> {
  const plan = await planOf(asking.db, round.count);
  if (!plan) return;
  const what = `${round.number > 1 ? 'recount' : 'count'} ${round.zone.name}`;
  await mustBeNamed(asking, namedFor(plan, round.number), what);
  if (round.number === 1 && plan.recounters.includes(asking.actor.id) && !plan.counters.includes(asking.actor.id))
    throw denied('named-to-recount', `You are named to recount, so someone else counts ${round.zone.name} first.`);
}

/** Refuses whoever is not among those who were named, where there are any. */
export async function mustBeNamed(
  { db, actor }: Pick<Asking, 'db' | 'actor'>,
  people: readonly string[],
  what: string,
): Promise<void> {
  if (people.length === 0 || people.includes(actor.id)) return;
  const names = await namesIn(db, people);
  const known = people.flatMap((person) => names.get(person) ?? []);
  throw denied('not-named', `${listedInBrief(known)} ${known.length === 1 ? 'is' : 'are'} named to ${what}.`);
}

/** Whoever was named may count, whatever their role here. */
export const isNamed = async ({ db, subject, actor }: Asking): Promise<boolean> =>
  (await roundIsAssigned(db, subject, actor.id)) || isInPlan(db, subject, actor.id);

/** Opens the next round of these zones, and asks for somebody who has not counted them. There may be forty of them. */
export async function askRecounts(context: Context, count: Count, zones: readonly Round[]): Promise<void> {
  const rounds = await openNext(context, count, zones);
  const plan = await planOf(context.db, count.id);
  const named = plan ? await namesOfAll(context.db, plan.recounters) : null;
  for (const [index, last] of zones.entries()) {
    const round = rounds[index];
    if (round) await askRecount(context, last, round, named);
  }
}

async function openNext({ db, now, newId }: Context, { id: count }: Count, zones: readonly Round[]) {
  const opened = { openedAt: now, closedAt: null, closedBy: null, assignedTo: null, skipped: false, count };
  const rounds = zones.map(({ zone, number }): CountedRound => ({ id: newId(), zone, number: number + 1, ...opened }));
  for (const number of new Set(rounds.map((round) => round.number))) {
    const same = rounds.filter((round) => round.number === number);
    await openRounds(db, count, number, same, now);
  }
  return rounds;
}

async function askRecount(context: Context, last: Round, round: CountedRound, assigned: string | null) {
  const { db, tell, boutique } = context;
  const counted = new Set((await countersOf(db, [last.id])).map((counter) => counter.id));
  for (const person of last.closedBy === null ? counted : counted.add(last.closedBy)) {
    tell({ person }, needsRecountCard(last.zone), { topic: `tally/${last.id}/${person}` });
  }
  const before = (await countersBefore(db, round)).map(({ name }) => name);
  tell('boutique-channel', recountCard({ round, before, counters: [], assigned }, boutique), {
    topic: `recount/${round.id}`,
  });
  if ((await freeCounters(db, round.id, boutique.code)).length > 0) return;
  tell({ role: 'operations-manager' }, nobodyLeftCard(round, boutique), { topic: `nobody-left/${round.id}` });
}

/** One message a recount in the boutique's channel. */
export async function showRecount({ db, tell, boutique }: Context, round: CountedRound): Promise<void> {
  const before = (await countersBefore(db, round)).map(({ name }) => name);
  const counters = (await countersOf(db, [round.id])).map(({ name }) => name);
  const card = recountCard({ round, before, counters, assigned: await whoRecounts(db, round) }, boutique);
  tell('boutique-channel', card, { topic: `recount/${round.id}` });
}

/** Who was named for it, last by the operations manager, else by its plan. */
async function whoRecounts(db: Context['db'], { assignedTo, count, number }: CountedRound): Promise<string | null> {
  const plan = assignedTo === null ? await planOf(db, count) : null;
  const people = assignedTo === null ? (plan ? namedFor(plan, number) : []) : [assignedTo];
  return namesOfAll(db, people);
}

/** Null: nobody. */
async function namesOfAll(db: Context['db'], people: readonly string[]): Promise<string | null> {
  if (people.length === 0) return null;
  const names = await namesIn(db, people);
  return listedInBrief(people.flatMap((person) => names.get(person) ?? []));
}

/** The operations manager names somebody from elsewhere. */
export async function nameCounter(context: Context, round: CountedRound, person: string): Promise<Outcome> {
  const { db, tell, actor, boutique, record } = context;
  if (round.closedAt) throw new Refusal('closed', `${round.zone.name} is closed already.`, 'person');
  const [free] = await outsiders(db, round.id, boutique.code, { person });
  if (!free) throw new Refusal('not-free', CHOOSE_ANOTHER, 'person');
  await assign(db, round.id, person);
  const { name } = free;
  record('stock-counts.recount-assigned', round.count, { round: round.id, to: person });
  await showRecount(context, { ...round, assignedTo: person });
  tell('who-was-told', nobodyLeftDone(round.zone, `${actor.name} named ${name}.`, boutique), {
    topic: `nobody-left/${round.id}`,
  });
  tell({ person }, namedCard(round, actor.name, boutique), { topic: `tally/${round.id}/${person}` });
  return { done: true };
}

/** Nobody was named: the count goes on with what its rounds tell, and says so. */
export async function sendOn(context: Context, round: CountedRound): Promise<void> {
  const { db, tell, actor, boutique, record, now } = context;
  if (round.closedAt) throw new Refusal('closed', `${round.zone.name} is closed already.`);
  await skipRound(db, round.id, round.count, actor.id, now);
  record('stock-counts.sent-on', round.count, { round: round.id, zone: round.zone.name });
  const words = `${actor.name} sent it on without. The count is marked: not independently recounted.`;
  tell('who-was-told', nobodyLeftDone(round.zone, words, boutique), { topic: `nobody-left/${round.id}` });
  tell('who-was-told', nobodyLeftDone(round.zone, 'Sent on without a recount.', boutique), {
    topic: `recount/${round.id}`,
  });
}

const CHOOSE_ANOTHER = 'Choose somebody from those who are found: others have counted it, or know what is expected.';

/** There has to be somebody who can be named before anybody is asked whom. */
export async function mustHaveSomebody({ db, boutique, subject }: Asking): Promise<void> {
  const { id } = await roundById(db, subject);
  if ((await outsiders(db, id, boutique.code, {})).length > 0) return;
  throw new Refusal('nobody', 'There is nobody to name: everybody has counted it or has seen what is expected.');
}

const MOST_SHOWN = 20;

/** Who can be named, by parts of their name or boutique: people who may count elsewhere in the country, and those who look after all boutiques. */
export async function namable({ db, boutique, subject }: Asking, words: string): Promise<Option[]> {
  const people = await outsiders(db, subject, boutique.code, { words, most: MOST_SHOWN });
  return people.map(({ id, name, boutiques }) => ({
    value: id,
    label: boutiques.length > 0 ? `${name}, ${listed(boutiques)}` : name,
  }));
}
