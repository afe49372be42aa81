import type { Card } from '../../chat/card.js';

/** A reply does not pass through the outbox, which says whose boutique a button means. */
export const placed = (shown: Card, boutique: string): Card => ({
  ...shown,
  blocks: shown.blocks.map((block) =>
    block.type === 'buttons' ? { ...block, buttons: block.buttons.map((each) => ({ boutique, ...each })) } : block,
  ),
});
