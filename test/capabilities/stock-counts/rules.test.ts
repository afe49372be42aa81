import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Comparison,
  compare,
  type Difference,
  type ExpectedPiece,
  foundIn,
  isOld,
  type KnownPiece,
  notBy,
  share,
  takeLines,
  worthOf,
  zonesToRecount,
} from '../../../src/capabilities/stock-counts/rules.js';
import { readScan } from '../../../src/domain/piece.js';

/** Zones by a letter: W and V are counted, S is a zone of ours that is not. */
const COUNTED = ['W', 'V'];

const piece = (serial: string, zone: string, retail = 100): ExpectedPiece => ({
  serial,
  zone,
  reference: serial.slice(0, 2),
  description: `A ring ${serial}`,
  retail,
});

const known = (serial: string, more: Partial<KnownPiece>): readonly [string, KnownPiece] => [
  serial,
  { ...piece(serial, 'S', 700), boutique: 'MADISON', boutiqueName: 'Madison Avenue', status: 'in-stock', ...more },
];

const owners = new Map([
  known('OURS-SAFE', { zone: 'S' }),
  known('OURS-RESERVED', { zone: 'S', status: 'reserved' }),
  known('OURS-NEW', { zone: 'V' }),
  known('SOLD', { zone: 'V', status: 'sold' }),
  known('IN-TRANSIT', { zone: 'S', status: 'in-transit' }),
  known('THEIRS', { boutique: 'RODEO', boutiqueName: 'Beverly Hills', zone: 'R' }),
  known('THEIRS-SOLD', { boutique: 'RODEO', boutiqueName: 'Beverly Hills', zone: 'R', status: 'sold' }),
]);

/** "V:A1" is serial A1 in zone V. */
const at = (text: string) => {
  const [zone = '', serial = ''] = text.split(':');
  return { zone, serial };
};

function compared(expected: readonly string[], scanned: readonly string[]): Comparison {
  const pieces = expected.map(at).map(({ serial, zone }) => piece(serial, zone));
  const found = foundIn(pieces, scanned.map(at));
  return compare({ boutique: 'MADISON', zones: COUNTED, expected: pieces, found, owners });
}

/** "missing A1 V->": its kind and serial, where it belongs and where it was found. */
const inShort = ({ kind, serial, expectedZone, foundZones, belongsTo, listedAs }: Difference): string =>
  [kind, serial, `${expectedZone ?? ''}->${foundZones.join('+')}`, belongsTo, listedAs].filter(Boolean).join(' ');

describe('a comparison', () => {
  it.each<[string, readonly string[], readonly string[], number, readonly string[]]>([
    ['nothing, where nothing is', [], [], 0, []],
    ['a piece where it belongs', ['V:A1'], ['V:A1'], 1, []],
    ['a piece scanned twice in its zone', ['V:A1'], ['V:A1', 'V:A1'], 1, []],
    ['a piece that nobody found', ['V:A1'], [], 0, ['missing A1 V->']],
    ['a piece in another counted zone', ['V:A1'], ['W:A1'], 0, ['wrong-zone A1 V->W']],
    ['a piece in its zone and another', ['V:A1'], ['V:A1', 'W:A1'], 0, ['duplicate A1 V->W+V']],
    ['a piece of a zone that is not counted', [], ['V:OURS-SAFE'], 0, ['wrong-zone OURS-SAFE S->V']],
    ['a reserved piece of such a zone', [], ['V:OURS-RESERVED'], 0, ['wrong-zone OURS-RESERVED S->V']],
    ['such a piece in two zones', [], ['V:OURS-SAFE', 'W:OURS-SAFE'], 0, ['duplicate OURS-SAFE S->W+V']],
    ['a piece that came into a counted zone since', [], ['V:OURS-NEW'], 0, ['unexpected OURS-NEW ->V']],
    ['a piece that was sold', [], ['V:SOLD'], 0, ['unexpected SOLD ->V sold']],
    ['a piece that is on its way', [], ['V:IN-TRANSIT'], 0, ['unexpected IN-TRANSIT ->V in-transit']],
    ['a piece of another boutique', [], ['V:THEIRS'], 0, ['unexpected THEIRS ->V Beverly Hills']],
    ['a piece another boutique sold', [], ['V:THEIRS-SOLD'], 0, ['unexpected THEIRS-SOLD ->V Beverly Hills sold']],
    ['a piece nobody knows', [], ['V:XX-1'], 0, ['unexpected XX-1 ->V']],
    ['a piece nobody knows, in two zones', [], ['V:XX-1', 'W:XX-1'], 0, ['duplicate XX-1 ->W+V']],
    ['one too few and one too many: two errors', ['V:A1'], ['V:XX-1'], 0, ['unexpected XX-1 ->V', 'missing A1 V->']],
    [
      'a swap of two zones: two errors',
      ['V:A1', 'W:B1'],
      ['W:A1', 'V:B1'],
      0,
      ['wrong-zone A1 V->W', 'wrong-zone B1 W->V'],
    ],
  ])('of %s', (_, expected, scanned, matched, differences) => {
    const comparison = compared(expected, scanned);

    expect(comparison.expected).toBe(expected.length);
    expect(comparison.matched).toBe(matched);
    expect(comparison.differences.map(inShort)).toEqual(differences);
  });

  it('puts what nobody can price first, then the dearest, then the first by serial', () => {
    const expected = [piece('CHEAP', 'V', 1), piece('DEAR-B', 'V', 900), piece('DEAR-A', 'V', 900)];
    const found = foundIn(expected, [at('V:XX-2'), at('V:XX-1')]);
    const { differences } = compare({ boutique: 'MADISON', zones: COUNTED, expected, found, owners });

    expect(differences.map(({ serial }) => serial)).toEqual(['XX-1', 'XX-2', 'DEAR-A', 'DEAR-B', 'CHEAP']);
  });

  it('looks up the owners of what nobody expected, and of nothing else', () => {
    const { others } = foundIn([piece('A1', 'V')], [at('V:A1'), at('V:B1'), at('W:B1')]);
    expect([...others.keys()]).toEqual(['B1']);
  });
});

describe('whatever is expected and whatever is found', () => {
  const serials = fc.constantFrom(...Array.from({ length: 12 }, (_, index) => `S${index}`), ...owners.keys());
  const zones = fc.constantFrom(...COUNTED);
  const sets = fc.uniqueArray(fc.record({ serial: serials, zone: zones }), { selector: ({ serial }) => serial });
  const scans = fc.array(fc.record({ serial: serials, zone: zones }), { maxLength: 40 });

  it('every serial is matched or different, exactly once', () => {
    fc.assert(
      fc.property(sets, scans, (set, scanned) => {
        const expected = set.map(({ serial, zone }) => piece(serial, zone));
        const found = foundIn(expected, scanned);
        const { matched, differences, ...sum } = compare({
          boutique: 'MADISON',
          zones: COUNTED,
          expected,
          found,
          owners,
        });
        const differing = differences.map(({ serial }) => serial);
        const everything = new Set([...set, ...scanned].map(({ serial }) => serial));
        const isMatched = ({ serial, zone }: ExpectedPiece) =>
          scanned.some((scan) => scan.serial === serial) &&
          scanned.every((scan) => scan.serial !== serial || scan.zone === zone);

        expect(new Set(differing).size).toBe(differing.length);
        expect(matched).toBe(expected.filter(isMatched).length);
        expect(new Set([...differing, ...expected.filter(isMatched).map(({ serial }) => serial)])).toEqual(everything);
        expect(matched + differing.length).toBe(everything.size);
        expect(sum.expected).toBe(matched + set.filter(({ serial }) => differing.includes(serial)).length);
      }),
    );
  });

  it('the order in which it was scanned does not matter', () => {
    fc.assert(
      fc.property(sets, scans, (set, scanned) => {
        const expected = set.map(({ serial, zone }) => piece(serial, zone));
        const of = (order: typeof scanned) =>
          compare({ boutique: 'MADISON', zones: COUNTED, expected, found: foundIn(expected, order), owners });

        expect(of([...scanned].reverse())).toEqual(of(scanned));
      }),
    );
  });
});

const difference = (kind: Difference['kind'], retail: number | null, more: Partial<Difference> = {}): Difference => ({
  serial: 'A1',
  kind,
  expectedZone: kind === 'unexpected' ? null : 'V',
  foundZones: kind === 'missing' ? [] : ['W'],
  belongsTo: null,
  listedAs: null,
  reference: null,
  description: null,
  retail,
  ...more,
});

describe('what differences are worth', () => {
  it.each<[string, readonly Difference[], object]>([
    ['nothing differs', [], { net: 0, gross: 0, unknown: 0 }],
    ['a piece is missing', [difference('missing', 500)], { net: -500, gross: 500, unknown: 0 }],
    ['a piece is there that is not ours', [difference('unexpected', 500)], { net: 500, gross: 500, unknown: 0 }],
    [
      'one too many hides one too few: net alone would say that all is well',
      [difference('missing', 500), difference('unexpected', 500)],
      { net: 0, gross: 1_000, unknown: 0 },
    ],
    [
      'a piece is in the wrong zone: it is still ours',
      [difference('wrong-zone', 500)],
      { net: 0, gross: 0, unknown: 0 },
    ],
    ['a piece of ours is in two zones', [difference('duplicate', 500)], { net: 0, gross: 0, unknown: 0 }],
    [
      'a piece that is not ours is in two zones',
      [difference('duplicate', 500, { expectedZone: null })],
      { net: 500, gross: 500, unknown: 0 },
    ],
    [
      'nobody knows the price',
      [difference('unexpected', null), difference('missing', 300)],
      { net: -300, gross: 300, unknown: 1 },
    ],
  ])('%s', (_, differences, worth) => {
    expect(worthOf(differences)).toEqual(worth);
  });
});

it.each([
  [0, 0, '100%'],
  [118, 118, '100%'],
  [117, 118, '99.1%'],
  [9_999, 10_000, '99.9%'],
  [999_999, 1_000_000, '99.9%'],
  [0, 118, '0.0%'],
  [1, 3, '33.3%'],
  [2, 3, '66.6%'],
])('%i of %i matched are %s', (matched, expected, words) => {
  expect(share(matched, expected)).toBe(words);
});

it('is 100% only where everything matched', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (expected) => {
      expect(share(expected - 1, expected)).not.toMatch(/^100/);
    }),
  );
});

describe('what a batch brings', () => {
  it.each([
    ['new serials', 'A1\nB1', [], ['new', 'new']],
    ['one serial twice', 'A1\nB1\na1', [], ['new', 'new', 'again']],
    ['a serial of an earlier batch', 'A1\nB1', ['B1'], ['new', 'again']],
    ['what is not readable, also twice', 'A?1\nA?1', [], ['unreadable', 'unreadable']],
  ] as const)('%s', (_, text, before, results) => {
    const lines = takeLines(readScan(text), new Set(before));

    expect(lines.map(({ result }) => result)).toEqual(results);
  });

  it('keeps every line, and does not remember for the caller', () => {
    const before = new Set(['A1']);

    expect(takeLines(readScan('A1\nB1'), before)).toEqual([
      { line: 1, text: 'A1', serial: 'A1', result: 'again' },
      { line: 2, text: 'B1', serial: 'B1', result: 'new' },
    ]);
    expect([...before]).toEqual(['A1']);
  });
});

describe('what is counted again', () => {
  const zones = [
    { id: 'W', name: 'Window' },
    { id: 'V', name: 'Vitrine 2' },
    { id: 'T', name: 'Tray wall' },
  ];

  it.each<[string, readonly Difference[], readonly string[]]>([
    ['every zone, where nothing differs', [], ['W', 'V', 'T']],
    ['the zone that lacks a piece', [difference('missing', 1)], ['V']],
    ['the zone it lies in and the one it belongs in', [difference('wrong-zone', 1)], ['W', 'V']],
    ['the zone with a piece too many', [difference('unexpected', 1)], ['W']],
    ['each zone once', [difference('missing', 1), difference('missing', 1, { serial: 'B1' })], ['V']],
    [
      'only counted zones, where a piece belongs elsewhere',
      [difference('wrong-zone', 1, { expectedZone: 'S' })],
      ['W'],
    ],
  ])('is %s', (_, differences, again) => {
    expect(zonesToRecount(zones, differences).map(({ id }) => id)).toEqual(again);
  });
});

it.each([
  ['whoever opened it', { openedBy: 'ana', counters: [], closers: [], holders: [], named: [] }, ['ana']],
  [
    'everybody with a hand in it, once',
    { openedBy: 'ana', counters: ['ben', 'ana', 'ben'], closers: ['ines'], holders: ['zoe', 'ben'], named: [] },
    ['ana', 'ben', 'ines', 'zoe'],
  ],
])('is not decided by %s', (_, hands, people) => {
  expect(notBy(hands)).toEqual(people);
});

it.each([
  ['11:59:59', false],
  ['12:00:00', false],
  ['12:00:01', true],
])('stock %s after its time is old: %s', (age, old) => {
  const statedAt = new Date('2026-11-27T00:00:00Z');

  expect(isOld(statedAt, new Date(`2026-11-27T${age}Z`))).toBe(old);
});
