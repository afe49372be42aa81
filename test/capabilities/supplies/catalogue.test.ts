import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ines, marc } from '../../helpers/network.js';
import { addArticles, fill, formOf, receivedBefore, ribbon, ringBox, setLevel } from './stock.js';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot('2026-11-27T15:00:00Z');
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

const HEADER = 'Code,Name,Category,Size,Unit,Pack size,Cost,Supplier,Lead time (days),par MADISON,par Beverly Hills';
const LINES = [
  'rb-m,Ring box,boxes,M,pieces,12,"3.20",Headquarters,21,60,40',
  'RIB-G,Gold ribbon,packaging,,Roll,1,8,Ribbons Inc,5,4,',
];

async function imports(content: string | Uint8Array, command = 'supplies catalogue', name = 'catalogue.csv') {
  const file = bot.uploads(name, content);
  const form = await bot.as(marc, null).says(command);
  const answer = await bot.as(marc, null).submit(form, { file: [file] });
  return { answer, told: bot.as(marc).lastSees() };
}

const articles = () => bot.connection.prisma.supplyArticle.findMany({ orderBy: { code: 'asc' } });
const levels = () => bot.connection.prisma.supplyLevel.findMany({ orderBy: { boutiqueCode: 'asc' } });

describe('a catalogue', () => {
  it('is read from a CSV, with the par levels of the boutiques', async () => {
    const { answer, told } = await imports([HEADER, ...LINES].join('\n'));

    expect(answer).toMatchObject({ type: 'reply', card: { title: 'The file is being read' } });
    expect(told).toContain('2 articles, 2 of them new. 3 par levels set.');
    expect(await articles()).toMatchObject([
      {
        code: 'RB-M',
        name: 'Ring box',
        size: 'M',
        unit: 'piece',
        packSize: 12,
        cost: 320n,
        leadDays: 21,
        active: true,
      },
      { code: 'RIB-G', size: null, unit: 'roll', supplier: 'Ribbons Inc', currency: 'USD', changedBy: 'marc' },
    ]);
    expect(
      (await levels()).map(({ boutiqueCode, articleCode, par, onHand }) => [boutiqueCode, articleCode, par, onHand]),
    ).toEqual(
      expect.arrayContaining([
        ['MADISON', 'RB-M', 60, null],
        ['MADISON', 'RIB-G', 4, null],
        ['RODEO', 'RB-M', 40, null],
      ]),
    );
  });

  it.each([
    [
      'with semicolons, and a mark before it',
      Buffer.from(`\ufeff${[HEADER, ...LINES].join('\r\n').replaceAll('"3.20"', '3.20').replaceAll(',', ';')}`),
    ],
    ['with its delimiter said', Buffer.from(`sep=,\n${[HEADER, ...LINES].join('\n')}`)],
    [
      'from a French Excel',
      iconv.encode(
        'Code article;Désignation;Catégorie;Taille;Unité;Conditionnement;Coût;Fournisseur;Délai\nRB-M;Écrin à bague;écrins;M;piece;12;3,20;Siège;21',
        'windows-1252',
      ),
    ],
  ])('may be written %s', async (_, content) => {
    await imports(content);

    expect((await articles())[0]).toMatchObject({ code: 'RB-M', cost: 320n, packSize: 12, category: 'boxes' });
  });

  it('makes inactive what it no longer lists, and brings back what it lists again', async () => {
    await imports([HEADER, ...LINES].join('\n'));
    expect((await imports([HEADER, LINES[0]].join('\n'))).told).toContain('1 article no longer listed');
    expect((await articles()).map(({ active }) => active)).toEqual([true, false]);
    await imports([HEADER, ...LINES].join('\n'));

    expect((await articles()).map(({ active }) => active)).toEqual([true, true]);
  });

  it('with a fault is not saved at all, and every fault is said with its line', async () => {
    await imports([HEADER, ...LINES].join('\n'));
    const wrong = [
      HEADER,
      'RB-M,Ring box,boxes,M,piece,12,4,Headquarters,21,60,40',
      'RB-M,Ring box,toys,M,piece,0,n/a,Headquarters,soon,many,',
      ',,office,,piece,1,1,HQ,1,,',
    ].join('\n');
    const { told } = await imports(wrong, 'supplies catalogue', 'november.csv');

    expect(told).toContain('november.csv was not read · 8 faults');
    expect(told).toContain('Line 3 Code "RB-M": This code is on line 2 already.');
    expect(told).toContain('Line 3 Category "toys": Choose one of packaging, boxes, gifts, tools, office.');
    expect(told).toContain('Line 3 Pack size "0": Write a whole number from 1 to 99,999.');
    expect(told).toContain('Line 3 Cost "n/a": This is not a price.');
    expect(told).toContain('Line 3 Lead time "soon"');
    expect(told).toContain('Line 3 par MADISON "many": Write a whole number, or nothing.');
    expect(told).toContain('Line 4 Name: This is missing.');
    expect((await articles())[0]).toMatchObject({ code: 'RB-M', cost: 320n });
  });

  it.each([
    [
      'a workbook',
      Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2]),
      'It is a workbook or an archive. Save the sheet as CSV',
    ],
    ['nothing', Buffer.from('  \n'), 'It is empty.'],
    ['a header alone', Buffer.from(HEADER), 'It has no lines below its header.'],
    ['another table', Buffer.from('a,b\n1,2'), 'The file has no column "Code".'],
    [
      'a boutique that is none',
      Buffer.from(`${HEADER},par PARIS\n${LINES[0]},3`),
      'There is no such boutique. There are MADISON, RODEO.',
    ],
  ])('that is %s is refused in words', async (_, content, words) => {
    expect((await imports(content)).told).toContain(words);
    expect(await articles()).toEqual([]);
  });

  it('has a second file for what each boutique should have and has', async () => {
    await addArticles(bot, ringBox);
    const { told } = await imports('boutique,article,par,on hand\nMADISON,rb-m,60,12\nBeverly Hills,RB-M,40,');

    expect(told).toContain('2 par levels set.');
    expect(await levels()).toMatchObject([
      { par: 60, onHand: 12, countedAt: new Date('2026-11-27T15:00:00Z') },
      { par: 40, onHand: null, countedAt: null },
    ]);
    expect((await articles())[0]?.active).toBe(true);
    expect((await imports('boutique,article,par\nMADISON,NOPE,3')).told).toContain(
      'The catalogue has no such article.',
    );
  });

  it('is the operations manager’s; a boutique looks an article up', async () => {
    await addArticles(bot, ringBox);
    await setLevel(bot, 'MADISON', 'RB-M', 60, 12);
    await receivedBefore(bot, { boutique: 'MADISON', article: 'RB-M', quantity: 310, on: '2026-05-03' });
    const theirs = formOf(await bot.as(ana).says('supplies catalogue'));
    expect(Object.keys(theirs.form.fields)).toEqual(['article']);
    const answer = await bot.as(ana).submit(theirs, { article: 'RB-M' });

    const words = JSON.stringify(answer);
    for (const said of [
      'Ring box M',
      '$3 each',
      'packs of 12',
      'Headquarters, 10 days',
      '310 pieces',
      'Madison Avenue 12 of 60',
    ])
      expect(words).toContain(said);
    expect(words).not.toContain('Edit');
  });

  it('is edited by a form, and has pictures that come as a file', async () => {
    await addArticles(bot, ringBox);
    const route = { boutique: null, subject: 'RB-M' };
    const form = formOf(await bot.as(marc, null).press({ interaction: 'supplies.edit-article', ...route }));
    expect(form.prefill).toMatchObject({ name: 'Ring box', cost: '3.00', packSize: '12' });
    await fill(bot, marc, form, { ...form.prefill, cost: '4.50', supplier: '' });
    expect((await articles())[0]).toMatchObject({ cost: 450n, supplier: 'Headquarters', leadDays: 10 });

    const picture = await bot.as(marc, null).press({ interaction: 'supplies.add-picture', ...route });
    await bot.as(marc, null).submit(picture, { picture: [bot.uploads('box.jpg', Buffer.from([0xff, 0xd8, 0xff, 1]))] });
    await bot.as(ana).press({ interaction: 'supplies.show-picture', ...route });
    expect(bot.as(ana).sees().at(-1)?.files).toMatchObject([{ name: 'box.jpg' }]);
    expect(Buffer.from(bot.as(ana).sees().at(-1)?.files[0]?.bytes ?? [])).toEqual(Buffer.from([0xff, 0xd8, 0xff, 1]));
  });
});

describe('what is on hand', () => {
  it('is said fifteen articles at a time, and what is short can be asked for at once', async () => {
    const codes = Array.from({ length: 17 }, (_, index) => `T-${String(index).padStart(2, '0')}`);
    await addArticles(bot, ...codes.map((code) => ({ code, name: `Tag ${code}` })));
    for (const code of codes) await setLevel(bot, 'MADISON', code, 20, code === 'T-00' ? 7 : null);
    const first = formOf(await bot.as(ana).says('supplies levels'));
    expect(Object.keys(first.form.fields)).toHaveLength(15);
    expect(first.prefill).toMatchObject({ 'onHand.T-00': '7', 'onHand.T-01': null });

    const second = formOf(await fill(bot, ana, first, { 'onHand.T-00': '25', 'onHand.T-01': '5' }));
    expect(Object.keys(second.form.fields)).toEqual(['onHand.T-15', 'onHand.T-16']);
    const answer = await fill(bot, ana, second, { 'onHand.T-16': '0' });

    expect(answer).toMatchObject({
      type: 'reply',
      card: { blocks: [{ text: '2 articles under par.' }, { type: 'buttons' }] },
    });
    const counted = await bot.connection.prisma.supplyLevel.findMany({
      where: { onHand: { not: null } },
      orderBy: { articleCode: 'asc' },
    });
    expect(counted.map(({ articleCode, onHand }) => [articleCode, onHand])).toEqual([
      ['T-00', 25],
      ['T-01', 5],
      ['T-16', 0],
    ]);
  });

  it('is asked only of what the boutique carries', async () => {
    expect(await bot.as(ana).says('supplies levels')).toMatchObject({
      type: 'refusal',
      sentence: expect.stringContaining('No article has a par level'),
    });
  });
});

describe('budgets', () => {
  const FILE =
    'boutique,category,year,month,amount,at request,at order\nMADISON,packaging,2026,11,"2,000.00",Stop,Warn\nMadison Avenue,packaging,2026,,20000,warn,ignore';
  const importBudgets = async (content: string) => {
    const form = await bot
      .as(marc, null)
      .press({ interaction: 'supplies.import-budgets', boutique: null, subject: '' });
    await bot.as(marc, null).submit(form, { file: [bot.uploads('budgets.csv', content)] });
    return bot.as(marc).lastSees();
  };

  it('are imported, and shown with what is used, committed and left', async () => {
    await addArticles(bot, ribbon);
    expect(await importBudgets(FILE)).toContain('2 budgets set.');
    await receivedBefore(bot, {
      boutique: 'MADISON',
      article: 'RIB-G',
      quantity: 100,
      unitCost: 8_00,
      on: '2026-11-03',
    });
    const form = await bot.as(ana).says('supplies');
    await bot
      .as(ana)
      .submit(form, { neededBy: '2026-11-30', reason: 'x', next: 'send', 'article.1': 'RIB-G', 'more.1': '50' });
    const words = JSON.stringify(await bot.as(marc, null).says('supplies budgets'));

    expect(words).toContain('Madison Avenue · Packaging, November');
    expect(words).toContain('$800 left of $2,000 · used $800, committed $400 · Stop at request, Warn at order');
    expect(words).toContain('$18,800 left of $20,000 · used $800, committed $400 · Warn at request');
    expect(words).toContain('A request above $1,000 goes up');
  });

  it('with a fault are not saved at all', async () => {
    const told = await importBudgets(
      `${FILE}\nPARIS,packaging,2026,13,x,maybe,stop\nMADISON,packaging,2026,Nov,1,stop,stop`,
    );

    expect(told).toContain('5 faults');
    expect(told).toContain('Line 5 Category "packaging": This budget is on line 2 already.');
    expect(told).toContain('Line 4 At request "maybe": Write stop, warn or ignore.');
    expect(await bot.connection.prisma.supplyBudget.count()).toBe(0);
  });

  it('are not for a boutique', async () => {
    expect(await bot.as(ines).says('supplies budgets')).toMatchObject({ type: 'refusal' });
  });
});
