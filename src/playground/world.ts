import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Pool } from 'pg';
import { type Audience, openAudience } from './audience.js';
import { backgroundWork } from './background.js';
import { type Faults, noFaults } from './faults.js';
import type { Workspace } from './protocol.js';
import { openRequestLog, type RequestLog } from './request-log.js';
import { openStore, type Shelf, type Store } from './store.js';
import type { ResponseUrl, StoredFile, StoredMessage, StoredView } from './stored.js';
import { newTriggers, type Triggers } from './triggers.js';

export interface PlaygroundOptions {
  readonly workspace: Workspace;
  readonly pool: Pool;
  /** This server's own origin: upload addresses, response_urls and file addresses start with it. */
  readonly baseUrl: string;
  /** The bot's `POST /slack/events`. */
  readonly eventsUrl: string;
  readonly signingSecret: string;
  readonly botToken: string;
  /** The granted scopes. */
  readonly scopes: readonly string[];
  /** Where the built page lies. */
  readonly pageFolder: string;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log?: (message: string, facts: object) => void;
  /** The stand-in for Microsoft Teams beside this one: it answers below `/playground/teams/` and ends with it. */
  readonly teams?: Neighbor;
  /** As the manifest's `home_tab_enabled`; on when absent. */
  readonly homeEnabled?: boolean;
  /** How long Slack waits for the bot: 3,000 when absent. */
  readonly ackTimeout?: number;
  /** How long a `trigger_id` opens a modal: 3,000 when absent. */
  readonly triggerLifetime?: number;
  /** Milliseconds before each further try of an event; Slack's own (at once, 1 min, 5 min) when absent. */
  readonly eventRetryDelays?: readonly number[];
}

export interface Neighbor {
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
  endStreams(): void;
  close(): Promise<void>;
}

/** Everything the stand-in knows: what its parts share instead of globals. */
export interface World {
  readonly options: PlaygroundOptions;
  readonly store: Store;
  readonly messages: Shelf<StoredMessage>;
  /** Kept only while the process runs: Slack keeps them in the client. */
  readonly ephemerals: Map<string, StoredMessage>;
  /** Each person's modal stack, the top last. */
  readonly modals: Shelf<readonly StoredView[]>;
  readonly homes: Shelf<StoredView>;
  readonly files: Shelf<StoredFile>;
  readonly responseUrls: Shelf<ResponseUrl>;
  /** The unguessable end of each upload address, and the file it is for. */
  readonly uploads: Shelf<string>;
  readonly triggers: Triggers;
  readonly audience: Audience;
  readonly log: RequestLog;
  readonly faults: Faults;
  /** Aborted by `close()`: whoever waits, stops. */
  readonly closing: AbortController;
  /** Runs on after the answer; `close()` waits for it, and its failures are logged. */
  readonly inBackground: (work: Promise<void>) => void;
  readonly background: ReadonlySet<Promise<void>>;
  /** A timestamp no other message has. */
  readonly nextTs: () => string;
  /** `V0A1B…`: an id as Slack's look, with its first letter. */
  readonly idFor: (letter: string) => string;
}

export async function openWorld(options: PlaygroundOptions): Promise<World> {
  const store = await openStore(options.pool);
  const messages = store.shelf<StoredMessage>('message');
  const audience = openAudience();
  const closing = new AbortController();
  return {
    options,
    store,
    messages,
    ephemerals: new Map(),
    modals: store.shelf('modals'),
    homes: store.shelf('home'),
    files: store.shelf('file'),
    responseUrls: store.shelf('response-url'),
    uploads: store.shelf('upload'),
    triggers: newTriggers(options.now, options.triggerLifetime),
    audience,
    log: openRequestLog({
      now: options.now,
      secrets: [options.botToken, options.signingSecret],
      tell: (entry) => audience.tellAll({ type: 'log', entry }),
    }),
    faults: noFaults(),
    closing,
    ...backgroundWork(closing.signal, options.log),
    nextTs: timestamps(messages.values(), options.now),
    idFor: (letter) => letter + shortId(options.newId()),
  };
}

export function key(channel: string, ts: string): string {
  return `${channel}/${ts}`;
}

/** The end of an id, where both random and counted ids differ. */
export function shortId(id: string): string {
  return id
    .replaceAll(/[^a-z0-9]/gi, '')
    .toUpperCase()
    .slice(-16);
}

function timestamps(known: readonly StoredMessage[], now: () => Date): () => string {
  let last = Math.max(0, ...known.map((message) => Number(message.ts.replace('.', ''))));
  return () => {
    last = Math.max(now().getTime() * 1000, last + 1);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}
