import { once } from 'node:events';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../src/database/postgres-server.js';
import { FAULTY_STOCK, NETWORK, STOCK } from './helpers/files.js';
import { openQuickFolder } from './helpers/folder.js';
import { build, launch, type Running, type Settings, startVitrine, vitrine } from './helpers/vitrine.js';

let folder: string;

beforeAll(async () => {
  [folder] = await Promise.all([openQuickFolder(), build()]);
}, 120_000);

afterAll(async () => {
  if (folder) await rm(folder, { recursive: true });
});

describe.concurrent('a start that can’t be', { timeout: 60_000 }, () => {
  it.each([
    [
      'without Slack and Teams, for other computers',
      { HOST: '0.0.0.0' },
      'without Slack and Teams the playground runs, and only on 127.0.0.1.',
    ],
    [
      'without Slack and Teams, in production',
      { NODE_ENV: 'production' },
      'is needed in production, with what belongs to it; the playground does not run there.',
    ],
    ['with a token alone', { SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET is missing'],
    ['with a port that is none', { PORT: 'tree' }, 'PORT is a'],
  ])('is refused %s, and lists every mistake', async (_, settings, sentence) => {
    const { code, said } = await vitrine(['start'], { DATA_DIR: folder, LOG_LEVEL: 'loud', ...settings } as Settings);

    expect(code).toBe(1);
    expect(said.split('\n')[0]).toBe('The configuration needs another look:');
    expect(said).toContain(sentence);
    expect(said).toContain('LOG_LEVEL is debug, info, warn, error or silent.');
    expect(said).not.toMatch(STACK);
  });

  it('names the port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;

    const { code, said } = await vitrine(['start'], { DATA_DIR: folder, PORT: `${port}` });

    expect([code, said]).toEqual([1, `Port ${port} is taken: stop what uses it, or set PORT to another one.\n`]);
  });

  it('names the folder that can’t be written to', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');

    const { code, said } = await vitrine(['start'], { DATA_DIR: join(file, 'data'), PORT: `${await freePort()}` });

    expect(code).toBe(1);
    expect(said).toMatch(
      /^The data folder \S+\/a-file\/data can't be written to \(ENOTDIR\): allow it, or set DATA_DIR to another folder\.\n$/,
    );
  });

  it('names the database that does not answer', async () => {
    const { code, said } = await vitrine(['migrate'], {
      DATABASE_URL: 'postgresql://vitrine:secret@127.0.0.1:9/vitrine',
    });

    expect([code, said]).toEqual([1, 'The database does not answer. Check DATABASE_URL and whether it runs.\n']);
  });
});

describe('a playground that runs', { timeout: 60_000 }, () => {
  let bot: Running;
  let settings: Settings;

  beforeAll(async () => {
    settings = { DATA_DIR: join(folder, 'playground') };
    bot = await startVitrine(settings);
  }, 60_000);

  afterAll(() => bot?.end('SIGKILL'));

  it('says one line, with its address', () => {
    expect(bot.said().replace(PREPARING, '')).toBe(`Vitrine’s playground is ready: ${bot.address}/\n`);
  });

  it('is ready, and shows its page', async () => {
    await ready(bot.address);

    expect(await statusOf(`${bot.address}/healthz`)).toBe(200);
    expect(await (await fetch(bot.address)).text()).toContain('<title>Vitrine playground</title>');
  });

  it('refuses a second bot on its folder', async () => {
    const { code, said } = await vitrine(['start'], { ...settings, PORT: `${await freePort()}` });

    expect([code, said.replace(PREPARING, '')]).toEqual([
      1,
      `Vitrine already runs on ${settings.DATA_DIR}: stop it first, or set DATA_DIR to another folder.\n`,
    ]);
  });

  it('refuses to take a real network beside the demo', async () => {
    const file = join(folder, 'beside.yaml');
    await writeFile(file, NETWORK);

    expect(await vitrine(['network', 'apply', file], settings)).toEqual({
      code: 1,
      said: 'This database holds demo data. Use another database for a real network.\n',
    });
  });

  it('ends on SIGTERM when what is under way is answered, open pages or not, and leaves no process', async () => {
    const page = await fetch(`${bot.address}/playground/client/stream?user=U0ANA`);
    const slow = await beginRequest(bot.address);
    const ended = bot.end('SIGTERM');
    const began = performance.now();
    await until(async () => (await statusOf(`${bot.address}/healthz`)) === null);

    expect(await slow.finish()).toContain('HTTP/1.1 200');
    expect(await ended).toMatchObject({ code: 0, said: expect.stringContaining('SIGTERM: stopping…') });
    expect(performance.now() - began).toBeLessThan(6_000);
    await page.body?.cancel();
    expect(await readdir(join(folder, 'playground', 'postgres'))).not.toContain('postmaster.pid');
  });

  it('starts again with what it had, and ends on Ctrl-C', async () => {
    bot = await startVitrine(settings);
    await ready(bot.address);
    const { messages } = (await (await fetch(`${bot.address}/playground/client/snapshot?user=U0ANA`)).json()) as {
      messages: readonly { text: string }[];
    };

    expect(messages.map(({ text }) => text)).toContain('Good morning');
    expect(await bot.end('SIGINT')).toMatchObject({ code: 0, said: expect.stringContaining('Ctrl-C: stopping…') });
  });
});

it('is given up where it is stopped before it is there, and leaves no process', { timeout: 60_000 }, async () => {
  const port = `${await freePort()}`;
  const settings = { DATA_DIR: join(folder, 'given-up'), LOG_LEVEL: 'warn', PORT: port };
  const { child, said, ended } = launch(['start'], settings);
  onTestFinished(() => void child.kill('SIGKILL'));
  await until(async () => (await statusOf(`http://127.0.0.1:${port}/healthz`)) === 200);
  child.kill('SIGTERM');

  expect(await ended).toMatchObject({ code: 0 });
  expect(said().replace(PREPARING, '')).toBe('SIGTERM: stopping…\n');
  expect(await readdir(join(folder, 'given-up', 'postgres'))).not.toContain('postmaster.pid');
});

describe('a bot with Slack', { timeout: 60_000 }, () => {
  let bot: Running;
  let settings: Settings;
  let network: string;

  beforeAll(async () => {
    const slackPort = await freePort();
    settings = {
      DATA_DIR: join(folder, 'slack'),
      PORT: `${await freePort()}`,
      SLACK_BOT_TOKEN: 'xoxb-test',
      SLACK_SIGNING_SECRET: 'a-secret-of-the-test',
      SLACK_API_URL: `http://127.0.0.1:${slackPort}/api/`,
    };
    network = join(folder, 'network.yaml');
    await writeFile(network, NETWORK);
    await writeFile(join(folder, 'stock.csv'), STOCK);
    await writeFile(join(folder, 'faulty.csv'), FAULTY_STOCK);
    bot = await startVitrine(settings);
  }, 60_000);

  afterAll(() => bot?.end('SIGKILL'));

  it('starts although Slack is down, and is ready once it answers', async () => {
    expect(await statusOf(`${bot.address}/healthz`)).toBe(200);
    expect(await statusOf(`${bot.address}/readyz`)).toBe(503);

    const slack = await answerAsSlack(Number(new URL(settings.SLACK_API_URL ?? '').port));
    onTestFinished(() => void slack.close());
    await ready(bot.address);
  });

  it('has no playground', async () => {
    expect(await statusOf(bot.address)).toBe(404);
    expect(await statusOf(`${bot.address}/playground/client/snapshot`)).toBe(404);
  });

  it('says that there is no network yet', () => {
    expect(bot.said()).toContain('No network yet: run vitrine network apply FILE.');
  });

  it('shows what a network file would change, then changes it, then has nothing to change', async () => {
    const dry = await vitrine(['network', 'apply', network, '--dry-run'], settings);
    const applied = await vitrine(['network', 'apply', network], settings);
    const again = await vitrine(['network', 'apply', network], settings);

    expect([dry.code, applied.code, again]).toEqual([0, 0, { code: 0, said: 'Nothing to change.\n' }]);
    expect(applied.said).toContain('Madison Avenue');
    expect(applied.said).toContain('Ana Ruiz');
    expect(applied.said).toMatch(/\n\d+ changes applied\.\n$/);
    expect(dry.said).toBe(applied.said.replace('changes applied', 'changes, not applied'));
  });

  it('names line and field where a network file is wrong, and changes nothing', async () => {
    const file = join(folder, 'wrong.yaml');
    await writeFile(file, NETWORK.replace('America/New_York', 'New York').replace('state: NY, ', ''));

    const { code, said } = await vitrine(['network', 'apply', file], settings);

    expect(code).toBe(1);
    expect(said).toContain('line 9, boutiques[0].address.state: A boutique in the US needs its state, such as NY.\n');
    expect(said).toContain('line 10, boutiques[0].time_zone: This is not a time zone, such as America/New_York.\n');
    expect(said).toContain(`${file} has 2 faults; nothing was changed.\n`);
    expect(await vitrine(['network', 'apply', network], settings)).toEqual({ code: 0, said: 'Nothing to change.\n' });
  });

  it('imports a stock file beside the bot', async () => {
    const { code, said } = await vitrine(['import', 'stock', join(folder, 'stock.csv')], settings);

    expect(code).toBe(0);
    expect(said).toMatch(/^Madison Avenue.*2 pieces/);
  });

  it('refuses a faulty stock file line by line', async () => {
    const { code, said } = await vitrine(['import', 'stock', join(folder, 'faulty.csv')], settings);

    expect(code).toBe(1);
    expect(said).toMatch(/^Line 3, .*ER-13-001/m);
    expect(said).toMatch(/^Line 4, .*twelve/m);
    expect(said).toMatch(/^Line 5, .*Lost at sea/m);
    expect(said).toContain('has 3 faults; nothing was changed.');
  });

  it('refuses a file of another boutique than the one it was said to be of', async () => {
    const { code, said } = await vitrine(
      ['import', 'stock', join(folder, 'stock.csv'), '--boutique', 'RODEO'],
      settings,
    );

    expect(code).toBe(1);
    expect(said).toContain('RODEO');
    expect(said).not.toMatch(STACK);
  });

  it('does all of this while no bot runs, too', async () => {
    await bot.end('SIGTERM');

    const applied = await vitrine(['network', 'apply', network], settings);
    const imported = await vitrine(['import', 'stock', join(folder, 'stock.csv')], settings);

    expect(applied).toEqual({ code: 0, said: 'Nothing to change.\n' });
    expect(imported.code).toBe(0);
    expect(await readdir(join(folder, 'slack', 'postgres'))).not.toContain('postmaster.pid');
  });
});

describe('the commands', { timeout: 60_000 }, () => {
  it('explain themselves', async () => {
    const { code, said } = await vitrine(['--help'], {});

    expect(code).toBe(0);
    for (const command of ['start', 'migrate', 'network', 'import']) expect(said).toContain(`  ${command}`);
  });

  it('name a file that is not there', async () => {
    expect(await vitrine(['network', 'apply', '/nowhere.yaml'], {})).toEqual({
      code: 1,
      said: 'There is no file /nowhere.yaml.\n',
    });
  });
});

/** Said where the machine is slow. */
const PREPARING = 'Preparing the database…\n';

/** What a person can mend is a sentence, never this. */
const STACK = /^\s+at .*:\d+:\d+\)?$/m;

async function statusOf(address: string): Promise<number | null> {
  return fetch(address).then(
    ({ status }) => status,
    () => null,
  );
}

const ready = (address: string): Promise<void> => until(async () => (await statusOf(`${address}/readyz`)) === 200);

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 25));
}

/** A person's message of which the last byte is still missing. */
async function beginRequest(address: string): Promise<{ readonly finish: () => Promise<string> }> {
  const { port, host } = new URL(address);
  const body = JSON.stringify({ user: 'U0ANA', channel: 'C0MADISON', text: 'Good morning' });
  const socket = connect(Number(port), '127.0.0.1');
  const head = [
    'POST /playground/client/message HTTP/1.1',
    `host: ${host}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, -1)}`);
  await once(socket, 'ready').catch(() => undefined);
  return {
    async finish() {
      const answer = once(socket, 'data');
      socket.write(body.slice(-1));
      return String((await answer)[0]);
    },
  };
}

/** Slack, as far as the bot asks who it is. */
async function answerAsSlack(port: number): Promise<Server> {
  const who = { ok: true, team_id: 'T1', user_id: 'UBOT', bot_id: 'B1' };
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(who));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
