import type { Boutique } from '../../domain/boutique.js';
import { todayIn } from '../../domain/calendar.js';
import type { Context } from '../../engine/capability.js';
import type { Article, Category } from './rules.js';
import type { Budget } from './rules-budgets.js';
import { daysAfter, toPacks } from './rules-needs.js';
import { insertRequest, saveLines, saveValidated, setState } from './store.js';
import { saveArticles } from './store-articles.js';
import { budgetsOf, saveBudgets } from './store-budgets.js';
import { saveLevels } from './store-levels.js';
import { insertOrder, setOrderState } from './store-orders.js';
import { boutiquesOfNetwork } from './store-places.js';
import { type ReceiptLine, saveReceipt } from './store-shares.js';

type Anywhere = Context<Boutique | null>;

/** A catalogue, what each boutique should have and has, a year in which things were used, and budgets of all three kinds. */
export async function requestsDemo(context: Anywhere): Promise<void> {
  const { db, now, record } = context;
  const boutiques = (await boutiquesOfNetwork(db)).map(({ code }) => code);
  await saveArticles(db, demoArticles, KEEPER, now);
  for (const days of [-200, -55]) await orderOnce(context, boutiques, days);
  await saveLevels(db, boutiques.flatMap(levelsAt), now);
  await beginBudgets(context, boutiques);
  record('supplies.catalogue-read', 'supplies-catalogue', { articles: demoArticles.length, demo: true });
}

const KEEPER = 'marc';

const article = (
  code: string,
  name: string,
  category: Category,
  cost: number,
  packSize: number,
  more: { readonly size?: string; readonly unit?: string; readonly supplier?: string; readonly leadDays?: number } = {},
): Omit<Article, 'pictureId'> => ({
  ...{ code, name, category, cost, packSize, currency: 'USD', active: true },
  ...{ size: more.size ?? null, unit: more.unit ?? 'piece', supplier: more.supplier ?? 'Headquarters' },
  leadDays: more.leadDays ?? 21,
});

const boxes = (kind: string, name: string, cost: number) =>
  (['S', 'M', 'L'] as const).map((size, index) =>
    article(`${kind}-${size}`, name, 'boxes', cost + index * 90, 12, { size, leadDays: 28 }),
  );

const PAPER = { supplier: 'Hudson Paper', leadDays: 14 };
const FITTINGS = { supplier: 'Example Fittings', leadDays: 10 };
const OFFICE = { supplier: 'Example Office', leadDays: 3 };

export const demoArticles: readonly Omit<Article, 'pictureId'>[] = [
  ...boxes('RB', 'Ring box', 3_20),
  ...boxes('NB', 'Necklace box', 5_40),
  ...boxes('BB', 'Bracelet box', 4_80),
  article('EB', 'Earring box', 'boxes', 3_40, 12, { leadDays: 28 }),
  article('WB', 'Watch box', 'boxes', 9_60, 6, { leadDays: 28 }),
  ...(['S', 'M', 'L'] as const).map((size, index) =>
    article(`BAG-${size}`, 'Shopping bag', 'packaging', 95 + index * 30, 50, { size, ...PAPER }),
  ),
  article('TISSUE', 'Tissue paper', 'packaging', 12, 480, { unit: 'sheet', ...PAPER }),
  article('RIBBON', 'Satin ribbon', 'packaging', 8_50, 4, { unit: 'roll', ...PAPER }),
  article('WAX', 'Sealing wax', 'packaging', 2_10, 10, PAPER),
  article('CARD', 'Gift card and envelope', 'packaging', 45, 100, PAPER),
  article('POUCH', 'Travel pouch', 'packaging', 2_75, 25, { leadDays: 28 }),
  article('CLOTH', 'Polishing cloth', 'tools', 1_15, 50),
  article('GLOVES', 'Cotton gloves', 'tools', 2_40, 12, { unit: 'pair', ...FITTINGS }),
  article('LOUPE', 'Loupe, 10x', 'tools', 48_00, 1, FITTINGS),
  article('RINGSIZE', 'Ring sizer', 'tools', 26_00, 1, FITTINGS),
  article('TRAY', 'Presentation tray', 'tools', 74_00, 1, { leadDays: 28 }),
  article('CLEANER', 'Jewelry cleaner', 'tools', 6_80, 6, { unit: 'bottle', ...FITTINGS }),
  article('TAGS', 'Price tags', 'tools', 6, 500, FITTINGS),
  article('PAPER-A4', 'Printing paper', 'office', 5_20, 5, { unit: 'pack', ...OFFICE }),
  article('RECEIPT', 'Receipt roll', 'office', 1_30, 10, { unit: 'roll', ...OFFICE }),
  article('PEN-BLK', 'Signing pen', 'office', 3_90, 12, OFFICE),
];

/** What every boutique orders again and again, and how much of it in half a year. */
const usual: Readonly<Record<string, number>> = {
  ...{ 'RB-S': 60, 'RB-M': 120, 'RB-L': 24, 'NB-M': 48, 'BB-M': 36, EB: 60, WB: 12, 'BAG-S': 200, 'BAG-M': 200 },
  ...{ TISSUE: 960, RIBBON: 12, WAX: 20, CARD: 200, CLOTH: 100, TAGS: 1_000, RECEIPT: 40 },
};

const byCode = new Map(demoArticles.map((each) => [each.code, each]));
const articleOf = (code: string) => {
  const found = byCode.get(code);
  if (!found) throw new Error(`no article ${code}`);
  return found;
};

/** Fuller than empty: a few are short, the first boutique's most of all. */
const shortAt: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  MADISON: { 'RB-M': 12, 'BAG-S': 40, RIBBON: 1, CARD: 35 },
  RODEO: { 'NB-M': 4, CLOTH: 10 },
  OAK: { WB: 2 },
};

function levelsAt(boutique: string) {
  return Object.entries(usual).map(([code, half]) => {
    const par = toPacks(half / 2, articleOf(code).packSize);
    return { boutique, article: code, par, onHand: shortAt[boutique]?.[code] ?? par + Math.floor(par / 4) };
  });
}

/** Every boutique asked for what it uses, it was ordered together, and all of it came. */
async function orderOnce(context: Anywhere, boutiques: readonly string[], days: number): Promise<void> {
  const { db, newId, now } = context;
  const at = new Date(now.getTime() + days * 86_400_000);
  const codes = Object.keys(usual);
  const lines = codes.map((code) => ({
    id: newId(),
    article: code,
    unit: articleOf(code).unit,
    unitCost: articleOf(code).cost,
  }));
  const parts: { line: number; request: string; boutique: string; quantity: number }[] = [];
  for (const [place, boutique] of boutiques.entries()) {
    const asked = codes.map((code) => toPacks(((usual[code] ?? 0) * (9 + place)) / 10, articleOf(code).packSize));
    const ids = await askedBefore(
      context,
      boutique,
      asked.map((quantity, index) => [codes[index] ?? '', quantity]),
      at,
    );
    for (const [line, request] of ids.entries()) parts.push({ line, request, boutique, quantity: asked[line] ?? 0 });
  }
  const whole = (line: number) =>
    parts.filter((part) => part.line === line).reduce((sum, { quantity }) => sum + quantity, 0);
  const order = newId();
  const shares = parts.map(({ line, request, ...part }) => ({
    ...part,
    orderLine: lines[line]?.id ?? '',
    requestLine: request,
  }));
  const ordered = lines.map((line, index) => ({ ...line, quantity: whole(index) }));
  const head = { id: order, supplier: 'Headquarters', currency: 'USD', campaign: null, orderedBy: KEEPER };
  await insertOrder(db, { ...head, expectedOn: todayIn('UTC', at), lines: ordered, shares }, at);
  const came = lines.map(
    ({ id }): ReceiptLine => ({
      orderLine: id,
      quantity: shares.filter(({ orderLine }) => orderLine === id).reduce((sum, { quantity }) => sum + quantity, 0),
      shares: Object.fromEntries(
        shares.filter(({ orderLine }) => orderLine === id).map((share) => [share.requestLine, share.quantity]),
      ),
    }),
  );
  await saveReceipt(db, { id: newId(), order, by: KEEPER, note: null, lines: came }, at);
  await setOrderState(db, order, 'received');
}

/** A request that is over; the ids of its lines. */
async function askedBefore(
  { db, newId }: Anywhere,
  boutique: string,
  wanted: readonly (readonly [code: string, quantity: number])[],
  at: Date,
  state: 'received' | 'approved' = 'received',
  neededBy = todayIn('UTC', at),
): Promise<string[]> {
  const id = newId();
  const by = managers[boutique] ?? KEEPER;
  const request = {
    id,
    boutique,
    kind: 'request',
    campaign: null,
    requestedBy: by,
    neededBy,
    currency: 'USD',
  } as const;
  await insertRequest(db, { ...request, reason: 'Back to par' }, at);
  const lines = wanted.map(([code, asked]) => {
    const { unit, cost: unitCost } = articleOf(code);
    const known = { lastYear: 0, par: null, onHand: null, outlier: null, orderBy: null };
    return { id: newId(), article: code, unit, unitCost, asked, ...known };
  });
  await saveLines(db, id, lines);
  await saveValidated(db, new Map(lines.map((line) => [line.id, line.asked])));
  await setState(db, id, 'draft', state, { submittedAt: at, decidedBy: KEEPER, decidedAt: at });
  return lines.map((line) => line.id);
}

const managers: Readonly<Record<string, string>> = {
  ...{ MADISON: 'ines', RODEO: 'theo', OAK: 'daniel', DESIGN: 'henry', RIVEROAKS: 'grace', GRANT: 'sofia' },
};

const LEFT = 120_00;

/** Madison has nearly used up its packaging and is stopped; Beverly Hills is warned of boxes; the others are only watched. */
async function beginBudgets(context: Anywhere, boutiques: readonly string[]): Promise<void> {
  const { db, now } = context;
  const today = todayIn('UTC', now);
  const soon = daysAfter(today, 28);
  if (boutiques.includes('MADISON'))
    await askedBefore(
      context,
      'MADISON',
      [
        ['POUCH', 50],
        ['BAG-L', 100],
      ],
      now,
      'approved',
      soon,
    );
  const years = [...new Set([today, soon].map((day) => Number(day.slice(0, 4))))];
  const budget = (boutique: string, category: Category, year: number): Budget => ({
    ...{ boutique, category, year, month: 0, amount: 15_000_00, currency: 'USD' },
    ...(boutique === 'MADISON' && category === 'packaging'
      ? ({ atRequest: 'stop', atOrder: 'warn' } as const)
      : boutique === 'RODEO' && category === 'boxes'
        ? ({ atRequest: 'warn', atOrder: 'warn', amount: 250_00 } as const)
        : ({ atRequest: 'ignore', atOrder: 'warn' } as const)),
  });
  const all = years.flatMap((year) =>
    boutiques.flatMap((boutique) =>
      (['packaging', 'boxes', 'tools'] as const).map((category) => budget(boutique, category, year)),
    ),
  );
  await saveBudgets(db, all);
  const tight = (await budgetsOf(db, { boutiques: ['MADISON'], years })).filter(
    ({ atRequest }) => atRequest === 'stop',
  );
  await saveBudgets(
    db,
    tight.map(({ used, committed, ...each }) => ({ ...each, amount: used + committed + LEFT })),
  );
}
