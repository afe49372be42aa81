import { describe, expect, it } from 'vitest';
import type { BoutiqueHealth, NetworkHealth, QueueHealth } from '../../src/database/health.js';
import { diagnose, type Facts } from '../../src/doctor/checks.js';
import type { TeamsFacts } from '../../src/doctor/teams.js';

const now = new Date('2026-11-27T12:00:00Z');
const ago = ({ days = 0, minutes = 0 }) => new Date(now.getTime() - days * 86_400_000 - minutes * 60_000);

const madison: BoutiqueHealth = {
  code: 'MADISON',
  channel: true,
  managers: 1,
  associates: 3,
  stock: ago({ days: 1 }),
};
const ana = { name: 'Ana Ruiz', email: 'ana@maison.example' };
const network: NetworkHealth = {
  boutiques: [madison],
  departments: [{ name: 'Finance', channel: true, people: 1 }],
  operationsManagers: 1,
  lost: [],
  unmet: 0,
  teamsChannels: 1,
  teamsJoined: 1,
};
const queue: QueueHealth = {
  waiting: 0,
  oldest: null,
  unsure: 0,
  failed: [],
  jobsFailed: 0,
  jobsHeld: 0,
  idleTransactions: 0,
};
const scopes = ['commands', 'chat:write', 'files:write'];
const sound: Facts = {
  now,
  database: { state: 'ready' },
  disk: { folder: '/data', writable: true, freeBytes: 9_000_000_000 },
  slack: { scopes, workspaces: [{ state: 'reached', name: 'Maison', granted: scopes }] },
  teams: { standing: { state: 'reached' }, until: null },
  network,
  queue,
};

const withBoutique = (change: Partial<BoutiqueHealth>): Partial<Facts> => ({
  network: { ...network, boutiques: [{ ...madison, ...change }] },
});
const withQueue = (change: Partial<QueueHealth>): Partial<Facts> => ({ queue: { ...queue, ...change } });
const withTeams = (change: Partial<TeamsFacts>): Partial<Facts> => ({
  teams: { standing: { state: 'reached' }, until: null, ...change },
});
const withNetwork = (change: Partial<NetworkHealth>): Partial<Facts> => ({ network: { ...network, ...change } });

const findingsOf = (change: Partial<Facts>) => diagnose({ ...sound, ...change });
const saidOf = (change: Partial<Facts>, is: string) =>
  findingsOf(change)
    .filter((finding) => finding.is === is)
    .map(({ says, todo }) => `${says} ${todo ?? ''}`.trim());

describe('a sound bot', () => {
  it('has nothing to mend', () => {
    expect(findingsOf({})).toEqual([
      { is: 'well', says: 'The folder /data can be written to and has 9000 MB free.' },
      { is: 'well', says: 'The database answers and is up to date.' },
      { is: 'well', says: 'Slack answers for Maison, with every scope.' },
      { is: 'well', says: 'Microsoft knows the bot in Teams and gives it a token.' },
      { is: 'well', says: '1 boutique has a channel, people and stock.' },
      { is: 'well', says: 'Nothing waits too long, and nothing failed.' },
    ]);
  });
});

describe('what must be mended is named, with what to do', () => {
  it.each<[string, Partial<Facts>, RegExp]>([
    [
      'a database that is silent',
      { database: { state: 'silent', reason: 'ECONNREFUSED' } },
      /ECONNREFUSED.*DATABASE_URL/,
    ],
    ['a database that is behind', { database: { state: 'behind', missing: 2 } }, /lacks 2 migrations.*vitrine migrate/],
    [
      'a folder that is closed',
      { disk: { folder: '/data', writable: false, freeBytes: 1 } },
      /\/data can't be written/,
    ],
    ['a full disk', { disk: { folder: '/data', writable: true, freeBytes: 12_000_000 } }, /Only 12 MB/],
    [
      'a Slack that is far',
      { slack: { scopes, workspaces: [{ state: 'silent', reason: 'ENOTFOUND' }] } },
      /can't be reached: ENOTFOUND.*proxy/,
    ],
    [
      'a token that is refused',
      { slack: { scopes, workspaces: [{ state: 'refused', code: 'invalid_auth' }] } },
      /refuses the token: invalid_auth.*copy the new token/,
    ],
    [
      'scopes that are missing',
      { slack: { scopes, workspaces: [{ state: 'reached', name: 'Maison', granted: ['commands'] }] } },
      /Maison has not granted chat:write, files:write\..*install it again/,
    ],
    ['no workspace at all', { slack: { scopes, workspaces: [] } }, /No workspace.*\/slack\/install/],
    ['no network', withNetwork({ boutiques: [] }), /no network yet.*network apply/],
    ['no channel', withBoutique({ channel: false }), /MADISON has no channel.*slack_channel or teams_channel/],
    ['no store manager', withBoutique({ managers: 0 }), /MADISON has no store manager.*store-manager/],
    ['no associate', withBoutique({ associates: 0 }), /MADISON has no associate.*role associate/],
    ['no stock', withBoutique({ stock: null }), /MADISON has no stock.*import stock FILE --boutique MADISON/],
    ['stock of a week', withBoutique({ stock: ago({ days: 7 }) }), /stock of MADISON is 7 days old/],
    ['no operations manager', withNetwork({ operationsManagers: 0 }), /Nobody is operations manager/],
    [
      'a department nobody hears',
      withNetwork({ departments: [{ name: 'Finance', channel: false, people: 0 }] }),
      /Finance has neither a channel nor a person/,
    ],
    [
      'a person Slack does not know',
      withNetwork({ lost: [{ ...ana, chat: 'slack', reason: 'users_not_found' }] }),
      /Ana Ruiz \(ana@maison.example\) could not be found in Slack.*e-mail in Slack/,
    ],
    [
      'a person Teams does not know',
      withNetwork({ lost: [{ ...ana, chat: 'teams', reason: 'not_found_in_teams' }] }),
      /Ana Ruiz \(ana@maison.example\) could not be found in Teams.*teams: TENANT\/OBJECT-ID/,
    ],
    [
      'somebody whose account in Teams is bound to another person',
      withNetwork({ lost: [{ ...ana, chat: 'teams', reason: 'bound_to_another_account' }] }),
      /Write their account as teams: TENANT\/OBJECT-ID/,
    ],
    [
      'a Microsoft that is far',
      withTeams({ standing: { state: 'silent', reason: 'network_error' } }),
      /Microsoft can't be reached: network_error.*login\.microsoftonline\.com/,
    ],
    [
      'a secret that has ended',
      withTeams({ standing: { state: 'refused', code: 'AADSTS7000222' } }),
      /refuses the bot in Teams: AADSTS7000222.*new client secret/,
    ],
    [
      'a refusal that nobody has heard of',
      withTeams({ standing: { state: 'refused', code: 'AADSTS1' } }),
      /refuses the bot in Teams: AADSTS1.*MICROSOFT_APP_ID/,
    ],
    [
      'a certificate that ends soon',
      withTeams({ until: ago({ days: -29 }) }),
      /certificate of the bot in Teams ends on Dec 26, 2026/,
    ],
    ['an app that is in no team', withNetwork({ teamsJoined: 0 }), /No team has taken Vitrine in.*Add the app/],
    [
      'messages that wait',
      withQueue({ waiting: 3, oldest: ago({ minutes: 12 }) }),
      /3 messages wait, the oldest for 12/,
    ],
    [
      'messages that failed',
      withQueue({ failed: [{ reason: 'not_in_channel', times: 2, example: 'slack/channel/C1' }] }),
      /2 messages could not be sent this week: not_in_channel, as to slack\/channel\/C1.*\/invite/,
    ],
    [
      'messages that failed in Teams',
      withQueue({
        failed: [{ reason: 'BotNotInConversationRoster', times: 1, example: 'teams/channel/19:1@thread.tacv2' }],
      }),
      /1 message could not be sent this week: BotNotInConversationRoster.*Add the app to that team/,
    ],
    [
      'messages that failed in Teams for a reason of its own',
      withQueue({ failed: [{ reason: 'Odd', times: 1, example: 'teams/person/ana' }] }),
      /Odd, as to teams\/person\/ana.*learn\.microsoft\.com/,
    ],
    ['jobs that failed', withQueue({ jobsFailed: 1 }), /1 job has used up all tries/],
    ['jobs that are held', withQueue({ jobsHeld: 2 }), /2 jobs are held.*Restart/],
    [
      'a transaction that idles',
      withQueue({ idleTransactions: 1 }),
      /1 transaction is open for minutes and asks nothing/,
    ],
  ])('%s', (_, change, words) => {
    const mended = saidOf(change, 'mend');
    expect(mended).toHaveLength(1);
    expect(mended[0]).toMatch(words);
    for (const { is, todo } of findingsOf(change)) expect(Boolean(todo)).toBe(is !== 'well');
  });
});

describe('what is only noted', () => {
  it.each<[string, Partial<Facts>, RegExp]>([
    ['the playground', { slack: null, teams: null }, /Slack and Teams are not configured; the playground runs/],
    [
      'a Teams in which nobody proves who they are',
      withTeams({ standing: { state: 'off' } }),
      /nobody proves who they are: TEAMS_AUTHENTICATION is off/,
    ],
    ['a network without Teams', withNetwork({ teamsChannels: 0, teamsJoined: 0 }), /names no channel of Teams/],
    ['messages that may stand twice', withQueue({ unsure: 3 }), /3 messages of this week may stand twice/],
    ['a database before the first start', { database: { state: 'none' }, network: null, queue: null }, /npm start/],
    [
      'a department without a channel',
      withNetwork({ departments: [{ name: 'Finance', channel: false, people: 2 }] }),
      /one by one/,
    ],
    [
      'a department without a person',
      withNetwork({ departments: [{ name: 'Finance', channel: true, people: 0 }] }),
      /no person/,
    ],
    ['people who have not been met', withNetwork({ unmet: 4 }), /4 people have not met Vitrine/],
  ])('%s', (_, change, words) => {
    expect(saidOf(change, 'mend')).toEqual([]);
    expect(saidOf(change, 'note')).toEqual([expect.stringMatching(words)]);
  });
});

it.each([
  ['Slack', { teams: null }, /Teams|Microsoft/],
  ['Teams', { slack: null }, /Slack/],
] as const)('says no word of the other chat where %s is alone', (_, change, other) => {
  const findings = findingsOf(change);

  expect(findings.every(({ is }) => is === 'well')).toBe(true);
  expect(findings.map(({ says }) => says).join()).not.toMatch(other);
});

it('says no word of what is missing where nothing is', () => {
  expect(saidOf(withTeams({ until: ago({ days: -30 }) }), 'mend')).toEqual([]);
  expect(saidOf(withBoutique({ stock: ago({ days: 6 }) }), 'mend')).toEqual([]);
  expect(saidOf(withQueue({ waiting: 3, oldest: ago({ minutes: 9 }) }), 'mend')).toEqual([]);
  expect(
    saidOf({ slack: { scopes, workspaces: [{ state: 'reached', name: 'M', granted: [...scopes, 'more'] }] } }, 'mend'),
  ).toEqual([]);
});
