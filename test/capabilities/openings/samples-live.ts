import { planCard, type View } from '../../../src/capabilities/openings/cards.js';
import { lessonsCard, proposalCard, proposedCard } from '../../../src/capabilities/openings/cards-lessons.js';
import {
  countReplacedCard,
  countWithdrawnCard,
  issueCard,
  issuesCard,
  type Live,
  liveCard,
  notOpenCard,
  openingCountCard,
} from '../../../src/capabilities/openings/cards-live.js';
import {
  photoRefusedCard,
  photosCard,
  punchCard,
  punchListCard,
} from '../../../src/capabilities/openings/cards-punch.js';
import {
  drawingCard,
  figuresCard,
  pictureCard,
  type State,
  stateCard,
} from '../../../src/capabilities/openings/cards-state.js';
import {
  changeLineForm,
  declineForm,
  lessonsForm,
  newLineForm,
} from '../../../src/capabilities/openings/forms-lessons.js';
import {
  certifyForm,
  closeIssueForm,
  issueForm,
  overrideExitForm,
  planCountForm,
  pulseForm,
} from '../../../src/capabilities/openings/forms-live.js';
import { punchDoneForm, punchForm, punchReopenForm } from '../../../src/capabilities/openings/forms-punch.js';
import { lineOptions } from '../../../src/capabilities/openings/learning.js';
import type { Project } from '../../../src/capabilities/openings/rules.js';
import { type Proposal, roleOptions } from '../../../src/capabilities/openings/rules-lessons.js';
import {
  checkExit,
  type Issue,
  logOf,
  type OpeningCount,
  type Pulse,
} from '../../../src/capabilities/openings/rules-live.js';
import type { PunchItem } from '../../../src/capabilities/openings/rules-punch.js';
import { openingTemplate } from '../../../src/capabilities/openings/template-opening.js';
import { daysAfter } from '../../../src/domain/days.js';
import type { Samples } from '../../helpers/samples.js';
import type { Words } from '../../helpers/words.js';

const TODAY = '2026-12-01';
const NINE = new Date('2026-12-01T14:00:00Z');
const id = (index: number): string => `0190c5a2-7e44-7c4e-9e3f-${String(index).padStart(12, '0')}`;
const many = <T>(number: number, make: (index: number) => T): T[] => Array.from({ length: number }, (_, i) => make(i));
const person = ({ name }: Words) => ({ id: 'ana', name });
const search = (words: Words) => async () => [{ value: 'ana', label: words.name.slice(0, 75) }];

const days = many(20, (index) => daysAfter('2026-11-12', index));

const pulse = (words: Words, day: string): Pulse => ({
  ...{ day, till: 'issue', alarm: 'issue', stock: 'issue', claims: 'issue' },
  ...{ note: words.scan.slice(0, 300), by: person(words), at: NINE },
});

const issue = (words: Words, index: number): Issue => ({
  ...{ id: id(600 + index), project: id(1), what: words.scan.slice(0, 300), severity: 'critical' },
  ...{ owner: person(words), openedBy: person(words), openedOn: '2026-11-20' },
  ...(index % 3 === 0
    ? { outcome: words.scan.slice(0, 300), closedOn: '2026-11-21' }
    : { outcome: null, closedOn: null }),
});

const count = (state: string): OpeningCount => ({
  ...{ plan: id(700), boutique: 'MADISON', state, due: '2026-12-04', count: state === 'planned' ? null : id(701) },
  decidedAt: null,
});

const item = (words: Words, changes: Partial<PunchItem> = {}): PunchItem => ({
  ...{ id: id(800), project: id(1), number: 123, what: words.scan.slice(0, 300), place: words.zone, round: 2 },
  ...{ owner: person(words), due: '2026-11-20', state: 'open', reportedBy: person(words), reportedAt: NINE },
  ...{ doneBy: person(words), doneNote: words.scan.slice(0, 300), reopenWhy: words.scan.slice(0, 300) },
  ...{ acceptedBy: person(words), photos: 3 },
  ...changes,
});

const items = (words: Words): PunchItem[] =>
  many(30, (index) => item(words, { id: id(800 + index), number: index, state: index % 2 === 0 ? 'open' : 'done' }));

const proposal = (words: Words, changes: Partial<Proposal> = {}): Proposal => ({
  ...{ id: id(900), project: id(1), template: 'opening', key: 'permits', change: { lead: 30 } },
  ...{ before: words.description, after: words.description, why: words.scan.slice(0, 300), state: 'proposed' },
  ...{ proposedBy: person(words), proposedAt: NINE, decidedBy: null, decidedWhy: null },
  ...changes,
});

const ramp = { day: 14, issues: 30, cleanDays: 0, earlier: 10, theirIssues: 6.33, theirCleanDays: 11.5 };

interface Stage {
  readonly project: (words: Words, state?: Project['state']) => Project;
  readonly view: (words: Words, state?: Project['state']) => View;
}

/** What an opening shows and asks from its first day on. */
export function liveSamples({ project, view }: Stage): Pick<Samples, 'cards' | 'forms'> {
  const live = (words: Words, changes: Partial<Live> = {}): Live => {
    const pulses = days.map((day) => pulse(words, day));
    const issues = many(30, (index) => issue(words, index));
    const facts = { days, pulses, issues, count: count('investigating'), milestones: [], exit: null };
    return {
      ...{ project: project(words, 'live'), today: TODAY, opened: '2026-11-12', asksToday: true },
      ...{ issues, punch: items(words), count: facts.count, exit: null, log: logOf(days, pulses, issues) },
      checked: checkExit(facts),
      ramp,
      ...changes,
    };
  };
  const override = (words: Words) => ({
    ...{ certifiedBy: person(words), certifiedAt: NINE },
    override: { by: person(words), at: NINE, why: words.scan.slice(0, 500) },
  });
  const state = (words: Words): State => {
    const shown = view(words);
    return {
      ...shown,
      project: { ...shown.project, boutique: 'MADISON' },
      forecast: { day: '2027-02-12', promised: '2027-01-29', isOver: false, late: 10 },
      slips: many(12, () => ({
        ...{ name: words.zone.slice(0, 32), role: 'global-retail-operations', cause: 'supplier' },
        ...{ why: words.scan.slice(0, 500), before: '2026-12-30', day: '2027-01-30', followed: 12 },
      })),
      voting: new Map(shown.plan.map(({ milestone }) => [milestone.id, many(6, () => person(words))])),
      count: count('planned'),
      ramp,
    };
  };
  const figures = { done: 29, onTime: 17 };
  const lesson = (words: Words) => ({
    ...{ well: words.scan.slice(0, 1000), slipped: words.scan.slice(0, 1000), by: person(words), at: NINE },
  });

  return {
    cards: {
      'planCard, live': (words) => planCard(view(words, 'live'), 1),
      'planCard, handed over': (words) => planCard(view(words, 'handed-over'), 1),
      liveCard: (words) => liveCard(live(words), { directs: true, leads: true }, words.scan.slice(0, 600)),
      'liveCard, first day': (words) =>
        liveCard(live(words, { log: logOf([TODAY], [], []), issues: [], punch: [], count: null }), {
          directs: true,
          leads: true,
        }),
      'liveCard, overridden': (words) =>
        liveCard(live(words, { exit: override(words), asksToday: false }), { directs: false, leads: false }),
      issuesCard: (words) =>
        issuesCard(
          project(words),
          many(40, (index) => issue(words, index)),
          TODAY,
        ),
      notOpenCard: (words) => notOpenCard(project(words), words.scan.slice(0, 500)),
      'issuesCard, none': (words) => issuesCard(project(words), [], TODAY),
      issueCard: (words) => issueCard(project(words), issue(words, 1), TODAY),
      'issueCard, closed': (words) => issueCard(project(words), issue(words, 0), TODAY),
      openingCountCard: (words) => openingCountCard(project(words), id(700), '2026-12-04', TODAY),
      countReplacedCard: (words) => countReplacedCard(project(words)),
      countWithdrawnCard: (words) => countWithdrawnCard(project(words), words.scan.slice(0, 500)),
      punchListCard: (words) => punchListCard(project(words), items(words), TODAY, 2),
      'punchListCard, nothing': (words) => punchListCard(project(words), [], TODAY, 1),
      punchCard: (words) => punchCard(project(words), item(words), TODAY, { fix: true, decide: true }),
      'punchCard, done': (words) =>
        punchCard(project(words), item(words, { state: 'done' }), TODAY, { fix: true, decide: true }),
      'punchCard, accepted': (words) =>
        punchCard(project(words), item(words, { state: 'accepted', photos: 0, owner: null }), TODAY, {
          ...{ fix: true, decide: true },
        }),
      photosCard: (words) => photosCard(item(words), 3),
      photoRefusedCard: (words) => photoRefusedCard(words.fileName, words.reason),
      stateCard: (words) => stateCard(state(words)),
      'stateCard, with the picture': (words) => stateCard(state(words), 'timeline/1/2'),
      'stateCard, as promised, once it is over': (words) =>
        stateCard({
          ...state(words),
          slips: [],
          forecast: { day: '2027-01-29', promised: '2027-01-29', isOver: true, late: 0 },
        }),
      'pictureCard, alone': (words) => pictureCard(view(words), 'timeline/1/2'),
      drawingCard: (words) => drawingCard(project(words)),
      figuresCard: (words) =>
        figuresCard({
          all: figures,
          onTime: many(12, (index) => ({ ...figures, number: index, title: words.boutique })),
          slips: many(12, () => ({ cause: 'supplier', role: 'global-retail-operations', slips: 123, days: 1234 })),
          live: many(10, (index) => ({
            ...{ project: id(1), number: index, title: words.boutique },
            days: 14,
            issues: 40,
          })),
        }),
      'figuresCard, nothing yet': () => figuresCard({ all: { done: 0, onTime: 0 }, onTime: [], slips: [], live: [] }),
      lessonsCard: (words) =>
        lessonsCard(
          project(words),
          lesson(words),
          many(12, (index) => proposal(words, { id: id(900 + index) })),
        ),
      'lessonsCard, nothing proposed': (words) => lessonsCard(project(words), lesson(words), []),
      proposalCard: (words) => proposalCard(project(words), proposal(words), true),
      'proposalCard, declined': (words) =>
        proposalCard(
          project(words),
          proposal(words, { state: 'declined', decidedBy: person(words), decidedWhy: words.reason }),
          true,
        ),
      'proposalCard, approved': (words) =>
        proposalCard(project(words), proposal(words, { state: 'approved', decidedBy: person(words) }), false),
      proposedCard: () => proposedCard(2),
    },
    forms: {
      pulseForm: (words) => pulseForm(words.boutique, TODAY),
      issueForm: (words) => issueForm(words.boutique, search(words), { value: 'ana', label: words.name.slice(0, 75) }),
      closeIssueForm: (words) => closeIssueForm(words.scan.slice(0, 300)),
      certifyForm: (words) => certifyForm(words.boutique),
      overrideExitForm: (words) => overrideExitForm(words.boutique),
      planCountForm: (words) => planCountForm(words.boutique, TODAY, '2026-12-04'),
      punchForm: (words) => punchForm(words.boutique, TODAY, search(words)),
      punchDoneForm: (words) => punchDoneForm(words.scan.slice(0, 300)),
      punchReopenForm: (words) => punchReopenForm(words.scan.slice(0, 300), TODAY),
      lessonsForm: (words) => lessonsForm(words.boutique),
      changeLineForm: (words) => changeLineForm(words.boutique, lineOptions(openingTemplate)),
      newLineForm: (words) =>
        newLineForm(words.boutique, {
          ...{ phases: openingTemplate.phases, roles: roleOptions(), lines: lineOptions(openingTemplate) },
        }),
      declineForm: (words) => declineForm(words.description),
    },
  };
}
