import { capability } from '../../engine/capability.js';
import { checksAsked, checksFound, checksWaiting } from './looking.js';
import { networkActions, showBoard } from './network.js';
import { monthlyCheck, networkSignature } from './reminding.js';
import { reviewActions } from './reviewing.js';
import { sign } from './signing.js';
import { recordOf } from './store.js';

export const amlChecks = capability({
  name: 'aml-checks',
  title: 'AML checks',
  commands: { aml: sign, 'aml board': showBoard },
  actions: { sign, ...reviewActions, ...networkActions },
  shortcuts: {},
  approvals: [],
  jobs: {},
  about: recordOf,
  waiting: checksWaiting,
  asked: checksAsked,
  find: checksFound,
  reminders: [monthlyCheck, networkSignature],
});
