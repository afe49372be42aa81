import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { toPng } from '../../src/drawing/png.js';

const PALETTE = [0xffffff, 0x102030, 0xff0000];

it('writes every pixel in the nearest color, two of them a byte', () => {
  const rgba = Uint8Array.from([...[255, 255, 255, 255], ...[16, 32, 50, 255], ...[250, 5, 5, 255]]);

  const png = Buffer.from(toPng({ width: 3, height: 1, rgba }, PALETTE));

  const chunks = chunksOf(png);
  expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
  expect([...(chunks.get('IHDR') ?? [])]).toEqual([0, 0, 0, 3, 0, 0, 0, 1, 4, 3, 0, 0, 0]);
  expect(chunks.get('PLTE')?.toString('hex')).toBe('ffffff102030ff0000');
  expect([...inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))]).toEqual([0, 0x01, 0x20]);
});

function chunksOf(png: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12)
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  return chunks;
}
