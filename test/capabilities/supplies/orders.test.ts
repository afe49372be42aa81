import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, claire, type Member, marc, rita } from '../../helpers/network.js';
import { approved, furnish, priya, queriesOf } from './orders-stage.js';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot('2026-11-24T15:00:00Z');
  await furnish(bot.connection);
});
afterEach(() => bot.stop());

const order = async (supplier = 'Headquarters', raw: Record<string, string | readonly string[]> = {}) => {
  await bot.as(marc, null).says('supplies orders');
  const route = { interaction: 'supplies.order', boutique: null, subject: `/USD/${supplier}` };
  const form = await bot.as(marc, null).press(route);
  if (form.type !== 'form') throw new Error(JSON.stringify(form));
  return bot.as(marc, null).submit(form, { ...form.prefill, ...raw });
};

const receive = async (who: Member, raw: Readonly<Record<string, string>>) => {
  const { id } = await bot.connection.prisma.supplyOrder.findFirstOrThrow({ orderBy: { number: 'desc' } });
  const form = await bot.as(who, null).press({ interaction: 'supplies.receive', boutique: null, subject: id });
  if (form.type !== 'form') return form;
  return bot.as(who, null).submit(form, { ...raw });
};

const standing = async (id: string) =>
  (await bot.connection.prisma.supplyRequest.findUniqueOrThrow({ where: { id } })).state;

const parts = async (column: 'quantity' | 'received') =>
  Object.fromEntries(
    (await bot.connection.prisma.supplyShare.findMany()).map((share) => [share.boutiqueCode, share[column]]),
  );

const threeAsk = async () => [
  await approved(bot.connection, { by: ana, boutique: 'MADISON', lines: { 'RB-M': 25 } }),
  await approved(bot.connection, { by: rita, boutique: 'RODEO', lines: { 'RB-M': 10 } }),
  await approved(bot.connection, { by: priya, boutique: 'OAK', lines: { 'RB-M': 20 } }),
];

describe('what boutiques are approved', () => {
  it('becomes one order, every part kept, told to headquarters with its files', async () => {
    const requests = [
      await approved(bot.connection, { by: ana, boutique: 'MADISON', lines: { 'RB-M': 25, 'BAG-S': 40 } }),
      await approved(bot.connection, { by: rita, boutique: 'RODEO', lines: { 'RB-M': 10 } }),
      await approved(bot.connection, { by: priya, boutique: 'OAK', lines: { 'RB-M': 20 } }),
    ];

    const answer = await order();

    expect(JSON.stringify(answer)).toContain('Order 1 sent');
    expect(JSON.stringify(answer)).toContain('Ring box M: 5 pieces more than asked for, to fill packs');
    const [atHq] = bot.inRoom('C0HQ');
    expect(atHq?.text).toContain('Order 1 · Headquarters');
    expect(atHq?.files.map(({ name }) => name).sort()).toEqual([
      'order-1-by-boutique.csv',
      'order-1.csv',
      'order-1.xlsx',
    ]);
    expect(
      bot
        .as(marc)
        .sees()
        .some(({ text }) => text.includes('Order 1 · Headquarters')),
    ).toBe(true);
    const shares = await bot.connection.prisma.supplyShare.findMany({ orderBy: { boutiqueCode: 'asc' } });
    expect(shares.map(({ boutiqueCode, quantity }) => [boutiqueCode, quantity])).toEqual([
      ['MADISON', 25],
      ['OAK', 20],
      ['RODEO', 10],
    ]);
    expect(await Promise.all(requests.map(standing))).toEqual(['hq-sent', 'hq-sent', 'hq-sent']);
    expect(bot.as(ana).lastSees()).toContain('Sent to headquarters');
    expect(bot.errors).toEqual([]);
  });

  it('is listed by supplier and article, over all boutiques', async () => {
    await threeAsk();
    await approved(bot.connection, { by: ana, boutique: 'MADISON', lines: { 'BAG-S': 40, RIB: 3 } });

    const listed = JSON.stringify(await bot.as(marc, null).says('supplies orders'));

    expect(listed).toContain('Headquarters · 2 articles · $177');
    expect(listed).toContain('60 pieces (55 asked for) · $150 · MADISON 25, OAK 20, RODEO 10');
    expect(listed).toContain('Paper & Sons · 1 article · $40');
    expect(JSON.stringify(await bot.as(ana).says('supplies orders'))).toContain('Operations managers do this.');
  });

  it('is ordered once, however often somebody presses', async () => {
    await threeAsk();
    const route = { interaction: 'supplies.order', boutique: null, subject: '/USD/Headquarters' };
    const forms = [await bot.as(marc, null).press(route), await bot.as(marc, null).press(route)];

    const answers = await Promise.all(
      [...forms, forms[0]].map((form) => {
        if (form?.type !== 'form') throw new Error('no form');
        return bot.as(marc, null).submit(form, { ...form.prefill });
      }),
    );

    expect(await bot.connection.prisma.supplyOrder.count()).toBe(1);
    expect(answers.filter((answer) => JSON.stringify(answer).includes('Order 1 sent')).length).toBeGreaterThan(0);
    expect(JSON.stringify(answers)).toContain('Nothing of this waits to be ordered any more');
    const lines = await bot.connection.prisma.supplyLine.findMany();
    expect(lines.map(({ asked, ordered }) => ordered - asked)).toEqual([0, 0, 0]);
  });

  it('leaves out what was not chosen, and orders it later', async () => {
    const id = await approved(bot.connection, { by: ana, boutique: 'MADISON', lines: { 'RB-M': 12, RIB: 3 } });

    await order('Headquarters', { 'articles.1': ['RIB'] });
    expect(await parts('quantity')).toEqual({ MADISON: 3 });
    expect(await standing(id)).toBe('hq-sent');
    await order();

    expect(await bot.connection.prisma.supplyShare.count()).toBe(2);
  });

  it('that is counted otherwise now is named, not merged', async () => {
    const { number } = await bot.connection.prisma.supplyRequest.findUniqueOrThrow({
      where: { id: await approved(bot.connection, { by: priya, boutique: 'OAK', lines: { 'RB-M': 3 }, unit: 'roll' }) },
    });

    const listed = JSON.stringify(await bot.as(marc, null).says('supplies orders'));

    expect(listed).toContain('Nothing waits to be ordered.');
    expect(listed).toContain(
      `Ring box M: OAK asked in rolls, the catalogue has pieces now. Cancel request ${number} and ask again.`,
    );
  });

  it('goes to the operations manager to forward, where it is for a company', async () => {
    await approved(bot.connection, { by: ana, boutique: 'MADISON', lines: { 'BAG-S': 40 } });

    const answer = await order('Paper & Sons');

    expect(JSON.stringify(answer)).toContain('forward them to Paper & Sons');
    expect(bot.inRoom('C0HQ')).toEqual([]);
    expect(bot.as(marc).lastSees()).toContain('Forward the file to the supplier');
    expect(bot.as(ana).lastSees()).toContain('Ordered');
  });
});

describe('the budgets at the order', () => {
  const budget = (atOrder: string) =>
    bot.connection.prisma.supplyBudget.create({
      data: {
        ...{ boutiqueCode: 'MADISON', category: 'boxes', year: 2026, month: 11, amount: 50_00n, currency: 'USD' },
        ...{ atRequest: 'ignore', atOrder },
      },
    });

  it('refuse where they stop, by boutique and category', async () => {
    await budget('stop');
    await threeAsk();

    const answer = JSON.stringify(await order());

    expect(answer).toContain('Over budget: MADISON · Jewelry boxes: $50 left of $50 for November');
    expect(await bot.connection.prisma.supplyOrder.count()).toBe(0);
  });

  it('are said where they warn', async () => {
    await budget('warn');
    await threeAsk();

    expect(JSON.stringify(await order())).toContain('Over budget: MADISON · Jewelry boxes');
    expect(await bot.connection.prisma.supplyOrder.count()).toBe(1);
  });

  it('say nothing where they are ignored', async () => {
    await budget('ignore');
    await threeAsk();

    expect(JSON.stringify(await order())).not.toContain('Over budget');
  });
});

describe('what comes', () => {
  it('is shared out by largest remainder, boutique by boutique; the second receipt completes it', async () => {
    const requests = await threeAsk();
    await bot.connection.prisma.supplyLevel.createMany({
      data: [
        { boutiqueCode: 'MADISON', articleCode: 'RB-M', par: 40, onHand: 3 },
        { boutiqueCode: 'OAK', articleCode: 'RB-M', par: 40 },
      ],
    });
    await order();

    const first = JSON.stringify(await receive(claire, { 'quantity.RB-M': '31', note: 'Delivery 88' }));

    expect(first).toContain('MADISON 14, OAK 11, RODEO 6');
    expect(await parts('received')).toEqual({ MADISON: 14, OAK: 11, RODEO: 6 });
    expect(await Promise.all(requests.map(standing))).toEqual(Array(3).fill('partly-received'));
    expect(bot.as(ana).sees()).toHaveLength(1);
    expect(bot.as(ana).lastSees()).toContain('14 of 25 received');
    expect(bot.as(rita).lastSees()).toContain('6 of 10 received');
    expect(bot.as(priya).lastSees()).toContain('11 of 20 received');
    expect(bot.inRoom('C0HQ').at(-1)?.text).toContain('31 received');
    expect(bot.inRoom('C0HQ').at(-1)?.text).toContain('Last received by Claire Novak, Tue, Nov 24: Delivery 88');

    const second = JSON.stringify(await receive(marc, { 'quantity.RB-M': '29' }));

    expect(second).toContain('Everything has come.');
    expect(second).toContain('5 more than asked for, to fill packs; they stay in network stock');
    expect(await parts('received')).toEqual({ MADISON: 25, OAK: 20, RODEO: 10 });
    expect(await Promise.all(requests.map(standing))).toEqual(Array(3).fill('received'));
    expect(bot.as(ana).sees()).toHaveLength(1);
    expect(bot.as(ana).lastSees()).toContain('Received');
    const levels = await bot.connection.prisma.supplyLevel.findMany({ orderBy: { boutiqueCode: 'asc' } });
    expect(levels.map(({ onHand }) => onHand)).toEqual([28, null]);
    const receipts = await bot.connection.prisma.supplyReceiptLine.findMany();
    expect(receipts.map(({ quantity }) => quantity).sort()).toEqual([29, 31]);
    expect(bot.errors).toEqual([]);
  });

  it('can’t be more than was ordered', async () => {
    await threeAsk();
    await order();

    const answer = JSON.stringify(await receive(marc, { 'quantity.RB-M': '61' }));

    expect(answer).toContain('Ring box M: 60 of 60 are still open.');
    expect(await parts('received')).toEqual({ MADISON: 0, OAK: 0, RODEO: 0 });
  });

  it('is taken in once, where two receive it at the same moment', async () => {
    await threeAsk();
    await order();
    const { id } = await bot.connection.prisma.supplyOrder.findFirstOrThrow();
    const forms = await Promise.all(
      [marc, claire].map((who) =>
        bot.as(who, null).press({ interaction: 'supplies.receive', boutique: null, subject: id }),
      ),
    );
    const [first, second] = forms;
    if (first?.type !== 'form' || second?.type !== 'form') throw new Error('no form');

    const answers = JSON.stringify(
      await Promise.all([
        bot.as(marc, null).submit(first, { ...first.prefill }),
        bot.as(claire, null).submit(second, { ...second.prefill }),
      ]),
    );

    expect(answers).toContain('Everything has come.');
    expect(answers).toContain('has come already');
    expect(await parts('received')).toEqual({ MADISON: 25, OAK: 20, RODEO: 10 });
  });

  it('is not taken in twice, and not by an associate', async () => {
    await threeAsk();
    await order();
    await receive(marc, { 'quantity.RB-M': '60' });

    expect(JSON.stringify(await receive(marc, { 'quantity.RB-M': '1' }))).toContain('has come already');
    expect(JSON.stringify(await receive(ben, { 'quantity.RB-M': '1' }))).toContain('Operations managers and global');
  });

  it('is asked about fourteen articles at a time, each page kept by itself', async () => {
    const codes = Array.from({ length: 20 }, (_, index) => `A-${10 + index}`);
    await bot.connection.prisma.supplyArticle.createMany({
      data: codes.map((code) => ({
        ...{
          code,
          name: `Article ${code}`,
          category: 'office',
          unit: 'piece',
          packSize: 1,
          cost: 100n,
          currency: 'USD',
        },
        ...{ supplier: 'Headquarters', leadDays: 3, changedAt: new Date(0), changedBy: 'marc' },
      })),
    });
    const lines = Object.fromEntries(codes.map((code) => [code, 4]));
    const id = await approved(bot.connection, { by: ana, boutique: 'MADISON', lines });
    await order();

    const next = await receive(marc, Object.fromEntries(codes.slice(0, 14).map((code) => [`quantity.${code}`, '4'])));
    if (next.type !== 'form') throw new Error(JSON.stringify(next));
    expect(Object.keys(next.form.fields)).toEqual([...codes.slice(14).map((code) => `quantity.${code}`), 'note']);
    expect(await standing(id)).toBe('partly-received');
    await bot.as(marc, null).submit(next, { ...next.prefill });

    expect(await standing(id)).toBe('received');
  });
});

describe('an order that is closed short', () => {
  const close = async (rest: string) => {
    await order();
    await receive(marc, { 'quantity.RB-M': '31' });
    const { id } = await bot.connection.prisma.supplyOrder.findFirstOrThrow();
    const form = await bot.as(marc, null).press({ interaction: 'supplies.close-order', boutique: null, subject: id });
    return bot.as(marc, null).submit(form, { rest, reason: 'No longer made' });
  };

  it('puts the rest back among what is to be ordered', async () => {
    const requests = await threeAsk();

    await close('again');

    expect(await Promise.all(requests.map(standing))).toEqual(Array(3).fill('partly-received'));
    expect(JSON.stringify(await bot.as(marc, null).says('supplies orders'))).toContain('MADISON 11, OAK 9, RODEO 4');
    expect(bot.inRoom('C0HQ').at(-1)?.text).toContain('Closed short: No longer made');
    expect(bot.as(ana).lastSees()).toContain('was closed, and not all of it came: No longer made');
  });

  it('or drops it, and the requests are done', async () => {
    const requests = await threeAsk();

    await close('dropped');

    expect(await Promise.all(requests.map(standing))).toEqual(Array(3).fill('received'));
    expect(JSON.stringify(await bot.as(marc, null).says('supplies orders'))).toContain('Nothing waits to be ordered.');
  });
});

describe('what waits and what is found', () => {
  it('is for the operations manager what is to be ordered, and for whoever receives what is on its way', async () => {
    await threeAsk();
    const inbox = async (who: Member) => JSON.stringify(await bot.as(who, null).says('inbox'));
    expect(await inbox(marc)).toContain('1 article for 3 boutiques');

    await order();

    expect(await inbox(marc)).not.toContain('To be ordered');
    expect(await inbox(claire)).toContain('Order 1');
    expect(await inbox(ana)).not.toContain('Order 1');
    const found = async (who: Member) => JSON.stringify(await bot.as(who, null).says('vitrine find ring box'));
    expect(await found(claire)).toContain('Headquarters · Sent · expected Tue, Dec 8');
    expect(await found(ben)).not.toContain('Headquarters · Sent');
  });
});

describe('the files of an order', () => {
  it('are a workbook of two pages, text as text and numbers as numbers, and two tables', async () => {
    await bot.connection.prisma.supplyArticle.update({ where: { code: 'RB-M' }, data: { name: '=HYPERLINK("x")' } });
    await threeAsk();
    await order();
    const files = bot.inRoom('C0HQ')[0]?.files ?? [];
    const read = (name: string) => files.find((file) => file.name === name)?.bytes ?? new Uint8Array();

    const book = unzipSync(read('order-1.xlsx'));
    const page = (number: number) => strFromU8(book[`xl/worksheets/sheet${number}.xml`] ?? new Uint8Array());
    const words = strFromU8(book['xl/sharedStrings.xml'] ?? new Uint8Array());

    expect(strFromU8(book['xl/workbook.xml'] ?? new Uint8Array())).toMatch(/By article.*By boutique/s);
    expect(words).toContain('<t>=HYPERLINK("x")</t>');
    expect(page(1)).not.toContain('<f>');
    expect(page(1)).toMatch(/<v>60<\/v>/);
    expect(page(1)).toMatch(/<v>2\.5<\/v>/);
    expect(page(2)).toMatch(/<v>25<\/v>/);
    expect(words).toContain('network stock');
    const table = Buffer.from(read('order-1.csv')).toString();
    expect(table).toContain("'=HYPERLINK");
    expect(Buffer.from(read('order-1-by-boutique.csv')).toString()).toContain('MADISON,RB-M');
  });
});

describe('many boutiques', () => {
  it('take no more queries than few, to order and to receive', async () => {
    const asked = async (boutiques: readonly string[]) => {
      for (const boutique of boutiques)
        await approved(bot.connection, { by: ana, boutique, lines: { 'RB-M': 7, RIB: 2, LOUPE: 1 } });
      const form = await bot
        .as(marc, null)
        .press({ interaction: 'supplies.order', boutique: null, subject: '/USD/Headquarters' });
      if (form.type !== 'form') throw new Error(JSON.stringify(form));
      const ordering = await queriesOf(bot, () =>
        bot.engine.handle({ ...asMarc, type: 'submission', route: form.route, raw: { ...form.prefill } }),
      );
      await bot.settle();
      const { id } = await bot.connection.prisma.supplyOrder.findFirstOrThrow({ orderBy: { number: 'desc' } });
      const receipt = await bot.as(marc, null).press({ interaction: 'supplies.receive', boutique: null, subject: id });
      if (receipt.type !== 'form') throw new Error(JSON.stringify(receipt));
      const receiving = await queriesOf(bot, () =>
        bot.engine.handle({ ...asMarc, type: 'submission', route: receipt.route, raw: { ...receipt.prefill } }),
      );
      await bot.settle();
      return { ordering, receiving };
    };
    const asMarc = { channel: 'slack', tenant: 'T1', userId: marc.userId, room: null } as const;
    const few = await asked(['MADISON']);
    const codes = Array.from({ length: 40 }, (_, index) => `B-${index}`);
    for (const code of codes)
      await bot.connection.pool.query(
        `insert into boutiques (code, name, country_code, street, city, state, postal_code, time_zone, currency, trading_hours)
         select $1, $1, country_code, street, city, state, postal_code, time_zone, currency, trading_hours from boutiques where code = 'OAK'`,
        [code],
      );

    const many = await asked(codes);

    expect(few.ordering).toBeGreaterThan(5);
    expect(many).toEqual(few);
  });
});
