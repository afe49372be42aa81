import { askAnywhere, capability, runAnywhere } from '../../engine/capability.js';
import { askAway, changeAway, endAway, goAway, knownOfAway, showAbsences } from './away.js';
import { home, showFound, showHelp, showInbox } from './looking.js';
import { everybody } from './rules.js';

/** Whoever has a role may look at what is theirs in any boutique's channel. */
const everywhere = { allow: everybody, also: async () => true };

export const inbox = capability({
  name: 'inbox',
  title: 'Inbox',
  commands: {
    inbox: runAnywhere({ ...everywhere, summary: 'See what waits for you, and what you asked for', run: showInbox }),
    'inbox away': runAnywhere({
      ...everywhere,
      summary: 'Name who stands in while you are away',
      run: showAbsences,
    }),
    vitrine: runAnywhere({
      ...everywhere,
      summary: 'What you can do here',
      takesWords: true,
      run: (context) => showHelp(context, context.subject),
    }),
    'vitrine help': runAnywhere({
      ...everywhere,
      summary: 'What you can do here',
      run: (context) => showHelp(context, ''),
    }),
    'vitrine find': runAnywhere({
      ...everywhere,
      summary: 'Find cases, requests and counts by words',
      takesWords: true,
      run: showFound,
    }),
  },
  actions: {
    away: askAnywhere({
      ...everywhere,
      summary: 'Add an absence',
      form: askAway,
      prefill: knownOfAway,
      submit: goAway,
    }),
    'change-away': askAnywhere({
      ...everywhere,
      summary: 'Change an absence',
      form: askAway,
      prefill: knownOfAway,
      submit: changeAway,
    }),
    'end-away': runAnywhere({ ...everywhere, summary: 'End an absence', run: endAway }),
  },
  shortcuts: {},
  approvals: [],
  jobs: {},
  waiting: async () => [],
  home,
});
