import { capability } from '../../engine/capability.js';
import { demoOpening } from './demo.js';
import { keepFileJob } from './finishing.js';
import { gateActions } from './gates.js';
import { goLiveBegins } from './going-live.js';
import { askedBy, decisionsWaiting, found, needingAttention } from './lists.js';
import { liveActions, liveCommands } from './live.js';
import { milestoneActions } from './milestones.js';
import { countDecided, tellCount } from './opening-count.js';
import { keepPhotoJob } from './photos.js';
import { projectActions, projectCommands } from './projects.js';
import { milestoneReminder, promiseReminder, voteReminder } from './reminding.js';
import { lessonsReminder, pulseReminder, punchReminder } from './reminding-live.js';
import { drawJob, weeklyState } from './stating.js';
import { projectAbout } from './store.js';
import { liveWaiting } from './waiting-live.js';

/** A boutique that opens, and what else is done once: a plan that is counted anew, and the people who keep it. */
export const openings = capability({
  name: 'openings',
  title: 'Openings and projects',
  commands: { ...projectCommands, ...liveCommands },
  actions: { ...projectActions, ...milestoneActions, ...gateActions, ...liveActions },
  shortcuts: {},
  approvals: [],
  jobs: { 'keep-file': keepFileJob, 'keep-photo': keepPhotoJob, draw: drawJob, 'tell-count': tellCount },
  timed: [goLiveBegins, weeklyState, countDecided],
  reminders: [milestoneReminder, promiseReminder, voteReminder, pulseReminder, punchReminder, lessonsReminder],
  about: async (subject, db) => projectAbout(db, subject),
  waiting: async (person, db) => [...(await decisionsWaiting(person, db)), ...(await liveWaiting(person, db))],
  asked: askedBy,
  find: found,
  attention: needingAttention,
  demo: demoOpening,
});
