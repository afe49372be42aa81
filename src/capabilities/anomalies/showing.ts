import type { Card } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { holds, type Person } from '../../domain/people.js';
import type { Context, Outcome, TellOptions } from '../../engine/capability.js';
import { type CaseView, caseCard, type Viewer } from './cards.js';
import { alarmCard, clockCard } from './cards-alarms.js';
import { briefCard, reporterCard } from './cards-told.js';
import { placed } from './placing.js';
import type { Anomaly, EntryKind } from './rules.js';
import { callsFor, clocks, runsUntil, THRESHOLDS } from './rules-chain.js';
import { departmentsOf, mayHandle, readersOf } from './rules-routes.js';
import { addEntry } from './store.js';
import { accessTo } from './store-access.js';
import { viewOf } from './store-view.js';

/** One topic for each thing and kind of reader. */
export const topics = {
  brief: (id: string) => `anomaly/${id}`,
  reporter: (id: string) => `anomaly/${id}/reporter`,
  whole: (id: string) => `anomaly/${id}/case`,
  alarm: (id: string, since: Date, step: number) => `anomaly/${id}/alarm/${since.getTime()}/${step}`,
  clock: (id: string, clock: string, hours: number) => `anomaly/${id}/${clock}/${hours}`,
  task: (id: string) => `anomaly-task/${id}`,
} as const;

export const about = ({ id }: Pick<Anomaly, 'id'>, topic: string): TellOptions => ({ topic, about: id });

/** What somebody did, or time brought: on the timeline. */
export function note(
  context: Context,
  { id }: Anomaly,
  kind: EntryKind,
  words: string,
  by: string | null = context.actor.id,
) {
  return addEntry(context.db, id, { at: context.now, person: by, kind, words });
}

/** To those who must hear of a new one: its departments, the store manager where it is open to the boutique, and whoever reported it. */
export async function tellOfNew(context: Context, anomaly: Anomaly): Promise<void> {
  const { tell, boutique } = context;
  const view = await viewOf(context.db, anomaly, context.now);
  const brief = briefCard(view, boutique);
  const options = about(anomaly, topics.brief(anomaly.id));
  for (const department of departmentsOf(anomaly)) {
    tell({ department }, brief, options);
    if (anomaly.severity === 'critical') tell({ role: department }, brief, options);
  }
  if (!anomaly.restricted) tell({ role: 'store-manager' }, brief, options);
  tell({ person: anomaly.reportedBy }, reporterCard(view, boutique), about(anomaly, topics.reporter(anomaly.id)));
}

/** Every message about a case follows what it is now. Returns it as the actor sees it. */
export async function showChanged(context: Context, anomaly: Anomaly): Promise<Card> {
  const { tell, boutique, db, now } = context;
  const view = await viewOf(db, anomaly, now);
  const { id, ownerId, reportedBy } = anomaly;
  tell('who-was-told', briefCard(view, boutique), about(anomaly, topics.brief(id)));
  tell({ person: reportedBy }, reporterCard(view, boutique), about(anomaly, topics.reporter(id)));
  const whole = caseCard(view, boutique, { handles: true, opens: false });
  tell(ownerId ? { person: ownerId } : 'who-was-told', whole, about(anomaly, topics.whole(id)));
  return cardFor(context, view, boutique);
}

/** The same, as an answer: its owner has the case in private messages, where it has just changed, and needs it no second time. */
export async function showFollowed(context: Context, anomaly: Anomaly): Promise<Outcome> {
  const reply = await showChanged(context, anomaly);
  return anomaly.ownerId === context.actor.id ? { done: true } : { reply };
}

/** Before the chain is called: its departments, where a case becomes critical that they know already. */
const FIRST = -1;

export async function demand({ tell, boutique, db, now }: Context, anomaly: Anomaly): Promise<void> {
  const card = alarmCard(await viewOf(db, anomaly, now), boutique);
  const options = about(anomaly, topics.alarm(anomaly.id, anomaly.criticalSince ?? now, FIRST));
  for (const department of departmentsOf(anomaly)) {
    tell({ department }, card, options);
    tell({ role: department }, card, options);
  }
}

/** What rang before is told who took it, or that nobody has to any more. */
export async function quietAlarms(context: Context, before: Anomaly, anomaly: Anomaly): Promise<void> {
  const { tell, boutique, db, now } = context;
  const since = before.criticalSince;
  if (!since) return;
  const last = callsFor(before, now).at(-1)?.step ?? FIRST;
  const card = alarmCard(await viewOf(db, anomaly, now), boutique);
  for (let step = FIRST; step <= last; step += 1)
    tell('who-was-told', card, about(anomaly, topics.alarm(anomaly.id, since, step)));
}

/** What reminded of a clock that runs no more. */
export function quietClocks({ tell, boutique, now }: Context, anomaly: Anomaly): void {
  for (const clock of clocks)
    if (runsUntil(anomaly, clock) === null)
      for (const hours of THRESHOLDS)
        tell(
          'who-was-told',
          clockCard(anomaly, clock, boutique, now),
          about(anomaly, topics.clock(anomaly.id, clock, hours)),
        );
}

const viewerOf = (actor: Person, anomaly: Anomaly): Viewer => ({
  handles: mayHandle(actor, anomaly),
  opens: holds(actor, ['safety-and-security'], anomaly.boutique),
});

/** With the buttons of what this person may do. */
export const cardFor = ({ actor }: Pick<Context, 'actor'>, view: CaseView, boutique: Boutique): Card =>
  placed(caseCard(view, boutique, viewerOf(actor, view.anomaly)), boutique.code);

/** Whoever reported it, and those whose roles let them in. */
export async function restrictNew(context: Context, anomaly: Anomaly): Promise<void> {
  const named = [anomaly.reportedBy].filter((id) => !anomaly.notShown.includes(id));
  const { roles, people } = readersOf(anomaly, named);
  await context.restrict(anomaly.id, { roles, people });
}

/** Lets in by name, beside those who were before, whoever has a part in it; but for those who took part in the count that opened it. */
export async function restrictTo(context: Context, anomaly: Anomaly, people: readonly string[] = []): Promise<void> {
  const { involved = [], restriction = null } = (await accessTo(context.db, [anomaly.id])).get(anomaly.id) ?? {};
  // What nobody ever restricted is open to whoever has a part in it; what was opened again names them still.
  if (!anomaly.restricted && !restriction) return;
  const before = restriction?.people ?? involved;
  const named = [...before, ...people].filter((id) => !anomaly.notShown.includes(id));
  const { roles, people: all } = readersOf(anomaly, named);
  if (restriction && isSame(restriction.roles, roles) && isSame(restriction.people, all)) return;
  await context.restrict(anomaly.id, { roles, people: all });
}

const isSame = (before: readonly string[], after: readonly string[]): boolean =>
  before.length === after.length && after.every((each) => before.includes(each));
