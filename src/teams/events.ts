import type { Arriving } from './files.js';
import type { Sought } from './lookups.js';
import type { Press } from './press-data.js';
import type { FormSent } from './read-form.js';

/** What somebody waits for. Null in it: it isn't ours, or of a shape we no longer know. */
export type Invoked =
  | Pressed
  | RefreshAsked
  | DialogAsked
  | Submitted
  | ConsentAnswered
  | DocumentWanted
  | SoughtFor
  | Nothing;

/** What happened, and nobody waits. */
export type Happened =
  | CommandTyped
  | OldPressed
  | DocumentWanted
  | FileSent
  | PicturePasted
  | Installed
  | Removed
  | Nothing;

/** To the bot: in its private chat, by a mention, or from the slash menu. */
export interface CommandTyped {
  readonly type: 'command-typed';
  readonly words: string;
}

/** A button on a card. */
export interface Pressed {
  readonly type: 'pressed';
  readonly press: Press | null;
}

/** The same by a client that is too old to wait for the answer. */
export interface OldPressed {
  readonly type: 'old-pressed';
  readonly press: Press | null;
}

/** A card wants to be drawn for the one who looks at it. Nobody did anything. */
export interface RefreshAsked {
  readonly type: 'refresh-asked';
  readonly topic: string | null;
}

/** A button that opens a dialog, or that stands in one; or a command from a menu, in words; or a shortcut. */
export interface DialogAsked {
  readonly type: 'dialog-asked';
  readonly wanted: Wanted | null;
}

export type Wanted = Press | { readonly words: string } | Pointed;

/** Picked in the menu of a message. */
export interface Pointed {
  readonly shortcut: string;
  /** What the message says. */
  readonly quoted: string;
}

/** A form that comes back. */
export interface Submitted {
  readonly type: 'submitted';
  readonly form: FormSent;
}

/** Typed into a field that finds. */
export interface SoughtFor {
  readonly type: 'sought';
  readonly sought: Sought | null;
}

/** Only in the private chat; elsewhere Teams does not tell us of files. */
export interface FileSent {
  readonly type: 'file-sent';
  readonly files: readonly Arriving[];
  /** What was typed with them. */
  readonly words: string;
}

/** Into the text, where it is no file. */
export interface PicturePasted {
  readonly type: 'picture-pasted';
}

/** To a file that we offered. */
export interface ConsentAnswered {
  readonly type: 'consent-answered';
  readonly value: unknown;
}

/** The button that brings a document from a room to one's private chat. */
export interface DocumentWanted {
  readonly type: 'document-wanted';
  readonly data: unknown;
}

export interface Installed {
  readonly type: 'installed';
}

export interface Removed {
  readonly type: 'removed';
  /** The conversations that are gone; a team takes its channels with it. */
  readonly rooms: readonly string[];
}

export interface Nothing {
  readonly type: 'nothing';
}

export const nothing: Nothing = { type: 'nothing' };
