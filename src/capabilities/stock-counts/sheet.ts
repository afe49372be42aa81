import type { Attachment } from '../../chat/channel.js';
import { type Boutique, zoneName } from '../../domain/boutique.js';
import { todayIn } from '../../domain/calendar.js';
import { csv } from '../../domain/csv-file.js';
import { minorDigits } from '../../domain/money.js';
import type { Comparison, Count, Difference, ExpectedPiece } from './rules.js';
import { type Cause, causes } from './rules-causes.js';
import type { ReportLine } from './store-batches.js';

export interface Report {
  readonly count: Count;
  readonly boutique: Boutique;
  readonly comparison: Comparison;
  readonly named: ReadonlyMap<string, Cause>;
  readonly expected: readonly ExpectedPiece[];
  readonly lines: readonly ReportLine[];
  readonly now: Date;
}

const COLUMNS = [
  'result',
  'serial',
  'as scanned',
  'expected zone',
  'found zone',
  'belongs to',
  'listed as',
  'cause',
  'reference',
  'description',
  'retail',
  'currency',
  'round',
  'scanned by',
  'scanned at',
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string | number>>;

/** Every piece that was expected and every line that was scanned: matched, differing, repeated, unreadable, taken back, late. */
export function countSheet(report: Report): Attachment {
  const { count, boutique, comparison, expected, now } = report;
  const differences = new Map(comparison.differences.map((difference) => [difference.serial, difference]));
  const pieces = new Map(expected.map((piece) => [piece.serial, piece]));
  const missing = comparison.differences
    .filter(({ kind }) => kind === 'missing')
    .map((difference) => differenceRow(report, difference));
  const scanned = report.lines.map((line) => scannedRow(report, line, differences, pieces));

  return {
    name: `count-${count.boutique}-${todayIn(boutique.timeZone, now)}.csv`,
    bytes: csv(COLUMNS, [...missing, ...scanned]),
  };
}

/** The differences alone, for whoever decides. */
export function differenceSheet({
  count,
  boutique,
  comparison,
  named,
}: Omit<Report, 'expected' | 'lines' | 'now'>): Attachment {
  const rows = comparison.differences.map((difference) => differenceRow({ boutique, named }, difference));
  return {
    name: `differences-${count.boutique}-${todayIn(boutique.timeZone, count.openedAt)}.csv`,
    bytes: csv(COLUMNS, rows),
  };
}

function differenceRow({ boutique, named }: Pick<Report, 'boutique' | 'named'>, difference: Difference): Row {
  const { kind, serial, expectedZone, foundZones, belongsTo, listedAs, reference, description, retail } = difference;
  return {
    result: words[kind],
    serial,
    'expected zone': expectedZone === null ? '' : zoneName(boutique, expectedZone),
    'found zone': foundZones.map((zone) => zoneName(boutique, zone)).join(' + '),
    'belongs to': belongsTo ?? '',
    'listed as': listedAs ?? '',
    cause: causeInWords(named.get(serial)),
    reference: reference ?? '',
    description: description ?? '',
    ...(retail !== null && { retail: retail / 10 ** minorDigits(boutique.currency), currency: boutique.currency }),
  };
}

const causeInWords = (cause: Cause | undefined): string => (cause === undefined ? '' : causes[cause]);

function scannedRow(
  { boutique, named }: Report,
  line: ReportLine,
  differences: ReadonlyMap<string, Difference>,
  pieces: ReadonlyMap<string, ExpectedPiece>,
): Row {
  const difference = differences.get(line.serial ?? '');
  const piece = pieces.get(line.serial ?? '');
  const known: Row = difference
    ? differenceRow({ boutique, named }, difference)
    : piece
      ? pieceRow(boutique, piece)
      : {};
  return {
    ...known,
    result: uncounted(line) ?? known.result ?? 'in an earlier round only',
    serial: line.serial ?? '',
    'as scanned': line.text,
    'found zone': zoneName(boutique, line.zone),
    round: line.round,
    'scanned by': line.by,
    'scanned at': line.at.toISOString(),
  };
}

function pieceRow(boutique: Boutique, { zone, reference, description, retail }: ExpectedPiece): Row {
  const price = { retail: retail / 10 ** minorDigits(boutique.currency), currency: boutique.currency };
  return { result: 'matched', 'expected zone': zoneName(boutique, zone), reference, description, ...price };
}

/** Why a line does not count; null where it does. */
function uncounted({ takenBack, late, result }: ReportLine): string | null {
  if (takenBack) return 'taken back';
  if (late) return 'came after the zone was closed';
  if (result === 'unreadable') return 'not readable';
  return result === 'again' ? 'scanned before' : null;
}

export const words: Readonly<Record<Difference['kind'], string>> = {
  missing: 'missing',
  unexpected: 'unexpected',
  'wrong-zone': 'wrong zone',
  duplicate: 'in two zones',
};
