import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the bot asked of Teams: `POST /v3/conversations/19:abc/activities`. */
export interface Call {
  readonly what: string;
  readonly body: string;
}

/** Teams' connector and SharePoint, as far as the bot calls them: it takes everything, and keeps in mind what it took. */
export interface TeamsStandIn {
  readonly origin: string;
  /** As activities name it. */
  readonly serviceUrl: string;
  /** `page` is a web page, whatever else is a file. */
  readonly files: string;
  readonly calls: readonly Call[];
  readonly close: () => Promise<void>;
}

const TENANT_PATH = '/amer';

/** Everybody is the person of this address. */
export async function startTeamsStandIn(tenant: string, email: string): Promise<TeamsStandIn> {
  const calls: Call[] = [];
  const server = createServer((request, response) => void answer({ tenant, email, calls }, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = originOf(server);
  return {
    ...{ origin, calls },
    serviceUrl: `${origin}${TENANT_PATH}/`,
    files: `${origin}/files/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Teams {
  readonly tenant: string;
  readonly email: string;
  readonly calls: Call[];
}

async function answer(teams: Teams, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const path = decodeURIComponent(request.url ?? '').replace(TENANT_PATH, '');
  const what = `${request.method} ${path}`;
  teams.calls.push({ what, body: Buffer.concat(chunks).toString() });
  if (path.startsWith('/files/')) return give(path, response);

  const [status, body] = replyTo(teams, what);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function give(path: string, response: ServerResponse): void {
  const [type, content] =
    path === '/files/page' ? ['text/html', '<!doctype html><title>Sign in</title>'] : ['text/csv', 'Serial\nRG-1-1\n'];
  response.writeHead(200, { 'content-type': type }).end(content);
}

function replyTo({ tenant, email, calls }: Teams, what: string): readonly [status: number, body: object] {
  if (what === 'POST /v3/conversations') return [201, { id: 'a:opened' }];
  if (what.startsWith('POST ')) return [201, { id: String(1_700_000_000_000 + calls.length) }];
  if (what.includes('/pagedMembers')) return [200, { members: [] }];
  const id = what.slice(what.lastIndexOf('/') + 1);
  if (what.startsWith('GET '))
    return [200, { id, email, userPrincipalName: email, tenantId: tenant, userRole: 'user' }];
  return [200, {}];
}

const originOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
