import type { Option } from '../../chat/form.js';
import type { Boutique } from '../../domain/boutique.js';
import type { Day } from '../../domain/calendar.js';
import { dayInWords } from '../../domain/calendar.js';
import { mayDelegate, mayLast } from '../../domain/delegation.js';
import { listed } from '../../domain/people.js';
import { denied, Refusal } from '../../domain/refusal.js';
import type { Asking, Context, Outcome } from '../../engine/capability.js';
import {
  type Away,
  absencesCard,
  absentCard,
  awayCard,
  awaySavedCard,
  endedCard,
  standInCard,
  uncoveredCard,
} from './cards-absence.js';
import { awayForm } from './forms.js';
import { type Absence, beginningOf, collisionOf, daysOf, type Named, periodOf, todayFor } from './rules-absence.js';
import {
  absencesBeside,
  absencesOf,
  addAbsence,
  type Candidate,
  candidates,
  changeAbsence,
  countingOn,
  endAbsence,
  lockAbsence,
  lockPeople,
  otherManagers,
  timeZonesOf,
} from './store.js';

type Anywhere = Context<Boutique | null>;

/** What is planned; the question itself where nothing is. */
export async function showAbsences({ actor, db, now }: Anywhere): Promise<Outcome> {
  const planned = await absencesOf(db, actor.id, now);
  if (planned.length === 0) return { ask: 'away', subject: '' };
  const zones = (await timeZonesOf(db, [actor.id]))(actor.id);
  return { reply: absencesCard(planned.map((each) => inDays(each, zones))) };
}

export const inDays = (absence: Absence, zones: readonly string[], over: string | null = null): Away => ({
  ...absence,
  days: daysOf(absence, zones),
  over,
});

/** Somebody is away, and who stands in. With a subject it is an absence that is changed. */
export async function askAway(asking: Asking<Boutique | null>) {
  const { actor, db, now } = asking;
  const [before, zones] = [await toChange(asking), await ownZones(asking)];
  const search = async (words: string) => {
    const found = await candidates(db, actor, { words });
    return found.filter((each) => mayDelegate(actor, each) === null).map(asOption);
  };
  const known = before?.to ? { known: optionOf(before.to) } : {};
  return awayForm({ today: todayFor(zones, now), search, isNew: before === null, ...known });
}

/** Today, or what it was. */
export async function knownOfAway(asking: Asking<Boutique | null>) {
  const [before, zones] = [await toChange(asking), await ownZones(asking)];
  const today = todayFor(zones, asking.now);
  if (!before) return { from: today, until: today };
  const { first, last } = daysOf(before, zones);
  return { ...(before.to && { who: before.to.id }), from: first > today ? first : today, until: last };
}

const ownZones = async ({ db, actor }: Pick<Asking, 'db' | 'actor'>): Promise<readonly string[]> =>
  (await timeZonesOf(db, [actor.id]))(actor.id);

async function toChange({ db, actor, now, subject }: Asking<Boutique | null>): Promise<Absence | null> {
  if (subject === '') return null;
  const own = (await absencesOf(db, actor.id, now)).find(({ id }) => id === subject);
  if (!own) throw over();
  return own;
}

const asOption = ({ id, name, boutiques }: Candidate): Option => ({
  value: id,
  label: boutiques.length > 0 ? `${name}, ${listed(boutiques)}` : name,
});

const optionOf = ({ id, name }: Named): Option => ({ value: id, label: name });

interface Answered {
  /** Nobody stands in where it is left out. */
  readonly who?: string | undefined;
  readonly from: Day;
  readonly until: Day;
}

export async function goAway(answers: Answered, context: Anywhere): Promise<Outcome> {
  const { db, now, newId, record } = context;
  const away = await planned(answers, context, { id: newId(), before: null });
  await addAbsence(db, away, now);
  record('inbox.away', away.id, factsOf(away));
  await tellOf(context, away);
  return { reply: awaySavedCard(away) };
}

/** The same absence with other days or somebody else: its cards go on. */
export async function changeAway(answers: Answered, context: Anywhere): Promise<Outcome> {
  const { db, now, actor, record, tell } = context;
  const before = await mustBeOwn(context);
  const zones = await ownZones(context);
  const away = await planned(answers, context, { id: before.id, before });
  await changeAbsence(db, away);
  record('inbox.away-changed', away.id, factsOf(away), { before: factsOf(before), after: factsOf(away) });
  if (before.to && before.to.id !== away.to?.id) {
    const instead = away.to ? `${away.to.name} stands in instead` : 'Nobody stands in any more';
    const over = `${instead}: changed by ${actor.name}, ${dayInWords(todayFor(zones, now))}.`;
    tell({ person: before.to.id }, standInCard(inDays(before, zones, over)), { topic: topicOf(before, before.to) });
  }
  await tellOf(context, away);
  return { reply: awaySavedCard(away) };
}

export async function endAway(context: Anywhere): Promise<Outcome> {
  const { db, now, actor, record } = context;
  const before = await mustBeOwn(context);
  const zones = await ownZones(context);
  await endAbsence(db, before.id, now);
  record('inbox.away-ended', before.id, factsOf(before));
  await tellOf(context, inDays(before, zones, `Ended by ${actor.name}, ${dayInWords(todayFor(zones, now))}.`));
  return { reply: endedCard() };
}

/** An absence as it would be, with everything that could stand in its way looked at while both people are held. */
async function planned(
  { who, from, until }: Answered,
  context: Anywhere,
  { id, before }: { readonly id: string; readonly before: Absence | null },
): Promise<Away> {
  const { actor, db, now } = context;
  await lockPeople(db, who === undefined ? [actor.id] : [actor.id, who]);
  const [candidate = null] = who === undefined ? [] : await candidates(db, actor, { person: who });
  if (who !== undefined && !candidate) throw new Refusal('nobody', 'Choose somebody from the list.', 'who');
  const zones = await ownZones(context);
  const period = periodOf({ first: from, last: until }, zones);
  const wrong = (candidate && mayDelegate(actor, candidate)) ?? mayLast(period, now);
  if (wrong) throw wrong;

  const starts = beginningOf(period, before, now);
  const away = { id, from: actor, to: candidate, starts, ends: period.ends };
  const beside = await absencesBeside(db, candidate ? [actor.id, candidate.id] : [actor.id], away);
  const zonesOf = await timeZonesOf(
    db,
    beside.map((each) => each.from.id),
  );
  const collision = collisionOf(
    away,
    beside.map((each) => inDays(each, zonesOf(each.from.id))),
  );
  if (collision) throw collision;
  return inDays({ ...away, from: named(actor), to: candidate && named(candidate) }, zones);
}

const named = ({ id, name }: Named): Named => ({ id, name });

const over = (): Refusal => new Refusal('over', 'This absence is over already.');

async function mustBeOwn({ db, actor, now, subject }: Anywhere): Promise<Absence> {
  const absence = await lockAbsence(db, subject, now);
  if (!absence) throw over();
  if (absence.from.id !== actor.id) throw denied('not-theirs', `${absence.from.name} changes or ends this.`);
  return absence;
}

const factsOf = ({ from, to, starts, ends }: Absence) => ({
  from: from.id,
  to: to?.id ?? null,
  starts: starts.toISOString(),
  ends: ends.toISOString(),
});

/** Everybody whom it concerns, each in the card they have of it. */
async function tellOf(context: Anywhere, away: Away): Promise<void> {
  const { actor, db, now, tell } = context;
  const { id, from, to } = away;
  tell({ person: from.id }, awayCard(away), { topic: `away/${id}` });
  if (to) tell({ person: to.id }, standInCard(away), { topic: topicOf(away, to) });
  const topic = `away/${id}/managers`;
  for (const manager of await otherManagers(db, [from.id, ...(to ? [to.id] : [])], now))
    tell({ person: manager.id }, absentCard(away), { topic });
  if (away.over !== null) return;

  const counting = await countingOn(db, actor.id, away);
  const zonesOf = await timeZonesOf(
    db,
    counting.map((each) => each.from.id),
  );
  for (const each of counting) {
    const theirs = inDays(each, zonesOf(each.from.id));
    tell({ person: each.from.id }, uncoveredCard(theirs, away), { topic: `away/${each.id}/without/${id}` });
  }
}

const topicOf = ({ id }: Pick<Absence, 'id'>, { id: person }: Named): string => `away/${id}/${person}`;
