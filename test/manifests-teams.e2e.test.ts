import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserProgram, findBrowser, missing } from './helpers/browser.js';
import { launch } from './playground/screen.js';

const program = await findBrowser();
const icons = [
  ['color', 192],
  ['outline', 32],
] as const;
const fileOf = (name: string, kind: 'svg' | 'png') => `manifests/teams/${name}.${kind}`;

/** Red, green, blue and opacity of each pixel. */
type Pixel = readonly [number, number, number, number];

const distance = (one: Pixel, other: Pixel): number =>
  Math.max(...one.map((value, part) => Math.abs(value - (other[part] as number))));

describe.skipIf(missing(program, "the icons of Teams' package"))(
  "the icons of Teams' package",
  { timeout: 60_000 },
  () => {
    let page: Page;

    beforeAll(async () => {
      const browser = await launch(program as BrowserProgram);
      page = await browser.newPage({ viewport: { width: 192, height: 192 } });
      if (process.env.DRAW_ICONS) for (const [name, size] of icons) await draw(name, size);
    });
    afterAll(() => page?.close());

    it.each(icons)('are their drawings: %s', async (name, size) => {
      const drawn = await pixelsOf(name, 'svg', size);
      const kept = await pixelsOf(name, 'png', size);
      const apart = kept.map((pixel, at) => distance(pixel, drawn[at] as Pixel));

      expect(kept).toHaveLength(size * size);
      // Another version of the browser may draw an edge a little lighter.
      expect(apart.filter((difference) => difference > 64).length).toBeLessThan(size);
    });

    it('have a color icon without a hole, in two colors of ours', async () => {
      const pixels = await pixelsOf('color', 'png', 192);
      const like = (pixel: Pixel) => pixels.filter((each) => each.every((value, part) => value === pixel[part])).length;

      expect(pixels.filter(([, , , opacity]) => opacity !== 255)).toEqual([]);
      expect(like([0x1f, 0x3d, 0x36, 255])).toBeGreaterThan(192 * 192 * 0.7);
      expect(like([0xe3, 0xc9, 0x8f, 255])).toBeGreaterThan(500);
    });

    it('have an outline icon in white on nothing', async () => {
      const pixels = await pixelsOf('outline', 'png', 32);
      const seen = pixels.filter(([, , , opacity]) => opacity > 0);

      expect(seen.filter(([red, green, blue]) => Math.min(red, green, blue) < 250)).toEqual([]);
      expect(seen.length).toBeGreaterThan(150);
      expect(pixels.length - seen.length).toBeGreaterThan(400);
    });

    /** DRAW_ICONS=1 makes the pictures anew from the drawings. */
    async function draw(name: string, size: number): Promise<void> {
      await page.setContent(
        `<style>body { margin: 0 } svg { display: block }</style>${readFileSync(fileOf(name, 'svg'))}`,
      );
      const clip = { x: 0, y: 0, width: size, height: size };
      await page.screenshot({ path: fileOf(name, 'png'), clip, omitBackground: true });
    }

    async function pixelsOf(name: string, kind: 'svg' | 'png', size: number): Promise<Pixel[]> {
      const type = kind === 'svg' ? 'image/svg+xml' : 'image/png';
      const address = `data:${type};base64,${readFileSync(fileOf(name, kind)).toString('base64')}`;
      const values = await page.evaluate(
        async ({ address, size }) => {
          const image = new Image();
          image.src = address;
          await image.decode();
          const canvas = document.createElement('canvas');
          canvas.width = canvas.height = size;
          const brush = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
          brush.drawImage(image, 0, 0);
          return [...brush.getImageData(0, 0, size, size).data];
        },
        { address, size },
      );
      return Array.from({ length: values.length / 4 }, (_, at) => values.slice(at * 4, at * 4 + 4) as unknown as Pixel);
    }
  },
);
