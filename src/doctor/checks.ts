import type { NetworkHealth, QueueHealth } from '../database/health.js';
import { type Finding, mend, note, things, well } from './finding.js';
import { checkNetwork } from './network.js';
import { checkQueue } from './queue.js';
import { checkTeams, type TeamsFacts } from './teams.js';

export interface Facts {
  readonly now: Date;
  readonly database: DatabaseFacts;
  /** The embedded database's folder; null where the database is elsewhere. */
  readonly disk: DiskFacts | null;
  /** Without both, the playground. */
  readonly slack: SlackFacts | null;
  readonly teams: TeamsFacts | null;
  /** Null where the database could not be asked. */
  readonly network: NetworkHealth | null;
  readonly queue: QueueHealth | null;
}

export type DatabaseFacts =
  | { readonly state: 'none' }
  | { readonly state: 'silent'; readonly reason: string }
  | { readonly state: 'behind'; readonly missing: number }
  | { readonly state: 'ready' };

export interface DiskFacts {
  readonly folder: string;
  readonly writable: boolean;
  readonly freeBytes: number;
}

export interface SlackFacts {
  /** What the manifest asks for. */
  readonly scopes: readonly string[];
  readonly workspaces: readonly WorkspaceFacts[];
}

export type WorkspaceFacts =
  | { readonly state: 'reached'; readonly name: string; readonly granted: readonly string[] }
  | { readonly state: 'refused'; readonly code: string }
  | { readonly state: 'silent'; readonly reason: string };

/** Everything that was looked at, in the order in which one would mend it. */
export function diagnose(facts: Facts): Finding[] {
  const { now, database, disk, slack, teams, network, queue } = facts;
  return [
    ...(disk ? checkDisk(disk) : []),
    checkDatabase(database),
    ...(slack || teams ? [] : [PLAYGROUND]),
    ...(slack ? slack.workspaces.flatMap((each) => checkWorkspace(each, slack.scopes)) : []),
    ...(slack && slack.workspaces.length === 0 && database.state === 'ready' ? [NOWHERE] : []),
    ...(teams ? checkTeams(teams, network, now) : []),
    ...(network ? checkNetwork(network, now) : []),
    ...(queue ? checkQueue(queue, now) : []),
  ];
}

const PLAYGROUND = note(
  'Slack and Teams are not configured; the playground runs.',
  'Set SLACK_BOT_TOKEN or MICROSOFT_APP_ID, with what belongs to it.',
);

const NOWHERE = mend('No workspace has installed Vitrine.', 'Open /slack/install at its public address.');

function checkDatabase(database: DatabaseFacts): Finding {
  switch (database.state) {
    case 'none':
      return note('There is no database yet.', 'The first start makes it: npm start.');
    case 'silent':
      return mend(`The database does not answer: ${database.reason}.`, 'Check DATABASE_URL and whether it runs.');
    case 'behind':
      return mend(
        `The database lacks ${things(database.missing, 'migration')}.`,
        'Run vitrine migrate, or start the bot.',
      );
    case 'ready':
      return well('The database answers and is up to date.');
  }
}

const LITTLE = 500_000_000;

function checkDisk({ folder, writable, freeBytes }: DiskFacts): Finding[] {
  if (!writable)
    return [mend(`The folder ${folder} can't be written to.`, 'Allow it, or set DATA_DIR to another folder.')];
  const megabytes = Math.floor(freeBytes / 1_000_000);
  if (freeBytes < LITTLE)
    return [mend(`Only ${megabytes} MB are free in ${folder}.`, 'Make room there before it fills up.')];
  return [well(`The folder ${folder} can be written to and has ${megabytes} MB free.`)];
}

function checkWorkspace(workspace: WorkspaceFacts, wanted: readonly string[]): Finding[] {
  switch (workspace.state) {
    case 'silent':
      return [
        mend(`Slack can't be reached: ${workspace.reason}.`, 'Check the way to slack.com: network, proxy, firewall.'),
      ];
    case 'refused':
      return [mend(`Slack refuses the token: ${workspace.code}.`, 'Install the app again and copy the new token.')];
    case 'reached': {
      const missing = wanted.filter((scope) => !workspace.granted.includes(scope));
      if (missing.length === 0) return [well(`Slack answers for ${workspace.name}, with every scope.`)];
      const says = `${workspace.name} has not granted ${missing.join(', ')}.`;
      return [mend(says, "Bring the app's manifest up to date, and install it again.")];
    }
  }
}
