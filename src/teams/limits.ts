import type { Action, AdaptiveCard, ChoiceSet, Dialog, Element } from './adaptive-card.js';

/** What Teams takes (learn.microsoft.com, and issues where the pages are silent). Where they disagree, the stricter number. */
export const LIMITS = {
  /** Of posts through webhooks; for bots a message's 100 KB of UTF-16 alone hold. Stays small enough to be read. */
  'bytes of a card': 28_000,
  /** A message may have 100 KB, better 80 KB. Pictures within it are said not to count; here they do. */
  'bytes of a card with its pictures': 80_000,
  /** Answers to invokes (msteams-docs 4135). What was typed is in it. */
  'bytes of a dialog': 80_000,
  /** Undocumented: what a phone shows in one line or two. */
  'characters of a dialog title': 100,
  'characters of a button': 75,
  'primary buttons in a row': 6,
  'people for whom a card refreshes by itself': 60,
  'options of a field': 100,
} as const;

export type Limit = keyof typeof LIMITS;

/** Something is longer than Teams takes. We shorten nothing: a cut sentence would lie. */
export class LimitExceeded extends Error {
  constructor(
    readonly limit: Limit,
    readonly amount: number,
  ) {
    super(`${amount} ${limit}; Teams takes 1 to ${LIMITS[limit]}`);
    this.name = 'LimitExceeded';
  }
}

export function checkCard(card: AdaptiveCard): void {
  checkParts(card);
  atMost('bytes of a card', Buffer.byteLength(JSON.stringify(card, withoutPictures)));
  atMost('bytes of a card with its pictures', sizeOf(card));
}

const withoutPictures = (key: string, value: unknown): unknown =>
  key === 'url' && typeof value === 'string' && value.startsWith('data:') ? '' : value;

export function checkDialog(dialog: Dialog): void {
  some('characters of a dialog title', dialog.title.length);
  checkParts(dialog.card.content);
  atMost('bytes of a dialog', sizeOf(dialog));
}

/** As the channel may count it: bytes of UTF-16 or of UTF-8, whichever are more. */
export function sizeOf(value: unknown): number {
  const json = JSON.stringify(value);
  return Math.max(2 * json.length, Buffer.byteLength(json));
}

function checkParts({ body, actions, refresh }: AdaptiveCard): void {
  checkElements(body);
  if (actions) checkRow(actions);
  if (refresh) some('people for whom a card refreshes by itself', refresh.userIds.length);
}

function checkElements(elements: readonly Element[]): void {
  for (const element of elements) {
    if (element.type === 'Container') checkElements(element.items);
    if (element.type === 'ActionSet') checkRow(element.actions);
    if (element.type === 'Input.ChoiceSet') checkChoices(element);
  }
}

/** A field that finds has none of its own. */
function checkChoices({ choices, 'choices.data': more }: ChoiceSet): void {
  if (more && choices.length === 0) return;
  some('options of a field', choices.length);
}

function checkRow(actions: readonly Action[]): void {
  some('primary buttons in a row', actions.filter(({ mode }) => mode === undefined).length);
  for (const { title } of actions) some('characters of a button', title.length);
}

/** What is there must not be empty. */
function some(limit: Limit, amount: number): void {
  if (amount < 1) throw new LimitExceeded(limit, amount);
  atMost(limit, amount);
}

function atMost(limit: Limit, amount: number): void {
  if (amount > LIMITS[limit]) throw new LimitExceeded(limit, amount);
}
