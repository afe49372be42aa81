import type { Attachment } from '../../chat/channel.js';
import type { Day } from '../../domain/calendar.js';
import { csv } from '../../domain/csv-file.js';
import { type Coverage, onTimeRate, seenRate } from './rules-coverage.js';

const COLUMNS = [
  'boutique',
  'name',
  'pieces',
  'seen',
  'seen %',
  'within days',
  'accuracy %',
  'due this month',
  'on time this month',
  'on time %',
  'due month before',
  'on time month before',
  'late now',
  'zones not in time',
] as const;

/** The same figures as on the card, for every boutique. */
export function coverageSheet(all: readonly Coverage[], today: Day): Attachment {
  const hundredth = (rate: number | null): string =>
    rate === null ? '' : (Math.floor(rate * 1000 + 1e-9) / 10).toFixed(1);
  const rows = all.map((each) => ({
    ...{
      boutique: each.code,
      name: each.name,
      pieces: each.pieces,
      seen: each.seen,
      'seen %': hundredth(seenRate(each)),
    },
    ...{ 'within days': each.promise, 'accuracy %': hundredth(each.accuracy === null ? null : each.accuracy / 100) },
    ...{ 'due this month': each.due, 'on time this month': each.kept, 'on time %': hundredth(onTimeRate(each)) },
    ...{ 'due month before': each.dueBefore, 'on time month before': each.keptBefore },
    ...{ 'late now': each.late, 'zones not in time': each.left },
  }));
  return { name: `count-coverage-${today}.csv`, bytes: csv(COLUMNS, rows) };
}
