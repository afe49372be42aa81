import { denied, Refusal } from '../../domain/refusal.js';
import type { Asking, Context, FileReference, Outcome } from '../../engine/capability.js';
import { differenceInWords } from './cards.js';
import { causesSavedCard } from './cards-decisions.js';
import { type CountSubject, countApproval, findSubject } from './deciding.js';
import { CAUSE, causesForm } from './forms-decisions.js';
import { move } from './moving.js';
import { askForPhoto } from './photos.js';
import type { Difference } from './rules.js';
import { CAUSES_AT_ONCE, type Cause } from './rules-causes.js';
import { secure } from './securing.js';
import { saveCauses } from './store-causes.js';
import { causesEver } from './store-security.js';

/** Asks for the causes of ten differences at once; a form that comes back asks for the same ten. */
export async function askCauses(asking: Asking) {
  const subject = await findSubject(asking.db, asking.subject);
  mustNotHaveCounted(subject, asking);
  const asked = asking.shown ? shownIn(subject, asking.shown) : toBeNamed(subject).slice(0, CAUSES_AT_ONCE);
  if (asked.length === 0) throw new Refusal('nothing-differs', 'Nothing differs, so there is no cause to name.');

  const words = (difference: Difference) => differenceInWords(difference, asking.boutique);
  return causesForm(asked.map((difference) => ({ serial: difference.serial, words: words(difference) })));
}

/** Saves the causes that were chosen; when none is missing, Approve comes alive. Theft and the unknown close the count to all but those who work on it. */
export async function nameCauses(answers: Readonly<Record<string, unknown>>, context: Context): Promise<Outcome> {
  const { db, actor, now, subject: id, record, refresh } = context;
  const before = await findSubject(db, id, { hold: true });
  mustNotHaveCounted(before, context);
  if (before.count.state !== 'investigating' && before.count.state !== 'awaiting-approval')
    throw new Refusal('over', 'This count is decided.');
  const note = typeof answers.note === 'string' ? answers.note : null;
  const named = causesOfAnswers(answers);
  const ever = await causesEver(db, id);
  const saved = await saveCauses(db, before.count, named, { note, by: actor.id, at: now });
  const [photo] = (answers.photo ?? []) as readonly FileReference[];
  if (photo) askForPhoto(context, photo, id, saved);
  const change = { before: causesOf(named, before.named), after: causesOf(named), ...(note && { reason: note }) };
  record('stock-counts.causes-named', id, { named: named.length }, change);
  const seenBy = await secure(context, before, named, ever);
  const subject = await findSubject(db, id);
  const left = unnamed(subject).length;
  if (left === 0 && before.count.state === 'investigating') await move(context, before.count, 'awaiting-approval');
  await refresh(countApproval, subject);
  // Who sees the count from now on has to be read before anything else is asked.
  return left > 0 && named.length === CAUSES_AT_ONCE && seenBy === null
    ? { ask: 'name-causes', subject: id }
    : { reply: causesSavedCard(named.length, left, seenBy) };
}

/** What was chosen for each serial; something has to be. */
export function causesOfAnswers(answers: Readonly<Record<string, unknown>>, what = 'a cause'): Named[] {
  const named = Object.entries(answers).flatMap(([field, cause]) =>
    field.startsWith(CAUSE) && cause !== undefined
      ? [{ serial: field.slice(CAUSE.length), cause: cause as Cause }]
      : [],
  );
  if (named.length === 0) throw new Refusal('nothing-named', `Choose ${what} for at least one of these.`);
  return named;
}

interface Named {
  readonly serial: string;
  readonly cause: Cause;
}

/** By serial, for the trail: what is named now, or what was named before. */
function causesOf(named: readonly Named[], before?: CountSubject['named']): Record<string, string | null> {
  return Object.fromEntries(named.map(({ serial, cause }) => [serial, before ? (before.get(serial) ?? null) : cause]));
}

const unnamed = ({ comparison, named }: CountSubject): Difference[] =>
  comparison.differences.filter(({ serial }) => !named.has(serial));

/** Those without a cause; where all have one, they can be named anew, and the last one named tells. */
function toBeNamed(subject: CountSubject): readonly Difference[] {
  const open = unnamed(subject);
  return open.length > 0 ? open : subject.comparison.differences;
}

function shownIn({ comparison }: CountSubject, shown: readonly string[]): Difference[] {
  return comparison.differences.filter(({ serial }) => shown.includes(`${CAUSE}${serial}`));
}

function mustNotHaveCounted({ notBy }: CountSubject, { actor }: Pick<Asking, 'actor'>): void {
  if (notBy.includes(actor.id))
    throw denied('took-part', 'You took part in this count, so someone else finds out why.');
}
