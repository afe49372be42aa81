import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/commands/audit.js';
import { appendAudit, headOf } from '../../src/database/audit.js';
import { type Connection, connect, transaction } from '../../src/database/client.js';
import { printedHead } from '../../src/domain/audit.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';
import { network } from '../helpers/network.js';

let database: TestDatabase;
let connection: Connection;
beforeAll(async () => {
  database = await testDatabase();
  connection = connect(database.url);
  await network(connection);
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

const now = new Date('2026-11-27T14:12:00Z');
const act = { actorId: 'ana', channel: 'slack', event: 'stock-counts.opened', subject: 'count-1', facts: {} };

beforeEach(async () => {
  await tamper('truncate audit_events');
  const entries = ['MADISON', 'MADISON', 'MADISON', null].map((boutique) => ({ ...act, boutique }));
  await transaction(connection, (db) => appendAudit(db, entries, now));
});

async function tamper(statement: string): Promise<void> {
  await connection.pool.query(`set session_replication_role = replica; ${statement}; reset session_replication_role`);
}

async function verify(order: Parameters<typeof verifyAudit>[1] = {}) {
  const said: string[] = [];
  const complained: string[] = [];
  const voice = { say: (line: string) => said.push(line), complain: (line: string) => complained.push(line) };
  return { stands: await verifyAudit(connection.prisma, order, voice), said, complained };
}

describe('vitrine audit verify', () => {
  it('says how long each chain is, and its head', async () => {
    const { hash } = await headOf(connection.prisma, 'MADISON');
    const { stands, said, complained } = await verify();
    expect(said).toEqual([
      expect.stringMatching(/^The network: 1 entry, head \*:1:[0-9a-f]{64}$/),
      `MADISON: 3 entries, head MADISON:3:${hash}`,
    ]);
    expect([stands, complained]).toEqual([true, []]);
  });

  it('checks one boutique, written small or large; one that has done nothing yet has no entries', async () => {
    expect((await verify({ boutique: 'madison' })).said).toEqual([expect.stringContaining('MADISON: 3 entries')]);
    expect((await verify({ boutique: 'RODEO' })).said).toEqual([expect.stringContaining('RODEO: 0 entries')]);
    await expect(verify({ boutique: 'MADSION' })).rejects.toMatchObject({
      sentence: 'I know no boutique called "MADSION". Write its code, such as MADISON.',
    });
  });

  it('says so where nothing is recorded', async () => {
    await tamper('truncate audit_events');
    expect(await verify()).toEqual({ stands: true, said: ['Nothing is recorded yet.'], complained: [] });
  });

  it('names the first broken entry, and goes on with the other chains', async () => {
    await tamper("update audit_events set subject = 'count-2' where chain = 'MADISON' and number = 2");
    const { stands, said, complained } = await verify();
    expect(stands).toBe(false);
    expect(complained).toEqual([
      'MADISON: entry 2 was changed: its content does not give its hash.',
      '1 of 2 chains can’t be relied on.',
    ]);
    expect(said).toHaveLength(1);
  });

  it('takes what reports print, several at once, short or whole', async () => {
    const head = await headOf(connection.prisma, 'MADISON');
    const from = [printedHead(head), printedHead(head, 'whole'), `Audit head ${printedHead(head)}.`];
    expect((await verify({ from })).stands).toBe(true);
    await tamper("delete from audit_events where chain = 'MADISON' and number = 3");
    expect((await verify()).stands).toBe(true);
    expect((await verify({ from })).complained[0]).toBe('MADISON has 2 entries; the report speaks of entry 3.');
    expect((await verify({ from, boutique: 'RODEO' })).stands).toBe(false);
    await expect(verify({ from: ['MADISON:3'] })).rejects.toMatchObject({
      sentence: '"MADISON:3" is no head. Write it as a report prints it: MADISON:41:3fa94c0d1b2e7f60.',
    });
  });
});
