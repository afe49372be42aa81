/** A message's text as people read it: Slack writes mentions and links in angle brackets, and escapes what was typed. */
export function plainWords(text: string): string {
  return text
    .replaceAll(/<((?:[@#!]|[a-z]+:)[^<>|]*)(?:\|([^<>]*))?>/g, (_, code: string, label?: string) =>
      read(code, label ?? ''),
    )
    .replaceAll(/&(amp|lt|gt);/g, (_, name: string) => ESCAPED[name] ?? '');
}

/** Who and where by their ids alone can't be asked: a form that opens has three seconds. */
function read(code: string, label: string): string {
  if (code.startsWith('@')) return label === '' ? '@someone' : `@${label.replace(/^@/, '')}`;
  if (code.startsWith('#')) return label === '' ? '#channel' : `#${label.replace(/^#/, '')}`;
  if (code.startsWith('!')) return label === '' ? `@${code.slice(1).split('^')[0]}` : label;
  if (label === '' || code.includes(label)) return label || code;
  return `${label} (${code})`;
}

const ESCAPED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };
