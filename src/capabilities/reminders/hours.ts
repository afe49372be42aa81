import type { Boutique } from '../../domain/boutique.js';
import type { Asking, Context, Outcome } from '../../engine/capability.js';
import { hoursCard } from './cards.js';
import { hoursForm } from './forms.js';
import { type Hours, wrongHours } from './rules.js';
import { hoursOf, saveHours } from './store.js';

type Anywhere = Asking<Boutique | null>;

export const askHours = async ({ db, actor }: Anywhere) => hoursForm(await hoursOf(db, actor.id));

export const knownHours = async ({ db, actor }: Anywhere) => ({ ...(await hoursOf(db, actor.id)) });

export async function setHours(hours: Hours, { db, actor, record }: Context<Boutique | null>): Promise<Outcome> {
  const wrong = wrongHours(hours);
  if (wrong) throw wrong;
  const before = await hoursOf(db, actor.id);
  await saveHours(db, actor.id, hours);
  record('reminders.hours', actor.id, {}, { before: { ...before }, after: { ...hours } });
  return { reply: hoursCard(hours) };
}
