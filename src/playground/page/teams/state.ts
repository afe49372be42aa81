import type { TeamsAnswer, TeamsSnapshot } from '../../teams/protocol.js';
import type { Progress, Sent } from '../walk-progress.js';

export interface TeamsState {
  readonly snapshot: TeamsSnapshot;
  /** A conversation's id, `dm` for the chat with the app, or `''`: the list, on a phone. */
  readonly place: string;
  readonly online: boolean;
  readonly requestsOpen: boolean;
  readonly walkOpen: boolean;
  readonly progress: Progress;
}

/** What every part of the client may ask for. Parts never change the state themselves and never know each other. */
export interface TeamsApp {
  readonly state: () => TeamsState;
  readonly change: (change: Partial<TeamsState>) => void;
  readonly go: (place: string) => void;
  readonly become: (user: string) => void;
  /** Tells the walk what this person did, once it was accepted. */
  readonly sent: (sent: Omit<Sent, 'by'>) => void;
  /** Puts a text in the message box of the current conversation, ready to send. */
  readonly put: (text: string) => void;
  /** Says it to a screen reader, once. */
  readonly announce: (text: string) => void;
  /** A sentence of the bot's or of Teams itself, over the conversation until it is put away. */
  readonly toast: (text: string) => void;
  /** The same as a dialog: what the bot answers where a dialog was asked for or sent. */
  readonly tell: (title: string, text: string) => void;
}

/** What a deed's answer says beside the events it brings: a notice, for whoever shows it. */
export const noticeOf = (answer: TeamsAnswer): string | null => (answer.ok && answer.notice ? answer.notice : null);
