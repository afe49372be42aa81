import { listed } from './people.js';

/** What somebody typed to find something: its parts, in any order; accents and capitals may be left out. */
export function searchWords(typed: string): string[] {
  const plain = typed.normalize('NFD').replace(/[\u0300-\u036f%_\\]/g, '');
  const words = plain.toLowerCase().split(/[\s,]+/);
  return words.filter((word) => word !== '').slice(0, MOST_WORDS);
}

const MOST_WORDS = 6;

/** For a place that takes so many characters; the whole stands elsewhere. Never cuts a character in two. */
export function shortened(words: string, most: number): string {
  if (words.length <= most) return words;
  return `${words.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** "Ana, Ben and Chloé"; with more than that, "Ana, Ben and 4 more". */
export function listedInBrief(names: readonly string[], most = 3): string {
  if (names.length <= most) return listed(names);
  return listed([...names.slice(0, most - 1), `${names.length - most + 1} more`]);
}
