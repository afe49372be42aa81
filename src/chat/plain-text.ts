import type { Block, Card } from './card.js';

/** A card as text: for notifications, screen readers and the log of what was said. */
export function plainText(card: Card): string {
  const title = card.detail ? `${card.title} · ${card.detail}` : card.title;
  return [title, ...card.blocks.flatMap(blockText)].join('\n');
}

function blockText(block: Block): string[] {
  switch (block.type) {
    case 'text':
      return [block.text];
    case 'lines':
      return block.lines.map(({ lead, text }) => `${lead}${lead && text ? ' ' : ''}${text}`);
    case 'buttons':
      return [];
    case 'picture':
      return [block.alt];
  }
}
