import type { TeamsAttachment, TeamsMessage } from '../../teams/protocol.js';
import { type Told, wordsOf } from '../walk-progress.js';

/** Text with its mentions, as pieces that stay text. */
export type Piece = { readonly text: string } | { readonly mention: string };

/** Mentions apart from the rest. Only `xml` writes its signs as entities; everything else is what it says. */
export function piecesOf({ text, textFormat }: Pick<TeamsMessage, 'text' | 'textFormat'>): readonly Piece[] {
  const clear = (words: string) => (textFormat === 'xml' ? withoutEntities(words) : words);
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of text.matchAll(/<at(?: [^>]*)?>(.*?)<\/at>/gs)) {
    pieces.push({ text: clear(text.slice(from, found.index)) }, { mention: clear(found[1] ?? '') });
    from = found.index + found[0].length;
  }
  return [...pieces, { text: clear(text.slice(from)) }].filter((piece) => !('text' in piece) || piece.text !== '');
}

/** As the walk looks at a message. */
export function asTold({ conversation, text, attachments }: TeamsMessage): Told {
  return { channel: conversation, text, blocks: attachments.flatMap(cardIn), files: attachments.flatMap(fileIn) };
}

/** One line of a message, for the list of chats. */
export function inBrief(message: Pick<TeamsMessage, 'text' | 'textFormat' | 'attachments'>): string {
  const text = piecesOf(message).map((piece) => ('text' in piece ? piece.text : piece.mention));
  const said = text.join('').trim();
  if (said !== '') return said;
  return message.attachments.map(briefly).find((words) => words !== '') ?? '';
}

function briefly(attachment: TeamsAttachment): string {
  if (attachment.kind === 'other') return '';
  if (attachment.kind !== 'card') return attachment.name;
  const { speak, fallbackText, body } = attachment.card;
  const named = [speak, fallbackText].find((words): words is string => typeof words === 'string' && words !== '');
  return named ?? wordsOf({ text: '', blocks: [body], files: [] }).trim();
}

const cardIn = (attachment: TeamsAttachment): object[] => (attachment.kind === 'card' ? [attachment.card] : []);

const fileIn = (attachment: TeamsAttachment): { name: string }[] => (attachment.kind === 'file' ? [attachment] : []);

function withoutEntities(words: string): string {
  const signs: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', amp: '&' };
  return words.replace(/&(lt|gt|quot|apos|nbsp|amp);/g, (whole, name: string) => signs[name] ?? whole);
}
