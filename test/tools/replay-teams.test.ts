import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connect } from '../../src/database/client.js';
import { start, type Vitrine } from '../../src/main.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';
import { network } from '../helpers/network.js';
import { activity, CHANNEL, executed, GROUP, invoke, OTHERS, typed } from '../teams/activities.js';
import { closed, urlOf } from '../teams/microsoft.js';
import { type Activity, activityIn } from './activities.js';
import { readRecorded } from './recorded.js';
import { faultsOfRow, replayTeams, saidIn, type TeamsRow, teamsRowInWords, teamsSummary } from './replay-teams.js';
import { openService } from './teams-target.js';

const link = (downloadUrl: string) =>
  activity('message', {
    text: '',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        content: { downloadUrl, uniqueId: 'X', fileType: 'csv' },
        name: 'scan.csv',
      },
    ],
  });

const upload = { contentUrl: 'https://a.sharepoint.com/x', name: 'x.csv', uniqueId: 'X', fileType: 'csv' };

/** Of another bot in another tenant, as nobody recorded them. */
const madeUp: Readonly<Record<string, Record<string, unknown>>> = {
  'a-mention': typed('good morning', CHANNEL),
  'b-chatter': activity('message', { text: 'lunch?' }, CHANNEL),
  'c-private': typed('good morning'),
  'd-press': invoke('adaptiveCard/action', executed('approve', { request: 'R-1' }), CHANNEL),
  'e-press-without-verb': invoke('adaptiveCard/action', executed(undefined, { request: 'R-1' })),
  'f-refresh': invoke('adaptiveCard/action', executed('refresh', {}, 'automatic'), CHANNEL),
  'g-dialog': invoke('task/fetch', { data: { form: 'other' }, context: { theme: 'dark' } }),
  'h-form': invoke('task/submit', { data: { form: 'other', sku: '12' } }),
  'i-menu': invoke('composeExtension/fetchTask', { commandId: 'report', commandContext: 'compose' }, GROUP),
  'j-form-of-two': invoke('composeExtension/submitAction', { commandId: 'report', data: { title: 'x' } }, OTHERS),
  'k-consent': invoke('fileConsent/invoke', {
    ...{ type: 'fileUpload', action: 'accept', context: { file: 'x' } },
    uploadInfo: { ...upload, uploadUrl: 'https://a.sharepoint.com/upload' },
  }),
  'l-file': link('https://a-my.sharepoint.com/personal/x/download.aspx?tempauth=made-up'),
  'm-file-from-a-phone': link('https://a-my.sharepoint.com/:x:/g/personal/x/made-up'),
  'n-like': activity('messageReaction', { reactionsAdded: [{ type: 'like' }] }, CHANNEL),
  'o-installed': activity('installationUpdate', { action: 'add' }, CHANNEL),
  'p-old-press': activity('message', { value: { actionId: 'post' } }, CHANNEL),
};

const activities: readonly Activity[] = Object.entries(madeUp).map(([file, payload]) =>
  activityIn(`${file}.json`, payload),
);

describe('our own bot', () => {
  let service: Awaited<ReturnType<typeof openService>>;
  let database: TestDatabase;
  let bot: Vitrine;
  let rows: readonly TeamsRow[];

  beforeAll(async () => {
    // botbuilder writes what it thinks of a bad token to the console.
    vi.spyOn(console, 'error').mockImplementation(() => {});
    [service, database] = await Promise.all([openService(), testDatabase()]);
    const connection = connect(database.url);
    await network(connection);
    await connection.close();
    const settings = { host: '127.0.0.1', port: 0, dataFolder: '', logLevel: 'error', metricsToken: null } as const;
    bot = await start({ ...settings, databaseUrl: database.url, slack: null, teams: service.config }, () => {});
    rows = await replayTeams(service.target(bot.address), activities);
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await bot?.stop();
    await database?.drop();
    await service?.close();
  });

  const rowsOf = (file: string) => rows.filter((row) => row.file.startsWith(file));

  it('is sent each as it was recorded, as it would be let in, and as one of its own; nothing is wrong', () => {
    expect(rows).toHaveLength(activities.length * 3);
    expect(rows.flatMap(faultsOfRow)).toEqual([]);
    expect(rowsOf('d-press').map(({ as, reply }) => [as, reply.status])).toEqual([
      ['recorded', 401],
      ['let in', 200],
      ['ours', 200],
    ]);
  });

  it('really answers, and speaks where it is spoken to', () => {
    expect(saidIn(rowsOf('a-mention')[1]?.calls ?? [])).toContain('What you can do at Madison Avenue');
    expect(rowsOf('g-dialog')[1]?.reply.body).toContain('This button no longer works.');
    expect(rowsOf('i-menu')[2]?.reply.body).toContain('Save batch');
    expect(saidIn(rowsOf('m-file')[1]?.calls ?? [])).toContain('Send it from a computer');
    expect(rowsOf('b-chatter').flatMap(({ calls }) => calls)).toEqual([]);
  });

  it('is shown line by line, and summed up', () => {
    expect(rows.map(teamsRowInWords).join('\n')).toMatch(
      /d-press +invoke adaptiveCard\/action +let in +200 .* 401\/401\/401/,
    );
    expect(teamsSummary(rows, 1)).toContain('16 activities. As recorded, of another tenant and service: 16 refused.');
  });
});

describe('a bot that is wrong', () => {
  let server: Server;
  let service: Awaited<ReturnType<typeof openService>>;
  let rows: readonly TeamsRow[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    service = await openService();
    const figures = async () => new Map<string, number>();
    const chosen = activities.filter(({ file }) => /^[bdg]-/.test(file));
    rows = await replayTeams({ ...service.target(urlOf(server)), figures }, chosen);
  });
  afterAll(async () => {
    await service?.close();
    await closed(server);
  });

  it.each([
    'd-press.json (recorded): of another tenant and service, and answered 200 {}',
    'd-press.json (let in): unsigned, forged or expired, and answered 200/200/200',
    'd-press.json (let in): /type: Invalid discriminator value',
    'g-dialog.json (ours): no form opened',
    'b-chatter.json (let in): nobody waits for {}',
  ])('is told of in words: %s', (fault) => {
    expect(rows.flatMap(faultsOfRow).join('\n')).toContain(fault);
  });

  it('is told of where it says or does what it should not', () => {
    const [row] = rows.filter(({ file, as }) => file === 'b-chatter.json' && as === 'let in');
    const said = { what: 'POST /v3/conversations/19:a_b@unq.gbl.spaces/activities', body: '{"summary":"Hello"}' };
    const faults = faultsOfRow({ ...(row as TeamsRow), calls: [said], done: 1 });
    expect(faults.join('\n')).toContain('nobody asked for {"summary":"Hello"}');
    expect(faults.join('\n')).toContain('sent into a chat that never let us in');
    expect(faults.join('\n')).toContain('it names nothing of ours, and something was done');
  });
});

it('tells Teams’ recordings from Slack’s by what they are', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-recorded-'));
  const slack = { transport: { content_type: 'application/json' }, payload: { type: 'event_callback' } };
  await writeFile(join(folder, '1.json'), JSON.stringify(madeUp['d-press']));
  await writeFile(join(folder, '2.json'), JSON.stringify(slack));
  await writeFile(join(folder, '3.json'), '{"type":"message"}');
  await writeFile(join(folder, '4.txt'), 'words');
  const { activities: ofTeams, recorded, skipped } = await readRecorded(folder);
  await rm(folder, { recursive: true });

  expect(ofTeams.map(({ file, kind }) => `${file} ${kind}`)).toEqual(['1.json invoke adaptiveCard/action']);
  expect(recorded.map(({ file }) => file)).toEqual(['2.json']);
  expect(skipped).toEqual([
    { file: '3.json', why: 'no transport and payload' },
    { file: '4.txt', why: 'no JSON file' },
  ]);
});
