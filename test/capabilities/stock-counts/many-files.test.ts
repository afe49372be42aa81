import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RawAnswers } from '../../../src/chat/form.js';
import type { Answer } from '../../../src/engine/request.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, ines, type Member } from '../../helpers/network.js';

const MORNING = '2026-11-27T14:12:00Z';
const VITRINE_2 = 'MADISON/vitrine-2';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot(MORNING);
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

async function roundOf(serials: string | null): Promise<string> {
  await bot.as(ana).submit(await bot.as(ana).says('count'), {
    zone: VITRINE_2,
    also: null,
    reason: 'weekly',
    serials,
    file: null,
  });
  return (await bot.connection.prisma.countRound.findFirstOrThrow()).id;
}

/** A form of theirs that comes back; what it asks for is still to be done. */
function adds({ userId }: Member, round: string, raw: RawAnswers): Promise<Answer> {
  const route = {
    interaction: 'stock-counts.add-serials',
    boutique: 'MADISON',
    subject: round,
    instance: randomUUID(),
  };
  return bot.engine.handle({ channel: 'slack', tenant: 'T1', userId, room: null, type: 'submission', route, raw });
}

const serial = (index: number) => `RG-${String(index % 97).padStart(2, '0')}-${String(index).padStart(5, '0')}`;
const run = (from: number, length: number) => Array.from({ length }, (_, index) => serial(from + index));
const text = (serials: readonly string[]) => serials.join('\n');

it('6,000 serials from batches and files that overlap, by three people at once, lose none', async () => {
  const round = await roundOf(null);
  const people = [ana, ben, ines];
  const batches = Array.from({ length: 59 }, (_, index) => text(run(index * 100, 120)));
  const files = [0, 1_500, 3_000, 4_000].map((from) => bot.uploads(`from-${from}.csv`, text(run(from, 2_000))));
  const work = [
    ...files.map((file): RawAnswers => ({ serials: null, file: [file] })),
    ...batches.map((serials): RawAnswers => ({ serials, file: null })),
  ];
  const theirs = people.map((person, index) => ({ person, raws: work.filter((_, each) => each % 3 === index) }));
  const jobs = async () => {
    for (const each of await bot.takeWork()) await bot.works(each);
  };
  const answers = await Promise.all(
    theirs.map(async ({ person, raws }) => {
      const given: Answer[] = [];
      for (const raw of raws) {
        given.push(await adds(person, round, raw));
        await jobs();
      }
      return given;
    }),
  );
  await bot.settle();

  expect(answers.flat().filter(({ type }) => type !== 'reply')).toEqual([]);
  expect(answers.flat()).toHaveLength(63);
  const lines = await bot.connection.prisma.countLine.findMany({ where: { batch: { roundId: round, late: false } } });
  const fresh = lines.flatMap((line) => (line.result === 'new' ? (line.serial ?? []) : []));
  expect(fresh.sort()).toEqual(run(0, 6_000).sort());
  expect(lines).toHaveLength(4 * 2_000 + 59 * 120);
  for (const person of people) expect(bot.as(person).lastSees()).toContain('6,000 scanned in 63 batches by');
}, 180_000);

it('any bytes as a file are a batch or a sentence', async () => {
  const round = await roundOf('RG-20-88');
  const characters = ['R', 'G', '-', '1', '9', ';', ',', '\t', '"', '\n', '\r', ' ', '\0', 'é', '\ud800', '😀', '='];
  const words = fc.string({ unit: fc.constantFrom(...characters) });
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    words.map((each) => Buffer.from(each)),
    fc
      .tuple(words, fc.constantFrom('utf-16le', 'utf-16be', 'windows-1252'))
      .map(([each, code]) => iconv.encode(each, code, { addBOM: true })),
  );
  const name = fc.oneof(fc.constant('scan'), words).map((each) => `${each}.csv`);

  await fc.assert(
    fc.asyncProperty(bytes, name, async (content, called) => {
      const file = bot.uploads(called, content);
      expect((await adds(ana, round, { serials: null, file: [file] })).type).toBe('reply');
      for (const each of await bot.takeWork()) await bot.works(each);
    }),
    { numRuns: 300 },
  );
  await bot.settle();
  expect(bot.as(ana).sees()).toHaveLength(1);
  const files = await bot.connection.prisma.countFile.findMany();
  const batches = await bot.connection.prisma.countBatch.findMany({ include: { lines: { take: 1 } } });
  const saved = new Set(batches.flatMap(({ id, lines }) => (lines.length > 0 ? [id] : [])));
  expect(files.length).toBeGreaterThanOrEqual(300);
  for (const { state, reason, batchId } of files) {
    expect(state).toBe(saved.has(batchId ?? '') ? 'saved' : 'refused');
    if (state === 'refused') expect(reason).toMatch(/^[A-Z].*\.$/s);
  }
}, 180_000);
