import type { Boutique } from '../../domain/boutique.js';
import { todayIn } from '../../domain/calendar.js';
import type { Context } from '../../engine/capability.js';
import { addClosure, placesToClose } from './store-closures.js';

/** Christmas Eve is short everywhere. */
export async function demo({ db, now, newId }: Context<Boutique | null>): Promise<void> {
  const [country] = await placesToClose(db, { id: 'country/US' });
  if (!country) return;
  const today = todayIn('America/New_York', now);
  const year = Number(today.slice(0, 4)) + (today.slice(5) > '12-24' ? 1 : 0);
  const day = `${year}-12-24`;
  const { id: _, ...place } = country;
  const period = { firstDay: day, lastDay: day, hours: '10:00-16:00', reason: 'Christmas Eve' };
  await addClosure(db, { id: newId(), place, ...period, createdBy: 'marc' }, now);
}
