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
import { kitActions, kitApprovals, kitCommands, kitJobs, kitTimed } from './kits.js';
import { kitsDemo } from './kits-demo.js';
import { levelActions, levelCommands } from './levels.js';
import { campaignActions, campaignApprovals, campaignCommands, campaignJobs } from './needs.js';
import { campaignTimed } from './needs-reminders.js';
import { orderActions, orderCommands, orderJobs } from './orders.js';
import { askedRequests, foundRequests, show, waitingDrafts, waitingRequests } from './overview.js';
import { attentionToNeeds, foundOrders, waitingOrders } from './overview-orders.js';
import { requestActions, requestCommands } from './requesting.js';
import { requestsDemo } from './requests-demo.js';

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
    ...orderCommands,
    ...campaignCommands,
    ...kitCommands,
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
    ...orderActions,
    ...campaignActions,
    ...kitActions,
  },
  shortcuts: {},
  approvals: [supplyApproval, giftApproval, ...campaignApprovals, ...kitApprovals],
  jobs: {
    'read-catalogue': readCatalogueFile,
    'read-budgets': readBudgetFile,
    'keep-picture': keepPicture,
    ...giftJobs,
    ...orderJobs,
    ...campaignJobs,
    ...kitJobs,
  },
  // A page of a request, of an order or of a campaign belongs to it.
  about: async (subject) => subject.split(/[/~]/)[0] || null,
  waiting: async (person, db) => [
    ...(await waitingDrafts(person, db)),
    ...(await giftsWaiting(person, db)),
    ...(await waitingOrders(person, db)),
  ],
  asked: async (person, db) => [...(await askedRequests(person, db)), ...(await giftsAsked(person, db))],
  find: async (words, person, db) => [
    ...(await foundRequests(words, person, db)),
    ...(await giftsByWords(words, person, db)),
    ...(await foundOrders(words, person, db)),
  ],
  attention: async (now, db) => [
    ...(await waitingRequests(now, db)),
    ...(await needsOfGifts(now, db)),
    ...(await attentionToNeeds(now, db)),
  ],
  timed: [...giftTimes, ...campaignTimed, ...kitTimed],
  demo: async (context) => {
    await requestsDemo(context);
    await giftsDemo(context);
    await kitsDemo(context);
  },
});
