import { emoji, type Inline, type Paragraph, safeHref } from './text-tree.js';

/** A `rich_text` block as the same tree that mrkdwn becomes. What it doesn't know is named, not dropped. */
export function parseRichText(block: Readonly<Record<string, unknown>>): Paragraph[] {
  return records(block.elements).map(paragraphOf);
}

type Json = Readonly<Record<string, unknown>>;

function paragraphOf(part: Json): Paragraph {
  switch (part.type) {
    case 'rich_text_section':
      return { kind: 'paragraph', children: inlines(part) };
    case 'rich_text_quote':
      return { kind: 'quote', children: inlines(part) };
    case 'rich_text_preformatted':
      return { kind: 'pre', text: records(part.elements).map(plain).join('') };
    case 'rich_text_list':
      return {
        kind: 'list',
        ordered: part.style === 'ordered',
        indent: typeof part.indent === 'number' ? part.indent : 0,
        items: records(part.elements).map(inlines),
      };
    default:
      return { kind: 'paragraph', children: [{ kind: 'code', text: `unsupported: ${String(part.type)}` }] };
  }
}

function inlines(part: Json): Inline[] {
  return records(part.elements).flatMap((element) => styled(inlineOf(element), element.style));
}

function inlineOf(element: Json): Inline[] {
  switch (element.type) {
    case 'text':
      return lines(text(element.text));
    case 'link':
      return [linkOf(element)];
    case 'user':
      return [{ kind: 'user', id: text(element.user_id), fallback: '' }];
    case 'channel':
      return [{ kind: 'channel', id: text(element.channel_id), fallback: '' }];
    case 'broadcast':
      return [{ kind: 'broadcast', id: text(element.range), fallback: '' }];
    case 'emoji':
      return [{ kind: 'text', text: emojiOf(element) }];
    default:
      return [{ kind: 'code', text: `unsupported: ${String(element.type)}` }];
  }
}

function linkOf(element: Json): Inline {
  const url = text(element.url);
  const label = text(element.text) || url;
  const href = safeHref(url);
  return href ? { kind: 'link', href, children: [{ kind: 'text', text: label }] } : { kind: 'text', text: label };
}

function emojiOf(element: Json): string {
  const points = text(element.unicode)
    .split('-')
    .filter((point) => /^[0-9a-f]{1,6}$/i.test(point));
  const codes = points.map((point) => Number.parseInt(point, 16)).filter((code) => code <= 0x10ffff);
  return codes.length > 0 ? String.fromCodePoint(...codes) : emoji(text(element.name));
}

function styled(nodes: Inline[], style: unknown): Inline[] {
  const { bold, italic, strike, code } = (style ?? {}) as Json;
  const inCode = code ? nodes.map((node): Inline => (node.kind === 'text' ? { ...node, kind: 'code' } : node)) : nodes;
  const inStrike: Inline[] = strike ? [{ kind: 'strike', children: inCode }] : inCode;
  const inItalic: Inline[] = italic ? [{ kind: 'italic', children: inStrike }] : inStrike;
  return bold ? [{ kind: 'bold', children: inItalic }] : inItalic;
}

function lines(value: string): Inline[] {
  return value.split('\n').flatMap((line, index): Inline[] => {
    const words: Inline[] = line ? [{ kind: 'text', text: line }] : [];
    return index > 0 ? [{ kind: 'break' }, ...words] : words;
  });
}

function plain(element: Json): string {
  return text(element.text) || text(element.url);
}

function records(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((item): item is Json => typeof item === 'object' && item !== null) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
