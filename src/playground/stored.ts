import type { BlockJson } from './protocol.js';

/** What the stand-in keeps, as it lies in the database. */

export interface StoredMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly BlockJson[];
  /** Ids of files. */
  readonly files: readonly string[];
  readonly edited?: { readonly user: string; readonly ts: string };
  /** The one person an ephemeral message is for. */
  readonly only?: string;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly size: number;
  readonly user: string;
  readonly created: number;
  /** A file can be shown in a message once it was `looked` over. */
  readonly state: 'promised' | 'uploaded' | 'complete' | 'looked';
  readonly shares: readonly { readonly channel: string; readonly ts: string }[];
}

export interface StoredView {
  readonly id: string;
  readonly user: string;
  readonly type: 'modal' | 'home';
  readonly hash: string;
  readonly title: PlainText;
  readonly submit: PlainText | null;
  readonly close: PlainText | null;
  readonly blocks: readonly BlockJson[];
  readonly private_metadata: string;
  readonly callback_id: string;
  readonly external_id: string;
  readonly clear_on_close: boolean;
  readonly notify_on_close: boolean;
  readonly root_view_id: string;
  readonly previous_view_id: string | null;
}

export interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: boolean;
}

export interface ResponseUrl {
  readonly id: string;
  readonly user: string;
  readonly channel: string;
  readonly bornAt: number;
  readonly uses: number;
  /** The message whose button was pressed; a command has none. */
  readonly source?: { readonly ts: string; readonly ephemeral: boolean };
}
