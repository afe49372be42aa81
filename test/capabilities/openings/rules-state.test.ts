import { describe, expect, it } from 'vitest';
import {
  isNeeded,
  keyFor,
  lineInWords,
  mayDecide,
  misfitOf,
} from '../../../src/capabilities/openings/rules-lessons.js';
import { drawn } from '../../../src/capabilities/openings/rules-picture.js';
import { schedule } from '../../../src/capabilities/openings/rules-schedule.js';
import {
  blockedOf,
  costsOf,
  forecastOf,
  nextOf,
  type SlipEntry,
  slipsOf,
  weekToSay,
} from '../../../src/capabilities/openings/rules-state.js';
import type { TemplateLine } from '../../../src/capabilities/openings/rules-templates.js';
import { openingTemplate } from '../../../src/capabilities/openings/template-opening.js';
import { templates } from '../../../src/capabilities/openings/templates.js';
import type { Person } from '../../../src/domain/people.js';
import { plannedFrom, projectFrom } from './plan.js';

describe('the week whose state is said', () => {
  it.each([
    ['a Monday before nine', '2026-11-23T13:59:00Z', null],
    ['a Monday at nine', '2026-11-23T14:00:00Z', '2026-11-23'],
    ['a bot that slept, on Wednesday', '2026-11-25T18:00:00Z', '2026-11-23'],
    ['not at night', '2026-11-25T03:00:00Z', null],
    ['not on a holiday', '2026-11-26T15:00:00Z', null],
    ['not on a Sunday', '2026-11-29T15:00:00Z', null],
    ['a Monday that is a holiday', '2027-01-18T15:00:00Z', null],
    ['the Tuesday after it', '2027-01-19T14:00:00Z', '2027-01-18'],
    ['after the clocks have changed', '2027-03-15T13:00:00Z', '2027-03-15'],
  ])('%s', (_, now, week) => expect(weekToSay(new Date(now))?.key ?? null).toBe(week));
});

const works = plannedFrom({
  ...{ key: 'works', name: 'Building works', position: 2, due: '2027-01-26' },
  after: ['permits'],
});
const permits = plannedFrom({
  ...{ key: 'permits', name: 'Building permits', position: 1, lead: 5, due: '2026-12-15', promised: '2026-12-15' },
  ...{ blocker: 'The office is closed', blockedBy: { id: 'samuel', name: 'Samuel' }, costPlanned: 500_00 },
});
const opening = plannedFrom({
  key: 'opening',
  reaches: 'live',
  position: 3,
  due: '2027-03-05',
  promised: '2027-03-05',
});
const plan = schedule(projectFrom(), [permits, works, opening], '2026-12-10');

describe('a state', () => {
  it('names what was moved by where it began, and what only followed as a number', () => {
    const since = new Date('2026-12-08T15:00:00Z');
    const entry = (milestone: string, changes: Partial<SlipEntry> = {}): SlipEntry => ({
      ...{
        milestone,
        before: '2026-12-15',
        day: '2026-12-22',
        since,
        cause: 'permit',
        why: 'More papers.',
        by: 'Marc',
      },
      ...changes,
    });
    const earlier = entry('id-opening', { why: 'Earlier.', day: '2026-12-14' });
    expect(slipsOf([entry('id-works'), entry('id-permits'), earlier], [permits, works, opening])).toEqual([
      {
        ...{ name: 'Building permits', role: 'store-planning', cause: 'permit', why: 'More papers.' },
        ...{ before: '2026-12-15', day: '2026-12-22', followed: 1 },
      },
    ]);
  });

  it('says who keeps whom, what it costs, what comes next, and when the day comes', () => {
    expect(blockedOf(plan)).toEqual([
      { milestone: permits, by: { id: 'samuel', name: 'Samuel' }, what: 'The office is closed', holdsUp: [works] },
    ]);
    expect(costsOf(plan)).toEqual({ planned: 500_00, actual: 0, known: 1 });
    expect(nextOf(plan, '2026-12-10').map(({ milestone }) => milestone.key)).toEqual(['permits']);
    expect(forecastOf(projectFrom(), plan, '2027-02-26')).toEqual({
      day: '2027-03-05',
      isOver: false,
      promised: '2027-02-26',
      late: 5,
    });
  });

  it('is drawn from the day on which each must begin, in its phase and its state', () => {
    const picture = drawn(projectFrom(), plan, '2026-12-10', new Map([['id-permits', '2026-12-01']]));
    expect(picture).toMatchObject({ title: 'SoHo', opening: '2027-03-05', today: '2026-12-10' });
    expect(picture.phases).toHaveLength(1);
    expect(picture.phases[0]?.rows[0]).toEqual({
      ...{ label: 'Building permits', from: '2026-12-08', to: '2026-12-15', state: 'at-risk', promised: '2026-12-01' },
    });
  });
});

describe('what was learned', () => {
  const line = (key: string): TemplateLine => {
    const found = openingTemplate.lines.find((each) => each.key === key);
    if (!found) throw new Error(key);
    return found;
  };

  it.each([
    ['earlier than what it waits for', { key: 'permits', change: { offset: -125 } }, /comes after Design approved/],
    ['later than what waits for it', { key: 'permits', change: { offset: -20 } }, /comes after Building permits/],
    ['in between', { key: 'permits', change: { offset: -90 } }, null],
    ['a line that is left out', { key: 'insurance', change: null }, null],
    ['a new one', { key: 'signs', change: { ...line('insurance'), key: 'signs', name: 'Signs', offset: -22 } }, null],
  ])('fits, or not: %s', (_, change, expected) => {
    const misfit = misfitOf(openingTemplate, change);
    if (expected === null) expect(misfit).toBeNull();
    else expect(misfit).toMatch(expected);
  });

  it('begins with templates in which everything fits', () => {
    for (const template of templates) expect(misfitOf(template, { key: 'nothing', change: null })).toBeNull();
  });

  it('keeps what a plan can’t do without, and finds a key for what is new', () => {
    expect(isNeeded(line('go'))).toBe(true);
    expect(isNeeded(line('permits'))).toBe(false);
    expect(keyFor('Schéma – 2ᵉ étage', openingTemplate)).toBe('schema-2-etage');
    expect(keyFor('Permits', openingTemplate)).toBe('permits-2');
    expect(keyFor('鑽石', openingTemplate)).toBe('line');
    expect(lineInWords(line('permits'))).toBe('Building permits: 80 days before, takes 18 business days');
  });

  it.each<[string, Person['roles'], boolean]>([
    ['the director', [{ role: 'director', boutique: null }], true],
    ['an operations manager', [{ role: 'operations-manager', boutique: null }], true],
    ['finance', [{ role: 'finance', boutique: null }], false],
    ['who stands in for whoever proposed it', [{ role: 'operations-manager', boutique: null, for: 'marc' }], false],
  ])('is decided by %s: %o', (_, roles, may) => {
    const proposedBy = { id: 'marc', name: 'Marc' };
    expect(mayDecide({ id: 'other', name: 'Other', language: 'en-US', roles }, { proposedBy })).toBe(may);
    expect(mayDecide({ id: 'marc', name: 'Marc', language: 'en-US', roles }, { proposedBy })).toBe(false);
  });
});
