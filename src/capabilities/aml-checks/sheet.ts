import type { Attachment } from '../../chat/channel.js';
import { csv } from '../../domain/csv-file.js';
import type { Month } from '../../domain/days.js';
import { type BoardRow, outcomes } from './rules.js';

const COLUMNS = [
  'boutique',
  'name',
  'month',
  'outcome',
  'receipts to look at',
  'state',
  'signed by',
  'signed at (UTC)',
  'reviewed by',
  'reviewed at (UTC)',
  'statement',
] as const;

/** Every boutique's return, also where there is none. How many receipts, never which. */
export function boardSheet(month: Month, rows: readonly BoardRow[]): Attachment {
  const table = rows.map(({ boutique, name, check }) => ({
    ...{ boutique, name, month },
    outcome: check && outcomes[check.outcome],
    'receipts to look at': check?.receipts.length,
    state: check?.state ?? 'not signed',
    'signed by': check?.signedByName,
    'signed at (UTC)': check?.signedAt.toISOString(),
    'reviewed by': check?.reviewedByName,
    'reviewed at (UTC)': check?.reviewedAt?.toISOString(),
    statement: check?.statement,
  }));
  return { name: `aml-checks-${month}.csv`, bytes: csv(COLUMNS, table) };
}

/** For a channel: who signed when, and nothing of what was found. */
export function signedSheet(month: Month, rows: readonly BoardRow[]): Attachment {
  const table = rows.map(({ boutique, name, check }) => ({
    ...{ boutique, name, month },
    'signed by': check?.signedByName ?? 'not signed',
    'signed at (UTC)': check?.signedAt.toISOString(),
  }));
  const columns = ['boutique', 'name', 'month', 'signed by', 'signed at (UTC)'] as const;
  return { name: `aml-checks-${month}.csv`, bytes: csv(columns, table) };
}
