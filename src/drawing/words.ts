import type { Fonts, Weight } from './font.js';

export interface Written {
  readonly size: number;
  readonly weight?: Weight;
}

/** Words for a drawing, cut to what has room: measured, never guessed. */
export interface Pen {
  readonly widthOf: (words: string, how: Written) => number;
  /** As much of it as has room, with an ellipsis where something is left out; empty where nothing of it can be written. */
  readonly fit: (words: string, room: number, how: Written) => string;
}

export function createPen(fonts: Fonts): Pen {
  const widthOf: Pen['widthOf'] = (words, { size, weight = 'regular' }) => {
    let width = 0;
    for (const character of words) width += fonts[weight].widthOf(character.codePointAt(0) ?? 0) ?? 0;
    return width * size;
  };
  return {
    widthOf,
    fit(words, room, how) {
      const { widthOf: known } = fonts[how.weight ?? 'regular'];
      const written = writable(words, (codePoint) => known(codePoint) !== null);
      if (widthOf(written, how) <= room) return written;
      const characters = [...written];
      while (characters.length > 0) {
        characters.pop();
        const cut = `${characters.join('').trimEnd()}…`;
        if (widthOf(cut, how) <= room) return characters.length === 0 ? '' : cut;
      }
      return '';
    },
  };
}

/** A script that the font lacks would be empty boxes: each stretch of it becomes an ellipsis, and nothing but that is nothing. */
function writable(words: string, has: (codePoint: number) => boolean): string {
  let written = '';
  for (const character of words.normalize('NFC').replaceAll(/\s+/g, ' ').trim()) {
    if (UNSEEN.test(character)) continue;
    if (has(character.codePointAt(0) ?? 0)) written += character;
    else if (!written.endsWith('…')) written += '…';
  }
  return /[\p{L}\p{N}]/u.test(written) ? written : '';
}

/** Controls, what turns the direction of words or joins them, and small pictures. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Mn}\p{Extended_Pictographic}]/u;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and attributes of an SVG. */
export const escaped = (words: string): string => words.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
