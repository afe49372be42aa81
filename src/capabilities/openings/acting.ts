import type { Boutique } from '../../domain/boutique.js';
import { type Day, todayIn } from '../../domain/calendar.js';
import { denied, Refusal } from '../../domain/refusal.js';
import type { Asking, Context, Database } from '../../engine/capability.js';
import type { View } from './cards.js';
import type { About } from './forms-milestones.js';
import { isOpen, type Milestone, mayLead, mayWork, type Project, projectStates } from './rules.js';
import { schedule } from './rules-schedule.js';
import { findProject, lockProject, type Whole } from './store.js';
import { projectOf } from './store-milestones.js';

export type Anywhere = Context<Boutique | null>;
export type AskingAnywhere = Asking<Boutique | null>;

/** A milestone with the plan that it is part of. */
export interface Part extends Whole {
  readonly milestone: Milestone;
}

/** What a subject is about, without what is behind it: `ID~2`, `ID/PROMISE`. */
export const idOf = (subject: string): string => subject.split(/[/~]/)[0] ?? '';

/** The day at the place. */
export const todayAt = ({ place }: Project, now: Date): Day => todayIn(place.timeZone, now);

export function viewOf({ project, milestones }: Whole, now: Date): View {
  const today = todayAt(project, now);
  return { project, plan: schedule(project, milestones, today), today };
}

export async function seenMilestone({ db, subject }: { db: Database; subject: string }): Promise<Part> {
  const id = idOf(subject);
  return partOf(await findProject(db, await projectOf(db, id)), id);
}

/** With the project's row held. */
export async function heldMilestone({ db, subject }: { db: Database; subject: string }): Promise<Part> {
  const id = idOf(subject);
  return partOf(await lockProject(db, await projectOf(db, id)), id);
}

export function partOf(whole: Whole, id: string): Part {
  const milestone = whole.milestones.find((each) => each.id === id);
  if (!milestone) throw new Refusal('gone', 'This milestone no longer exists.');
  return { ...whole, milestone };
}

export function mustLead({ actor }: Pick<Asking, 'actor'>, project: Project): void {
  if (mayLead(actor, project)) return;
  throw denied('not-lead', `${project.lead.name} leads this, and operations managers and directors may do it too.`);
}

export function mustWork({ actor }: Pick<Asking, 'actor'>, { project, milestone }: Part): void {
  if (mayWork(actor, project, milestone)) return;
  const whose = milestone.owner ? `${milestone.owner.name} owns this` : 'Nobody is named for this yet';
  throw denied('not-theirs', `${whose}. Its department and the project lead, ${project.lead.name}, may do it too.`);
}

export function mustBeOpen({ project, milestone }: Part): void {
  mustGoOn(project);
  if (!isOpen(milestone)) throw new Refusal('over', `${milestone.name} is ${milestone.status} already.`);
}

export function mustGoOn({ state }: Project): void {
  if (state === 'held' || state === 'cancelled' || state === 'handed-over')
    throw new Refusal('state', `The project is ${projectStates[state].toLowerCase()}, so nothing changes now.`);
}

export const replaced = (whole: Whole, milestone: Milestone): Whole => ({
  ...whole,
  milestones: whole.milestones.map((each) => (each.id === milestone.id ? milestone : each)),
});

export const aboutPart = ({ project, milestone }: Part, now: Date): About => ({
  title: project.title,
  name: milestone.name,
  currency: project.currency,
  today: todayAt(project, now),
});
