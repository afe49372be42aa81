import type { ChatName } from '../../src/chat/channel.js';

/** What one reads, a line each; a row of buttons is a line of labels in brackets. The same of the same card in every chat. */
export type Words = readonly string[];

/** A form as somebody sees it, in the words that stand there. */
export interface FormSeen {
  readonly title: string;
  readonly intro: string;
  readonly submit: string;
  readonly questions: readonly Question[];
}

export interface Question {
  readonly label: string;
  readonly kind:
    | 'text'
    | 'long-text'
    | 'choice'
    | 'choices'
    | 'lookup'
    | 'confirm'
    | 'files'
    | 'day'
    | 'time'
    | 'quantity'
    | 'amount';
  readonly required: boolean;
  readonly hint: string;
  /** What one can choose, or agree to. */
  readonly options: readonly string[];
  readonly filled: readonly string[];
}

/** By the labels of the questions: what is typed, the words of what is chosen, the names of files. */
export type Answers = Readonly<Record<string, string | readonly string[] | true>>;

/** What comes after a command, a button or a form. */
export type Next =
  | { readonly form: FormSeen }
  /** By the label of the question beside which it stands. `atOnce`: the chat itself said it, in its own words. */
  | { readonly corrections: Readonly<Record<string, string>>; readonly atOnce?: true }
  | { readonly reads: Words }
  | { readonly nothing: true };

export const says = (lines: Words, words: string | RegExp): boolean =>
  typeof words === 'string' ? lines.join('\n').includes(words) : words.test(lines.join('\n'));

/** One's chat with Vitrine, or the room of a boutique (by its code) or a department (by its role). */
export type Place = 'private' | (string & {});

/**
 * A person in one chat: what they can do there and what they see, in the words of whoever sits before it. What stood
 * there before they came is not looked at.
 */
export interface Seat {
  readonly chat: ChatName;
  readonly person: string;
  /** A command without its slash. Where it is answered by a button that opens a form, that is pressed. */
  readonly types: (words: string, where: Place) => Promise<Next>;
  /** To the others there; Vitrine is not meant. */
  readonly writes: (words: string, where: Place) => Promise<void>;
  /** Picks a shortcut, by its title, in the menu of the newest message that says this. */
  readonly pointsAt: (words: string, shortcut: string, where: Place) => Promise<Next>;
  /** The newest button of this label, on a message that says `on`, as often as is said, all at once; what is asked first is answered with yes. */
  readonly presses: (label: string, on?: string, times?: number) => Promise<void>;
  /** The same, where a form opens. */
  readonly opens: (label: string, on?: string) => Promise<FormSeen>;
  /** The same, where a card is answered. */
  readonly gets: (label: string, on?: string) => Promise<Words>;
  /** The same, where it is answered by words; it does not count as tried out. */
  readonly tries: (label: string, on?: string) => Promise<Words>;
  /** Fills in the open form and sends it, as often as is said, all at once. */
  readonly fills: (answers: Answers, times?: number) => Promise<Next>;
  /** What is found in the open form, in the question of this label, by these words; it can be chosen then. */
  readonly finds: (label: string, words: string) => Promise<readonly string[]>;
  /** A file to be chosen in a form by its name. Before the form is opened, where a form takes none. */
  readonly gives: (name: string, bytes: Uint8Array) => Promise<void>;
  /** Waits for a message that says this, and reads it. */
  readonly sees: (words: string | RegExp, where: Place) => Promise<Words>;
  /** Everything that stands there now, message by message. */
  readonly reads: (where: Place) => readonly Words[];
  /** What waits for them, card by card; its buttons are pressed like others. */
  readonly home: () => Promise<readonly Words[]>;
  /** A document of a room, as they get it. */
  readonly takes: (name: string, where: Place) => Promise<string>;
  readonly leave: () => void;
}
