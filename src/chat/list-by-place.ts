import { grouped } from '../domain/grouped.js';
import { shortened } from '../domain/words.js';
import { type Block, type Line, lines } from './card.js';
import { fitting, type Room, sizeOf } from './room.js';

/** A thing in a list, and the boutique that it is about. */
export interface Placed {
  /** "Madison Avenue"; null: the network's. */
  readonly place: string | null;
  readonly line: Line;
  /** What stands below its line: what has become of it, its buttons. */
  readonly below: readonly Block[];
}

export interface ListedByPlace {
  readonly blocks: readonly Block[];
  /** How many of the first have room. */
  readonly fit: number;
  /** The one boutique that all of it is about: no line says it, so the title does. */
  readonly only: string | null;
}

/** The first ones that have room, at most so many. Of several places: each under the name of its own. No line repeats it. */
export function listByPlace(all: readonly Placed[], room: Room, most: number): ListedByPlace {
  const several = new Set(all.map(({ place }) => place)).size > 1;
  const headed = new Set<string | null>();
  const entries = all.map(({ place, line, below }) => {
    const heading = several && !headed.has(place) ? [headingOf(place)] : [];
    headed.add(place);
    const blocks = [lines(brief(withoutPlace(line, place))), ...below];
    return { place, blocks, size: sizeOf([...heading, ...blocks]) };
  });
  const fit = fitting(entries, ({ size }) => size, room, most);
  return {
    fit: fit.length,
    blocks: several ? underPlaces(fit) : fit.flatMap(({ blocks }) => blocks),
    only: several ? null : (all[0]?.place ?? null),
  };
}

const nameOf = (place: string | null): string => place ?? 'The network';

const headingOf = (place: string | null): Block => lines([nameOf(place), '']);

const LONGEST_LEAD = 80;
const LONGEST_TEXT = 150;

/** A list is to be read at a glance. */
export const brief = ({ lead, text }: Line): readonly [string, string] => [
  shortened(lead, LONGEST_LEAD),
  shortened(text, LONGEST_TEXT),
];

const withoutPlace = ({ lead, text }: Line, place: string | null): Line => ({
  lead,
  text: text
    .split(' · ')
    .filter((part) => part !== place)
    .join(' · '),
});

interface Entry {
  readonly place: string | null;
  readonly blocks: readonly Block[];
}

function underPlaces(entries: readonly Entry[]): readonly Block[] {
  const groups = grouped(entries, ({ place }) => nameOf(place));
  const sorted = [...groups].sort(([a], [b]) => a.localeCompare(b, 'en-US'));
  return sorted.flatMap(([place, its]) => [headingOf(place), ...its.flatMap(({ blocks }) => blocks)]);
}
