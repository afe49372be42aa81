import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import type { TeamsConfig } from '../../src/config-teams.js';
import { openFolder } from '../helpers/folder.js';
import { build } from '../helpers/vitrine.js';
import { APP, type Microsoft, startMicrosoft } from '../teams/microsoft.js';
import type { TeamsTarget } from './replay-teams.js';
import { fillNetwork } from './slack-bot.js';
import { startTeamsStandIn, type TeamsStandIn } from './teams-stand-in.js';

/** A tenant that no recording can be of. */
const TENANT = '7d3f21c8-5b6a-4e0f-9c1d-2a8b4e6f0d11';
const ANA = 'ana@vitrine.example';

/** Microsoft's keys, Teams' connector and its files, and what a bot must be told of them. */
export async function openService() {
  const microsoft = await startMicrosoft();
  const teams = await startTeamsStandIn(TENANT, ANA);
  const { origin, serviceUrl } = teams;
  const cloud = { ...microsoft.registration.cloud, serviceOrigins: [origin], serviceUrl };
  const config = { ...microsoft.registration, tenantId: TENANT, cloud } as TeamsConfig;
  return {
    config,
    target: (address: string): TeamsTarget => targetOf(microsoft, teams, address),
    async close() {
      await microsoft.close();
      await teams.close();
    },
  };
}

function targetOf(microsoft: Microsoft, { serviceUrl, files, calls }: TeamsStandIn, address: string): TeamsTarget {
  return {
    address: `${address}/api/messages`,
    home: { serviceUrl, tenant: TENANT, bot: `28:${APP}`, files },
    token(serviceurl, how) {
      if (how === 'forged') return microsoft.token({ serviceurl }, { key: microsoft.otherKey });
      const second = Math.floor(Date.now() / 1000);
      const late = how === 'expired' ? { nbf: second - 7_200, exp: second - 600 } : {};
      return microsoft.token({ serviceurl, ...late });
    },
    calls,
    figures: () => figuresAt(address),
  };
}

async function figuresAt(address: string): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => splitAt(line, line.lastIndexOf(' '))));
}

const splitAt = (line: string, space: number): [string, number] => [
  line.slice(0, space),
  Number(line.slice(space + 1)),
];

export interface OwnTeamsBot {
  readonly target: TeamsTarget;
  /** What it said so far. */
  readonly said: () => string;
  readonly hasEnded: () => boolean;
  readonly close: () => Promise<void>;
}

/** A bot of our own in a process of its own, with the demo's people and one boutique's stock. */
export async function startTeamsBot(): Promise<OwnTeamsBot> {
  const [service, folder] = await Promise.all([openService(), openFolder(), build()]);
  const file = new URL('./teams-bot.js', import.meta.url);
  const bot = fork(file, [folder, JSON.stringify(service.config)], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const heard: Buffer[] = [];
  for (const stream of [bot.stdout, bot.stderr]) stream?.on('data', (chunk: Buffer) => heard.push(chunk));
  const said = () => Buffer.concat(heard).toString();
  const ended = once(bot, 'exit');
  const died = ended.then(() => Promise.reject(new Error(`the bot did not start:\n${said()}`)));
  const [address] = (await Promise.race([once(bot, 'message'), died])) as [string];
  died.catch(() => {});
  await fillNetwork(folder, { DATA_DIR: folder });
  return {
    target: service.target(address),
    said,
    hasEnded: () => bot.exitCode !== null || bot.signalCode !== null,
    async close() {
      if (bot.connected) bot.disconnect();
      await ended;
      await service.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
