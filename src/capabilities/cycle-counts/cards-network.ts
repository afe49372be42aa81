import { button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { counted } from '../../domain/calendar.js';

export interface PlanSum {
  readonly boutique: string;
  readonly open: number;
  readonly late: number;
  readonly left: number;
}

const MOST_BOUTIQUES = 20;

/** Of the whole network: the late ones first. */
export function networkCard(sums: readonly PlanSum[]): Card {
  const said = sums.filter(({ open, left }) => open + left > 0);
  if (said.length === 0) return card('No counts are planned', [text('No boutique has an open count in its plan.')]);
  const more = said.length - MOST_BOUTIQUES;
  return card('Planned counts', [
    lines(...said.slice(0, MOST_BOUTIQUES).map((sum) => [sum.boutique, sumInWords(sum)] as const)),
    ...(more > 0 ? [quiet(`And ${counted(more, 'boutique')} more.`)] : []),
    quiet('For one boutique: /count plan and its code.'),
  ]);
}

const sumInWords = ({ open, late, left }: PlanSum): string =>
  [
    `${open.toLocaleString('en-US')} planned`,
    ...(late > 0 ? [`${late} late`] : []),
    ...(left > 0 ? [`${counted(left, 'zone')} not in time within the rules`] : []),
  ].join(' · ');

/** What counts are planned by, at a boutique or everywhere. */
export function rulesCard(boutique: Boutique | null, figures: readonly (readonly [string, string])[]): Card {
  const change = (subject: string) => button('cycle-counts.set-rules', 'Change', subject);
  return card(
    'Rules for cycle counts',
    [lines(...figures), buttons(boutique ? { ...change(boutique.code), boutique: boutique.code } : change('*'))],
    boutique?.name ?? 'Every boutique',
  );
}

/** What each figure is now. */
export function rulesSavedCard(place: string, figures: readonly (readonly [string, string])[]): Card {
  return card(
    'Rules are saved',
    [lines(...figures), quiet('They hold from the next plan on. What is planned stays.')],
    place,
  );
}
