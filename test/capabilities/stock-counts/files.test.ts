import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileReference, RawAnswers } from '../../../src/chat/form.js';
import { Refusal } from '../../../src/domain/refusal.js';
import type { Answer } from '../../../src/engine/request.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, type Member, rita } from '../../helpers/network.js';

/** Friday, Nov 27, 9:12 AM in New York. */
const MORNING = '2026-11-27T14:12:00Z';
const VITRINE_2 = 'MADISON/vitrine-2';
const NEW_COUNT = { zone: VITRINE_2, also: null, reason: 'weekly' };

let bot: Bot;
beforeEach(async () => {
  bot = await startBot(MORNING);
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

const counts = async (raw: RawAnswers) =>
  bot.as(ana).submit(await bot.as(ana).says('count'), { ...NEW_COUNT, serials: null, ...raw });
const titleOf = (answer: Answer) => (answer.type === 'reply' ? answer.card.title : JSON.stringify(answer));
const wordsOf = (answer: Answer) => JSON.stringify(answer);
const batches = () => bot.connection.prisma.countBatch.findMany({ include: { lines: true } });
const file = () => bot.connection.prisma.countFile.findFirstOrThrow();

/** The submission alone: what it asks for is still to be done. */
async function gives(member: Member, form: Answer, raw: RawAnswers): Promise<Answer> {
  if (form.type !== 'form') throw new Error(wordsOf(form));
  const asked = { channel: 'slack', tenant: 'T1', userId: member.userId, room: 'C0MADISON' } as const;
  return bot.engine.handle({ ...asked, type: 'submission', route: form.route, raw });
}

describe('a file', () => {
  it('is counted as a batch: "Reading" first, then what it held, with the lines of the file', async () => {
    const form = await bot.as(ana).says('count');
    const scan = bot.uploads('scan.csv', 'Time;Serial\n09:12;RG-20-88\n09:13;rg-20-89\n09:13;RG 12?4\n09:14;RG-20-88');

    const answer = await gives(ana, form, { ...NEW_COUNT, serials: null, file: [scan] });
    expect(titleOf(answer)).toBe('Reading scan.csv');
    await bot.carry();
    expect(bot.as(ana).lastSees().split('\n').slice(0, 2)).toEqual([
      'Counting Vitrine 2 · started 9:12 AM',
      'Reading scan.csv.',
    ]);

    await bot.settle();
    expect(bot.as(ana).lastSees().split('\n').slice(1, 3)).toEqual([
      '2 scanned in 1 batch. 1 scanned twice, kept once.',
      'Last batch, scan.csv: 2 new. 1 already scanned. 1 not readable: line 4 "RG 12?4". Scan again, or type it. Read from its column "Serial".',
    ]);
    expect(bot.as(ana).sees()).toHaveLength(1);
    expect(await file()).toMatchObject({
      state: 'saved',
      sha256: createHash('sha256')
        .update(bot.chat.uploads.get(scan.id) ?? '')
        .digest('hex'),
      batchId: (await batches())[0]?.id,
    });
  });

  it('may come with serials, and with the next batch', async () => {
    const both = await counts({ serials: 'RG-20-88', file: [bot.uploads('a.txt', 'RG-20-89\nER-13-01')] });
    expect(wordsOf(both)).toContain('1 new.');
    expect(wordsOf(both)).toContain('Reading a.txt.');
    expect(bot.as(ana).lastSees()).toContain('3 scanned in 2 batches.');

    const again = await bot.as(ana).answers('Add serials', { serials: null, file: [bot.uploads('b.txt', 'BR-25-03')] });
    expect(titleOf(again)).toBe('Reading b.txt');
    expect(bot.as(ana).lastSees()).toContain('4 scanned in 3 batches.');
    expect(bot.as(ana).lastSees()).toContain('Last batch, b.txt: 1 new.');
  });

  it('may come from somebody who helps', async () => {
    await counts({ serials: 'RG-20-88' });
    await bot
      .as(ben)
      .answers('Count too', { zone: VITRINE_2, serials: null, file: [bot.uploads('b.txt', 'RG-20-89')] });

    for (const who of [ana, ben])
      expect(bot.as(who).lastSees()).toContain('2 scanned in 2 batches by Ana Ruiz and Ben Carter.');
    expect(bot.inRoom('C0MADISON').at(-1)?.text).toBe('Ana Ruiz and Ben Carter are counting Vitrine 2');
  });

  it.each([
    ['Add serials', {}],
    ['Count too', { zone: VITRINE_2 }],
  ])('or serials must be there in %s', async (label, raw) => {
    await counts({});
    expect(await bot.as(ana).answers(label, { ...raw, serials: null, file: null })).toEqual({
      type: 'corrections',
      corrections: { serials: 'Scan or paste serials, or choose a file.' },
    });
  });

  it('of another kind is refused beside its field', async () => {
    expect(await counts({ file: [bot.uploads('scan.pdf', '%PDF')] })).toEqual({
      type: 'corrections',
      corrections: { file: 'scan.pdf is of another kind. Choose a CSV or TXT file.' },
    });
    expect(await bot.connection.prisma.count.count()).toBe(0);
  });
});

describe('a file that can’t be counted', () => {
  it.each([
    ['a workbook', 'PK\u0003\u0004', 'scan.csv was not read. It is a workbook or an archive. Save the sheet as CSV'],
    ['an empty one', '', 'scan.csv was not read. It holds no serials.'],
    [
      'one of other words',
      'Hello there\nAna?',
      'scan.csv was not read. Nothing in it is a serial: line 1 is "Hello there".',
    ],
  ])('says why: %s', async (_, content, sentence) => {
    await counts({ file: [bot.uploads('scan.csv', content)] });

    expect(bot.as(ana).lastSees()).toContain(sentence);
    expect(await batches()).toEqual([]);
    await bot.waits({ minutes: 1 });
    await bot.as(ana).answers('Add serials', { serials: null, file: [bot.uploads('again.csv', 'RG-20-88')] });
    expect(bot.as(ana).lastSees()).not.toContain('was not read');
    expect(bot.as(ana).lastSees()).toContain('1 scanned in 1 batch.');
  });

  it('says why where Slack does not give it', async () => {
    bot.chat.channel.download = () => Promise.reject(new Refusal('no-file', 'Slack did not give the file.'));
    await counts({ file: [bot.uploads('scan.csv', 'RG-20-88')] });

    expect(bot.as(ana).lastSees()).toContain('scan.csv was not read. Slack did not give the file.');
    expect(await file()).toMatchObject({ state: 'refused', sha256: null });
  });

  it('is asked for again where the chat is away for a moment', async () => {
    const read = bot.chat.channel.download;
    await gives(ana, await bot.as(ana).says('count'), {
      ...NEW_COUNT,
      serials: null,
      file: [bot.uploads('scan.csv', 'RG-20-88')],
    });
    const [work] = await bot.takeWork();
    if (!work) throw new Error('nothing to do');
    bot.chat.channel.download = () => Promise.reject(new Error('away'));
    await expect(bot.works(work)).rejects.toThrow('away');
    expect(await file()).toMatchObject({ state: 'reading' });

    bot.chat.channel.download = read;
    await bot.works(work);
    expect(await file()).toMatchObject({ state: 'saved' });
  });

  it('is refused where whoever gave it has seen by now what is expected', async () => {
    await gives(ana, await bot.as(ana).says('count'), {
      ...NEW_COUNT,
      serials: null,
      file: [bot.uploads('scan.csv', 'RG-20-88')],
    });
    const { countId } = await file();
    await bot.connection.prisma.countWitness.create({ data: { countId, personId: ana.id, seenAt: bot.clock.now } });
    await bot.settle();

    expect(bot.as(ana).lastSees()).toContain('scan.csv was not read. You have seen what is expected in this count');
    expect(await batches()).toEqual([]);
  });

  it('is nobody’s from another boutique', async () => {
    await counts({ file: [bot.uploads('scan.csv', 'RG-20-88')] });
    const { roundId } = await file();
    const route = { interaction: 'stock-counts.add-serials', boutique: 'MADISON', subject: roundId };
    expect(wordsOf(await bot.as(rita, null).press(route))).toContain('Madison Avenue');
  });
});

describe('once', () => {
  const addsAgain = (scan: FileReference) => bot.as(ana).answers('Add serials', { serials: null, file: [scan] });

  it('the same file is read in a round', async () => {
    const scan = bot.uploads('scan.csv', 'RG-20-88');
    await counts({ file: [scan] });

    expect(await addsAgain(scan)).toEqual({
      type: 'corrections',
      corrections: { file: 'scan.csv was given before, and is read once.' },
    });
    await addsAgain(bot.uploads('copy.csv', 'RG-20-88'));
    expect(bot.as(ana).lastSees()).toContain(
      'copy.csv was not read. It holds the same as scan.csv, which was read before.',
    );
    expect(await batches()).toHaveLength(1);
  });

  it('but again where its batch was taken back', async () => {
    await counts({ file: [bot.uploads('scan.csv', 'RG-20-88')] });
    await bot.as(ana).presses('Take back last batch');
    await addsAgain(bot.uploads('scan.csv', 'RG-20-88'));

    expect(bot.as(ana).lastSees()).toContain('1 scanned in 1 batch.');
    expect(await batches()).toHaveLength(2);
  });

  it('it is saved, when its job runs twice, and in two places at once', async () => {
    await gives(ana, await bot.as(ana).says('count'), {
      ...NEW_COUNT,
      serials: null,
      file: [bot.uploads('scan.csv', 'RG-20-88\nRG-20-89')],
    });
    const [work] = await bot.takeWork();
    if (!work) throw new Error('nothing to do');
    await Promise.all([
      bot.works(work),
      bot.works(work),
      bot.works({ ...work, id: 'another asking' }),
      bot.works({ ...work, id: 'and another' }),
    ]);
    await bot.works(work);
    await bot.carry();

    expect(await batches()).toMatchObject([{ lines: [{ result: 'new' }, { result: 'new' }] }]);
    expect(bot.as(ana).lastSees()).toContain('2 scanned in 1 batch.');
  });

  it('a submission that arrives twice gives one file', async () => {
    const form = await bot.as(ana).says('count');
    const raw = { ...NEW_COUNT, serials: null, file: [bot.uploads('scan.csv', 'RG-20-88')] };
    const answers = await Promise.all([gives(ana, form, raw), gives(ana, form, raw)]);

    expect(answers.map(titleOf)).toEqual(['Reading scan.csv', 'Reading scan.csv']);
    await bot.settle();
    expect(await batches()).toHaveLength(1);
  });
});

describe('closing a zone', () => {
  const give = async () =>
    gives(ana, await bot.as(ana).says('count'), {
      ...NEW_COUNT,
      serials: 'ER-13-01',
      file: [bot.uploads('scan.csv', 'RG-20-88\nRG-20-89')],
    });

  it('waits for a file that is being read', async () => {
    await give();
    await bot.carry();
    const close = { interaction: 'stock-counts.close-zone', boutique: 'MADISON', subject: (await file()).roundId };
    const asked = { channel: 'slack', tenant: 'T1', userId: ana.userId, room: null } as const;

    expect(await bot.engine.handle({ ...asked, type: 'press', route: close })).toEqual({
      type: 'refusal',
      sentence: 'scan.csv is still being read. Close Vitrine 2 in a moment.',
    });
    await bot.settle();
    expect(await bot.as(ana).press(close)).toEqual({ type: 'done' });
    expect(bot.as(ana).sees().at(0)?.text).toContain('Vitrine 2');
  });

  it('does not wait for ever: what is read after that is kept, not counted, and said', async () => {
    await give();
    await bot.carry();
    const [work] = await bot.takeWork();
    if (!work) throw new Error('nothing to do');
    await bot.waits({ minutes: 16 });
    await bot.as(ana).presses('Close zone');
    await bot.works(work);
    await bot.carry();

    expect(bot.as(ana).lastSees()).toContain(
      'Vitrine 2 is closed\nAna Ruiz closed it at 9:28 AM. scan.csv, with its 2 lines, came after that: kept, not counted.',
    );
    expect((await batches()).map(({ late, lines }) => [late, lines.length])).toEqual([
      [false, 1],
      [true, 2],
    ]);
  });

  it('refuses in words what is given after it', async () => {
    await counts({ serials: 'RG-20-88' });
    const form = await bot.as(ana).presses('Add serials');
    await bot.as(ana).presses('Close zone');
    const answer = await bot.as(ana).submit(form, { serials: null, file: [bot.uploads('late.txt', 'RG-20-89')] });

    expect(wordsOf(answer)).toContain('Ana Ruiz closed it at 9:12 AM. late.txt came after that: kept, not counted.');
    expect((await batches()).map(({ late }) => late)).toEqual([false, true]);
    expect(await file()).toMatchObject({ state: 'saved' });
  });
});
