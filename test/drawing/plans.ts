import { daysAfter } from '../../src/domain/days.js';
import type { Plan, Row, State } from '../../src/drawing/plan.js';

const STATES: readonly State[] = ['done', 'at-risk', 'late', 'due', 'open', 'waived'];

export const row = (label: string, more: Partial<Row> = {}): Row => ({
  label,
  from: '2026-11-02',
  to: '2026-12-04',
  state: 'open',
  ...more,
});

export const planOf = (phases: Plan['phases'], more: Partial<Plan> = {}): Plan => ({
  title: 'Miami Design District',
  subtitle: 'As of Nov 22: 1 late',
  today: '2026-11-22',
  opening: '2027-03-12',
  phases,
  ...more,
});

/** So many rows in five phases, of all states, with gates, slips and owners. */
export function planOfRows(count: number, label = (index: number) => `Milestone ${index} of the plan`): Plan {
  const rows = Array.from({ length: count }, (_, index): Row => {
    const from = daysAfter('2026-09-10', Math.floor((200 / count) * index));
    return {
      label: label(index),
      from,
      to: daysAfter(from, 8 + ((index * 7) % 25)),
      state: index < count * 0.35 ? 'done' : (STATES[index % 6] ?? 'open'),
      owner: ['Helen', 'Marc', 'Claire Dubois', 'Inès'][index % 4] ?? '',
      gate: index % 9 === 5,
      ...(index % 5 === 2 && { promised: daysAfter(from, 3) }),
    };
  });
  const size = Math.ceil(count / 5);
  const names = ['Lease and permits', 'Design', 'Works and vault', 'People', 'Stock and launch'];
  return planOf(names.map((name, index) => ({ name, rows: rows.slice(index * size, (index + 1) * size) })));
}
