import { type Block, type Button, button, buttons, type Card, card, quiet, text } from '../../chat/card.js';
import { listByPlace } from '../../chat/list-by-place.js';
import { ROOM, type Room } from '../../chat/room.js';
import { counted, type Day, dayInWords, todayIn } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import type { ReminderRow } from './row.js';
import { type AnswerTo, type Beside, possibleAnswers, type ShownRow, stateInWords } from './states.js';

export type { AnswerTo, Beside, ShownRow, Told } from './states.js';

/**
 * One message for a morning, or for what is urgent: every row its line and its buttons. `day` is the morning's, `timeZone` the reader's.
 * More than three rows: each has its own button and one for the rest. More than ten: the most pressing ones, and how
 * many there are besides. Several boutiques: the lines of each under its name; one: its name above.
 */
export function digestCard(rows: readonly ShownRow[], beside: Beside, day: Day, timeZone: string): Card {
  const drawing = { beside, timeZone, brief: rows.length > MOST_WITH_ALL };
  const entries = [...rows].sort(byPressure).map((row) => ({
    place: placeOf(row, beside),
    line: row.line,
    below: [...stateOf(row, beside, timeZone), ...buttonsOf(row, drawing)],
  }));
  const { blocks, fit, only } = listByPlace(entries, DIGEST_ROOM, MOST_LINES);
  const number = rows.length > 1 ? counted(rows.length, 'reminder') : null;
  const detail = [dayInWords(day), number, only].filter((words) => words !== null).join(' · ');
  const title = rows.every(({ weight }) => weight !== 'normal') ? 'Urgent' : 'Today';
  return card(title, [...blocks, ...more(rows.length - fit)], detail);
}

/** One reminder alone, with all its buttons: what is urgent, what was passed on. `timeZone` is the reader's. */
export function reminderCard(row: ShownRow, beside: Beside, timeZone: string): Card {
  const { lead, text: words } = row.line;
  return card(shortened(lead, LONGEST_LEAD), [
    ...(words === '' ? [] : [text(shortened(words, LONGEST_ALONE))]),
    ...stateOf(row, beside, timeZone),
    ...buttonsOf(row, { beside, timeZone, brief: false }),
  ]);
}

interface Drawing {
  readonly beside: Beside;
  readonly timeZone: string;
  /** Two buttons at most. */
  readonly brief: boolean;
}

/** With more than these there is no room for all their buttons. */
export const MOST_WITH_ALL = 3;
const MOST_LINES = 10;
const LONGEST_LEAD = 80;
const LONGEST_ALONE = 600;

const DIGEST_ROOM: Room = { blocks: ROOM.blocks + 5, bytes: ROOM.bytes - 300 };

const LEVELS = ['late', 'due', 'upcoming'] as const;

/** It does not change once it was said, so a line stays where it is. */
function byPressure(a: ShownRow, b: ShownRow): number {
  const level = LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level);
  return (
    level || compare(a.on ?? '9', b.on ?? '9') || compare(a.boutique ?? '', b.boutique ?? '') || compare(a.key, b.key)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const placeOf = ({ boutique }: ReminderRow, { places }: Beside): string | null =>
  boutique === null ? null : (places.get(boutique) ?? boutique);

const more = (left: number): readonly Block[] =>
  left > 0 ? [quiet(`And ${left.toLocaleString('en-US')} more. Type /reminders to see what you owe.`)] : [];

function stateOf(row: ShownRow, beside: Beside, timeZone: string): readonly Block[] {
  const words = stateInWords(row, beside, timeZone);
  return words === '' ? [] : [quiet(words)];
}

function buttonsOf(row: ShownRow, { beside, timeZone, brief }: Drawing): readonly Block[] {
  if (row.endedAt !== null) return [];
  const answers = beside.reader === null ? [] : possibleAnswers(row, todayIn(timeZone, beside.now));
  const shown = buttonsWith(row, answers, { brief, own: beside.mayDo(row) });
  return shown.length > 0 ? [buttons(...shown)] : [];
}

/** Its own button does it now, for whoever may; the others answer to it otherwise. Where there are many, none stands out. */
export function buttonsWith(
  row: ReminderRow,
  answers: readonly AnswerTo[],
  { brief, own }: { readonly brief: boolean; readonly own: boolean },
): readonly Button[] {
  const first: readonly Button[] = own ? [{ ...itsButton(row), ...(brief && { style: 'plain' }) }] : [];
  if (brief && answers.length > 0) return [...first, engineButton(row, 'other', own ? 'Other' : 'Answer')];
  return [...first, ...answers.map((answer) => engineButton(row, answer, LABELS[answer]))];
}

/** Where there is room for one. */
export const onlyButton = (row: ReminderRow, own: boolean): Button =>
  own ? itsButton(row) : engineButton(row, 'other', 'Answer');

const itsButton = (row: ReminderRow): Button => ({ ...row.button, ...ofItsBoutique(row) });

const LABELS: Readonly<Record<AnswerTo, string>> = { seen: 'Seen', later: 'Not before tomorrow', pass: 'Pass to' };

/** Pressed again at another rung, or once it was passed back, it is another press. */
const engineButton = (row: ReminderRow, does: AnswerTo | 'other', label: string): Button => ({
  ...button(`engine.reminder-${does}`, label, `${row.id}/${row.rungSince.getTime().toString(36)}`),
  ...ofItsBoutique(row),
});

const ofItsBoutique = ({ boutique }: ReminderRow) => (boutique === null ? {} : { boutique });
