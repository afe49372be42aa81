import { App, type BlockAction, type HTTPReceiver, type MessageShortcut, type ViewSubmitAction } from '@slack/bolt';
import type { Channel } from '../chat/channel.js';
import type { WhoIs } from '../engine/request.js';
import { createChannel } from './channel.js';
import { COMMAND, onCommand } from './commands.js';
import { type Connection, type ConnectionOptions, clientOptions, createConnection } from './connection.js';
import { createDeliveries } from './deliveries.js';
import { createDoor, type Door, type Entrance, type OAuth } from './doors.js';
import { factsOf } from './errors.js';
import { publishHome } from './home.js';
import { slackLogger } from './log.js';
import { type Directory, profileOf } from './people.js';
import { onPress } from './presses.js';
import { FORM } from './render-form.js';
import { onSearch } from './searches.js';
import { severalWorkspaces, type Vault } from './several.js';
import { onShortcut } from './shortcuts.js';
import { onSubmission } from './submissions.js';
import { oneWorkspace, type Workspaces } from './workspaces.js';

export type SlackOptions = Entrance &
  Access &
  Omit<ConnectionOptions, 'token'> & {
    readonly directory: Directory;
    readonly now: () => Date;
  };

/** The token of one workspace, or the way for several to give us theirs. */
export type Access = { readonly token: string } | { readonly oauth: OAuth & { readonly vault: Vault } };

export interface SlackEdge {
  /** Everything under `/slack/`; other paths get 404. */
  readonly listener: HTTPReceiver['requestListener'];
  /** Asks Slack who we are. Throws where Slack can't be reached or the token is refused; may be called again. */
  readonly init: () => Promise<void>;
  readonly ready: () => boolean;
  /** Waits for what still runs, and hangs up; close the server first. */
  readonly drain: () => Promise<void>;
  readonly channel: Channel;
  readonly whoIs: WhoIs;
}

export function createSlack(options: SlackOptions): SlackEdge {
  const { directory, log, now } = options;
  const { workspaces, door } =
    'oauth' in options ? severalWith(options, options.oauth) : oneWith(options, options.token);
  const app = createApp(workspaces, door, options);
  const deliveries = createDeliveries(now, log);
  // The receiver hands its events to this method; nothing else of Bolt sees a delivery from its start to its end.
  app.processEvent = deliveries.around(app.processEvent.bind(app));
  return {
    listener: door.listener,
    async init() {
      await app.init();
      await workspaces.start();
      await door.open();
    },
    ready: () => workspaces.started() && door.isOpen(),
    async drain() {
      await deliveries.drain();
      await door.shut();
    },
    channel: createChannel(workspaces, directory, log),
    whoIs: async (tenant, userId) => profileOf(await workspaces.find(tenant), userId),
  };
}

function oneWith(options: SlackOptions, token: string) {
  return { workspaces: oneWorkspace(createConnection({ ...options, token })), door: createDoor(options) };
}

function severalWith(options: SlackOptions, oauth: OAuth & { readonly vault: Vault }) {
  const workspaces = severalWorkspaces({ ...options, vault: oauth.vault });
  return { workspaces, door: createDoor(options, { ...oauth, store: workspaces.store }) };
}

function createApp(workspaces: Workspaces, { receiver }: Door, options: SlackOptions): App {
  const app = new App({
    receiver,
    // Ours alone, and asked for once: Bolt's own way would ask Slack again whenever it is unsure.
    authorize: async ({ teamId }) => {
      const slack = teamId === undefined ? null : await workspaces.find(teamId);
      if (!slack) return {};
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
  app.use(async (delivery) => onlyOurs(workspaces, delivery));
  register(app, workspaces);
  return app;
}

type Delivery = Parameters<Parameters<App['use']>[0]>[0];

function register(app: App, workspaces: Workspaces): void {
  app.command(COMMAND, (command) => onCommand(workspaceOf(command), command));
  app.shortcut<MessageShortcut>({ type: 'message_action' }, (pointed) => onShortcut(workspaceOf(pointed), pointed));
  app.action<BlockAction>({ type: 'block_actions' }, (press) => onPress(workspaceOf(press), press));
  app.options<'block_suggestion'>({ type: 'block_suggestion' }, (search) => onSearch(workspaceOf(search), search));
  app.view<ViewSubmitAction>({ callback_id: FORM, type: 'view_submission' }, (submission) =>
    onSubmission(workspaceOf(submission), submission),
  );
  app.event('app_home_opened', async ({ event, context }) => {
    if (event.tab === 'home') await publishHome(workspaceOf({ context }), event.user);
  });
  app.event('app_uninstalled', ({ context }) => workspaces.leave(workspaceOf({ context }).installation().team));
  app.event('tokens_revoked', async ({ event, context }) => {
    if (event.tokens.bot?.length) await workspaces.leave(workspaceOf({ context }).installation().team);
  });
}

/** As the middleware before every listener has found it. */
const workspaceOf = ({ context }: Pick<Delivery, 'context'>): Connection => context.workspace;

/** A channel shared with another company brings that company's people and events; and other bots talk, too. */
async function onlyOurs(workspaces: Workspaces, delivery: Delivery): Promise<void> {
  const { context, payload, next } = delivery;
  const isBots = 'event' in delivery && 'bot_id' in payload && Boolean(payload.bot_id);
  const workspace = context.teamId === undefined ? null : await workspaces.find(context.teamId);
  if (!workspace || isBots) return;
  context.workspace = workspace;
  await next();
}
