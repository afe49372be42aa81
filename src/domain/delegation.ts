import type { Person, Role } from './people.js';
import { Refusal } from './refusal.js';

/** Nobody is away for longer without the network file saying so. */
const MOST_DAYS = 60;

const DAY = 24 * 60 * 60_000;

export interface Period {
  readonly starts: Date;
  readonly ends: Date;
}

/** Why these roles can't be handed on to this person; null where they can. What either has in somebody else's place doesn't count. */
export function mayDelegate(from: Person, to: Person & { readonly active: boolean }): Refusal | null {
  const wrong = (code: string, sentence: string) => new Refusal(code, sentence, 'who');
  const [mine, theirs] = [ownPlaces(from), ownPlaces(to)];
  if (to.id === from.id) return wrong('same-person', 'Choose somebody else: nobody stands in for themselves.');
  if (mine.length === 0) return wrong('nothing-to-hand-over', 'You have no role that somebody could take over.');
  if (!to.active) return wrong('left', `${to.name} is no longer in the network. Choose somebody else.`);
  if (theirs.includes(null)) return null;
  if (mine.includes(null))
    return wrong(
      'needs-network-role',
      `${to.name} has no role across the network, as you have. Choose somebody who does.`,
    );
  if (theirs.some((boutique) => mine.includes(boutique))) return null;
  return wrong('elsewhere', `${to.name} has no role at your boutique or across the network. Choose somebody who does.`);
}

/** Why nobody can stand in for this long; null where they can. */
export function mayLast({ starts, ends }: Period, now: Date): Refusal | null {
  const wrong = (code: string, sentence: string) => new Refusal(code, sentence, 'until');
  if (ends <= starts) return wrong('ends-before-it-starts', 'Choose an end after the beginning.');
  if (ends <= now) return wrong('over', 'Choose an end that is still to come.');
  // Rounded, because a day on which the clocks change is an hour shorter or longer.
  if (Math.round((ends.getTime() - starts.getTime()) / DAY) > MOST_DAYS)
    return wrong('too-long', `Choose at most ${MOST_DAYS} days. For longer, the network file is changed.`);
  return null;
}

/** Somebody who holds a role, and in whose places: empty where it is their own. */
export interface Holder {
  readonly id: Person['id'];
  readonly inPlaceOf: readonly Person['id'][];
}

/** How they hold the role at this boutique or across the network; null where they don't. */
export function holderOf({ id, roles }: Person, role: Role, boutique: string): Holder | null {
  const held = roles.filter((each) => each.role === role && (each.boutique === null || each.boutique === boutique));
  if (held.length === 0) return null;
  const own = held.some((each) => each.for === undefined);
  return { id, inPlaceOf: own ? [] : [...new Set(held.flatMap((each) => each.for ?? []))] };
}

/** Nobody decides on what they took part in, whoever they stand in for; nor through a stand-in. */
export function isImpartial({ id, inPlaceOf }: Holder, tookPart: readonly Person['id'][]): boolean {
  if (tookPart.includes(id)) return false;
  return inPlaceOf.length === 0 || inPlaceOf.some((away) => !tookPart.includes(away));
}

const ownPlaces = ({ roles }: Person): readonly (string | null)[] =>
  roles.flatMap((held) => (held.for === undefined ? [held.boutique] : []));
