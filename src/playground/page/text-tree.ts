/** What a message's words mean, before they are drawn. mrkdwn and rich text both become this. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'user' | 'channel' | 'broadcast'; readonly id: string; readonly fallback: string };

export type Paragraph =
  | { readonly kind: 'paragraph' | 'quote'; readonly children: readonly Inline[] }
  | { readonly kind: 'pre'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly indent: number; readonly items: readonly Inline[][] };

/** Only addresses that can do no harm become links; anything else stays text. */
export function safeHref(url: string): string | null {
  return /^(https?:\/\/|mailto:|tel:)[^\s]+$/i.test(url) ? url : null;
}

/** The few marks a business message uses; any other name is shown as it was written. */
export function emoji(name: string): string {
  return EMOJI[name] ?? `:${name}:`;
}

const EMOJI: Readonly<Record<string, string>> = {
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  warning: '⚠️',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  lock: '🔒',
  eyes: '👀',
  tada: '🎉',
  wave: '👋',
  package: '📦',
  gem: '💎',
  ring: '💍',
  red_circle: '🔴',
  large_yellow_circle: '🟡',
  large_green_circle: '🟢',
  bell: '🔔',
  calendar: '📅',
  information_source: 'ℹ️',
  arrow_right: '➡️',
  thumbsup: '👍',
};
