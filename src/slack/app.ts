import {
  App,
  type BlockAction,
  HTTPReceiver,
  HTTPReceiverDeferredRequestError,
  type ViewSubmitAction,
} from '@slack/bolt';
import type { Channel } from '../chat/channel.js';
import type { WhoIs } from '../engine/request.js';
import { createChannel } from './channel.js';
import { COMMAND, onCommand } from './commands.js';
import { type Connection, type ConnectionOptions, clientOptions, createConnection } from './connection.js';
import { createDeliveries } from './deliveries.js';
import { factsOf } from './errors.js';
import { publishHome } from './home.js';
import { slackLogger } from './log.js';
import { type Directory, profileOf } from './people.js';
import { onPress } from './presses.js';
import { FORM } from './render-form.js';
import { onSubmission } from './submissions.js';

export interface SlackOptions extends ConnectionOptions {
  readonly signingSecret: string;
  readonly directory: Directory;
  readonly now: () => Date;
}

export interface SlackEdge {
  /** Everything under `/slack/`; other paths get 404. */
  readonly listener: HTTPReceiver['requestListener'];
  /** Asks Slack who we are. Throws where Slack can't be reached or the token is refused; may be called again. */
  readonly init: () => Promise<void>;
  readonly ready: () => boolean;
  /** Waits for what still runs; close the server first. */
  readonly drain: () => Promise<void>;
  readonly channel: Channel;
  readonly whoIs: WhoIs;
}

export function createSlack(options: SlackOptions): SlackEdge {
  const { directory, log, now, signingSecret } = options;
  const slack = createConnection(options);
  const receiver = new HTTPReceiver({ signingSecret, endpoints: ['/slack/events'], logger: slackLogger(log) });
  const app = createApp(slack, receiver, options);
  const deliveries = createDeliveries(now, log);
  // The receiver hands its events to this method; nothing else of Bolt sees a delivery from its start to its end.
  app.processEvent = deliveries.around(app.processEvent.bind(app));
  return {
    listener: (request, response) => listen(slack, receiver, request, response),
    async init() {
      await app.init();
      await slack.connect();
    },
    ready: slack.connected,
    drain: () => deliveries.drain(),
    channel: createChannel(slack, directory),
    whoIs: (tenant, userId) => profileOf(slack, tenant, userId),
  };
}

function createApp(slack: Connection, receiver: HTTPReceiver, options: SlackOptions): App {
  const app = new App({
    receiver,
    // Ours alone, and asked for once: Bolt's own way would ask Slack again whenever it is unsure.
    authorize: async () => {
      const { botId, botUserId } = slack.installation();
      return { botId, botUserId };
    },
    deferInitialization: true,
    convoStore: false,
    ignoreSelf: true,
    logger: slackLogger(options.log),
    clientOptions: clientOptions(options),
  });
  app.error(async (error) => options.log.error('a Slack delivery failed', factsOf(error)));
  app.use(async (delivery) => onlyOurs(slack, delivery));
  register(app, slack);
  return app;
}

function register(app: App, slack: Connection): void {
  app.command(COMMAND, (command) => onCommand(slack, command));
  app.action<BlockAction>({ type: 'block_actions' }, (press) => onPress(slack, press));
  app.view<ViewSubmitAction>({ callback_id: FORM, type: 'view_submission' }, (submission) =>
    onSubmission(slack, submission),
  );
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') await publishHome(slack, event.user);
  });
}

/** A channel shared with another company brings that company's people and events; and other bots talk, too. */
async function onlyOurs(slack: Connection, delivery: Parameters<Parameters<App['use']>[0]>[0]): Promise<void> {
  const { context, payload, next } = delivery;
  const isBots = 'event' in delivery && 'bot_id' in payload && Boolean(payload.bot_id);
  if (context.teamId === slack.installation().team && !isBots) await next();
}

type Parts = Parameters<HTTPReceiver['requestListener']>;

function listen(slack: Connection, receiver: HTTPReceiver, request: Parts[0], response: Parts[1]): void {
  // Slack repeats events it could not deliver; what Bolt takes before it knows us would be lost.
  if (!slack.connected()) return void response.writeHead(503).end();
  try {
    receiver.requestListener(request, response);
  } catch (error) {
    if (!(error instanceof HTTPReceiverDeferredRequestError))
      slack.log.warn('a request could not be read', factsOf(error));
    response.writeHead(404).end();
  }
}
