import type { Block, Buttons, Card, Lines, Picture } from '../chat/card.js';
import { plainText } from '../chat/plain-text.js';
import { shortened } from '../domain/words.js';
import { type AdaptiveCard, type Element, quietText, richText, run } from './adaptive-card.js';

/** What is said to somebody: a card, or a sentence. */
export type Saying = Card | string;

/** How a row of buttons is drawn, which differs between a message and a dialog. */
export type Row = (buttons: Buttons) => readonly Element[];

/** The bytes of pictures by their ids. */
export type Pictures = ReadonlyMap<string, Uint8Array>;

const NO_PICTURES: Pictures = new Map();

/** A card without its limits checked: whoever adds the last of it does that. */
export function cardOf(saying: Saying, row: Row, pictures = NO_PICTURES): AdaptiveCard {
  const body = typeof saying === 'string' ? richText([run(saying)]) : bodyOf(saying, row, pictures);
  // Facts and pictures get the width of the window.
  const wide = typeof saying !== 'string' && saying.blocks.some(({ type }) => type === 'lines' || type === 'picture');
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: noticeOf(saying),
    speak: typeof saying === 'string' ? saying : titleOf(saying),
    body,
    ...(wide && { msteams: { width: 'Full' } }),
  };
}

const LONGEST_NOTICE = 300;

/** What a notification says. It alone may be shortened, for the card beside it holds everything. */
export function noticeOf(saying: Saying): string {
  const whole = typeof saying === 'string' ? saying : plainText(saying);
  const inOneLine = whole.replaceAll(/([.:])\s*\n/g, '$1 ').replaceAll(/\s*\n\s*/g, ' · ');
  return shortened(inOneLine.replaceAll(/\s+/g, ' ').trim(), LONGEST_NOTICE);
}

const titleOf = ({ title, detail }: Card): string => (detail ? `${title} · ${detail}` : title);

function bodyOf({ title, detail, blocks }: Card, row: Row, pictures: Pictures): readonly Element[] {
  const heading = run(title, { size: 'large', weight: 'bolder' });
  const beside = run(detail ? ` · ${detail}` : '', { isSubtle: true });
  return [...richText([heading, beside]), ...blocks.flatMap((block) => elementsOf(block, row, pictures))];
}

function elementsOf(block: Block, row: Row, pictures: Pictures): readonly Element[] {
  switch (block.type) {
    case 'text':
      if (block.tone === 'plain') return richText([run(block.text)]);
      return quietText(block.text);
    case 'lines':
      return linesOf(block);
    case 'buttons':
      return block.buttons.length === 0 ? [] : row(block);
    case 'picture':
      return pictureOf(block, pictures);
  }
}

/** Where it can't be shown, its words. */
function pictureOf({ picture, alt }: Picture, pictures: Pictures): readonly Element[] {
  const bytes = pictures.get(picture);
  if (bytes === undefined) return richText([run(alt)]);
  const url = `data:image/png;base64,${Buffer.from(bytes).toString('base64')}` as const;
  return [{ type: 'Image', url, altText: alt, size: 'stretch', msteams: { allowExpand: true } }];
}

/** One below the other: facts in columns would leave a phone half a line for each. */
const linesOf = ({ lines }: Lines): readonly Element[] =>
  lines.flatMap(({ lead, text }, index) =>
    richText(
      [run(lead, { weight: 'bolder' }), run(`${lead && text ? ' ' : ''}${text}`)],
      index === 0 ? {} : { spacing: 'small' },
    ),
  );
