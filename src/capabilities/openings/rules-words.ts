import { type Day, dayInWords } from '../../domain/calendar.js';
import { type Role, roleNames } from '../../domain/people.js';
import { shortened } from '../../domain/words.js';
import type { Milestone, Project } from './rules.js';
import type { Planned } from './rules-schedule.js';

export const titleOf = ({ title }: Pick<Project, 'title'>): string => shortened(title, 70);

/** "opens Fri, Mar 5"; what it did or was to do, once that day is over. */
export function dayWords(project: Project, today: Day): string {
  return `${verbOf(project, today)} ${dayInWords(project.day, today)}`;
}

export function verbOf({ kind, day, state }: Project, today: Day): string {
  if (state === 'held') return 'planned for';
  if (state === 'cancelled') return 'was planned for';
  if (kind !== 'opening') return day < today ? 'was' : 'on';
  if (state === 'live' || state === 'handed-over') return 'opened';
  return day < today ? 'was to open' : 'opens';
}

/** What somebody wrote, in a line with other things: without the end of its sentence. */
export const asPart = (words: string): string => shortened(withoutStop(words), 60);

export const withoutStop = (words: string): string => words.replace(/\.\s*$/, '');

/** One of a plan in a line. */
export const lineOf = (planned: Planned, today: Day): readonly [lead: string, text: string] => [
  planned.milestone.name,
  [whenOf(planned, today), whose(planned.milestone), ...reasons(planned)].join(' · '),
];

function whenOf({ milestone, forecast, state }: Planned, today: Day): string {
  const { promised, due } = milestone;
  const day = (words: Day) => dayInWords(words, today);
  if (state === 'done') return `done ${day(forecast)}`;
  if (state === 'waived') return 'waived';
  if (state === 'late') return `late since ${day(promised)}`;
  return forecast > due ? `${day(due)}, now ${day(forecast)}` : day(forecast);
}

export function whose({ owner, role, status }: Milestone): string {
  if (owner) return shortened(owner.name, 40);
  return status === 'open' ? `no owner yet, ${roleNames[role][0]}` : roleNames[role][0];
}

/** "Store planning", where nothing comes before it. */
export const departmentOf = (role: Role): string => {
  const [words] = roleNames[role];
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

function reasons({ milestone, critical, state }: Planned): string[] {
  const { blocker, external, status } = milestone;
  if (status !== 'open') return [];
  return [
    ...(blocker === null ? [] : [`held up: ${asPart(blocker)}`]),
    ...(external ? ['in other hands'] : []),
    ...(critical && state !== 'not-due' ? ['the day depends on it'] : []),
  ];
}
