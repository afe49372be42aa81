import { Refusal } from '../../domain/refusal.js';
import {
  ask,
  askAnywhere,
  type Context,
  type Interaction,
  run,
  runAnywhere,
  type Timed,
} from '../../engine/capability.js';
import { allocate, allocationNow, askAllocation, readAllocationFile } from './allocating.js';
import { checksForm, wordingForm } from './forms-gift-campaigns.js';
import { returnForm, voidGiftForm } from './forms-gifts.js';
import {
  askPlan,
  confirmChecks,
  confirmWording,
  endCampaign,
  planCampaign,
  startCampaign,
  tellGiftsAllocated,
  tellGiftsBegin,
  tellGiftsEnd,
} from './gift-campaigns.js';
import { askCount, countGifts, dueCounts, dueEnds, remindToCount } from './gift-counting.js';
import {
  askedForIt,
  listCampaigns,
  registerReaders,
  sendRegister,
  showGift,
  showOneCampaign,
  showRegister,
} from './gift-looks.js';
import { askGift, giftKnown, giveApproved, giveGift, returnGift, voidGift } from './giving.js';
import { uncheckedAt } from './rules-gift-campaigns.js';
import { findCampaign } from './store-gift-campaigns.js';

const givers = ['associate', 'store-manager'] as const;
/** The operations manager where a boutique has no store manager. */
const managers = ['store-manager', 'operations-manager'] as const;
const planners = ['operations-manager'] as const;

export const giftCommands: Readonly<Record<string, Interaction>> = {
  'supplies gift': ask({
    summary: 'Give a client a gift of a campaign',
    allow: givers,
    form: askGift,
    prefill: giftKnown,
    submit: giveGift,
  }),
  'supplies gifts': runAnywhere({
    summary: 'The register of gifts, and what is left',
    allow: registerReaders,
    run: showRegister,
  }),
  'supplies gift-campaign': runAnywhere({
    summary: 'Plan gifts, and see how campaigns go',
    allow: planners,
    run: listCampaigns,
  }),
};

export const giftActions: Readonly<Record<string, Interaction>> = {
  'hand-over': run({ summary: 'Give a gift that was approved', allow: givers, run: giveApproved }),
  'return-gift': ask({ summary: 'Take a gift back into stock', allow: givers, form: returnForm, submit: returnGift }),
  'void-gift': ask({
    summary: 'Void a gift that was not given yet',
    allow: givers,
    form: voidGiftForm,
    submit: voidGift,
  }),
  'show-gift': run({
    summary: 'See a gift',
    allow: ['associate', ...registerReaders],
    also: askedForIt,
    looks: true,
    run: showGift,
  }),
  'send-gift-register': runAnywhere({
    summary: 'Get the register of gifts as a file',
    allow: registerReaders,
    looks: true,
    run: sendRegister,
  }),
  'plan-gifts': askAnywhere({ summary: 'Plan a gift campaign', allow: planners, form: askPlan, submit: planCampaign }),
  'show-gift-campaign': runAnywhere({
    summary: 'See a gift campaign',
    allow: planners,
    looks: true,
    run: showOneCampaign,
  }),
  'allocate-gifts': ask({
    ...{ anywhere: true, summary: 'Say how many gifts each boutique gets', allow: planners },
    form: askAllocation,
    prefill: allocationNow,
    submit: allocate,
  }),
  'confirm-wording': askAnywhere({
    summary: 'Confirm the wording that clients read',
    allow: planners,
    form: async ({ db, subject }) => wordingForm(await findCampaign(db, subject)),
    submit: confirmWording,
  }),
  'confirm-gifts': ask({
    summary: 'Confirm what a boutique needs before gifts begin',
    allow: managers,
    form: async ({ db, subject, boutique }) => {
      const campaign = await findCampaign(db, subject);
      const missing = uncheckedAt(campaign, boutique.code);
      if (missing.length === 0) throw new Refusal('confirmed', `${boutique.name} has confirmed everything.`);
      return checksForm(campaign, missing);
    },
    submit: confirmChecks,
  }),
  'start-gifts': runAnywhere({ summary: 'Start a gift campaign', allow: planners, run: startCampaign }),
  'count-gifts': ask({
    summary: 'Count the gifts that are left',
    allow: managers,
    form: askCount,
    submit: countGifts,
  }),
};

export const giftJobs = {
  'read-gift-allocation': readAllocationFile,
  'tell-gifts-allocated': tellGiftsAllocated,
  'tell-gifts-begin': tellGiftsBegin,
  'tell-gifts-end': tellGiftsEnd,
};

export const giftTimes: readonly Timed[] = [
  { name: 'gifts-end', due: dueEnds, act: ({ subject }, context) => endCampaign(context, subject) },
  {
    name: 'gifts-to-count',
    due: dueCounts,
    // Each of these is of a boutique.
    act: ({ subject }, context) => remindToCount(context as Context, subject),
  },
];
