import { type Day, dayInWords } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import { searchWords } from '../../domain/words.js';
import type { Database, Outcome, Timed } from '../../engine/capability.js';
import { type Anywhere, type AskingAnywhere, idOf, todayAt, viewOf } from './acting.js';
import { listCard } from './cards.js';
import { type Live, type LiveFor, liveCard, notOpenCard } from './cards-live.js';
import { mayLook, mustLook } from './looking.js';
import { type Milestone, mayDirect, mayLead, type Named, type Project } from './rules.js';
import { calendarFor, checkExit, daysToPulse, isGoingLive, logOf, mayReport, openedOn } from './rules-live.js';
import { type Ramp, rampDay, rampOf } from './rules-ramp.js';
import { findProject, liveProjects, type Whole } from './store.js';
import { countOf } from './store-count.js';
import { projectsCalled } from './store-lists.js';
import { calendarsFor, exitOf, firstDaysOf, goingLive, issuesOf, managersOf, pulsesOf } from './store-live.js';
import { holdersOf } from './store-places.js';
import { itemsOf } from './store-punch.js';

type Reading = Pick<Anywhere, 'db' | 'now'>;

/** Everything that is known of a go-live. */
export async function liveOf({ db, now }: Reading, whole: Whole): Promise<Live> {
  const { project, milestones } = whole;
  const today = todayAt(project, now);
  const opened = openedOn(milestones);
  if (opened === null)
    throw new Refusal('not-open', `${project.title} is not open yet. This begins on its opening day.`);
  const calendar = (await calendarsFor(db, [whole])).get(project.boutique ?? '') ?? calendarFor(project);
  const days = daysToPulse(opened, today, calendar);
  const [pulses, issues] = [await pulsesOf(db, [project.id]), await issuesOf(db, [project.id])];
  const [exit, count, punch] = [
    await exitOf(db, project.id),
    await countOf(db, project.id),
    await itemsOf(db, project.id),
  ];
  const ramp = await rampAt(db, project.id, opened, today);
  return {
    ramp,
    ...{ project, today, opened, issues, exit, count, punch },
    log: logOf(days, pulses, issues),
    asksToday: isGoingLive(project, milestones) && days.includes(today) && !pulses.some(({ day }) => day === today),
    checked: checkExit({ days, pulses, issues, count, milestones, exit }),
  };
}

/** Its first days beside those of earlier openings. */
export async function rampAt(db: Database, project: string, opened: Day, today: Day): Promise<Ramp | null> {
  const day = rampDay(opened, today);
  return rampOf(project, day, await firstDaysOf(db, project, day));
}

/** What is said under one topic is the same for all who have it; whoever leads or directs has buttons more. */
function liveTopic(project: string, { directs, leads }: LiveFor): string {
  if (directs) return `live/${project}/directors`;
  return leads ? `live/${project}` : `live/${project}/boutique`;
}

/** Who leads it, whom it is for, and who manages the boutique: each has the board of days in one message. */
export async function showLive(
  context: Pick<Anywhere, 'db' | 'now' | 'tell'>,
  whole: Whole,
  note?: string,
): Promise<Live> {
  const live = await liveOf(context, whole);
  const directors = await holdersOf(context.db, 'director');
  for (const { id } of await peopleOf(context, whole)) {
    const directs = directors.some((each) => each.id === id);
    const reader = { directs, leads: directs || id === whole.project.lead.id || id === whole.project.director.id };
    context.tell({ person: id }, liveCard(live, reader, note), { topic: liveTopic(whole.project.id, reader) });
  }
  return live;
}

/** As whoever asks sees it. */
export const liveReply = ({ actor }: Pick<Anywhere, 'actor'>, live: Live): Outcome => ({
  reply: liveCard(live, { directs: mayDirect(actor, live.project), leads: mayLead(actor, live.project) }),
});

async function peopleOf({ db }: Pick<Anywhere, 'db'>, { project }: Whole): Promise<Named[]> {
  const { lead, director, boutique } = project;
  const manager = boutique === null ? undefined : (await managersOf(db, [boutique])).get(boutique);
  const all = [lead, director, ...(manager ? [manager] : [])];
  return [...new Map(all.map((each) => [each.id, each])).values()];
}

/** Its opening is taken back. */
export function notOpenYet({ tell }: Pick<Anywhere, 'tell'>, project: Project, why: string): void {
  const readers = [
    { directs: true, leads: true },
    { directs: false, leads: true },
    { directs: false, leads: false },
  ];
  for (const reader of readers)
    tell('who-was-told', notOpenCard(project, why), { topic: liveTopic(project.id, reader) });
}

/** Once for each time that it opens. */
const beginning = ({ project, milestones }: Whole): string =>
  [project.id, ...milestones.flatMap(({ reaches, promise }) => (reaches === 'live' && promise ? [promise] : []))].join(
    '/',
  );

/** From the opening on its board is there, before anybody has said a word; each day after that it has a line more. */
export const goLiveBegins: Timed = {
  name: 'go-live',
  due: async (now, db) =>
    (await goingLive(db)).flatMap((whole) => {
      const { project, milestones } = whole;
      const [key, today] = [beginning(whole), todayAt(project, now)];
      const first = { key, boutique: null, subject: project.id };
      if (today <= (openedOn(milestones) ?? today)) return [first];
      return [{ key: `${key}/${today}`, boutique: null, subject: `${project.id}~${today}` }, first];
    }),
  async act({ subject }, context) {
    const whole = await findProject(context.db, idOf(subject));
    if (!isGoingLive(whole.project, whole.milestones)) return;
    if (subject !== whole.project.id) return void (await showLive(context, whole));
    const opened = dayInWords(openedOn(whole.milestones) ?? whole.project.day);
    await showLive(context, whole, `It has been open since ${opened}. For two weeks, each day is said in a pulse.`);
    context.record('openings.go-live', subject, { boutique: whole.project.boutique });
  },
};

/** Whoever may look at the plan, and whoever works in the boutique. */
export function mustSeeLive(context: Pick<AskingAnywhere, 'actor'>, whole: Whole): void {
  if (!mayReport(context.actor, whole.project)) mustLook(context, whole);
}

export async function liveProject(asking: Pick<AskingAnywhere, 'db' | 'subject'>): Promise<Whole> {
  const whole = await findProject(asking.db, idOf(asking.subject));
  mustBeLive(whole);
  return whole;
}

export function mustBeLive({ project, milestones }: Whole): void {
  if (isGoingLive(project, milestones)) return;
  const words = openedOn(milestones) === null ? 'not open yet' : 'no longer in its first weeks';
  throw new Refusal('not-live', `${project.title} is ${words}.`);
}

export async function showGoLive(context: Anywhere): Promise<Outcome> {
  const whole = await findProject(context.db, idOf(context.subject));
  mustSeeLive(context, whole);
  return liveReply(context, await liveOf(context, whole));
}

/** Of the one that the words name; where several fit, those to choose from. */
export async function showLiveOf(context: Anywhere): Promise<Outcome> {
  const named = await wholesNamed(context);
  const live = named.filter(({ project, milestones }) => isGoingLive(project, milestones));
  const [only] = live;
  if (only && live.length === 1) return liveReply(context, await liveOf(context, only));
  return { reply: choosing(context, live.length > 0 ? live : named) };
}

const MOST_LISTED = 10;

export const choosing = ({ now }: Pick<Anywhere, 'now'>, all: readonly Whole[]) =>
  listCard(
    all.slice(0, MOST_LISTED).map((whole) => viewOf(whole, now)),
    Math.max(0, all.length - MOST_LISTED),
  );

/** Those that somebody may see among what the words after a command name; none: all. */
export async function wholesNamed(context: Pick<Anywhere, 'db' | 'subject' | 'actor'>): Promise<Whole[]> {
  const words = searchWords(context.subject);
  const all =
    words.length === 0 ? await liveProjects(context.db) : await projectsCalled(context.db, words, MOST_LISTED);
  return all.filter((whole) => mayLook(context, whole) || mayReport(context.actor, whole.project));
}

/** Before anything hands a boutique over: what must be so, or a director's word. */
export async function mustBeReadyToHandOver(context: Reading, whole: Whole, milestone: Milestone): Promise<void> {
  if (whole.project.kind !== 'opening' || milestone.reaches !== 'handed-over') return;
  if (openedOn(whole.milestones) === null)
    throw new Refusal('not-open', `${whole.project.title} is not open yet, so it is not handed over.`);
  const { checked, exit } = await liveOf(context, whole);
  const missing = checked.filter(({ met }) => !met);
  if (missing.length === 0 || exit?.override) return;
  const words = missing.map(({ wanted, found }) => `${wanted} (${found})`).join('; ');
  throw new Refusal('not-ready', `Before the handover: ${words}. A director may override this.`);
}
