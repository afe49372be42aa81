import { button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import { counted } from '../../domain/calendar.js';
import { type Coverage, onTimeRate, percent, seenRate, wholePercent } from './rules-coverage.js';

/** Of one boutique. Whoever may count there reads no number of pieces: it could tell what lies in a zone that is left. */
export function coverageCard(coverage: Coverage, { figures }: { readonly figures: boolean }): Card {
  const { name, accuracy, late, left } = coverage;
  return card(
    'Count coverage',
    [
      lines(
        ['Seen', seenInWords(coverage, figures)],
        [
          'Accuracy',
          accuracy === null
            ? 'no decided count in the last 90 days'
            : `${percent(accuracy)}, mean of the decided counts of the last 90 days`,
        ],
        ['On time', onTimeInWords(coverage)],
        ...(late > 0 ? [['Late', counted(late, 'planned count')] as const] : []),
        ...(left > 0 ? [['Not in time', `${counted(left, 'zone')}, within the rules`] as const] : []),
      ),
      quiet(PROMISE),
      ...(figures ? [buttons(button('cycle-counts.export', 'Export', coverage.code))] : []),
    ],
    name,
  );
}

const PROMISE = 'Seen: pieces found in a decided count, of all that should be in the boutique.';

function seenInWords(coverage: Coverage, figures: boolean): string {
  const rate = seenRate(coverage);
  if (rate === null) return 'no piece is in stock';
  const { pieces, seen, promise } = coverage;
  const not = figures && pieces > seen ? `; ${counted(pieces - seen, 'piece')} not` : '';
  return `${wholePercent(rate)} seen in the last ${promise} days${not}`;
}

function onTimeInWords({ due, kept, dueBefore, keptBefore }: Coverage): string {
  const month = (closed: number, all: number) => (all === 0 ? 'none was due' : `${closed} of ${all}`);
  return `${month(kept, due)} this month, ${month(keptBefore, dueBefore)} the month before`;
}

const MOST_BOUTIQUES = 15;

/** The whole network, the worst first. */
export function networkCoverageCard(all: readonly Coverage[]): Card {
  if (all.length === 0) return card('Count coverage', [text('No boutique has stock yet.')]);
  const more = all.length - MOST_BOUTIQUES;
  return card('Count coverage', [
    lines(...all.slice(0, MOST_BOUTIQUES).map((each) => [each.name, inBrief(each)] as const)),
    ...(more > 0 ? [quiet(`And ${counted(more, 'boutique')} more, in the file.`)] : []),
    quiet(PROMISE),
    buttons(button('cycle-counts.export', 'Export', 'network')),
  ]);
}

function inBrief(coverage: Coverage): string {
  const { accuracy, late, left } = coverage;
  const kept = onTimeRate(coverage);
  return [
    seenInWords(coverage, true),
    ...(accuracy === null ? [] : [`accuracy ${percent(accuracy)}`]),
    ...(kept === null ? [] : [`${wholePercent(kept)} on time`]),
    ...(late > 0 ? [`${late} late`] : []),
    ...(left > 0 ? [`${counted(left, 'zone')} not in time`] : []),
  ].join(' · ');
}

export const coverageSentCard = (): Card => card('The file is in your messages', []);

export function coverageFileCard(where: string, boutiques: number): Card {
  return card('Count coverage', [text(`${counted(boutiques, 'boutique')}, in the file.`)], where);
}
