import { add } from 'date-fns/add';
import { button, buttons, type Card, card, text } from '../../chat/card.js';
import type { Boutique, Zone } from '../../domain/boutique.js';
import { clockTime } from '../../domain/calendar.js';
import { listedInBrief } from '../../domain/words.js';
import type { Round } from './rules.js';

/** A difference is looked at the same morning. */
const RECOUNT_WITHIN = { hours: 2 };

export interface Recount {
  readonly round: Round;
  /** Names of all who counted the zone in earlier rounds. */
  readonly before: readonly string[];
  /** Names of those who count it now. */
  readonly counters: readonly string[];
  /** Who was named for it. */
  readonly assigned: string | null;
}

/** In the boutique's channel: who may count the zone once more, and until when. */
export function recountCard({ round, before, counters, assigned }: Recount, { timeZone }: Boutique): Card {
  const { zone, openedAt, closedAt } = round;
  const who = listedInBrief(counters);
  if (closedAt) {
    const title = counters.length > 0 ? `${who} recounted ${zone.name}` : `${zone.name} is recounted`;
    return card(title, [], `${clockTime(openedAt, timeZone)} to ${clockTime(closedAt, timeZone)}`);
  }

  const recount = buttons(button('stock-counts.add-serials', 'Recount', round.id));
  if (counters.length > 0)
    return card(`${who} ${counters.length === 1 ? 'is' : 'are'} recounting ${zone.name}`, [recount]);
  const earlier = listedInBrief(before);
  const by = assigned ?? `anyone but ${earlier}`;
  const until = clockTime(add(openedAt, RECOUNT_WITHIN), timeZone);
  return card(
    `Recount ${zone.name}`,
    [text(`To be done by ${by}, before ${until}.`), recount],
    `counted by ${earlier}`,
  );
}

/** All that a counter is told when what they counted differs. */
export function needsRecountCard(zone: Zone): Card {
  return card(`${zone.name} needs a recount`, [
    text('Someone else counts it once more. Thank you, your count is kept.'),
  ]);
}

/** For the operations manager: everybody has counted it, or has seen what is expected. */
export function nobodyLeftCard(round: Round, boutique: Boutique): Card {
  return card(
    `${round.zone.name} needs a recount, and nobody is left`,
    [
      text(`Everybody who may count at ${boutique.name} has counted it or has seen what is expected.`),
      buttons(
        button('stock-counts.name-counter', 'Name someone', round.id, { style: 'primary' }),
        button('stock-counts.send-on', 'Send on without', round.id, {
          confirm: {
            title: 'Send on without a recount',
            text: 'The count is marked: not independently recounted.',
            yes: 'Send on',
          },
        }),
      ),
    ],
    boutique.name,
  );
}

/** What became of it. */
export function nobodyLeftDone(zone: Zone, words: string, boutique: Boutique): Card {
  return card(`${zone.name} needs a recount, and nobody is left`, [text(words)], boutique.name);
}

/** For whoever was named. */
export function namedCard(round: Round, by: string, boutique: Boutique): Card {
  return card(`You are named to recount ${round.zone.name}`, [
    text(`At ${boutique.name}, by ${by}. Scan what is there; what is expected is not shown.`),
    buttons(button('stock-counts.add-serials', 'Recount', round.id, { style: 'primary' })),
  ]);
}

/** For everybody who had to do with a count that is voided. */
export function voidedCard(zones: string, by: string, boutique: Boutique, reason?: string): Card {
  return card(
    `Count voided`,
    [text(reason === undefined ? `By ${by}. Nothing of it counts; every line is kept.` : `By ${by}: ${reason}`)],
    `${boutique.name} · ${zones}`,
  );
}
