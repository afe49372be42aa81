import { LARGEST_PICTURE } from '../chat/pictures.js';
import { type Fonts, loadFonts } from './font.js';
import { palette } from './look.js';
import { MOST_LINES, type Plan } from './plan.js';
import { toPng } from './png.js';
import { rasterize } from './rasterize.js';
import { type Detail, drawTimeline } from './timeline.js';
import { createPen } from './words.js';

export type { Phase, Plan, Row, State } from './plan.js';

let fonts: Promise<Fonts> | null = null;

/** What has no room in a message is drawn smaller; then without names, which stand beside it; then with fewer rows. */
const TRIES: readonly (Detail & { readonly zoom: number })[] = [
  { zoom: 1, lines: MOST_LINES, owners: true },
  { zoom: 0.84, lines: MOST_LINES, owners: true },
  { zoom: 0.76, lines: MOST_LINES, owners: false },
  { zoom: 0.65, lines: MOST_LINES, owners: false },
  { zoom: 0.76, lines: 16, owners: false },
];

/**
 * A plan as a PNG for a message, at most 1,000 by 1,020 pixels. The same plan gives the same bytes. It takes tenths of
 * a second, the first one longer: work for a job, not for a request.
 */
export async function timelinePicture(plan: Plan): Promise<Uint8Array> {
  fonts ??= loadFonts();
  const loaded = await fonts;
  let picture: Uint8Array = new Uint8Array();
  for (const { zoom, ...detail } of TRIES) {
    picture = toPng(await rasterize(drawTimeline(plan, createPen(loaded), detail), loaded, zoom), palette);
    if (picture.length <= LARGEST_PICTURE) break;
    // Each try holds up everything else for a moment: what waits has its turn between them.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return picture;
}
