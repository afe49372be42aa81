import type { CardJson, TeamsDialog, TeamsMessage } from './protocol.js';

/** What the stand-in for Teams keeps, as it lies in the database. */

export interface StoredMessage {
  readonly conversation: string;
  readonly id: string;
  readonly threadId?: string;
  readonly from: string;
  readonly at: string;
  readonly text: string;
  readonly textFormat: TeamsMessage['textFormat'];
  readonly attachments: readonly StoredAttachment[];
  readonly reactions: TeamsMessage['reactions'];
  /** Grows with each update by the bot; 0 as it was sent. */
  readonly version: number;
  /** The one person a targeted message is for or from. */
  readonly only?: string;
}

export type StoredAttachment =
  | { readonly kind: 'card'; readonly card: CardJson }
  | {
      readonly kind: 'consent';
      readonly name: string;
      readonly description: string;
      readonly size: number;
      readonly state: 'open' | 'answered';
      readonly acceptContext: unknown;
      readonly declineContext: unknown;
    }
  | { readonly kind: 'file'; readonly name: string; readonly fileType: string; readonly file: string | null }
  | { readonly kind: 'other'; readonly contentType: string };

export interface StoredDialog extends TeamsDialog {
  readonly user: string;
  readonly threadId?: string;
  readonly source: DialogSource;
}

/** Who is asked next: a card's dialog is task/submit, a command's is composeExtension/submitAction. */
export type DialogSource =
  | { readonly kind: 'card'; readonly message: string }
  | {
      readonly kind: 'command';
      readonly id: string;
      readonly context: 'compose' | 'message';
      readonly payload?: unknown;
    };

export interface StoredFile {
  /** As SharePoint's `uniqueId`. */
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly user: string;
  readonly state: 'promised' | 'complete';
}

/** An address that needs no further right. */
export interface Pass {
  readonly file: string;
  readonly kind: 'download' | 'upload' | 'web-page';
  readonly bornAt: number;
}

export interface Installation {
  readonly installed: boolean;
  /** The bot has taken the news. */
  readonly told: boolean;
}
