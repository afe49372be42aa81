import type { Card } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { holds, type Role } from '../../domain/people.js';
import { type Attention, type Context, type Database, type Outcome, runAnywhere } from '../../engine/capability.js';
import { counterCard, neutral, type Telling, unplannedCard, weekCard } from './cards.js';
import { networkCard } from './cards-network.js';
import { below } from './joining.js';
import { reasonsInFull } from './rules-duties.js';
import type { PlannedWeek } from './rules-slots.js';
import { weeksFrom } from './store.js';
import { plansOf } from './store-coverage.js';

/** Whoever counts at a boutique. */
export const counters = ['associate', 'store-manager'] as const satisfies readonly Role[];

export const seePlan = runAnywhere({
  summary: 'Planned counts: what is counted when',
  allow: [...counters, 'operations-manager', 'director'],
  looks: true,
  async run(context): Promise<Outcome> {
    const { boutique, db, now, actor } = context;
    if (boutique) return { reply: await planOf(context as Context) };
    const all = await plansOf(db, now);
    const everywhere = actor.roles.some((held) => held.boutique === null);
    const theirs = new Set(actor.roles.map((held) => held.boutique));
    return { reply: networkCard(all.filter(({ code }) => everywhere || theirs.has(code))) };
  },
});

/** For who counts, only what and when; why is for the store manager, and in full for those above who don't count there. */
async function planOf(context: Context): Promise<Card> {
  const { boutique, db, actor, today, reading } = context;
  const weeks = await weeksFrom(db, boutique.code, today);
  if (weeks.length === 0) return unplannedCard(boutique);
  if (!holds(actor, ['store-manager', 'operations-manager', 'director'], boutique.code))
    return counterCard(weeks, boutique);
  if (holds(actor, counters, boutique.code)) return weeksCard(weeks, boutique, neutral);
  const open = await reading(recordsIn(weeks));
  return weeksCard(weeks, boutique, {
    why: (reasons) => reasonsInFull(reasons, (record) => open.has(record)),
    whyLeft: true,
  });
}

/** One below the other; a week with nothing in it only where there is no other. */
function weeksCard(weeks: readonly PlannedWeek[], boutique: Boutique, telling: Telling): Card {
  const told = weeks.filter(({ slots, left }) => slots.length + left.length > 0);
  const cards = (told.length > 0 ? told : weeks.slice(-1)).map((week) => weekCard(week, boutique, telling));
  return below(cards, ({ title }) => title);
}

const recordsIn = (weeks: readonly PlannedWeek[]): string[] =>
  weeks.flatMap(({ slots }) =>
    slots.flatMap(({ reasons }) => reasons.flatMap((each) => ('record' in each && each.record ? [each.record] : []))),
  );

/** What is late is counted by its reminders. */
export async function needsOfPlans(now: Date, db: Database): Promise<Attention[]> {
  return (await plansOf(db, now)).flatMap(({ code, left }) =>
    left > 0
      ? [
          {
            boutique: code,
            weight: left,
            words: `${left.toLocaleString('en-US')} ${left === 1 ? 'zone' : 'zones'} not counted in time within the rules`,
          },
        ]
      : [],
  );
}
