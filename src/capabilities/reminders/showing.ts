import type { Boutique } from '../../domain/boutique.js';
import type { Context, Outcome, OwedEntry, Placed } from '../../engine/capability.js';
import { type Owed, owedCard } from './cards.js';
import { mayClose } from './rules.js';

/** What the actor owes and passed on; for managers what else is late. */
export async function showOwed(context: Context<Boutique | null>): Promise<Outcome> {
  const { across, actor, now } = context;
  const entries = await across.owed();
  const listed = (passedOn: boolean) =>
    entries.filter(({ entry }) => entry.passedOn === passedOn).map((each) => owed(each, now));
  const late = (await across.late()).map(({ boutique, late }) => ({
    boutique: boutique.name,
    late: late.map(({ reminder, line }) => ({ reminder, title: line.lead })),
  }));
  return {
    reply: owedCard({
      owed: listed(false),
      passedOn: listed(true),
      late,
      mayClose: actor.roles.some(({ role }) => mayClose.includes(role)),
    }),
  };
}

const owed = ({ entry, boutique }: Placed<OwedEntry>, now: Date): Owed => ({
  reminder: entry.reminder,
  place: boutique?.name ?? null,
  line: entry.line(boutique, now),
  state: entry.state,
  buttons: entry.buttons,
});
