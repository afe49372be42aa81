import { capability } from '../../engine/capability.js';
import { cancel, cancelledJob } from './cancelling.js';
import { changeDate, confirmDate, decideDate } from './dating.js';
import { addAction, closeList, reviewActions, sign } from './finishing.js';
import { board, proposalsWaiting, see, show, takesByWords } from './looking.js';
import { nameTeam } from './naming.js';
import { nameOwners } from './owning.js';
import { keepPhoto } from './photos.js';
import { confirmFloor, confirmReceipts, confirmZones, listDocuments } from './preparing.js';
import { exportBoard, exportEvidence, sendReport } from './publishing.js';
import { gateReminder } from './reminding.js';
import { recordOf } from './rules.js';
import { showJob, start } from './starting.js';
import { confirmSweep } from './sweeping.js';
import { takeTimes } from './timing.js';
import { waiveGate } from './waiving.js';

export const stockTakes = capability({
  name: 'stock-takes',
  title: 'Stock takes',
  commands: { 'stock-take': show, 'stock-take plan': start, 'stock-take board': board, 'stock-take cancel': cancel },
  actions: {
    'confirm-date': confirmDate,
    'change-date': changeDate,
    'decide-date': decideDate,
    'name-team': nameTeam,
    'confirm-zones': confirmZones,
    'list-documents': listDocuments,
    'confirm-floor': confirmFloor,
    'confirm-receipts': confirmReceipts,
    'confirm-sweep': confirmSweep,
    'name-owners': nameOwners,
    'waive-gate': waiveGate,
    'close-list': closeList,
    sign,
    'send-report': sendReport,
    'add-action': addAction,
    'review-actions': reviewActions,
    evidence: exportEvidence,
    see,
    export: exportBoard,
  },
  shortcuts: {},
  approvals: [],
  jobs: { show: showJob, 'keep-photo': keepPhoto, cancelled: cancelledJob },
  // What a button says after its `~` is a gate or a count of the same stock take.
  about: async (subject) => recordOf(subject),
  waiting: proposalsWaiting,
  find: takesByWords,
  timed: takeTimes,
  reminders: [gateReminder],
});
