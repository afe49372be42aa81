import { crc32, deflateSync } from 'node:zlib';

/** Rows of pixels, four bytes each: red, green, blue and how much of it is there. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** `0x1f3d36`. */
export type Color = number;

/**
 * A PNG of these colors, sixteen at most, each pixel in the nearest one: a tenth of what all shades would take. The
 * same pixels give the same bytes.
 */
export function toPng(pixels: Pixels, palette: readonly Color[]): Uint8Array {
  const { width, height } = pixels;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Four bits for each pixel, each the number of a color.
  header.set([4, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(partsOf))),
    chunk('IDAT', deflateSync(indexed(pixels, palette), { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** Each row begins with 0: as it is. */
function indexed({ width, height, rgba }: Pixels, palette: readonly Color[]): Buffer {
  const nearest = nearestIn(palette);
  const stride = 1 + Math.ceil(width / 2);
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * stride + 1 + (x >> 1);
      const index = nearest(colorAt(rgba, y * width + x));
      rows[at] = (rows[at] ?? 0) | (x % 2 === 0 ? index << 4 : index);
    }
  }
  return rows;
}

const colorAt = (rgba: Uint8Array, pixel: number): number =>
  ((rgba[pixel * 4] ?? 0) << 16) | ((rgba[pixel * 4 + 1] ?? 0) << 8) | (rgba[pixel * 4 + 2] ?? 0);

const partsOf = (color: number): [red: number, green: number, blue: number] => [
  color >> 16,
  (color >> 8) & 255,
  color & 255,
];

function distance(one: number, other: number): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}

function nearestIn(palette: readonly Color[]): (color: number) => number {
  const known = new Map<number, number>();
  let last = { color: -1, index: 0 };
  return (color) => {
    // Most pixels are as the one before them.
    if (color === last.color) return last.index;
    const index = known.get(color) ?? nearestTo(color, palette);
    known.set(color, index);
    last = { color, index };
    return index;
  };
}

function nearestTo(color: Color, palette: readonly Color[]): number {
  let best = 0;
  for (const [index, each] of palette.entries())
    if (distance(each, color) < distance(palette[best] ?? 0, color)) best = index;
  return best;
}
