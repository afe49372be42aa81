import type { Boutique } from '../../domain/boutique.js';
import type { Context, Outcome, Timed } from '../../engine/capability.js';
import { patternCard } from './cards-lists.js';
import { monthBefore, monthThatEnded, repeats } from './rules-pattern.js';
import { occurrencesIn } from './store-lists.js';

/** The month before this one, for whoever asks: what is restricted counts only where they may see all of it. */
export async function showPattern({ db, now, reading }: Context<Boutique | null>): Promise<Outcome> {
  const month = monthBefore(now);
  const all = await occurrencesIn(db, month);
  const restricted = all.filter((each) => each.restricted).map(({ id }) => id);
  const seen = await reading(restricted);
  const counted = restricted.every((id) => seen.has(id)) ? all : all.filter((each) => !each.restricted);
  return { reply: patternCard(month, repeats(counted), counted.length) };
}

/** On the first of a month, once for the network: to the people of those two roles, who may see every case. */
export const monthlyPattern: Timed = {
  name: 'monthly-pattern',
  due: async (now) => [{ key: monthThatEnded(now), boutique: null, subject: monthThatEnded(now) }],
  async act({ subject }, { db, tell, record }) {
    const all = await occurrencesIn(db, subject);
    if (all.length === 0) return;
    const found = repeats(all);
    record('anomalies.pattern', subject, { cases: all.length, repeats: found.length });
    const card = patternCard(subject, found, all.length);
    for (const role of ['operations-manager', 'safety-and-security'] as const)
      tell({ role }, card, { topic: `anomalies/pattern/${subject}` });
  },
};
