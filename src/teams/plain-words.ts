import { decoded } from './typed-words.js';

/** A message as people read it, line by line, from the HTML in which Teams hands it over. */
export function plainWords(html: string): string {
  const text = html.replaceAll(/\s+/g, ' ').replaceAll(/<([^<>]*)>/g, (_, tag: string) => inPlaceOf(tag));
  const lines = text.split('\n').map((line) => decoded(line).replaceAll('\u00a0', ' ').trim());
  return lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function inPlaceOf(tag: string): string {
  if (ENDS_LINE.test(tag)) return '\n';
  return IS_EMOJI.test(tag) ? (/\salt="([^"]*)"/i.exec(tag)?.[1] ?? '') : '';
}

const ENDS_LINE = /^(?:br|\/(?:p|div|li|h[1-6]|tr|pre|blockquote))\b/i;
const IS_EMOJI = /^(?:emoji\b|img\b.*emoji)/i;
