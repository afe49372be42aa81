import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusal } from '../../src/domain/refusal.js';
import { clientOptions } from '../../src/slack/connection.js';
import { download } from '../../src/slack/files.js';
import { startBot } from './bot.js';
import { closeServer, urlOf } from './slack-api.js';

const TOKEN = 'xoxb-made-up';
const NOT_GIVEN = 'Slack did not give the file. Send it again, or scan or paste the serials.';
const TOO_LARGE = 'It is larger than 10 MB. Split it and send the parts one by one.';

type Answer = (response: ServerResponse) => void;

/** A server that notes every request and the token that came with it. */
async function server(answer: (path: string) => Answer) {
  const seen: { path: string; token: string | undefined }[] = [];
  const listening = createServer((request: IncomingMessage, response) => {
    seen.push({ path: request.url ?? '', token: request.headers.authorization });
    request.resume();
    answer(request.url ?? '')(response);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return { listening, seen, url: urlOf(listening) };
}

type Stand = Awaited<ReturnType<typeof server>>;

const json =
  (body: object): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };

const content =
  (body: string | Buffer, type = 'text/csv', status = 200, headers = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(body);
  };

let slack: Stand;
let foreign: Stand;
let file: Record<string, unknown>;
let info: Answer | null;
let give: Answer;
const log = { warn: vi.fn(), error: vi.fn() };

beforeEach(async () => {
  slack = await server((path) => (path.includes('files.info') ? (info ?? json({ ok: true, file })) : give));
  foreign = await server(() => content('RG-1'));
  file = { id: 'F1', name: 'scan.csv', size: 4, url_private_download: `${slack.url}files/F1/scan.csv` };
  info = null;
  give = content('RG-1\nRG-2');
  log.warn.mockClear();
});

afterEach(async () => {
  vi.unstubAllGlobals();
  for (const { listening } of [slack, foreign] as { listening: Server }[]) await closeServer(listening);
});

const connection = (apiUrl?: string) => ({
  client: new WebClient(TOKEN, clientOptions({ log, ...(apiUrl && { apiUrl }) })),
  installation: () => ({ team: 'T1', enterprise: null, botId: 'B1', botUserId: 'U1' }),
  log,
});
const get = (tenant = 'T1') => download(connection(slack.url), tenant, 'F1');
const refusal = () =>
  get().then(
    () => 'given',
    (error) => (error instanceof Refusal ? error.sentence : `thrown: ${error}`),
  );
const asked = () => slack.seen.filter(({ path }) => path.startsWith('/files/'));

describe('a file', () => {
  it('is asked for by its id and fetched with the token', async () => {
    expect(Buffer.from(await get()).toString()).toBe('RG-1\nRG-2');
    expect(asked()).toEqual([{ path: '/files/F1/scan.csv', token: `Bearer ${TOKEN}` }]);
  });

  it('is fetched from files.slack.com where the API is Slack’s own', async () => {
    const calls: [string, unknown][] = [];
    vi.stubGlobal('fetch', async (url: URL | string, init: RequestInit) => {
      calls.push([String(url), new Headers(init.headers).get('authorization')]);
      const address = 'https://files.slack.com/files-pri/T1-F1/download/scan.csv';
      return String(url).includes('files.info')
        ? Response.json({ ok: true, file: { ...file, url_private_download: address } })
        : new Response('RG-1');
    });

    expect(Buffer.from(await download(connection(), 'T1', 'F1')).toString()).toBe('RG-1');
    expect(calls[1]).toEqual(['https://files.slack.com/files-pri/T1-F1/download/scan.csv', `Bearer ${TOKEN}`]);
    expect(calls).toHaveLength(2);
  });

  it('of 10 MB is given, and of one byte more is not, whatever was announced', async () => {
    give = content(Buffer.alloc(10_000_000, 'R'));
    expect((await get()).length).toBe(10_000_000);
    give = content(Buffer.alloc(10_000_001, 'R'));
    expect(await refusal()).toBe(TOO_LARGE);
    give = (response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      const more = () => response.writable && response.write(Buffer.alloc(1_000_000, 'R'), more);
      more();
    };
    expect(await refusal()).toBe(TOO_LARGE);
  });

  it('that would unpack to more is not', async () => {
    give = content(gzipSync(Buffer.alloc(60_000_000)), 'text/csv', 200, { 'content-encoding': 'gzip' });
    expect(await refusal()).toBe(TOO_LARGE);
  });

  it('that Slack says is larger is not even asked for', async () => {
    file = { ...file, size: 10_000_001 };
    expect(await refusal()).toBe(TOO_LARGE);
    expect(asked()).toEqual([]);
  });

  it('of another workspace is not asked for', async () => {
    await expect(get('T2')).rejects.toBeInstanceOf(Refusal);
    expect(slack.seen).toEqual([]);
  });
});

describe('the token goes nowhere else', () => {
  it.each([
    ['another host', () => `${foreign.url}files/F1`],
    ['another port', () => slack.url.replace(/:(\d+)/, ':1')],
    ['a look-alike', () => 'https://files.slack.com.evil.example/F1'],
    ['a host in front', () => 'https://files.slack.com@evil.example/F1'],
    ['a name and word in the address', () => slack.url.replace('http://', 'http://me:word@')],
    ['Slack without a lock', () => 'http://files.slack.com/F1'],
    ['a file of this computer', () => 'file:///etc/passwd'],
    ['no address', () => ''],
    ['no URL', () => 'files/F1'],
  ])('not to %s', async (_, address) => {
    file = { ...file, url_private_download: address() };
    const calls: string[] = [];
    const real = fetch;
    vi.stubGlobal('fetch', (url: URL | string, init: RequestInit) => {
      calls.push(String(url));
      return real(url, init);
    });

    expect(await refusal()).toBe(NOT_GIVEN);
    expect(calls).toEqual([`${slack.url}files.info`]);
    expect(foreign.seen).toEqual([]);
  });

  it('not where the answer names no address', async () => {
    const { url_private_download: _, ...rest } = file;
    file = rest;
    expect(await refusal()).toBe(NOT_GIVEN);
  });

  it.each(['https://slack.com/files/F1', 'https://maison.slack.com/F1', 'http://files.slack.com/F1'])(
    'not to %s where the API is Slack’s own',
    async (address) => {
      const calls: string[] = [];
      vi.stubGlobal('fetch', async (url: URL | string) => {
        calls.push(String(url));
        return Response.json({ ok: true, file: { ...file, url_private_download: address } });
      });

      await expect(download(connection(), 'T1', 'F1')).rejects.toBeInstanceOf(Refusal);
      expect(calls).toEqual(['https://slack.com/api/files.info']);
    },
  );

  it.each([301, 302, 303, 307, 308])('not where a redirect %d leads', async (status) => {
    give = content('', 'text/csv', status, { location: `${foreign.url}files/F1` });
    expect(await refusal()).toBe(NOT_GIVEN);
    expect(foreign.seen).toEqual([]);
    expect(asked()).toHaveLength(1);
  });

  it('not into the log', async () => {
    give = content('<html>', 'text/html; charset=utf-8');
    expect(await refusal()).toBe(NOT_GIVEN);
    expect(log.warn.mock.calls).toEqual([
      ['Slack did not give a file', { status: 200, type: 'text/html; charset=utf-8' }],
    ]);
  });
});

describe('what went wrong', () => {
  it.each([
    ['a login page', () => content('<!DOCTYPE html>', 'text/html; charset=utf-8')],
    ['a login page in capitals', () => content('<!DOCTYPE html>', 'Text/HTML')],
    ['a refusal', () => content('', 'text/plain', 403)],
    ['a file that is gone', () => content('', 'text/plain', 404)],
  ])('for good is said in words: %s', async (_, answer) => {
    give = answer();
    expect(await refusal()).toBe(NOT_GIVEN);
  });

  it.each(['file_not_found', 'file_deleted', 'missing_scope', 'access_denied'])(
    'for good is said in words: %s',
    async (error) => {
      info = json({ ok: false, error });
      expect(await refusal()).toBe(NOT_GIVEN);
    },
  );

  it('for good is said in words: a file that lies elsewhere', async () => {
    file = { ...file, is_external: true, url_private_download: 'https://drive.example/scan.csv' };
    expect(await refusal()).toBe('It lies outside Slack. Upload the file itself.');
  });

  it.each([
    ['500', () => content('', 'text/plain', 500)],
    ['429', () => content('', 'text/plain', 429)],
    ['a connection that breaks', (): Answer => (response) => response.destroy()],
    [
      'a file that breaks off',
      (): Answer => (response) => {
        response.writeHead(200, { 'content-type': 'text/csv', 'content-length': '100' });
        response.write('RG-1', () => response.destroy());
      },
    ],
  ])('for now is tried again: %s', async (_, answer) => {
    give = answer();
    expect(await refusal()).toMatch(/^thrown: /);
  });

  it.each(['internal_error', 'ratelimited', 'service_unavailable'])('for now is tried again: %s', async (error) => {
    info = json({ ok: false, error });
    expect(await refusal()).toMatch(/^thrown: /);
  });

  it('for now is tried again: Slack has not told us yet who we are, as after a start', async () => {
    const bot = await startBot({ connected: false });
    await expect(bot.edge.channel.download('T1', 'F1')).rejects.not.toBeInstanceOf(Refusal);
    await bot.edge.init();
    await expect(bot.edge.channel.download('T2', 'F1')).rejects.toBeInstanceOf(Refusal);
    await bot.close();
  });
});
