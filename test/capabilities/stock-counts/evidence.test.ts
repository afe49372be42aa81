import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportCount } from '../../../src/commands/count-export.js';
import { checkTrail } from '../../../src/database/audit-trail.js';
import { hashedText, readHead } from '../../../src/domain/audit.js';
import { csv } from '../../../src/domain/csv-file.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, ines, marc } from '../../helpers/network.js';

const MORNING = '2026-11-27T14:12:00Z';
const VITRINE_2 = 'MADISON/vitrine-2';
/** What a spreadsheet would run, and what looks like our cure for it. */
const HOSTILE = ['=1+2?', '+1?', '-2?', '@SUM?', '＝1?', '＋1?', "'=1?", "'RG?"];

let bot: Bot;
let folder: string;
let id: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-evidence-'));
  bot = await startBot(MORNING);
  await countedTwice();
  await decided();
  id = (await bot.connection.prisma.count.findFirstOrThrow()).id;
});
afterAll(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
  await rm(folder, { recursive: true });
});

/** Every way in which a line can be kept: counted, repeated, not readable, taken back, too late, in a second round. */
async function countedTwice(): Promise<void> {
  const serials = ['RG-20-88', 'RG-20-89', 'ER-13-01', 'NK-11-03', 'rg-20-88', ...HOSTILE].join('\n');
  const form = await bot.as(ana).says('count');
  await bot.as(ana).submit(form, { zone: VITRINE_2, also: null, reason: 'weekly', serials });
  await bot.as(ana).answers('Add serials', { serials: 'XX-1\nXX-2' });
  await bot.as(ana).presses('Take back last batch');
  const late = await bot.as(ana).presses('Add serials');
  await bot.as(ana).presses('Close zone');
  await bot.waits({ minutes: 1 });
  await bot.as(ana).submit(late, { serials: 'BR-25-03' });
  expect(await bot.as(ana).presses('Recount')).toMatchObject({ type: 'refusal' });

  await bot.as(ben).answers('Recount', { serials: 'RG-20-88, RG-20-89, ER-13-01, NK-11-03' });
  await bot.as(ben).presses('Close zone');
}

async function decided(): Promise<void> {
  const { id: approval } = await bot.connection.prisma.approval.findFirstOrThrow();
  const approve = { interaction: 'engine.approve', boutique: 'MADISON', subject: approval };
  expect(await bot.as(ana).press(approve)).toMatchObject({ type: 'refusal' });
  const asked = await bot.as(ines).presses('Name the causes');
  const fields =
    asked.type === 'form' ? Object.keys(asked.form.fields).filter((field) => field.startsWith('cause.')) : [];
  const note = '=HYPERLINK("https://vitrine.example")';
  await bot.as(ines).submit(asked, { ...Object.fromEntries(fields.map((field) => [field, 'not-counted'])), note });
  await bot.as(ines).presses('Approve');
}

let exports = 0;
async function exported(prefix = id) {
  exports += 1;
  const to = join(folder, `export-${exports}`);
  const result = await exportCount(bot.connection, { id: prefix, to, by: 'shell/marc', now: bot.clock.now });
  const text = (name: string) => readFile(join(to, name), 'utf8');
  const table = async (name: string) => rowsIn(await text(name));
  return { ...result, to, text, table };
}

const rowsIn = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });
/** As the manifest says a cell is to be read. */
const read = (cell = ''): string => cell.replace(/^'(?=[=+\-@\t\r\n'＝＋－＠])/, '');
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

describe('the export of a count', () => {
  it('has a digest for each of its files, and a manifest that verifies', async () => {
    const { to, text, sha256: seal } = await exported();
    const manifest = JSON.parse(await text('manifest.json'));
    expect((await readdir(to)).sort()).toEqual(
      [...manifest.files.map(({ name }: { name: string }) => name), 'manifest.json'].sort(),
    );
    for (const { name, bytes, sha256: digest } of manifest.files) {
      const content = await readFile(join(to, name));
      expect([name, content.length, sha256(content)]).toEqual([name, bytes, digest]);
    }
    expect(sha256(await readFile(join(to, 'manifest.json')))).toBe(seal);
    expect(manifest).toMatchObject({ count: id, boutique: 'MADISON', exportedBy: 'shell/marc' });
  });

  it('says the heads of the chains, which stand', async () => {
    const { heads } = JSON.parse(await (await exported()).text('manifest.json'));
    const witnesses = heads.map((head: string) => ({ ...readHead(head), who: 'the manifest' }));
    expect(witnesses.map(({ chain }: { chain: string }) => chain)).toContain('MADISON');
    for await (const { fault } of checkTrail(bot.connection.prisma, { chain: null, witnesses }))
      expect(fault).toBeNull();
  });

  it('has every line of every round, exactly once, with what became of it', async () => {
    const lines = await (await exported()).table('lines.csv');
    const kept = await bot.connection.prisma.countLine.findMany({
      orderBy: [{ batch: { number: 'asc' } }, { item: 'asc' }],
    });
    expect(lines.map((line) => `${line['batch id']}/${line.item} ${read(line['as scanned'])}`)).toEqual(
      kept.map(({ batchId, item, text }) => `${batchId}/${item} ${text}`),
    );
    expect(kept).toHaveLength(5 + HOSTILE.length + 2 + 1 + 4);
    const whyNot = lines.map((line) => line['why not'] ?? '');
    expect(whyNot.filter((why) => why === 'not readable')).toHaveLength(HOSTILE.length);
    expect(whyNot.filter((why) => why === 'scanned before')).toHaveLength(1);
    expect(whyNot.filter((why) => why === 'taken back')).toHaveLength(2);
    expect(whyNot.filter((why) => why === 'came after the zone was closed')).toHaveLength(1);
    expect(lines.filter(({ counts }) => counts === 'yes').map(({ round, serial }) => `${round} ${serial}`)).toEqual([
      ...['RG-20-88', 'RG-20-89', 'ER-13-01', 'NK-11-03'].map((serial) => `1 ${serial}`),
      ...['RG-20-88', 'RG-20-89', 'ER-13-01', 'NK-11-03'].map((serial) => `2 ${serial}`),
    ]);
  });

  it('has no cell that a spreadsheet would run', async () => {
    const { files } = await exported();
    for (const { name, bytes } of files.filter(({ name }) => name.endsWith('.csv'))) {
      const cells = rowsIn(Buffer.from(bytes).toString()).flatMap((row) => Object.values(row));
      expect([name, cells.filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell))]).toEqual([name, []]);
    }
    expect((await (await exported()).table('causes.csv')).map(({ note }) => note)).toContain(
      `'=HYPERLINK("https://vitrine.example")`,
    );
  });

  it('has what was expected, and the file that says so', async () => {
    const expected = await (await exported()).table('expected.csv');
    expect(expected.map(({ serial }) => serial)).toEqual(['BR-25-03', 'ER-13-01', 'RG-20-88', 'RG-20-89']);
    expect(expected[0]).toMatchObject({
      zone: VITRINE_2,
      retail: '4130',
      currency: 'USD',
      'source file': 'stock-1127.csv',
      'source sha256': '0'.repeat(64),
      'source of': '2026-11-27T12:00:00.000Z',
      'frozen at': '2026-11-27T14:12:00.000Z',
    });
  });

  it('has the differences of each comparison, and their causes', async () => {
    const { table } = await exported();
    expect(
      (await table('differences.csv')).map((row) => `${row.comparison} ${row.kind} ${row.serial} ${row.retail}`),
    ).toEqual(['1 missing BR-25-03 4130', '1 unexpected NK-11-03 4750']);
    expect((await table('causes.csv')).map((row) => `${row.serial} ${row.cause} ${row['named by']}`).sort()).toEqual([
      'BR-25-03 not-counted ines',
      'NK-11-03 not-counted ines',
    ]);
  });

  it('has everybody who was refused something, what, and what they were told', async () => {
    const refusals = await (await exported()).table('refusals.csv');
    expect(refusals.map(({ who, name, wanted, code }) => `${who} ${name} ${wanted} ${code}`)).toEqual([
      expect.stringMatching(/^ana Ana Ruiz stock-counts\.\S+ \S+$/),
      'ana Ana Ruiz engine.approve took-part',
    ]);
    expect(refusals[1]?.told).toBe('You took part in this, so someone else decides it.');
  });

  it('has the entries of the trail about it, each with a hash that fits its content', async () => {
    const events = await (await exported()).table('events.csv');
    for (const { name: _name, who, hash, previous, ...row } of events) {
      const states = Object.fromEntries(
        ['facts', 'before', 'after'].map((key) => [key, row[key] ? JSON.parse(read(row[key])) : null]),
      );
      const entry = {
        ...row,
        ...states,
        number: Number(row.number),
        actorId: who || null,
        reason: read(row.reason) || null,
      };
      expect(sha256(hashedText(previous ?? '', entry as unknown as Parameters<typeof hashedText>[1]))).toBe(hash);
    }
    const { before, after } = events.find(({ event }) => event === 'stock-counts.causes-named') ?? {};
    expect([JSON.parse(before ?? ''), JSON.parse(after ?? '')]).toEqual([
      { 'BR-25-03': null, 'NK-11-03': null },
      { 'BR-25-03': 'not-counted', 'NK-11-03': 'not-counted' },
    ]);
    const names = events.map(({ event }) => event);
    for (const event of ['opened', 'batch-saved', 'batch-taken-back', 'zone-closed', 'compared', 'causes-named'])
      expect(names).toContain(`stock-counts.${event}`);
    expect(names).toContain('approval.opened');
    expect(names).toContain('approval.approved');
    expect(names.filter((event) => event === 'refused')).toHaveLength(2);
    const moves = events
      .filter(({ event }) => event === 'stock-counts.moved')
      .map(({ before, after }) => `${before} ${after}`);
    for (const [index, move] of moves.entries())
      if (index > 0) expect(move.split(' ')[0]).toBe(moves[index - 1]?.split(' ')[1]);
  });

  it('is bound to the trail line by line, and piece by piece', async () => {
    const { table } = await exported();
    const lines = await table('lines.csv');
    const events = (await table('events.csv')).map(({ event, facts }) => ({ event, facts: JSON.parse(facts ?? '') }));
    const batches = events.filter(({ event }) => event === 'stock-counts.batch-saved');
    expect(batches).toHaveLength(4);
    for (const { facts } of batches) {
      const own = lines.filter((line) => line['batch id'] === facts.batch);
      const content = own.map((line) => `${line.line}\t${read(line['as scanned'])}`).join('\n');
      expect([own.length, sha256(content)]).toEqual([facts.lines, facts.content]);
    }
    const expected = (await table('expected.csv')).map(({ zone, serial, retail }) => `${zone}\t${serial}\t${retail}00`);
    expect(events.find(({ event }) => event === 'stock-counts.opened')?.facts.expected).toBe(
      sha256(expected.sort().join('\n')),
    );
  });

  it('says who decided what, at which step, and who saw what was expected', async () => {
    const summary = JSON.parse(await (await exported()).text('count.json'));
    expect(summary).toMatchObject({
      id,
      reason: 'weekly',
      openedBy: 'ana',
      decidedBy: 'ines',
      source: { fileName: 'stock-1127.csv', sha256: '0'.repeat(64) },
      rounds: [
        { number: 1, closedBy: 'ana' },
        { number: 2, closedBy: 'ben' },
      ],
      people: { ana: 'Ana Ruiz', ben: 'Ben Carter', ines: 'Inès Laurent' },
    });
    expect(summary.witnesses.map(({ personId }: { personId: string }) => personId)).toContain('ines');
    expect(summary.approvals).toMatchObject([
      {
        name: 'stock-count',
        status: 'approved',
        notBy: expect.arrayContaining(['ana', 'ben']),
        plan: expect.arrayContaining([expect.objectContaining({ by: 'store-manager', applies: true })]),
        decisions: [
          { event: 'approval.opened', by: 'ben', after: { status: 'open', step: 0, by: 'store-manager' } },
          {
            event: 'approval.approved',
            by: 'ines',
            before: { status: 'open', step: 0, by: 'store-manager' },
            after: { status: 'approved', step: 0, by: 'store-manager' },
          },
        ],
      },
    ]);
    expect(summary.people).not.toHaveProperty('rita');
  });

  it('is on record itself', async () => {
    const { sha256: seal } = await exported();
    const event = { event: 'stock-counts.exported', subject: id };
    expect(
      await bot.connection.prisma.auditEvent.findFirst({ where: event, orderBy: { number: 'desc' } }),
    ).toMatchObject({
      chain: 'MADISON',
      actorId: 'shell/marc',
      channel: 'command-line',
      facts: { manifest: seal, files: 8 },
    });
    expect((await (await exported()).table('events.csv')).map(({ event }) => event)).toContain('stock-counts.exported');
  });
});

describe('which count', () => {
  it('may be said by how its id begins', async () => {
    expect((await exported(id.slice(0, 4).toUpperCase())).files).toHaveLength(8);
  });

  it('must be one there is', async () => {
    await expect(exported('nothing')).rejects.toMatchObject({
      sentence: `No count begins with "nothing". The latest are ${id} (MADISON, Fri, Nov 27, 9:12 AM).`,
    });
  });

  it('must be one alone', async () => {
    const { prisma } = bot.connection;
    const { importId } = await prisma.count.findUniqueOrThrow({ where: { id } });
    const twin = `${id.slice(0, 8)}-${randomUUID().slice(9)}`;
    const other = {
      boutiqueCode: 'MADISON',
      importId,
      reason: 'spot',
      state: 'voided',
      openedBy: 'ben',
      oldStock: false,
    };
    await prisma.count.create({ data: { id: twin, openedAt: bot.clock.now, ...other } });
    try {
      await expect(exported(id.slice(0, 8))).rejects.toMatchObject({ code: 'several-counts' });
      expect((await exported(twin)).files.map(({ name }) => name)).not.toContain('causes.csv');
    } finally {
      await prisma.count.delete({ where: { id: twin } });
    }
  });

  it('is written into a new folder only', async () => {
    const { to } = await exported();
    const before = await bot.connection.prisma.auditEvent.count();
    const again = exportCount(bot.connection, { id, to, by: 'shell/marc', now: bot.clock.now });
    await expect(again).rejects.toMatchObject({
      sentence: `${to} is there already, and nothing is written over. Name another with --to.`,
    });
    expect(await bot.connection.prisma.auditEvent.count()).toBe(before);
  });
});

describe('a refusal', () => {
  it('is found under the count, whatever the button was about', async () => {
    const refused = await bot.connection.prisma.auditEvent.findMany({ where: { event: 'refused' } });
    expect(refused.map(({ subject }) => subject)).toEqual([id, id]);
    const { id: approval } = await bot.connection.prisma.approval.findFirstOrThrow();
    expect(refused[1]).toMatchObject({
      chain: 'MADISON',
      actorId: 'ana',
      facts: { interaction: 'engine.approve', code: 'took-part', on: approval },
      reason: 'You took part in this, so someone else decides it.',
    });
    expect(await bot.as(marc).press({ interaction: 'engine.approve', boutique: null, subject: 'none' })).toMatchObject({
      type: 'refusal',
    });
  });
});

describe('a table', () => {
  it.each(['=1', '+1', '-1', '@x', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠x'])(
    'keeps %j from running',
    (cell) => {
      const [row] = rowsIn(Buffer.from(csv(['a', 'b'], [{ a: cell, b: 'x' }])).toString());
      expect(row).toEqual({ a: `'${cell}`, b: 'x' });
    },
  );

  it('leaves numbers and everything else as they are', () => {
    const text = Buffer.from(csv(['a', 'b', 'c', 'd'], [{ a: -1, b: 'a=1', c: true, d: null }])).toString();
    expect(text).toBe('\ufeffa,b,c,d\r\n-1,a=1,yes,\r\n');
  });

  it('can be read back to the letter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE, "''", '"', '\r\n'))),
        (cells) => {
          const rows = rowsIn(
            Buffer.from(
              csv(
                ['n', 'a'],
                cells.map((a, n) => ({ n, a })),
              ),
            ).toString(),
          );
          expect(rows.map(({ a }) => read(a))).toEqual(cells);
        },
      ),
    );
  });
});
