import {
  boardCard,
  changedCard,
  createdCard,
  listCard,
  planCard,
  type View,
} from '../../../src/capabilities/openings/cards.js';
import { calledCard, type Gate, gateCard, noGoCard } from '../../../src/capabilities/openings/cards-gates.js';
import {
  type Asked,
  blockedCard,
  contestCard,
  fileRefusedCard,
  filesCard,
  freeCard,
  historyCard,
  milestoneCard,
  promisesCard,
  type Seen,
  waitsAgainCard,
} from '../../../src/capabilities/openings/cards-milestones.js';
import { milestonesFrom } from '../../../src/capabilities/openings/creating.js';
import { alreadyForm, openingForm, ownersForm, projectForm } from '../../../src/capabilities/openings/forms.js';
import {
  callForm,
  cancelForm,
  holdForm,
  noGoForm,
  overrideForm,
  resumeForm,
  sendBackForm,
} from '../../../src/capabilities/openings/forms-gates.js';
import {
  blockForm,
  contestAllForm,
  contestForm,
  doneForm,
  keepForm,
  moveForm,
  ownerForm,
  reopenForm,
  slipForm,
  unblockForm,
  waiveForm,
} from '../../../src/capabilities/openings/forms-milestones.js';
import type { Milestone, Project, ProjectState } from '../../../src/capabilities/openings/rules.js';
import type { Ballot } from '../../../src/capabilities/openings/rules-gates.js';
import { schedule } from '../../../src/capabilities/openings/rules-schedule.js';
import type { Promised } from '../../../src/capabilities/openings/store-promises.js';
import { openingTemplate } from '../../../src/capabilities/openings/template-opening.js';
import { titlesOf } from '../../../src/capabilities/openings/templates.js';
import { button, buttons, type Card, card, lines } from '../../../src/chat/card.js';
import type { Samples } from '../../helpers/samples.js';
import type { Words } from '../../helpers/words.js';
import { samples as counts } from '../stock-counts/samples.js';
import { projectFrom } from './plan.js';
import { liveSamples } from './samples-live.js';

const TODAY = '2026-12-01';
const NINE = new Date('2026-12-01T14:00:00Z');
const id = (index: number): string => `0190c5a2-7e44-7c4e-9e3f-${String(index).padStart(12, '0')}`;
const many = <T>(number: number, make: (index: number) => T): T[] => Array.from({ length: number }, (_, i) => make(i));
const person = ({ name }: Words) => ({ id: 'ana', name });

const project = (words: Words, state: ProjectState = 'in-preparation'): Project =>
  projectFrom({
    ...{ id: id(1), number: 123_456, title: words.boutique, state, lead: person(words), director: person(words) },
    place: { name: words.boutique, city: words.zone, timeZone: 'America/New_York', country: 'US', state: 'NY' },
    stateReason: state === 'held' || state === 'cancelled' ? words.scan.slice(0, 500) : null,
  });

/** A plan in which everything is late or held up, with names as long as the longest of a template. */
const milestones = (words: Words, changes: Partial<Milestone> = {}): Milestone[] => {
  let last = 100;
  const newId = () => {
    last += 1;
    return id(last);
  };
  return milestonesFrom(openingTemplate, { ...projectFrom(), id: id(1), day: '2027-01-29' }, newId).map(
    (each, index) => ({
      ...each,
      name: words.zone.slice(0, 32),
      ...{ owner: person(words), blocker: words.scan.slice(0, 300), blockedBy: person(words) },
      ...{ promise: id(500 + index), answer: 'asked', answerSince: NINE },
      ...changes,
    }),
  );
};

const view = (words: Words, state?: ProjectState, changes: Partial<Milestone> = {}): View => {
  const at = { ...project(words, state), day: '2027-01-29' };
  return { project: at, plan: schedule(at, milestones(words, changes), TODAY), today: TODAY };
};

const one = (words: Words, changes: Partial<Milestone> = {}): Milestone => ({
  ...(milestones(words)[9] as Milestone),
  ...{ external: true, buffer: 6, costPlanned: 123_456_00, costActual: 999_999_99, evidence: words.scan.slice(0, 500) },
  ...changes,
});

const seen = (words: Words, changes: Partial<Milestone> = {}): Seen => {
  const all = milestones(words);
  const [planned] = schedule(project(words), [one(words, changes)], TODAY);
  if (!planned) throw new Error('no plan');
  const may = { work: true, lead: true, answer: true, reopen: false };
  return {
    project: project(words),
    planned,
    before: all.slice(0, 5),
    after: all.slice(5, 12),
    files: 3,
    gone: [],
    today: TODAY,
    may,
  };
};

const promised = (words: Words, index: number): Promised => ({
  ...{ id: id(500 + index), project: id(1), milestone: id(101 + index), day: '2027-02-05', before: '2027-01-29' },
  ...{ since: NINE, cause: 'permit', why: words.scan.slice(0, 500), byName: words.name },
});

const asked = (words: Words, number: number): Asked[] =>
  milestones(words)
    .slice(0, number)
    .map((milestone, index) => ({ milestone, promise: promised(words, index) }));

const contested = (words: Words): Milestone =>
  one(words, {
    ...{ answer: 'contested', contestOn: '2027-02-12', contestCause: 'permit', contestWhy: words.scan.slice(0, 500) },
  });

const ballot = (words: Words, vote: 'go' | 'no-go'): Ballot => ({
  voter: { id: 'ben', name: words.name },
  vote: { voter: 'ben', by: person(words), vote, why: vote === 'go' ? null : words.scan.slice(0, 500), at: NINE },
});

const gate = (words: Words, changes: Partial<Milestone> = {}): Gate => ({
  project: project(words),
  milestone: one(words, { gate: true, vote: 'called', round: 12, evidence: null, ...changes }),
  board: [...many(6, () => ballot(words, 'no-go')), ...many(6, () => ballot(words, 'go'))],
  unfinished: milestones(words).slice(0, 12),
});

/** As a reminder or the inbox has it. */
const reminded = (action: string, label: string, subject: string, words: Words): Card =>
  card('Waits for you', [lines([words.zone, words.boutique]), buttons(button(action, label, subject))]);

const search = (words: Words) => async () => [{ value: 'ana', label: words.name.slice(0, 75) }];
const searches = (words: Words) => ({
  ...{ boutiques: search(words), regions: search(words), timeZones: search(words), directors: search(words) },
  director: { value: 'helen', label: words.name.slice(0, 75) },
});
const about = ({ boutique, zone }: Words) => ({ title: boutique, name: zone, currency: 'USD', today: TODAY });

const live = liveSamples({ project, view });

/** Under the name of the function; after a comma, which case it is. */
export const samples: Samples = {
  boutique: counts.boutique,
  cards: {
    boardCard: (words) => boardCard(view(words), words.scan.slice(0, 600)),
    'boardCard, nobody named': (words) =>
      boardCard(view(words, 'brief', { owner: null, blocker: null, blockedBy: null, answer: 'accepted' })),
    'boardCard, held': (words) => boardCard(view(words, 'held')),
    'boardCard, cancelled': (words) => boardCard(view(words, 'cancelled')),
    'boardCard, done': (words) => boardCard(view(words, 'live', { status: 'done', doneOn: TODAY })),
    planCard: (words) => planCard(view(words), 1),
    'planCard, in between': (words) => planCard(view(words), 2),
    'planCard, done': (words) => planCard(view(words, 'live', { status: 'done', doneOn: TODAY }), 9),
    listCard: (words) =>
      listCard(
        many(10, () => view(words)),
        12,
        'ben',
      ),
    'listCard, none': () => listCard([], 0),
    changedCard: (words) => changedCard(view(words), 29, 7),
    'changedCard, nothing else': (words) => changedCard(view(words, 'live', { status: 'done', doneOn: TODAY }), 0, 0),
    createdCard: (words) => createdCard(view(words)),
    milestoneCard: (words) => milestoneCard(seen(words), words.scan.slice(0, 600)),
    'milestoneCard, free': (words) => milestoneCard(seen(words, { blocker: null, blockedBy: null, owner: null })),
    'milestoneCard, gate to come': (words) => milestoneCard(seen(words, { gate: true, vote: 'none' })),
    'milestoneCard, gate': (words) => milestoneCard(seen(words, { gate: true, vote: 'called' })),
    'milestoneCard, gate without a voter': (words) =>
      milestoneCard({
        ...seen(words, { gate: true, vote: 'called' }),
        gone: many(5, (index) => ({ id: `gone-${index}`, name: words.scan.slice(0, 80) })),
      }),
    'milestoneCard, done': (words) => milestoneCard(seen(words, { status: 'done', doneOn: TODAY })),
    'milestoneCard, waived': (words) => milestoneCard(seen(words, { status: 'waived', doneOn: TODAY })),
    promisesCard: (words) => promisesCard(project(words), asked(words, 12), TODAY, words.scan.slice(0, 600)),
    'promisesCard, one': (words) => promisesCard(project(words), asked(words, 1), TODAY),
    'promisesCard, on hold': (words) =>
      promisesCard({ ...project(words, 'held'), stateReason: words.scan.slice(0, 500) }, asked(words, 12), TODAY),
    'promisesCard, answered': (words) => promisesCard(project(words), [], TODAY),
    contestCard: (words) => contestCard(project(words), contested(words), TODAY),
    'contestCard, decided': (words) => contestCard(project(words), contested(words), TODAY, words.scan.slice(0, 600)),
    blockedCard: (words) => blockedCard(project(words), one(words), milestones(words), words.name),
    'blockedCard, over': (words) =>
      blockedCard(project(words), one(words, { blocker: null }), [], words.scan.slice(0, 300)),
    freeCard: (words) => freeCard(project(words), one(words), one(words, { status: 'done' }), TODAY),
    'milestoneCard, to be reopened': (words) =>
      milestoneCard({
        ...seen(words, { status: 'done', doneOn: TODAY }),
        may: { work: true, lead: true, answer: true, reopen: true },
      }),
    waitsAgainCard: (words) =>
      waitsAgainCard(project(words), one(words), one(words, { key: 'works' }), words.scan.slice(0, 500)),
    historyCard: (words) =>
      historyCard(
        project(words),
        one(words),
        many(15, (index) => promised(words, index)),
        TODAY,
      ),
    filesCard: (words) => filesCard(one(words), 3),
    fileRefusedCard: (words) => fileRefusedCard(words.fileName, words.reason),
    gateCard: (words) => gateCard(gate(words), { voter: 'ben', count: 123 }),
    'gateCard, on hold': (words) =>
      gateCard({ ...gate(words), project: project(words, 'held') }, { voter: 'ben', count: 123 }),
    'gateCard, to read': (words) => gateCard(gate(words), { voter: null, count: 0 }),
    'gateCard, passed': (words) =>
      gateCard(gate(words, { status: 'done', vote: 'passed', evidence: words.scan.slice(0, 600) }), {
        ...{ voter: 'ben', count: 123 },
      }),
    noGoCard: (words) => noGoCard(gate(words)),
    'noGoCard, decided': (words) => noGoCard(gate(words), words.scan.slice(0, 600)),
    calledCard: (words) =>
      calledCard(
        one(words),
        many(12, () => person(words)),
      ),
    ...live.cards,
    'reminded, days asked for': (words) => reminded('openings.answer', 'Open', id(1), words),
    'reminded, a vote': (words) => reminded('openings.votes', 'Open', id(1), words),
    'reminded, a contest': (words) => reminded('openings.contested', 'Decide', id(1), words),
  },
  forms: {
    openingForm: (words) => openingForm(searches(words), TODAY, titlesOf('opening')),
    projectForm: (words) => projectForm(searches(words), TODAY, titlesOf('event', 'exhibition', 'initiative')),
    alreadyForm: (words) =>
      alreadyForm(
        many(27, (index) => ({ id: id(index), name: words.zone })),
        words.boutique,
      ),
    ownersForm: (words) =>
      ownersForm(
        many(8, (index) => ({
          ...{ role: `role-${'abcdefgh'[index]}`, label: 'Global retail operations, 12 milestones' },
          known: { value: 'ana', label: words.name.slice(0, 75) },
        })),
        search(words),
        words.boutique,
      ),
    moveForm: (words) => moveForm(words.boutique, TODAY),
    doneForm: (words) => doneForm(about(words)),
    reopenForm: (words) => reopenForm(about(words), ['Building works', words.zone.slice(0, 40), 'Design', 'Permits']),
    waiveForm: (words) => waiveForm(about(words)),
    ownerForm: (words) => ownerForm(about(words), search(words)),
    slipForm: (words) => slipForm(about(words)),
    blockForm: (words) => blockForm(about(words), search(words)),
    unblockForm: (words) => unblockForm(about(words)),
    contestForm: (words) => contestForm(about(words)),
    contestAllForm: (words) => contestAllForm(words.boutique, 12),
    keepForm: (words) => keepForm(about(words)),
    callForm: (words) =>
      callForm(words.boutique, Object.fromEntries(many(30, (index) => [`p${index}`, words.name.slice(0, 75)]))),
    noGoForm: (words) => noGoForm(words.boutique),
    overrideForm: (words) => overrideForm(words.boutique),
    sendBackForm: (words) => sendBackForm(words.boutique),
    holdForm: (words) => holdForm(words.boutique),
    resumeForm: (words) => resumeForm(words.boutique, TODAY),
    cancelForm: (words) => cancelForm(words.boutique),
    ...live.forms,
  },
  approvals: {},
};
