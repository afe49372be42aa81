import {
  HTTPReceiver,
  HTTPReceiverDeferredRequestError,
  type InstallationStore,
  type Receiver,
  SocketModeReceiver,
} from '@slack/bolt';
import { type ConnectionOptions, clientOptions } from './connection.js';
import { factsOf } from './errors.js';
import { type Log, slackLogger } from './log.js';
import { NotTaken } from './several.js';

/** How Slack reaches us: it calls us at a public address, or we hold a line to it. */
export type Entrance = { readonly signingSecret: string } | { readonly appToken: string };

export interface Door {
  readonly receiver: Receiver;
  /** Everything under `/slack/`; other paths get 404. */
  readonly listener: HTTPReceiver['requestListener'];
  /** Once we know who we are. Throws where Slack can't be reached; may be called again. */
  readonly open: () => Promise<void>;
  readonly isOpen: () => boolean;
  /** After what came in has been answered. */
  readonly shut: () => Promise<void>;
}

export type DoorOptions = Entrance & Pick<ConnectionOptions, 'apiUrl' | 'log'>;

/** What Slack's pages need to bring a workspace to us. */
export interface OAuth {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs the way through Slack's pages, so that every instance knows it again. */
  readonly stateSecret: string;
  readonly scopes: readonly string[];
}

type Install = OAuth & { readonly store: InstallationStore };

export function createDoor(options: DoorOptions, install?: Install): Door {
  if ('appToken' in options) return lineToSlack(options.appToken, options);
  return publicDoor(options.signingSecret, options, install);
}

function publicDoor(signingSecret: string, options: DoorOptions, install?: Install): Door {
  const { log } = options;
  const settings = { signingSecret, endpoints: ['/slack/events'], logger: slackLogger(log) };
  const receiver = new HTTPReceiver(settings);
  // A receiver of its own: Bolt's app takes one that installs only where it also looks up every token by Bolt's way.
  const pages = install && new HTTPReceiver({ ...settings, ...installing(install, options) });
  let open = false;
  return {
    receiver,
    listener: (request, response) => {
      // Slack repeats events it could not deliver; what Bolt takes before it knows us would be lost.
      if (!open) return void response.writeHead(503).end();
      listen(log, pages && INSTALLING.test(request.url ?? '') ? pages : receiver, request, response);
    },
    open: async () => {
      open = true;
    },
    isOpen: () => open,
    shut: async () => {},
  };
}

const INSTALLING = /^\/slack\/(install|oauth_redirect)(\?|$)/;

/** `/slack/install` leads to Slack, and `/slack/oauth_redirect` is where Slack sends them back to. */
function installing({ clientId, clientSecret, stateSecret, scopes, store }: Install, { apiUrl, log }: DoorOptions) {
  return {
    clientId,
    clientSecret,
    stateSecret,
    scopes: [...scopes],
    installationStore: store,
    installerOptions: {
      directInstall: true,
      clientOptions: clientOptions({ log, ...(apiUrl && { apiUrl }) }),
      callbackOptions: {
        success: (_granted: unknown, _options: unknown, _request: unknown, response: Parts[1]) =>
          page(response, 200, 'Vitrine is installed. Open Slack and type /count in a boutique’s channel.'),
        failure: (error: Error, _options: unknown, _request: unknown, response: Parts[1]) => {
          log.warn('a workspace could not be installed', factsOf(error));
          const { sentence = 'Vitrine could not be installed. Begin again at /slack/install.' } = wordsOf(error);
          page(response, 400, sentence);
        },
      },
    },
  };
}

const wordsOf = (error: unknown): { readonly sentence?: string } =>
  error instanceof NotTaken ? { sentence: error.message } : {};

function page(response: Parts[1], status: number, words: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${words}\n`);
}

type Parts = Parameters<HTTPReceiver['requestListener']>;

function listen(log: Log, receiver: HTTPReceiver, request: Parts[0], response: Parts[1]): void {
  try {
    receiver.requestListener(request, response);
  } catch (error) {
    if (!(error instanceof HTTPReceiverDeferredRequestError)) log.warn('a request could not be read', factsOf(error));
    response.writeHead(404).end();
  }
}

/** Socket Mode: no public address, and no signature, since nobody but Slack is at the other end. */
function lineToSlack(appToken: string, { apiUrl, log }: DoorOptions): Door {
  // Calls are repeated here: a line that can't be opened again is a bot that is gone.
  const { retryConfig: _, rejectRateLimitedCalls: __, ...calls } = clientOptions({ log, ...(apiUrl && { apiUrl }) });
  const receiver = new SocketModeReceiver({
    appToken,
    logger: slackLogger(log),
    installerOptions: { clientOptions: calls },
  });
  const { client: line } = receiver;
  let open = false;
  line.on('connected', () => {
    open = true;
  });
  for (const event of ['close', 'disconnected']) {
    line.on(event, () => {
      open = false;
    });
  }
  const keepTrying = reconnecting(line, log);
  let shutting: Promise<void> | undefined;
  return {
    receiver,
    listener: (_request, response) => void response.writeHead(404).end(),
    async open() {
      await receiver.start();
      keepTrying();
    },
    isOpen: () => open,
    shut() {
      shutting ??= within(GOODBYE_MS, line.disconnect());
      return shutting;
    },
  };
}

const GOODBYE_MS = 2_000;

/** The other end may never say goodbye. */
async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}

const REST_MS = 30_000;

/** The library reconnects by calling `start` and lets a failure of it end the process; so from now on it may not fail. */
function reconnecting(line: SocketModeReceiver['client'], log: Log): () => void {
  const start = line.start.bind(line);
  const again: typeof start = () =>
    start().catch((error: unknown) => {
      log.error('the line to Slack could not be opened again', factsOf(error));
      return new Promise((resolve) => setTimeout(() => resolve(again()), REST_MS).unref());
    });
  return () => {
    line.start = again;
  };
}
