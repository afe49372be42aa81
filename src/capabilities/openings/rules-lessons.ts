import { counted, type Day } from '../../domain/calendar.js';
import { type NetworkRole, type Person, roleNames } from '../../domain/people.js';
import type { Named } from './rules.js';
import { type LineChange, linesOf, type Template, type TemplateLine, withChanges } from './rules-templates.js';

export interface Lesson {
  readonly well: string;
  readonly slipped: string;
  readonly by: Named;
  readonly at: Date;
}

/** What one project would change in the template of the next. */
export interface Proposal extends LineChange {
  readonly id: string;
  readonly project: string;
  readonly template: string;
  readonly before: string;
  readonly after: string;
  readonly why: string;
  readonly state: 'proposed' | 'approved' | 'declined';
  readonly proposedBy: Named;
  readonly proposedAt: Date;
  readonly decidedBy: Named | null;
  readonly decidedWhy: string | null;
}

/** "95 days before". */
export function offsetInWords(offset: number): string {
  if (offset === 0) return 'on the day';
  return `${counted(Math.abs(offset), 'day')} ${offset < 0 ? 'before' : 'after'}`;
}

/** "Building permits: 80 days before, takes 18 business days". */
export const lineInWords = ({ name, offset, lead }: Pick<TemplateLine, 'name' | 'offset' | 'lead'>): string =>
  `${name}: ${offsetInWords(offset)}, takes ${counted(lead, 'business day')}`;

/** The line as it would be, with all that it has now. */
export function changedLine(line: TemplateLine, change: Partial<TemplateLine> | null): TemplateLine | null {
  return change === null ? null : { ...line, ...change, key: line.key };
}

/** Why a template would not hold together with this; null: it does. */
export function misfitOf(template: Template, proposed: LineChange): string | null {
  const changed = withChanges(template, [proposed]);
  const lines = new Map(linesOf(changed).map((line) => [line.key, line]));
  for (const line of lines.values()) {
    for (const key of line.after) {
      const earlier = lines.get(key);
      if (earlier && earlier.offset > line.offset)
        return `${line.name} comes after ${earlier.name}, which is ${offsetInWords(earlier.offset)}.`;
    }
  }
  return null;
}

/** Of a line that is left out: what the project can't do without. */
export const isNeeded = ({ reaches, voters }: TemplateLine): boolean => reaches !== undefined || voters !== undefined;

/** A key that nothing in the template has. */
export function keyFor(name: string, { lines }: Template): string {
  const plain = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  const words =
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 30) || 'line';
  const taken = new Set(lines.map(({ key }) => key));
  let key = words;
  for (let next = 2; taken.has(key); next += 1) key = `${words}-${next}`;
  return key;
}

/** Whoever answers for openings, and did not propose it. */
export const mayDecide = (person: Person, { proposedBy }: Pick<Proposal, 'proposedBy'>): boolean =>
  person.id !== proposedBy.id &&
  person.roles.some(({ role, for: absent }) => DECIDERS.includes(role) && absent !== proposedBy.id);

const DECIDERS: readonly string[] = ['operations-manager', 'director'];

export const roleOptions = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (
      [
        'operations-manager',
        'director',
        'global-retail-operations',
        'safety-and-security',
        'register-support',
        'store-planning',
        'finance',
      ] satisfies NetworkRole[]
    ).map((role) => [role, `${roleNames[role][0].charAt(0).toUpperCase()}${roleNames[role][0].slice(1)}`]),
  );

/** What every milestone of some openings came to. */
export interface Kept {
  readonly due: Day;
  readonly doneOn: Day;
}

export interface Figures {
  readonly done: number;
  readonly onTime: number;
}

export const figuresOf = (kept: readonly Kept[]): Figures => ({
  done: kept.length,
  onTime: kept.filter(({ due, doneOn }) => doneOn <= due).length,
});

export const percent = ({ done, onTime }: Figures): string =>
  done === 0 ? 'nothing is done yet' : `${Math.round((100 * onTime) / done)}%, ${onTime} of ${done}`;
