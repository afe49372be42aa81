import type { Template } from './rules-templates.js';

/** A boutique for a season: no works, no lease of ours. */
export const popUpTemplate: Template = {
  name: 'pop-up',
  version: 1,
  kind: 'opening',
  title: 'Pop-up, from 60 days before',
  phases: { brief: 'Brief', place: 'Place', team: 'Team', goods: 'Goods', opening: 'Opening', support: 'Go-live' },
  lines: [
    { key: 'brief', name: 'Brief and budget', phase: 'brief', offset: -60, role: 'operations-manager', lead: 3 },
    {
      ...{ key: 'approval', name: 'Brief and budget approved', phase: 'brief', offset: -55, role: 'director', lead: 1 },
      ...{ after: ['brief'], voters: ['director', 'finance'], reaches: 'approved' },
    },
    {
      ...{ key: 'contract', name: 'Contract for the place', phase: 'place', offset: -42, role: 'store-planning' },
      ...{ lead: 4, after: ['approval'], external: true, buffer: 2 },
    },
    {
      ...{ key: 'permits', name: 'Permits and landlord approval', phase: 'place', offset: -25, lead: 5 },
      ...{ role: 'store-planning', after: ['contract'], external: true, buffer: 3 },
    },
    {
      ...{ key: 'security-plan', name: 'Security plan and alarm', phase: 'place', offset: -18, lead: 10 },
      ...{ role: 'safety-and-security', after: ['contract'] },
    },
    {
      ...{ key: 'register', name: 'Line and register', phase: 'place', offset: -10, role: 'register-support', lead: 8 },
      after: ['contract'],
    },
    {
      key: 'team',
      name: 'Team named',
      phase: 'team',
      offset: -30,
      role: 'operations-manager',
      lead: 10,
      after: ['approval'],
    },
    {
      key: 'training',
      name: 'Team trained',
      phase: 'team',
      offset: -9,
      role: 'global-retail-operations',
      lead: 5,
      after: ['team'],
    },
    {
      key: 'supplies',
      name: 'Tools and supplies',
      phase: 'goods',
      offset: -9,
      role: 'operations-manager',
      lead: 15,
      after: ['approval'],
    },
    {
      ...{ key: 'furniture', name: 'Showcases set up', phase: 'goods', offset: -8, role: 'store-planning', lead: 4 },
      ...{ after: ['permits'], external: true, buffer: 2 },
    },
    {
      ...{ key: 'stock', name: 'Initial stock received', phase: 'goods', offset: -5, role: 'global-retail-operations' },
      ...{ lead: 0, after: ['security-plan', 'furniture'] },
    },
    {
      ...{ key: 'opening-count', name: 'Opening count', phase: 'opening', offset: -3, role: 'operations-manager' },
      ...{ lead: 0, after: ['stock', 'register'] },
    },
    {
      ...{ key: 'go', name: 'Go / no-go', phase: 'opening', offset: -2, role: 'director', lead: 0 },
      after: ['training', 'supplies', 'opening-count'],
      ...{ voters: ['operations-manager', 'director', 'safety-and-security'], reaches: 'go' },
    },
    {
      ...{ key: 'opening', name: 'Opening', phase: 'opening', offset: 0, role: 'director', lead: 0 },
      ...{ after: ['go'], reaches: 'live' },
    },
    {
      key: 'week-1',
      name: 'Go-live, week 1',
      phase: 'support',
      offset: 7,
      role: 'operations-manager',
      lead: 3,
      after: ['opening'],
    },
    {
      key: 'week-2',
      name: 'Go-live, week 2',
      phase: 'support',
      offset: 13,
      role: 'operations-manager',
      lead: 2,
      after: ['week-1'],
    },
    {
      ...{ key: 'handover', name: 'Handover', phase: 'support', offset: 14, role: 'operations-manager', lead: 0 },
      ...{ after: ['week-2'], voters: ['operations-manager', 'director'], reaches: 'handed-over' },
    },
  ],
};
