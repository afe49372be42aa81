import { button, buttons, type Card, card, text } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { type CaseView, entryInWords } from './cards.js';
import { press } from './cards-buttons.js';
import { called, type Entry } from './rules.js';

/** Some of what was done, whole, the newest first. */
export interface Page {
  readonly entries: readonly Entry[];
  /** The first one begins with the report in its own words. */
  readonly isFirst: boolean;
  /** Where the older ones begin; null where there are none. */
  readonly older: string | null;
}

export function timelineCard(view: CaseView, { entries, isFirst, older }: Page, boutique: Boutique): Card {
  const { anomaly } = view;
  const { id, state } = anomaly;
  return card(
    `${called(anomaly)}: timeline`,
    [
      ...(isFirst ? [text(anomaly.what)] : []),
      ...entries.map((entry) => text(entryInWords(entry, view, boutique, Number.POSITIVE_INFINITY))),
      buttons(
        ...(older === null ? [] : [button('anomalies.timeline', 'Show older', `${id}/${older}`)]),
        ...(state === 'closed' ? [] : [press.note(id)]),
        press.open(id),
      ),
    ],
    boutique.name,
  );
}
