import { capability } from '../../engine/capability.js';
import { confirmAll, confirmOne } from './confirming.js';
import { exportCoverage, seeCoverage } from './covering.js';
import { demo } from './demo.js';
import { end } from './ending.js';
import { needsOfPlans, seePlan } from './looking.js';
import { miss } from './missing.js';
import { move } from './moving.js';
import { planWeeks } from './planning.js';
import { slotReminder } from './reminding.js';
import { reopen } from './reopening.js';
import { say } from './saying.js';
import { seeRules, setRules } from './setting.js';
import { stand } from './standing.js';
import { watch } from './watching.js';

export const cycleCounts = capability({
  name: 'cycle-counts',
  title: 'Cycle counts',
  commands: { 'count plan': seePlan, 'count coverage': seeCoverage, 'count rules': seeRules },
  actions: { 'confirm-all': confirmAll, confirm: confirmOne, move, export: exportCoverage, 'set-rules': setRules },
  approvals: [],
  shortcuts: {},
  jobs: {},
  // Its reminders are shown to those whose turn it is, and silence lets a proposal stand.
  waiting: async () => [],
  attention: needsOfPlans,
  timed: [planWeeks, watch, say, stand, end, reopen, miss],
  reminders: [slotReminder],
  demo,
});
