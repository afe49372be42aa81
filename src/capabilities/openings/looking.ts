import type { Card } from '../../chat/card.js';
import { denied } from '../../domain/refusal.js';
import { searchWords } from '../../domain/words.js';
import type { Outcome } from '../../engine/capability.js';
import { type Anywhere, partOf, seenMilestone, todayAt, viewOf } from './acting.js';
import { listCard, planCard } from './cards.js';
import { filesCard, historyCard, milestoneCard } from './cards-milestones.js';
import { mayLead, mayReopen, mayWork, type Project, unfinishedBefore } from './rules.js';
import { findProject, liveProjects, type Whole } from './store.js';
import { filesOf, keptFiles } from './store-evidence.js';
import { votersGone } from './store-gates.js';
import { projectsCalled } from './store-lists.js';
import { historyOf } from './store-promises.js';

const MOST_LISTED = 10;

/** Whoever works across the network may look at all of them; others at those in which something is theirs. */
export function mayLook({ actor }: Pick<Anywhere, 'actor'>, { project, milestones }: Whole): boolean {
  const isOfNetwork = actor.roles.some(({ boutique }) => boutique === null);
  const isThere = actor.roles.some(({ boutique, role }) => role === 'store-manager' && boutique === project.boutique);
  return isOfNetwork || isThere || milestones.some((each) => mayWork(actor, project, each));
}

export function mustLook(context: Pick<Anywhere, 'actor'>, whole: Whole): void {
  if (!mayLook(context, whole))
    throw denied('not-part', `Those who work on it see this plan. ${whole.project.lead.name} can tell you more.`);
}

export async function listProjects(context: Anywhere): Promise<Outcome> {
  const all = (await liveProjects(context.db)).filter((whole) => mayLook(context, whole));
  const shown = all.slice(0, MOST_LISTED).map((whole) => viewOf(whole, context.now));
  return { reply: listCard(shown, all.length - shown.length, context.actor.id) };
}

/** Of the project that the words name; where several fit, those to choose from. */
export async function showPlanOf(context: Anywhere): Promise<Outcome> {
  const words = searchWords(context.subject);
  const all =
    words.length === 0 ? await liveProjects(context.db) : await projectsCalled(context.db, words, MOST_LISTED);
  const mine = all.filter((whole) => mayLook(context, whole));
  const [only] = mine;
  if (only && mine.length === 1) return { reply: planCard(viewOf(only, context.now), 1) };
  const shown = mine.slice(0, MOST_LISTED).map((whole) => viewOf(whole, context.now));
  return { reply: listCard(shown, mine.length - shown.length, context.actor.id) };
}

/** A page of it. */
export async function showPlan(context: Anywhere): Promise<Outcome> {
  const [id = '', page = '1'] = context.subject.split('~');
  const whole = await findProject(context.db, id);
  mustLook(context, whole);
  return { reply: planCard(viewOf(whole, context.now), Number(page)) };
}

export async function openMilestone(context: Anywhere): Promise<Outcome> {
  const part = await seenMilestone(context);
  mustLook(context, part);
  return { reply: await seenCard(context, part, part.milestone.id) };
}

/** A milestone as the actor sees it. */
export async function seenCard(
  { db, actor, now }: Pick<Anywhere, 'db' | 'actor' | 'now'>,
  whole: Whole,
  id: string,
  note?: string,
): Promise<Card> {
  const { project, milestones, milestone } = partOf(whole, id);
  const { plan, today } = viewOf(whole, now);
  const planned = plan.find((each) => each.milestone.id === id);
  if (!planned) throw new Error(`${id} has no dates`);
  const may = {
    work: mayGoOn(project) && mayWork(actor, project, milestone),
    lead: mayLead(actor, project),
    answer: milestone.owner?.id === actor.id,
    reopen: mayGoOn(project) && mayReopen(actor, project, milestone),
  };
  const after = milestones.filter((each) => each.after.includes(milestone.key));
  const gone = milestone.vote === 'called' ? await votersGone(db, project, milestone) : [];
  const seen = { project, planned, gone, before: unfinishedBefore(milestone, milestones), after, today, may };
  return milestoneCard({ ...seen, files: await filesOf(db, id) }, note);
}

const mayGoOn = ({ state }: Project): boolean => state !== 'held' && state !== 'cancelled' && state !== 'handed-over';

const MOST_HISTORY = 15;

export async function showHistory(context: Anywhere): Promise<Outcome> {
  const part = await seenMilestone(context);
  mustLook(context, part);
  const { project, milestone } = part;
  const history = await historyOf(context.db, milestone.id, MOST_HISTORY);
  return { reply: historyCard(project, milestone, history, todayAt(project, context.now)) };
}

/** The files go to whoever asks for them, and it is on record. */
export async function showFiles(context: Anywhere): Promise<Outcome> {
  const part = await seenMilestone(context);
  mustLook(context, part);
  const { milestone, project } = part;
  const attachments = await keptFiles(context.db, milestone.id);
  const shown = filesCard(milestone, attachments.length);
  context.tell({ person: context.actor.id }, shown, { attachments });
  context.record('openings.files-seen', milestone.id, { project: project.id, files: attachments.length });
  return { reply: shown };
}
