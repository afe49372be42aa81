import type { Walk, WalkStep } from '../protocol.js';

/** How far a newcomer is. Kept by the page, for this tab. */
export interface Progress {
  /** Also the index of the current step; the length of the walk when all is done. */
  readonly done: number;
  /** The steps that were passed over, for an honest list. */
  readonly skipped: readonly number[];
  /** Messages up to this moment were there before the walk began and prove nothing. */
  readonly since: string;
}

export interface Sent {
  readonly sent: 'command' | 'submit' | 'press';
  readonly by: string;
  /** What was typed, or the words on the form and its button. */
  readonly labels: readonly string[];
}

/** What the page is looking at: a message counts once its reader has it before their eyes. */
export interface Looking {
  readonly me: string;
  readonly place: string;
  /** The id of a place of the walk, for this person. */
  readonly resolve: (place: string) => string | null;
}

/** What another version of the page kept is not trusted. */
export function progressOf(kept: unknown): Progress | null {
  const { done, skipped, since } = (kept ?? {}) as Partial<Progress>;
  if (!Number.isInteger(done) || !Array.isArray(skipped) || typeof since !== 'string') return null;
  return { done: done as number, skipped, since };
}

/** A message as a walk looks at it: what it says, and what hangs on it. */
export interface Told {
  readonly channel: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly files: readonly { readonly name: string }[];
}

export const startedAt = (since: string): Progress => ({ done: 0, skipped: [], since });

export function currentStep(walk: Walk, progress: Progress): WalkStep | null {
  return walk.steps[progress.done] ?? null;
}

export function skipStep(walk: Walk, progress: Progress): Progress {
  if (!currentStep(walk, progress)) return progress;
  return { ...progress, done: progress.done + 1, skipped: [...progress.skipped, progress.done] };
}

export function afterSent(walk: Walk, progress: Progress, sent: Sent): Progress {
  const step = currentStep(walk, progress);
  if (!step || !('sent' in step.doneWhen)) return progress;
  const { sent: kind, label } = step.doneWhen;
  const fits = kind === sent.sent && step.as === sent.by && (label === undefined || sent.labels.some(isLike(label)));
  return fits ? { ...progress, done: progress.done + 1 } : progress;
}

/** Ticks every step whose message stands there; a changed message counts by its new words. */
export function afterMessages(walk: Walk, progress: Progress, messages: readonly Told[], looking: Looking): Progress {
  let next = progress;
  for (let step = currentStep(walk, next); step && isShown(step, messages, looking); step = currentStep(walk, next)) {
    next = { ...next, done: next.done + 1 };
  }
  return next;
}

/** All that can be read in a message: its text and every text in its blocks, one space between. */
export function wordsOf(message: Omit<Told, 'channel'>): string {
  const words: string[] = [message.text];
  collectText(message.blocks, words);
  for (const file of message.files) words.push(file.name);
  return words.join(' ').replace(/\s+/g, ' ');
}

function isShown(step: WalkStep, messages: readonly Told[], looking: Looking): boolean {
  if (!('messageHas' in step.doneWhen) || step.as !== looking.me) return false;
  const { messageHas, in: where } = step.doneWhen;
  const channel = looking.resolve(where);
  const sameRoom = channel === looking.resolve(step.where);
  if (sameRoom && looking.resolve(looking.place) !== channel) return false;
  const wanted = plain(messageHas);
  return messages.some((message) => message.channel === channel && plain(wordsOf(message)).includes(wanted));
}

/** `/count` is also done by `/count MADISON`. */
function isLike(label: string): (said: string) => boolean {
  const wanted = plain(label);
  return (said) => plain(said) === wanted || (wanted.startsWith('/') && plain(said).startsWith(`${wanted} `));
}

/** Marks of bold and differences of case or space are not differences of words. */
function plain(text: string): string {
  return text
    .replace(/[*_~`]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

function collectText(value: unknown, words: string[]): void {
  if (Array.isArray(value)) for (const item of value) collectText(item, words);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'text' && typeof inner === 'string') words.push(inner);
    else collectText(inner, words);
  }
}
