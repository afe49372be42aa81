import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuditEvent, GENESIS, hashedText, printedHead, readHead } from '../../src/domain/audit.js';
import { type AuditRow, checkChain } from '../../src/domain/audit-check.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const act = (number: number, event: Partial<AuditEvent> = {}): AuditEvent => ({
  chain: 'MADISON',
  number,
  at: '2026-11-27T14:12:00.000Z',
  actorId: 'ana',
  channel: 'slack',
  event: 'stock-counts.batch-saved',
  subject: 'count-1',
  facts: { lines: number, round: 'r1' },
  before: null,
  after: { state: 'counting' },
  reason: null,
  ...event,
});

/** As the database would have written it. */
function chained(events: readonly AuditEvent[]): AuditRow[] {
  let previous = GENESIS;
  return events.map((event) => {
    const row = { ...event, boutique: event.chain, previous, hash: sha256(hashedText(previous, event)) };
    previous = row.hash;
    return row;
  });
}

const four = chained([1, 2, 3, 4].map((number) => act(number)));
const check = (rows: readonly AuditRow[], witnesses: Parameters<typeof checkChain>[3] = []) =>
  checkChain('MADISON', rows, sha256, witnesses);
const changed = (number: number, change: Partial<AuditRow>) =>
  four.map((row) => (row.number === number ? { ...row, ...change } : row));
const report = (number: number, hash: string) => ({ chain: 'MADISON', number, hash, who: 'the report' });

describe('a chain', () => {
  it('stands, and says its head', async () => {
    expect(await check(four)).toEqual({
      head: { chain: 'MADISON', number: 4, hash: four[3]?.hash },
      fault: null,
    });
  });

  it('may be empty', async () => {
    expect(await check([])).toEqual({ head: { chain: 'MADISON', number: 0, hash: GENESIS }, fault: null });
  });

  it('is read from a stream', async () => {
    async function* stream() {
      yield* four;
    }
    expect((await checkChain('MADISON', stream(), sha256)).head.number).toBe(4);
  });

  it('does not depend on the order in which a database keeps the keys of an object', async () => {
    expect((await check(changed(2, { facts: { round: 'r1', lines: 2 } }))).fault).toBeNull();
  });

  it.each([
    ['its content', changed(3, { reason: 'none' }), 'entry 3 was changed: its content does not give its hash'],
    ['its hash', changed(3, { hash: 'f'.repeat(64) }), 'entry 3 was changed: its content does not give its hash'],
    [
      'the hash before it',
      changed(3, { previous: GENESIS }),
      'entry 3 does not follow entry 2: the hash it continues is another one',
    ],
    [
      'the first hash',
      changed(1, { previous: 'a'.repeat(64) }),
      'entry 1 does not follow the beginning: the hash it continues is another one',
    ],
    ['its chain', changed(3, { chain: 'RODEO' }), 'entry 3 is of another chain, RODEO'],
    [
      'its boutique',
      changed(3, { boutique: 'RODEO' }),
      'entry 3 was changed: it names another boutique than its chain',
    ],
    ['an entry', four.filter(({ number }) => number !== 2), 'entry 2 is missing; entry 3 is the next one there is'],
    ['the first entry', four.slice(1), 'entry 1 is missing; entry 2 is the next one there is'],
    ['an entry, twice', [...four.slice(0, 2), ...four.slice(1)], 'entry 2 is there twice'],
  ])('breaks where somebody touched %s', async (_what, rows, fault) => {
    expect((await check(rows)).fault).toBe(`MADISON: ${fault}.`);
  });

  it('names the first of several broken entries', async () => {
    const rows = four.map((row) => (row.number > 1 ? { ...row, actorId: 'ben' } : row));
    expect((await check(rows)).fault).toContain('entry 2 ');
  });

  it('is called by what it is', async () => {
    const rows = chained([act(1, { chain: '*' })]).map((row) => ({ ...row, boutique: null }));
    expect((await checkChain('*', rows, sha256)).fault).toBeNull();
    expect((await checkChain('*', changed(1, { chain: '*' }), sha256)).fault).toMatch(/^The network: entry 1 /);
  });
});

describe('a head on a report', () => {
  it('finds a cut tail', async () => {
    expect((await check(four.slice(0, 3), [report(4, four[3]?.hash ?? '')])).fault).toBe(
      'MADISON has 3 entries; the report speaks of entry 4.',
    );
    expect((await check([], [report(4, '0')])).fault).toBe('MADISON has no entries; the report speaks of entry 4.');
    expect((await check(four.slice(0, 1), [report(4, '0')])).fault).toContain('has 1 entry;');
  });

  it('finds a chain that was written anew, with hashes that fit', async () => {
    const anew = chained([1, 2, 3, 4].map((number) => act(number, number === 2 ? { actorId: 'ben' } : {})));
    expect((await check(anew)).fault).toBeNull();
    expect((await check(anew, [report(4, four[3]?.hash.slice(0, 16) ?? '')])).fault).toBe(
      'MADISON: entry 4 is not the one the report speaks of.',
    );
    expect((await check(anew, [report(1, four[0]?.hash ?? '')])).fault).toBeNull();
  });

  it('is fulfilled by a chain that has grown since', async () => {
    expect((await check(four, [report(2, four[1]?.hash ?? ''), report(4, four[3]?.hash ?? '')])).fault).toBeNull();
  });

  it.each([
    ['MADISON:41:3fa94c0d1b2e7f60', { chain: 'MADISON', number: 41, hash: '3fa94c0d1b2e7f60' }],
    [' Audit head MADISON:41:3FA94C0D1B2E7F60. ', { chain: 'MADISON', number: 41, hash: '3fa94c0d1b2e7f60' }],
    [`*:7:${'a'.repeat(64)}`, { chain: '*', number: 7, hash: 'a'.repeat(64) }],
    [`NY-5TH:1:${'0'.repeat(16)}`, { chain: 'NY-5TH', number: 1, hash: '0'.repeat(16) }],
    ['MADISON:41', null],
    ['MADISON:0:3fa94c0d1b2e7f60', null],
    ['MADISON:41:3fa94c0d', null],
    [`MADISON:41:${'a'.repeat(63)}`, null],
    ['41:3fa94c0d1b2e7f60', null],
    ['', null],
  ])('is read from "%s"', (text, head) => {
    expect(readHead(text)).toEqual(head);
  });

  it('is read as it was printed', () => {
    const head = { chain: 'MADISON', number: 4, hash: four[3]?.hash ?? '' };
    expect(readHead(printedHead(head))).toEqual({ ...head, hash: head.hash.slice(0, 16) });
  });
});

describe('whatever was recorded', () => {
  const json = fc.jsonValue({ maxDepth: 2 });
  const event = fc.record({
    actorId: fc.option(fc.string(), { nil: null }),
    subject: fc.string(),
    facts: json,
    before: json,
    after: json,
    reason: fc.option(fc.string(), { nil: null }),
  });
  const chains = fc
    .array(event, { minLength: 1, maxLength: 12 })
    .map((events) => chained(events.map((each, index) => act(index + 1, each))));

  it('stands', async () => {
    await fc.assert(
      fc.asyncProperty(chains, async (rows) => {
        expect((await check(rows)).fault).toBeNull();
      }),
    );
  });

  it('shows any change of any field, at its entry', async () => {
    const field = fc.constantFrom<keyof AuditRow>(
      ...(['chain', 'at', 'actorId', 'channel', 'event', 'subject', 'facts', 'before', 'after', 'reason'] as const),
      ...(['boutique', 'previous', 'hash', 'number'] as const),
    );
    await fc.assert(
      fc.asyncProperty(chains, fc.nat(), field, async (rows, at, name) => {
        const row = rows[at % rows.length] as AuditRow;
        const other = name === 'number' ? row.number + rows.length + 1 : `${JSON.stringify(row[name])} touched`;
        const touched = rows.map((each) => (each === row ? { ...row, [name]: other } : each));
        const { fault } = await check(touched.sort((a, b) => a.number - b.number));
        expect(fault).toContain(`entry ${row.number} `);
      }),
    );
  });

  it('shows any two entries that changed places', async () => {
    await fc.assert(
      fc.asyncProperty(chains, fc.nat(), fc.nat(), async (rows, a, b) => {
        const [one, two] = [rows[a % rows.length] as AuditRow, rows[b % rows.length] as AuditRow];
        fc.pre(one.number < two.number);
        const places = new Map([
          [one.number, { ...two, number: one.number }],
          [two.number, { ...one, number: two.number }],
        ]);
        expect((await check(rows.map((row) => places.get(row.number) ?? row))).fault).toContain(`entry ${one.number} `);
      }),
    );
  });
});
