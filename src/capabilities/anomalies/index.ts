import { timeIn } from '../../domain/calendar.js';
import { type DepartmentRole, departments, type Role } from '../../domain/people.js';
import { type Asking, ask, capability, run, runAnywhere } from '../../engine/capability.js';
import { addEvidence, addNote, showPhotos, showTimeline, stopClock } from './adding.js';
import { evidenceClocks, lateTasks, unacknowledged } from './alarms.js';
import { reportedCard } from './cards-told.js';
import { change, link, openToBoutique } from './changing.js';
import { casesToName, peopleToName } from './finding.js';
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
} from './forms.js';
import { calm, close, escalate, handOver, notSolved, take } from './handling.js';
import { askedBy, findCases, listOpen, needingAttention, waitingFor } from './lists.js';
import { open, report, tell } from './opening.js';
import { monthlyPattern, showPattern } from './pattern.js';
import { keepPhoto } from './photos.js';
import { isInvolved, seenCase } from './seeing.js';
import { anomalyAbout } from './store.js';
import { saveDefaultTerms, termsOf } from './store-evidence.js';
import { peopleAt } from './store-people.js';
import { addTask, finish } from './tasks.js';
import { setTerms, termsNow } from './terms.js';

const everybody: readonly Role[] = [
  'associate',
  'store-manager',
  'operations-manager',
  'director',
  ...(Object.keys(departments) as DepartmentRole[]),
];
const readers = ['operations-manager', 'director', 'safety-and-security'] as const;

/** Who has the right role is let in here, and who has a part in it; whether this one case is theirs is asked in each step. */
const anyone = { allow: everybody, also: isInvolved };

const findPeople = (asking: Asking) => (words: string) => peopleToName(asking, words);

/**
 * Other capabilities open a case by `later('anomalies.open', order)`, where the order is
 * `{ type: 'theft' | 'loss', severity, happenedAt: ISO 8601, what, pieces: serials, count: its id, notShown: person ids }`.
 * It is reported by their actor at their boutique, restricted, and opened once for each count and type; nobody of
 * `notShown` is let in by name.
 */
export const anomalies = capability({
  name: 'anomalies',
  title: 'Anomalies',
  commands: {
    anomaly: ask({
      summary: 'Report what went wrong',
      allow: everybody,
      form: async ({ db, boutique, today }: Asking) => reportForm(await peopleAt(db, boutique.code), boutique, today),
      prefill: ({ boutique, now, today, quoted }) => ({
        day: today,
        time: timeIn(boutique.timeZone, now),
        ...(quoted !== null && { what: quoted }),
      }),
      submit: async (answers, context) => ({ reply: reportedCard(await report(answers, context)) }),
    }),
    'anomaly open': runAnywhere({ summary: 'Open cases, the most severe first', allow: everybody, run: listOpen }),
    'anomaly terms': ask({
      summary: 'Set how long recordings are kept and claims are taken',
      allow: ['safety-and-security', 'operations-manager'],
      form: async ({ db, boutique }: Asking) => termsForm(await termsOf(db, boutique.code), boutique),
      prefill: termsNow,
      submit: setTerms,
    }),
    'anomaly pattern': runAnywhere({ summary: 'What came again last month', allow: readers, run: showPattern }),
  },
  actions: {
    open: run({
      summary: 'Open a case',
      ...anyone,
      looks: true,
      run: async (context) => ({ reply: await seenCase(context) }),
    }),
    timeline: run({ summary: 'Show everything that was done', ...anyone, looks: true, run: showTimeline }),
    photos: run({ summary: 'Show the photos of a case', ...anyone, looks: true, run: showPhotos }),
    take: run({ summary: 'Take a case', ...anyone, run: take }),
    calm: run({ summary: 'Set a case stable', ...anyone, run: calm }),
    'recordings-saved': run({
      summary: 'Say that the recordings are saved',
      ...anyone,
      run: (context) => stopClock('recordings', context),
    }),
    'claim-made': run({
      summary: 'Say that the claim is made',
      ...anyone,
      run: (context) => stopClock('claim', context),
    }),
    'task-done': run({ summary: 'Say that a task is done', ...anyone, run: finish }),
    'add-note': ask({ summary: 'Add a note to a case', ...anyone, form: noteForm, submit: addNote }),
    'add-evidence': ask({ summary: 'Add evidence to a case', ...anyone, form: evidenceForm, submit: addEvidence }),
    'add-task': ask({
      summary: 'Give somebody a task',
      ...anyone,
      form: (asking: Asking) => taskForm(findPeople(asking), asking.today),
      submit: addTask,
    }),
    'hand-over': ask({
      summary: 'Hand a case over',
      ...anyone,
      form: (asking: Asking) => handOverForm(findPeople(asking)),
      submit: handOver,
    }),
    escalate: ask({ summary: 'Escalate a case', ...anyone, form: escalateForm, submit: escalate }),
    change: ask({
      summary: 'Change the type or severity of a case',
      ...anyone,
      form: changeForm,
      prefill: ({ subject }) => typeAndSeverity(subject),
      submit: change,
    }),
    link: ask({
      summary: 'Link a case to the one it repeats',
      ...anyone,
      form: (asking: Asking) => linkForm((words) => casesToName(asking, words)),
      submit: link,
    }),
    close: ask({ summary: 'Close a case', ...anyone, form: closeForm, submit: close }),
    'not-solved': ask({ summary: 'Say that it is not solved', ...anyone, form: notSolvedForm, submit: notSolved }),
    'open-to-boutique': ask({
      summary: 'Open a restricted case to its boutique',
      allow: ['safety-and-security'],
      form: openToForm,
      submit: openToBoutique,
    }),
  },
  shortcuts: { 'report-anomaly': { title: 'Report as anomaly', command: 'anomaly' } },
  approvals: [],
  jobs: { open, tell, 'keep-photo': keepPhoto },
  timed: [unacknowledged, evidenceClocks, lateTasks, monthlyPattern],
  about: anomalyAbout,
  waiting: waitingFor,
  asked: askedBy,
  find: findCases,
  attention: needingAttention,
  demo: ({ db }) => saveDefaultTerms(db),
});

/** The button says what the case is now. */
function typeAndSeverity(subject: string): { readonly type?: string; readonly severity?: string } {
  const [, type, severity] = subject.split('/');
  return type && severity ? { type, severity } : {};
}
