import { capability } from '../../engine/capability.js';
import { demoOpening } from './demo.js';
import { keepFileJob } from './finishing.js';
import { gateActions } from './gates.js';
import { askedBy, decisionsWaiting, found, needingAttention } from './lists.js';
import { milestoneActions } from './milestones.js';
import { projectActions, projectCommands } from './projects.js';
import { milestoneReminder, promiseReminder, voteReminder } from './reminding.js';
import { projectAbout } from './store.js';

/** A boutique that opens, and what else is done once: a plan that is counted anew, and the people who keep it. */
export const openings = capability({
  name: 'openings',
  title: 'Openings and projects',
  commands: projectCommands,
  actions: { ...projectActions, ...milestoneActions, ...gateActions },
  shortcuts: {},
  approvals: [],
  jobs: { 'keep-file': keepFileJob },
  reminders: [milestoneReminder, promiseReminder, voteReminder],
  about: async (subject, db) => projectAbout(db, subject),
  waiting: decisionsWaiting,
  asked: askedBy,
  find: found,
  attention: needingAttention,
  demo: demoOpening,
});
