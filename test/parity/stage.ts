import { Client } from 'pg';
import { capabilities } from '../../src/capabilities/index.js';
import type { ChatName } from '../../src/chat/channel.js';
import type { Config } from '../../src/config.js';
import { channelOf, teamsChannelOf } from '../../src/demo/network-data.js';
import { demoDepartments } from '../../src/demo/places.js';
import { demoStock } from '../../src/demo/stock.js';
import { userOf } from '../../src/demo/workspace.js';
import type { Parts } from '../../src/engine/context.js';
import { engineActions } from '../../src/engine/engine-actions.js';
import { createRegistry } from '../../src/engine/registry.js';
import { start } from '../../src/main.js';
import type { TeamsSnapshot } from '../../src/playground/teams/protocol.js';
import { testDatabase } from '../helpers/database.js';
import type { Place, Seat } from './seat.js';
import { slackSeat } from './slack-seat.js';
import { type TeamsSeat, teamsSeat } from './teams-seat.js';

/** What a seat is told of the stage. */
export interface Sitting {
  readonly address: string;
  /** `ana`, and `U0ANA`. */
  readonly person: string;
  readonly user: string;
  readonly placeIds: Readonly<Record<ChatName, (place: Place) => string>>;
  /** A command, button or form was tried out here, and taken. */
  readonly did: (name: string) => void;
}

/** The whole product with both chats, on a database of its own, its clock so many milliseconds ahead; everything on it is done over HTTP. */
export async function openStage(ahead = 0) {
  const database = await testDatabase();
  const clock = { ahead };
  const now = () => new Date(Date.now() + clock.ahead);
  const product = await start({ ...CONFIG, databaseUrl: database.url }, () => {}, {
    now,
    standIns: { teamsThrottles: false },
  });
  const { address } = product;
  const looking = new Client({ connectionString: database.url });
  await looking.connect();
  const settled = () => patiently(async () => (await looking.query(LEFT)).rowCount === 0);
  const seats = new Map<string, Promise<Seat>>();
  const tried: Readonly<Record<ChatName, Set<string>>> = { slack: new Set(), teams: new Set() };

  const seat = (chat: ChatName, person: string): Promise<Seat> => {
    const key = `${chat}/${person}`;
    const there = seats.get(key);
    if (there) return there;
    const did = (name: string) => void tried[chat].add(interactionOf(name));
    const sitting = { address, person, user: userOf(person), placeIds, did };
    const taken = chat === 'slack' ? slackSeat(sitting) : teamsSeat(sitting);
    seats.set(key, taken);
    return taken;
  };
  await installed(address);
  await settled();
  return {
    databaseUrl: database.url,
    tried,
    seat,
    teams: (person: string) => seat('teams', person) as Promise<TeamsSeat>,
    in: (chat: ChatName) => (person: string) => seat(chat, person),
    async passes(minutes: number) {
      clock.ahead += minutes * 60_000;
      await product.look();
    },
    figures: () => figuresAt(address),
    /** Once nothing is left to be done and said. */
    settled,
    async close() {
      for (const taken of seats.values()) (await taken).leave();
      await looking.end();
      await product.stop();
      await database.drop();
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

const CONFIG: Omit<Config, 'databaseUrl'> = {
  host: '127.0.0.1',
  port: 0,
  dataFolder: '',
  logLevel: 'error',
  slack: null,
  teams: null,
  metricsToken: null,
};

const placeIds: Sitting['placeIds'] = {
  slack: (place) => demoDepartments.find(({ role }) => role === place)?.channel ?? channelOf(place),
  teams: teamsChannelOf,
};

const registry = createRegistry(
  capabilities,
  engineActions(() => ({}) as Parts),
);

/** Words that were typed stand for their command. */
const interactionOf = (name: string): string =>
  registry.interaction(name) ? name : (registry.command(name)?.name ?? name);

/** Everything that people can type, pick, press or fill in. */
export function everyInteraction(): string[] {
  const actions = capabilities.flatMap(({ name, actions: own }) =>
    Object.keys(own).map((action) => `${name}.${action}`),
  );
  const shortcuts = capabilities.flatMap((each) => Object.keys(each.shortcuts).map((name) => `shortcut ${name}`));
  return [...registry.commands, ...shortcuts, ...actions, ...Object.keys(engineActions(() => ({}) as Parts))];
}

/** What lies in a zone of the demo, the cheapest first. */
export function serialsIn(boutique: string, zone: string): string[] {
  const there = demoStock(boutique).filter(({ status }) => status === 'In stock' || status === 'Reserved');
  return there
    .filter((piece) => piece.zone === zone)
    .sort((a, b) => a.retail - b.retail)
    .map(({ serial }) => serial);
}

/** The bot hears of every private chat, of the team and of the group chat. */
async function installed(address: string): Promise<void> {
  await patiently(async () => {
    const url = `${address}/playground/teams/client/snapshot?user=U0MARC`;
    const { users, log } = (await (await fetch(url)).json()) as TeamsSnapshot;
    return (
      log.filter(({ what, status }) => what === 'installationUpdate add' && status === 200).length > users.length + 1
    );
  });
}

const LEFT = `
  select from deliveries where state = 'waiting'
  union all select from graphile_worker.jobs where run_at <= now() and attempts < max_attempts`;

async function patiently(isSo: () => Promise<boolean>): Promise<void> {
  const until = performance.now() + 20_000;
  while (performance.now() < until) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it was waited for in vain');
}

/** What Vitrine itself counts, as Prometheus reads it. */
async function figuresAt(address: string): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line): [string, number] => [
      line.slice(0, line.lastIndexOf(' ')),
      Number(line.slice(line.lastIndexOf(' ') + 1)),
    ]),
  );
}
