import type { Day } from '../../domain/calendar.js';
import { actsFor, holds, type Person } from '../../domain/people.js';
import { mayLead, type Named, type Project } from './rules.js';

export const punchStates = { open: 'Open', done: 'Done, to be accepted', accepted: 'Accepted' } as const;
export type PunchState = keyof typeof punchStates;

/** Something that is still to be put right in a boutique. */
export interface PunchItem {
  readonly id: string;
  readonly project: string;
  readonly number: number;
  readonly what: string;
  readonly place: string;
  /** Null: store planning. */
  readonly owner: Named | null;
  readonly due: Day;
  readonly state: PunchState;
  /** How often it was done. */
  readonly round: number;
  readonly reportedBy: Named;
  readonly reportedAt: Date;
  readonly doneBy: Named | null;
  readonly doneNote: string | null;
  readonly reopenWhy: string | null;
  readonly acceptedBy: Named | null;
  readonly photos: number;
}

/** For its buttons. */
export const subjectOf = ({ project, id }: Pick<PunchItem, 'project' | 'id'>): string => `${project}/${id}`;

/** Whose it is, store planning, and whoever leads the project. */
export function mayFix(person: Person, project: Project, { owner }: Pick<PunchItem, 'owner'>): boolean {
  if (mayLead(person, project) || holds(person, ['store-planning'], null)) return true;
  return owner !== null && actsFor(person, owner.id);
}

export const isLate = ({ state, due }: Pick<PunchItem, 'state' | 'due'>, today: Day): boolean =>
  state === 'open' && due < today;

/** Late first, then what is open by its day, then what waits to be accepted. */
export function inOrder(items: readonly PunchItem[]): PunchItem[] {
  const states = Object.keys(punchStates);
  return [...items].sort(
    (a, b) => states.indexOf(a.state) - states.indexOf(b.state) || a.due.localeCompare(b.due) || a.number - b.number,
  );
}

/** "3 open, 1 late, 2 to accept". */
export function punchInWords(items: readonly Pick<PunchItem, 'state' | 'due'>[], today: Day): string {
  const number = (state: PunchState) => items.filter((each) => each.state === state).length;
  const late = items.filter((each) => isLate(each, today)).length;
  if (items.length === 0) return 'nothing on it';
  const parts = [
    number('open') > 0 ? `${number('open')} open` : '',
    late > 0 ? `${late} late` : '',
    number('done') > 0 ? `${number('done')} to accept` : '',
    number('accepted') > 0 ? `${number('accepted')} accepted` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
