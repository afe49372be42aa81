import { ask, askAnywhere, capability, runAnywhere } from '../../engine/capability.js';
import { askChannel, knownChannel, setChannel } from './channels.js';
import { askClose, close, end, knownClose, showClosures } from './closing.js';
import { demo } from './demo.js';
import { askHours, knownHours, setHours } from './hours.js';
import { everybody, mayClose } from './rules.js';
import { showOwed } from './showing.js';

/** Whoever has a role may look at what is theirs in any boutique's channel. */
const everywhere = { allow: everybody, also: async () => true };

const hours = askAnywhere({
  ...everywhere,
  summary: 'Set your quiet hours and when your day begins',
  form: askHours,
  prefill: knownHours,
  submit: setHours,
});

const closures = runAnywhere({
  ...everywhere,
  summary: 'See closed days, add and end them',
  looks: true,
  run: showClosures,
});

export const reminders = capability({
  name: 'reminders',
  title: 'Reminders',
  commands: {
    reminders: runAnywhere({ ...everywhere, summary: 'See what you owe, and what is late', run: showOwed }),
    'reminders hours': hours,
    'reminders closed': closures,
    'reminders channel': ask({
      summary: 'Choose what is said in the boutique’s channel',
      allow: mayClose,
      form: askChannel,
      prefill: knownChannel,
      submit: setChannel,
    }),
  },
  actions: {
    hours,
    closures,
    close: askAnywhere({
      summary: 'Add closed days',
      allow: mayClose,
      form: askClose,
      prefill: knownClose,
      submit: close,
    }),
    // Whose place it is, the card alone knows.
    'end-closure': runAnywhere({ ...everywhere, summary: 'End closed days', run: end }),
  },
  shortcuts: {},
  approvals: [],
  jobs: {},
  waiting: async () => [],
  demo,
});
