import type { RawAnswers } from '../../chat/form.js';
import { Refusal } from '../../domain/refusal.js';
import { type Asking, ask, type Context, type Outcome } from '../../engine/capability.js';
import { countedCard } from './cards-catalogue.js';
import { levelsForm, ON_HAND } from './forms-catalogue.js';
import { type BoutiqueLevel, countUnderPar, levelsNamed, levelsOf, saveOnHand } from './store-levels.js';

const AT_ONCE = 15;

const counted = {
  summary: 'Say what your boutique has on hand',
  allow: ['associate', 'store-manager'],
  form: async (asking: Asking) => levelsForm(await pageOf(asking), asking.boutique.name, asking.boutique.timeZone),
  prefill: async (asking: Asking): Promise<RawAnswers> =>
    Object.fromEntries(
      (await pageOf(asking)).map(({ article, onHand }) => [
        `${ON_HAND}${article}`,
        onHand === null ? null : String(onHand),
      ]),
    ),
  submit: save,
} as const;

export const levelCommands = { 'supplies levels': ask(counted) };
export const levelActions = { 'more-levels': ask(counted) };

/** The subject is the last article of the page before. A form that comes back asks of the same ones. */
async function pageOf({ db, boutique, shown, subject }: Asking): Promise<BoutiqueLevel[]> {
  if (shown)
    return levelsNamed(
      db,
      boutique.code,
      shown.map((field) => field.slice(ON_HAND.length)),
    );
  const page = await levelsOf(db, boutique.code, subject === '' ? null : subject, AT_ONCE);
  if (page.length === 0)
    throw new Refusal('no-levels', `No article has a par level at ${boutique.name} yet. Ask your operations manager.`);
  return page;
}

async function save(answers: Readonly<Record<string, unknown>>, context: Context): Promise<Outcome> {
  const { db, boutique, now, record } = context;
  const page = await pageOf(context);
  const said = new Map<string, number>();
  for (const { article } of page) {
    const quantity = answers[`${ON_HAND}${article}`];
    if (typeof quantity === 'number') said.set(article, quantity);
  }
  await saveOnHand(db, boutique.code, said, now);
  const figures = Object.fromEntries(said);
  record('supplies.on-hand-said', `supplies-levels/${boutique.code}`, { articles: said.size }, { after: figures });

  const last = page.at(-1)?.article ?? null;
  const more = last === null ? [] : await levelsOf(db, boutique.code, last, 1);
  if (last !== null && more.length > 0) return { ask: 'more-levels', subject: last };
  return { reply: countedCard(await countUnderPar(db, boutique.code), boutique.code) };
}
