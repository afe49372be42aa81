import type { Boutique } from '../../domain/boutique.js';
import type { Context } from '../../engine/capability.js';
import type { KitSize } from './rules-kits.js';
import { replaceKits } from './store-kits.js';

/** What a small boutique begins with; the larger ones have it twice and three times. */
const small: Readonly<Record<string, number>> = {
  ...{ 'RB-S': 48, 'RB-M': 96, 'RB-L': 24, 'NB-M': 36, 'BB-M': 36, EB: 48, WB: 12, 'BAG-S': 200, 'BAG-M': 150 },
  ...{ TISSUE: 960, RIBBON: 8, CARD: 200, CLOTH: 100, GLOVES: 12, LOUPE: 2, RINGSIZE: 2, TRAY: 6, TAGS: 1_000 },
};

const times: Readonly<Record<KitSize, number>> = { small: 1, medium: 2, large: 3 };

/** A list for each size. */
export async function kitsDemo({ db, record }: Context<Boutique | null>): Promise<void> {
  const sizes = Object.entries(times) as [KitSize, number][];
  const lines = sizes.flatMap(([size, by]) =>
    Object.entries(small).map(([article, quantity]) => ({ size, article, quantity: quantity * by })),
  );
  await replaceKits(db, lines);
  record('supplies.kits-read', 'supplies-kits', {
    lines: lines.length,
    sizes: sizes.map(([size]) => size),
    demo: true,
  });
}
