import type { Template } from './rules-templates.js';

/** From the brief to the day on which the boutique stands on its own. */
export const openingTemplate: Template = {
  name: 'opening',
  version: 1,
  kind: 'opening',
  title: 'Boutique opening, from 180 days before',
  phases: {
    brief: 'Brief',
    place: 'Lease, design and permits',
    safety: 'Security',
    systems: 'IT and register',
    team: 'Team',
    goods: 'Tools, furniture and stock',
    opening: 'Opening',
    support: 'Go-live',
  },
  lines: [
    { key: 'brief', name: 'Brief written', phase: 'brief', offset: -180, role: 'operations-manager', lead: 5 },
    { key: 'budget', name: 'Budget', phase: 'brief', offset: -170, role: 'finance', lead: 3, after: ['brief'] },
    {
      ...{ key: 'approval', name: 'Brief and budget approved', phase: 'brief', offset: -165, lead: 1 },
      ...{ role: 'director', after: ['brief', 'budget'], voters: ['director', 'finance'], reaches: 'approved' },
    },
    {
      ...{ key: 'lease', name: 'Lease signed', phase: 'place', offset: -140, role: 'store-planning', lead: 10 },
      ...{ after: ['approval'], external: true, buffer: 3 },
    },
    {
      ...{ key: 'design', name: 'Design approved', phase: 'place', offset: -120, role: 'store-planning', lead: 11 },
      after: ['lease'],
    },
    {
      ...{ key: 'permits', name: 'Building permits', phase: 'place', offset: -80, role: 'store-planning', lead: 18 },
      ...{ after: ['design'], external: true, buffer: 6 },
    },
    {
      ...{ key: 'works', name: 'Building works', phase: 'place', offset: -38, role: 'store-planning', lead: 22 },
      ...{ after: ['permits'], external: true, buffer: 4 },
    },
    {
      ...{ key: 'inspection', name: 'Inspection passed', phase: 'place', offset: -26, role: 'store-planning' },
      ...{ lead: 1, after: ['works', 'alarm'], external: true, buffer: 2 },
    },
    {
      ...{ key: 'security-plan', name: 'Security plan', phase: 'safety', offset: -100, lead: 10 },
      ...{ role: 'safety-and-security', after: ['design'] },
    },
    {
      ...{ key: 'alarm', name: 'Alarm, cameras and safe', phase: 'safety', offset: -36, lead: 10 },
      ...{ role: 'safety-and-security', after: ['security-plan', 'permits'], external: true, buffer: 5 },
    },
    {
      ...{ key: 'insurance', name: 'Insurance in force', phase: 'safety', offset: -24, role: 'finance', lead: 5 },
      after: ['alarm'],
    },
    {
      ...{ key: 'network', name: 'Line and network', phase: 'systems', offset: -35, role: 'register-support' },
      ...{ lead: 15, after: ['design'], external: true, buffer: 5 },
    },
    {
      ...{ key: 'register', name: 'Register set up', phase: 'systems', offset: -24, role: 'register-support', lead: 4 },
      after: ['network'],
    },
    {
      ...{ key: 'manager', name: 'Store manager hired', phase: 'team', offset: -100, role: 'operations-manager' },
      ...{ lead: 30, after: ['approval'] },
    },
    {
      ...{ key: 'team', name: 'Team hired', phase: 'team', offset: -50, role: 'operations-manager', lead: 20 },
      after: ['manager'],
    },
    {
      ...{ key: 'training', name: 'Team trained', phase: 'team', offset: -14, role: 'global-retail-operations' },
      ...{ lead: 10, after: ['team'] },
    },
    {
      ...{ key: 'register-training', name: 'Register training', phase: 'team', offset: -10, lead: 3 },
      ...{ role: 'register-support', after: ['team', 'register'] },
    },
    {
      ...{ key: 'tools', name: 'Tools and supplies ordered', phase: 'goods', offset: -70, role: 'operations-manager' },
      ...{ lead: 5, after: ['approval'] },
    },
    {
      ...{ key: 'supplies', name: 'Tools and supplies there', phase: 'goods', offset: -16, lead: 20 },
      ...{ role: 'operations-manager', after: ['tools'] },
    },
    {
      ...{ key: 'furniture', name: 'Furniture and showcases', phase: 'goods', offset: -20, role: 'store-planning' },
      ...{ lead: 6, after: ['works'], external: true, buffer: 2 },
    },
    {
      ...{ key: 'assortment', name: 'Initial stock chosen', phase: 'goods', offset: -60, lead: 10 },
      ...{ role: 'global-retail-operations', after: ['approval'] },
    },
    {
      ...{
        key: 'stock',
        name: 'Initial stock received',
        phase: 'goods',
        offset: -10,
        role: 'global-retail-operations',
      },
      ...{ lead: 3, after: ['assortment', 'alarm', 'insurance', 'furniture'] },
    },
    {
      ...{ key: 'opening-count', name: 'Opening count', phase: 'opening', offset: -7, role: 'operations-manager' },
      ...{ lead: 0, after: ['stock', 'register'] },
    },
    {
      ...{ key: 'go', name: 'Go / no-go', phase: 'opening', offset: -4, role: 'director', lead: 0 },
      after: ['inspection', 'register-training', 'training', 'supplies', 'opening-count'],
      ...{
        voters: ['operations-manager', 'director', 'safety-and-security', 'register-support', 'store-planning'],
        reaches: 'go',
      },
    },
    {
      ...{ key: 'soft-opening', name: 'Soft opening', phase: 'opening', offset: -2, role: 'operations-manager' },
      ...{ lead: 0, after: ['go'] },
    },
    {
      ...{ key: 'opening', name: 'Opening', phase: 'opening', offset: 0, role: 'director', lead: 0 },
      ...{ after: ['soft-opening'], reaches: 'live' },
    },
    {
      ...{ key: 'week-1', name: 'Go-live, week 1', phase: 'support', offset: 7, role: 'operations-manager', lead: 3 },
      after: ['opening'],
    },
    {
      ...{ key: 'week-2', name: 'Go-live, week 2', phase: 'support', offset: 13, role: 'operations-manager', lead: 2 },
      after: ['week-1'],
    },
    {
      ...{ key: 'handover', name: 'Handover', phase: 'support', offset: 14, role: 'operations-manager', lead: 0 },
      ...{ after: ['week-2'], voters: ['operations-manager', 'director'], reaches: 'handed-over' },
    },
  ],
};
