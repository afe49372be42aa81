import { describe, expect, it } from 'vitest';
import { readAllocation } from '../../../src/capabilities/supplies/allocation-file.js';
import {
  campaignMayGo,
  campaignTransitions,
  daysAfter,
  differenceOf,
  isNearlyOut,
  whyNotLive,
} from '../../../src/capabilities/supplies/rules-gift-campaigns.js';
import {
  breachesOf,
  giftMayGo,
  giftTransitions,
  goesUp,
  isDecided,
  isWithin,
  officialInWords,
  readClient,
  readSale,
} from '../../../src/capabilities/supplies/rules-gifts.js';
import { faultInWords } from '../../../src/domain/fault.js';

const rules = { currency: 'USD', threshold: 5_000_00, perClient: 1, approveAbove: 100_00 };
const none = { client: 0, sale: 0 };

describe('the rules of a campaign', () => {
  it.each([
    ['met, to the cent', 5_000_00, rules, none, []],
    ['not met by a cent', 4_999_99, rules, none, ['threshold']],
    ['met by a client who may have two', 5_000_00, { ...rules, perClient: 2 }, { client: 1, sale: 0 }, []],
    ['not met by a client who has had one', 5_000_00, rules, { client: 1, sale: 0 }, ['per-client']],
    ['not met by a sale that had its gift', 5_000_00, { ...rules, perClient: 2 }, { client: 1, sale: 1 }, ['sale']],
    ['not met at all', 0, rules, { client: 3, sale: 1 }, ['threshold', 'per-client', 'sale']],
  ])('are %s', (_, amount, asked, held, breaches) => {
    expect(breachesOf(amount, asked, held)).toEqual(breaches);
  });

  const gift = { breaches: [], recipient: 'client', value: 100_00, rules } as const;
  it.each([
    ['at the limit', gift, false, false],
    ['above it', { ...gift, value: 100_01 }, true, false],
    ['of nothing, where every gift is', { ...gift, value: 1, rules: { ...rules, approveAbove: 0 } }, true, false],
    ['for an official', { ...gift, recipient: 'official' as const }, true, true],
    ['as an exception', { ...gift, breaches: ['sale' as const] }, true, true],
  ])('decide on a gift %s', (_, asked, decided, up) => {
    expect([isDecided(asked), goesUp(asked)]).toEqual([decided, up]);
  });

  it.each([
    [20_00, 30_00, /^Federal employees may take \$20 an occasion and \$50 a year\. Within it: \$20 now, \$50 with/],
    [20_01, 0, /Above it: \$20\.01 now/],
    [20_00, 30_01, /Above it: \$20 now, \$50\.01 with this year's\.$/],
  ])('tell what an official may take: %i after %i', (value, before, words) => {
    expect(officialInWords({ ...gift, recipient: 'official', value }, before)).toMatch(words);
    expect(officialInWords({ ...gift, value }, before)).toBeNull();
  });

  it.each([
    ['2026-11-26', false],
    ['2026-11-27', true],
    ['2026-12-31', true],
    ['2027-01-01', false],
  ])('hold on %s: %s', (today, holds) => {
    expect(isWithin(today, { from: '2026-11-27', to: '2026-12-31' })).toBe(holds);
  });
});

describe('a client', () => {
  it.each([
    ['C-10492', 'C-10492'],
    [' c-10492 ', 'C-10492'],
    ['Ｃ－１０４９２', 'C-10492'],
    ['10 492', '10492'],
    ['US/NYC.77#3_a', 'US/NYC.77#3_A'],
    ['2125550123', '2125550123'],
  ])('is a number of the register: %s', (typed, client) => {
    expect(readClient(typed)).toEqual({ client });
  });

  it.each([
    ['Maria Rossi', /^No names/],
    ['Maria Rossi 1042', /^No names/],
    ['Rossi, M 1042', /^No names/],
    ['Rossi', /^No names/],
    ['李雷', /^No names/],
    ['she writes from m.rossi1@mail.example', /^No e-mail/],
    ['+12125550123', /^No telephone/],
    ['call (212) 555-0123', /^No telephone/],
    ['212 555 0123', /^No telephone/],
    ['212.555.0123', /^No telephone/],
    ['=1+1', /^Enter the client’s number/],
    ['-1042', /^Enter the client’s number/],
  ])('is nothing else: %s', (typed, reason) => {
    expect(readClient(typed)).toEqual({ reason: expect.stringMatching(reason) });
  });

  it('has one sale, whichever way it was typed', () => {
    expect(['s-1042', ' S-1042', 'S- 1042'].map(readSale)).toEqual(['S-1042', 'S-1042', 'S-1042']);
  });
});

describe('states', () => {
  it('of a gift are these, and no others follow', () => {
    expect(giftTransitions).toEqual({
      requested: ['approved', 'given', 'refused'],
      approved: ['given', 'refused'],
      given: ['returned'],
      refused: [],
      returned: [],
    });
    expect([giftMayGo('approved', 'given'), giftMayGo('given', 'approved'), giftMayGo('returned', 'given')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('of a campaign follow each other in one order', () => {
    const order = ['planned', 'allocated', 'live', 'closed', 'reconciled'] as const;
    expect(Object.keys(campaignTransitions)).toEqual(order);
    for (const [index, from] of order.entries())
      expect(order.filter((to) => campaignMayGo(from, to))).toEqual(order.slice(index + 1, index + 2));
  });
});

describe('stock', () => {
  it.each([
    [{ allocated: 10, used: 4, counted: 6 }, 0],
    [{ allocated: 10, used: 4, counted: 5 }, 1],
    [{ allocated: 10, used: 4, counted: 7 }, -1],
    [{ allocated: 10, used: 10, counted: 0 }, 0],
    [{ allocated: 10, used: 4, counted: null }, null],
  ])('of %o is short by %s', (stock, difference) => {
    expect(differenceOf(stock)).toBe(difference);
  });

  it.each([
    [20, 17, false],
    [20, 18, true],
    [1, 0, false],
    [1, 1, true],
    [0, 0, false],
  ])('of %i with %i used is nearly out: %s', (allocated, used, out) => {
    expect(isNearlyOut({ allocated, used })).toBe(out);
  });
});

describe('what a campaign needs to go live', () => {
  const at = new Date(0);
  const stock = (boutique: string, allocated = 3) => ({
    ...{ boutique, boutiqueName: boutique.toLowerCase(), article: 'GF', articleName: 'Scarf', unit: 'piece' },
    ...{ value: 1, allocated, used: 0, counted: null },
  });
  const check = (name: 'wording' | 'items' | 'stock' | 'staff', boutique: string | null) => ({
    ...{ check: name, boutique, by: 'x', byName: 'X', at },
  });
  const wording = check('wording', null);
  const all = (boutique: string) => (['items', 'stock', 'staff'] as const).map((name) => check(name, boutique));

  it.each([
    ['gifts', [], [wording], '2026-11-27', 'No boutique has gifts of it yet. Allocate them first.'],
    ['more than none of them', [stock('A', 0)], [wording], '2026-11-27', /^No boutique/],
    ['its wording', [stock('A')], all('A'), '2026-11-27', 'The posted wording is not confirmed yet.'],
    ['days that are left', [stock('A')], [wording, ...all('A')], '2027-01-01', 'Its last day is over.'],
    [
      'each boutique',
      [stock('A'), stock('B')],
      [wording, ...all('A')],
      '2026-11-27',
      'Not everything is confirmed yet by b.',
    ],
    ['each check', [stock('A')], [wording, ...all('A').slice(1)], '2026-11-27', /by a\.$/],
    ['nothing more', [stock('A'), stock('B', 0)], [wording, ...all('A')], '2026-12-31', null],
  ])('is %s', (_, stocks, checks, today, why) => {
    const found = whyNotLive({ stocks, checks, to: '2026-12-31' }, today);
    if (why instanceof RegExp) expect(found).toMatch(why);
    else expect(found).toBe(why);
  });
});

describe('a list of an allocation', () => {
  const slots = ['MADISON', 'RODEO'].map((boutique) => ({
    ...{ boutique, boutiqueName: boutique, article: 'GF-SCARF', articleName: 'Silk scarf' },
  }));
  const read = (...lines: string[]) => readAllocation(Buffer.from(lines.join('\n')), slots);

  it.each([[','], [';'], ['\t']])('is read with %j between its cells', (mark) => {
    const line = (...cells: string[]) => cells.join(mark);
    expect(
      read(line('Quantity', 'Store', 'Gift'), line('40', 'madison', 'gf-scarf'), line('0', 'RODEO', 'GF-SCARF')),
    ).toEqual({
      faults: [],
      lines: [
        { boutique: 'MADISON', article: 'GF-SCARF', quantity: 40 },
        { boutique: 'RODEO', article: 'GF-SCARF', quantity: 0 },
      ],
    });
  });

  it.each([
    ['a boutique twice', 'MADISON,GF-SCARF,1\nMADISON,GF-SCARF,2', /Line 3, .*a line of it already/],
    ['another gift', 'MADISON,GF-PEN,1', /Line 2, Article "GF-PEN": .*not part of the campaign/],
    ['less than nothing', 'MADISON,GF-SCARF,-1', /Write a whole number/],
    ['half a gift', 'MADISON,GF-SCARF,1.5', /Write a whole number/],
  ])('is refused with %s', (_, lines, sentence) => {
    expect(read('Boutique,Article,Quantity', lines).faults.map(faultInWords)).toEqual([
      expect.stringMatching(sentence),
    ]);
  });
});

it('a day is counted on over the end of a month and a year', () => {
  expect([daysAfter('2026-12-31', 1), daysAfter('2026-03-01', -1), daysAfter('2028-02-28', 1)]).toEqual([
    '2027-01-01',
    '2026-02-28',
    '2028-02-29',
  ]);
});
