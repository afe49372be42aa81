import {
  type Compared,
  compare,
  type ExpectedPiece,
  foundIn,
  type Scan,
} from '../../src/capabilities/stock-counts/rules.js';
import { alternate, judge, median, ratio, report, timed } from './measure.js';

const LARGE = 300_000;
const SMALL = 30_000;

/** A comparison of 300,000 serials against two plain sets, and how both grow from a tenth of that. */
export async function benchCompare(): Promise<void> {
  const contenders = [LARGE, SMALL].flatMap((size) => [
    { name: `compare, ${size.toLocaleString('en-US')} serials`, run: () => time(size, comparing) },
    { name: `two sets, ${size.toLocaleString('en-US')} serials`, run: () => time(size, withSets) },
  ]);
  const rounds = await alternate(contenders, { rounds: 21, warmUp: 4 });
  report(contenders, rounds, 'ms');

  const [large, largeSets, small, smallSets] = rounds;
  judge({ what: 'compare to two sets', ratio: ratio(large, largeSets), target: { most: 1.5 } });
  const growth = median(large ?? []) / median(small ?? []) / (median(largeSets ?? []) / median(smallSets ?? []));
  judge({ what: 'growth to that of two sets', ratio: growth, target: { most: 1.2 } });
}

interface Counted {
  readonly expected: readonly ExpectedPiece[];
  readonly scans: readonly Scan[];
}

/** Every serial is text of its own, as it comes from a database: nothing of a run before is known of it. */
function counted(size: number): Counted {
  const serial = (index: number): string =>
    Buffer.from(`SN-${String((index * 7919) % 1_000_003).padStart(7, '0')}-A`).toString();
  const zone = (index: number): string => `MADISON/zone-${index % 5}`;
  const expected = Array.from({ length: size }, (_, index) => ({
    serial: serial(index),
    zone: zone(index),
    reference: 'RG-20',
    description: 'Ring, white gold',
    retail: 100_000 + index,
  }));
  // One in a hundred is missing, one in a hundred is somebody else's.
  const scans = Array.from({ length: size }, (_, index) => ({
    serial: serial(index % 100 === 7 ? index + size : index),
    zone: zone(index),
  }));
  return { expected, scans };
}

/** As many serials in each figure, whatever the size: a small comparison is made ten times. */
async function time(size: number, work: (counted: Counted) => number): Promise<number> {
  let took = 0;
  for (let serials = 0; serials < LARGE; serials += size) {
    const data = counted(size);
    globalThis.gc?.();
    let found = 0;
    took += await timed(() => {
      found = work(data);
    });
    if (found !== 2 * Math.ceil((size - 7) / 100)) throw new Error(`${found} differences in ${size}`);
  }
  return took / (LARGE / size);
}

function comparing({ expected, scans }: Counted): number {
  const compared: Compared = {
    boutique: 'MADISON',
    zones: [0, 1, 2, 3, 4].map((zone) => `MADISON/zone-${zone}`),
    expected,
    found: foundIn(expected, scans),
    owners: new Map(),
  };
  return compare(compared).differences.length;
}

/** As short as it can be said: what is missing, and what nobody expected. */
function withSets({ expected, scans }: Counted): number {
  const wanted = new Set(expected.map(({ serial }) => serial));
  const found = new Set(scans.map(({ serial }) => serial));
  const missing = [...wanted].filter((serial) => !found.has(serial));
  const unexpected = [...found].filter((serial) => !wanted.has(serial));
  return missing.length + unexpected.length;
}
