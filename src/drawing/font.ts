import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

export type Weight = 'regular' | 'bold';

/** What the words of a drawing are written with, and how wide they are. */
export interface Font {
  readonly bytes: Uint8Array;
  /** Of a character, in parts of the size it is written in. Null where the font has no such character. */
  readonly widthOf: (codePoint: number) => number | null;
}

export const FAMILY = 'IBM Plex Sans';

const FILES: Readonly<Record<Weight, string>> = {
  regular: '@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf',
  bold: '@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf',
};

export type Fonts = Readonly<Record<Weight, Font>>;

export async function loadFonts(): Promise<Fonts> {
  const { resolve } = createRequire(import.meta.url);
  const load = async (weight: Weight) => fontOf(await readFile(resolve(FILES[weight])));
  const [regular, bold] = await Promise.all([load('regular'), load('bold')]);
  return { regular, bold };
}

/** Reads the widths out of a TrueType file: the tables `head`, `hhea`, `hmtx` and `cmap`. */
export function fontOf(bytes: Uint8Array): Font {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = tablesOf(view);
  const unitsPerEm = view.getUint16(table('head') + 18);
  const measured = view.getUint16(table('hhea') + 34);
  const glyphOf = glyphsIn(view, table('cmap'));
  const widths = table('hmtx');
  return {
    bytes,
    widthOf(codePoint) {
      const glyph = glyphOf(codePoint);
      // Those after the last that is measured are as wide as it.
      return glyph === 0 ? null : view.getUint16(widths + Math.min(glyph, measured - 1) * 4) / unitsPerEm;
    },
  };
}

function tablesOf(view: DataView): (tag: string) => number {
  const places = new Map<string, number>();
  for (let index = 0; index < view.getUint16(4); index++) {
    const entry = 12 + index * 16;
    const tag = [0, 1, 2, 3].map((letter) => String.fromCharCode(view.getUint8(entry + letter))).join('');
    places.set(tag, view.getUint32(entry + 8));
  }
  return (tag) => {
    const place = places.get(tag);
    if (place === undefined) throw new Error(`the font has no table ${tag}`);
    return place;
  };
}

/** Of the Basic Multilingual Plane; 0 is the glyph for what is missing. */
function glyphsIn(view: DataView, cmap: number): (codePoint: number) => number {
  const subtables = Array.from(
    { length: view.getUint16(cmap + 2) },
    (_, index) => cmap + view.getUint32(cmap + 4 + index * 8 + 4),
  );
  const at = subtables.find((subtable) => view.getUint16(subtable) === 4);
  if (at === undefined) throw new Error('the font has no table of its characters');
  const doubled = view.getUint16(at + 6);
  const [ends, starts] = [at + 14, at + 16 + doubled];
  const [deltas, offsets] = [starts + doubled, starts + 2 * doubled];
  return (codePoint) => {
    for (let segment = 0; segment < doubled; segment += 2) {
      if (view.getUint16(ends + segment) < codePoint) continue;
      const first = view.getUint16(starts + segment);
      if (first > codePoint) return 0;
      const delta = view.getUint16(deltas + segment);
      const offset = view.getUint16(offsets + segment);
      if (offset === 0) return (codePoint + delta) & 0xffff;
      const glyph = view.getUint16(offsets + segment + offset + (codePoint - first) * 2);
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
