import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../../src/capabilities/supplies/rules.js';
import {
  apartInWords,
  byBoutiqueInWords,
  costOfGathered,
  gather,
  type OpenLine,
  stateByFigures,
  surplusInWords,
} from '../../../src/capabilities/supplies/rules-orders.js';
import { shareOut } from '../../../src/capabilities/supplies/rules-shares.js';

const article = (code: string, more: Partial<Article> = {}): Article => ({
  code,
  name: `Article ${code}`,
  category: 'boxes',
  size: null,
  unit: 'piece',
  packSize: 12,
  cost: 250,
  currency: 'USD',
  supplier: 'Headquarters',
  leadDays: 14,
  pictureId: null,
  active: true,
  ...more,
});

let numbers = 1000;
const line = (boutique: string, code: string, open: number, more: Partial<OpenLine> = {}): OpenLine => {
  numbers += 1;
  const number = numbers;
  const rest = { kind: 'request', campaign: null, orderBy: null } as const;
  return {
    id: `line-${number}`,
    request: `request-${number}`,
    number,
    boutique,
    boutiqueName: boutique,
    article: code,
    unit: 'piece',
    currency: 'USD',
    open,
    ...rest,
    ...more,
  };
};

const catalogue = (...articles: readonly Article[]) => new Map(articles.map((each) => [each.code, each]));

describe('equal articles of several boutiques', () => {
  it('are one line, in whole packs, with every part kept', () => {
    const lines = [line('OAK', 'RB-M', 20), line('MADISON', 'RB-M', 25), line('OAK', 'RB-M', 4)];

    const { orders, apart } = gather(lines, catalogue(article('RB-M')));

    expect(apart).toEqual([]);
    expect(orders).toHaveLength(1);
    const [merged] = orders[0]?.articles ?? [];
    expect(merged).toMatchObject({ sum: 49, quantity: 60 });
    expect(merged && byBoutiqueInWords(merged.lines)).toBe('MADISON 25, OAK 24');
    expect(merged && surplusInWords(merged)).toBe('11 pieces more than asked for, to fill packs');
    expect(orders[0] && costOfGathered(orders[0])).toBe(60 * 250);
  });

  it('stay apart by supplier and by currency', () => {
    const articles = catalogue(
      article('A'),
      article('B', { supplier: 'Paper & Sons' }),
      article('C', { currency: 'EUR' }),
    );
    const lines = [line('OAK', 'A', 1), line('OAK', 'B', 1), line('PARIS', 'C', 1, { currency: 'EUR' })];

    const { orders } = gather(lines, articles);

    expect(orders.map(({ supplier, currency }) => `${supplier} ${currency}`)).toEqual([
      'Headquarters EUR',
      'Headquarters USD',
      'Paper & Sons USD',
    ]);
  });

  it.each([
    [
      { unit: 'roll', number: 1042 },
      'Article RB-M: OAK asked in rolls, the catalogue has pieces now. Cancel request 1042 and ask again.',
    ],
    [
      { currency: 'EUR', number: 1043 },
      'Article RB-M: OAK asked in EUR, the catalogue has USD now. Cancel request 1043 and ask again.',
    ],
  ])('are not merged but named where they are counted otherwise: %o', (more, words) => {
    const { orders, apart } = gather(
      [line('OAK', 'RB-M', 3, more), line('RODEO', 'RB-M', 5)],
      catalogue(article('RB-M')),
    );

    expect(orders[0]?.articles[0]?.sum).toBe(5);
    expect(apart.map(apartInWords)).toEqual([words]);
  });

  it('lose nothing, whatever comes in whatever order', () => {
    const wanted = fc.array(
      fc.record({
        boutique: fc.constantFrom('A', 'B', 'C'),
        code: fc.constantFrom('X', 'Y', 'Z'),
        open: fc.integer({ min: 1, max: 500 }),
        unit: fc.constantFrom('piece', 'roll'),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(wanted, fc.integer({ min: 1, max: 50 }), (all, packSize) => {
        const lines = all.map(({ boutique, code, open, unit }) => line(boutique, code, open, { unit }));
        const articles = catalogue(...['X', 'Y', 'Z'].map((code) => article(code, { packSize })));
        const { orders, apart } = gather(lines, articles);
        const merged = orders.flatMap((order) => order.articles);

        for (const each of merged) {
          expect(each.sum).toBe(each.lines.reduce((sum, { open }) => sum + open, 0));
          expect(each.quantity % packSize).toBe(0);
          expect(each.quantity - each.sum).toBeGreaterThanOrEqual(0);
          expect(each.quantity - each.sum).toBeLessThan(packSize);
        }
        const kept = [...merged.flatMap((each) => each.lines), ...apart.map((each) => each.line)];
        expect(kept.map(({ id }) => id).sort()).toEqual(lines.map(({ id }) => id).sort());
        expect(gather([...lines].reverse(), articles)).toEqual({ orders, apart });
      }),
    );
  });
});

const claim = (boutique: string, quantity: number, received = 0) => ({
  requestLine: `line-${boutique}`,
  boutique,
  quantity,
  received,
});

describe('what came', () => {
  it.each([
    ['all of it', 60, [claim('A', 10), claim('B', 20), claim('C', 30)], { A: 10, B: 20, C: 30 }, 0],
    ['half', 30, [claim('A', 10), claim('B', 20), claim('C', 30)], { A: 5, B: 10, C: 15 }, 0],
    ['the largest remainder first', 10, [claim('A', 7), claim('B', 7), claim('C', 6)], { A: 4, B: 3, C: 3 }, 0],
    ['equal remainders by the code', 1, [claim('C', 5), claim('A', 5), claim('B', 5)], { A: 1 }, 0],
    ['only what is open', 9, [claim('A', 10, 10), claim('B', 10, 5), claim('C', 10)], { B: 3, C: 6 }, 0],
    ['what fills packs is nobody’s', 60, [claim('A', 25), claim('B', 24)], { A: 25, B: 24 }, 11],
    ['nothing', 0, [claim('A', 25)], {}, 0],
    ['nobody is left', 11, [claim('A', 25, 25)], {}, 11],
  ])('is shared out: %s', (_, came, claims, parts, surplus) => {
    const shared = shareOut(came, claims);

    expect(Object.fromEntries([...shared.to].map(([id, part]) => [id.slice(5), part]))).toEqual(parts);
    expect(shared.surplus).toBe(surplus);
  });

  const claims = fc
    .uniqueArray(
      fc.record({
        id: fc.integer({ min: 0, max: 400 }),
        boutique: fc.constantFrom('A', 'B', 'C', 'D'),
        quantity: fc.integer({ min: 0, max: 5_000 }),
        part: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { selector: ({ id }) => id, maxLength: 40 },
    )
    .map((all) =>
      all.map(({ id, boutique, quantity, part }) => ({
        requestLine: `l${id}`,
        boutique,
        quantity,
        received: Math.floor(quantity * part),
      })),
    );

  it('adds up exactly, is never less than nothing, never more than is open, and in any order the same', () => {
    fc.assert(
      fc.property(claims, fc.integer({ min: 0, max: 120_000 }), fc.integer(), (all, came, seed) => {
        const { to, surplus } = shareOut(came, all);
        const open = all.reduce((sum, { quantity, received }) => sum + quantity - received, 0);

        expect([...to.values()].reduce((sum, part) => sum + part, 0) + surplus).toBe(came);
        expect(surplus).toBe(Math.max(0, came - open));
        for (const { requestLine, quantity, received } of all) {
          const part = to.get(requestLine) ?? 0;
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(quantity - received);
          const exact = open === 0 ? 0 : (Math.min(came, open) * (quantity - received)) / open;
          expect(Math.abs(part - exact)).toBeLessThan(1);
        }
        const turned = [...all].sort((a, b) => ((a.quantity * 31 + seed) % 7) - ((b.quantity * 31 + seed) % 7));
        expect(new Map(shareOut(came, turned).to)).toEqual(new Map(to));
      }),
    );
  });
});

describe('where a request stands', () => {
  const figures = (wanted: number, ordered: number, received: number, complete = received >= wanted) => ({
    wanted,
    ordered,
    received,
    complete,
  });

  it.each([
    ['approved', figures(10, 10, 0), 'Headquarters', 'hq-sent'],
    ['approved', figures(10, 4, 0), 'Paper & Sons', 'ordered'],
    ['hq-sent', figures(10, 10, 0), 'Headquarters', 'hq-sent'],
    ['hq-sent', figures(10, 10, 0), 'Paper & Sons', 'ordered'],
    ['ordered', figures(10, 10, 0), 'Headquarters', 'ordered'],
    ['ordered', figures(10, 10, 4), 'Headquarters', 'partly-received'],
    ['partly-received', figures(10, 10, 10), 'Headquarters', 'received'],
    ['ordered', figures(10, 0, 0), 'Headquarters', 'approved'],
    ['ordered', figures(0, 0, 0), 'Headquarters', 'closed'],
  ] as const)('%s with %o at %s is %s', (state, of, supplier, next) => {
    expect(stateByFigures(state, of, supplier)).toBe(next);
  });
});
