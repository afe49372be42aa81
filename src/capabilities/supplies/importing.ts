import type { Attachment } from '../../chat/channel.js';
import type { Boutique } from '../../domain/boutique.js';
import { csv } from '../../domain/csv-file.js';
import type { Fault } from '../../domain/fault.js';
import { Refusal } from '../../domain/refusal.js';
import { type Context, type Job, jobAnywhere } from '../../engine/capability.js';
import { readBudgets } from './budget-file.js';
import { budgetsReadCard, catalogueReadCard, MOST_FAULTS, notReadCard } from './cards-catalogue.js';
import type { FileOrder } from './catalogue.js';
import { readCatalogue } from './catalogue-file.js';
import { catalogueCodes, saveArticles, unlistOthers } from './store-articles.js';
import { saveBudgets } from './store-budgets.js';
import { saveLevels } from './store-levels.js';
import { boutiquesOfNetwork } from './store-places.js';

type Anywhere = Context<Boutique | null>;

/** Saves a whole file, or says every fault in it and saves nothing. */
export function importJob(
  save: (bytes: Uint8Array, context: Anywhere, fileName: string) => Promise<readonly Fault[]>,
): Job<FileOrder, Uint8Array> {
  return jobAnywhere({
    fetch: (order, files) => files.read(order),
    async run({ name, reading }, bytes, context) {
      const tell = (why: readonly Fault[] | string, attachments: readonly Attachment[] = []) =>
        context.tell({ person: context.actor.id }, notReadCard(name, why), { topic: topicOf(reading), attachments });
      if (bytes instanceof Refusal) return tell(bytes.sentence);
      try {
        const faults = await save(bytes, context, name);
        if (faults.length > 0) tell(faults, faults.length > MOST_FAULTS ? [faultSheet(faults)] : []);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        tell(error.sentence);
      }
    },
  });
}

const topicOf = (reading: string): string => `supplies-file/${reading}`;

const faultSheet = (faults: readonly Fault[]): Attachment => ({
  name: 'faults.csv',
  bytes: csv(
    ['line', 'column', 'value', 'reason'],
    faults.map(({ line, column, value, reason }) => ({ line, column, value, reason })),
  ),
});

export const readCatalogueFile = importJob(async (bytes, context, fileName) => {
  const { db, actor, now, record, tell } = context;
  const before = await catalogueCodes(db);
  const known = { boutiques: await boutiquesOfNetwork(db), articles: new Set(before.keys()) };
  const { articles, levels, faults } = readCatalogue(bytes, known);
  if (faults.length > 0) return faults;

  const listed = articles?.map(({ code }) => code) ?? [];
  if (articles) await saveArticles(db, articles, actor.id, now);
  const unlisted = articles ? await unlistOthers(db, listed, actor.id, now) : 0;
  await saveLevels(db, levels, now);
  const added = listed.filter((code) => !before.has(code)).length;
  const sums = { articles: listed.length, added, unlisted, levels: levels.length };
  record('supplies.catalogue-read', 'supplies-catalogue', sums, { content: Buffer.from(bytes).toString('base64') });
  tell({ person: actor.id }, catalogueReadCard({ fileName, ...sums }));
  return [];
});

export const readBudgetFile = importJob(async (bytes, context, fileName) => {
  const { db, actor, record, tell } = context;
  const { budgets, faults } = readBudgets(bytes, { boutiques: await boutiquesOfNetwork(db) });
  if (faults.length > 0) return faults;

  await saveBudgets(db, budgets);
  const content = Buffer.from(bytes).toString('base64');
  record('supplies.budgets-read', 'supplies-budgets', { budgets: budgets.length }, { content });
  tell({ person: actor.id }, budgetsReadCard(fileName, budgets.length));
  return [];
});
