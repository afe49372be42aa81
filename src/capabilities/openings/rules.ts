import type { Day } from '../../domain/calendar.js';
import { actsFor, holds, type Person, type Role } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';

export const projectKinds = {
  opening: 'Boutique opening',
  event: 'Event',
  exhibition: 'Exhibition',
  initiative: 'Initiative',
} as const;
export type ProjectKind = keyof typeof projectKinds;

export const projectStates = {
  brief: 'Brief',
  approved: 'Approved',
  'in-preparation': 'In preparation',
  ready: 'Ready',
  go: 'Go',
  live: 'Live',
  'handed-over': 'Handed over',
  held: 'On hold',
  cancelled: 'Cancelled',
} as const;
export type ProjectState = keyof typeof projectStates;

/** In the order in which a project reaches them. */
export const course = ['brief', 'approved', 'in-preparation', 'ready', 'go', 'live', 'handed-over'] as const;
export type CourseState = (typeof course)[number];

export const sizes = { small: 'Small', medium: 'Medium', large: 'Large' } as const;
export type Size = keyof typeof sizes;

/** Why a day was moved. */
export const causes = {
  permit: 'A permit or an inspection',
  contractor: 'A contractor',
  supplier: 'A supplier or carrier',
  people: 'People are missing or away',
  decision: 'A decision came late',
  budget: 'The budget',
  earlier: 'What comes before it',
  other: 'Something else',
} as const;
export type Cause = keyof typeof causes;

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Why somebody is asked for a day that was not moved. */
export const NAMED = 'Named as its owner.';

export interface Place {
  readonly name: string;
  readonly city: string;
  readonly timeZone: string;
  readonly country: string;
  readonly state: string | null;
}

export interface Project {
  readonly id: string;
  readonly number: number;
  readonly kind: ProjectKind;
  readonly template: string;
  readonly templateVersion: number;
  readonly title: string;
  /** Null while the network does not list it. */
  readonly boutique: string | null;
  readonly place: Place;
  readonly currency: string;
  /** The day that everything is counted from. */
  readonly day: Day;
  readonly size: Size | null;
  readonly lead: Named;
  readonly director: Named;
  readonly state: ProjectState;
  readonly stateBefore: ProjectState | null;
  readonly stateReason: string | null;
  readonly createdAt: Date;
}

export type MilestoneStatus = 'open' | 'done' | 'waived';
/** `kept`: the lead kept the day that its owner contested. */
export type AnswerState = 'accepted' | 'asked' | 'contested' | 'kept';
export type VoteState = 'none' | 'called' | 'no-go' | 'passed';

export interface Milestone {
  readonly id: string;
  readonly project: string;
  readonly key: string;
  readonly name: string;
  readonly phase: string;
  readonly position: number;
  readonly offset: number;
  readonly role: Role;
  readonly owner: Named | null;
  readonly lead: number;
  readonly buffer: number;
  readonly after: readonly string[];
  readonly external: boolean;
  readonly gate: boolean;
  readonly voterRoles: readonly Role[];
  readonly reaches: CourseState | null;
  readonly due: Day;
  /** Set instead of the plan's. */
  readonly own: Day | null;
  /** What its owner was last told. */
  readonly promised: Day;
  readonly promise: string | null;
  readonly answer: AnswerState;
  readonly answerSince: Date | null;
  readonly contestOn: Day | null;
  readonly contestWhy: string | null;
  readonly contestCause: Cause | null;
  readonly status: MilestoneStatus;
  readonly doneOn: Day | null;
  readonly evidence: string | null;
  readonly blocker: string | null;
  readonly blockedBy: Named | null;
  readonly costPlanned: number | null;
  readonly costActual: number | null;
  readonly round: number;
  readonly vote: VoteState;
}

export type Milestones = readonly Milestone[];

export const called = ({ number }: Pick<Project, 'number'>): string => `P-${number}`;

export const isOpen = ({ status }: Pick<Milestone, 'status'>): boolean => status === 'open';

export const isLive = ({ state }: Pick<Project, 'state'>): boolean =>
  state !== 'held' && state !== 'cancelled' && state !== 'handed-over';

/** What must be done before, and is not. */
export function unfinishedBefore(milestone: Milestone, all: Milestones): Milestone[] {
  return all.filter((each) => milestone.after.includes(each.key) && isOpen(each));
}

/** They lead it, answer for all of them, or stand in for whoever leads it. */
export function mayLead(person: Person, { lead, boutique }: Project): boolean {
  return actsFor(person, lead.id) || holds(person, ['operations-manager', 'director'], boutique);
}

/** Whose it is, whose department it is, and whoever leads the project. */
export function mayWork(person: Person, project: Project, { owner, role, blockedBy }: Milestone): boolean {
  if (mayLead(person, project)) return true;
  const named = [owner, blockedBy].some((each) => each && actsFor(person, each.id));
  return named || holds(person, [role], project.boutique);
}

/** Whoever is a director at this moment, also in one's place. */
export const mayDirect = (person: Person, { boutique }: Pick<Project, 'boutique'>): boolean =>
  holds(person, ['director'], boutique);

/** Whoever may say that it is done may take that back; whoever may leave it out too. What its votes passed stays. */
export function mayReopen(person: Person, project: Project, milestone: Milestone): boolean {
  const { gate, status, vote } = milestone;
  if (status === 'open' || (gate && (vote === 'passed' || !mayDirect(person, project)))) return false;
  return status === 'waived' ? mayLead(person, project) : mayWork(person, project, milestone);
}

const ends: readonly ProjectState[] = ['cancelled', 'handed-over'];

/** The same, on hold. */
export function held(project: Project, reason: string): Project {
  if (ends.includes(project.state) || project.state === 'held') throw notNow(project);
  return { ...project, state: 'held', stateBefore: project.state, stateReason: reason };
}

export function resumed(project: Project): Project {
  if (project.state !== 'held') throw notNow(project);
  return { ...project, state: project.stateBefore ?? 'in-preparation', stateBefore: null, stateReason: null };
}

export function cancelled(project: Project, reason: string): Project {
  if (ends.includes(project.state)) throw notNow(project);
  return { ...project, state: 'cancelled', stateBefore: null, stateReason: reason };
}

const notNow = ({ state }: Project): Refusal =>
  new Refusal('state', `It is ${projectStates[state].toLowerCase()} now, so this can't be done.`);

/** Only forward, and as far as its milestones carry it. */
export function carried(project: Project, milestones: Milestones): Project {
  if (!isLive(project)) return project;
  const reached = reachedBy(milestones);
  const isFurther = course.indexOf(reached) > course.indexOf(project.state as CourseState);
  return isFurther ? { ...project, state: reached } : project;
}

/** What its milestones alone say. Ready is everything that its go / no-go waits for; under way is anything after its approval. */
export function reachedBy(milestones: Milestones): CourseState {
  const over = (state: CourseState) => milestones.some((each) => each.reaches === state && !isOpen(each));
  if (over('handed-over')) return 'handed-over';
  if (over('live')) return 'live';
  if (over('go')) return 'go';
  const go = milestones.find(({ reaches }) => reaches === 'go');
  const approved = over('approved');
  if (go && approved && unfinishedBefore(go, milestones).length === 0) return 'ready';
  if (!approved) return 'brief';
  const approval = milestones.find(({ reaches }) => reaches === 'approved');
  const begun = milestones.some((each) => !isOpen(each) && each.position > (approval?.position ?? 0));
  return begun ? 'in-preparation' : 'approved';
}
