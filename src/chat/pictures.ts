import type { Card } from './card.js';
import type { Document } from './channel.js';

/** In bytes, what every chat shows inside a message: Teams has it within the card. One that is larger goes along as a document. */
export const LARGEST_PICTURE = 18_000;

export const fitsInMessage = ({ bytes }: Pick<Document, 'bytes'>): boolean => bytes.length <= LARGEST_PICTURE;

/** The ids of what a card shows. */
export const picturesIn = ({ blocks }: Card): string[] =>
  blocks.flatMap((block) => (block.type === 'picture' ? [block.picture] : []));
