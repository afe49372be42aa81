import { capability } from '../../engine/capability.js';
import { budgetActions, budgetCommands } from './budgets.js';
import { catalogueActions, catalogueCommands, keepPicture } from './catalogue.js';
import { change } from './changing.js';
import { cancel, supplyApproval } from './deciding.js';
import { giftApproval } from './gift-approval.js';
import { giftsAsked, giftsByWords, giftsWaiting, needsOfGifts } from './gift-looks.js';
import { giftActions, giftCommands, giftJobs, giftTimes } from './gifts.js';
import { giftsDemo } from './gifts-demo.js';
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
    ...giftCommands,
  },
  actions: {
    ...requestActions,
    change,
    cancel,
    show,
    ...catalogueActions,
    ...levelActions,
    ...budgetActions,
    ...giftActions,
  },
  shortcuts: {},
  approvals: [supplyApproval, giftApproval],
  jobs: {
    'read-catalogue': readCatalogueFile,
    'read-budgets': readBudgetFile,
    'keep-picture': keepPicture,
    ...giftJobs,
  },
  // A page of a request belongs to the request.
  about: async (subject) => subject.split('/')[0] ?? null,
  waiting: async (person, db) => [...(await waitingDrafts(person, db)), ...(await giftsWaiting(person, db))],
  asked: async (person, db) => [...(await askedRequests(person, db)), ...(await giftsAsked(person, db))],
  find: async (words, person, db) => [
    ...(await foundRequests(words, person, db)),
    ...(await giftsByWords(words, person, db)),
  ],
  attention: async (now, db) => [...(await waitingRequests(now, db)), ...(await needsOfGifts(now, db))],
  timed: [...giftTimes],
  demo: giftsDemo,
});
