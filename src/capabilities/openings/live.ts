import { type DepartmentRole, departments, type Role } from '../../domain/people.js';
import { askAnywhere, runAnywhere } from '../../engine/capability.js';
import { type AskingAnywhere, todayAt } from './acting.js';
import { certify, overrideExit, toCertify, toOverride } from './exiting.js';
import { showFigures } from './figures.js';
import { changeLineForm, declineForm, lessonsForm, newLineForm } from './forms-lessons.js';
import { certifyForm, closeIssueForm, issueForm, overrideExitForm, planCountForm, pulseForm } from './forms-live.js';
import { punchDoneForm, punchForm, punchReopenForm } from './forms-punch.js';
import { showGoLive, showLiveOf } from './going-live.js';
import { issueToClose, mayOpenIssue, openIssue, showIssues, shutIssue } from './issues.js';
import { lineOptions, proposeChange, proposeLine, saveLessons, templateAsked, toLearn } from './learning.js';
import { peopleToName } from './naming.js';
import { planCount, toPlanCount } from './opening-count.js';
import { anyone } from './projects.js';
import { approveProposal, declineProposal, showProposal, toDecide } from './proposing.js';
import { lastSaid, pulseAsked, savePulse } from './pulse.js';
import { acceptItem, addToList, dueFirst, finishItem, itemToFix, itemToJudge, sendItemBack, toPunch } from './punch.js';
import { showItem, showPhotos, showPunch, showPunchOf } from './punch-looking.js';
import { roleOptions } from './rules-lessons.js';
import { sendPicture, showState, showStateOf } from './stating.js';

const people = (asking: AskingAnywhere) => (words: string) => peopleToName(asking, words);

/** Whoever works across the network. */
const headquarters: readonly Role[] = [
  'operations-manager',
  'director',
  ...(Object.keys(departments) as DepartmentRole[]),
];

export const liveCommands = {
  'opening state': runAnywhere({
    summary: 'An opening or a project in one page',
    ...anyone,
    takesWords: true,
    run: showStateOf,
  }),
  'opening live': runAnywhere({
    summary: 'The first two weeks of a boutique, day by day',
    ...anyone,
    takesWords: true,
    run: showLiveOf,
  }),
  'opening punch': runAnywhere({
    summary: 'What is still to be put right in a new boutique',
    ...anyone,
    takesWords: true,
    run: showPunchOf,
  }),
  'opening figures': runAnywhere({
    summary: 'Openings in figures: on time, what was moved and why, issues of a go-live',
    allow: headquarters,
    run: showFigures,
  }),
};

const goLive = {
  live: runAnywhere({ summary: 'Show a go-live', ...anyone, looks: true, run: showGoLive }),
  pulse: askAnywhere({
    summary: 'Say how a day went in a new boutique',
    ...anyone,
    form: async (asking) => {
      const { project, day } = await pulseAsked(asking);
      return pulseForm(project.title, day);
    },
    prefill: async (asking) => lastSaid(asking, await pulseAsked(asking)),
    submit: savePulse,
  }),
  issue: askAnywhere({
    summary: 'Report an issue of a go-live',
    ...anyone,
    form: async (asking) => {
      const { project } = await mayOpenIssue(asking);
      return issueForm(project.title, people(asking), { value: project.lead.id, label: project.lead.name });
    },
    prefill: async (asking) => ({ owner: (await mayOpenIssue(asking)).project.lead.id }),
    submit: openIssue,
  }),
  issues: runAnywhere({ summary: 'Show the issues of a go-live', ...anyone, looks: true, run: showIssues }),
  'close-issue': askAnywhere({
    summary: 'Close an issue of a go-live',
    ...anyone,
    form: async (asking) => closeIssueForm((await issueToClose(asking)).issue.what),
    submit: shutIssue,
  }),
  certify: askAnywhere({
    summary: 'Confirm that all staff are certified',
    ...anyone,
    form: async (asking) => certifyForm((await toCertify(asking)).project.title),
    submit: certify,
  }),
  'override-exit': askAnywhere({
    summary: 'Hand a boutique over before everything is met, on record',
    ...anyone,
    form: async (asking) => overrideExitForm((await toOverride(asking)).project.title),
    submit: overrideExit,
  }),
};

const punching = {
  punch: runAnywhere({ summary: 'Show a punch list', ...anyone, looks: true, run: showPunch }),
  'punch-item': runAnywhere({ summary: 'Open an item of a punch list', ...anyone, looks: true, run: showItem }),
  photos: runAnywhere({ summary: 'Get the photos of an item', ...anyone, looks: true, run: showPhotos }),
  'punch-add': askAnywhere({
    summary: 'Add to a punch list',
    ...anyone,
    form: async (asking) => {
      const { project } = await toPunch(asking);
      return punchForm(project.title, todayAt(project, asking.now), people(asking));
    },
    prefill: async (asking) => ({ due: dueFirst(await toPunch(asking), asking.now) }),
    submit: addToList,
  }),
  'punch-done': askAnywhere({
    summary: 'Say that an item of a punch list is done',
    ...anyone,
    form: async (asking) => punchDoneForm((await itemToFix(asking)).item.what),
    submit: finishItem,
  }),
  'punch-accept': runAnywhere({ summary: 'Accept an item of a punch list', ...anyone, run: acceptItem }),
  'punch-reopen': askAnywhere({
    summary: 'Send an item of a punch list back',
    ...anyone,
    form: async (asking) => {
      const { project, item } = await itemToJudge(asking);
      return punchReopenForm(item.what, todayAt(project, asking.now));
    },
    prefill: async (asking) => ({ due: dueFirst(await itemToJudge(asking), asking.now) }),
    submit: sendItemBack,
  }),
};

const stating = {
  state: runAnywhere({ summary: 'Show a project in one page', ...anyone, looks: true, run: showState }),
  picture: runAnywhere({ summary: 'Get the plan as a picture', ...anyone, looks: true, run: sendPicture }),
  'plan-count': askAnywhere({
    summary: 'Plan the opening count',
    ...anyone,
    form: async (asking) => {
      const { project, milestone } = await toPlanCount(asking);
      return planCountForm(project.title, todayAt(project, asking.now), milestone?.promised ?? null);
    },
    prefill: async (asking) => {
      const { project, milestone } = await toPlanCount(asking);
      const today = todayAt(project, asking.now);
      const due = milestone?.promised ?? project.day;
      return { due: due < today ? today : due };
    },
    submit: planCount,
  }),
};

const learning = {
  lessons: askAnywhere({
    summary: 'Say what was learned of an opening',
    ...anyone,
    form: async (asking) => lessonsForm((await toLearn(asking)).project.title),
    submit: saveLessons,
  }),
  'propose-change': askAnywhere<ReturnType<typeof changeLineForm>>({
    summary: 'Propose another day or length of a milestone of the template',
    ...anyone,
    form: async (asking) => {
      const { template } = await templateAsked(asking);
      return changeLineForm(template.title, lineOptions(template));
    },
    submit: proposeChange,
  }),
  'propose-line': askAnywhere({
    summary: 'Propose a new milestone of the template',
    ...anyone,
    form: async (asking) => {
      const { template } = await templateAsked(asking);
      const [phases, lines] = [template.phases, lineOptions(template)];
      return newLineForm(template.title, { phases, roles: roleOptions(), lines });
    },
    prefill: async () => ({ side: 'before' }),
    submit: proposeLine,
  }),
  proposal: runAnywhere({ summary: 'Show a change of a template', ...anyone, looks: true, run: showProposal }),
  'approve-proposal': runAnywhere({ summary: 'Approve a change of a template', ...anyone, run: approveProposal }),
  'decline-proposal': askAnywhere({
    summary: 'Decline a change of a template',
    ...anyone,
    form: async (asking) => declineForm((await toDecide(asking)).proposal.after),
    submit: declineProposal,
  }),
};

export const liveActions = { ...goLive, ...punching, ...stating, ...learning };
