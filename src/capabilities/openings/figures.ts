import { todayOfHouse } from '../../domain/house.js';
import type { Outcome } from '../../engine/capability.js';
import type { Anywhere } from './acting.js';
import { figuresCard } from './cards-state.js';
import { figuresOf } from './rules-lessons.js';
import { keptMilestones, liveFigures, slipsByCause } from './store-state.js';

const A_YEAR = 365 * 86_400_000;

/** What the openings of the last year came to: five figures of what was promised and what became of it. */
export async function showFigures({ db, now }: Anywhere): Promise<Outcome> {
  const since = new Date(now.getTime() - A_YEAR);
  const kept = await keptMilestones(db, since);
  const projects = [...new Map(kept.map(({ project, number, title }) => [project, { number, title }]))];
  return {
    reply: figuresCard({
      all: figuresOf(kept),
      onTime: projects.map(([id, { number, title }]) => ({
        ...{ number, title },
        ...figuresOf(kept.filter(({ project }) => project === id)),
      })),
      slips: await slipsByCause(db, since),
      live: await liveFigures(db, since, todayOfHouse(now)),
    }),
  };
}
