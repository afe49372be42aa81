import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { button, buttons, card } from '../../src/chat/card.js';
import { type Address, type Channel, type ChatName, Undeliverable, Unsure } from '../../src/chat/channel.js';
import { type Connection, connect, transaction } from '../../src/database/client.js';
import { addDeliveries } from '../../src/database/deliveries.js';
import { boutiqueByCode } from '../../src/database/lookup.js';
import { markUsed } from '../../src/database/people.js';
import type { Audience, TellOptions } from '../../src/engine/capability.js';
import { deliver, post } from '../../src/engine/outbox.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';
import { network } from '../helpers/network.js';

const NOW = new Date('2026-11-27T14:12:00Z');
const BOTH: readonly ChatName[] = ['slack', 'teams'];

let database: TestDatabase;
let connection: Connection;
beforeAll(async () => {
  database = await testDatabase();
  connection = connect(database.url, { poolSize: 20 });
  await network(connection);
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

let said: string[];
let unreachable: Map<string, unknown[]>;
let warned: string[];
let failed: string[];
beforeEach(async () => {
  said = [];
  warned = [];
  failed = [];
  unreachable = new Map();
  const { prisma, pool } = connection;
  await pool.query('truncate deliveries, attachments; delete from graphile_worker._private_jobs');
  await prisma.chatAccount.deleteMany({ where: { channel: 'teams' } });
  await prisma.chatAccount.updateMany({ data: { usedAt: null } });
  await prisma.boutique.updateMany({ data: { teamsChannel: null } });
  await prisma.boutique.update({ where: { code: 'MADISON' }, data: { slackChannel: 'C0MADISON' } });
  await prisma.department.updateMany({ data: { slackChannel: 'C0HQ', teamsChannel: null } });
});

const placeOf = (to: Address): string =>
  'person' in to ? to.person : 'aside' in to ? `${to.room} to ${to.aside}` : to.room;

/** What is said reads as a line each; what happens instead of it is written down before, by chat and place. */
function chat(name: ChatName): Channel {
  return {
    name,
    async send(to, { title }) {
      const instead = unreachable.get(`${name} ${placeOf(to)}`)?.shift();
      if (instead) throw instead;
      said.push(`${name} ${placeOf(to)}: ${title}`);
      return { place: placeOf(to) };
    },
    async revise(reference, { title }) {
      said.push(`${name} ${reference.place}: ${title}, in place`);
      return reference;
    },
    async attach(reference, documents) {
      said.push(`${name} ${reference.place}: ${documents.map((each) => each.name).join(' and ')}`);
      return reference;
    },
    download: () => Promise.reject(new Error('nothing is downloaded here')),
  };
}

const instead = (place: string, ...happens: unknown[]) => unreachable.set(place, happens);

async function tell(audience: Audience, title: string, options: TellOptions & { readonly chats?: typeof BOTH } = {}) {
  const { chats = BOTH, ...rest } = options;
  const parts = { newId: randomUUID, chats } as unknown as Parameters<typeof post>[0];
  await transaction(connection, async (db) => {
    const boutique = await boutiqueByCode(db, 'MADISON');
    await post(parts, { db, now: NOW, boutique }, [{ audience, card: card(title, []), options: rest }]);
  });
}

/** Everything that waits, also what moving on adds. */
async function carry(chats: readonly ChatName[] = BOTH): Promise<void> {
  const log = {
    info: () => {},
    warn: (message: string) => void warned.push(message),
    error: (message: string) => void failed.push(message),
  };
  const postman = { connection, channels: chats.map(chat), now: () => NOW, log };
  for (;;) {
    const next = await connection.prisma.delivery.findFirst({ where: { state: 'waiting' }, orderBy: { id: 'asc' } });
    if (!next) return;
    await deliver(postman, next.conversation);
  }
}

const inTeams = async (personId: string, at: string) =>
  void (await connection.prisma.chatAccount.create({
    data: { channel: 'teams', tenant: 'E1', userId: `e-${personId}`, personId, boundAt: new Date(at) },
  }));
const used = (channel: 'slack' | 'teams', personId: string, at: string) => {
  const account =
    channel === 'slack'
      ? { tenant: 'T1', userId: `U0${personId.toUpperCase()}` }
      : { tenant: 'E1', userId: `e-${personId}` };
  return markUsed(connection.prisma, { channel, ...account }, new Date(at));
};
const without = async (personId: string) =>
  void (await connection.prisma.chatAccount.deleteMany({ where: { personId } }));
const restore = async (personId: string) => {
  await without(personId);
  await connection.prisma.chatAccount.create({
    data: { channel: 'slack', tenant: 'T1', userId: `U0${personId.toUpperCase()}`, personId, boundAt: new Date(0) },
  });
};

describe('a person is told', () => {
  it('where they were last', async () => {
    await inTeams('ana', '2026-01-01');
    await used('slack', 'ana', '2026-11-01T10:00:00Z');
    await used('teams', 'ana', '2026-11-02T10:00:00Z');
    await tell({ person: 'ana' }, 'first');
    await used('slack', 'ana', '2026-11-03T10:00:00Z');
    await tell({ person: 'ana' }, 'second');
    await carry();
    expect(said).toEqual(['teams ana: first', 'slack ana: second']);
  });

  it('where they have an account, the one they used ahead of those they did not', async () => {
    await tell({ person: 'ana' }, 'in Slack alone');
    await carry();
    await inTeams('ana', '2026-01-01');
    await tell({ person: 'ana' }, 'where it was bound last');
    await carry();
    await used('slack', 'ana', '2026-11-01T10:00:00Z');
    await tell({ person: 'ana' }, 'where it was used');
    await carry();
    expect(said).toEqual([
      'slack ana: in Slack alone',
      'teams ana: where it was bound last',
      'slack ana: where it was used',
    ]);
  });

  it('where their boutique is, while nobody has met them, and in every chat where it says nothing', async () => {
    await without('ana');
    await without('marc');
    await connection.prisma.boutique.update({
      where: { code: 'MADISON' },
      data: { slackChannel: null, teamsChannel: '19:m' },
    });
    await tell({ person: 'ana' }, 'hello');
    await tell({ person: 'marc' }, 'hello');
    await carry();
    expect(said.sort()).toEqual(['slack marc: hello', 'teams ana: hello', 'teams marc: hello']);
    await restore('ana');
    await restore('marc');
  });

  it('only in chats that run', async () => {
    await inTeams('ana', '2026-01-01');
    await used('teams', 'ana', '2026-11-02T10:00:00Z');
    await tell({ person: 'ana' }, 'hello', { chats: ['slack'] });
    await carry(['slack']);
    expect(said).toEqual(['slack ana: hello']);
  });

  it('with all who hold a role, each where they are', async () => {
    await inTeams('ben', '2026-01-01');
    await used('teams', 'ben', '2026-11-02T10:00:00Z');
    await tell({ role: 'associate' }, 'open');
    await carry();
    expect(said.sort()).toEqual(['slack ana: open', 'teams ben: open']);
  });
});

describe('a person who can not be reached', () => {
  it('is told in another chat, with the documents, and the first try says why it failed', async () => {
    instead('slack ana', new Undeliverable('users_not_found'));
    await tell({ person: 'ana' }, 'report', {
      topic: 'count',
      attachments: [{ name: 'a.csv', bytes: Buffer.from('a') }],
    });
    await carry();
    expect(said).toEqual(['teams ana: report', 'teams ana: a.csv']);
    const rows = await connection.prisma.delivery.findMany({ orderBy: { id: 'asc' } });
    expect(rows).toMatchObject([
      { conversation: 'slack/person/ana', state: 'failed', error: 'users_not_found', tried: [] },
      { conversation: 'teams/person/ana', state: 'sent', topic: 'count', tried: ['slack'] },
    ]);
    expect(failed).toEqual([]);
  });

  it('in none is given up, once', async () => {
    instead('slack ana', new Undeliverable('users_not_found'));
    instead('teams ana', new Undeliverable('not_found_in_teams'));
    await tell({ person: 'ana' }, 'report');
    await carry();
    expect(said).toEqual([]);
    expect(failed).toEqual(['delivery failed for good']);
    expect(await connection.prisma.delivery.count()).toBe(2);
  });

  it('in one of two chats is not told twice in the other', async () => {
    await without('marc');
    instead('slack marc', new Undeliverable('users_not_found'));
    await tell({ person: 'marc' }, 'decide');
    await carry();
    expect(said).toEqual(['teams marc: decide']);
    expect(failed).toEqual([]);
    await restore('marc');
  });

  it('hears the next word on the topic where they heard the first, and not twice', async () => {
    instead('slack ana', new Undeliverable('users_not_found'), new Undeliverable('users_not_found'));
    await tell({ person: 'ana' }, 'decide', { topic: 'approval' });
    await carry();
    await tell({ person: 'ana' }, 'decided', { topic: 'approval' });
    await carry();
    expect(said).toEqual(['teams ana: decide', 'teams ana: decided, in place']);
    expect(failed).toEqual([]);
  });

  it('is no room: that is not told elsewhere', async () => {
    instead('slack C0MADISON', new Undeliverable('is_archived'));
    await tell('boutique-channel', 'open');
    await carry();
    expect(said).toEqual([]);
    expect(failed).toEqual(['delivery failed for good']);
  });
});

describe('a boutique or a department', () => {
  const rooms = async (slackChannel: string | null, teamsChannel: string | null) => {
    await connection.prisma.boutique.update({ where: { code: 'MADISON' }, data: { slackChannel, teamsChannel } });
    await connection.prisma.department.updateMany({
      data: { slackChannel: slackChannel && 'C0HQ', teamsChannel: teamsChannel && '19:hq' },
    });
  };
  const tellBoth = async (chats: readonly ChatName[]) => {
    await tell('boutique-channel', 'open', { chats });
    await tell({ department: 'global-retail-operations' }, 'report', { chats });
    await carry(chats);
    return said.sort();
  };

  it('is told in both of its rooms', async () => {
    await rooms('C0MADISON', '19:m');
    expect(await tellBoth(BOTH)).toEqual([
      'slack C0HQ: report',
      'slack C0MADISON: open',
      'teams 19:hq: report',
      'teams 19:m: open',
    ]);
  });

  it('is told in the one whose chat runs', async () => {
    await rooms('C0MADISON', '19:m');
    expect(await tellBoth(['teams'])).toEqual(['teams 19:hq: report', 'teams 19:m: open']);
  });

  it('without a room in a chat that runs: a department is told person by person, a boutique not at all', async () => {
    await rooms(null, '19:m');
    expect(await tellBoth(['slack'])).toEqual(['slack claire: report']);
  });

  it('has one message of a topic in each room, and each is replaced', async () => {
    await rooms('C0MADISON', '19:m');
    await tell('boutique-channel', 'counting', { topic: 'zone' });
    await carry();
    await tell('who-was-told', 'counted', { topic: 'zone' });
    await carry();
    expect(said.slice(2).sort()).toEqual(['slack C0MADISON: counted, in place', 'teams 19:m: counted, in place']);
  });
});

describe('what is said to one alone in a room', () => {
  it('finds its way, whatever the room is called', async () => {
    const conversation = 'teams/aside/e-ana/19:a/b@thread.tacv2;messageid=17';
    await transaction(connection, (db) =>
      addDeliveries(
        db,
        [{ conversation, topic: null, card: card('psst', [buttons(button('a', 'A', ''))]), attachments: [] }],
        NOW,
      ),
    );
    await carry();
    expect(said).toEqual(['teams 19:a/b@thread.tacv2;messageid=17 to e-ana: psst']);
  });
});

describe('a message of which nobody knows whether it was said', () => {
  it('is said again, and is on record as one that may stand there twice', async () => {
    instead('slack ana', new Unsure('cut'));
    await tell({ person: 'ana' }, 'hello');
    await expect(carry()).rejects.toThrow('cut');
    expect(await connection.prisma.delivery.findFirst()).toMatchObject({ state: 'waiting', unsureAt: NOW });
    expect(warned).toEqual(['a message may stand twice in its conversation']);

    await carry();
    expect(said).toEqual(['slack ana: hello']);
    expect(await connection.prisma.delivery.findFirst()).toMatchObject({ state: 'sent', unsureAt: NOW });
  });

  it('is none where the chat simply failed', async () => {
    instead('slack ana', new Error('502'));
    await tell({ person: 'ana' }, 'hello');
    await expect(carry()).rejects.toThrow('502');
    expect(await connection.prisma.delivery.findFirst()).toMatchObject({ unsureAt: null });
    expect(warned).toEqual([]);
  });
});
