import type { Pool } from 'pg';
import { type Audience, openAudience } from '../audience.js';
import { type Background, backgroundWork } from '../background.js';
import { type Faults, noFaults } from '../faults.js';
import { openRequestLog, type RequestLog } from '../request-log.js';
import { openStore, type Shelf, type Store } from '../store.js';
import { type Identity, type KeyPair, newIdentity } from './identity.js';
import type { CardJson, SetTeamsFault, TeamsEvent, TeamsWorkspace } from './protocol.js';
import { noRefreshes, type Refreshes } from './refreshes.js';
import type { Installation, Pass, StoredDialog, StoredFile, StoredMessage } from './stored.js';
import { newThrottle, type Throttle } from './throttle.js';

export interface TeamsStandInOptions {
  readonly workspace: TeamsWorkspace;
  readonly pool: Pool;
  /** This server's own origin: the service URL and file addresses start with it. */
  readonly baseUrl: string;
  /** The bot's `POST /api/messages`. */
  readonly messagesUrl: string;
  readonly appId: string;
  /** What the bot's calls must carry. */
  readonly bearer: string;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log?: (message: string, facts: object) => void;
  /** What tokens are signed with: a new pair at each start when absent. */
  readonly keyPair?: KeyPair;
  /** How long Teams waits for an answer: 15,000 when absent. */
  readonly answerTimeout?: number;
  /** How long it waits, three times, for an answer to a message extension: 5,000 when absent. */
  readonly composeTimeout?: number;
  /** Milliseconds between attempts to tell the bot of an installation: 1,000 when absent. */
  readonly installRetryDelay?: number;
  /** Whether it takes only so many calls a second, as Teams does: true when absent. */
  readonly throttles?: boolean;
}

/** Everything the stand-in knows: what its parts share instead of globals. */
export interface TeamsWorld extends Background {
  readonly options: TeamsStandInOptions;
  readonly identity: Identity;
  readonly serviceUrl: string;
  /** `28:…`. */
  readonly botId: string;
  readonly store: Store;
  readonly messages: Shelf<StoredMessage>;
  /** What the bot answered to one person in place of a message's card. */
  readonly ownCards: Shelf<CardJson>;
  /** Each person's open dialog. */
  readonly dialogs: Shelf<StoredDialog>;
  readonly files: Shelf<StoredFile>;
  /** By the unguessable part of their address. */
  readonly passes: Shelf<Pass>;
  /** By chat, or by team. */
  readonly installations: Shelf<Installation>;
  /** The newest message a person has read in a conversation. */
  readonly readMarks: Shelf<string>;
  readonly refreshes: Refreshes;
  readonly throttle: Throttle;
  readonly audience: Audience<TeamsEvent>;
  readonly log: RequestLog;
  readonly faults: Faults<SetTeamsFault>;
  /** Aborted by `close()`: whoever waits, stops. */
  readonly closing: AbortController;
  /** 13 digits that no other message has. */
  readonly nextId: () => string;
}

export const root = '/playground/teams/';

export async function openWorld(options: TeamsStandInOptions): Promise<TeamsWorld> {
  const { appId, baseUrl, bearer, keyPair, now, pool } = options;
  const serviceUrl = `${baseUrl}${root}connector/`;
  const keysUrl = `${baseUrl}${root}.well-known/keys`;
  const store = await openStore(pool);
  const messages = store.shelf<StoredMessage>('teams-message');
  const audience = openAudience<TeamsEvent>();
  const closing = new AbortController();
  return {
    options,
    identity: await newIdentity({ appId, serviceUrl, keysUrl, now, keyPair }),
    serviceUrl,
    botId: `28:${appId}`,
    store,
    messages,
    ownCards: store.shelf('teams-own-card'),
    dialogs: store.shelf('teams-dialog'),
    files: store.shelf('teams-file'),
    passes: store.shelf('teams-pass'),
    installations: store.shelf('teams-installation'),
    readMarks: store.shelf('teams-read'),
    refreshes: noRefreshes(),
    throttle: newThrottle(now, options.throttles ?? true),
    audience,
    log: openRequestLog({ now, secrets: [bearer], tell: (entry) => audience.tellAll({ type: 'log', entry }) }),
    faults: noFaults(),
    closing,
    ...backgroundWork(closing.signal, options.log),
    nextId: messageIds(messages.values(), now),
  };
}

export function key(...parts: readonly string[]): string {
  return parts.join('/');
}

function messageIds(known: readonly StoredMessage[], now: () => Date): () => string {
  let last = Math.max(0, ...known.map(({ id }) => Number(id)));
  return () => {
    last = Math.max(now().getTime(), last + 1);
    return String(last);
  };
}
