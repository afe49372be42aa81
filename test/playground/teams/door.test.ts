import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Activity, ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  ana,
  appId,
  approve,
  bearer,
  card,
  cardIn,
  type Desk,
  encoded,
  type Json,
  madison,
  openDatabase,
  openDesk,
  press,
  tenantId,
  withCard,
} from './desk.js';

/** Microsoft's own SDK, with authentication on, against the stand-in's keys. */

let database: Awaited<ReturnType<typeof openDatabase>>;
let desk: Desk;

beforeAll(async () => {
  database = await openDatabase();
  desk = await openDesk(database.pool, { answerTimeout: 10_000 });
  desk.serve(botbuilderBot(desk));
  // The SDK prints each token it refuses.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterAll(async () => {
  vi.restoreAllMocks();
  await desk.close();
  await database.drop();
});

const approved = card({ body: [{ type: 'TextBlock', text: 'Approved' }] });

describe('a bot of Microsoft’s SDK', () => {
  it('takes what the stand-in sends, and its answer comes back', async () => {
    await desk.standIn.installEverywhere();
    const conversation = await desk.chatOf(ana);
    const page = await desk.watch(ana);
    await desk.verb('say', { user: ana.id, conversation, text: 'count' });
    const { message } = await page.next('message', (event) => event.message.from !== ana.id);
    expect(message).toMatchObject({ conversation, text: 'You said count' });
  });

  it('answers an Action.Execute with a card', async () => {
    const path = `conversations/${encoded(madison)}/activities`;
    const { body } = await desk.call('POST', path, withCard(card({ actions: [approve] })));
    expect(await desk.verb('execute', press(ana, madison, body.id))).toEqual({ status: 200, ok: true });
    expect(cardIn(await desk.snapshot(ana), body.id)).toEqual({ kind: 'card', card: approved, own: true });
  });

  it.each<[string, () => string, number]>([
    ['a token as it should be', () => desk.standIn.token(), 200],
    ['one that ran out four minutes ago, for clocks differ', () => desk.standIn.token({ exp: seconds(-240) }), 200],
    ['none', () => '', 401],
    ['one for another bot', () => desk.standIn.token({ aud: 'b0b0b0b0-0000-4000-8000-000000000000' }), 401],
    ['one by another issuer', () => desk.standIn.token({ iss: 'https://issuer.example' }), 401],
    ['one for another service', () => desk.standIn.token({ serviceurl: 'https://service.example/' }), 401],
    ['one that ran out ten minutes ago', () => desk.standIn.token({ exp: seconds(-600) }), 401],
    // These two are refused as well, but the SDK takes them for trouble of its own.
    ['one that is not valid yet', () => desk.standIn.token({ nbf: seconds(600) }), 500],
    ['one with another content than was signed', () => forged(desk.standIn.token()), 500],
  ])('meets %s', async (_what, token, status) => {
    const response = await fetch(`${desk.url}/api/messages`, {
      method: 'POST',
      body: JSON.stringify(reaction()),
      headers: { 'content-type': 'application/json', ...(token() ? { authorization: `Bearer ${token()}` } : {}) },
    });
    expect(response.status).toBe(status);
  });

  it('reads the keys, which are endorsed for Teams alone', async () => {
    const configuration = (await (await fetch(desk.standIn.openIdMetadataUrl)).json()) as { jwks_uri: string };
    const { keys } = (await (await fetch(configuration.jwks_uri)).json()) as { keys: Json[] };
    expect(keys).toMatchObject([{ kty: 'RSA', endorsements: ['msteams'] }]);
    expect(keys[0]).not.toHaveProperty('d');
  });
});

const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;

/** The claims of a token that was never signed, with the signature of one that was. */
function forged(token: string): string {
  const [header = '', , signature = ''] = token.split('.');
  const claims = { iss: desk.standIn.issuer, aud: appId, serviceurl: desk.standIn.serviceUrl, exp: seconds(600) };
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

/** Something to which a bot need not say anything. */
const reaction = (): Json => ({
  type: 'messageReaction',
  id: '1',
  channelId: 'msteams',
  serviceUrl: desk.standIn.serviceUrl,
  from: { id: ana.mri },
  recipient: { id: `28:${appId}` },
  conversation: { id: madison, tenantId },
  reactionsAdded: [{ type: 'like' }],
});

function botbuilderBot({ standIn }: Desk) {
  const credentials = {
    isValidAppId: async (id?: string) => id === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      signRequest: async (request: { headers: { set(name: string, value: string): void } }) => {
        request.headers.set('authorization', `Bearer ${bearer}`);
        return request;
      },
    }),
  };
  const local = {
    ToChannelFromBotLoginUrl: 'https://login.example',
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: standIn.issuer,
    OAuthUrl: 'https://oauth.example',
    ToBotFromChannelOpenIdMetadataUrl: standIn.openIdMetadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: standIn.openIdMetadataUrl,
    CallerId: 'urn:botframework:azure',
  };
  const factory = credentials as unknown as ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1];
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(local, factory));
  const handler = new ActivityHandler();
  handler.onMessage(async (context) => {
    await context.sendActivity({ type: 'message', text: `You said ${context.activity.text}` });
  });
  const onExecute = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: approved };
  Object.assign(handler, { onAdaptiveCardInvoke: async () => onExecute });
  return (req: IncomingMessage, res: ServerResponse) =>
    void bodyOf(req).then((body) =>
      adapter.process(Object.assign(req, { body, method: 'POST' }) as never, shim(res) as never, (context) =>
        handler.run(context),
      ),
    );
}

/** The part of a web framework's response that the SDK uses. */
function shim(res: ServerResponse) {
  const shown = {
    socket: res.socket,
    status: (code: number) => {
      res.statusCode = code;
      return shown;
    },
    header: (name: string, value: unknown) => {
      res.setHeader(name, String(value));
      return shown;
    },
    send: (body: unknown) => {
      res.setHeader('content-type', 'application/json');
      res.write(JSON.stringify(body));
      return shown;
    },
    end: () => {
      res.end();
      return shown;
    },
  };
  return shown;
}

async function bodyOf(req: IncomingMessage): Promise<Partial<Activity>> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Partial<Activity>;
}
