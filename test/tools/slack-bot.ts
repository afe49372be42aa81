import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { demoNetworkYaml } from '../../src/demo/network.js';
import { demoStockFile } from '../../src/demo/stock-file.js';
import { type Running, type Settings, startVitrine, vitrine } from '../helpers/vitrine.js';

export const TOKEN = 'xoxb-made-up-for-this-run';
export const SECRET = 'a-secret-made-up-for-this-run';

/** The settings of a bot that takes the stand-in for Slack. */
export const slackSettings = (apiUrl: string): Settings => ({
  SLACK_BOT_TOKEN: TOKEN,
  SLACK_SIGNING_SECRET: SECRET,
  SLACK_API_URL: apiUrl,
});

/** A bot in a process of its own, once it takes requests. */
export async function startBot(settings: Settings): Promise<Running> {
  const bot = await startVitrine(settings);
  await ready(bot.address);
  return bot;
}

export async function ready(address: string, seconds = 30): Promise<void> {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    const { status } = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => ({
      status: 0,
    }));
    if (status === 200) return;
    await pause(50);
  }
  throw new Error(`the bot was not ready within ${seconds} s`);
}

/** The demo's people and zones, and one boutique's stock of two hours ago. */
export async function fillNetwork(folder: string, settings: Settings): Promise<void> {
  const network = join(folder, 'network.yaml');
  const stock = join(folder, 'stock-madison.csv');
  await writeFile(network, demoNetworkYaml());
  await writeFile(stock, demoStockFile('MADISON'));
  const stated = new Date(Date.now() - 2 * 3_600_000).toISOString();
  for (const args of [
    ['network', 'apply', network],
    ['import', 'stock', stock, '--at', stated],
  ]) {
    const { code, said } = await vitrine(args, settings);
    if (code !== 0) throw new Error(`vitrine ${args.join(' ')} failed:\n${said}`);
  }
}

/** A line of the bot's log; what is no log line counts as an error of its own. */
export interface Logged {
  readonly level: number;
  readonly message: string;
  readonly line: string;
}

export function logOf(said: string): Logged[] {
  return said
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Logged => {
      if (!line.startsWith('{')) return { level: 0, message: line, line };
      const { level, msg } = JSON.parse(line) as { level: number; msg: string };
      return { level, message: msg, line };
    });
}

/** What Node says where something was not caught. */
export const crashed = (said: string): boolean => /unhandled|uncaught|^Node\.js v\d/im.test(said);
