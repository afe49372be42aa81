import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/engine/request.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, ines, marc, rita } from '../../helpers/network.js';
import { addGifts, CAMPAIGN, giftOf, give, liveCampaign, scarfFor, statesOf, stockOf } from './gifts.js';

/** Friday, Nov 27, 10:00 AM in New York. */
let bot: Bot;
beforeEach(async () => {
  bot = await startBot('2026-11-27T15:00:00Z');
  await addGifts(bot);
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

const corrected = (answer: Answer) => (answer.type === 'corrections' ? answer.corrections : answer);
const wish = { exception: 'A client of ten years, who also bought for her sister' };
const below = { ...scarfFor('C-1'), amount: '4,999.99' };

describe('a gift', () => {
  it('is given at once where every rule is met', async () => {
    await liveCampaign(bot);
    const form = await bot.as(ana).says('supplies gift');
    expect(form).toMatchObject({ type: 'form', prefill: { recipient: 'client', occasion: 'purchase' } });
    const answer = await bot.as(ana).submit(form, scarfFor(' c-10492 '));

    expect(answer).toEqual({ type: 'done' });
    expect(bot.as(ana).lastSees().split('\n')).toEqual([
      'Gift 1 · Silk scarf · Given',
      'Campaign Holiday gifts',
      'Client C-10492',
      'Sale S-C-10492, $6,200',
      'Worth $85',
      'Occasion With the purchase',
      'Given by Ana Ruiz, Fri, Nov 27, 10:00 AM.',
    ]);
    expect(await stockOf(bot)).toMatchObject({ used: 1, allocated: 5 });
    expect(bot.as(ines).sees()).toEqual([]);
  });

  it('is chosen already where there is one, and says what is left', async () => {
    await liveCampaign(bot, { stock: [['MADISON', 'GF-SCARF', 5]] });
    const form = await bot.as(ana).says('supplies gift');

    expect(form).toMatchObject({ prefill: { gift: giftOf('GF-SCARF') } });
    expect(form).toMatchObject({
      form: { fields: { gift: { widget: { options: [{ label: 'Silk scarf · Holiday gifts · 5 left' }] } } } },
    });
  });

  it.each([
    [
      'a sale below the threshold',
      below,
      { amount: expect.stringMatching(/^A gift goes with a sale from \$5,000 on\./) },
    ],
    ['a name', { ...scarfFor('Maria Rossi') }, { client: expect.stringMatching(/^No names\./) }],
    ['an e-mail address', { ...scarfFor('m.rossi1@mail.example') }, { client: expect.stringMatching(/^No e-mail/) }],
    ['staff not denied', { ...scarfFor('C-1'), staff: false }, { staff: expect.stringMatching(/never for staff/) }],
    ['nobody it is given to', { ...scarfFor('C-1'), recipient: null }, { recipient: expect.stringMatching(/whom/) }],
    ['an article of nobody', { ...scarfFor('C-1'), gift: 'x/GF-PEN' }, { gift: 'Choose a gift.' }],
  ])('is refused beside the field for %s', async (_, raw, corrections) => {
    await liveCampaign(bot);

    expect(corrected(await give(bot, ana, raw))).toEqual(corrections);
    expect(await statesOf(bot)).toEqual([]);
    expect(await stockOf(bot)).toMatchObject({ used: 0 });
  });

  it('is never for somebody of the network, not as an exception either, and that goes on record', async () => {
    await liveCampaign(bot);
    await bot.connection.prisma.person.update({ where: { id: 'ben' }, data: { email: 'e-2041' } });

    const answer = await give(bot, ana, { ...scarfFor('E-2041'), ...wish });
    expect(answer).toMatchObject({ type: 'refusal', sentence: expect.stringContaining('never for staff') });
    expect(await statesOf(bot)).toEqual([]);
    const events = await bot.connection.prisma.auditEvent.findMany({ where: { event: 'refused' } });
    expect(events).toHaveLength(1);
  });

  it('goes once to a client and once with a sale', async () => {
    await liveCampaign(bot);
    await give(bot, ana, scarfFor('C-1', 'S-1'));

    expect(corrected(await give(bot, ben, scarfFor('c-1', 'S-2')))).toEqual({
      client: 'This client has one already. To ask for an exception, say why under Exception.',
    });
    expect(corrected(await give(bot, ben, scarfFor('C-2', 's-1')))).toMatchObject({ sale: expect.any(String) });
    expect(await statesOf(bot)).toEqual(['given']);
  });

  it('is given on the days of the campaign, by the clock on the wall of each boutique', async () => {
    await liveCampaign(bot, { from: '2026-11-27', to: '2026-11-27' });
    bot.clock.now = new Date('2026-11-28T06:00:00Z');

    expect(await bot.as(ana).says('supplies gift')).toMatchObject({ type: 'refusal' });
    expect(await give(bot, rita, scarfFor('C-1'), 'C0RODEO')).toEqual({ type: 'done' });
    bot.clock.now = new Date('2026-11-27T07:00:00Z');
    expect(await bot.as(rita, 'C0RODEO').says('supplies gift')).toMatchObject({ type: 'refusal' });
  });

  it('comes back into stock when it is returned, and the client may have another', async () => {
    await liveCampaign(bot);
    await give(bot, ana, scarfFor('C-1', 'S-1'));
    await bot.as(ana).answers('Return', { reason: 'The sale was refunded' });

    expect(bot.as(ana).sees()).toHaveLength(1);
    expect(bot.as(ana).lastSees()).toContain('Returned: The sale was refunded · Ana Ruiz, Fri, Nov 27, 10:00 AM');
    expect(await stockOf(bot)).toMatchObject({ used: 0 });
    expect(await give(bot, ben, scarfFor('C-1', 'S-1'))).toEqual({ type: 'done' });
    expect(await statesOf(bot)).toEqual(['returned', 'given']);
  });

  it('is on record without the client or the sale', async () => {
    await liveCampaign(bot);
    await give(bot, ana, scarfFor('C-10492', 'S-77081'));
    await bot.as(ana).answers('Return', { reason: 'Refunded' });
    const events = await bot.connection.prisma.auditEvent.findMany();

    expect(events.map(({ event }) => event)).toEqual([
      'supplies.gift-asked',
      'supplies.gift-moved',
      'supplies.gift-moved',
    ]);
    const trail = JSON.stringify(events, (_, value) => (typeof value === 'bigint' ? String(value) : value));
    expect(trail).not.toMatch(/10492|77081/);
  });
});

describe('two at once', () => {
  it('get one where one is left', async () => {
    await liveCampaign(bot, { stock: [['MADISON', 'GF-SCARF', 1]] });
    const [first, second] = [await bot.as(ana).says('supplies gift'), await bot.as(ben).says('supplies gift')];
    const answers = await Promise.all([
      bot.as(ana).submit(first, scarfFor('C-1')),
      bot.as(ben).submit(second, scarfFor('C-2')),
    ]);
    await bot.settle();

    expect(answers.map(({ type }) => type).sort()).toEqual(['corrections', 'done']);
    expect(answers.map(corrected)).toContainEqual({ gift: 'Nothing is left of Silk scarf at Madison Avenue.' });
    expect(await stockOf(bot)).toMatchObject({ used: 1, allocated: 1 });
    expect(await statesOf(bot)).toEqual(['given']);
  });

  it('do not give the same client one each at two boutiques', async () => {
    await liveCampaign(bot);
    const forms = [
      await bot.as(ana).says('supplies gift'),
      await bot.as(rita, 'C0RODEO').says('supplies gift'),
    ] as const;
    const answers = await Promise.all([
      bot.as(ana).submit(forms[0], scarfFor('C-1', 'S-1')),
      bot.as(rita, 'C0RODEO').submit(forms[1], scarfFor('C-1', 'S-2')),
    ]);
    await bot.settle();

    expect(answers.map(({ type }) => type).sort()).toEqual(['corrections', 'done']);
    expect(await statesOf(bot)).toEqual(['given']);
    const used = await bot.connection.prisma.giftStock.aggregate({
      _sum: { used: true },
      where: { campaignId: CAMPAIGN },
    });
    expect(used._sum.used).toBe(1);
  });

  it('give an approved gift once', async () => {
    await liveCampaign(bot);
    await give(bot, ana, { ...scarfFor('C-1'), gift: giftOf('GF-CASE') });
    await bot.as(ines).presses('Approve');
    const answers = await Promise.all([bot.as(ana).presses('Give it'), bot.as(ines).press(await handOver())]);
    await bot.settle();

    expect(answers.map(({ type }) => type).sort()).toEqual(['done', 'refusal']);
    expect(await statesOf(bot)).toEqual(['given']);
  });
});

const handOver = async () => {
  const { id } = await bot.connection.prisma.gift.findFirstOrThrow();
  return { interaction: 'supplies.hand-over', boutique: 'MADISON', subject: id };
};

describe('an exception', () => {
  it('is for the store manager, then the operations manager, and is given by whoever asked', async () => {
    await liveCampaign(bot);
    await give(bot, ana, { ...below, ...wish });
    expect(bot.as(ana).lastSees()).toContain('Waits for the store manager, then the operations manager.');
    expect(await stockOf(bot)).toMatchObject({ used: 1 });
    expect(bot.as(ines).lastSees().split('\n')).toEqual([
      'Gift 1 · Silk scarf · Madison Avenue · asked for by Ana Ruiz',
      'Campaign Holiday gifts',
      'Client C-1',
      'Sale S-C-1, $4,999.99',
      'Worth $85',
      'Occasion With the purchase',
      'A gift goes with a sale from $5,000 on.',
      `Why all the same ${wish.exception}`,
      'It is held in stock until somebody decides.',
    ]);

    await bot.as(ines).presses('Approve');
    expect(await statesOf(bot)).toEqual(['requested']);
    await bot.as(marc).presses('Approve');
    expect(bot.as(ana).lastSees()).toContain('Approved by Marc Delorme, Fri, Nov 27, 10:00 AM.');
    await bot.as(ana).presses('Give it');
    expect(bot.as(ana).sees()).toHaveLength(1);
    expect(bot.as(ana).lastSees()).toContain('Given by Ana Ruiz');
    expect(await stockOf(bot)).toMatchObject({ used: 1 });
  });

  it('is refused with a reason, and the gift stays in stock', async () => {
    await liveCampaign(bot);
    await give(bot, ana, { ...below, ...wish });
    await bot.as(ines).answers('Refuse', { reason: 'The next sale will do' });

    expect(bot.as(ana).lastSees()).toContain('Not given: The next sale will do · Inès Laurent, Fri, Nov 27, 10:00 AM');
    expect(await stockOf(bot)).toMatchObject({ used: 0 });
    expect(await bot.as(ana).press(await handOver())).toMatchObject({ type: 'refusal' });
  });

  it('is decided by nobody who asked for it', async () => {
    await liveCampaign(bot);
    await give(bot, ines, { ...below, ...wish });

    expect(() => bot.as(ines).presses('Approve')).toThrow('sees no button');
    await bot.as(marc).presses('Approve');
    expect(await statesOf(bot)).toEqual(['approved']);
  });

  it('is passed up by silence', async () => {
    await liveCampaign(bot);
    await give(bot, ana, { ...below, ...wish });
    expect(bot.as(marc).sees()).toEqual([]);
    await bot.waits({ hours: 24 });

    expect(bot.as(marc).lastSees()).toContain('Passed up to operations managers.');
  });

  it('goes never beyond what is in stock', async () => {
    await liveCampaign(bot, { stock: [['MADISON', 'GF-SCARF', 1]] });
    const form = await bot.as(ben).says('supplies gift');
    await give(bot, ana, scarfFor('C-1'));

    expect(corrected(await bot.as(ben).submit(form, { ...scarfFor('C-2'), ...wish }))).toHaveProperty('gift');
    expect(await statesOf(bot)).toEqual(['given']);
  });

  it('is voided by whoever asked, and there is nothing left to decide', async () => {
    await liveCampaign(bot);
    await give(bot, ana, { ...below, ...wish });
    await bot.as(ana).answers('Void', { reason: 'The client left' });

    expect(bot.as(ana).lastSees()).toContain('Not given: The client left · Ana Ruiz');
    expect(bot.as(ines).lastSees()).toContain('Voided · Ana Ruiz');
    expect(await stockOf(bot)).toMatchObject({ used: 0 });
    expect(() => bot.as(ines).presses('Approve')).toThrow('sees no button');
  });
});

describe('what is decided on although the rules are met', () => {
  it('is worth more than the limit: the store manager alone', async () => {
    await liveCampaign(bot);
    await give(bot, ana, { ...scarfFor('C-1'), gift: giftOf('GF-CASE') });
    expect(bot.as(ines).lastSees()).toContain('Gifts worth more than $100 are decided on.');
    await bot.as(ines).presses('Approve');

    expect(await statesOf(bot)).toEqual(['approved']);
    expect(bot.as(marc).sees()).toEqual([]);
  });

  it('is for an official: the operations manager too, with what they may take', async () => {
    await liveCampaign(bot, { perClient: 2 });
    await give(bot, ana, scarfFor('C-1', 'S-1'));
    await give(bot, ana, { ...scarfFor('C-1', 'S-2'), recipient: 'official' });
    await bot.as(ines).presses('Approve');

    expect(bot.as(marc).lastSees()).toContain(
      "Federal employees may take $20 an occasion and $50 a year. Above it: $85 now, $170 with this year's.",
    );
    await bot.as(marc).presses('Approve');
    expect(await statesOf(bot)).toEqual(['given', 'approved']);
  });
});
