import { capability } from '../../engine/capability.js';

/** What boutiques need beside jewels. Each part brings its members; this is the list of them. */
export const supplies = capability({
  name: 'supplies',
  title: 'Supplies',
  commands: {},
  actions: {},
  shortcuts: {},
  approvals: [],
  jobs: {},
  waiting: async () => [],
});
