import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { supplies } from '../../../src/capabilities/supplies/index.js';
import { loadDemoOf } from '../../../src/engine/demo.js';
import type { Answer } from '../../../src/engine/request.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, ines, marc, rita } from '../../helpers/network.js';
import { addGifts, CAMPAIGN, giftOf, give, liveCampaign, scarfFor, stockOf } from './gifts.js';

/** Friday, Nov 27, 10:00 AM in New York. Rita manages Beverly Hills here. */
let bot: Bot;
beforeEach(async () => {
  bot = await startBot('2026-11-27T15:00:00Z');
  await addGifts(bot);
  await bot.connection.prisma.role.updateMany({ where: { personId: 'rita' }, data: { role: 'store-manager' } });
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

const corrected = (answer: Answer) => (answer.type === 'corrections' ? answer.corrections : answer);
const planned = {
  ...{ name: 'Holiday gifts', from: '2026-11-28', to: '2026-12-31', threshold: '5,000', articles: ['GF-SCARF'] },
  ...{ perClient: null, approveAbove: '100', boutiques: null },
};
const quantities = (madison: string | null, rodeo: string | null) => ({
  'quantity.MADISON/GF-SCARF': madison,
  'quantity.RODEO/GF-SCARF': rodeo,
});
const ALL = ['items', 'stock', 'staff'];

const plan = async (raw: object = {}) => {
  const form = await bot.as(marc).press({ interaction: 'supplies.plan-gifts', boutique: null, subject: 'new' });
  return bot.as(marc).submit(form, { ...planned, ...raw });
};
const onlyCampaign = () => bot.connection.prisma.giftCampaign.findFirstOrThrow();
const press = async (interaction: string, boutique: string | null = null) => ({
  interaction: `supplies.${interaction}`,
  boutique,
  subject: (await onlyCampaign()).id,
});
const allocate = async (madison: string | null, rodeo: string | null) =>
  bot.as(marc).submit(await bot.as(marc).press(await press('allocate-gifts')), quantities(madison, rodeo));
const makeReady = async () => {
  await plan();
  await allocate('3', '2');
  await bot.as(marc).answers('Confirm wording', { wording: true });
  await bot.as(ines).answers('Confirm', { checks: ALL });
  await bot.as(rita, 'C0RODEO').answers('Confirm', { checks: ALL });
};

describe('a campaign', () => {
  it('goes from its plan to what is missing at the end', async () => {
    expect(await bot.as(marc).says('supplies gift-campaign')).toMatchObject({
      type: 'reply',
      card: { title: 'Gift campaigns' },
    });
    await plan();
    expect(bot.as(marc).lastSees().split('\n').slice(0, 3)).toEqual([
      'Holiday gifts · Planned, to be allocated',
      'Sat, Nov 28 to Thu, Dec 31 · sales from $5,000 · one per client',
      'Gifts worth more than $100 are decided on. Never for staff.',
    ]);
    await allocate('3', '2');
    expect(bot.as(marc).lastSees()).toContain('Madison Avenue 3 gifts · 3 of 3 to confirm');
    expect(bot.as(ines).lastSees()).toContain('Silk scarf 3 gifts');

    await bot.as(ines).answers('Confirm', { checks: ['items', 'staff'] });
    expect(bot.as(ines).lastSees()).toContain(
      'Articles that qualify are in stock: Inès Laurent, Fri, Nov 27, 10:00 AM',
    );
    expect(bot.as(ines).lastSees()).toContain('The gifts are in the boutique: to be confirmed');
    await bot.as(ines).answers('Confirm', { checks: ['stock'] });
    await bot.as(rita, 'C0RODEO').answers('Confirm', { checks: ALL });
    await bot.as(marc).answers('Confirm wording', { wording: true });
    expect(bot.as(marc).sees()).toHaveLength(1);
    await bot.as(marc).presses('Start');
    expect(bot.inRoom('C0MADISON').at(-1)?.text).toContain('Holiday gifts begins Sat, Nov 28 · Madison Avenue');
    expect(bot.inRoom('C0RODEO').at(-1)?.text).toContain('Silk scarf 2 here');

    expect(await bot.as(ana).says('supplies gift')).toMatchObject({ type: 'refusal' });
    bot.clock.now = new Date('2026-12-31T20:00:00Z');
    const gift = `${(await onlyCampaign()).id.slice(-12)}/GF-SCARF`;
    expect(await give(bot, ana, { ...scarfFor('C-1'), gift })).toEqual({ type: 'done' });

    // Midnight in New York is nine in the evening in Beverly Hills.
    await bot.waits({ hours: 10 });
    expect(await onlyCampaign()).toMatchObject({ state: 'live' });
    await bot.waits({ hours: 3 });
    expect(await onlyCampaign()).toMatchObject({ state: 'closed' });
    expect(bot.inRoom('C0MADISON').at(-1)?.text).toContain('Holiday gifts is over');
    expect(bot.as(ines).lastSees()).toContain('Holiday gifts: count what is left');

    await bot.as(ines).answers('Count', { 'quantity.GF-SCARF': '1' });
    expect(bot.as(ines).lastSees()).toContain('counted');
    expect(await onlyCampaign()).toMatchObject({ state: 'closed' });
    expect(bot.as(marc).lastSees()).toContain('Madison Avenue 3 gifts · 2 should be left · Silk scarf: 1 missing');
    await bot.as(rita, 'C0RODEO').answers('Count', { 'quantity.GF-SCARF': '2' });
    expect(bot.as(marc).lastSees()).toContain('Holiday gifts · Reconciled');
    expect(bot.as(marc).lastSees()).toContain('Beverly Hills 2 gifts · 2 should be left · nothing missing');
  });

  it('starts only once everything is confirmed, each on record', async () => {
    await plan();
    const start = async () => bot.as(marc).press(await press('start-gifts'));
    expect(await start()).toMatchObject({ sentence: 'Allocate the gifts first.' });
    await allocate('3', '2');
    expect(await start()).toMatchObject({ sentence: 'The posted wording is not confirmed yet.' });
    await bot.as(marc).answers('Confirm wording', { wording: true });
    await bot.as(ines).answers('Confirm', { checks: ALL });
    expect(await start()).toMatchObject({ sentence: 'Not everything is confirmed yet by Beverly Hills.' });
    expect(() => bot.as(marc).presses('Start')).toThrow('sees no button');
    await bot.as(rita, 'C0RODEO').answers('Confirm', { checks: ALL });

    expect(await start()).toEqual({ type: 'done' });
    const { checks } = await onlyCampaign();
    expect(checks).toContainEqual({ check: 'stock', boutique: 'MADISON', by: 'ines', at: '2026-11-27T15:00:00.000Z' });
    expect(checks).toHaveLength(7);
  });

  it('asks a boutique anew whether the gifts are there, where it gets others', async () => {
    await makeReady();
    await allocate('4', '2');

    expect(bot.as(ines).lastSees()).toContain('The gifts are in the boutique: to be confirmed');
    expect(bot.as(marc).lastSees()).toContain('Madison Avenue 4 gifts · 1 of 3 to confirm');
    expect(bot.as(marc).lastSees()).toContain('Beverly Hills 2 gifts · ready');
    expect(await bot.as(marc).press(await press('start-gifts'))).toMatchObject({ type: 'refusal' });
  });

  it('is the operations manager’s to confirm and to count where a boutique has no store manager', async () => {
    await bot.connection.prisma.role.updateMany({ where: { personId: 'rita' }, data: { role: 'associate' } });
    await plan();
    await allocate(null, '2');
    await bot.as(marc).answers('Confirm', { checks: ALL });
    expect(bot.as(marc).lastSees()).toContain('Everybody can explain the rules: Marc Delorme');
    await bot.as(marc).answers('Confirm wording', { wording: true });
    await bot.as(marc).presses('Start');
    await bot.waits({ hours: 24 * 36 });

    expect(await onlyCampaign()).toMatchObject({ state: 'closed' });
    await bot.as(marc).answers('Count', { 'quantity.GF-SCARF': '2' });
    expect(await onlyCampaign()).toMatchObject({ state: 'reconciled' });
  });

  it('is planned by operations managers, and by nobody else', async () => {
    expect(await bot.as(ines).says('supplies gift-campaign')).toMatchObject({ type: 'refusal' });
    await plan();
    for (const act of ['allocate-gifts', 'confirm-wording', 'start-gifts'])
      expect(await bot.as(ines).press(await press(act, 'MADISON'))).toMatchObject({ type: 'refusal' });
    expect(await bot.as(ana).press(await press('confirm-gifts', 'MADISON'))).toMatchObject({ type: 'refusal' });
  });

  it.each([
    ['a last day before the first', { to: '2026-11-27' }, { to: 'The last day comes after the first.' }],
    ['no gift', { articles: [] }, { articles: 'Choose a gift.' }],
  ])('is not planned with %s', async (_, raw, corrections) => {
    expect(corrected(await plan(raw))).toEqual(corrections);
  });
});

describe('an allocation', () => {
  it('is never less than what was given', async () => {
    await liveCampaign(bot, { stock: [['MADISON', 'GF-SCARF', 3]] });
    await give(bot, ana, scarfFor('C-1'));
    await give(bot, ben, scarfFor('C-2'));
    const answer = await allocate('1', '2');

    expect(JSON.stringify(answer)).toContain('Not changed, because more was given already: GF-SCARF at MADISON.');
    expect(await stockOf(bot)).toMatchObject({ used: 2, allocated: 3 });
    expect(await stockOf(bot, 'RODEO')).toMatchObject({ used: 0, allocated: 2 });
  });

  it('is pasted as a list where the boutiques are many', async () => {
    await bot.connection.pool.query(
      `insert into boutiques select (jsonb_populate_record(b, jsonb_build_object('code', 'B' || n, 'name', 'Boutique ' || n,
         'slack_channel', 'C0B' || n))).* from boutiques b, generate_series(1, 12) n where b.code = 'RODEO'`,
    );
    await plan();
    const form = await bot.as(marc).press(await press('allocate-gifts'));
    const list = (...lines: string[]) => bot.as(marc).submit(form, { list: lines.join('\n') });

    expect(corrected(await list('Boutique,Article,Quantity', 'MADISON,GF-SCARF,many', 'PARIS,GF-SCARF,2'))).toEqual({
      list: expect.stringMatching(
        /^Line 2, Quantity "many": Write a whole number.*Line 3, .*not part of the campaign\.$/,
      ),
    });
    expect(corrected(await list('MADISON,GF-SCARF,5'))).toHaveProperty('list');
    expect(await list('boutique\tarticle\tquantity', 'madison\tgf-scarf\t5', 'B12\tGF-SCARF\t1')).toMatchObject({
      type: 'reply',
    });
    const stocks = await bot.connection.prisma.giftStock.findMany({ orderBy: { boutiqueCode: 'asc' } });
    expect(stocks.map(({ boutiqueCode, allocated }) => [boutiqueCode, allocated])).toEqual([
      ['B12', 1],
      ['MADISON', 5],
    ]);
  });
});

describe('an allocation from a file', () => {
  const send = async (content: string) => {
    const form = await bot.as(marc).press(await press('allocate-gifts'));
    return bot.as(marc).submit(form, { ...quantities(null, null), file: [bot.uploads('gifts.csv', content)] });
  };

  it('is saved as a whole, and each boutique is told', async () => {
    await plan();
    await send('Boutique,Article,Quantity\nMADISON,GF-SCARF,3\nRODEO,GF-SCARF,2\n');
    await bot.settle();

    expect(
      bot
        .as(marc)
        .sees()
        .map(({ text }) => text),
    ).toContainEqual('Holiday gifts: allocated\n2 boutiques take part. Their store managers are told.');
    expect(await onlyCampaign()).toMatchObject({ state: 'allocated' });
    expect(bot.as(ines).lastSees()).toContain('Silk scarf 3 gifts');
  });

  it('is not saved where a line is wrong, and says which', async () => {
    await plan();
    await send('Boutique,Article,Quantity\nMADISON,GF-SCARF,3\nRODEO,GF-PEN,2\n');

    expect(bot.as(marc).lastSees()).toContain('Line 3 Article "GF-PEN"');
    expect(await bot.connection.prisma.giftStock.count()).toBe(0);
    expect(await onlyCampaign()).toMatchObject({ state: 'planned' });
  });
});

describe('when it is over', () => {
  const over = async () => {
    await liveCampaign(bot, {
      to: '2026-11-27',
      stock: [
        ['MADISON', 'GF-SCARF', 3],
        ['RODEO', 'GF-SCARF', 2],
      ],
    });
  };

  it('counts wait until every gift was given or voided', async () => {
    await over();
    await give(bot, ana, { ...scarfFor('C-1'), amount: '10', exception: 'A jury of the city' });
    await bot.waits({ hours: 24 });
    expect(await bot.as(ines).presses('Count')).toMatchObject({
      sentence: 'One gift still waits to be decided or given. Give or void it first.',
    });
    await bot.as(ana).answers('Void', { reason: 'Too late' });
    await bot.as(ines).answers('Count', { 'quantity.GF-SCARF': '3' });

    expect(await stockOf(bot)).toEqual({ used: 0, allocated: 3, counted: 3 });
    expect(await bot.as(ines).press(await press('count-gifts', 'MADISON'))).toMatchObject({
      sentence: 'Madison Avenue has counted already.',
    });
  });

  it('what was given can’t come back once it was counted', async () => {
    await over();
    await give(bot, ana, scarfFor('C-1'));
    await bot.waits({ hours: 24 });
    await bot.as(ines).answers('Count', { 'quantity.GF-SCARF': '2' });

    expect(corrected(await bot.as(ana).answers('Return', { reason: 'Refunded' }))).toMatchObject({ type: 'refusal' });
    expect(await stockOf(bot)).toEqual({ used: 1, allocated: 3, counted: 2 });
  });

  it('a boutique that does not count is reminded once, and is said to need attention', async () => {
    await over();
    await bot.waits({ hours: 24 });
    await bot.waits({ hours: 48 });
    const before = bot.as(ines).sees().length;
    expect(await supplies.attention?.(bot.clock.now, bot.connection.prisma)).toEqual([]);
    await bot.waits({ hours: 24 });
    await bot.waits({ hours: 24 });

    expect(bot.as(ines).sees()).toHaveLength(before + 1);
    expect(bot.as(ines).lastSees()).toContain('It was to be counted by Mon, Nov 30.');
    expect(await supplies.attention?.(bot.clock.now, bot.connection.prisma)).toEqual([
      { boutique: 'MADISON', weight: 3, words: '1 gift campaign not counted' },
      { boutique: 'RODEO', weight: 3, words: '1 gift campaign not counted' },
    ]);
  });
});

describe('what is looked up', () => {
  const person = (id: string, role: 'associate' | 'store-manager' | 'operations-manager', boutique: string | null) => ({
    ...{ id, name: id, language: 'en-US', roles: [{ role, boutique }] },
  });
  const leads = async (
    entries: Promise<readonly { line: (boutique: null, now: Date) => { lead: string } }[]> | undefined,
  ) => (await entries)?.map(({ line }) => line(null, bot.clock.now).lead);

  it('waits for whoever has something to do', async () => {
    const db = bot.connection.prisma;
    await makeReady();
    expect(await leads(supplies.waiting(person('marc', 'operations-manager', null), db))).toEqual(['Holiday gifts']);
    expect(await leads(supplies.waiting(person('ines', 'store-manager', 'MADISON'), db))).toEqual([]);
    await allocate('4', '2');
    expect(await leads(supplies.waiting(person('ines', 'store-manager', 'MADISON'), db))).toEqual(['Holiday gifts']);
    expect(await leads(supplies.waiting(person('ana', 'associate', 'MADISON'), db))).toEqual([]);
  });

  it('is found by number, campaign, sale and client, at one’s own boutique', async () => {
    const db = bot.connection.prisma;
    await liveCampaign(bot);
    await give(bot, ana, { ...scarfFor('C-10492', 'S-77'), gift: giftOf('GF-CASE') });
    await bot.as(ines).presses('Approve');
    const find = (words: string, who = person('ben', 'associate', 'MADISON')) =>
      leads(supplies.find?.(words.split(' '), who, db));

    for (const words of ['1', 'holiday', 's-77', 'c-10492', 'travel c-10492'])
      expect([words, await find(words)]).toEqual([words, ['Gift 1']]);
    for (const words of ['c-1049', 's-7', 'scarf', '2']) expect([words, await find(words)]).toEqual([words, []]);
    expect(await find('holiday', person('rita', 'associate', 'RODEO'))).toEqual([]);
    expect(await find('holiday', person('marc', 'operations-manager', null))).toEqual(['Gift 1']);
    expect(await leads(supplies.asked?.(person('ana', 'associate', 'MADISON'), db))).toEqual(['Gift 1']);
    expect(await leads(supplies.waiting(person('ana', 'associate', 'MADISON'), db))).toEqual(['Gift 1 to give']);
  });

  it('says where little is left', async () => {
    await liveCampaign(bot, {
      stock: [
        ['MADISON', 'GF-SCARF', 1],
        ['RODEO', 'GF-SCARF', 2],
      ],
    });
    await give(bot, ana, scarfFor('C-1'));

    expect(await supplies.attention?.(bot.clock.now, bot.connection.prisma)).toEqual([
      { boutique: 'MADISON', weight: 1, words: '1 gift nearly out' },
    ]);
  });

  it('is the register, for managers, as a card and as a file that no spreadsheet runs', async () => {
    await liveCampaign(bot);
    await give(bot, ana, scarfFor('C-1'));
    await bot.as(ana).answers('Return', { reason: '=HYPERLINK("x")' });
    await give(bot, ana, { ...scarfFor('C-2'), amount: '10', exception: 'A jury of the city' });
    await bot.as(ines).presses('Approve');
    await bot.as(marc).presses('Approve');
    await give(bot, ana, scarfFor('C-4'));
    await give(bot, rita, scarfFor('C-3'), 'C0RODEO');
    expect(await bot.as(ana).says('supplies gifts')).toMatchObject({ type: 'refusal' });

    const card = JSON.stringify(await bot.as(ines).says('supplies gifts'));
    expect(card).toContain('1 given · 5 of 7 left · 1 exception · 1 returned');
    expect(card).toContain('Silk scarf · C-2 · S-C-2 · approved, to be given · MADISON');
    expect(card).toContain('"lead":"Silk scarf","text":"3 here"');
    expect(card).not.toContain('C-3');
    const send = (boutique: string | null, subject: string) => ({
      interaction: 'supplies.send-gift-register',
      boutique,
      subject,
    });
    await bot.as(ines).press(send('MADISON', 'MADISON'));
    const [file] = bot.as(ines).sees().at(-1)?.files ?? [];
    const rows = Buffer.from(file?.bytes ?? [])
      .toString()
      .trim()
      .split('\r\n');
    expect(file?.name).toBe('gifts-MADISON-2026-11-27.csv');
    expect(rows).toHaveLength(4);
    expect(rows[1]).toContain(`Returned,Ana Ruiz,Ana Ruiz,"Fri, Nov 27, 10:00 AM",,,"'=HYPERLINK(""x"")",3,,`);
    expect(rows[2]).toContain('Marc Delorme,"A gift goes with a sale from $5,000 on. A jury of the city"');
    expect(rows[3]).toContain('85,USD,S-C-4,6200,Given,Ana Ruiz,Ana Ruiz,"Fri, Nov 27, 10:00 AM",,,,3,85,yes');
    expect(await bot.as(ines).press(send('MADISON', 'RODEO'))).toMatchObject({ type: 'refusal' });
    await bot.as(marc).press(send(null, 'network'));
    expect(Buffer.from(bot.as(marc).sees().at(-1)?.files[0]?.bytes ?? []).toString()).toContain('C-3');
  });
});

describe('the demo', () => {
  it('has a campaign that runs at two boutiques, and one to be allocated', async () => {
    await bot.connection.prisma.supplyArticle.deleteMany();
    await loadDemoOf(bot.engine.parts, bot.connection);
    const campaigns = await bot.connection.prisma.giftCampaign.findMany({ orderBy: { startsOn: 'asc' } });

    expect(campaigns.map(({ state }) => state)).toEqual(['live', 'planned']);
    for (const [who, room] of [
      [ana, 'C0MADISON'],
      [rita, 'C0RODEO'],
    ] as const)
      expect(await bot.as(who, room).says('supplies gift')).toMatchObject({ type: 'form' });
    expect(campaigns[0]?.id).not.toBe(CAMPAIGN);
  });
});
