import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as world from './world.js';

const { ana, anasIm, guest, ines, madison, office } = world;

let database: Awaited<ReturnType<typeof world.openDatabase>>;
let desk: world.Desk;

beforeAll(async () => {
  database = await world.openDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  desk = await world.openDesk(database.pool);
});
afterEach(() => desk.close());

/** With a Host or a path that fetch would not send. */
function raw(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<number> {
  return new Promise((done, fail) => {
    const port = new URL(desk.url).port;
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (res) => {
      res.resume();
      done(res.statusCode ?? 0);
    });
    asked.on('error', fail);
    asked.end();
  });
}

describe('the page', () => {
  it('comes from the built folder, with its types and a strict policy', async () => {
    const page = await fetch(desk.url);
    const script = await fetch(`${desk.url}/playground/page/app.js`);

    expect(await page.text()).toContain('<title>Vitrine</title>');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe-inline');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    '/playground/page/../world.ts',
    '/playground/page/..%2Fworld.ts',
    '/playground/page/%2e%2e/server.test.ts',
    '/playground/page/..%2f..%2f..%2fpackage.json',
    '/playground/page//etc/hosts',
    '/playground/page/%E0%A4',
    '/playground/page/none.js',
    '/playground/page/',
    '/playground/other',
  ])('gives nothing for %s', async (path) => {
    expect(await raw(path)).toBe(404);
  });

  it('leaves other addresses to others', async () => {
    await raw('/healthz');

    expect(desk.received).toHaveLength(1);
  });
});

describe('who may speak to it', () => {
  const port = () => new URL(desk.url).port;

  it.each(['127.0.0.1', 'localhost', '[::1]'])('answers as %s', async (name) => {
    expect(await raw('/playground/client/snapshot', { host: `${name}:${port()}` })).toBe(200);
  });

  it.each(['evil.example', '127.0.0.1.evil.example', '0.0.0.0', '127.0.0.1@evil.example'])(
    'does not answer as %s',
    async (name) => {
      expect(await raw('/playground/client/snapshot', { host: `${name}:${port()}` })).toBe(403);
      expect(await raw('/', { host: name })).toBe(403);
    },
  );

  it('does not answer under another port', async () => {
    expect(await raw('/', { host: '127.0.0.1:1' })).toBe(403);
  });

  it.each(['https://evil.example', 'null', 'http://localhost:1'])('takes nothing from a page of %s', async (origin) => {
    const body = { user: ana, channel: madison, text: 'Forged' };

    const answer = await world.postJson(`${desk.url}/playground/client/message`, body, { origin });

    expect(answer).toMatchObject({ status: 403 });
    expect((await desk.snapshot(ana)).messages.some(({ text }) => text === 'Forged')).toBe(false);
  });

  it('takes posts from its own page', async () => {
    const body = { user: ana, channel: madison, text: 'Mine' };

    expect(await world.postJson(`${desk.url}/playground/client/message`, body, { origin: desk.url })).toMatchObject({
      status: 200,
      ok: true,
    });
  });
});

describe('mistakes of a page', () => {
  const message = (body: unknown) => desk.verb('message', body);

  it.each([
    ['no JSON', '{"user":', 'The body is not JSON.'],
    ['nothing', {}, /^The request is not as the playground expects it: user: /],
    ['an unknown person', { user: 'U0NONE', channel: madison, text: 'x' }, 'Nobody here has the id "U0NONE".'],
    ['the bot', { user: world.bot, channel: madison, text: 'x' }, 'Nobody here has the id "U0VITRINE".'],
    ['a channel of others', { user: ines, channel: office, text: 'x' }, 'Inès Laurent is not in that conversation.'],
  ])('are a 400 with a sentence: %s', async (_what, body, trouble) => {
    const answer = await message(body);

    expect(answer).toMatchObject({ status: 400, ok: false });
    expect(answer.trouble).toMatch(trouble);
  });

  it('are a 404 for an unknown verb and a 405 for a GET', async () => {
    expect((await desk.verb('explode', {})).status).toBe(404);
    expect((await desk.verb('toString', {})).status).toBe(404);
    expect((await fetch(`${desk.url}/playground/client/message`)).status).toBe(405);
  });

  it('are a 413 above 1 MB', async () => {
    expect(await message({ user: ana, channel: madison, text: 'x'.repeat(1_000_001) })).toMatchObject({ status: 413 });
  });

  it('do not stop it', async () => {
    await message('\u0000');
    await message({ user: ana, channel: madison, text: 'NUL \u0000 and half a pair \ud83d' });

    expect((await desk.snapshot(ana)).messages.at(-1)?.text).toContain('NUL');
  });
});

describe('a message of a person', () => {
  it('is kept as Slack keeps it: its signs escaped, so that it cannot pass for a mention', async () => {
    await desk.verb('message', { user: ines, channel: madison, text: 'Zone <safe> & <@U0ANA>' });

    expect((await desk.snapshot(ana)).messages.at(-1)).toMatchObject({
      user: ines,
      text: 'Zone &lt;safe&gt; &amp; &lt;@U0ANA&gt;',
    });
  });
});

describe('a snapshot', () => {
  it('shows a person their channels, the bot and nothing else', async () => {
    await desk.call('chat.postMessage', { channel: madison, text: 'In Madison' });

    const [hers, his] = [await desk.snapshot(ana), await desk.snapshot(guest)];

    expect(hers).toMatchObject({ me: ana, team: { id: 'T0DEMO' }, commands: [{ command: '/count' }], home: null });
    expect(hers.conversations.map(({ id }) => id)).toEqual([madison, office, anasIm]);
    expect(hers.conversations.at(-1)).toMatchObject({ kind: 'im', with: world.bot, name: 'Vitrine' });
    expect(hers.users.map(({ id }) => id)).toEqual([ana, ines, guest, world.bot]);
    expect(hers.messages.some(({ text }) => text === 'In Madison')).toBe(true);
    expect(his.messages.some(({ text }) => text === 'In Madison')).toBe(false);
  });

  it('is the first person’s when nobody is named', async () => {
    expect(await (await fetch(`${desk.url}/playground/client/snapshot`)).json()).toMatchObject({ me: ana });
  });
});

describe('the log of requests', () => {
  it('keeps both directions and never a token', async () => {
    await desk.verb('command', { user: ana, channel: madison, text: '/count' });
    await desk.call('chat.postMessage', { channel: madison, text: `A token by mistake: ${world.botToken}` });
    await desk.call('auth.test', { token: world.botToken }, null);

    const { log } = await desk.snapshot(ana);

    expect(log.map(({ direction, what, status }) => [direction, what, status])).toEqual([
      ['in', '/count', 200],
      ['out', 'chat.postMessage', 200],
      ['out', 'auth.test', 200],
    ]);
    expect(JSON.stringify(log)).not.toContain(world.botToken);
    expect(JSON.stringify(log)).not.toContain(world.signingSecret);
  });

  it('keeps the last 300', async () => {
    for (let i = 0; i < 305; i++) await desk.call('api.test', { i: `${i}` });

    const { log } = await desk.snapshot(ana);

    expect(log).toHaveLength(300);
    expect(log.at(-1)).toMatchObject({ id: 305, request: { i: '304' } });
  });
});

describe('a restart', () => {
  it('keeps messages, files, Home, modals and response_urls', async () => {
    const trigger = await world.triggerFor(desk);
    const { response_url } = world.payloadOf(desk.received.at(-1) as world.Received);
    await desk.call('views.open', { trigger_id: trigger, view: world.countView() });
    await desk.call('views.publish', { user_id: ana, view: { type: 'home', blocks: [{ type: 'divider' }] } });
    await desk.call('chat.postMessage', { channel: ana, text: 'Kept' });
    const upload = await desk.call('files.getUploadURLExternal', { filename: 'a.csv', length: '3' });
    await fetch(String(upload.upload_url), { method: 'POST', body: 'a,b' });
    await desk.call('files.completeUploadExternal', { files: [{ id: upload.file_id }], channel_id: madison });
    const before = await desk.snapshot(ana);

    // No close(): as after a kill, only what was committed is there.
    const next = await world.openDesk(database.pool);
    const after = await next.snapshot(ana);

    expect(after.messages).toEqual(before.messages);
    expect(after.home).toEqual(before.home);
    expect(after.modals).toEqual(before.modals);
    expect(await (await fetch(next.url + after.messages.at(-1)?.files[0]?.href)).text()).toBe('a,b');
    const path = new URL(String(response_url)).pathname;
    expect(await world.postJson(next.url + path, { text: 'Still works' })).toMatchObject({ status: 200 });
    const posted = await next.call('chat.postMessage', { channel: ana, text: 'Later' });
    expect(String(posted.ts) > String(before.messages.at(-1)?.ts)).toBe(true);
    await next.close();
  });

  it('forgets a message that was deleted and shows one that was changed', async () => {
    const first = await desk.call('chat.postMessage', { channel: ana, text: 'Goes' });
    const second = await desk.call('chat.postMessage', { channel: ana, text: 'Before' });
    await desk.call('chat.delete', { channel: anasIm, ts: first.ts });
    await desk.call('chat.update', { channel: anasIm, ts: second.ts, text: 'After' });

    const next = await world.openDesk(database.pool);
    const { messages } = await next.snapshot(ana);
    await next.close();

    expect(messages.some(({ ts }) => ts === first.ts)).toBe(false);
    expect(messages.find(({ ts }) => ts === second.ts)).toMatchObject({ text: 'After', edited: true });
  });

  it('ends the streams and the retries', async () => {
    const closing = await world.openDesk(database.pool, { eventRetryDelays: [60_000] });
    closing.answerWith((_received, res) => {
      res.statusCode = 500;
      res.end();
    });
    const page = await closing.watch(ana);
    await closing.verb('home', { user: ana });
    await page.next('log');

    await closing.close();

    expect(closing.received).toHaveLength(1);
  });
});
