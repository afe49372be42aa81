import { type Card, card, text } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';

/** For Safety and Security, where the count has its case already. */
export function namedLaterCard(what: string, boutique: Boutique): Card {
  return card(
    'More was named in a count',
    [text(what), text('The case of this count is open already.')],
    boutique.name,
  );
}
