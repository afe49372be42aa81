import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Milestone } from '../../../src/capabilities/openings/rules.js';
import { isOpen } from '../../../src/capabilities/openings/rules.js';
import {
  businessDaysFrom,
  changedPromises,
  dueOn,
  inOrder,
  misfits,
  moved,
  schedule,
} from '../../../src/capabilities/openings/rules-schedule.js';
import { linesOf } from '../../../src/capabilities/openings/rules-templates.js';
import { templates } from '../../../src/capabilities/openings/templates.js';
import { isBusinessDay } from '../../../src/domain/business-days.js';
import { daysAfter } from '../../../src/domain/days.js';
import { plannedFrom } from './plan.js';

const place = { country: 'US', state: 'NY' };
const FIRST = '2026-03-02';
const at = (day: string, createdOn: string) => ({ day, createdAt: new Date(`${createdOn}T12:00:00Z`), place });

const aDay = fc.integer({ min: 0, max: 700 }).map((days) => daysAfter(FIRST, days));

/** Each may wait for some of those before it; some are done, some have a day of their own. */
const aPlan = fc
  .array(
    fc.record({
      offset: fc.integer({ min: -180, max: 14 }),
      lead: fc.integer({ min: 0, max: 25 }),
      buffer: fc.integer({ min: 0, max: 5 }),
      waits: fc.array(fc.nat(20), { maxLength: 3 }),
      done: fc.boolean(),
      own: fc.option(fc.integer({ min: -60, max: 60 }), { nil: null }),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .chain((drawn) => aDay.map((day) => ({ drawn, day })))
  .map(({ drawn, day }) => ({
    day,
    milestones: drawn.map(({ offset, lead, buffer, waits, done, own }, index): Milestone => {
      const due = daysAfter(day, offset);
      return plannedFrom({
        ...{ key: `m${index}`, offset, lead, buffer, due, promised: due },
        after: [...new Set(waits.filter((each) => each < index).map((each) => `m${each}`))],
        own: own === null ? null : daysAfter(due, own),
        ...(done && { status: 'done' as const, doneOn: due }),
      });
    }),
  }));

describe('the plan', () => {
  it('has nothing before what it waits for, before today, or before the day that was set', () => {
    fc.assert(
      fc.property(aPlan, aDay, ({ day, milestones }, today) => {
        const plan = schedule(at(day, today), milestones, today);
        const forecasts = new Map(plan.map(({ milestone, forecast }) => [milestone.key, forecast]));
        for (const { milestone, forecast } of plan.filter((each) => isOpen(each.milestone))) {
          for (const key of milestone.after) expect(forecast >= (forecasts.get(key) ?? '')).toBe(true);
          expect(forecast >= today).toBe(true);
          expect(forecast >= (milestone.own ?? milestone.due)).toBe(true);
        }
      }),
    );
  });

  it('leaves the time that each one takes after what it waits for', () => {
    fc.assert(
      fc.property(aPlan, aDay, ({ day, milestones }, today) => {
        const plan = schedule(at(day, today), milestones, today);
        const forecasts = new Map(plan.map(({ milestone, forecast }) => [milestone.key, forecast]));
        for (const { milestone, forecast } of plan.filter((each) => isOpen(each.milestone)))
          for (const key of milestone.after) {
            const taken = businessDaysFrom(forecasts.get(key) ?? '', forecast, place);
            expect(taken).toBeGreaterThanOrEqual(milestone.lead + milestone.buffer);
          }
      }),
    );
  });

  it('moves with the day: everything that is open, as many days from it, to the business day before where that is none', () => {
    fc.assert(
      fc.property(aPlan, fc.integer({ min: -90, max: 90 }), ({ day, milestones }, by) => {
        const other = daysAfter(day, by);
        const after = moved(milestones, { day: other, place });
        for (const [index, milestone] of milestones.entries()) {
          const now = after[index] as Milestone;
          if (!isOpen(milestone)) {
            expect(now).toEqual(milestone);
            continue;
          }
          const counted = daysAfter(other, milestone.offset);
          expect(now.due <= counted).toBe(true);
          expect(businessDaysFrom(now.due, counted, place)).toBe(0);
          if (milestone.offset < 0) expect(isBusinessDay(now.due, 'US', 'NY')).toBe(true);
          else expect(now.due).toBe(counted);
        }
      }),
    );
  });

  it('never moves what is done', () => {
    fc.assert(
      fc.property(aPlan, aDay, aDay, ({ day, milestones }, today, other) => {
        const plan = schedule(at(other, today), moved(milestones, { day: other, place }), today);
        const before = schedule(at(day, today), milestones, today);
        for (const [index, { milestone, forecast }] of plan.entries())
          if (!isOpen(milestone)) {
            expect(forecast).toBe(milestone.doneOn);
            expect(before[index]?.forecast).toBe(forecast);
          }
      }),
    );
  });

  it('names as late what can’t be there on the day of the plan, and nothing else', () => {
    fc.assert(
      fc.property(aPlan, aDay, ({ day, milestones }, today) => {
        const plan = schedule(at(day, today), milestones, today);
        const named = new Set(misfits(at(day, today), plan, today).map(({ milestone }) => milestone.key));
        for (const { milestone, forecast } of plan)
          expect(named.has(milestone.key)).toBe(isOpen(milestone) && forecast > milestone.due);
      }),
    );
  });

  it('refuses milestones that wait for each other', () => {
    const ring = [
      plannedFrom({ key: 'a', after: ['c'] }),
      plannedFrom({ key: 'b', after: ['a'] }),
      plannedFrom({ key: 'c', after: ['b'] }),
    ];
    expect(() => inOrder(ring)).toThrow('waits for itself');
    expect(() => schedule(at('2027-02-05', '2026-11-20'), ring, '2026-11-20')).toThrow('waits for itself');
  });
});

describe('a day before the opening', () => {
  it.each([
    ['Christmas', '2027-03-05', -70, '2026-12-24'],
    ['New Year', '2027-03-05', -63, '2026-12-31'],
    ['a Sunday', '2027-03-05', -5, '2027-02-26'],
    ['a business day', '2027-03-05', -4, '2027-03-01'],
    ['the opening itself, on a Sunday', '2027-03-07', 0, '2027-03-07'],
    ['a week after it', '2027-03-07', 7, '2027-03-14'],
  ])('%s', (_, day, offset, due) => {
    expect(dueOn({ day, place }, offset)).toBe(due);
  });
});

describe('a delay', () => {
  const opening = '2027-03-05';
  const permits = plannedFrom({ key: 'permits', lead: 5, due: '2027-01-15', promised: '2027-01-15' });
  const works = plannedFrom({
    ...{ key: 'works', lead: 10, after: ['permits'], due: '2027-02-05', promised: '2027-02-05' },
  });
  const day = plannedFrom({ key: 'opening', lead: 0, after: ['works'], due: opening, promised: opening });
  const project = at(opening, '2026-11-20');

  it.each([
    ['nothing slips', null, '2027-01-15', '2027-02-05', opening],
    ['within the slack', '2027-01-20', '2027-01-20', '2027-02-05', opening],
    // February 12 and 15 are no business days in New York.
    ['beyond it', '2027-02-01', '2027-02-01', '2027-02-17', opening],
    ['beyond the opening', '2027-03-01', '2027-03-01', '2027-03-15', '2027-03-15'],
  ])('%s', (_, own, ...days) => {
    const plan = schedule(project, [{ ...permits, own }, works, day], '2026-12-01');
    expect(plan.map(({ forecast }) => forecast)).toEqual(days);
  });

  it('is passed on to those whose day changed, and to nobody else', () => {
    const plan = schedule(project, [{ ...permits, own: '2027-02-01' }, works, day], '2026-12-01');
    expect(changedPromises(plan).map(({ milestone, before, day: now }) => [milestone.key, before, now])).toEqual([
      ['permits', '2027-01-15', '2027-02-01'],
      ['works', '2027-02-05', '2027-02-17'],
    ]);
  });

  it('says how much each can slip, and what decides the end', () => {
    const plan = schedule(project, [permits, works, day], '2026-12-01');
    expect(plan.map(({ milestone, slack, critical }) => [milestone.key, slack, critical])).toEqual([
      ['permits', 22, true],
      ['works', 18, true],
      ['opening', 0, true],
    ]);
  });

  it.each([
    ['there is time', '2026-12-01', {}, 'not-due'],
    ['it must begin', '2027-01-08', {}, 'due'],
    ['somebody blocks it', '2026-12-01', { blocker: 'No answer' }, 'at-risk'],
    ['its day is over', '2027-01-18', {}, 'late'],
    ['it is done', '2027-01-18', { status: 'done', doneOn: '2027-01-14' }, 'done'],
    ['it is waived', '2027-01-18', { status: 'waived', doneOn: '2027-01-14' }, 'waived'],
  ] as const)('%s: its state', (_, today, changes, state) => {
    expect(schedule(project, [{ ...permits, ...changes }], today)[0]?.state).toBe(state);
  });

  it('says since when it should have begun', () => {
    const [misfit] = misfits(project, schedule(at(opening, '2027-01-14'), [permits], '2027-01-14'), '2027-01-14');
    // January 18 is a holiday.
    expect(misfit).toMatchObject({ forecast: '2027-01-22', late: 4, begunBy: '2027-01-08' });
  });
});

describe.each(templates.map((template) => [template.name, template] as const))('the template %s', (_, template) => {
  it('fits on every day of two years, when it is begun in time', () => {
    const first = Math.min(...template.lines.map(({ offset }) => offset));
    for (let ahead = 0; ahead < 730; ahead += 4) {
      const day = daysAfter('2027-01-01', ahead);
      const begun = daysAfter(day, first - 12);
      const milestones = linesOf(template).map((line) => {
        const due = dueOn({ day, place }, line.offset);
        return plannedFrom({ ...line, due, promised: due });
      });
      for (const { after, due, name } of milestones)
        for (const earlier of milestones.filter(({ key }) => after.includes(key)))
          expect(earlier.due <= due, `${day}: ${name} after ${earlier.name}`).toBe(true);
      const late = misfits(at(day, begun), schedule(at(day, begun), milestones, begun), begun);
      expect(late.map(({ milestone, forecast }) => `${day}: ${milestone.key} ${milestone.due} ${forecast}`)).toEqual(
        [],
      );
    }
  });

  it('waits for nothing that is not there, and names each line once', () => {
    const keys = template.lines.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { after = [], phase, name } of template.lines) {
      expect(after.filter((key) => !keys.includes(key))).toEqual([]);
      expect(Object.keys(template.phases)).toContain(phase);
      expect(name.length).toBeLessThanOrEqual(32);
    }
  });

  it('ends, and has a go / no-go before its day', () => {
    const reached = template.lines.flatMap(({ reaches }) => reaches ?? []);
    expect(reached).toEqual(['approved', 'go', 'live', 'handed-over']);
    expect(template.lines.find(({ reaches }) => reaches === 'go')?.voters?.length).toBeGreaterThan(1);
  });
});
