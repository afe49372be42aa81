import type { Boutique } from '../../domain/boutique.js';
import { todayIn } from '../../domain/calendar.js';
import type { Context } from '../../engine/capability.js';
import type { Article } from './rules.js';
import { daysAfter } from './rules-gift-campaigns.js';
import { saveArticles } from './store-articles.js';
import { insertCampaign, saveAllocation, saveChecks, setCampaignState } from './store-gift-campaigns.js';

/** One campaign that runs at two boutiques, and one to be allocated. */
export async function giftsDemo({ db, now, newId, record }: Context<Boutique | null>): Promise<void> {
  await saveArticles(db, demoGifts, PLANNER, now);
  const today = todayIn('UTC', now);
  const rules = { currency: 'USD', perClient: 1, createdBy: PLANNER };
  const live = {
    ...{ ...rules, id: newId(), name: 'Holiday gifts', threshold: 5_000_00, approveAbove: 100_00 },
    ...{ from: daysAfter(today, -7), to: daysAfter(today, 38), boutiques: places, articles: ['GF-SCARF', 'GF-CASE'] },
  };
  await insertCampaign(db, live, now);
  await saveAllocation(db, live.id, stock);
  await saveChecks(db, live.id, [
    { check: 'wording', boutique: null, by: PLANNER, at: now },
    ...places.flatMap((boutique) =>
      (['items', 'stock', 'staff'] as const).map((check) => ({ check, boutique, by: managers[boutique], at: now })),
    ),
  ]);
  await setCampaignState(db, live.id, 'planned', 'allocated');
  await setCampaignState(db, live.id, 'allocated', 'live');
  const planned = {
    ...{ ...rules, id: newId(), name: 'Lunar New Year', threshold: 8_000_00, approveAbove: 100_00 },
    ...{ from: daysAfter(today, 60), to: daysAfter(today, 75), boutiques: [], articles: ['GF-PEN'] },
  };
  await insertCampaign(db, planned, now);
  for (const { id } of [live, planned]) record('supplies.gift-campaign-planned', id, { demo: true });
}

const PLANNER = 'marc';
const places = ['MADISON', 'RODEO'] as const;
const managers = { MADISON: 'ines', RODEO: 'theo' } as const;

const stock = [
  { boutique: 'MADISON', article: 'GF-SCARF', quantity: 24 },
  { boutique: 'MADISON', article: 'GF-CASE', quantity: 8 },
  { boutique: 'RODEO', article: 'GF-SCARF', quantity: 18 },
  { boutique: 'RODEO', article: 'GF-CASE', quantity: 6 },
] as const;

const gift = (code: string, name: string, cost: number): Omit<Article, 'pictureId'> => ({
  ...{ code, name, cost, category: 'gifts', size: null, unit: 'piece', packSize: 1, currency: 'USD' },
  ...{ supplier: 'Headquarters', leadDays: 21, active: true },
});

const demoGifts = [
  gift('GF-SCARF', 'Silk scarf', 85_00),
  gift('GF-CASE', 'Travel jewelry case', 140_00),
  gift('GF-PEN', 'Pen', 45_00),
];
