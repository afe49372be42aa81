import type { Boutique } from '../../domain/boutique.js';
import { type Context, capability, type Home } from '../../engine/capability.js';
import { asManyAsFit, nothingCard } from './cards.js';

export const inbox = capability({
  name: 'inbox',
  title: 'Inbox',
  commands: {},
  actions: {},
  shortcuts: {},
  approvals: [],
  jobs: {},
  waiting: async () => [],
  home,
});

/** What waits for whoever opened it, whole, with its buttons. */
async function home({ actor, across }: Context<Boutique | null>): Promise<Home> {
  const waiting = await across.waiting({ whole: true });
  const cards = waiting.flatMap(({ entry, boutique }) => (boutique && entry.card ? [entry.card(boutique)] : []));
  return {
    title: `${actor.name}, this waits for you`,
    cards: cards.length > 0 ? asManyAsFit(cards) : [nothingCard],
  };
}
