/**
 * What the playground's page and its server say to each other. Types only: the page (a browser) and the
 * stand-in (Node) both import them, and nothing of the bot does.
 *
 * Page to server: `GET /playground/client/snapshot?user=U…`, `GET /playground/client/stream?user=U…` (server-sent
 * events, one `ClientEvent` as JSON in each `data:`), and a POST of JSON to `/playground/client/<verb>` for each `ClientRequest`.
 */

/** Block Kit as the bot sent it, with the ids and defaults Slack adds. The page draws it; nobody types it further. */
export type BlockJson = { readonly type: string; readonly block_id: string } & Readonly<Record<string, unknown>>;

export interface WorkspaceUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** What the switch shows under the name: "Associate, Madison Avenue". */
  readonly title: string;
  readonly isBot?: boolean;
  /** A single- or multi-channel guest; the bot must refuse them. */
  readonly isGuest?: boolean;
}

export interface WorkspaceChannel {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
}

/** What the stand-in is seeded with; the demo network provides it. */
export interface Workspace {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly app: { readonly id: string; readonly name: string; readonly botUserId: string; readonly botId: string };
  /** The people of the switch, in its order, then others. */
  readonly users: readonly WorkspaceUser[];
  readonly channels: readonly WorkspaceChannel[];
  /** As the manifest lists them. */
  readonly commands: readonly {
    readonly command: string;
    readonly description: string;
    readonly usage_hint?: string;
  }[];
  /** Of messages, as the manifest lists them. */
  readonly shortcuts: readonly {
    readonly callback_id: string;
    readonly name: string;
    readonly description: string;
  }[];
  readonly walk: Walk;
}

/** The banner that leads a newcomer through a first count. */
export interface Walk {
  readonly title: string;
  readonly steps: readonly WalkStep[];
}

export interface WalkStep {
  /** Who to be. */
  readonly as: WorkspaceUser['id'];
  /** Where: a channel id, `dm` for the bot's direct messages, `home` for the app's Home. */
  readonly where: string;
  readonly text: string;
  /** A ready text to copy: a command, a list of serials. */
  readonly copy?: { readonly label: string; readonly text: string };
  /** Seen by the page in its own events; the step is then ticked and the next one shown. */
  readonly doneWhen:
    | { readonly sent: 'command' | 'submit' | 'press'; readonly label?: string }
    | { readonly messageHas: string; readonly in: string };
}

export interface ClientFile {
  readonly id: string;
  readonly name: string;
  readonly mimetype: string;
  readonly size: number;
  /** A path on this server that the page may fetch. */
  readonly href: string;
}

export interface ClientMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly BlockJson[];
  readonly files: readonly ClientFile[];
  readonly edited: boolean;
  /** Only the user it is for gets it, and it is gone on reload, as in Slack. */
  readonly ephemeral: boolean;
}

export interface ClientConversation {
  readonly id: string;
  readonly kind: 'channel' | 'im';
  /** A channel's name without #, or the other person's or app's name. */
  readonly name: string;
  /** For `im`: the other side. */
  readonly with?: string;
  readonly members: readonly string[];
}

export interface ClientView {
  readonly id: string;
  readonly hash: string;
  readonly type: 'modal' | 'home';
  readonly title: string;
  readonly submit: string | null;
  readonly close: string | null;
  readonly blocks: readonly BlockJson[];
}

/** One request to the bot, or one call from it to the Web API, for the panel. */
export interface LogEntry {
  readonly id: number;
  readonly at: string;
  /** `in`: Slack to the bot. `out`: the bot to Slack. */
  readonly direction: 'in' | 'out';
  /** `/count`, `block_actions`, `view_submission`, `event app_home_opened`, or a method: `chat.postMessage`. */
  readonly what: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly request: unknown;
  readonly answer: unknown;
}

export interface Snapshot {
  readonly team: Workspace['team'];
  readonly app: Workspace['app'];
  readonly me: string;
  readonly users: readonly WorkspaceUser[];
  readonly conversations: readonly ClientConversation[];
  /** All messages this person can see, oldest first. */
  readonly messages: readonly ClientMessage[];
  readonly home: ClientView | null;
  /** The modal stack, the top last; at most 3. */
  readonly modals: readonly ClientView[];
  readonly commands: Workspace['commands'];
  readonly shortcuts: Workspace['shortcuts'];
  readonly walk: Walk;
  readonly log: readonly LogEntry[];
}

export type ClientEvent =
  | { readonly type: 'message'; readonly message: ClientMessage }
  | { readonly type: 'message-deleted'; readonly channel: string; readonly ts: string }
  | { readonly type: 'conversation'; readonly conversation: ClientConversation }
  | { readonly type: 'home'; readonly view: ClientView }
  /** The whole stack after any change. */
  | { readonly type: 'modals'; readonly modals: readonly ClientView[] }
  | { readonly type: 'log'; readonly entry: LogEntry }
  /** What Slack itself says to this person: "/count failed with the error operation_timeout". */
  | { readonly type: 'slackbot'; readonly channel: string; readonly text: string };

/** Slack's `state.values`: block id, action id, what was chosen. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Verb `command`: all that was typed, `/count MADISON`. Verb `message`: plain text. */
export interface SendText {
  readonly user: string;
  readonly channel: string;
  readonly text: string;
}

/** Verb `shortcut`: one of `Snapshot.shortcuts`, picked in the menu of a message that everybody there sees. */
export interface PickShortcut {
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
  readonly callbackId: string;
}

/** Verb `press`: a button in a message (ephemeral ones too), a modal or Home. */
export interface Press {
  readonly user: string;
  readonly source: { readonly channel: string; readonly ts: string } | { readonly view: string };
  readonly blockId: string;
  readonly actionId: string;
  /** The inputs of the same message or view at that moment. */
  readonly values: StateValues;
}

/** Verb `submit`. The answer comes back in the response; `modals` events carry what is shown next. */
export interface Submit {
  readonly user: string;
  readonly view: string;
  readonly values: StateValues;
}

/** Verb `close`: the X (`cleared` closes the whole stack) or the close button. */
export interface Close {
  readonly user: string;
  readonly view: string;
  readonly cleared: boolean;
}

/** Verb `home`: the person opened the app's Home tab. */
export interface OpenHome {
  readonly user: string;
}

/** What each POST answers. `errors` are Slack's `response_action: errors`, by block id; `trouble` is what Slack itself says above the form. */
export type ClientAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly trouble: string };

/** Verb `faults`: the next `times` calls of a Web API method (or `*`, any) go wrong this way. `times: 0` takes it back. */
export interface SetFault {
  readonly method: string;
  readonly times: number;
  /** 429 with `Retry-After`; 500; no answer at all; a connection reset. */
  readonly kind: 'rate_limited' | 'server_error' | 'hang' | 'reset';
  /** Seconds, for `rate_limited`; 1 when absent. */
  readonly retryAfter?: number;
}

/**
 * A file chosen in a `file_input`: `POST /playground/client/upload?user=U…&name=count.csv` with its bytes as the body.
 * The page then sends `{ type: 'file_input', files: [{ id }] }` in the values of `Press` and `Submit`.
 */
export type UploadAnswer =
  | { readonly ok: true; readonly file: ClientFile }
  | { readonly ok: false; readonly trouble: string };

/** Verb `options`: what an `external_select` offers for the text typed so far. */
export interface AskOptions {
  readonly user: string;
  readonly source: Press['source'];
  readonly blockId: string;
  readonly actionId: string;
  readonly value: string;
}

/** `options` or `option_groups`, as Block Kit has them. */
export type OptionsAnswer =
  | { readonly ok: true; readonly options: readonly unknown[]; readonly option_groups?: readonly unknown[] }
  | { readonly ok: false; readonly trouble: string };
