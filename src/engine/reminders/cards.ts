import {
  type Block,
  type Button,
  button,
  buttons,
  type Card,
  card,
  type Line,
  lines,
  quiet,
  text,
} from '../../chat/card.js';
import { fitting, ROOM, type Room, sizeOf } from '../../chat/room.js';
import { counted, type Day, dayInWords, todayIn } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import type { ReminderRow } from './row.js';
import { type AnswerTo, type Beside, possibleAnswers, type ShownRow, stateInWords } from './states.js';

export type { AnswerTo, Beside, ShownRow, Told } from './states.js';

/**
 * One message for a morning: every row its line and its buttons. `day` is the morning's, `timeZone` the reader's.
 * More than three rows: each has its own button and one for the rest. More than ten: the most pressing ones, and how
 * many there are besides. Several boutiques: the lines of each under its name.
 */
export function digestCard(rows: readonly ShownRow[], beside: Beside, day: Day, timeZone: string): Card {
  const several = new Set(rows.map(({ boutique }) => boutique)).size > 1;
  const drawing = { beside, timeZone, brief: rows.length > MOST_WITH_ALL, several };
  const entries = [...rows].sort(byPressure).map((row) => ({ row, blocks: entryOf(row, drawing) }));
  const roomOf = ({ blocks }: Entry): Room => plusHeading(sizeOf(blocks), several);
  const fit = fitting(entries, roomOf, DIGEST_ROOM, MOST_LINES);
  const listed = several ? byPlace(fit, beside) : fit.flatMap(({ blocks }) => blocks);
  const detail = rows.length > 1 ? `${dayInWords(day)} · ${counted(rows.length, 'reminder')}` : dayInWords(day);
  return card('Today', [...listed, ...more(rows.length - fit.length)], detail);
}

/** One reminder alone, with all its buttons: what is urgent, what was passed on. `timeZone` is the reader's. */
export function reminderCard(row: ShownRow, beside: Beside, timeZone: string): Card {
  const { lead, text: words } = row.line;
  return card(shortened(lead, LONGEST_LEAD), [
    ...(words === '' ? [] : [text(shortened(words, LONGEST_ALONE))]),
    ...stateOf(row, beside, timeZone),
    ...buttonsOf(row, { beside, timeZone, brief: false, several: false }),
  ]);
}

interface Entry {
  readonly row: ShownRow;
  readonly blocks: readonly Block[];
}

interface Drawing {
  readonly beside: Beside;
  readonly timeZone: string;
  /** Two buttons at most. */
  readonly brief: boolean;
  readonly several: boolean;
}

/** With more than these there is no room for all their buttons. */
export const MOST_WITH_ALL = 3;
const MOST_LINES = 10;
const LONGEST_LEAD = 80;
const LONGEST_TEXT = 150;
const LONGEST_ALONE = 600;

const DIGEST_ROOM: Room = { blocks: ROOM.blocks + 5, bytes: ROOM.bytes - 300 };

/** As if each were the first of its boutique. */
const plusHeading = ({ blocks, bytes }: Room, several: boolean): Room =>
  several ? { blocks: blocks + 1, bytes: bytes + 250 } : { blocks, bytes };

const LEVELS = ['late', 'due', 'upcoming'] as const;

/** It does not change once it was said, so a line stays where it is. */
function byPressure(a: ShownRow, b: ShownRow): number {
  const level = LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level);
  return (
    level || compare(a.on ?? '9', b.on ?? '9') || compare(a.boutique ?? '', b.boutique ?? '') || compare(a.key, b.key)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function entryOf(row: ShownRow, drawing: Drawing): readonly Block[] {
  const { beside, timeZone, several } = drawing;
  const { lead, text: words } = several ? withoutPlace(row.line, placeOf(row, beside)) : row.line;
  const said = lines([shortened(lead, LONGEST_LEAD), shortened(words, LONGEST_TEXT)]);
  return [said, ...stateOf(row, beside, timeZone), ...buttonsOf(row, drawing)];
}

/** Its heading says it. */
function withoutPlace({ lead, text: words }: Line, place: string): Line {
  const parts = words.split(' · ').filter((part) => part !== place);
  return { lead, text: parts.join(' · ') };
}

const placeOf = ({ boutique }: ReminderRow, { places }: Beside): string =>
  boutique === null ? 'The network' : (places.get(boutique) ?? boutique);

function byPlace(entries: readonly Entry[], beside: Beside): readonly Block[] {
  const groups = new Map<string, Block[]>();
  for (const { row, blocks } of entries) {
    const place = placeOf(row, beside);
    groups.set(place, [...(groups.get(place) ?? []), ...blocks]);
  }
  const sorted = [...groups].sort(([a], [b]) => a.localeCompare(b, 'en-US'));
  return sorted.flatMap(([place, blocks]) => [lines([place, '']), ...blocks]);
}

const more = (left: number): readonly Block[] =>
  left > 0 ? [quiet(`And ${left.toLocaleString('en-US')} more. Type /inbox to see what waits for you.`)] : [];

function stateOf(row: ShownRow, beside: Beside, timeZone: string): readonly Block[] {
  const words = stateInWords(row, beside, timeZone);
  return words === '' ? [] : [quiet(words)];
}

function buttonsOf(row: ShownRow, { beside, timeZone, brief }: Drawing): readonly Block[] {
  if (row.endedAt !== null) return [];
  const answers = beside.reader === null ? [] : possibleAnswers(row, todayIn(timeZone, beside.now));
  return [buttons(...buttonsWith(row, answers, brief))];
}

/** Its own button does it now; the others answer to it otherwise. Where there are many, none stands out. */
export function buttonsWith(row: ReminderRow, answers: readonly AnswerTo[], brief: boolean): readonly Button[] {
  const own: Button = { ...row.button, ...ofItsBoutique(row), ...(brief && { style: 'plain' }) };
  if (brief && answers.length > 0) return [own, engineButton(row, 'other', 'Other')];
  return [own, ...answers.map((answer) => engineButton(row, answer, LABELS[answer]))];
}

const LABELS: Readonly<Record<AnswerTo, string>> = { seen: 'Seen', later: 'Not before tomorrow', pass: 'Pass to' };

/** Pressed again at another rung, or once it was passed back, it is another press. */
const engineButton = (row: ReminderRow, does: AnswerTo | 'other', label: string): Button => ({
  ...button(`engine.reminder-${does}`, label, `${row.id}/${row.rungSince.getTime().toString(36)}`),
  ...ofItsBoutique(row),
});

const ofItsBoutique = ({ boutique }: ReminderRow) => (boutique === null ? {} : { boutique });
