import { Refusal } from '../../domain/refusal.js';
import type { Context, Outcome } from '../../engine/capability.js';
import { escalatedCard, reopenedCard } from './cards-told.js';
import {
  type Anomaly,
  type Cause,
  type CloseReason,
  causes,
  closeReasons,
  moved,
  mustBeTaken,
  states,
} from './rules.js';
import { handledAnomaly, heldAnomaly, mustBeReporter } from './seeing.js';
import { about, note, quietAlarms, quietClocks, restrictTo, showFollowed } from './showing.js';
import { changeAnomaly } from './store.js';
import { activePerson, namesOf } from './store-people.js';

/** Somebody takes it: what rang falls silent, and everybody sees who it was. */
export async function take(context: Context): Promise<Outcome> {
  const { db, actor, now, record } = context;
  const before = await handledAnomaly(context);
  const demanded = mustBeTaken(before);
  if (!demanded && before.ownerId === actor.id) return showFollowed(context, before);
  if (!demanded && before.ownerId !== null) throw await taken(context, before.ownerId);

  const state = moved(before.state, 'take');
  const acknowledged = demanded ? { acknowledgedBy: actor.id, acknowledgedAt: now } : {};
  const anomaly = await changeAnomaly(db, before.id, { ownerId: actor.id, state, ...acknowledged });
  const minutes = Math.floor((now.getTime() - (before.criticalSince ?? before.reportedAt).getTime()) / 60_000);
  record('anomalies.taken', anomaly.id, { minutes });
  await note(context, anomaly, 'acknowledged', 'Took it.');
  return afterMove(context, before, anomaly, [actor.id]);
}

async function taken({ db }: Context, owner: string): Promise<Refusal> {
  const name = (await namesOf(db, [owner])).get(owner) ?? 'Somebody';
  return new Refusal('taken', `${name} has taken this. Add a note, and they see it.`);
}

/** Everybody's cards follow, and those who are new to it are let in. */
export async function afterMove(
  context: Context,
  before: Anomaly,
  anomaly: Anomaly,
  people: readonly string[] = [],
): Promise<Outcome> {
  if (people.length > 0) await restrictTo(context, anomaly, people);
  if (mustBeTaken(before) && !mustBeTaken(anomaly)) await quietAlarms(context, before, anomaly);
  if (anomaly.state === 'closed') quietClocks(context, anomaly);
  return showFollowed(context, anomaly);
}

/** From one person to another; the next one gets the case in private. */
export async function handOver({ person }: { readonly person: string }, context: Context): Promise<Outcome> {
  const { db, record } = context;
  const before = await handledAnomaly(context);
  if (before.state === 'closed') throw new Refusal('closed', 'This case is closed.');
  const next = await mustBeNamable(context, before, person);
  const state = moved(before.state, 'take');
  const anomaly = await changeAnomaly(db, before.id, { ownerId: next.id, state });
  record('anomalies.handed-over', anomaly.id, { to: next.id });
  await note(context, anomaly, 'owner', `Handed it over to ${next.name}.`);
  return afterMove(context, before, anomaly, [next.id]);
}

/** What a field that finds brings back may be anything. */
export async function mustBeNamable(
  { db }: Pick<Context, 'db'>,
  { notShown }: Anomaly,
  id: string,
): Promise<{ readonly id: string; readonly name: string }> {
  const found = await activePerson(db, id);
  if (!found) throw new Refusal('nobody', 'Choose from what is found.', 'person');
  if (notShown.includes(id))
    throw new Refusal('took-part', `${found.name} took part in the count. Choose somebody else.`, 'person');
  return found;
}

export async function calm(context: Context): Promise<Outcome> {
  const before = await handledAnomaly(context);
  const anomaly = await move(context, before, 'calm', { stableAt: context.now });
  await note(context, anomaly, 'state', 'Set it stable.');
  return afterMove(context, before, anomaly);
}

/** Those above are told at once, and not by a clock. */
export async function escalate({ why }: { readonly why: string }, context: Context): Promise<Outcome> {
  const before = await handledAnomaly(context);
  const anomaly = await move(context, before, 'escalate', {});
  await note(context, anomaly, 'state', `Escalated: ${why}`);
  const card = escalatedCard(anomaly, context.actor.name, context.boutique);
  const options = about(anomaly, `anomaly/${anomaly.id}/escalated/${context.now.getTime()}`);
  for (const role of ['operations-manager', 'director'] as const) context.tell({ role }, card, options);
  return afterMove(context, before, anomaly);
}

interface Ending {
  readonly reason: CloseReason;
  readonly cause: Cause;
  readonly corrective: string;
}

export async function close({ reason, cause, corrective }: Ending, context: Context): Promise<Outcome> {
  const { now, actor } = context;
  const before = await handledAnomaly(context);
  if (reason === 'duplicate' && before.duplicateOf === null)
    throw new Refusal('not-linked', 'Link the case it repeats first, then close this one.', 'reason');
  const closed = { closedAt: now, closedBy: actor.id, closeReason: reason, cause, corrective };
  const anomaly = await move(context, before, 'close', closed);
  await note(context, anomaly, 'state', `Closed: ${closeReasons[reason]}. ${causes[cause]}. ${corrective}`);
  return afterMove(context, before, anomaly);
}

/** The reporter's answer opens it again; what nobody had taken rings anew. */
export async function notSolved({ why }: { readonly why: string }, context: Context): Promise<Outcome> {
  const { now, tell, boutique } = context;
  const before = await heldAnomaly(context);
  mustBeReporter(context, before);
  const unclosed = { closedAt: null, closedBy: null, closeReason: null, reopened: before.reopened + 1 };
  const rings = before.criticalSince && !before.acknowledgedAt ? { criticalSince: now } : {};
  const anomaly = await move(context, before, 'reopen', { ...unclosed, ...rings });
  await note(context, anomaly, 'state', `Not solved: ${why}`);
  const who = anomaly.ownerId === null ? { role: departmentOf(anomaly) } : { person: anomaly.ownerId };
  tell(who, reopenedCard(anomaly, why, boutique), about(anomaly, `anomaly/${anomaly.id}/reopened/${anomaly.reopened}`));
  return afterMove(context, before, anomaly);
}

const departmentOf = ({ department }: Anomaly) => department as 'safety-and-security';

type Changes = Parameters<typeof changeAnomaly>[2];

async function move(
  { db, record }: Context,
  { id, state }: Anomaly,
  by: Parameters<typeof moved>[1],
  changes: Changes,
): Promise<Anomaly> {
  const next = moved(state, by);
  record('anomalies.moved', id, { from: states[state], to: states[next] });
  return changeAnomaly(db, id, { ...changes, state: next });
}
