import type { Boutique } from '../../domain/boutique.js';
import { counted, dayInWords, todayIn } from '../../domain/calendar.js';
import { HOUSE_ZONE } from '../../domain/house.js';
import { holds, type Person, type Role } from '../../domain/people.js';
import { shortened } from '../../domain/words.js';
import type { Attention, Context, Database, Entry, Outcome, Waiting } from '../../engine/capability.js';
import { clockInWords, clockNames } from './cards.js';
import { press } from './cards-buttons.js';
import { MOST_LISTED, openCasesCard } from './cards-lists.js';
import { type Anomaly, inBrief, mustBeTaken, states, weightOf } from './rules.js';
import { clocks, runsUntil } from './rules-chain.js';
import { departmentsOf, mayHandle } from './rules-routes.js';
import { actsOf } from './store.js';
import { visibleTo } from './store-access.js';
import { casesReportedBy, casesToAct, casesWith, openByBoutique, openCases } from './store-lists.js';
import { namesOfBoutiques } from './store-people.js';
import { openTasksFor } from './store-tasks.js';

/** Theirs come first, so that what is cut off can wait. */
const MOST_READ = 50;
const MOST_WAITING = 10;

/** Of the open cases those that the actor may see; at one boutique, or wherever they have a role or a part. */
export async function listOpen({ db, actor, boutique, now, reading }: Context<Boutique | null>): Promise<Outcome> {
  const found = await openCases(db, actor, boutique?.code ?? null, MOST_LISTED + 1);
  const seen = await visibleTo(db, actor, found);
  const shown = seen.slice(0, MOST_LISTED + 1);
  const open = await reading(shown.slice(0, MOST_LISTED).map(({ id }) => id));
  const listed = shown.filter(({ id }, index) => index === MOST_LISTED || open.has(id));
  return { reply: openCasesCard(listed, await namesOfBoutiques(db, listed), now) };
}

/** What must be taken, what they own, and their tasks. */
export async function waitingFor(person: Person, db: Database): Promise<Waiting[]> {
  const cases = await visibleTo(db, person, await casesToAct(db, person, MOST_READ));
  const acts = await actsOf(
    db,
    cases.map(({ id }) => id),
  );
  const theirs = cases.flatMap((each) => waitingOf(each, person, acts.get(each.id) ?? 0) ?? []);
  return [...theirs.slice(0, MOST_WAITING), ...(await tasksFor(person, db))];
}

function waitingOf(anomaly: Anomaly, person: Person, acts: number): Waiting | null {
  const { id, boutique, ownerId, criticalSince, reportedAt, state } = anomaly;
  const entry = { boutique, record: id };
  const lead = inBrief(anomaly);
  if (mustBeTaken(anomaly) && mayHandle(person, anomaly))
    return {
      ...entry,
      since: criticalSince ?? reportedAt,
      urgency: 'now',
      line: (where) => ({ lead, text: `${where?.name ?? ''} · nobody has taken it` }),
      button: press.take(id, acts),
    };
  if (ownerId === person.id && state !== 'stable')
    return {
      ...entry,
      since: reportedAt,
      urgency: anomaly.severity === 'critical' ? 'now' : 'today',
      line: (where, now) => ({
        lead,
        text: [where?.name, states[state], clockWords(anomaly, where, now)].filter(Boolean).join(' · '),
      }),
      button: press.open(id),
    };
  if (ownerId !== null || !isTheirs(person, anomaly)) return null;
  return {
    ...entry,
    since: reportedAt,
    urgency: weightOf[anomaly.severity] > 1 ? 'today' : 'soon',
    line: (where) => ({ lead, text: `${where?.name ?? ''} · nobody has taken it yet` }),
    button: press.take(id, acts),
  };
}

/** Whose it is to take what nobody has: its department's, and the store manager's where it is open to the boutique. */
function isTheirs(person: Person, anomaly: Anomaly): boolean {
  const roles: Role[] = [...departmentsOf(anomaly), ...(anomaly.restricted ? [] : (['store-manager'] as const))];
  return holds(person, roles, anomaly.boutique);
}

/** "Recordings: 51 hours left", of the clock that ends first. */
function clockWords(anomaly: Anomaly, boutique: Boutique | null, now: Date): string {
  const running = clocks.flatMap((clock) => {
    const until = runsUntil(anomaly, clock);
    return until && until > now ? [{ clock, until }] : [];
  });
  const [first] = running.sort((a, b) => a.until.getTime() - b.until.getTime());
  if (!first || !boutique) return '';
  return `${clockNames[first.clock]}: ${clockInWords(anomaly, first.clock, now, boutique).split(',')[0]}`;
}

async function tasksFor(person: Person, db: Database): Promise<Waiting[]> {
  const tasks = await openTasksFor(db, person.id, MOST_WAITING);
  return tasks.map(({ anomaly, boutique, ...task }) => ({
    boutique,
    record: anomaly,
    since: new Date(`${task.dueOn}T12:00:00Z`),
    urgency: 'today',
    line: (where, now) => ({ lead: shortened(task.what, 60), text: dueInWords(task.dueOn, where, now) }),
    button: press.done(task),
  }));
}

function dueInWords(dueOn: string, where: Boutique | null, now: Date): string {
  const today = todayIn(where?.timeZone ?? HOUSE_ZONE, now);
  return `${where?.name ?? ''} · ${dueOn < today ? 'was due' : 'by'} ${dayInWords(dueOn, today)}`;
}

export async function askedBy(person: Person, db: Database): Promise<Entry[]> {
  return (await casesReportedBy(db, person.id, MOST_WAITING)).map(entryOf);
}

export async function findCases(words: readonly string[], person: Person, db: Database): Promise<Entry[]> {
  const found = await visibleTo(db, person, await casesWith(db, person, words, MOST_WAITING));
  return found.map(entryOf);
}

const entryOf = (anomaly: Anomaly): Entry => ({
  boutique: anomaly.boutique,
  record: anomaly.id,
  since: anomaly.reportedAt,
  line: (where) => ({ lead: inBrief(anomaly), text: `${where?.name ?? ''} · ${states[anomaly.state]}` }),
  button: press.open(anomaly.id),
});

/** Restricted cases on a line of their own: it is left out for whoever may not see them all. */
export async function needingAttention(now: Date, db: Database): Promise<Attention[]> {
  return (await openByBoutique(db, now)).map(({ boutique, restricted, ids, untaken, late }) => {
    const kind = restricted ? 'restricted case' : 'case';
    const parts = [
      `${counted(ids.length, kind)} open`,
      untaken > 0 && `${untaken.toLocaleString('en-US')} to be taken now`,
      late > 0 && `${late.toLocaleString('en-US')} with a late task`,
    ];
    const weight = untaken * 10 + late * 3 + ids.length;
    return { boutique, weight, words: parts.filter(Boolean).join(', '), ...(restricted && { records: ids }) };
  });
}
