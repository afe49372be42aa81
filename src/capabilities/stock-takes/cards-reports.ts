import { type Card, card, lines, text } from '../../chat/card.js';
import { dayInWords } from '../../domain/calendar.js';
import { money, signedMoney } from '../../domain/money.js';
import { shortened } from '../../domain/words.js';
import { type Campaign, type Take, titleOf } from './rules.js';
import { accuracy, change, type Figures } from './rules-figures.js';

const MOST_CAUSES = 6;

export interface Earlier {
  readonly name: string;
  readonly figures: Figures;
}

/** Net and gross always go together; the take before it beside them, where there was one. */
export function reportCard(take: Take, figures: Figures, before: Earlier | null, boutique: string): Card {
  const { expected, matched, differences, net, gross, currency, causes } = figures;
  const named = causes.slice(0, MOST_CAUSES).map(({ cause, pieces }) => `${cause.replaceAll('-', ' ')} ${pieces}`);
  const open = take.items.filter(({ kind, outcome }) => kind === 'action' && outcome === null).length;
  return card(
    `Report · ${titleOf(take.campaign)} · ${shortened(boutique, 60)}`,
    [
      lines(
        [
          'Accuracy',
          `${accuracy(figures)}: ${matched.toLocaleString('en-US')} of ${expected.toLocaleString('en-US')} where they belong`,
        ],
        [
          'Differences',
          `${differences.toLocaleString('en-US')} · net ${signedMoney(net, currency)} · gross ${money(gross, currency)}, at retail`,
        ],
        ...(named.length > 0 ? [['Causes', named.join(', ')] as const] : []),
        ...(before
          ? [
              [
                `Against ${shortened(before.name, 40)}`,
                `${accuracy(before.figures)} then, ${change(figures, before.figures)} · gross ${money(before.figures.gross, before.figures.currency)} then`,
              ] as const,
            ]
          : []),
        ['Corrective actions', open === 0 ? 'none open' : `${open} open`],
      ),
    ],
    `counted ${dayInWords(take.day)}`,
  );
}

/** Where the count is open only to those who work on it, headquarters hears that it is done. */
export const restrictedReportCard = (take: Take): Card =>
  card(`Report · ${titleOf(take.campaign)} · ${shortened(take.boutiqueName, 60)}`, [
    text('Signed. Its figures are restricted: Safety and Security has them.'),
  ]);

export const exportedCard = (campaign?: Pick<Campaign, 'kind' | 'name'>): Card =>
  card('Exported', [text(campaign ? titleOf(campaign) : 'Your messages have the files.')]);

export const evidenceCard = (take: Take, open: boolean): Card =>
  card(`Evidence · ${titleOf(take.campaign)} · ${shortened(take.boutiqueName, 60)}`, [
    text('Who passed which gate, when and on what.'),
    ...(take.count && open
      ? [text(`The count itself is exported by whoever runs Vitrine: vitrine count export ${take.count.id}`)]
      : []),
  ]);
