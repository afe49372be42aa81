import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDemoOf } from '../../../src/engine/demo.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, marc } from '../../helpers/network.js';
import { furnish, helen } from './orders-stage.js';

let bot: Bot;
beforeEach(async () => {
  // A Tuesday.
  bot = await startBot('2026-11-10T15:00:00Z');
  await furnish(bot.connection);
});
afterEach(() => bot.stop());

const imports = async (content: string) => {
  const form = await bot.as(marc, null).press({ interaction: 'supplies.import-kits', boutique: null, subject: 'kits' });
  return bot.as(marc, null).submit(form, { file: [bot.uploads('kits.csv', content)] });
};

const KITS = 'Size,Article,Quantity\nsmall,RB-M,50\nsmall,loupe,2\nLarge,RB-M,200\n';

const plans = async (raw: Readonly<Record<string, string>> = {}) => {
  const form = await bot.as(marc, null).press({ interaction: 'supplies.plan-kit', boutique: null, subject: 'kits' });
  return bot.as(marc, null).submit(form, { boutique: 'OAK', size: 'small', opening: '2026-12-18', ...raw });
};

const request = () =>
  bot.connection.prisma.supplyRequest.findFirstOrThrow({ include: { lines: { orderBy: { articleCode: 'asc' } } } });

describe('opening kits', () => {
  it('are read from a file, and listed by size', async () => {
    await imports(KITS);

    expect(bot.as(marc).lastSees()).toContain('kits.csv: 3 lines, small, large.');
    const listed = JSON.stringify(await bot.as(marc, null).says('supplies kit'));
    expect(listed).toContain('2 articles, $215');
    expect(listed).toContain('1 article, $500');
    expect(bot.errors).toEqual([]);
  });

  it('say every fault of a file, and keep nothing of it', async () => {
    await imports('Size,Article,Quantity\nhuge,RB-M,50\nsmall,NOPE,2\nsmall,RIB,0\n');

    const said = bot.as(marc).lastSees();
    expect(said).toContain('Line 2 Size "huge": Write small, medium or large.');
    expect(said).toContain('Line 3 Article "NOPE": The catalogue has no such code.');
    expect(said).toContain('Line 4 Quantity "0"');
    expect(await bot.connection.prisma.supplyKitLine.count()).toBe(0);
  });

  it('are edited article by article', async () => {
    await imports(KITS);
    const edit = async (article: string, quantity: string) => {
      const form = await bot
        .as(marc, null)
        .press({ interaction: 'supplies.edit-kit', boutique: null, subject: 'kits' });
      return bot.as(marc, null).submit(form, { size: 'small', article, quantity });
    };

    await edit('RIB', '3');
    await edit('LOUPE', '0');

    const lines = await bot.connection.prisma.supplyKitLine.findMany({ where: { size: 'small' } });
    expect(lines.map(({ articleCode, quantity }) => `${articleCode} ${quantity}`).sort()).toEqual(['RB-M 50', 'RIB 3']);
  });

  it('are planned backwards from the opening: approved by the plan, and what is late is marked', async () => {
    await imports(KITS);

    const planned = JSON.stringify(await plans());

    expect(planned).toContain('1 article should have been ordered already');
    expect(planned).toContain('2 pieces · order by Wed, Nov 4 · late');
    expect(planned).toContain('60 pieces · order by Fri, Nov 20');
    const { kind, state, neededBy, lines, decidedBy } = await request();
    expect({ kind, state, decidedBy }).toEqual({ kind: 'opening-kit', state: 'approved', decidedBy: 'marc' });
    expect(neededBy?.toISOString().slice(0, 10)).toBe('2026-12-04');
    expect(lines.map(({ asked, orderBy }) => [asked, orderBy?.toISOString().slice(0, 10)])).toEqual([
      [2, '2026-11-04'],
      [60, '2026-11-20'],
    ]);
    const [moved] = await bot.connection.prisma.auditEvent.findMany({ where: { reason: { contains: 'Planned by' } } });
    expect(moved?.boutiqueCode).toBe('OAK');
    expect(JSON.stringify(await bot.as(marc, null).says('inbox'))).toContain('Order by Fri, Nov 20');
    expect(bot.errors).toEqual([]);
  });

  it('wait for the director above the limit, for whoever planned it can’t decide', async () => {
    await bot.connection.prisma.setting.create({ data: { key: 'supplies.limit.USD', value: '10000' } });
    await imports(KITS);

    await plans();

    expect((await request()).state).toBe('regional-review');
    expect(bot.as(helen).lastSees()).toContain(
      'Above $100: the operations manager planned it, so the director decides.',
    );
    await bot.as(helen).presses('Approve');
    expect((await request()).state).toBe('approved');
    expect(bot.as(marc).lastSees()).toContain('Approved by Helen Ashworth');
  });

  it('are declined by the director, with a reason', async () => {
    await bot.connection.prisma.setting.create({ data: { key: 'supplies.limit.USD', value: '10000' } });
    await imports(KITS);
    await plans();

    await bot.as(helen).answers('Decline', { reason: 'The opening moves to March' });

    expect((await request()).state).toBe('rejected');
    expect(bot.as(marc).lastSees()).toContain('The opening moves to March');
  });

  it('are reminded of on the morning of the day by which they are ordered', async () => {
    await imports(KITS);
    await plans();
    const reminded = () =>
      bot
        .as(marc)
        .sees()
        .filter(({ text }) => text.includes('Order by Fri, Nov 20: 1 article for Oak Street'));

    // Friday the 20th, a minute before ten in Chicago.
    await bot.waits({ hours: 24 * 10, minutes: 59 });
    expect(reminded()).toEqual([]);
    await bot.waits({ minutes: 1 });
    expect(reminded()).toHaveLength(1);
    await bot.waits({ minutes: 60 });
    expect(reminded()).toHaveLength(1);
  });

  it('are planned once for a boutique, and not by an associate', async () => {
    await imports(KITS);
    await plans();

    expect(JSON.stringify(await plans())).toContain('Oak Street has an opening kit already');
    expect(JSON.stringify(await plans({ boutique: 'MADISON', size: 'medium' }))).toContain(
      'There is no medium kit in USD',
    );
    expect(JSON.stringify(await bot.as(ana).says('supplies kit'))).toContain('Operations managers do this.');
    expect(await bot.connection.prisma.supplyRequest.count()).toBe(1);
  });
});

describe('the demo', () => {
  it('has a kit of each size, of articles that its catalogue lists', async () => {
    await loadDemoOf(bot.engine.parts, bot.connection);

    const listed = JSON.stringify(await bot.as(marc, null).says('supplies kit'));

    for (const size of ['Small', 'Medium', 'Large']) expect(listed).toContain(`"lead":"${size}","text":"18 articles`);
  });
});
