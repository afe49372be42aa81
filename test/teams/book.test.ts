import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, connect } from '../../src/database/client.js';
import { createTeamsStore } from '../../src/database/teams.js';
import { type Book, type Conversation, createBook, createMemory, roomOf, threadOf } from '../../src/teams/book.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';
import { network } from '../helpers/network.js';
import { BOT, TENANT } from './connector-server.js';

const ROOM = '19:madison@thread.tacv2';
const START = new Date('2026-11-27T14:12:00Z');

let database: TestDatabase;
let connection: Connection;
let clock: Date;
let book: Book;
let queries: string[];
beforeAll(async () => {
  database = await testDatabase();
  connection = connect(database.url);
  await network(connection);
});
beforeEach(async () => {
  await connection.pool.query('truncate teams_conversations, teams_members');
  clock = START;
  queries = [];
  book = newBook();
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

/** As another instance would have it. */
function newBook(): Book {
  const store = createTeamsStore(connection, () => clock);
  const counted = <A extends readonly unknown[]>(name: string, ask: (...args: A) => Promise<void>) => {
    return (...args: A) => {
      queries.push(name);
      return ask(...args);
    };
  };
  const saveConversation = counted('conversation', store.saveConversation);
  return createBook({ ...store, saveConversation, saveMember: counted('member', store.saveMember) }, () => clock);
}

const room: Conversation = {
  tenant: TENANT,
  id: ROOM,
  kind: 'channel',
  serviceUrl: 'https://smba.trafficmanager.net/amer/',
  bot: BOT,
  userId: null,
  team: '19:team@thread.tacv2',
};
const chatOf = (userId: string): Conversation => ({ ...room, id: `a:${userId}`, kind: 'personal', userId, team: null });
const ana = { userId: 'aaaa', mri: '29:ana' };
const later = (minutes: number) => {
  clock = new Date(clock.getTime() + minutes * 60_000);
};

describe('a conversation that was seen', () => {
  it('is found again, without its thread', async () => {
    await book.see({ ...room, id: `${ROOM};messageid=17` }, null);
    const row = { ...room, seenAt: START };
    expect(await book.conversation(TENANT, ROOM)).toEqual(row);
    expect(await book.conversation(TENANT, `${ROOM};messageid=99`)).toEqual(row);
    expect(await book.conversation('another tenant', ROOM)).toBeNull();
  });

  it('is found as somebody’s private chat', async () => {
    await book.see(chatOf('aaaa'), ana);
    await book.see(room, ana);
    expect(await book.personal(TENANT, 'aaaa')).toMatchObject({ id: 'a:aaaa', kind: 'personal' });
    expect(await book.personal(TENANT, 'bbbb')).toBeNull();
  });

  it('is where the service was heard from last', async () => {
    expect(await book.newest(TENANT)).toBeNull();
    await book.see(room, null);
    later(1);
    await book.see({ ...chatOf('aaaa'), serviceUrl: 'https://smba.trafficmanager.net/emea/' }, ana);
    expect(await book.newest(TENANT)).toMatchObject({ serviceUrl: 'https://smba.trafficmanager.net/emea/' });
  });

  it('costs nothing for an hour while nothing is new', async () => {
    for (const id of [ROOM, `${ROOM};messageid=1`, ROOM]) await book.see({ ...room, id }, ana);
    await book.see(chatOf('aaaa'), ana);
    expect(queries).toEqual(['conversation', 'member', 'conversation']);

    later(61);
    await book.see(room, ana);
    expect(queries.slice(3)).toEqual(['conversation', 'member']);
  });

  it('is written at once where something is new', async () => {
    await book.see(room, ana);
    const moved = { ...room, serviceUrl: 'https://smba.trafficmanager.net/emea/' };
    await book.see(moved, { ...ana, mri: '29:new' });
    expect(await book.conversation(TENANT, ROOM)).toMatchObject({ serviceUrl: moved.serviceUrl });
    expect(await book.member(TENANT, 'aaaa')).toMatchObject({ mri: '29:new', serviceUrl: moved.serviceUrl });
  });

  it('is not remembered as written where that failed', async () => {
    const store = createTeamsStore(connection, () => clock);
    let fails = true;
    const failing = createBook(
      {
        ...store,
        saveConversation: (each) => (fails ? Promise.reject(new Error('down')) : store.saveConversation(each)),
      },
      () => clock,
    );
    await expect(failing.see(room, null)).rejects.toThrow('down');
    fails = false;
    await failing.see(room, null);
    expect(await book.conversation(TENANT, ROOM)).not.toBeNull();
  });
});

describe('a conversation that is forgotten', () => {
  it('is gone, and written anew when it is seen again', async () => {
    await book.see(room, null);
    await book.forget(TENANT, `${ROOM};messageid=17`);
    expect(await book.conversation(TENANT, ROOM)).toBeNull();
    await book.see(room, null);
    expect(await book.conversation(TENANT, ROOM)).not.toBeNull();
  });

  it('takes its channels with it where it is a team, and leaves everything else', async () => {
    await book.see(room, null);
    await book.see({ ...room, id: '19:team@thread.tacv2' }, null);
    await book.see({ ...room, id: '19:other@thread.tacv2', team: '19:other@thread.tacv2' }, null);
    await book.see({ ...room, tenant: 'another tenant' }, null);
    await book.forget(TENANT, '19:team@thread.tacv2');
    const left = await connection.prisma.teamsConversation.findMany({ select: { tenant: true, id: true } });
    expect(left).toEqual(
      expect.arrayContaining([
        { tenant: TENANT, id: '19:other@thread.tacv2' },
        { tenant: 'another tenant', id: ROOM },
      ]),
    );
    expect(left).toHaveLength(2);
  });

  it('of one instance is written by another one within the hour', async () => {
    const other = newBook();
    await book.see(room, null);
    await other.see(room, null);
    await other.forget(TENANT, ROOM);
    later(61);
    await book.see(room, null);
    expect(await book.conversation(TENANT, ROOM)).not.toBeNull();
  });
});

describe('a chat of two people, which lends us its message box', () => {
  const foreign = { ...room, id: '19:a_b@unq.gbl.spaces', kind: 'groupChat' as const };

  it('is none where we could speak', async () => {
    await book.see(foreign, ana);
    expect(await book.conversation(TENANT, foreign.id)).toBeNull();
    expect(await book.member(TENANT, 'aaaa')).toMatchObject({ mri: '29:ana', conversation: foreign.id });
  });

  it('is no better place to ask for somebody than where they were seen before, and any other one is', async () => {
    await book.see(room, ana);
    later(61);
    await book.see(foreign, ana);
    expect(await book.member(TENANT, 'aaaa')).toMatchObject({ conversation: ROOM });
    await book.see(foreign, { userId: 'bbbb', mri: '29:ben' });
    await book.see(room, { userId: 'bbbb', mri: '29:ben' });
    expect(await book.member(TENANT, 'bbbb')).toMatchObject({ conversation: ROOM });
  });
});

describe('people', () => {
  it('are named as this bot may name them', async () => {
    await book.see(room, ana);
    await book.meet(room, { userId: 'bbbb', mri: '29:ben' });
    expect(await book.mris(TENANT, ['aaaa', 'bbbb', 'cccc'])).toEqual(
      new Map([
        ['aaaa', '29:ana'],
        ['bbbb', '29:ben'],
      ]),
    );
    expect(await book.member(TENANT, 'cccc')).toBeNull();
  });

  it('of the network are, by their accounts in this tenant', async () => {
    const account = { channel: 'teams', tenant: TENANT, boundAt: START };
    await connection.prisma.chatAccount.createMany({
      data: [
        { ...account, userId: 'aaaa', personId: 'ana' },
        { ...account, userId: 'bbbb', personId: 'ben' },
        { ...account, tenant: 'another tenant', userId: 'iiii', personId: 'ines' },
      ],
    });
    await book.see(room, ana);
    await book.see({ ...room, tenant: 'another tenant' }, { userId: 'iiii', mri: '29:ines' });
    expect(await book.mrisOfPeople(TENANT, ['ana', 'ben', 'ines', 'marc'])).toEqual(['29:ana']);
  });
});

it('remembers no more than it may', () => {
  const memory = createMemory(() => START, 2);
  for (const key of ['one', 'two', 'one', 'three']) memory.remember(key, 'same');
  expect(['one', 'two', 'three'].filter((key) => memory.isKnown(key, 'same'))).toEqual(['one', 'three']);
});

it('tells a room from its threads', () => {
  expect(roomOf(`${ROOM};messageid=17`)).toBe(ROOM);
  expect(threadOf(ROOM, '17')).toBe(`${ROOM};messageid=17`);
  expect(threadOf(`${ROOM};messageid=1`, '17')).toBe(`${ROOM};messageid=1`);
});
