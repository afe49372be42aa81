import type { Campaign, CountFacts, Passed, Take, Team } from '../../../src/capabilities/stock-takes/rules.js';
import type { GateId } from '../../../src/capabilities/stock-takes/rules-gates.js';
import type { PlaceCalendar } from '../../../src/domain/place-calendar.js';

/** Of a fiscal inventory on a Tuesday in March. */
export const campaign: Campaign = {
  id: 'campaign',
  kind: 'fiscal',
  name: '2027',
  firstDay: '2027-03-08',
  lastDay: '2027-03-26',
  perDay: 1,
  createdBy: 'marc',
  createdOn: '2026-12-01',
  cancelled: null,
};

const named = (id: string) => ({ id, name: id });

export const team: Team = {
  counters: [named('ana')],
  recounters: [named('ben')],
  supervisor: named('ines'),
  approver: named('marc'),
  auditor: null,
};

const hours = '10:00-19:00';

/** Open all week, but not on the days on which every boutique is closed. */
export const open: PlaceCalendar = {
  ...{ timeZone: 'America/New_York', country: 'US', state: 'NY', closures: [] },
  hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours },
};

export const take = (more: Partial<Take> = {}): Take => ({
  id: 'take',
  campaign,
  boutique: 'MADISON',
  boutiqueName: 'Madison Avenue',
  timeZone: 'America/New_York',
  calendar: open,
  zones: 5,
  day: '2027-03-09',
  proposal: null,
  team: null,
  cancelled: false,
  plan: null,
  passed: [],
  items: [],
  count: null,
  ...more,
});

export const passed = (...gates: readonly GateId[]): Passed[] =>
  gates.map((gate) => ({
    gate,
    by: named('ines'),
    at: new Date('2027-01-05T15:00:00Z'),
    words: 'Done.',
    photos: 0,
    waived: false,
  }));

export const prepared = passed('date', 'team', 'zones', 'documents', 'floor', 'receipts');

export const count = (more: Partial<CountFacts> = {}): CountFacts => ({
  id: 'count',
  state: 'counting',
  begun: new Date('2027-03-10T00:10:00Z'),
  counted: 2,
  zones: 5,
  comparedAt: null,
  unnamed: 0,
  unowned: 0,
  ownedAt: null,
  causesAt: null,
  counters: [named('ana')],
  closedAt: null,
  restricted: false,
  ...more,
});

export const compared = (more: Partial<CountFacts> = {}): CountFacts =>
  count({ state: 'investigating', counted: 5, comparedAt: new Date('2027-03-10T03:00:00Z'), ...more });
