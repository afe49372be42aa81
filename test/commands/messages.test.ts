import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { listFailed, resend } from '../../src/commands/messages.js';
import { type Connection, connect } from '../../src/database/client.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';

const NOW = new Date('2026-11-27T14:12:00Z');
let database: TestDatabase;
let connection: Connection;
beforeAll(async () => {
  database = await testDatabase();
  connection = connect(database.url);
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

let said: string[];
const voice = { say: (line: string) => void said.push(line) };
beforeEach(async () => {
  said = [];
  await connection.pool.query('truncate deliveries restart identity; delete from graphile_worker._private_jobs');
});

const delivery = (conversation: string, state: string, more: object = {}) =>
  connection.prisma.delivery.create({
    data: { conversation, card: {}, attachments: [], state, createdAt: NOW, error: 'not_in_channel', ...more },
  });
const again = (...ids: string[]) => resend(connection, { ids, by: 'shell/marc', now: NOW }, voice);
const states = async () =>
  (await connection.prisma.delivery.findMany({ orderBy: { id: 'asc' } })).map(({ state }) => state);

it('lists what nobody got, with the reason', async () => {
  await delivery('slack/channel/C0HQ', 'failed');
  await delivery('slack/channel/C0HQ', 'sent');
  await listFailed(connection, NOW, voice);
  expect(said).toEqual([
    '1  2026-11-27T14:12:00.000Z  slack/channel/C0HQ  not_in_channel',
    'To send them again: vitrine messages resend, once the reason is mended.',
  ]);
});

it.each([
  ['is older than 30 days', () => delivery('slack/channel/C0HQ', 'failed', { createdAt: new Date('2026-10-01') })],
  [
    'was followed by a newer one of its topic',
    async () => {
      await delivery('slack/channel/C0HQ', 'failed', { topic: 'count/1' });
      await delivery('slack/channel/C0HQ', 'sent', { topic: 'count/1' });
    },
  ],
  [
    'reached the person in another chat',
    async () => {
      await delivery('teams/person/ana', 'sent', { tried: ['slack'] });
      await delivery('slack/person/ana', 'failed', { tried: ['teams'] });
    },
  ],
])('has nothing to say of what %s', async (_, given) => {
  await given();
  await listFailed(connection, NOW, voice);
  await again();
  expect(said).toEqual(['Nothing failed.', 'Nothing failed.']);
});

it('lets all of them wait again, with a job for each conversation, on record', async () => {
  await delivery('slack/channel/C0HQ', 'failed');
  await delivery('slack/channel/C0HQ', 'failed');
  await delivery('teams/person/ana', 'failed', { tried: ['slack'] });
  await again();
  expect(await states()).toEqual(['waiting', 'waiting', 'waiting']);
  expect(said.at(-1)).toBe('3 messages wait to be sent again.');
  const { rows } = await connection.pool.query('select key from graphile_worker.jobs order by key');
  expect(rows).toEqual([{ key: 'deliver:slack/channel/C0HQ' }, { key: 'deliver:teams/person/ana' }]);
  const events = await connection.prisma.auditEvent.findMany({ where: { event: 'messages.resent' } });
  expect(events).toMatchObject([1, 2, 3].map((id) => ({ actorId: 'shell/marc', subject: String(id) })));
});

it('takes only those that are named, and none where one of them is unknown', async () => {
  await delivery('slack/channel/C0HQ', 'failed');
  await delivery('slack/channel/C0MADISON', 'failed');
  await expect(again('2', '9')).rejects.toThrow('No message 9 has failed');
  expect(await states()).toEqual(['failed', 'failed']);
  await again('2');
  expect(await states()).toEqual(['failed', 'waiting']);
});
