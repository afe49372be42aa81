import { type CaseView, caseCard } from '../../../src/capabilities/anomalies/cards.js';
import {
  alarmCard,
  clockCard,
  photoRefusedCard,
  photosCard,
  photosComeCard,
  taskCard,
} from '../../../src/capabilities/anomalies/cards-alarms.js';
import { openCasesCard, patternCard, termsSavedCard } from '../../../src/capabilities/anomalies/cards-lists.js';
import { timelineCard } from '../../../src/capabilities/anomalies/cards-timeline.js';
import {
  briefCard,
  escalatedCard,
  reopenedCard,
  reportedCard,
  reporterCard,
} from '../../../src/capabilities/anomalies/cards-told.js';
import {
  changeForm,
  closeForm,
  escalateForm,
  evidenceForm,
  handOverForm,
  linkForm,
  noteForm,
  notSolvedForm,
  openToForm,
  reportForm,
  taskForm,
  termsForm,
} from '../../../src/capabilities/anomalies/forms.js';
import { type Anomaly, type Entry, fitting, type Task } from '../../../src/capabilities/anomalies/rules.js';
import { defaultTerms } from '../../../src/capabilities/anomalies/rules-chain.js';
import type { Samples } from '../../helpers/samples.js';
import { MANY, type Words } from '../../helpers/words.js';
import { samples as counts } from '../stock-counts/samples.js';

const NINE = new Date('2026-11-27T14:00:00Z');
const TEN = new Date('2026-11-27T15:00:00Z');
const ID = '0190c5a2-7e44-7c4e-9e3f-1d2c3b4a5f60';
const { boutique } = counts;

const many = <T>(number: number, make: (index: number) => T): T[] => Array.from({ length: number }, (_, i) => make(i));

/** As much as a case can hold: critical, owned by nobody, every clock running. */
const anomaly = (words: Words, changes: Partial<Anomaly> = {}): Anomaly => ({
  ...{ id: ID, number: 123_456, boutique: 'MADISON', type: 'suspicious-person', severity: 'critical', state: 'new' },
  ...{ happenedAt: NINE, reportedAt: NINE, reportedBy: 'ana', what: words.scan.slice(0, 1_000) },
  ...{ onShift: many(MANY.people, (index) => `p${index}`), pieces: many(200, () => words.serial) },
  ...{ police: 'yes', policeRef: words.scan.slice(0, 60), insurerRef: words.scan.slice(0, 60), restricted: true },
  ...{ department: 'safety-and-security', ownerId: null, criticalSince: NINE, acknowledgedBy: null },
  ...{ acknowledgedAt: null, stableAt: null, closedAt: null, closedBy: null, closeReason: null, cause: null },
  ...{ corrective: null, reopened: 0, duplicateOf: null, countId: null, notShown: [] },
  ...{ recordingsUntil: new Date('2026-12-27T14:00:00Z'), recordingsSaved: null },
  ...{ claimUntil: new Date('2026-11-30T14:00:00Z'), claimMade: null },
  ...changes,
});

const taken = { ownerId: 'ana', acknowledgedBy: 'ana', acknowledgedAt: TEN, state: 'triage' } as const;

const closed = (words: Words): Partial<Anomaly> => ({
  ...{ ...taken, state: 'closed', closedAt: TEN, closedBy: 'ana', closeReason: 'unresolved', cause: 'supplier' },
  ...{ corrective: words.reason, reopened: 12 },
});

const task = (words: Words, index: number): Task => ({
  ...{ id: `${ID}${index}`, what: words.scan.slice(0, 200), ownerId: 'ana', dueOn: '2026-11-28' },
  ...{ doneBy: index % 5 === 4 ? 'ana' : null, doneAt: index % 5 === 4 ? TEN : null },
});

const entry = (words: Words): Entry => ({ at: TEN, person: 'ana', kind: 'note', words: words.scan.slice(0, 1_000) });

const view = (words: Words, changes: Partial<Anomaly> = {}, most = 10): CaseView => ({
  anomaly: anomaly(words, changes),
  names: new Map(['ana', ...many(MANY.people, (index) => `p${index}`)].map((id) => [id, words.name])),
  tasks: many(most, (index) => task(words, index)),
  entries: many(most, () => entry(words)),
  ...{
    acts: most + 2,
    photos: most,
    first: most > 0 ? 123_455 : null,
    repeats: many(most, (index) => 200_000 + index),
  },
  gaps: many(most, () => words.name),
  now: TEN,
});

const open = (words: Words, number: number) => many(number, (index) => anomaly(words, { number: 100 + index }));
const called = (words: Words) => new Map([['MADISON', words.boutique]]);
const search = (words: Words) => async () => [{ value: 'ana', label: words.name.slice(0, 75) }];
const staff = (words: Words) => many(MANY.people, (index) => ({ id: `p${index}`, name: words.name.slice(0, 75) }));

/** Under the name of the function; after a comma, which case it is. */
export const samples: Samples = {
  boutique,
  cards: {
    caseCard: (words) => caseCard(view(words), boutique(words), { handles: true, opens: true }),
    'caseCard, taken': (words) => caseCard(view(words, taken, 0), boutique(words), { handles: true, opens: true }),
    'caseCard, to read': (words) => caseCard(view(words, taken), boutique(words), { handles: false, opens: false }),
    'caseCard, closed': (words) =>
      caseCard(view(words, closed(words)), boutique(words), { handles: true, opens: true }),
    briefCard: (words) => briefCard(view(words), boutique(words)),
    'briefCard, taken': (words) => briefCard(view(words, taken), boutique(words)),
    reporterCard: (words) => reporterCard(view(words), boutique(words)),
    'reporterCard, closed': (words) => reporterCard(view(words, closed(words)), boutique(words)),
    reportedCard: (words) => reportedCard(anomaly(words)),
    escalatedCard: (words) => escalatedCard(anomaly(words), words.name, boutique(words)),
    reopenedCard: (words) => reopenedCard(anomaly(words), words.scan.slice(0, 1_000), boutique(words)),
    timelineCard: (words) => {
      const entries = fitting([...view(words).entries], anomaly(words).what);
      return timelineCard(view(words), { entries, isFirst: true, older: '123456' }, boutique(words));
    },
    'timelineCard, older': (words) => {
      const entries = fitting([...view(words).entries], '');
      return timelineCard(view(words), { entries, isFirst: false, older: null }, boutique(words));
    },
    alarmCard: (words) => alarmCard(view(words), boutique(words)),
    'alarmCard, taken': (words) => alarmCard(view(words, taken), boutique(words)),
    clockCard: (words) => clockCard(anomaly(words), 'recordings', boutique(words), TEN),
    'clockCard, claim': (words) => clockCard(anomaly(words), 'claim', boutique(words), TEN),
    'clockCard, stopped': (words) => clockCard(anomaly(words, { claimMade: TEN }), 'claim', boutique(words), TEN),
    taskCard: (words) => taskCard(task(words, 0), anomaly(words), boutique(words), { owner: words.name }),
    'taskCard, late': (words) =>
      taskCard(task(words, 0), anomaly(words), boutique(words), { owner: words.name, isOverdue: true }),
    'taskCard, done': (words) => taskCard(task(words, 4), anomaly(words), boutique(words), { owner: words.name }),
    photoRefusedCard: (words) => photoRefusedCard(words.fileName, words.reason, anomaly(words)),
    photosCard: (words) => photosCard(anomaly(words), 5),
    photosComeCard: () => photosComeCard(5),
    'photosComeCard, none': () => photosComeCard(0),
    'alarmCard, at once': (words) => alarmCard(view(words, { criticalSince: TEN }), boutique(words)),
    openCasesCard: (words) => openCasesCard(open(words, 11), called(words), TEN),
    'openCasesCard, none': (words) => openCasesCard([], called(words), TEN),
    patternCard: (words) =>
      patternCard(
        '2026-10',
        many(40, () => ({
          boutique: words.boutique,
          what: 'Cause: maintenance was late',
          times: 12,
          numbers: [1, 2, 3],
        })),
        480,
      ),
    'patternCard, nothing': () => patternCard('2026-10', [], 0),
    termsSavedCard: (words) => termsSavedCard(defaultTerms, boutique(words)),
  },
  forms: {
    reportForm: (words) => reportForm(staff(words), boutique(words), '2026-11-27'),
    'reportForm, nobody there': (words) => reportForm([], boutique(words), '2026-11-27'),
    noteForm: () => noteForm,
    notSolvedForm: () => notSolvedForm,
    escalateForm: () => escalateForm,
    closeForm: () => closeForm,
    openToForm: () => openToForm,
    changeForm: () => changeForm,
    evidenceForm: () => evidenceForm,
    handOverForm: (words) => handOverForm(search(words)),
    taskForm: (words) => taskForm(search(words), '2026-11-27'),
    linkForm: (words) => linkForm(search(words)),
    termsForm: (words) => termsForm(defaultTerms, boutique(words)),
  },
  approvals: {},
};
