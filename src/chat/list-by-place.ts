import { shortened } from '../domain/words.js';
import { type Block, type Line, lines } from './card.js';
import { fitting, type Room, sizeOf } from './room.js';

/** A thing in a list, and the place that it is about: "Madison Avenue". */
export interface Placed {
  readonly place: string;
  readonly line: Line;
  /** What stands below its line: what has become of it, its buttons. */
  readonly below: readonly Block[];
}

export interface ListedByPlace {
  readonly blocks: readonly Block[];
  /** How many of the first have room. */
  readonly fit: number;
}

/**
 * The first ones that have room, at most so many. Of several places: each under the name of its own, which is then not
 * said in the line again.
 */
export function listByPlace(all: readonly Placed[], room: Room, most: number): ListedByPlace {
  const several = new Set(all.map(({ place }) => place)).size > 1;
  const headed = new Set<string>();
  const entries = all.map(({ place, line, below }) => {
    const heading = several && !headed.has(place) ? [headingOf(place)] : [];
    headed.add(place);
    const blocks = [lines(brief(several ? withoutPlace(line, place) : line)), ...below];
    return { place, blocks, size: sizeOf([...heading, ...blocks]) };
  });
  const fit = fitting(entries, ({ size }) => size, room, most);
  return { fit: fit.length, blocks: several ? underPlaces(fit) : fit.flatMap(({ blocks }) => blocks) };
}

const headingOf = (place: string): Block => lines([place, '']);

const LONGEST_LEAD = 80;
const LONGEST_TEXT = 150;

/** A list is to be read at a glance. */
export const brief = ({ lead, text }: Line): readonly [string, string] => [
  shortened(lead, LONGEST_LEAD),
  shortened(text, LONGEST_TEXT),
];

/** Its heading says it. */
const withoutPlace = ({ lead, text }: Line, place: string): Line => ({
  lead,
  text: text
    .split(' · ')
    .filter((part) => part !== place)
    .join(' · '),
});

interface Entry {
  readonly place: string;
  readonly blocks: readonly Block[];
}

function underPlaces(entries: readonly Entry[]): readonly Block[] {
  const groups = new Map<string, Block[]>();
  for (const { place, blocks } of entries) groups.set(place, [...(groups.get(place) ?? []), ...blocks]);
  const sorted = [...groups].sort(([a], [b]) => a.localeCompare(b, 'en-US'));
  return sorted.flatMap(([place, blocks]) => [headingOf(place), ...blocks]);
}
