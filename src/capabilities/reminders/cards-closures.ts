import { type Block, button, buttons, type Card, card, type Line, lines, quiet, text } from '../../chat/card.js';
import { fitting, ROOM, sizeOf } from '../../chat/room.js';
import { type Day, dayInWords } from '../../domain/calendar.js';
import { type Closing, closureInWords, daysOf, type PlannedClosure, small } from './rules-closures.js';

/** A closure in a list, and whether whoever reads it may end it. */
export interface ListedClosure extends PlannedClosure {
  readonly mayEnd: boolean;
}

interface Coming {
  /** The boutique it is of; null: the whole network. */
  readonly name: string | null;
  readonly closures: readonly ListedClosure[];
  /** Days on which everything is closed anyway. */
  readonly closings: readonly Closing[];
  readonly today: Day;
  readonly mayAdd: boolean;
}

const MOST_LISTED = 10;

/** What is closed in the time to come. */
export function closuresCard({ name, closures, closings, today, mayAdd }: Coming): Card {
  const entries = closures.map((each) => entryOf(each, name));
  const fit = fitting(entries, sizeOf, ROOM, MOST_LISTED);
  const left = entries.length - fit.length;
  return card(name === null ? 'Closed days' : `Closed days of ${name}`, [
    ...(closures.length === 0 ? [text('Nothing is planned.')] : fit.flat()),
    ...(left > 0 ? [quiet(`${left.toLocaleString('en-US')} more`)] : []),
    ...(closings.length > 0
      ? [
          lines(['Closed anyway', '']),
          lines(...closings.map(({ day, reason }) => [dayInWords(day, today), reason] as const)),
        ]
      : []),
    ...(mayAdd ? [buttons(button('reminders.close', 'Add closed days', ''))] : []),
  ]);
}

function entryOf(closure: ListedClosure, here: string | null): readonly Block[] {
  const { lead, text: words } = lineOf(closure, here);
  return [lines([lead, words]), ...(closure.mayEnd ? [buttons(endButton(closure.id))] : [])];
}

function lineOf(closure: PlannedClosure, here: string | null): Line {
  const { place, reason, createdBy } = closure;
  const where = place.name === here ? [] : [place.name];
  const file = createdBy === null ? ['from the network file'] : [];
  return { lead: daysOf(closure), text: [closureInWords(closure), ...where, reason, ...file].join(' · ') };
}

const endButton = (id: string) =>
  button('reminders.end-closure', 'End', id, {
    confirm: { title: 'End it', text: 'These days are as the week says again.', yes: 'End' },
  });

/** For whoever planned it and for the managers of the boutique it closes. */
export function closureCard(closure: PlannedClosure, over: string | null = null): Card {
  const title = `${closure.place.name}: ${small(closureInWords(closure))} ${daysOf(closure)}`;
  if (over !== null) return card(title, [text(over)]);
  return card(title, [
    text(closure.reason),
    quiet(
      closure.hours === null
        ? 'No reminders come to the boutique on these days, and none of their days counts as one to work.'
        : 'These are days to work, at other hours than usual.',
    ),
    buttons(endButton(closure.id)),
  ]);
}

export function endedCard(closure: PlannedClosure): Card {
  return card(`${closure.place.name}: ${daysOf(closure)}`, [text('These days are as the week says again.')]);
}
