import { button, type Line } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { whenSeenFrom } from '../../domain/calendar.js';
import type { Person } from '../../domain/people.js';
import type { Asking, Attention, Context, Database, Entry, Outcome } from '../../engine/capability.js';
import { countLookCard, zonesInBrief } from './cards-looks.js';
import { needInWords, nextSteps, placesOfReports, placesToLook, weights } from './rules-looks.js';
import { gone } from './store.js';
import { type CountLook, countLook, countsFound, countsInNeed, countsWithPart, hasPartIn } from './store-looks.js';

/** As many as the inbox shows, and one to say that there are more. */
const MOST_ASKED = 11;
const MOST_FOUND = 16;

/** The counts in which this person had a part. */
export async function countsOf(person: Person, db: Database): Promise<Entry[]> {
  return (await countsWithPart(db, person, MOST_ASKED)).map(entryOf);
}

export async function findCounts(words: readonly string[], person: Person, db: Database): Promise<Entry[]> {
  const [places, reports] = [placesToLook(person), placesOfReports(person)];
  return (await countsFound(db, { words, person, places, reports, most: MOST_FOUND })).map(entryOf);
}

const entryOf = (look: CountLook): Entry => ({
  boutique: look.boutique,
  record: look.id,
  since: look.openedAt,
  line: (boutique, now) => lineOf(look, boutique, now),
  button: button('stock-counts.see', 'See', look.id),
});

/** Its zones, where, since when, and what is next. */
function lineOf(look: CountLook, boutique: Boutique | null, now: Date): Line {
  const when = boutique ? `${whenSeenFrom(look.openedAt, now, boutique.timeZone)} · ` : '';
  return {
    lead: `Count of ${zonesInBrief(look.zones)}`,
    text: `${boutique?.name ?? look.boutique} · ${when}${nextSteps[look.state]}`,
  };
}

export async function needsOfCounts(now: Date, db: Database): Promise<Attention[]> {
  return (await countsInNeed(db, now)).map(({ boutique, need, counts }) => ({
    boutique,
    weight: weights[need] * counts.length,
    words: needInWords(need, counts.length),
    records: counts,
  }));
}

export async function seeCount({ db, subject, boutique }: Context): Promise<Outcome> {
  const look = await countLook(db, subject);
  // A button may be sent with another boutique's code, at which the right to it was checked.
  if (look?.boutique !== boutique.code) throw gone();
  return { reply: countLookCard(look, boutique) };
}

/** Whoever had a part may see how it stands, wherever they are from. */
export const hadPart = ({ db, subject, actor }: Asking): Promise<boolean> => hasPartIn(db, subject, actor.id);
