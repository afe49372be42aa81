import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Fonts } from './font.js';
import { FAMILY } from './font.js';
import type { Pixels } from './png.js';

type Resvg = typeof import('@resvg/resvg-wasm');

let loaded: Promise<Resvg> | null = null;

/** Loaded with the first picture: it is larger than all the rest of us. It reads no file and no address. */
function load(): Promise<Resvg> {
  loaded ??= (async () => {
    const resvg = await import('@resvg/resvg-wasm');
    const { resolve } = createRequire(import.meta.url);
    await resvg.initWasm(await readFile(resolve('@resvg/resvg-wasm/index_bg.wasm'))).catch(unlessBefore);
    return resvg;
  })();
  return loaded;
}

/** The library does it once for a process, and this module may be loaded twice in one. */
function unlessBefore(error: unknown): void {
  if (!(error instanceof Error && error.message.startsWith('Already initialized'))) throw error;
}

/** Draws an SVG of our own, with our own fonts alone, so that it looks the same on every machine. */
export async function rasterize(svg: string, fonts: Fonts, zoom = 1): Promise<Pixels> {
  const { Resvg } = await load();
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    font: {
      fontBuffers: [fonts.regular.bytes, fonts.bold.bytes],
      defaultFontFamily: FAMILY,
      sansSerifFamily: FAMILY,
    },
  });
  try {
    const image = drawing.render();
    const pixels = { width: image.width, height: image.height, rgba: image.pixels };
    image.free();
    return pixels;
  } finally {
    drawing.free();
  }
}
