import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RawAnswers } from '../../../src/chat/form.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, ines, type Member, rita } from '../../helpers/network.js';

/** Friday, Nov 27, 9:12 AM in New York. */
const MORNING = '2026-11-27T14:12:00Z';
const WINDOW = 'MADISON/window';
const SAFE = 'MADISON/safe';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot(MORNING);
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

async function job(name: string, input: Readonly<Record<string, string | string[]>>) {
  const asked = { boutique: 'MADISON', actor: 'marc', through: 'engine', subject: '' };
  await bot.works({ id: randomUUID(), job: `stock-counts.${name}`, input, ...asked });
  await bot.settle();
}

const plans = (more: Readonly<Record<string, string | string[]>> = {}) =>
  job('plan', { id: 'plan-1', zones: [WINDOW, SAFE], reason: 'fiscal', due: '2026-11-27', ...more });

const begin = (who: Member) =>
  bot.as(who).press({ interaction: 'stock-counts.count-planned', boutique: 'MADISON', subject: 'plan-1' });

async function begins(who: Member, raw: RawAnswers) {
  const form = await begin(who);
  return form.type === 'form' ? bot.as(who).submit(form, raw) : form;
}

const counts = () => bot.connection.prisma.count.findMany({ include: { zones: true } });

describe('a count that was planned', () => {
  it('is planned once, however often it is asked for', async () => {
    await plans();
    await plans({ zones: [] });

    expect(await bot.connection.prisma.countPlan.findMany()).toMatchObject([
      { id: 'plan-1', boutiqueCode: 'MADISON', zones: [WINDOW, SAFE], reason: 'fiscal', plannedBy: 'marc' },
    ]);
  });

  it('is begun with its zones and its reason, and begun once', async () => {
    await plans();
    await begins(ana, { zone: SAFE, serials: 'PD-03-26', file: null });

    const [count] = await counts();
    expect(count).toMatchObject({ reason: 'fiscal', planId: 'plan-1', openedBy: 'ana' });
    expect(count?.zones.map(({ zoneId }) => zoneId).sort()).toEqual([SAFE, WINDOW]);
    expect(bot.inRoom('C0MADISON').at(-1)?.text).toContain('Fiscal inventory');
    expect(await begin(ben)).toEqual({
      type: 'refusal',
      sentence:
        "Ana Ruiz began this count at 9:12 AM. To help, press Count too in your boutique's channel, or type /count open.",
    });
  });

  it('is begun by one of two who begin it at once', async () => {
    await plans();
    const [hers, his] = [await begin(ana), await begin(ben)];
    const answers = await Promise.all([
      bot.as(ana).submit(hers, { zone: SAFE, serials: null, file: null }),
      bot.as(ben).submit(his, { zone: WINDOW, serials: null, file: null }),
    ]);

    expect(await counts()).toHaveLength(1);
    expect(answers.map(({ type }) => type).sort()).toEqual(['refusal', 'reply']);
  });

  it('means every zone there is where it names none', async () => {
    await plans({ zones: [] });
    await begins(ana, { zone: SAFE, serials: null, file: null });

    expect((await counts())[0]?.zones).toHaveLength(5);
  });

  it('can be begun anew where it was voided, and not where it was cancelled', async () => {
    await plans();
    await begins(ana, { zone: SAFE, serials: null, file: null });
    const subject = (await counts())[0]?.id ?? '';
    const voiding = await bot.as(ines).press({ interaction: 'stock-counts.void', boutique: 'MADISON', subject });
    await bot.as(ines).submit(voiding, { reason: 'begun too early' });
    expect((await begin(ben)).type).toBe('form');

    await job('cancel-plan', { id: 'plan-1', why: 'the date moved.' });
    expect(await begin(ben)).toEqual({ type: 'refusal', sentence: 'This count was cancelled: the date moved.' });
  });
});

describe('who is named', () => {
  beforeEach(() => plans({ zones: [SAFE], counters: ['ana'], recounters: ['rita'], notApprovers: ['ines'] }));

  it('counts, and nobody else', async () => {
    expect(await begin(ben)).toEqual({ type: 'refusal', sentence: 'Ana Ruiz is named to count this.' });
    await begins(ana, { serials: null, file: null });
    const count = (await counts())[0]?.id ?? '';
    const join = { interaction: 'stock-counts.join', boutique: 'MADISON', subject: count };

    expect(await bot.as(ben).press(join)).toEqual({ type: 'refusal', sentence: 'Ana Ruiz is named to count Safe.' });
    expect(await bot.as(rita).press(join)).toEqual({ type: 'refusal', sentence: 'Ana Ruiz is named to count Safe.' });
  });

  it('recounts, though it is not their boutique, and nobody else', async () => {
    await begins(ana, { serials: 'RG-00-01', file: null });
    await bot.as(ana).presses('Close zone');

    expect(bot.inRoom('C0MADISON').at(-1)?.text).toContain('To be done by Rita Moss, before');
    expect(await bot.as(ben).presses('Recount')).toEqual({
      type: 'refusal',
      sentence: 'Rita Moss is named to recount Safe.',
    });
    const recounted = await bot.as(rita).answers('Recount', { serials: 'RG-00-01', file: null });
    expect(recounted.type).toBe('reply');
  });

  it('does not decide, and neither does who was kept from it', async () => {
    await begins(ana, { serials: 'RG-00-01', file: null });
    await bot.as(ana).presses('Close zone');
    await bot.as(rita).answers('Recount', { serials: 'RG-00-01', file: null });
    await bot.as(rita).presses('Close zone');

    const [approval] = await bot.connection.prisma.approval.findMany();
    expect([...(approval?.notBy ?? [])].sort()).toEqual(['ana', 'ines', 'rita']);
  });
});

describe('a count over many zones', () => {
  const ZONES = 8;
  const PER_ZONE = 20;
  const zone = (index: number) => `MADISON/z-${index}`;
  const serial = (index: number, piece: number) =>
    `RG-${String(index).padStart(2, '0')}-${String(piece).padStart(5, '0')}`;
  const serials = (index: number, missing = 0) =>
    Array.from({ length: PER_ZONE - missing }, (_, piece) => serial(index, piece)).join('\n');
  const subject = async (index: number, number: number) =>
    (await bot.connection.prisma.countRound.findFirstOrThrow({ where: { zoneId: zone(index), number } })).id;
  const scan = async (who: Member, index: number, number: number, missing = 0) => {
    const route = { boutique: 'MADISON', subject: await subject(index, number) };
    const form = await bot.as(who).press({ ...route, interaction: 'stock-counts.add-serials' });
    await bot.as(who).submit(form, { serials: serials(index, missing), file: null });
    await bot.as(who).press({ ...route, interaction: 'stock-counts.close-zone' });
  };

  beforeEach(async () => {
    const { pool } = bot.connection;
    await pool.query(
      `insert into zones select (jsonb_populate_record(z, jsonb_build_object('id', 'MADISON/z-' || n, 'name', 'Case ' || n, 'position', 10 + n))).*
       from zones z, generate_series(0, $1::int - 1) n where z.id = 'MADISON/window'`,
      [ZONES],
    );
    await pool.query(
      `insert into pieces select (jsonb_populate_record(p, jsonb_build_object('zone_id', 'MADISON/z-' || n,
         'serial', 'RG-' || lpad(n::text, 2, '0') || '-' || lpad(i::text, 5, '0')))).*
       from pieces p, generate_series(0, $1::int - 1) n, generate_series(0, $2::int - 1) i where p.serial = 'RG-20-88'`,
      [ZONES, PER_ZONE],
    );
    await plans({ zones: Array.from({ length: ZONES }, (_, index) => zone(index)), reason: 'annual' });
  });

  it('is begun with one tally, goes zone by zone, and every zone that differs is counted again', async () => {
    await begins(ana, { zone: zone(0), serials: null, file: null });
    expect(
      bot
        .as(ana)
        .sees()
        .map(({ text }) => text.split('\n')[0]),
    ).toEqual(['Counting Case 0 · started 9:12 AM']);

    for (let index = 0; index < ZONES; index += 1) await scan(ana, index, 1, 1);
    expect(bot.inRoom('C0MADISON')).toHaveLength(1 + ZONES);
    for (let index = 0; index < ZONES; index += 1) await scan(ben, index, 2, 1);

    expect(await bot.connection.prisma.count.findMany()).toMatchObject([{ state: 'investigating' }]);
    expect(await bot.connection.prisma.countDifference.count()).toBe(ZONES);
  });
});

it('is not begun before its time', async () => {
  await plans({ notBefore: '2026-11-28T00:00:00Z' });
  expect(await begin(ana)).toEqual({ type: 'refusal', sentence: 'This count begins Fri, Nov 27, 7:00 PM.' });

  await bot.waits({ hours: 10 });
  expect((await begin(ana)).type).toBe('form');
});
