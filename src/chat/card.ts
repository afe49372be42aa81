/** What we say, before anyone decides how it looks. Plain data: a card is stored in the outbox as it is. */
export interface Card {
  readonly title: string;
  /** Beside the title, lighter: "started 9:12 AM". */
  readonly detail?: string;
  readonly blocks: readonly Block[];
}

export type Block = Text | Lines | Buttons | Picture;

export interface Text {
  readonly type: 'text';
  readonly text: string;
  /** `quiet` is for what may be skipped: a source, a hint. */
  readonly tone: 'plain' | 'quiet';
}

/** One fact a line, each with a word in front: "Missing  RG-20-88  Ring, white gold  $4,200". */
export interface Lines {
  readonly type: 'lines';
  readonly lines: readonly Line[];
}

export interface Line {
  readonly lead: string;
  readonly text: string;
}

export interface Buttons {
  readonly type: 'buttons';
  readonly buttons: readonly Button[];
  /** The ids of those who see them, where a chat can show one message to each in a way of its own; everybody where it is left out. */
  readonly for?: readonly string[];
}

export interface Button {
  /** `stock-counts.close-zone`. */
  readonly action: string;
  readonly label: string;
  /** What it is about; comes back with the press. */
  readonly subject: string;
  /** The boutique it is about, by code; the engine fills it in when the card leaves. */
  readonly boutique?: string;
  readonly style: 'plain' | 'primary' | 'danger';
  /** Asked before the press counts. */
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string };
}

/**
 * A picture within a message. A message that leaves through the outbox shows it; an answer to the actor alone, a dialog
 * and Home say `alt` instead.
 */
export interface Picture {
  readonly type: 'picture';
  /** The id of what was handed to `tell` with its bytes, now or before. */
  readonly picture: string;
  /** What it shows, in at most 2,000 characters: for whoever can't see it, and where it can't be shown. */
  readonly alt: string;
}

export const card = (title: string, blocks: readonly Block[], detail?: string): Card =>
  detail === undefined ? { title, blocks } : { title, detail, blocks };

export const text = (words: string): Text => ({ type: 'text', text: words, tone: 'plain' });

export const quiet = (words: string): Text => ({ type: 'text', text: words, tone: 'quiet' });

export const lines = (...entries: readonly (readonly [lead: string, text: string])[]): Lines => ({
  type: 'lines',
  lines: entries.map(([lead, words]) => ({ lead, text: words })),
});

export const picture = (id: string, alt: string): Picture => ({ type: 'picture', picture: id, alt });

export const buttons = (...entries: readonly Button[]): Buttons => ({ type: 'buttons', buttons: entries });

/** Buttons that only these people see: the right to press is checked all the same. */
export const buttonsFor = (people: readonly string[], ...entries: readonly Button[]): Buttons => ({
  type: 'buttons',
  buttons: entries,
  for: people,
});

export function button(
  action: string,
  label: string,
  subject: string,
  options: { readonly style?: Button['style']; readonly confirm?: Button['confirm'] } = {},
): Button {
  const { style = 'plain', confirm } = options;
  return { action, label, subject, style, ...(confirm && { confirm }) };
}
