import { emoji, type Inline, type Paragraph, safeHref } from './text-tree.js';

/** Slack's mrkdwn as a tree: *bold* _italic_ ~strike~ `code` ```pre``` > quote, <@U…>, <#C…> and <url|text>. */
export function parseMrkdwn(source: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  const parts = source.split('```');
  for (const [index, part] of parts.entries()) {
    const opened = index % 2 === 1;
    const closed = index < parts.length - 1;
    if (opened && !closed) paragraphs.push(...parseLines(`\`\`\`${part}`));
    else if (opened) paragraphs.push({ kind: 'pre', text: decode(part.replace(/^\n|\n$/g, '')) });
    else paragraphs.push(...parseLines(part));
  }
  return paragraphs;
}

/** The marks inside one run of text; a new line is a break. */
export function parseInline(source: string, depth = 0): Inline[] {
  const nodes: Inline[] = [];
  let at = 0;
  let text = '';
  const flush = () => {
    if (text) nodes.push({ kind: 'text', text: decode(text) });
    text = '';
  };
  while (at < source.length) {
    const found = depth < DEEPEST ? readMark(source, at, depth) : null;
    if (found) {
      flush();
      nodes.push(found.node);
      at = found.end;
    } else {
      text += source[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

/** Slack escapes these three and no others. */
export function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

interface Found {
  readonly node: Inline;
  readonly end: number;
}

/** Deeper nesting than anybody writes stays as typed, so that no text can exhaust the stack. */
const DEEPEST = 8;
/** How far a closing mark is looked for: a whole section, but not a whole hostile message for each of its marks. */
const LONGEST_RUN = 3000;
const STYLES: Readonly<Record<string, 'bold' | 'italic' | 'strike'>> = { '*': 'bold', _: 'italic', '~': 'strike' };

/** Neighboring lines of one kind are one paragraph. */
function parseLines(source: string): Paragraph[] {
  const runs: { readonly kind: 'paragraph' | 'quote'; readonly lines: string[] }[] = [];
  for (const line of source.split('\n')) {
    const quoted = /^(?:>|&gt;) ?(.*)$/.exec(line);
    const kind = quoted ? 'quote' : 'paragraph';
    if (runs.at(-1)?.kind !== kind) runs.push({ kind, lines: [] });
    runs.at(-1)?.lines.push(quoted?.[1] ?? line);
  }
  return runs.map(({ kind, lines }) => trimmed(kind, parseInline(lines.join('\n')))).filter(isFilled);
}

function isFilled(paragraph: Paragraph): boolean {
  return !('children' in paragraph) || paragraph.children.length > 0;
}

/** A block element already ends its line: a break at its edge would show as an empty line. */
function trimmed(kind: 'paragraph' | 'quote', children: readonly Inline[]): Paragraph {
  const from = children[0]?.kind === 'break' ? 1 : 0;
  const to = children.length > from && children.at(-1)?.kind === 'break' ? -1 : undefined;
  return { kind, children: children.slice(from, to) };
}

function readMark(source: string, at: number, depth: number): Found | null {
  const char = source[at] ?? '';
  if (char === '\n') return { node: { kind: 'break' }, end: at + 1 };
  if (char === '`') return readCode(source, at);
  if (char === '<') return readAngle(source, at, depth);
  if (char === ':') return readEmoji(source, at);
  const style = STYLES[char];
  return style ? readStyle(source, at, style, depth) : null;
}

function readCode(source: string, at: number): Found | null {
  const match = matchAt(/`([^`\n]+)`/y, source, at);
  return match && { node: { kind: 'code', text: decode(match[1] ?? '') }, end: at + match[0].length };
}

function readEmoji(source: string, at: number): Found | null {
  const match = matchAt(/:([a-z0-9_+-]+):/y, source, at);
  return match && { node: { kind: 'text', text: emoji(match[1] ?? '') }, end: at + match[0].length };
}

function readStyle(source: string, at: number, kind: 'bold' | 'italic' | 'strike', depth: number): Found | null {
  const mark = source[at] ?? '';
  if (isWord(source[at - 1]) || /[\s]|^$/.test(source[at + 1] ?? '') || source[at + 1] === mark) return null;
  const end = findClosing(source, at + 1, mark);
  if (end < 0) return null;
  return { node: { kind, children: parseInline(source.slice(at + 1, end), depth + 1) }, end: end + 1 };
}

/** The same mark on the same line, after something and before no letter; marks inside code and <…> don't count. */
function findClosing(source: string, from: number, mark: string): number {
  const last = Math.min(source.length, from + LONGEST_RUN);
  let at = from;
  while (at < last && source[at] !== '\n') {
    const shielded = source[at] === '`' || source[at] === '<' ? matchAt(/`[^`\n]+`|<[^<>\n]+>/y, source, at) : null;
    if (shielded) at += shielded[0].length;
    else if (source[at] === mark && !/\s/.test(source[at - 1] ?? '') && !isWord(source[at + 1])) return at;
    else at += 1;
  }
  return -1;
}

function readAngle(source: string, at: number, depth: number): Found | null {
  const match = matchAt(/<([^<>\n|]+)(?:\|([^<>\n]*))?>/y, source, at);
  if (!match) return null;
  return { node: reference(match[1] ?? '', match[2] ?? '', match[0], depth), end: at + match[0].length };
}

function reference(target: string, label: string, raw: string, depth: number): Inline {
  const id = target.slice(1);
  if (target.startsWith('@')) return { kind: 'user', id, fallback: label };
  if (target.startsWith('#')) return { kind: 'channel', id, fallback: label };
  if (target.startsWith('!')) return { kind: 'broadcast', id: id.split('^')[0] ?? id, fallback: decode(label) };
  const href = safeHref(decode(target));
  if (!href) return { kind: 'text', text: decode(label || raw) };
  const children: Inline[] = label ? parseInline(label, depth + 1) : [{ kind: 'text', text: decode(target) }];
  return { kind: 'link', href, children };
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char);
}
