import { askAnywhere, runAnywhere } from '../../engine/capability.js';
import { fillIn } from './answering.js';
import { closeCampaign, exportNeeds, reviewNeeds, showNeedsJob, startCampaign } from './campaigns.js';
import { campaignForm } from './forms-campaigns.js';
import { changeNeeds, needsApproval } from './validating.js';

const managers = ['operations-manager'] as const;

export const campaignCommands = {
  'supplies campaign': askAnywhere({
    summary: 'Ask every boutique what it needs in a year',
    allow: managers,
    form: ({ today }) => campaignForm(today),
    prefill: ({ today }) => {
      const year = String(Number(today.slice(0, 4)) + 1);
      return { title: `Annual needs ${year}`, year };
    },
    submit: startCampaign,
  }),
};

export const campaignActions = {
  'fill-in': fillIn,
  'change-needs': changeNeeds,
  'review-needs': runAnywhere({
    summary: 'Review what boutiques need',
    allow: managers,
    looks: true,
    run: reviewNeeds,
  }),
  'export-needs': runAnywhere({
    summary: 'Export what boutiques need, for headquarters',
    allow: managers,
    looks: true,
    run: exportNeeds,
  }),
  'close-campaign': runAnywhere({ summary: 'Close a campaign', allow: managers, run: closeCampaign }),
};

export const campaignJobs = { 'show-needs': showNeedsJob };
export const campaignApprovals = [needsApproval];
