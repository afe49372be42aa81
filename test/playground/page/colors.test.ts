import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const page = 'src/playground/page';
const sheets = readdirSync(page, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'));

/** What stands between the braces after each `@media (prefers-color-scheme: dark)`. */
function darkIn(css: string): string[] {
  return [...css.matchAll(/@media \(prefers-color-scheme: dark\) \{([^{}]*\{[^{}]*\}\s*)*\}/g)].map(([block]) => block);
}

/** What a block sets, by name. */
const setIn = (block: string): string[][] =>
  [...block.matchAll(/^\s*([\w-]+):([^;]+);/gm)].map(([, name = '', value = '']) => [name, value.trim()]);

/** A color, what a shadow is made of, or how light a face is. */
const COLORED = /^--([\w-]+: (#|rgb\(|0 \d)|face: \d+%$)/;

const blocks = sheets.flatMap((name) => darkIn(readFileSync(join(page, name), 'utf8')).map((block) => [name, block]));

describe('dark', () => {
  it('is said in blocks of its own, and nowhere else', () => {
    const all = sheets.map((name) => readFileSync(join(page, name), 'utf8')).join('\n');
    expect(all.match(/prefers-color-scheme|light-dark\(/g)).toHaveLength(blocks.length);
    expect(blocks.length).toBeGreaterThan(1);
  });

  it.each(blocks)('differs from light by its colors alone: %s', (_, block = '') => {
    const set = setIn(block);
    expect(set.length).toBeGreaterThan(0);
    const other = set.map((each) => each.join(': ')).filter((each) => !COLORED.test(each));
    expect(other).toEqual([]);
  });
});
