import { h } from './dom.js';
import { parseMrkdwn } from './mrkdwn.js';
import type { Names } from './names.js';
import type { Inline, Paragraph } from './text-tree.js';

export interface TextObject {
  readonly type: 'plain_text' | 'mrkdwn';
  readonly text: string;
}

/** Draws a text object: mrkdwn by its marks, plain text as it is. */
export function drawText(text: unknown, names: Names): Node[] {
  const { type, text: words } = textObject(text);
  return type === 'mrkdwn' ? drawParagraphs(parseMrkdwn(words), names) : [document.createTextNode(words)];
}

export function drawParagraphs(paragraphs: readonly Paragraph[], names: Names): HTMLElement[] {
  return paragraphs.map((paragraph) => drawParagraph(paragraph, names));
}

/** The words of a text object, for names and labels. */
export function textOf(text: unknown): string {
  return textObject(text).text;
}

function textObject(text: unknown): TextObject {
  const { type, text: words } = (text ?? {}) as Partial<TextObject>;
  return { type: type === 'mrkdwn' ? 'mrkdwn' : 'plain_text', text: typeof words === 'string' ? words : '' };
}

function drawParagraph(paragraph: Paragraph, names: Names): HTMLElement {
  switch (paragraph.kind) {
    case 'paragraph':
      return h('p', {}, ...drawInlines(paragraph.children, names));
    case 'quote':
      return h('blockquote', {}, ...drawInlines(paragraph.children, names));
    case 'pre':
      return h('pre', { tabindex: 0 }, paragraph.text);
    case 'list': {
      const items = paragraph.items.map((item) => h('li', {}, ...drawInlines(item, names)));
      const list = h(paragraph.ordered ? 'ol' : 'ul', {}, ...items);
      list.style.setProperty('--indent', String(Math.min(paragraph.indent, 6)));
      return list;
    }
  }
}

function drawInlines(nodes: readonly Inline[], names: Names): (Node | string)[] {
  return nodes.map((node) => drawInline(node, names));
}

const TAGS = { bold: 'strong', italic: 'em', strike: 's' } as const;

function drawInline(node: Inline, names: Names): Node | string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return h('br');
    case 'code':
      return h('code', {}, node.text);
    case 'bold':
    case 'italic':
    case 'strike':
      return h(TAGS[node.kind], {}, ...drawInlines(node.children, names));
    case 'link':
      return h(
        'a',
        { href: node.href, target: '_blank', rel: 'noopener noreferrer' },
        ...drawInlines(node.children, names),
      );
    case 'user':
      return drawUser(node.id, node.fallback, names);
    case 'channel':
      return drawChannel(node.id, node.fallback, names);
    case 'broadcast':
      return h('span', { class: 'mention' }, node.fallback || `@${node.id}`);
  }
}

function drawUser(id: string, fallback: string, names: Names): HTMLElement {
  const name = names.user(id) ?? (fallback || id);
  return h('span', { class: id === names.me ? 'mention mention-me' : 'mention' }, `@${name}`);
}

/** A channel this person isn't in has a name but no way in. */
function drawChannel(id: string, fallback: string, names: Names): HTMLElement {
  const known = names.channel(id);
  if (known) return h('a', { class: 'mention', href: `#${id}` }, `#${known}`);
  return h('span', { class: 'mention' }, fallback ? `#${fallback}` : '#private channel');
}
