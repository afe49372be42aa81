import { capability } from '../../engine/capability.js';
import { budgetActions, budgetCommands } from './budgets.js';
import { catalogueActions, catalogueCommands, keepPicture } from './catalogue.js';
import { change } from './changing.js';
import { cancel, supplyApproval } from './deciding.js';
import { readBudgetFile, readCatalogueFile } from './importing.js';
import { levelActions, levelCommands } from './levels.js';
import { askedRequests, foundRequests, show, waitingDrafts, waitingRequests } from './overview.js';
import { requestActions, requestCommands } from './requesting.js';

/** What boutiques need beside jewels. Each part brings its members; this is the list of them. */
export const supplies = capability({
  name: 'supplies',
  title: 'Supplies',
  commands: {
    ...requestCommands,
    ...catalogueCommands,
    ...levelCommands,
    ...budgetCommands,
  },
  actions: {
    ...requestActions,
    change,
    cancel,
    show,
    ...catalogueActions,
    ...levelActions,
    ...budgetActions,
  },
  shortcuts: {},
  approvals: [supplyApproval],
  jobs: {
    'read-catalogue': readCatalogueFile,
    'read-budgets': readBudgetFile,
    'keep-picture': keepPicture,
  },
  // A page of a request belongs to the request.
  about: async (subject) => subject.split('/')[0] ?? null,
  waiting: async (person, db) => [...(await waitingDrafts(person, db))],
  asked: async (person, db) => [...(await askedRequests(person, db))],
  find: async (words, person, db) => [...(await foundRequests(words, person, db))],
  attention: async (now, db) => [...(await waitingRequests(now, db))],
});
