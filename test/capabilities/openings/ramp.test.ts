import { describe, expect, it } from 'vitest';
import { type FirstDays, rampDay, rampLines, rampOf } from '../../../src/capabilities/openings/rules-ramp.js';

const first = (project: string, issues: number, cleanDays: number): FirstDays => ({ project, issues, cleanDays });

describe('the first days of an opening beside those of earlier ones', () => {
  it.each([
    ['2026-12-04', 1],
    ['2026-12-09', 6],
    ['2026-12-30', 14],
  ])('opened on Dec 4, it is on its day on %s: %i', (today, day) => {
    expect(rampDay('2026-12-04', today)).toBe(day);
  });

  it('are the figures of each, and the average of the others', () => {
    const ramp = rampOf('soho', 6, [first('soho', 4, 5), first('oak', 8, 2), first('rodeo', 5, 4)]);
    expect(ramp).toEqual({ day: 6, issues: 4, cleanDays: 5, earlier: 2, theirIssues: 6.5, theirCleanDays: 3 });
    expect(rampLines(ramp)).toEqual([
      ['Issues by day 6', '4 · the 2 openings before had 6.5 on average'],
      ['Clean days by day 6', '5 · the 2 openings before had 3 on average'],
    ]);
  });

  it('say of one before it what it had, and nothing where there was none', () => {
    expect(rampLines(rampOf('soho', 3, [first('soho', 0, 3), first('oak', 2, 1)]))).toEqual([
      ['Issues by day 3', '0 · the opening before had 2'],
      ['Clean days by day 3', '3 · the opening before had 1'],
    ]);
    expect(rampLines(rampOf('soho', 3, [first('soho', 0, 3)]))).toEqual([]);
  });
});
