import { describe, expect, it } from 'vitest';
import {
  cancelled,
  carried,
  held,
  type Milestone,
  mayLead,
  mayWork,
  type ProjectState,
  reachedBy,
  resumed,
} from '../../../src/capabilities/openings/rules.js';
import { ballots, tally, type Vote, votesFor } from '../../../src/capabilities/openings/rules-gates.js';
import { nudgeSubject, nudges } from '../../../src/capabilities/openings/rules-nudges.js';
import { schedule } from '../../../src/capabilities/openings/rules-schedule.js';
import { linesOf, withChanges } from '../../../src/capabilities/openings/rules-templates.js';
import { openingTemplate } from '../../../src/capabilities/openings/template-opening.js';
import type { Person } from '../../../src/domain/people.js';
import { plannedFrom, projectFrom } from './plan.js';

const person = (id: string, ...roles: Person['roles']): Person => ({ id, name: id, language: 'en-US', roles });

describe('the states of a project', () => {
  const line = (key: string, position: number, reaches: Milestone['reaches'], after: string[] = []) =>
    plannedFrom({ key, position, reaches, after });
  const plan = [
    line('brief', 0, null),
    line('approval', 1, 'approved', ['brief']),
    line('works', 2, null, ['approval']),
    line('go', 3, 'go', ['works']),
    line('opening', 4, 'live', ['go']),
    line('handover', 5, 'handed-over', ['opening']),
  ];
  const having = (...done: string[]) =>
    plan.map((each) => (done.includes(each.key) ? { ...each, status: 'done' as const } : each));

  it.each<[string[], ProjectState]>([
    [[], 'brief'],
    [['brief'], 'brief'],
    [['brief', 'approval'], 'approved'],
    [['brief', 'approval', 'works'], 'ready'],
    [['brief', 'approval', 'works', 'go'], 'go'],
    [['brief', 'approval', 'works', 'go', 'opening'], 'live'],
    [['brief', 'approval', 'works', 'go', 'opening', 'handover'], 'handed-over'],
  ])('%j is %s', (done, state) => {
    expect(reachedBy(having(...done))).toBe(state);
  });

  it('under way is anything after its approval', () => {
    const more = [...having('brief', 'approval'), line('design', 6, null, ['approval'])];
    const go = more.map((each) => (each.key === 'design' ? { ...each, status: 'waived' as const } : each));
    expect(reachedBy(go)).toBe('in-preparation');
  });

  it('only goes forward, and stands still while it is held', () => {
    const live = projectFrom({ state: 'live' });
    expect(carried(live, having('brief')).state).toBe('live');
    expect(carried(held(live, 'x'), having('handover')).state).toBe('held');
  });

  it.each(['brief', 'approved', 'in-preparation', 'ready', 'go', 'live'] as const)(
    'is held in %s and goes on there',
    (state) => {
      const on = held(projectFrom({ state }), 'The landlord.');
      expect(on).toMatchObject({ state: 'held', stateBefore: state, stateReason: 'The landlord.' });
      expect(resumed(on)).toMatchObject({ state, stateBefore: null, stateReason: null });
      expect(cancelled(on, 'No lease.')).toMatchObject({ state: 'cancelled', stateReason: 'No lease.' });
    },
  );

  it.each([
    ['held twice', () => held(held(projectFrom(), 'x'), 'y')],
    ['resumed where it is not held', () => resumed(projectFrom())],
    ['held once it is over', () => held(projectFrom({ state: 'handed-over' }), 'x')],
    ['cancelled twice', () => cancelled(cancelled(projectFrom(), 'x'), 'y')],
  ])('is not %s', (_, change) => {
    expect(change).toThrow("so this can't be done");
  });
});

describe('who may', () => {
  const project = projectFrom({ boutique: 'MADISON' });
  const permits = plannedFrom({ owner: { id: 'sam', name: 'Sam' }, blockedBy: { id: 'vic', name: 'Vic' } });

  it.each([
    ['the lead', person('marc'), true, true],
    ['who was its director, and no longer is one', person('helen'), false, false],
    ['another director', person('zoe', { role: 'director', boutique: null }), true, true],
    ['an operations manager', person('kim', { role: 'operations-manager', boutique: null }), true, true],
    ['who stands in for the lead', person('ben', { role: 'associate', boutique: null, for: 'marc' }), true, true],
    ['its owner', person('sam'), false, true],
    ['who stands in for its owner', person('ben', { role: 'finance', boutique: null, for: 'sam' }), false, true],
    ['whoever holds it up', person('vic'), false, true],
    ['its department', person('dan', { role: 'store-planning', boutique: null }), false, true],
    ['another department', person('nora', { role: 'finance', boutique: null }), false, false],
    ['somebody of the boutique', person('ana', { role: 'associate', boutique: 'MADISON' }), false, false],
  ] as const)('%s', (_, who, leads, works) => {
    expect([mayLead(who, project), mayWork(who, project, permits)]).toEqual([leads, works]);
  });
});

describe('a vote', () => {
  const [a, b] = [
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B' },
  ];
  const cast = (voter: string, vote: 'go' | 'no-go'): Vote => ({ voter, by: a, vote, why: null, at: new Date(0) });

  it.each([
    ['nothing said', [], 'open'],
    ['one of two', [cast('a', 'go')], 'open'],
    ['all', [cast('a', 'go'), cast('b', 'go')], 'go'],
    ['one against', [cast('a', 'go'), cast('b', 'no-go')], 'no-go'],
    ['one against alone', [cast('b', 'no-go')], 'no-go'],
    ['a mind that changed', [cast('b', 'no-go'), cast('a', 'go'), cast('b', 'go')], 'go'],
    ['somebody who was not named', [cast('a', 'go'), cast('c', 'go')], 'open'],
  ] as const)('%s: %s', (_, votes, result) => {
    expect(tally(ballots([a, b], votes))).toBe(result);
  });

  it('does not pass where nobody was named', () => {
    expect(tally([])).toBe('open');
  });

  it('is cast for oneself, and for whoever is away and handed theirs on', () => {
    const ids = (who: Person) => votesFor(who, [a, b]).map(({ id }) => id);
    expect(ids(person('a'))).toEqual(['a']);
    expect(ids(person('c', { role: 'director', boutique: null, for: 'b' }))).toEqual(['b']);
    expect(ids(person('a', { role: 'director', boutique: null, for: 'b' }))).toEqual(['a', 'b']);
    expect(ids(person('c', { role: 'director', boutique: null }))).toEqual([]);
  });
});

describe('who is asked', () => {
  const owner = (id: string) => ({ id, name: id });
  const permits = plannedFrom({
    ...{ key: 'permits', owner: owner('sam'), lead: 5, due: '2027-01-29', promised: '2027-01-29' },
  });
  const works = plannedFrom({
    ...{ key: 'works', owner: owner('dan'), lead: 10, due: '2027-02-16', promised: '2027-02-16', after: ['permits'] },
  });
  const training = plannedFrom({
    ...{ key: 'training', owner: owner('eve'), lead: 2, due: '2027-02-26', promised: '2027-02-26', after: ['works'] },
  });
  const asked = (today: string, plan: Milestone[], state: ProjectState = 'in-preparation') => {
    const project = projectFrom({ state });
    return nudges(project, schedule(project, plan, today), today).map(
      ({ milestone, level, to, holdsUp }) =>
        `${to?.id ?? 'nobody'} ${level} ${milestone.key}${holdsUp.map(({ key }) => ` < ${key}`).join('')}`,
    );
  };
  const all = [permits, works, training];
  const done = { status: 'done', doneOn: '2027-01-29' } as const;

  it.each([
    ['nobody, while there is time', '2027-01-15', all, []],
    ['whoever must begin', '2027-01-22', all, ['sam upcoming permits']],
    ['whoever must begin, and with whom they hold up', '2027-01-27', all, ['sam upcoming permits < works']],
    ['on its day', '2027-01-29', all, ['sam due permits < works']],
    ['once it is late, alone, and not those who wait', '2027-02-19', all, ['sam late permits < works < training']],
    ['the next one, once it is done', '2027-02-01', [{ ...permits, ...done }, works, training], ['dan upcoming works']],
    ['nobody who has no owner named', '2027-01-22', [{ ...permits, owner: null }], ['nobody upcoming permits']],
    [
      'who could end what holds it up, and not its owner',
      '2027-01-22',
      [{ ...permits, blocker: 'No stamp', blockedBy: owner('vic') }],
      ['vic upcoming permits'],
    ],
    ['nobody, while votes are asked for', '2027-01-29', [{ ...permits, gate: true, vote: 'called' as const }], []],
  ])('%s', (_, today, plan, said) => {
    expect(asked(today, plan as Milestone[])).toEqual(said);
  });

  it('nobody, while it is held', () => {
    expect(asked('2027-02-19', all, 'held')).toEqual([]);
  });

  it('is another thing once the day, the person or whom it holds up is another', () => {
    const subjects = [
      nudgeSubject({ milestone: permits, holdsUp: [] }),
      nudgeSubject({ milestone: permits, holdsUp: [works] }),
      nudgeSubject({ milestone: { ...permits, promised: '2027-02-01' }, holdsUp: [] }),
      nudgeSubject({ milestone: { ...permits, owner: owner('zoe') }, holdsUp: [] }),
    ];
    expect(new Set(subjects).size).toBe(4);
  });
});

describe('a template', () => {
  it('is as the last change of each of its lines has it', () => {
    const changed = withChanges(openingTemplate, [
      { key: 'permits', change: { lead: 20 } },
      { key: 'permits', change: { lead: 22, name: 'City permits' } },
      { key: 'soft-opening', change: null },
      {
        key: 'photos',
        change: {
          key: 'photos',
          name: 'Photos',
          phase: 'opening',
          offset: -1,
          role: 'finance',
          lead: 1,
          after: ['go'],
        },
      },
    ]);
    const line = (key: string) => linesOf(changed).find((each) => each.key === key);
    expect(changed.version).toBe(5);
    expect(line('permits')).toMatchObject({ lead: 22, name: 'City permits', buffer: 6 });
    expect(line('soft-opening')).toBeUndefined();
    expect(line('opening')?.after).toEqual(['go']);
    expect(line('photos')).toMatchObject({ offset: -1, after: ['go'], gate: false });
  });
});
