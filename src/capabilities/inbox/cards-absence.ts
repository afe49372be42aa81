import { button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import { dayInWords } from '../../domain/calendar.js';
import { type Absence, type Days, daysInWords } from './rules-absence.js';

/** An absence in days, and how it ended where it is over. */
export interface Away extends Absence {
  readonly days: Days;
  /** "Ended by Inès Laurent, Fri, Nov 27". */
  readonly over: string | null;
}

/** For whoever is away. */
export function awayCard({ id, to, days, over }: Away): Card {
  const title = `You are away ${daysInWords(days)}`;
  if (over !== null) return card(title, [text(over)]);
  return card(title, [
    text(
      to === null
        ? UNCOVERED
        : `${to.name} stands in for you: what waits for you waits for them, and they decide in your place.`,
    ),
    buttons(changeButton(id), endButton(id)),
  ]);
}

/** For whoever stands in. */
export function standInCard({ from, days, over }: Away): Card {
  const title = `You stand in for ${from.name}`;
  if (over !== null) return card(title, [text(over)], daysInWords(days));
  return card(
    title,
    [
      text('You have their roles for these days. What waits for them is in your inbox: type /inbox.'),
      quiet('What they took part in, you can’t decide for them.'),
    ],
    daysInWords(days),
  );
}

/** For the operations managers. */
export function absentCard({ from, to, days, over }: Away): Card {
  return card(`${from.name} is away ${daysInWords(days)}`, [text(over ?? `${to?.name ?? 'Nobody'} stands in.`)]);
}

/** For whoever counts on somebody who is away in the same days. */
export function uncoveredCard(theirs: Pick<Away, 'id' | 'days'>, away: Pick<Away, 'from' | 'days'>): Card {
  return card(`${away.from.name} is away too`, [
    text(`They stand in for you ${daysInWords(theirs.days)}, and are away ${daysInWords(away.days)}.`),
    buttons(changeButton(theirs.id)),
  ]);
}

/** What the form turns into. */
export function awaySavedCard({ to, days }: Away): Card {
  if (to === null) return card(`You are away ${daysInWords(days)}`, [text(UNCOVERED), quiet(CHANGED)]);
  return card(`${to.name} stands in for you`, [text(`${lasting(days)} They have been told.`), quiet(CHANGED)]);
}

const UNCOVERED = 'Nobody stands in for you: what you owe goes to your manager meanwhile.';

const CHANGED = 'A card in your messages with Vitrine changes or ends it.';

function lasting({ first, last }: Days): string {
  if (first === last) return `${dayInWords(first)}, to its end.`;
  return `From ${dayInWords(first)} to the end of ${dayInWords(last, first)}.`;
}

/** `/inbox away`, where something is planned already: the next first. */
export function absencesCard(planned: readonly Away[]): Card {
  const shown = planned.slice(0, MOST_PLANNED);
  return card('While you are away', [
    ...shown.flatMap(({ id, to, days }) => [
      lines([daysInWords(days), `${to?.name ?? 'Nobody'} stands in`]),
      buttons(changeButton(id), endButton(id)),
    ]),
    ...(planned.length > shown.length ? [quiet(`${planned.length - shown.length} more`)] : []),
    buttons(button('inbox.away', 'Add an absence', '')),
  ]);
}

export function endedCard(): Card {
  return card('You are back', [text('You hear of everything again, and your roles are yours alone.')]);
}

const MOST_PLANNED = 10;

const changeButton = (id: string) => button('inbox.change-away', 'Change', id);

const endButton = (id: string) =>
  button('inbox.end-away', 'End', id, {
    confirm: { title: 'End it', text: 'You are back from now on, and your roles are yours alone.', yes: 'End' },
  });
