import { get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { StartError } from '../src/database/start-error.js';
import { close, listen, type Routes, serve } from '../src/http.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await close(server, 0);
});

const answers = (words: string) => (_: IncomingMessage, response: ServerResponse) => void response.end(words);

const routes: Routes = {
  slack: answers('Slack'),
  teams: answers('Teams'),
  playground: null,
  metrics: async (request, response) => answers('figures')(request, response),
  notReady: async () => null,
};

async function opened(opening: Routes | Promise<Routes>): Promise<number> {
  const server = serve(Promise.resolve(opening));
  servers.push(server);
  await listen(server, '127.0.0.1', 0);
  return (server.address() as AddressInfo).port;
}

/** Without keeping the connection, so that a server can close. */
function ask(port: number, path: string): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, agent: false }, (response) => {
      let body = '';
      response.on('data', (part) => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: body.trim() }));
    }).on('error', reject);
  });
}

describe('who answers', () => {
  const played: Routes = {
    ...routes,
    playground: async (request, response) => {
      if (request.url !== '/') return false;
      response.end('the playground');
      return true;
    },
  };

  it.each([
    ['/healthz', played, 200, 'ok'],
    ['/readyz', played, 200, 'ready'],
    ['/slack/events', played, 200, 'Slack'],
    ['/slack/events?x=1', played, 200, 'Slack'],
    ['/api/messages', played, 200, 'Teams'],
    ['/api/messages', { ...played, teams: null, playground: null }, 404, 'There is nothing here.'],
    ['/slack/events', { ...routes, slack: null }, 404, 'There is nothing here.'],
    ['/metrics', played, 200, 'figures'],
    ['/', played, 200, 'the playground'],
    ['/elsewhere', played, 404, 'There is nothing here.'],
    ['/', routes, 404, 'There is nothing here.'],
    ['/slackbot', routes, 404, 'There is nothing here.'],
  ])('%s is answered by who is asked', async (path, who, status, body) => {
    expect(await ask(await opened(who), path)).toEqual({ status, body });
  });

  it('says why it is not ready, and is well all the same', async () => {
    const port = await opened({ ...routes, notReady: async () => 'Slack has not answered yet' });

    expect(await ask(port, '/readyz')).toEqual({ status: 503, body: 'Slack has not answered yet' });
    expect(await ask(port, '/healthz')).toEqual({ status: 200, body: 'ok' });
  });

  it('does not fall over what goes wrong', async () => {
    const port = await opened({ ...routes, playground: () => Promise.reject(new Error('a secret')) });

    expect(await ask(port, '/')).toEqual({ status: 500, body: 'Something went wrong on our side.' });
    expect(await ask(port, '/healthz')).toEqual({ status: 200, body: 'ok' });
  });
});

describe('while it starts', () => {
  it('is well, not ready, and keeps what else is asked until it is', async () => {
    let open = (_: Routes) => {};
    const port = await opened(
      new Promise<Routes>((resolve) => {
        open = resolve;
      }),
    );
    const early = ask(port, '/slack/events');

    expect(await ask(port, '/healthz')).toEqual({ status: 200, body: 'ok' });
    expect(await ask(port, '/readyz')).toEqual({ status: 503, body: 'starting' });
    expect((await ask(port, '/')).body).toContain('Vitrine is starting. This page follows by itself.');
    open(routes);
    expect(await early).toEqual({ status: 200, body: 'Slack' });
    expect(await ask(port, '/readyz')).toEqual({ status: 200, body: 'ready' });
  });
});

describe('a place it can not have', () => {
  const whyNot = async (host: string, port: number) => {
    const server = serve(Promise.resolve(routes));
    servers.push(server);
    return listen(server, host, port).catch((error: unknown) => error);
  };

  it('is said in one sentence where the port is taken', async () => {
    const port = await opened(routes);
    const refused = await whyNot('127.0.0.1', port);

    expect(refused).toBeInstanceOf(StartError);
    expect(refused).toHaveProperty('message', `Port ${port} is taken: stop what uses it, or set PORT to another one.`);
  });

  it('is said in one sentence where the address is not of this computer', async () => {
    expect(await whyNot('192.0.2.1', 0)).toHaveProperty('message', 'HOST 192.0.2.1 is no address of this computer.');
  });
});

describe('closing', () => {
  it('lets what is under way end', async () => {
    let answer = () => {};
    const port = await opened({
      ...routes,
      slack: (_, response) => {
        answer = () => void response.end('late, and whole');
      },
    });
    const asked = ask(port, '/slack/events');
    await new Promise((resolve) => servers[0]?.once('request', resolve));
    await new Promise(setImmediate);
    const closed = close(servers[0] as Server, 5_000);
    answer();

    expect(await asked).toEqual({ status: 200, body: 'late, and whole' });
    await closed;
  });

  it('cuts what does not end', async () => {
    const port = await opened({ ...routes, slack: () => {} });
    const asked = ask(port, '/slack/events').catch((error: NodeJS.ErrnoException) => error.code);
    await new Promise((resolve) => servers[0]?.once('request', resolve));
    await close(servers[0] as Server, 20);

    expect(await asked).toBe('ECONNRESET');
  });

  it('is nothing where it never listened', async () => {
    await close(serve(Promise.resolve(routes)), 5_000);
  });
});
