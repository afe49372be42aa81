import { z } from 'zod';

/** A mention, beside the message whose text it stands in. */
const Mention = z.object({
  type: z.literal('mention'),
  mentioned: z.object({ id: z.string() }),
  text: z.string().min(1),
});

export interface Typed {
  /** On one line, without the mention of the bot and without a slash. */
  readonly words: string;
  readonly mentioned: boolean;
}

/** What somebody typed to the bot. Whether it is meant is known by the mention's id: anybody may be called like it. */
export function typedWords(text: string, entities: readonly unknown[], bot: string): Typed {
  const mentions = entities.flatMap((entity) => Mention.safeParse(entity).data ?? []);
  const ours = mentions.filter(({ mentioned }) => mentioned.id === bot);
  const rest = ours.reduce((words, mention) => words.replace(mention.text, ' '), text);
  const words = decoded(rest.replaceAll(/<\/?at(?:\s[^>]*)?>/g, ''))
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^\/\s*/, '');
  return { words, mentioned: ours.length > 0 };
}

/** Some clients write what they send as HTML would. */
export function decoded(text: string): string {
  return text.replaceAll(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi;

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
