// npm run replay DIR [--url URL --secret SECRET]: sends recorded requests of Slack or Teams, signed, and prints what came back.
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openFolder } from '../helpers/folder.js';
import { build, type Running } from '../helpers/vitrine.js';
import { atHome, type Folder, type Home, type Json, type Recorded, readRecorded, withoutOutside } from './recorded.js';
import { faultsOfRow, replayTeams, teamsRowInWords, teamsSummary } from './replay-teams.js';
import { PATIENCE_MS, type Reply, type Sealed, send } from './sender.js';
import { crashed, fillNetwork, logOf, SECRET, slackSettings, startBot } from './slack-bot.js';
import { type StandIn, startStandIn } from './slack-stand-in.js';
import { startTeamsBot } from './teams-target.js';

interface Target {
  readonly address: string;
  readonly secret: string;
  readonly standIn: StandIn;
  /** Null where the bot is somebody else's. */
  readonly bot: Running | null;
  readonly close: () => Promise<void>;
}

interface Row {
  readonly file: string;
  readonly kind: string;
  readonly as: string;
  readonly reply: Reply;
  readonly forged: Reply;
  readonly stale: Reply;
}

/** Six minutes: Slack's requests are refused after five. */
const STALE_SECONDS = 360;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { url: { type: 'string' }, secret: { type: 'string' } },
  });
  const [folder] = positionals;
  if (!folder || (values.url && !values.secret)) {
    console.error('Usage: npm run replay DIR [-- --url URL --secret SECRET]');
    process.exitCode = 2;
    return;
  }
  const found = await readRecorded(folder);
  if (found.activities.length > 0 && values.url) {
    console.error("Teams' activities are played to a bot of our own alone: nobody else trusts a key of ours.");
    process.exitCode = 2;
    return;
  }
  const skipped = found.skipped.map(({ file, why }) => `skipped    ${file}: ${why}`);
  const played = [
    ...(found.recorded.length > 0 ? [await playSlack(found, values)] : []),
    ...(found.activities.length > 0 ? [await playTeams(found)] : []),
  ];
  for (const { lines } of played) for (const line of lines) console.log(line);
  for (const line of skipped) console.log(line);
  for (const { summary } of played) console.log(summary);
  const faults = played.flatMap((each) => each.faults);
  if (played.length === 0) faults.push(`there is nothing recorded in ${folder}`);
  for (const fault of faults) console.log(`FAULT ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}

interface Played {
  readonly lines: readonly string[];
  readonly summary: string;
  readonly faults: readonly string[];
}

async function playSlack({ recorded, skipped }: Folder, { url, secret = '' }: Options): Promise<Played> {
  const target = await (url ? theirs(url, secret) : ours());
  try {
    const rows = await replay(target, recorded);
    const faults = [...rows.flatMap(faultsOf), ...(target.bot ? faultsOfBot(target.bot) : [])];
    return { lines: rows.map(inWords), summary: summary(rows, skipped.length), faults };
  } finally {
    await target.close();
  }
}

interface Options {
  readonly url?: string | undefined;
  readonly secret?: string | undefined;
}

async function playTeams({ activities, skipped }: Folder): Promise<Played> {
  const bot = await startTeamsBot();
  try {
    const rows = await replayTeams(bot.target, activities);
    const faults = [...rows.flatMap(faultsOfRow), ...faultsOfLog(bot.said(), bot.hasEnded())];
    return { lines: rows.map(teamsRowInWords), summary: teamsSummary(rows, skipped.length), faults };
  } finally {
    await bot.close();
  }
}

const ANA = { id: 'U0ANA', email: 'ana@vitrine.example' };

async function ours(): Promise<Target> {
  await build();
  const standIn = await startStandIn([ANA]);
  const folder = await openFolder();
  const settings = { DATA_DIR: folder, ...slackSettings(standIn.url) };
  const bot = await startBot(settings);
  await fillNetwork(folder, settings);
  return {
    address: `${bot.address}/slack/events`,
    secret: SECRET,
    standIn,
    bot,
    async close() {
      await bot.end('SIGTERM');
      await standIn.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function theirs(address: string, secret: string): Promise<Target> {
  const standIn = await startStandIn([]);
  return { address, secret, standIn, bot: null, close: standIn.close };
}

/** Each as it was recorded and, where our own bot listens, as it would come from its own workspace and buttons. */
async function replay(target: Target, recorded: readonly Recorded[]): Promise<Row[]> {
  const home = { team: target.standIn.team, user: ANA.id };
  const rows: Row[] = [];
  for (const each of recorded) {
    const responses = target.standIn.newResponseUrl();
    const asRecorded = withoutOutside(each.payload, { responses });
    rows.push(await sendAll(target, each, 'recorded', asRecorded));
    if (target.bot) rows.push(await sendAll(target, each, 'ours', forUs(target, asRecorded, { ...home, responses })));
  }
  return rows;
}

function forUs({ standIn }: Target, payload: Json, home: Home): Json {
  const made = atHome(payload, home);
  return 'trigger_id' in made ? { ...made, trigger_id: standIn.newTrigger(home.user) } : made;
}

async function sendAll({ address, secret }: Target, each: Recorded, as: string, payload: Json): Promise<Row> {
  const parcel = each.parcel(payload);
  const sealed = (seal: Sealed) => send(address, parcel, seal);
  return {
    file: each.file,
    kind: each.kind,
    as,
    reply: await sealed({ secret }),
    forged: await sealed({ secret: `${secret}-guessed` }),
    stale: await sealed({ secret, secondsAgo: STALE_SECONDS }),
  };
}

function faultsOf({ file, as, reply, forged, stale }: Row): string[] {
  const faults: string[] = [];
  if (reply.status === null || reply.milliseconds > PATIENCE_MS) faults.push(`${file} (${as}): ${reply.body}`);
  if (reply.status !== null && reply.status >= 500) faults.push(`${file} (${as}): answered ${reply.status}`);
  if (forged.status !== 401) faults.push(`${file} (${as}): forged, and answered ${forged.status}`);
  if (stale.status !== 401) faults.push(`${file} (${as}): stale, and answered ${stale.status}`);
  return faults;
}

const faultsOfBot = ({ process: { exitCode, signalCode }, said }: Running): string[] =>
  faultsOfLog(said(), exitCode !== null || signalCode !== null);

/** What the bot itself says: it must live, and have logged no error. */
function faultsOfLog(said: string, ended: boolean): string[] {
  const faults = ended ? ['the bot ended'] : [];
  if (crashed(said)) faults.push('the bot said that something was not caught');
  for (const { level, line } of logOf(said)) if (level >= 50) faults.push(`logged ${line}`);
  return faults;
}

function inWords({ file, kind, as, reply, forged, stale }: Row): string {
  const columns = [
    file.replace(/\.json$/, '').padEnd(46),
    kind.padEnd(24),
    as.padEnd(8),
    String(reply.status ?? '-').padStart(3),
    `${reply.milliseconds} ms`.padStart(8),
    `${forged.status ?? '-'}/${stale.status ?? '-'}`,
    reply.body.slice(0, 100),
  ];
  return columns.join('  ').trimEnd();
}

function summary(rows: readonly Row[], skipped: number): string {
  const counted = new Map<string, number>();
  for (const { reply } of rows) counted.set(`${reply.status}`, (counted.get(`${reply.status}`) ?? 0) + 1);
  const statuses = [...counted].map(([status, count]) => `${count} × ${status}`).join(', ');
  const slowest = Math.max(0, ...rows.map(({ reply }) => reply.milliseconds));
  const refused = rows.filter(({ forged, stale }) => forged.status === 401 && stale.status === 401).length;
  return `\n${rows.length} requests: ${statuses}; slowest ${slowest} ms. Forged and stale refused: ${refused} of ${rows.length}. ${skipped} files skipped.`;
}

await main();
