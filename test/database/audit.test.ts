import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AuditEntry, appendAudit, headOf, sha256 } from '../../src/database/audit.js';
import { allHeads, checkTrail, entriesOf } from '../../src/database/audit-trail.js';
import { type Connection, connect, transaction } from '../../src/database/client.js';
import { type AuditEvent, GENESIS, type Head, hashedText } from '../../src/domain/audit.js';
import { anchorHeads } from '../../src/engine/anchors.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';

let database: TestDatabase;
let connection: Connection;
beforeAll(async () => {
  database = await testDatabase();
  connection = connect(database.url, { poolSize: 12 });
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});
beforeEach(() => tamper('truncate audit_events, receipts'));

const monday = new Date('2026-11-23T08:00:00.123Z');
const tuesday = new Date('2026-11-24T08:00:00.000Z');

const saved = (boutique: string | null, subject = 'count-1'): AuditEntry => ({
  actorId: 'ana',
  channel: 'slack',
  boutique,
  event: 'stock-counts.batch-saved',
  subject,
  facts: { lines: 3, late: false, zones: ['Safe'] },
});

const append = (entries: readonly AuditEntry[], at = monday) =>
  transaction(connection, (db) => appendAudit(db, entries, at), { slow: true });

/** What only somebody can do who owns the database: without its triggers. */
async function tamper(statement: string, values: readonly unknown[] = []): Promise<void> {
  const client = await connection.pool.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query(statement, [...values]);
  } finally {
    await client.query('reset session_replication_role');
    client.release();
  }
}

const fromReport = (head: Head) => ({ ...head, hash: head.hash.slice(0, 16), who: 'the report' });

async function check(witnesses: readonly Head[] = [], chain: string | null = null) {
  const faults: string[] = [];
  const heads: string[] = [];
  for await (const { head, fault } of checkTrail(connection.prisma, {
    chain,
    witnesses: witnesses.map(fromReport),
  })) {
    heads.push(`${head.chain} ${head.number}`);
    if (fault) faults.push(fault);
  }
  return { heads, faults };
}

const faults = async (...witnesses: readonly Head[]) => (await check(witnesses)).faults;

/** Writes a chain anew from an entry on, as somebody would who knows how it is made. */
async function rewrite(chain: string, from: number): Promise<void> {
  let previous = GENESIS;
  const rows = [];
  for await (const row of entriesOf(connection.prisma, chain)) rows.push(row);
  for (const { hash: _hash, previous: _previous, boutique: _boutique, ...kept } of rows) {
    const event: AuditEvent = kept.number === from ? { ...kept, actorId: 'nobody' } : kept;
    const hash = sha256(hashedText(previous, event));
    const values = [event.actorId, previous, hash, chain, event.number];
    await tamper(
      'update audit_events set actor_id = $1, previous = $2, hash = $3 where chain = $4 and number = $5',
      values,
    );
    previous = hash;
  }
}

describe('the trail', () => {
  it('is one chain for each boutique and one for the network', async () => {
    await append([saved('MADISON'), saved(null), saved('RODEO'), saved('MADISON')]);
    await append([saved('MADISON')]);
    expect(await check()).toEqual({ heads: ['* 1', 'MADISON 3', 'RODEO 1'], faults: [] });
    expect(await check([], 'RODEO')).toEqual({ heads: ['RODEO 1'], faults: [] });
    expect((await allHeads(connection.prisma)).map(({ chain, number }) => `${chain} ${number}`)).toEqual([
      '* 1',
      'MADISON 3',
      'RODEO 1',
    ]);
  });

  it('may be empty', async () => {
    expect(await check()).toEqual({ heads: [], faults: [] });
    expect(await allHeads(connection.prisma)).toEqual([]);
  });

  it('is longer than what is read at once', async () => {
    await append(Array.from({ length: 2_300 }, (_, index) => saved('MADISON', `count-${index}`)));
    expect(await check()).toEqual({ heads: ['MADISON 2300'], faults: [] });
    await tamper('delete from audit_events where number = 1000');
    expect(await faults()).toEqual(['MADISON: entry 1000 is missing; entry 1001 is the next one there is.']);
  });

  it('stays gapless and true when many append to it at once', async () => {
    const codes = ['MADISON', 'RODEO', 'GINZA', null] as const;
    const acts = fc.array(fc.array(fc.constantFrom(...codes), { minLength: 1, maxLength: 3 }), {
      minLength: 2,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(acts, fc.nat(3), async (transactions, failing) => {
        await tamper('truncate audit_events');
        const work = transactions.map((chains, index) =>
          transaction(
            connection,
            async (db) => {
              await appendAudit(
                db,
                chains.map((code) => saved(code, `act-${index}`)),
                monday,
              );
              if (index % 4 === failing) throw new Error('rolled back');
            },
            { slow: true },
          ).catch(() => {}),
        );
        await Promise.all(work);

        const kept = transactions.filter((_, index) => index % 4 !== failing).flat();
        const expected = codes.flatMap((code) => {
          const number = kept.filter((each) => each === code).length;
          return number === 0 ? [] : [`${code ?? '*'} ${number}`];
        });
        expect(await check()).toEqual({ heads: expected.sort(), faults: [] });
      }),
      { numRuns: 25 },
    );
  });

  it('is what was recorded, whatever people wrote', async () => {
    const entry = fc.record({
      subject: fc.string({ unit: 'binary' }),
      facts: fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }),
      before: fc.jsonValue({ maxDepth: 2 }),
      reason: fc.string({ unit: 'binary' }),
    });
    await fc.assert(
      fc.asyncProperty(entry, async (each) => {
        await tamper('truncate audit_events');
        await append([{ ...saved('MADISON'), ...each } as AuditEntry]);
        expect(await faults()).toEqual([]);
      }),
      { numRuns: 60 },
    );
    await append([
      {
        ...saved('MADISON'),
        reason: 'half a \ud83d and a \0',
        facts: { at: monday.toJSON(), no: Number.NaN } as never,
      },
    ]);
    expect(await faults()).toEqual([]);
  });

  it.each([
    'update audit_events set actor_id = null',
    'update audit_events set hash = hash',
    'delete from audit_events',
    'truncate audit_events',
    'truncate audit_events cascade',
  ])('is refused by the database: %s', async (statement) => {
    await append([saved('MADISON')]);
    await expect(connection.pool.query(statement)).rejects.toThrow('audit_events is append-only');
    expect((await check()).heads).toEqual(['MADISON 1']);
  });
});

describe('whoever touches it all the same is found', () => {
  beforeEach(async () => {
    for (let round = 0; round < 4; round += 1) await append([saved('MADISON'), saved('RODEO', `count-${round}`)]);
  });

  it.each([
    ["actor_id = 'ben'"],
    ['actor_id = null'],
    ["channel = 'teams'"],
    ["event = 'stock-counts.opened'"],
    ["subject = 'count-9'"],
    ["at = at + interval '1 ms'"],
    ["at = 'infinity'"],
    [`facts = facts || '{"lines": 4}'`],
    [`facts = facts - 'late'`],
    ["facts = 'null'"],
    [`before = '{}'`],
    [`after = '0'`],
    ["reason = ''"],
    ["boutique_code = 'RODEO'"],
    ['boutique_code = null'],
    ["hash = repeat('0', 64)"],
    ["previous = repeat('0', 64)"],
    ["chain = 'GINZA'"],
    ['number = 40'],
  ])('with %s', async (change) => {
    await tamper(`update audit_events set ${change} where chain = 'MADISON' and number = 2`);
    const found = await faults();
    expect(found[0]).toMatch(/entry [12] /);
    expect(found.some((fault) => fault.startsWith('MADISON: entry 2 '))).toBe(true);
    expect(found.filter((fault) => fault.startsWith('RODEO'))).toEqual([]);
  });

  it('with an entry deleted, and each chain names its own', async () => {
    await tamper(
      "delete from audit_events where (chain = 'MADISON' and number = 3) or (chain = 'RODEO' and number = 1)",
    );
    expect(await faults()).toEqual([
      'MADISON: entry 3 is missing; entry 4 is the next one there is.',
      'RODEO: entry 1 is missing; entry 2 is the next one there is.',
    ]);
  });

  it('with two entries swapped', async () => {
    await tamper("update audit_events set number = number + 10 where chain = 'RODEO' and number in (2, 3)");
    await tamper("update audit_events set number = 15 - number where chain = 'RODEO' and number in (12, 13)");
    expect(await faults()).toEqual(['RODEO: entry 2 does not follow entry 1: the hash it continues is another one.']);
  });

  it('with the tail cut, by whoever has a report', async () => {
    const head = await headOf(connection.prisma, 'MADISON');
    await tamper("delete from audit_events where chain = 'MADISON' and number > 2");
    expect(await faults()).toEqual([]);
    expect(await faults(head)).toEqual(['MADISON has 2 entries; the report speaks of entry 4.']);
    await tamper("delete from audit_events where chain = 'MADISON'");
    expect(await faults(head)).toEqual(['MADISON has no entries; the report speaks of entry 4.']);
  });

  it('with a whole chain written anew, by whoever has a report', async () => {
    const head = await headOf(connection.prisma, 'MADISON');
    await append([saved('MADISON')]);
    await rewrite('MADISON', 3);
    expect(await faults()).toEqual([]);
    expect(await faults(head)).toEqual(['MADISON: entry 4 is not the one the report speaks of.']);
    expect(await faults(await headOf(connection.prisma, 'RODEO'))).toEqual([]);
  });
});

describe('the network’s daily entry', () => {
  beforeEach(async () => {
    for (let round = 0; round < 4; round += 1) await append([saved('MADISON'), saved('RODEO')]);
  });

  const anchor = (now: Date) => anchorHeads({ now: () => now }, connection);
  const anchors = () =>
    connection.prisma.auditEvent.findMany({ where: { event: 'audit.anchored' }, orderBy: { id: 'asc' } });

  it('holds the heads of all chains', async () => {
    const [madison, rodeo] = [await headOf(connection.prisma, 'MADISON'), await headOf(connection.prisma, 'RODEO')];
    await anchor(tuesday);
    expect(await anchors()).toMatchObject([
      {
        chain: '*',
        subject: '2026-11-24',
        actorId: null,
        channel: 'engine',
        facts: { MADISON: { number: 4, hash: madison.hash }, RODEO: { number: 4, hash: rodeo.hash } },
      },
    ]);
    expect(await faults()).toEqual([]);
  });

  it('is written once a day, also when several instances look at once', async () => {
    const other = connect(database.url);
    try {
      await Promise.all([1, 2, 3, 4].flatMap(() => [anchor(tuesday), anchorHeads({ now: () => tuesday }, other)]));
    } finally {
      await other.close();
    }
    expect(await anchors()).toHaveLength(1);
    await anchor(new Date('2026-11-24T23:59:59.999Z'));
    expect(await anchors()).toHaveLength(1);
    await anchor(new Date('2026-11-25T00:00:00.000Z'));
    expect((await anchors()).map(({ subject }) => subject)).toEqual(['2026-11-24', '2026-11-25']);
    expect((await anchors())[1]?.facts).toMatchObject({ '*': { number: 1 } });
  });

  it('is left out while there is nothing to keep', async () => {
    await tamper('truncate audit_events');
    await anchor(tuesday);
    expect(await anchors()).toEqual([]);
  });

  it('finds a chain that was written anew, without any report', async () => {
    await anchor(tuesday);
    await append([saved('MADISON')]);
    await rewrite('MADISON', 2);
    expect(await faults()).toEqual(['MADISON: entry 4 is not the one the network’s entry of 2026-11-24 speaks of.']);
    expect(await check([], 'MADISON')).toMatchObject({ faults: [expect.stringContaining('entry 4 ')] });
    expect(await check([], 'RODEO')).toMatchObject({ faults: [] });
  });

  it('finds a cut tail, and a chain that is gone', async () => {
    await anchor(tuesday);
    await tamper("delete from audit_events where chain = 'MADISON' and number > 1");
    await tamper("delete from audit_events where chain = 'RODEO'");
    expect(await faults()).toEqual([
      'MADISON has 1 entry; the network’s entry of 2026-11-24 speaks of entry 4.',
      'RODEO has no entries; the network’s entry of 2026-11-24 speaks of entry 4.',
    ]);
  });

  it('does not fall over what somebody wrote into it', async () => {
    for (const facts of ['null', '[]', '"x"', '{"MADISON": 4}', '{"MADISON": {"number": 99999999999, "hash": null}}']) {
      await tamper('truncate audit_events, receipts');
      await append([saved('MADISON')]);
      await anchor(tuesday);
      await tamper("update audit_events set facts = $1::jsonb where chain = '*'", [facts]);
      expect(await faults()).toEqual(['The network: entry 1 was changed: its content does not give its hash.']);
    }
  });

  it('is covered by a report where somebody wrote that anew too', async () => {
    const head = await headOf(connection.prisma, 'MADISON');
    await anchor(tuesday);
    await rewrite('MADISON', 2);
    await tamper('delete from audit_events where chain = $1', ['*']);
    expect(await faults()).toEqual([]);
    expect(await faults(head)).toEqual(['MADISON: entry 4 is not the one the report speaks of.']);
  });
});
