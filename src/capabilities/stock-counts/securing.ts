import type { Context } from '../../engine/capability.js';
import { namedLaterCard } from './cards-security.js';
import type { CountSubject } from './deciding.js';
import { worthOf } from './rules.js';
import { type Cause, rolesAbove } from './rules-causes.js';
import { caseInWords, isForSecurity, namingsOf, whoSees } from './rules-security.js';
import type { NamedCause } from './store-causes.js';
import { holdersOf, namesOfThose, restrictionOf, thoseKeptOut } from './store-security.js';

/**
 * Where theft or the unknown was named just now: from this moment on only those who work on it see the count, and Safety
 * and Security has a case, or is told more of the one it has. The names of who else sees it; null where nothing of that was named.
 */
export async function secure(
  context: Context,
  subject: CountSubject,
  named: readonly NamedCause[],
  before: ReadonlySet<Cause>,
): Promise<readonly string[] | null> {
  const { comparison, count } = subject;
  if (!named.some(({ cause }) => isForSecurity(cause))) return null;

  await close(context, subject);
  for (const { type, severity, cause, serials, known, opens } of namingsOf(named, before)) {
    const pieces = comparison.differences.filter(({ serial }) => serials.includes(serial));
    const what = caseInWords(count, pieces, cause);
    const happenedAt = count.openedAt.toISOString();
    // Whoever took part in the count sees nothing of the case either.
    const order = { type, severity, happenedAt, what, pieces: serials, count: count.id, notShown: subject.notBy };
    if (opens) context.later('anomalies.open', order);
    if (known)
      context.tell({ department: 'safety-and-security' }, namedLaterCard(what, context.boutique), { about: count.id });
  }
  const restriction = await restrictionOf(context.db, count.id);
  return restriction && namesOfThose(context.db, restriction, context.actor.id, context.now);
}

/** Once: whoever names more later sees it already, and nothing that is named opens it again. */
async function close(context: Context, { id, notBy, comparison, bands }: CountSubject): Promise<void> {
  const { db, actor, boutique, now } = context;
  if (await restrictionOf(db, id)) return;
  const above = [];
  for (const role of new Set(['operations-manager' as const, ...rolesAbove(worthOf(comparison.differences), bands)]))
    above.push(await holdersOf(db, role, boutique.code, now));
  const managers = await holdersOf(db, 'store-manager', boutique.code, now);
  await context.restrict(id, whoSees({ by: actor.id, managers, above, notBy }));
}

/** Silence can take a decision to somebody who did not see the count so far: then they do. On record. */
export async function letDecide(context: Context, id: string, deciders: readonly string[]): Promise<void> {
  const restriction = await restrictionOf(context.db, id);
  if (!restriction || deciders.every((each) => each === context.actor.id)) return;
  const { roles, people } = restriction;
  const more = await thoseKeptOut(context.db, restriction, deciders, context.now);
  if (more.length > 0) await context.restrict(id, { roles, people: [...people, ...more] });
}
