import type { Role } from '../../domain/people.js';

/** What has to be true at a boutique before, on and after the day of its stock take. */
export interface Gate {
  /** Days from the day of the count. */
  readonly offset: number;
  /** It can't be passed before so many days from it: what is tidied a month ahead says nothing. Null: at any time. */
  readonly opens: number | null;
  /** From so many days before it is due, it is upcoming. */
  readonly ahead: number;
  readonly title: string;
  readonly duty: string;
  /** Whose duty it is; `approver` is who was named to sign, `supervisor` who was named to supervise. */
  readonly by: Extract<Role, 'store-manager' | 'operations-manager'> | 'approver' | 'supervisor';
  /** What it takes to pass: somebody's word, or what the count itself says. */
  readonly evidence: 'word' | 'team' | 'checks' | 'list' | 'photo' | 'count';
  /** Those that have to be passed before. */
  readonly after: readonly GateId[];
}

export type GateId =
  | 'date'
  | 'team'
  | 'zones'
  | 'documents'
  | 'floor'
  | 'receipts'
  | 'count'
  | 'sweep'
  | 'owners'
  | 'causes'
  | 'unexplained'
  | 'signed'
  | 'report'
  | 'actions-30'
  | 'actions-60';

/** In their order. */
export const gates: Readonly<Record<GateId, Gate>> = {
  date: {
    ...{ offset: -45, opens: null, ahead: 14, by: 'store-manager', evidence: 'word', after: [] },
    title: 'Date confirmed',
    duty: 'Confirm the date, or move it and say why',
  },
  team: {
    ...{ offset: -30, opens: null, ahead: 7, by: 'store-manager', evidence: 'team', after: ['date'] },
    title: 'Team named',
    duty: 'Name who counts, recounts, supervises and signs',
  },
  zones: {
    ...{ offset: -14, opens: -35, ahead: 5, by: 'store-manager', evidence: 'checks', after: ['date'] },
    title: 'Zones labeled',
    duty: 'Label every zone, count the devices, try an import',
  },
  documents: {
    ...{ offset: -7, opens: -14, ahead: 3, by: 'store-manager', evidence: 'list', after: ['team'] },
    title: 'Open documents listed',
    duty: 'List what is open, each with its owner; refresh those who count',
  },
  floor: {
    ...{ offset: -3, opens: -6, ahead: 2, by: 'store-manager', evidence: 'photo', after: ['team', 'zones'] },
    title: 'Floor ready',
    duty: "Confirm staffing, tidy up, put customers' goods apart, with a photo",
  },
  receipts: {
    ...{ offset: -1, opens: -3, ahead: 1, by: 'store-manager', evidence: 'list', after: ['documents'] },
    title: 'Receipts validated',
    duty: 'Validate every receipt and settle the open documents',
  },
  count: {
    ...{ offset: 0, opens: -1, ahead: 1, by: 'store-manager', evidence: 'count', after: ['floor', 'receipts'] },
    title: 'Everything counted',
    duty: 'Count every zone after closing, twice where it differs',
  },
  sweep: {
    ...{ offset: 0, opens: 0, ahead: 0, by: 'supervisor', evidence: 'word', after: ['floor', 'receipts'] },
    title: 'Sweep done',
    duty: 'Walk through the boutique: every place is counted, and closed twice where it differs',
  },
  owners: {
    ...{ offset: 1, opens: 0, ahead: 1, by: 'store-manager', evidence: 'count', after: ['count'] },
    title: 'Owners named',
    duty: 'Name who looks into each difference that is not explained',
  },
  causes: {
    ...{ offset: 1, opens: 0, ahead: 1, by: 'store-manager', evidence: 'count', after: ['count'] },
    title: 'Causes named',
    duty: 'Name the cause of every difference',
  },
  unexplained: {
    ...{ offset: 2, opens: 0, ahead: 1, by: 'store-manager', evidence: 'word', after: ['sweep', 'owners', 'causes'] },
    title: 'Unexplained list closed',
    duty: 'Close the list of what nobody can explain',
  },
  signed: {
    ...{ offset: 5, opens: 0, ahead: 2, by: 'approver', evidence: 'word', after: ['unexplained'] },
    title: 'Signed',
    duty: 'Approve the count, enter its document number, sign',
  },
  report: {
    ...{ offset: 10, opens: 0, ahead: 3, by: 'operations-manager', evidence: 'word', after: ['signed'] },
    title: 'Report published',
    duty: 'Publish the report to the director and headquarters',
  },
  'actions-30': {
    ...{ offset: 30, opens: 11, ahead: 5, by: 'store-manager', evidence: 'list', after: ['report'] },
    title: 'Actions reviewed',
    duty: 'Say of each corrective action that it is done, goes on, or is escalated',
  },
  'actions-60': {
    ...{ offset: 60, opens: 31, ahead: 7, by: 'store-manager', evidence: 'list', after: ['actions-30'] },
    title: 'Actions ended',
    duty: 'Close or escalate every corrective action',
  },
};

export const gateIds = Object.keys(gates) as GateId[];

/** Those that must be passed before anything is counted. */
export const preparing: readonly GateId[] = ['date', 'team', 'zones', 'documents', 'floor', 'receipts'];

/** What somebody who answers for all boutiques may let go, where it can't be had; nothing stands in for the others. */
export const waivable: readonly GateId[] = ['zones', 'documents', 'floor', 'receipts', 'actions-30'];

/** With a new date these say nothing any more. */
export const lapseWithDate: readonly GateId[] = ['documents', 'floor', 'receipts'];
