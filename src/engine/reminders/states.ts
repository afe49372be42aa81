import { type Day, dayInWords, todayIn, whenSeenFrom } from '../../domain/calendar.js';
import { listedInBrief } from '../../domain/words.js';
import type { ReminderRow } from './row.js';

/**
 * A row as one message says it. A bare `ReminderRow` will do where it is said for the first time, to its first rung;
 * what comes beside it tells what has become of it since.
 */
export interface ShownRow extends ReminderRow {
  /** The rung at which this message says it; its present one where left out. */
  readonly saidAt?: number;
  /** Everybody who was told of it, at any rung. */
  readonly told?: readonly Told[];
  /** Whoever had it here passed it on: the name of whose it is now. Null: they did not. */
  readonly passedTo?: string | null;
  /** Who passed it on to whoever has it here. */
  readonly passedBy?: string | null;
  /** It ended because it was said anew at its next level, not because it was done. */
  readonly overtaken?: boolean;
}

export interface Told {
  readonly person: string;
  readonly name: string;
  readonly rung: number;
  readonly at: Date;
}

/** What a message knows beside its rows. */
export interface Beside {
  /** Names of boutiques by code, at least of those of the rows. */
  readonly places: ReadonlyMap<string, string>;
  /** Names of people by id, at least of whoever saw one of the rows. */
  readonly names: ReadonlyMap<string, string>;
  /** Whose message it is; null: a channel's, where a row has no button but its own. */
  readonly reader: string | null;
  /** Whether the reader may do what a row asks for; whoever may not is offered the answers alone. */
  readonly mayDo: (row: ShownRow) => boolean;
  readonly now: Date;
}

/** What one may say to a reminder instead of doing it. */
export type AnswerTo = 'seen' | 'later' | 'pass';

/** Those that make sense for this row now. */
export function possibleAnswers(row: ShownRow, today: Day): readonly AnswerTo[] {
  if (row.endedAt !== null || (row.passedTo ?? null) !== null) return [];
  const rests = isPutOff(row, today);
  return [
    ...(row.seenBy === null && !rests ? (['seen'] as const) : []),
    // What is critical can't wait until tomorrow.
    ...(rests || row.weight === 'critical' ? [] : (['later'] as const)),
    'pass',
  ];
}

export const isPutOff = ({ notBefore }: ReminderRow, today: Day): boolean => notBefore !== null && notBefore > today;

/** What has become of it, for whoever reads it here: "Seen by Inès Laurent, 9:12 AM". Empty where nothing has. */
export function stateInWords(row: ShownRow, beside: Beside, timeZone: string): string {
  if (row.endedAt !== null) return row.overtaken === true ? 'Followed by a newer reminder' : 'Done';
  if ((row.passedTo ?? null) !== null) return `Passed to ${row.passedTo}`;
  const from = row.passedBy ?? null;
  return [
    from === null ? '' : `From ${from}`,
    toldInWords(row, beside, timeZone, 'before'),
    seenInWords(row, beside, timeZone),
    isPutOff(row, todayIn(timeZone, beside.now)) ? `Not before ${dayInWords(row.notBefore ?? '')}` : '',
    toldInWords(row, beside, timeZone, 'since'),
  ]
    .filter((words) => words !== '')
    .join(' · ');
}

function seenInWords({ seenBy, seenAt }: ShownRow, { names, now }: Beside, timeZone: string): string {
  if (seenBy === null || seenAt === null) return '';
  return `Seen by ${names.get(seenBy) ?? seenBy}, ${whenSeenFrom(seenAt, now, timeZone)}`;
}

/** Who heard of it before this message was said, at the rung below; or since, at the rung above. */
function toldInWords(row: ShownRow, beside: Beside, timeZone: string, when: 'before' | 'since'): string {
  const { told = [], rung: present, saidAt = present } = row;
  const others = told.filter(
    ({ rung, person }) => person !== beside.reader && (when === 'before' ? rung < saidAt : rung > saidAt),
  );
  const [first] = [...others].sort((a, b) => b.rung - a.rung);
  if (!first) return '';
  const names = [...new Set(others.flatMap(({ name, rung }) => (rung === first.rung ? [name] : [])))];
  return `${listedInBrief(names)} ${names.length === 1 ? 'was' : 'were'} told ${whenSeenFrom(first.at, beside.now, timeZone)}`;
}
