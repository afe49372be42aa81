import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { card } from '../../src/chat/card.js';
import { type Address, type Channel, RateLimited, type Reference, Undeliverable } from '../../src/chat/channel.js';
import { type Connection, connect, transaction } from '../../src/database/client.js';
import { reviveDeliveries } from '../../src/database/deliveries.js';
import { startJobs } from '../../src/database/jobs.js';
import { alone } from '../../src/database/locks.js';
import type { Audience, TellOptions } from '../../src/engine/capability.js';
import { deliver, post } from '../../src/engine/outbox.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';
import { network } from '../helpers/network.js';
import { queriesIn } from '../helpers/queries.js';

const NOW = new Date('2026-11-27T14:12:00Z');
const ANA = 'slack/person/ana';
const BEN = 'slack/person/ben';

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

/** What is said reads as a line each; what happens instead of it is written down before, by the title of the card. */
function scriptedChat() {
  const said: string[] = [];
  const script = new Map<string, unknown[]>();
  const gates = new Map<string, Promise<void>>();
  const speak = async (words: string, title: string) => {
    await gates.get(title);
    const instead = script.get(title)?.shift();
    if (instead) throw instead;
    said.push(words);
  };
  const place = (to: Address) => ('person' in to ? to.person : to.room);
  const channel: Channel = {
    name: 'slack',
    async send(to, { title }): Promise<Reference> {
      await speak(`${place(to)}: ${title}`, title);
      return { place: place(to), message: title };
    },
    async revise(reference, { title }) {
      await speak(`${reference.place}: ${title} in place of ${reference.message}`, title);
      return { ...reference, message: title };
    },
    async attach(reference, documents) {
      const names = documents.map(({ name }) => name).join(' and ');
      await speak(`${reference.place}: ${names} with ${reference.message}`, `${reference.message} documents`);
      return reference;
    },
    download: () => Promise.reject(new Error('nothing is downloaded here')),
  };
  return {
    channel,
    said,
    instead: (title: string, ...happens: unknown[]) => script.set(title, happens),
    holds: (title: string) => {
      let open = () => {};
      gates.set(
        title,
        new Promise((resolve) => {
          open = resolve;
        }),
      );
      return () => open();
    },
  };
}

let chat: ReturnType<typeof scriptedChat>;
let logged: string[];
beforeEach(async () => {
  chat = scriptedChat();
  logged = [];
  await connection.pool.query('truncate deliveries, attachments; delete from graphile_worker._private_jobs');
});

const log = { info: () => {}, warn: () => {}, error: (message: string) => void logged.push(message) };
const postman = () => ({ connection, channels: [chat.channel], now: () => NOW, log });
const carry = (conversation: string) => deliver(postman(), conversation);

async function tell(audience: Audience, title: string, options: TellOptions = {}): Promise<void> {
  const parts = { newId: randomUUID, chats: ['slack'] } as unknown as Parameters<typeof post>[0];
  await transaction(connection, (db) =>
    post(parts, { db, now: NOW, boutique: null }, [{ audience, card: card(title, []), options }]),
  );
}

const toAna = (title: string, options?: TellOptions) => tell({ person: 'ana' }, title, options);
const toBen = (title: string, options?: TellOptions) => tell({ person: 'ben' }, title, options);
const document = (name: string) => ({ name, bytes: Buffer.from(name) });

async function states(): Promise<string[]> {
  const rows = await connection.prisma.delivery.findMany({ orderBy: { id: 'asc' } });
  return rows.map(({ card: said, state }) => `${(said as { title: string }).title} ${state}`);
}

async function jobOf(conversation: string) {
  const { rows } = await connection.pool.query<{ run_at: Date; attempts: number; locked_by: string | null }>(
    'select run_at, attempts, locked_by from graphile_worker.jobs where key = $1',
    [`deliver:${conversation}`],
  );
  return rows[0] ?? null;
}

/** The worker as `main.ts` starts it, for as long as the work lasts. */
async function withWorkers(workers: number, work: (failed: string[]) => Promise<void>, now = () => NOW): Promise<void> {
  const failed: string[] = [];
  const handlers = {
    deliver: (payload: unknown) => deliver({ ...postman(), now }, (payload as { conversation: string }).conversation),
  };
  const start = () =>
    startJobs(connection.pool, handlers, { failed: (_, error) => failed.push((error as Error).message) });
  const running = await Promise.all(Array.from({ length: workers }, start));
  try {
    await work(failed);
  } finally {
    await Promise.all(running.map((jobs) => jobs.stop()));
  }
}

const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 8_000, interval: 15 });

/** The worker looks every two seconds, or when it is told to. */
const wake = () => connection.pool.query('select pg_notify(\'jobs:insert\', \'{"r":0.5,"count":1}\')');

describe('what is said to one conversation', () => {
  it('is said in order', async () => {
    for (const title of ['first', 'second', 'third']) await toAna(title);
    await carry(ANA);
    expect(chat.said).toEqual(['ana: first', 'ana: second', 'ana: third']);
    expect(await states()).toEqual(['first sent', 'second sent', 'third sent']);
  });

  it('is not said before the transaction commits, and not at all where it does not', async () => {
    const parts = { newId: () => 'never', chats: ['slack'] } as unknown as Parameters<typeof post>[0];
    const undone = transaction(connection, async (db) => {
      const told = { audience: { person: 'ana' }, card: card('never', []), options: {} };
      await post(parts, { db, now: NOW, boutique: null }, [told]);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await carry(ANA);
    expect(chat.said).toEqual([]);
    expect(await jobOf(ANA)).toBeNull();
  });

  it('replaces what was said on the same topic', async () => {
    await toAna('counting', { topic: 'tally' });
    await carry(ANA);
    await toAna('between');
    await toAna('closed', { topic: 'tally' });
    await carry(ANA);
    await toAna('sent back', { topic: 'tally' });
    await carry(ANA);
    expect(chat.said).toEqual([
      'ana: counting',
      'ana: between',
      'ana: closed in place of counting',
      'ana: sent back in place of closed',
    ]);
  });

  it('is left to a later word on the topic that waits too, with every document', async () => {
    await toAna('counting', { topic: 'tally', attachments: [document('a.csv')] });
    await toAna('between');
    await toAna('still counting', { topic: 'tally', attachments: [document('b.csv')] });
    await toAna('closed', { topic: 'tally', attachments: [document('c.csv')] });
    await toBen('counting', { topic: 'another tally' });
    await carry(ANA);
    expect(chat.said).toEqual(['ana: between', 'ana: closed', 'ana: a.csv and b.csv and c.csv with closed']);
    expect(await states()).toEqual([
      'counting overtaken',
      'between sent',
      'still counting overtaken',
      'closed sent',
      'counting waiting',
    ]);
  });

  it('goes to whoever was told of the topic, and to nobody else', async () => {
    await toAna('decide', { topic: 'approval' });
    await toBen('something else', { topic: 'another' });
    await tell('who-was-told', 'decided', { topic: 'approval' });
    await carry(ANA);
    await carry(BEN);
    expect(chat.said).toEqual(['ana: decided', 'ben: something else']);
  });

  it('has the same card said once in each place, however many audiences it is told to in one act, documents too', async () => {
    const report = card('report', []);
    const options = { topic: 'order', attachments: [document('a.csv')] };
    const parts = { newId: randomUUID, chats: ['slack'] } as unknown as Parameters<typeof post>[0];
    await transaction(connection, (db) =>
      post(parts, { db, now: NOW, boutique: null }, [
        { audience: { person: 'ana' }, card: report, options },
        { audience: { person: 'ben' }, card: report, options },
      ]),
    );
    await carry(ANA);
    await carry(BEN);
    expect(chat.said).toEqual(['ana: report', 'ana: a.csv with report', 'ben: report', 'ben: a.csv with report']);
  });

  it('reaches whoever was told the same topic a moment ago, in the same act', async () => {
    const said = (audience: Audience, title: string) => ({
      audience,
      card: card(title, []),
      options: { topic: 'zone' },
    });
    const parts = { newId: randomUUID, chats: ['slack'] } as unknown as Parameters<typeof post>[0];
    await transaction(connection, (db) =>
      post(parts, { db, now: NOW, boutique: null }, [
        said({ person: 'ben' }, 'counting'),
        { audience: { person: 'ana' }, card: card('else', []), options: {} },
        said('who-was-told', 'closed'),
      ]),
    );
    await carry(ANA);
    await carry(BEN);
    expect(chat.said).toEqual(['ana: else', 'ben: closed']);
    expect(await states()).toEqual(['counting overtaken', 'else sent', 'closed sent']);
  });

  it('takes two questions for each message, whether or not it replaces one, and three for each turn', async () => {
    for (const topic of ['tally', 'tally again', 'count']) await toAna(topic, { topic });
    await carry(ANA);
    for (const topic of ['tally', 'count']) await toAna('closed', { topic });
    const asked = await queriesIn(() => carry(ANA));

    expect(chat.said.slice(3)).toEqual(['ana: closed in place of tally', 'ana: closed in place of count']);
    expect(asked).toHaveLength(2 * 2 + 3);
  });

  it('goes to a department’s people where it has no channel', async () => {
    await tell({ department: 'global-retail-operations' }, 'report');
    await connection.prisma.department.updateMany({ data: { slackChannel: null } });
    await tell({ department: 'global-retail-operations' }, 'report');
    await carry('slack/channel/C0HQ');
    await carry('slack/person/claire');
    expect(chat.said).toEqual(['C0HQ: report', 'claire: report']);
  });
});

describe('a chat that asks for a pause', () => {
  it('gets it, for this conversation alone', async () => {
    chat.instead('first', new RateLimited(30));
    await toAna('first');
    await toAna('second');
    await toBen('hello');
    await carry(ANA);
    await carry(BEN);
    expect(chat.said).toEqual(['ben: hello']);
    expect(await jobOf(ANA)).toMatchObject({ run_at: new Date(NOW.getTime() + 30_000), attempts: 0 });

    await carry(ANA);
    expect(chat.said).toEqual(['ben: hello', 'ana: first', 'ana: second']);
  });

  it('is not disturbed by what is added meanwhile, by a look at what waits, or by a second worker', async () => {
    chat.instead('first', new RateLimited(3_600));
    await toAna('first');
    await carry(ANA);
    const { run_at } = (await jobOf(ANA)) ?? {};

    await toAna('second');
    await reviveDeliveries(connection.prisma, NOW);
    await alone(connection.pool, `deliver:${ANA}`, () => carry(ANA));
    expect(run_at).toEqual(new Date(NOW.getTime() + 3_600_000));
    expect((await jobOf(ANA))?.run_at).toEqual(run_at);
    expect(chat.said).toEqual([]);
  });

  it('is waited for by the worker, which goes on with the others', async () => {
    chat.instead('first', new RateLimited(0.4));
    await toAna('first');
    await toAna('second');
    const began = Date.now();
    const work = async () => {
      await soon(async () => expect((await jobOf(ANA))?.run_at.getTime()).toBeGreaterThan(began + 400));
      await toBen('hello');
      await soon(async () => {
        await wake();
        expect(chat.said).toContain('ana: second');
      });
    };
    await withWorkers(1, work, () => new Date());
    expect(Date.now() - began).toBeGreaterThanOrEqual(400);
    expect(chat.said).toEqual(['ben: hello', 'ana: first', 'ana: second']);
  });
});

describe('what can not be delivered', () => {
  it('is marked so, with the reason, and the next goes on', async () => {
    chat.instead('first', new Undeliverable('is_archived'));
    await toAna('first');
    await toAna('second');
    await carry(ANA);
    expect(chat.said).toEqual(['ana: second']);
    expect(await states()).toEqual(['first failed', 'second sent']);
    expect(await connection.prisma.delivery.findFirst()).toMatchObject({ error: 'is_archived' });
    expect(logged).toEqual(['delivery failed for good']);
  });

  it('is said anew by the next word on its topic', async () => {
    chat.instead('first', new Undeliverable('is_archived'));
    await toAna('first', { topic: 'tally' });
    await carry(ANA);
    await toAna('second', { topic: 'tally' });
    await carry(ANA);
    expect(chat.said).toEqual(['ana: second']);
  });

  it('leaves a message that only lacks its documents to be replaced by its outcome', async () => {
    chat.instead('decide documents', new Undeliverable('storage_limit_reached'));
    await toAna('decide', { topic: 'approval', attachments: [document('a.csv')] });
    await carry(ANA);
    expect(await states()).toEqual(['decide failed']);

    await tell('who-was-told', 'decided', { topic: 'approval' });
    await carry(ANA);
    expect(chat.said).toEqual(['ana: decide', 'ana: decided in place of decide']);
  });

  it('is found out where no such chat is connected', async () => {
    await toAna('first');
    await deliver({ ...postman(), channels: [] }, ANA);
    expect(await states()).toEqual(['first failed']);
  });
});

describe('what goes wrong', () => {
  it('keeps a delivery waiting, and it is said once the chat answers again', async () => {
    chat.instead('first', new Error('connection reset'));
    await toAna('first');
    await toAna('second');
    await withWorkers(1, async (failed) => {
      await soon(() => expect(failed).toEqual(['connection reset']));
      expect(await states()).toEqual(['first waiting', 'second waiting']);
      await soon(async () => {
        const { run_at, attempts } = (await jobOf(ANA)) ?? {};
        expect(attempts).toBe(1);
        expect(run_at?.getTime()).toBeGreaterThan(Date.now());
      });

      await makeDue();
      await soon(() => expect(chat.said).toEqual(['ana: first', 'ana: second']));
    });
  });

  it('with the documents alone does not repeat the message', async () => {
    chat.instead('report documents', new Error('connection reset'));
    await toAna('report', { attachments: [document('a.csv')] });
    await expect(carry(ANA)).rejects.toThrow('connection reset');
    await carry(ANA);
    expect(chat.said).toEqual(['ana: report', 'ana: a.csv with report']);
  });
});

/** The library's own pause is seconds long. */
async function makeDue(): Promise<void> {
  await connection.pool.query(
    'select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs), run_at := now())',
  );
  await wake();
}

describe('a crash', () => {
  it('in the middle of a delivery is made good at the next start', async () => {
    await toAna('first');
    await connection.pool.query("update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now()");
    await withWorkers(1, async () => {
      await toBen('hello');
      await soon(() => expect(chat.said).toEqual(['ben: hello']));

      await reviveDeliveries(connection.prisma, NOW);
      await soon(() => expect(chat.said).toEqual(['ben: hello', 'ana: first']));
    });
  });

  it('that lost the job altogether is, too; what was said is not said again', async () => {
    await toBen('said');
    await carry(BEN);
    await toAna('first');
    await connection.pool.query('delete from graphile_worker._private_jobs');
    await reviveDeliveries(connection.prisma, new Date(NOW.getTime() - 1));
    expect(await jobOf(ANA)).toBeNull();

    await reviveDeliveries(connection.prisma, NOW);
    expect(await jobOf(BEN)).toBeNull();
    await withWorkers(1, async () => {
      await soon(() => expect(chat.said).toEqual(['ben: said', 'ana: first']));
    });
  });
});

describe('two at once', () => {
  it('never carry the same conversation: the second comes back a little later', async () => {
    const open = chat.holds('first');
    await toAna('first');
    await connection.pool.query('delete from graphile_worker._private_jobs');
    const first = carry(ANA);
    await soon(async () => expect(await locks()).toBe(1));
    await carry(ANA);
    expect(chat.said).toEqual([]);
    expect((await jobOf(ANA))?.run_at).toEqual(new Date(NOW.getTime() + 300));

    open();
    await first;
    expect(chat.said).toEqual(['ana: first']);
  });

  it('say everything once, and in order', async () => {
    const people = ['ana', 'ben', 'ines', 'marc'];
    const titles = Array.from({ length: 12 }, (_, index) => `word ${index}`);
    const work = async () => {
      for (const title of titles) await Promise.all(people.map((person) => tell({ person }, title)));
      await soon(async () => {
        await wake();
        expect(chat.said.length).toBeGreaterThanOrEqual(people.length * titles.length);
      });
    };
    await withWorkers(2, work, () => new Date());
    for (const person of people) {
      const heard = chat.said.filter((words) => words.startsWith(`${person}: `));
      expect(heard).toEqual(titles.map((title) => `${person}: ${title}`));
    }
    expect(logged).toEqual([]);
  });
});

async function locks(): Promise<number> {
  const { rows } = await connection.pool.query<{ held: number }>(
    "select count(*)::int as held from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
  );
  return rows[0]?.held ?? 0;
}
