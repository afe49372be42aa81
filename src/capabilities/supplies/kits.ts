import { momentAt, todayIn } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import { searchWords } from '../../domain/words.js';
import { type Asking, askAnywhere, runAnywhere, type Timed } from '../../engine/capability.js';
import { kitSavedCard, kitsCard, kitsReadCard, orderByCard } from './cards-kits.js';
import { read } from './catalogue.js';
import { kitFileForm, kitLineForm, planForm } from './forms-kits.js';
import { importJob } from './importing.js';
import { readKits } from './kit-file.js';
import { kitApproval, makeKit, plan } from './planning.js';
import { articleName } from './rules.js';
import { daysAfter, optionInWords } from './rules-needs.js';
import { catalogueCodes, findArticles, searchArticles } from './store-articles.js';
import { kitSums, kitsToOrder, replaceKits, saveKitLine } from './store-kits.js';
import { boutiquesOfNetwork } from './store-places.js';

const planners = ['operations-manager'] as const;

export const kitCommands = {
  'supplies kit': runAnywhere({
    summary: 'Opening kits by size, and planning one',
    allow: planners,
    run: async ({ db }) => ({ reply: kitsCard(await kitSums(db)) }),
  }),
};

export const kitActions = {
  'plan-kit': askAnywhere({
    summary: 'Plan the opening kit of a boutique',
    allow: planners,
    form: (asking) => planForm((words) => places(asking, words), asking.today),
    submit: plan,
  }),
  'edit-kit': askAnywhere({
    summary: 'Edit an opening kit',
    allow: planners,
    form: (asking) => kitLineForm((words) => found(asking, words)),
    async submit(line, { db, record }) {
      const article = (await findArticles(db, [line.article])).get(line.article);
      if (!article) throw new Refusal('no-article', 'Choose an article from what is found.', 'article');
      await saveKitLine(db, line);
      record('supplies.kit-edited', `kit/${line.size}`, { article: line.article, quantity: line.quantity });
      return { reply: kitSavedCard(line.size, articleName(article), line.quantity) };
    },
  }),
  'import-kits': askAnywhere({
    summary: 'Import the lists of opening kits',
    allow: planners,
    form: kitFileForm(),
    async submit({ file: [file] }, context) {
      if (!file) throw new Refusal('no-file', 'Choose a file.', 'file');
      return read(context, file, 'supplies.read-kits');
    },
  }),
};

type Searching = Pick<Asking, 'db'>;

async function found({ db }: Searching, words: string) {
  const articles = await searchArticles(db, searchWords(words), { most: 20 });
  return articles.map((article) => ({ value: article.code, label: optionInWords(article).slice(0, 75) }));
}

async function places({ db }: Searching, typed: string) {
  const words = searchWords(typed);
  const plain = (said: string) => searchWords(said).join(' ');
  const fits = ({ code, name }: { readonly code: string; readonly name: string }) =>
    words.every((word) => ` ${plain(name)} ${plain(code)}`.includes(` ${word}`));
  const all = (await boutiquesOfNetwork(db)).filter(fits);
  return all.slice(0, 20).map(({ code, name }) => ({ value: code, label: name }));
}

export const readKitFile = importJob(async (bytes, { db, actor, record, tell }, fileName) => {
  const codes = new Set((await catalogueCodes(db)).keys());
  const { lines, faults } = readKits(bytes, codes);
  if (faults.length > 0) return faults;
  await replaceKits(db, lines);
  const sizes = [...new Set(lines.map(({ size }) => size))];
  record(
    'supplies.kits-read',
    'supplies-kits',
    { lines: lines.length, sizes },
    { content: Buffer.from(bytes).toString('base64') },
  );
  tell({ person: actor.id }, kitsReadCard(fileName, lines.length, sizes));
  return [];
});

export const kitJobs = { 'make-kit': makeKit, 'read-kits': readKitFile };
export const kitApprovals = [kitApproval];

const MOST_DUE = 1_000;
/** Days after which nobody needs to be reminded of it any more: the list says so. */
const CATCHES_UP = 3;

/** On the morning of the day by which an opening needs it ordered. */
const remindToOrder: Timed = {
  name: 'kit-order-by',
  due: async (now, db) =>
    (await kitsToOrder(db, MOST_DUE))
      .filter(
        ({ orderBy, timeZone }) =>
          orderBy >= daysAfter(todayIn(timeZone, now), -CATCHES_UP) && momentAt(orderBy, '10:00', timeZone) <= now,
      )
      .map(({ request, orderBy, boutique }) => ({ key: `${request}/${orderBy}`, boutique, subject: request })),
  async act({ key, subject }, { db, tell, record }) {
    const orderBy = key.slice(key.lastIndexOf('/') + 1);
    const due = (await kitsToOrder(db, MOST_DUE)).find((each) => each.request === subject && each.orderBy === orderBy);
    if (!due) return;
    tell({ role: 'operations-manager' }, orderByCard(due, orderBy));
    record('supplies.kit-order-by', subject, { orderBy, articles: due.articles });
  },
};

export const kitTimed: readonly Timed[] = [remindToOrder];
