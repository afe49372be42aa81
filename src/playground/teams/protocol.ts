/**
 * What the playground's page and its stand-in for Microsoft Teams say to each other. Types only, as in the Slack
 * side's `protocol.ts`, and in the same manner.
 *
 * Page to server: `GET /playground/teams/client/snapshot?user=U…`, `GET /playground/teams/client/stream?user=U…`
 * (server-sent events, one `TeamsEvent` as JSON in each `data:`), and a POST of JSON to `/playground/teams/client/<verb>`
 * for each deed below; each answers a `TeamsAnswer`. `user` is the id of the person switch, the same as on the Slack
 * side; without it the snapshot is that of the first person.
 */
import type { LogEntry, Walk } from '../protocol.js';

/** An Adaptive Card as the bot sent it. The page draws it; nobody types it further. */
export type CardJson = { readonly type: 'AdaptiveCard'; readonly version?: string } & Readonly<Record<string, unknown>>;

export interface TeamsUser {
  /** The id of the person switch, shared with the Slack side. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** What the switch shows under the name: "Associate, Madison Avenue". */
  readonly title: string;
  /** The Entra object id. */
  readonly aadObjectId: string;
  /** `29:…`: the person for this bot only; what `refresh.userIds` and mentions in cards carry. */
  readonly mri: string;
  /** A guest of the tenant; the bot must refuse them. */
  readonly isGuest?: boolean;
}

/** What the stand-in is seeded with; the demo network provides it. */
export interface TeamsWorkspace {
  readonly tenant: { readonly id: string; readonly name: string };
  /** Without the app id, which is configuration. */
  readonly app: { readonly name: string };
  /** The people of the switch, in its order, then others. Each has a personal chat with the bot. */
  readonly users: readonly TeamsUser[];
  readonly team: {
    /** `19:…@thread.tacv2`. */
    readonly id: string;
    readonly aadGroupId: string;
    readonly name: string;
    readonly channels: readonly TeamsRoom[];
  };
  /** Chats of several people: `19:…@thread.v2`. */
  readonly groupChats: readonly TeamsRoom[];
  readonly commands: TeamsCommands;
  /** `dm` is the personal chat with the bot. */
  readonly walk: Walk;
}

export interface TeamsRoom {
  readonly id: string;
  readonly name: string;
  /** Ids of people; the bot is not named. */
  readonly members: readonly string[];
}

/** As the manifest lists them: `bots[].commandLists` and `composeExtensions[].commands` of type `action`. */
export interface TeamsCommands {
  /** Chosen from the menu of the message box: its title is said to the bot (verb `command`). */
  readonly bot: readonly {
    readonly title: string;
    readonly description: string;
    readonly scopes: readonly TeamsConversation['kind'][];
    /** Also offered after `/`; it is then sent so that only this person and the bot see it. */
    readonly slash: boolean;
  }[];
  /** Chosen, its dialog opens (verb `command`). */
  readonly actions: readonly {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    /** `compose`: the + menu and, with `slash`, after `/`. `message`: the menu of a message. */
    readonly context: readonly ('compose' | 'commandBox' | 'message')[];
    readonly slash: boolean;
  }[];
}

export interface TeamsConversation {
  /** `a:…` personal, `19:…@thread.tacv2` a channel, `19:…@thread.v2` a group chat; never with `;messageid=`. */
  readonly id: string;
  /** As `conversationType`. */
  readonly kind: 'personal' | 'channel' | 'groupChat';
  /** A channel's or chat's name; for `personal`, the app's. */
  readonly name: string;
  readonly members: readonly string[];
  /** Whether the app is there. Adding it to one channel adds it to the whole team. */
  readonly installed: boolean;
  /** The newest message this person has read, '' for none. What is later, as strings, and by others is unread. */
  readonly readUpTo: string;
}

export interface TeamsMessage {
  readonly conversation: string;
  /** The activity id: 13 digits that grow with time, so that they sort as strings. */
  readonly id: string;
  /** In a channel, a reply: the id of the post it belongs to. A post has none. */
  readonly threadId?: string;
  /** A person's id, or the bot's (`28:…`, see `TeamsSnapshot.app.botId`). */
  readonly from: string;
  /** ISO 8601. */
  readonly at: string;
  /** A mention stands in it as `<at>Name</at>`. From the bot, as `textFormat` says; from people always plain. */
  readonly text: string;
  readonly textFormat: 'plain' | 'markdown' | 'xml';
  readonly attachments: readonly TeamsAttachment[];
  readonly reactions: readonly { readonly type: string; readonly users: readonly string[] }[];
  readonly edited: boolean;
  /** Only this person and the bot see it; it is gone after 24 hours. */
  readonly targeted: boolean;
}

export type TeamsAttachment =
  /**
   * A card for this person: `own` when it is not what everybody sees but what the bot answered to this person's press
   * or refresh. The page says `seen` whenever it shows a card that has `refresh`.
   */
  | { readonly kind: 'card'; readonly card: CardJson; readonly own: boolean }
  /** "Vitrine wants to send you this file": allow or decline with the verb `consent`. */
  | {
      readonly kind: 'consent';
      readonly name: string;
      readonly description: string;
      readonly size: number;
      readonly state: 'open' | 'answered';
    }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly fileType: string;
      /** Null where the stand-in knows only the card. */
      readonly size: number | null;
      /** A path on this server that the page may fetch. */
      readonly href: string | null;
    }
  /** What the page need not draw further: other kinds of cards, by their content type. */
  | { readonly kind: 'other'; readonly contentType: string };

/** A task module; one at a time. */
export interface TeamsDialog {
  readonly id: string;
  readonly title: string;
  readonly width: number | 'small' | 'medium' | 'large';
  readonly height: number | 'small' | 'medium' | 'large';
  readonly card: CardJson;
  /** Where it was opened. */
  readonly conversation: string;
}

export interface TeamsSnapshot {
  readonly tenant: TeamsWorkspace['tenant'];
  readonly app: { readonly id: string; readonly name: string; readonly botId: string };
  readonly team: { readonly id: string; readonly name: string };
  readonly me: string;
  readonly users: readonly TeamsUser[];
  readonly conversations: readonly TeamsConversation[];
  /** All messages this person can see, oldest first; targeted ones only if they are for this person. */
  readonly messages: readonly TeamsMessage[];
  readonly dialog: TeamsDialog | null;
  readonly commands: TeamsCommands;
  readonly walk: Walk;
  readonly log: readonly LogEntry[];
  /** Automatic refreshes sent to the bot since the start, of all people: a number that must not run away. */
  readonly automaticRefreshes: number;
}

/** Applying the same one twice changes nothing, so a stream may overlap with a snapshot. */
export type TeamsEvent =
  /** New or changed, as this person sees it: their own card included. */
  | { readonly type: 'message'; readonly message: TeamsMessage }
  | { readonly type: 'message-deleted'; readonly conversation: string; readonly id: string }
  | { readonly type: 'conversation'; readonly conversation: TeamsConversation }
  /** What is open after any change; null: nothing. */
  | { readonly type: 'dialog'; readonly dialog: TeamsDialog | null }
  | { readonly type: 'log'; readonly entry: LogEntry }
  | { readonly type: 'refreshes'; readonly automaticRefreshes: number }
  /** What Teams itself says to this person after nobody waits for an answer: "Unable to reach app. Please try again." */
  | { readonly type: 'notice'; readonly conversation: string; readonly text: string };

/** What each POST answers. */
export type TeamsAnswer =
  /** `notice`: the sentence the bot answered, as a toast (`activity.message`) or in place of the dialog (`task.message`). */
  | { readonly ok: true; readonly notice?: string }
  /** Inputs that Teams itself refuses before the bot hears of it, by input id. */
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> }
  /** What Teams says when the bot's answer is wrong or missing: "Something went wrong. Please try again." */
  | { readonly ok: false; readonly trouble: string };

/** What stands in a card's inputs, by input id: always strings; a multi-select joined by commas, a toggle its `valueOn` or `valueOff`. */
export type InputValues = Readonly<Record<string, string>>;

/** Verb `say`. */
export interface Say {
  readonly user: string;
  readonly conversation: string;
  /** In a channel: a reply to this post; without it a new post. */
  readonly threadId?: string;
  /** Without the mention. */
  readonly text: string;
  /** Puts the bot's mention first; without it the bot hears nothing outside the personal chat. */
  readonly mention?: boolean;
}

interface InCard {
  readonly user: string;
  readonly conversation: string;
  /** The message's id. */
  readonly message: string;
  /** Which of the message's cards, counted from 0 without the other attachments; the first when absent. */
  readonly card?: number;
  /** A JSON pointer into that card as this person sees it: `/actions/0`, `/body/2/actions/1`. */
  readonly action: string;
  /** As it stood there: where the card has changed meanwhile and another button stands in its place, nothing is pressed. */
  readonly title?: string;
  /** Of the inputs of that card; an input not named has the card's own `value`. */
  readonly inputs: InputValues;
}

/** Verb `execute`: an Action.Execute. The card for this person comes as a `message` event. */
export interface PressExecute extends InCard {
  /** As a client too old for Action.Execute: its `fallback` is pressed instead. */
  readonly oldClient?: boolean;
}

/** Verb `submit`: an Action.Submit without task/fetch; the bot gets a message with `value`. */
export type PressSubmit = InCard;

/** Verb `open-dialog`: an Action.Submit with `msteams: { type: 'task/fetch' }`. The `dialog` event carries what opens. */
export type OpenDialog = InCard;

/** Verb `submit-dialog`: an Action.Submit of the open dialog. The `dialog` event carries what is shown next. */
export interface SubmitDialog {
  readonly user: string;
  readonly dialog: TeamsDialog['id'];
  /** A JSON pointer into the dialog's card. */
  readonly action: string;
  readonly inputs: InputValues;
}

/** Verb `search`: words typed into an input of the open dialog that has `choices.data`. Answers a `FoundAnswer`. */
export interface SearchInDialog {
  readonly user: string;
  readonly dialog: TeamsDialog['id'];
  /** Its id. */
  readonly input: string;
  readonly words: string;
}

/** As many as Teams shows: 15. What is chosen of them stands in the input by its `value`. */
export type FoundAnswer =
  | { readonly ok: true; readonly choices: readonly { readonly title: string; readonly value: string }[] }
  | { readonly ok: false; readonly trouble: string };

/** Verb `close-dialog`: the X. The bot is not told. */
export interface CloseDialog {
  readonly user: string;
  readonly dialog: TeamsDialog['id'];
}

/** Verb `command`: one of `TeamsSnapshot.commands`, chosen in the slash menu or another menu. */
export interface RunCommand {
  readonly user: string;
  readonly conversation: string;
  /** In a channel: within this post. */
  readonly threadId?: string;
  readonly command: /** `text`: what was typed after it, "MADISON". `slash`: chosen after `/`. */
    | { readonly bot: string; readonly text?: string; readonly slash?: boolean }
    /** An action command's id; `message` when it was chosen in that message's menu. */
    | { readonly action: string; readonly message?: string };
}

/**
 * A file sent with the paper clip:
 * `POST /playground/teams/client/upload?user=U…&conversation=a:…&name=count.csv` with its bytes as the body; answers a
 * `TeamsAnswer`. Also `threadId`, `text`, `mention=true` as in `Say`; `device=ios`: its address answers a web page
 * instead of the file, as that app's links may. Outside the personal chat the bot gets the text only, as in Teams.
 */
export interface SendFile {
  readonly user: string;
  readonly conversation: string;
  readonly name: string;
  readonly threadId?: string;
  readonly text?: string;
  readonly mention?: 'true';
  readonly device?: 'ios';
}

/** Verb `consent`: the answer to a file the bot wants to send. */
export interface AnswerConsent {
  readonly user: string;
  readonly conversation: string;
  readonly message: string;
  readonly action: 'accept' | 'decline';
}

/** Verb `react`: `like`, `heart`, `laugh`, `surprised`, `sad`, `angry`; off takes it back. */
export interface React {
  readonly user: string;
  readonly conversation: string;
  readonly message: string;
  readonly reaction: string;
  readonly on: boolean;
}

/** Verb `install`: adds the app to a chat (or the channel's team), or removes it. */
export interface Install {
  readonly user: string;
  readonly conversation: string;
  readonly installed: boolean;
}

/** Verb `seen`: this message's cards are before the person's eyes; Teams refreshes those that ask for it, once in a while. */
export interface Seen {
  readonly user: string;
  readonly conversation: string;
  readonly message: string;
}

/** Verb `read`: everything up to this message was read. */
export interface ReadUpTo {
  readonly user: string;
  readonly conversation: string;
  readonly message: string;
}

/** Verb `faults`: the next `times` calls of one kind from the bot (or `*`, any) go wrong this way. `times: 0` takes it back. */
export interface SetTeamsFault {
  readonly method: TeamsCall | '*';
  readonly times: number;
  readonly kind: /** 429, with `Retry-After` only if `retryAfter` is given. */
    | 'rate_limited'
    | 'precondition_failed'
    | 'bad_gateway'
    | 'gateway_timeout'
    /** The call is carried out, then the connection breaks without an answer; a download just breaks. */
    | 'cut'
    /** The connection breaks and nothing was done. */
    | 'reset'
    /** Carried out after `milliseconds`, whether or not somebody still waits. */
    | 'slow';
  /** Seconds, for `rate_limited`. */
  readonly retryAfter?: number;
  /** For `slow`; 1,000 when absent. */
  readonly milliseconds?: number;
}

/** The bot's calls: send and reply are the two ways to post. */
export type TeamsCall =
  | 'send'
  | 'reply'
  | 'update'
  | 'delete'
  | 'create'
  | 'members'
  | 'member'
  | 'upload'
  | 'download';
