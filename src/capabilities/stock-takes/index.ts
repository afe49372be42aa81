import { capability } from '../../engine/capability.js';
import { changeDate, confirmDate, decideDate } from './dating.js';
import { addAction, closeList, reviewActions, sign } from './finishing.js';
import { board, proposalsWaiting, see, show, takesByWords } from './looking.js';
import { nameTeam } from './naming.js';
import { keepPhoto } from './photos.js';
import { confirmFloor, confirmReceipts, confirmZones, listDocuments } from './preparing.js';
import { exportBoard, exportEvidence, sendReport } from './publishing.js';
import { gateReminder } from './reminding.js';
import { showJob, start } from './starting.js';
import { takeTimes } from './timing.js';

export const stockTakes = capability({
  name: 'stock-takes',
  title: 'Stock takes',
  commands: { 'stock-take': show, 'stock-take plan': start, 'stock-take board': board },
  actions: {
    'confirm-date': confirmDate,
    'change-date': changeDate,
    'decide-date': decideDate,
    'name-team': nameTeam,
    'confirm-zones': confirmZones,
    'list-documents': listDocuments,
    'confirm-floor': confirmFloor,
    'confirm-receipts': confirmReceipts,
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
  jobs: { show: showJob, 'keep-photo': keepPhoto },
  // What a button says after its `~` is a gate or a count of the same stock take.
  about: async (subject) => subject.split('~')[0] || null,
  waiting: proposalsWaiting,
  find: takesByWords,
  timed: takeTimes,
  reminders: [gateReminder],
});
