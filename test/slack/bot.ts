import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { Option } from '../../src/chat/form.js';
import type { Answer, Engine, HomePage, Request, Search } from '../../src/engine/request.js';
import { createSlack, type SlackEdge } from '../../src/slack/app.js';
import { closeServer, type SlackApi, startSlackApi, TEAM, urlOf } from './slack-api.js';

const SECRET = 'a-signing-secret';
const TOKEN = 'xoxb-made-up';

export interface Logged {
  readonly level: 'warn' | 'error';
  readonly message: string;
  readonly facts: unknown;
}

/** The Slack edge as it runs, between a stand-in for Slack's servers and an engine that says what the test wants. */
export interface Bot {
  readonly edge: SlackEdge;
  readonly api: SlackApi;
  readonly requests: Request[];
  readonly searches: Search[];
  readonly logged: Logged[];
  readonly bound: string[][];
  readonly accounts: Map<string, { userId: string | null; email: string }>;
  answer: (request: Request) => Answer | Promise<Answer>;
  found: (search: Search) => readonly Option[] | Promise<readonly Option[]>;
  home: () => HomePage | Promise<HomePage>;
  readonly command: (text?: string, more?: object) => Promise<Response>;
  readonly press: (payload: object) => Promise<Response>;
  readonly submit: (view: object, more?: object) => Promise<Response>;
  readonly event: (event: object, more?: object, headers?: Record<string, string>) => Promise<Response>;
  readonly send: (body: string, type: string, headers?: Record<string, string>, path?: string) => Promise<Response>;
  readonly clock: { now: number };
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

export async function startBot({ connected = true } = {}): Promise<Bot> {
  const api = await startSlackApi();
  const made = {
    requests: [] as Request[],
    searches: [] as Search[],
    logged: [] as Logged[],
    bound: [] as string[][],
    accounts: new Map(),
  };
  const note = (level: Logged['level']) => (message: string, facts?: unknown) =>
    made.logged.push({ level, message, facts });
  const clock = { now: 0 };
  const engine: Engine = {
    async handle(request) {
      made.requests.push(request);
      return bot.answer(request);
    },
    async search(search) {
      made.searches.push(search);
      return bot.found(search);
    },
    home: async () => bot.home(),
    asks: () => false,
    opens: () => false,
    shown: async () => null,
    say: async () => {},
  };
  const edge = createSlack({
    engine,
    token: TOKEN,
    signingSecret: SECRET,
    apiUrl: api.url,
    directory: {
      accountOf: async (person) => {
        const { userId, email } = made.accounts.get(person) ?? { userId: null, email: `${person}@maison.example` };
        return { accounts: userId === null ? [] : [{ tenant: TEAM, userId }], email, teams: [] };
      },
      teamOf: async () => null,
      bind: async (...binding) => void made.bound.push(binding),
    },
    now: () => new Date(clock.now),
    newId: () => '0190-7f3k2m',
    log: { warn: note('warn'), error: note('error') },
  });
  if (connected) await edge.init();
  api.reset();

  const server = createServer(edge.listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const send: Bot['send'] = (body, type, headers = {}, path = 'slack/events') =>
    fetch(`${urlOf(server)}${path}`, {
      method: 'POST',
      body: Buffer.from(body),
      headers: { 'content-type': type, ...signed(body), ...headers },
    });
  const bot: Bot = {
    ...made,
    ...senders(send, api),
    edge,
    api,
    clock,
    send,
    answer: () => ({ type: 'done' }),
    found: () => [],
    home: () => ({ title: 'Vitrine', cards: [], messages: [] }),
    reset() {
      api.reset();
      for (const list of [made.requests, made.searches, made.logged, made.bound]) list.length = 0;
      made.accounts.clear();
      bot.answer = () => ({ type: 'done' });
      bot.found = () => [];
      bot.home = () => ({ title: 'Vitrine', cards: [], messages: [] });
    },
    async close() {
      await closeServer(server);
      await api.close();
    },
  };
  return bot;
}

export function signed(body: string, { secret = SECRET, secondsAgo = 0 } = {}): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
}

const FORM = 'application/x-www-form-urlencoded';

function senders(send: Bot['send'], api: SlackApi): Pick<Bot, 'command' | 'press' | 'submit' | 'event'> {
  const payload = (body: object) => send(new URLSearchParams({ payload: JSON.stringify(body) }).toString(), FORM);
  return {
    command: (text = '', more = {}) => send(new URLSearchParams({ ...commandOf(api, text), ...more }).toString(), FORM),
    press: payload,
    submit: (view, more = {}) => payload({ ...submissionOf(view), ...more }),
    event: (event, more = {}, headers = {}) =>
      send(JSON.stringify({ ...envelopeOf(event), ...more }), 'application/json', headers),
  };
}

/** Shapes as Slack sends them; ids and names made up. */
const who = {
  user: { id: 'UANA', username: 'ana', name: 'ana', team_id: TEAM },
  team: { id: TEAM, domain: 'maison' },
  api_app_id: 'A1',
  token: 'unused',
  trigger_id: '1.2.abc',
  enterprise: null,
  is_enterprise_install: false,
};

const commandOf = (api: SlackApi, text: string) => ({
  token: 'unused',
  team_id: TEAM,
  team_domain: 'maison',
  channel_id: 'CMADISON',
  channel_name: 'nyc-madison',
  user_id: 'UANA',
  user_name: 'ana',
  command: '/count',
  text,
  api_app_id: 'A1',
  is_enterprise_install: 'false',
  response_url: `${api.url}respond`,
  trigger_id: '1.2.abc',
});

export const button = (value?: string, more: object = {}) => ({
  type: 'button',
  action_id: 'stock-counts.close-zone',
  block_id: 'x1',
  text: { type: 'plain_text', text: 'Close zone', emoji: true },
  ...(value !== undefined && { value }),
  action_ts: '1.5',
  ...more,
});

export const CLOSE_ZONE = '["MADISON","zone-2"]';

export const inMessage = (bot: Bot, action: object = button(CLOSE_ZONE), more: object = {}) => ({
  type: 'block_actions',
  ...who,
  container: { type: 'message', message_ts: '1.1', channel_id: 'CMADISON', is_ephemeral: false },
  channel: { id: 'CMADISON', name: 'nyc-madison' },
  message: { type: 'message', user: 'UBOT', ts: '1.1', bot_id: 'B1', app_id: 'A1', text: 'x', team: TEAM, blocks: [] },
  state: { values: {} },
  response_url: `${bot.api.url}respond`,
  actions: [action],
  ...more,
});

/** A shortcut picked beside somebody's message. */
export const besideMessage = (bot: Bot, text: string | undefined, more: object = {}) => ({
  type: 'message_action',
  ...who,
  action_ts: '1764250000.100000',
  channel: { id: 'CMADISON', name: 'nyc-madison' },
  callback_id: 'report-anomaly',
  response_url: `${bot.api.url}respond`,
  message_ts: '1.1',
  message: { client_msg_id: 'c1', type: 'message', text, user: 'UBEN', ts: '1.1', team: TEAM },
  ...more,
});

/** An ephemeral message's press carries no message. */
export const inEphemeral = (bot: Bot) => {
  const { message: _, ...rest } = inMessage(bot);
  return { ...rest, container: { type: 'message', message_ts: '1.1', channel_id: 'CMADISON', is_ephemeral: true } };
};

const viewOf = (type: 'modal' | 'home', more: object = {}) => ({
  id: 'V1',
  team_id: TEAM,
  type,
  blocks: [],
  private_metadata: '',
  callback_id: '',
  state: { values: {} },
  hash: '1.a',
  title: { type: 'plain_text', text: 'Vitrine', emoji: true },
  clear_on_close: false,
  notify_on_close: false,
  close: null,
  submit: null,
  previous_view_id: null,
  root_view_id: 'V1',
  app_id: 'A1',
  external_id: '',
  app_installed_team_id: TEAM,
  bot_id: 'B1',
  ...more,
});

export const inView = (type: 'modal' | 'home', action: object = button(CLOSE_ZONE)) => ({
  type: 'block_actions',
  ...who,
  container: { type: 'view', view_id: 'V1' },
  view: viewOf(type),
  actions: [action],
});

const submissionOf = (view: object) => ({
  type: 'view_submission',
  ...who,
  view: viewOf('modal', view),
  response_urls: [],
});

const envelopeOf = (event: object) => ({
  token: 'unused',
  team_id: TEAM,
  api_app_id: 'A1',
  event,
  type: 'event_callback',
  event_id: 'Ev1',
  event_time: 1,
  authorizations: [{ enterprise_id: null, team_id: TEAM, user_id: 'UBOT', is_bot: true, is_enterprise_install: false }],
  is_ext_shared_channel: false,
});
