import type { Day } from '../domain/calendar.js';

/** What a picture of a plan is made of. */
export interface Plan {
  readonly title: string;
  /** Below it, lighter: "As of Nov 22: 3 late, 2 at risk". */
  readonly subtitle: string;
  readonly today: Day;
  readonly opening: Day;
  readonly phases: readonly Phase[];
}

export interface Phase {
  readonly name: string;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly label: string;
  readonly from: Day;
  /** The last day of it; not before the first. */
  readonly to: Day;
  readonly state: State;
  /** What was promised first, where it is another day than the last. */
  readonly promised?: Day;
  /** Nothing after it begins before a decision. */
  readonly gate?: boolean;
  readonly owner?: string;
}

export type State = 'done' | 'at-risk' | 'late' | 'due' | 'open' | 'waived';

/** One line of the picture. */
export type Line =
  | { readonly type: 'heading'; readonly name: string }
  | { readonly type: 'row'; readonly row: Row; readonly number: number }
  /** A phase for whose rows there is no room, and how many of them are done. */
  | { readonly type: 'phase'; readonly row: Row; readonly tail: string; readonly gates: readonly Row[] };

/** More would be too small to read. */
export const MOST_LINES = 34;

/** All its rows where there is room; else phases become one line each, those first of which least is to be said today. */
export function linesOf({ phases, today }: Pick<Plan, 'phases' | 'today'>, most = MOST_LINES): readonly Line[] {
  const filled = phases.filter(({ rows }) => rows.length > 0);
  const folded = new Set<Phase>();
  const length = () => filled.reduce((sum, phase) => sum + lengthOf(phase, folded), 0);
  for (const phase of byInterest(filled, today)) {
    if (length() <= most) break;
    folded.add(phase);
  }
  let number = 0;
  return filled.flatMap((phase): Line[] => {
    const numbered = phase.rows.map((row): Line => {
      number += 1;
      return { type: 'row', row, number };
    });
    if (folded.has(phase)) return [summaryOf(phase)];
    return phase.name === '' ? numbered : [{ type: 'heading', name: phase.name }, ...numbered];
  });
}

function lengthOf(phase: Phase, folded: ReadonlySet<Phase>): number {
  return folded.has(phase) ? 1 : phase.rows.length + (phase.name === '' ? 0 : 1);
}

/** First what is over, then what is far ahead, last what is going on, and of that what is going wrong. */
function byInterest(phases: readonly Phase[], today: string): readonly Phase[] {
  const interest = ({ rows }: Phase): number => {
    if (rows.every(isOver)) return 0;
    const troubled = rows.filter(({ state }) => state === 'late' || state === 'at-risk').length;
    if (troubled > 0) return 3 + troubled;
    return rows.every(({ from }) => from > today) ? 1 : 2;
  };
  const begins = ({ rows }: Phase): string => rows.map(({ from }) => from).sort()[0] ?? '';
  return [...phases].sort((a, b) => {
    const [one, other] = [interest(a), interest(b)];
    if (one !== other) return one - other;
    // Of those to come, what is furthest away.
    return one === 1 ? begins(b).localeCompare(begins(a)) : begins(a).localeCompare(begins(b));
  });
}

export const isOver = ({ state }: Row): boolean => state === 'done' || state === 'waived';

const WORST: readonly State[] = ['late', 'at-risk', 'due', 'open', 'done', 'waived'];

function summaryOf({ name, rows }: Phase): Line {
  const state = WORST.find((each) => rows.some((row) => row.state === each)) ?? 'open';
  const done = rows.filter(isOver).length;
  const row: Row = {
    label: name,
    from: rows.map(({ from }) => from).sort()[0] ?? '',
    to:
      rows
        .map(({ to }) => to)
        .sort()
        .at(-1) ?? '',
    state,
  };
  return { type: 'phase', row, tail: ` · ${done} of ${rows.length} done`, gates: rows.filter(({ gate }) => gate) };
}
