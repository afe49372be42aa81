import type { Milestone, Project } from '../../../src/capabilities/openings/rules.js';

/** One of a plan, as plain as can be. */
export function plannedFrom(changes: Partial<Milestone>): Milestone {
  const key = changes.key ?? 'permits';
  return {
    ...{ id: `id-${key}`, project: 'soho', key, name: key, phase: 'place', position: 0, offset: 0 },
    ...{ role: 'store-planning', owner: null, lead: 0, buffer: 0, after: [], external: false, gate: false },
    ...{ voterRoles: [], reaches: null, due: '2027-02-05', own: null, promised: '2027-02-05', promise: null },
    ...{
      answer: 'accepted',
      answerSince: null,
      contestOn: null,
      contestWhy: null,
      contestCause: null,
      status: 'open',
      doneOn: null,
    },
    ...{ evidence: null, blocker: null, blockedBy: null, costPlanned: null, costActual: null, round: 0, vote: 'none' },
    ...changes,
  };
}

export function projectFrom(changes: Partial<Project> = {}): Project {
  return {
    ...{ id: 'soho', number: 12, kind: 'opening', template: 'opening', templateVersion: 1, title: 'SoHo' },
    ...{ boutique: null, currency: 'USD', day: '2027-03-05', size: 'medium', state: 'in-preparation' },
    place: { name: 'SoHo', city: 'New York', timeZone: 'America/New_York', country: 'US', state: 'NY' },
    ...{ lead: { id: 'marc', name: 'Marc Delorme' }, director: { id: 'helen', name: 'Helen Ashworth' } },
    ...{ stateBefore: null, stateReason: null, createdAt: new Date('2026-11-20T12:00:00Z') },
    ...changes,
  };
}
