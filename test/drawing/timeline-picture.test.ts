import { describe, expect, it } from 'vitest';
import { fitsInMessage, LARGEST_PICTURE } from '../../src/chat/pictures.js';
import { timelinePicture } from '../../src/drawing/timeline-picture.js';
import { planOf, planOfRows, row } from './plans.js';

const sizeOf = (png: Uint8Array) => {
  const bytes = Buffer.from(png);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
};

describe('a picture of a plan', () => {
  it.each([
    ['of 8 rows', planOfRows(8)],
    ['of 30 rows', planOfRows(30)],
    ['of 45 rows', planOfRows(45)],
    ['of 120 rows', planOfRows(120)],
    ['of long words', planOfRows(29, () => 'Rechtsschutzversicherungsgesellschaftenprüfung abschließen und freigeben')],
    ['of nothing', planOf([])],
  ])('%s is a PNG that a message of any chat can show', async (_, plan) => {
    const png = await timelinePicture(plan);

    expect(Buffer.from(png.subarray(0, 8)).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect(fitsInMessage({ bytes: png })).toBe(true);
    expect(LARGEST_PICTURE).toBe(18_000);
    // What Teams shows inside a card.
    expect(sizeOf(png).width).toBeGreaterThanOrEqual(650);
    expect(sizeOf(png).width).toBeLessThanOrEqual(1024);
    expect(sizeOf(png).height).toBeLessThanOrEqual(1024);
  });

  it('is the same for the same plan, and another for another', async () => {
    const [one, same] = [await timelinePicture(planOfRows(12)), await timelinePicture(planOfRows(12))];

    expect(Buffer.from(one).equals(same)).toBe(true);
    expect(Buffer.from(one).equals(await timelinePicture({ ...planOfRows(12), today: '2026-11-23' }))).toBe(false);
  });

  it('is drawn whatever words a plan has', async () => {
    const hostile = '</text></svg><script>alert("1")</script> & \u202Eabc\u0000 \ud800 🎉 王小明';

    const png = await timelinePicture(
      planOf([{ name: hostile, rows: [row(hostile, { owner: hostile })] }], { title: hostile, subtitle: hostile }),
    );
    expect(sizeOf(png).width).toBe(1000);
  });
});
