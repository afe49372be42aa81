// What botbuilder's own samples show, behind plain node:http: an activity is authenticated, one prepared query is run, a
// card goes back. It checks nothing more.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type AdaptiveCardInvokeResponse,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type Response,
  type TaskModuleResponse,
  TeamsActivityHandler,
  type TurnContext,
} from 'botbuilder';
import pg from 'pg';
import type { Registration } from '../../src/teams/microsoft.js';
import { COUNT, type CountRow, cardFor, dialogOf, STANDING, type StandingRow } from './bare-cards.js';

const [databaseUrl = '', given = ''] = process.argv.slice(2);
const { appId, cloud } = JSON.parse(given) as Registration;

// botbuilder writes there what it thinks of a forged token; who asks reads the status.
console.error = () => {};

const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });

class BareBot extends TeamsActivityHandler {
  protected override async handleTeamsTaskModuleFetch({ activity }: TurnContext): Promise<TaskModuleResponse> {
    const { rows } = await pool.query<CountRow>({ name: 'count', text: COUNT, values: whoAndWhere(activity) });
    if (!rows[0]) throw new Error('nobody, or nowhere');
    return { task: { type: 'continue', value: dialogOf(rows[0]) } } as TaskModuleResponse;
  }

  protected override async onAdaptiveCardInvoke({ activity }: TurnContext): Promise<AdaptiveCardInvokeResponse> {
    const { topic } = activity.value.action.data.vitrine;
    const values = [...whoAndWhere(activity), topic];
    const { rows } = await pool.query<StandingRow>({ name: 'standing', text: STANDING, values });
    if (!rows[0]) throw new Error('nobody, or nothing');
    const value = cardFor(rows[0], activity.from.id, topic);
    return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value };
  }
}

const whoAndWhere = ({ from, conversation }: TurnContext['activity']): (string | undefined)[] => [
  conversation.tenantId,
  from.aadObjectId,
  conversation.id.split(';')[0],
];

/** The same keys and issuer as the product's, and the same way to have a word of one's own. */
const authentication = new ConfigurationBotFrameworkAuthentication(
  {
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: cloud?.issuer,
    OAuthUrl: 'https://api.botframework.com',
    ToBotFromChannelOpenIdMetadataUrl: cloud?.openIdMetadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: cloud?.openIdMetadataUrl,
    CallerId: 'urn:botframework:azure',
  } as never,
  {
    isValidAppId: async (id) => id === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({ signRequest: async (request) => request }),
  },
);
const adapter = new CloudAdapter(authentication);
const bot = new BareBot();

const server = createServer(async (request, response) => {
  const body = JSON.parse(await bodyOf(request));
  const { method, headers } = request;
  await adapter.process({ method, headers, body } as never, asExpress(response), (context) => bot.run(context));
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** As little of Express as the adapter needs. */
function asExpress(response: ServerResponse): Response {
  let answer = '';
  const shim = {
    status: (code: number) => {
      response.statusCode = code;
    },
    header: () => {},
    send: (body: unknown) => {
      answer = JSON.stringify(body);
    },
    end: () => {
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.setHeader('content-length', Buffer.byteLength(answer));
      response.end(answer);
    },
  };
  return shim as never;
}

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));
