import { listed } from './people.js';

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
