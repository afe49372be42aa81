import { Refusal } from '../../domain/refusal.js';
import type { Asking, Context, Outcome, Timed } from '../../engine/capability.js';
import { differenceInWords } from './cards.js';
import { foundSavedCard, searchCard, searchOverCard } from './cards-searches.js';
import { causesOfAnswers } from './causes.js';
import { type CountSubject, countApproval, findSubject } from './deciding.js';
import { CAUSE } from './forms-decisions.js';
import { foundForm } from './forms-searches.js';
import { CAUSES_AT_ONCE } from './rules-causes.js';
import { hasEnded, LAST_DAY, SEARCH_DAYS, type Sought, searchDay, sinceWhen } from './rules-searches.js';
import { secure } from './securing.js';
import { saveCauses } from './store-causes.js';
import { soughtIn, soughtSince } from './store-searches.js';
import { causesEver, holdersOf, restrictionOf, thoseKeptOut } from './store-security.js';

/** Twice as long as a search: a bot may have slept. */
const LOOK_BACK = 2 * LAST_DAY * 86_400_000;

/** Whose loss nobody can explain is searched for thirty days: at once, every week, and at the end whoever looks is asked. */
export const search: Timed = {
  name: 'search',
  async due(now, db) {
    const sought = await soughtSince(db, new Date(now.getTime() - LOOK_BACK));
    return [...byCount(sought)].map(([count, pieces]) => {
      const since = sinceWhen(pieces);
      const key = `${count}/${since.toISOString()}/${searchDay(since, now)}`;
      return { key, boutique: pieces[0]?.boutique ?? null, subject: count };
    });
  },
  async act({ subject: id }, context) {
    const { db, now, boutique } = context;
    const sought = await soughtIn(db, id);
    if (sought.length === 0 || !boutique) return;

    const day = searchDay(sinceWhen(sought), now);
    const subject = await findSubject(db, id);
    const asked = searchCard({ count: subject.count, pieces: piecesOf(subject, sought), day }, boutique);
    const options = { topic: topicOf(id, day), about: id };
    context.tell({ role: await whoLooks(context as Context, id) }, asked, options);
    context.tell({ department: 'safety-and-security' }, asked, options);
    context.record('stock-counts.search-asked', id, { day, pieces: sought.length });
  },
};

function byCount(sought: readonly Sought[]): ReadonlyMap<string, readonly Sought[]> {
  const counts = new Map<string, Sought[]>();
  for (const each of sought) counts.set(each.count, [...(counts.get(each.count) ?? []), each]);
  return counts;
}

const topicOf = (count: string, day: number): string => `count/${count}/search/${day}`;

const piecesOf = ({ comparison }: CountSubject, sought: readonly Pick<Sought, 'serial'>[]) =>
  comparison.differences.filter(({ serial }) => sought.some((each) => each.serial === serial));

/** The store manager; where none may see the count, because they counted in it, the operations manager. */
async function whoLooks({ db, boutique, now }: Context, id: string) {
  const managers = (await holdersOf(db, 'store-manager', boutique.code, now)).holders.map((holder) => holder.id);
  const restriction = await restrictionOf(db, id);
  const kept = restriction ? await thoseKeptOut(db, restriction, managers, now) : [];
  return managers.length > kept.length ? 'store-manager' : 'operations-manager';
}

/** What became of what is sought, ten at a time; a form that comes back asks about the same. */
export async function askFound({ db, subject: id, shown, boutique, now }: Asking) {
  const sought = await soughtIn(db, id);
  const asked = sought.filter(({ serial }) => shown === null || shown.includes(`${CAUSE}${serial}`));
  if (asked.length === 0) throw new Refusal('nothing-sought', 'Nothing of this count is searched for any more.');

  const subject = await findSubject(db, id);
  const pieces = piecesOf(subject, asked).slice(0, CAUSES_AT_ONCE);
  return foundForm(
    pieces.map((piece) => {
      const since = asked.find(({ serial }) => serial === piece.serial)?.since ?? now;
      return { serial: piece.serial, words: differenceInWords(piece, boutique), ended: hasEnded(since, now) };
    }),
  );
}

/** Found, or given up: one more cause on record, and every card that asked says what is left. */
export async function takeFound(answers: Readonly<Record<string, unknown>>, context: Context): Promise<Outcome> {
  const { db, actor, now, subject: id, record, refresh } = context;
  const before = await findSubject(db, id, { hold: true });
  const sought = new Set((await soughtIn(db, id)).map(({ serial }) => serial));
  const named = causesOfAnswers(answers, 'an outcome').filter(({ serial }) => sought.has(serial));
  if (named.length === 0) throw new Refusal('nothing-sought', 'Nothing of this is searched for any more.');

  const note = typeof answers.note === 'string' ? answers.note : null;
  const ever = await causesEver(db, id);
  await saveCauses(db, before.count, named, { note, by: actor.id, at: now });
  const outcome = Object.fromEntries(named.map(({ serial, cause }) => [serial, cause]));
  record(
    'stock-counts.search-answered',
    id,
    { named: named.length },
    { after: outcome, ...(note && { reason: note }) },
  );
  await secure(context, before, named, ever);
  await refresh(countApproval, await findSubject(db, id));
  const left = await showSearches(context, before);
  return { reply: foundSavedCard(named.length, left) };
}

/** Everywhere it was asked. */
async function showSearches({ db, now, boutique, tell }: Context, subject: CountSubject): Promise<number> {
  const { count } = subject;
  const sought = await soughtIn(db, count.id);
  const [day, pieces] = [sought.length === 0 ? LAST_DAY : searchDay(sinceWhen(sought), now), piecesOf(subject, sought)];
  const shown = sought.length === 0 ? searchOverCard(count, boutique) : searchCard({ count, pieces, day }, boutique);
  for (const each of SEARCH_DAYS) tell('who-was-told', shown, { topic: topicOf(count.id, each), about: count.id });
  return sought.length;
}
