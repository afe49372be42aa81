import type { Boutique } from '../../domain/boutique.js';
import { moneyAsTyped } from '../../domain/money.js';
import { holds } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';
import { searchWords } from '../../domain/words.js';
import {
  type Asking,
  askAnywhere,
  type Context,
  type FileReference,
  jobAnywhere,
  type Outcome,
  runAnywhere,
} from '../../engine/capability.js';
import { articleCard, pictureCard, pictureSentCard, readingCard, savedArticleCard } from './cards-catalogue.js';
import { articleForm, catalogueForm, pictureForm } from './forms-catalogue.js';
import { type Article, articleName } from './rules.js';
import { optionInWords } from './rules-needs.js';
import { findArticles, findPicture, saveArticles, savePicture, searchArticles } from './store-articles.js';
import { shortagesOf } from './store-levels.js';
import { usesOf } from './store-needs.js';

const keepers = ['operations-manager'] as const;
const readers = ['associate', 'store-manager', ...keepers] as const;

type Anywhere = Context<Boutique | null>;

const mayKeep = ({ actor }: Pick<Anywhere, 'actor'>): boolean => holds(actor, keepers, null);

export const catalogueCommands = {
  'supplies catalogue': askAnywhere({
    summary: 'Look an article up, or bring a new catalogue',
    allow: readers,
    form: (asking) => catalogueForm((words) => found(asking, words), mayKeep(asking)),
    async submit({ article, ...rest }, context) {
      const [file] = 'file' in rest ? (rest.file ?? []) : [];
      if (file) return read(context, file, 'supplies.read-catalogue');
      if (article === undefined)
        throw new Refusal(
          'nothing-chosen',
          mayKeep(context) ? 'Choose an article or a file.' : 'Choose an article.',
          'article',
        );
      return { reply: await look(context, await articleOf(context, article, 'article')) };
    },
  }),
};

export const catalogueActions = {
  'edit-article': askAnywhere({
    summary: 'Edit an article',
    allow: keepers,
    form: async (asking) => articleForm(await articleOf(asking, asking.subject)),
    prefill: async (asking) => {
      const { code: _, cost, currency, packSize, leadDays, ...article } = await articleOf(asking, asking.subject);
      const { name, category, size, unit, supplier } = article;
      const figures = { cost: moneyAsTyped(cost, currency), packSize: String(packSize), leadDays: String(leadDays) };
      return { name, category, size, unit, supplier, ...figures };
    },
    submit: async ({ supplier, leadDays, size, ...rest }, context) => {
      const { db, actor, now, record } = context;
      const { pictureId: _, ...before } = await articleOf(context, context.subject);
      const kept = { supplier: supplier ?? before.supplier, leadDays: leadDays ?? before.leadDays, size: size ?? null };
      const after = { ...before, ...rest, ...kept };
      await saveArticles(db, [after], actor.id, now);
      record('supplies.article-edited', before.code, {}, { before, after });
      return { reply: savedArticleCard(articleName(after)) };
    },
  }),
  'add-picture': askAnywhere({
    summary: 'Add a picture of an article',
    allow: keepers,
    form: async (asking) => pictureForm(await articleOf(asking, asking.subject)),
    submit: async ({ picture: [picture] }, context) => {
      if (!picture) throw new Refusal('no-picture', 'Choose a picture.', 'picture');
      return read(context, picture, 'supplies.keep-picture', { article: context.subject });
    },
  }),
  'show-picture': runAnywhere({
    summary: 'See a picture of an article',
    allow: readers,
    looks: true,
    async run(context) {
      const article = await articleOf(context, context.subject);
      const picture = article.pictureId === null ? null : await findPicture(context.db, article.pictureId);
      if (!picture) throw new Refusal('no-picture', 'There is no picture of it yet.');
      context.tell({ person: context.actor.id }, pictureCard(article), { attachments: [picture] });
      return { reply: pictureSentCard() };
    },
  }),
};

async function found({ db, boutique, ...asking }: Asking<Boutique | null>, words: string) {
  const currency = boutique === null ? {} : { currency: boutique.currency };
  const articles = await searchArticles(db, searchWords(words), { ...currency, active: !mayKeep(asking), most: 20 });
  return articles.map((article) => ({ value: article.code, label: optionInWords(article) }));
}

async function articleOf({ db }: Pick<Anywhere, 'db'>, code: string, field?: string): Promise<Article> {
  const article = (await findArticles(db, [code])).get(code);
  if (!article) throw new Refusal('no-article', 'Choose an article from what is found.', field);
  return article;
}

/** For whoever keeps the catalogue over the whole network; for a boutique its own figures. */
async function look(context: Anywhere, article: Article) {
  const { db, now } = context;
  const mayEdit = mayKeep(context);
  const where = mayEdit ? null : (context.boutique?.code ?? null);
  const short = await shortagesOf(db, article.code, where);
  return articleCard({ article, short, uses: await usesOf(db, article.code, where, now), mayEdit });
}

/** A file is read by a job: what came of it is told to whoever gave it. */
export function read(
  { later, newId }: Anywhere,
  file: FileReference,
  job: string,
  more: Readonly<Record<string, string>> = {},
): Outcome {
  later(job, { ...file, ...more, reading: newId() });
  return { reply: readingCard(file.name) };
}

export interface FileOrder extends FileReference {
  readonly [key: string]: string;
  /** Of this giving: the topic of what came of it. */
  readonly reading: string;
}

export const keepPicture = jobAnywhere<FileOrder & { readonly article: string }, Uint8Array>({
  fetch: (order, files) => files.read(order),
  async run({ article: code, name }, bytes, context) {
    const { db, actor, now, newId, tell, record } = context;
    const article = await articleOf(context, code);
    if (bytes instanceof Refusal) return tell({ person: actor.id }, savedArticleCard(bytes.sentence));
    await savePicture(db, code, { id: newId(), name, bytes }, actor.id, now);
    record('supplies.picture-added', code);
    const saved = (await findArticles(db, [code])).get(code) ?? article;
    tell({ person: actor.id }, await look(context, saved));
  },
});
