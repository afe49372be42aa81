import type { NetworkRole } from '../../domain/people.js';
import type { CourseState, Milestone, ProjectKind } from './rules.js';

/** One thing to be done, counted from the day of the project. */
export interface TemplateLine {
  readonly key: string;
  readonly name: string;
  readonly phase: string;
  /** Calendar days from the day; negative before it. */
  readonly offset: number;
  readonly role: NetworkRole | 'store-manager';
  /** Business days. */
  readonly lead: number;
  /** Kept beside them, because it is somebody else's to give. */
  readonly buffer?: number;
  readonly external?: true;
  readonly after?: readonly string[];
  /** Passes by votes alone: who is asked. */
  readonly voters?: readonly NetworkRole[];
  /** The state of the project once it is done. */
  readonly reaches?: CourseState;
}

export interface Template {
  readonly name: string;
  readonly version: number;
  readonly kind: ProjectKind;
  /** Where one chooses it: "Boutique opening, from 180 days before". */
  readonly title: string;
  /** In their order. */
  readonly phases: Readonly<Record<string, string>>;
  readonly lines: readonly TemplateLine[];
}

/** What was learned about one line. Null: it is left out. */
export interface LineChange {
  readonly key: string;
  readonly change: Partial<TemplateLine> | null;
}

/** The template as it is now: the last change of each line counts; a line that is new has all that a line needs. */
export function withChanges(template: Template, changes: readonly LineChange[]): Template {
  if (changes.length === 0) return template;
  const last = new Map(changes.map(({ key, change }) => [key, change]));
  const known = new Set(template.lines.map(({ key }) => key));
  const added = [...last].filter(([key]) => !known.has(key)).flatMap(([, change]) => (change ? [change] : []));
  const kept = template.lines.flatMap((line) => {
    const change = last.get(line.key);
    return change === null ? [] : [{ ...line, ...change, key: line.key }];
  });
  const left = new Set([...kept, ...(added as TemplateLine[])].map(({ key }) => key));
  const lines = [...kept, ...(added as TemplateLine[])].map((line) => ({
    ...line,
    after: [...new Set((line.after ?? []).flatMap((key) => standingFor(key, template, left)))],
  }));
  return { ...template, version: template.version + changes.length, lines };
}

/** What waited for a line that is left out waits for what that one waited for. */
function standingFor(key: string, template: Template, left: ReadonlySet<string>): string[] {
  if (left.has(key)) return [key];
  const line = template.lines.find((each) => each.key === key);
  return (line?.after ?? []).flatMap((each) => standingFor(each, template, left));
}

/** What a plan is made of, in its order. */
export type PlanLine = Pick<Milestone, 'key' | 'name' | 'phase' | 'position' | 'offset' | 'role' | 'lead' | 'buffer'> &
  Pick<Milestone, 'after' | 'external' | 'gate' | 'voterRoles' | 'reaches'>;

export const linesOf = ({ lines }: Template): PlanLine[] =>
  [...lines]
    .sort((a, b) => a.offset - b.offset)
    .map(({ buffer = 0, after = [], external = false, voters = [], reaches = null, ...line }, position) => ({
      ...{ ...line, position, buffer, after, external, voterRoles: voters, gate: voters.length > 0, reaches },
    }));
