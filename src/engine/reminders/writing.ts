import {
  beginReminders,
  closeReminders,
  type LookedAt,
  type NewReminder,
  reassignReminders,
  reopenReminders,
  rewordReminders,
} from '../../database/reminders.js';
import type { Going, Placed, Reconciled } from '../../domain/reminder.js';
import { aFewAtATime } from '../breathing.js';
import type { Owed } from '../capability.js';
import { redrawn } from './redrawing.js';
import type { Turn } from './voice.js';

type Found = Reconciled<Owed, LookedAt>;

/** Keeps what begins, what says something else and what ends. What is open then, as it is kept. */
export async function writeDown(turn: Turn, found: Found): Promise<readonly LookedAt[]> {
  const { db, now, parts, spoken } = turn;
  const { going, again, over, overtaken } = found;
  const fresh = await aFewAtATime(found.begun, (each) => newReminder(each, parts.newId()), 500);
  await beginReminders(db, fresh, now);
  await reword(turn, [...going, ...again]);
  const assigned = await reassign(turn, [...going, ...again]);
  const back = again.map(({ row }) => row.id);
  await reopenReminders(db, back, now);
  await closeReminders(db, idsOf([...over, ...overtaken]), now);
  // What is said anew is not shown as done where it was said before; what is back is not any more.
  spoken.revised.push(...(await redrawn({ ...parts, db, now }, [...idsOf(over), ...back])));

  const asOpen = (each: Going<Owed, LookedAt>) => openRow(each, assigned.has(each.row.id), now);
  return [
    ...fresh.map((each) => begunRow(each, now)),
    ...going.map(asOpen),
    ...again.map((each) => ({ ...asOpen(each), ...afresh(now) })),
  ];
}

const idsOf = (rows: readonly LookedAt[]): readonly string[] => rows.map(({ id }) => id);

async function reword({ db }: Turn, open: readonly Going<Owed, LookedAt>[]): Promise<void> {
  const isAnew = ({ row, placed }: Going<Owed, LookedAt>) => !alike(wordingOf(row), wording(placed));
  const anew = await aFewAtATime(open, isAnew, 500);
  const changed = open.filter((_, index) => anew[index]);
  await rewordReminders(
    db,
    changed.map(({ row, placed }) => ({ id: row.id, ...wording(placed) })),
  );
}

/** The ids of those that are somebody else's from now on. */
async function reassign({ db, now }: Turn, open: readonly Going<Owed, LookedAt>[]): Promise<ReadonlySet<string>> {
  const changed = open.flatMap(({ row, placed: { duty } }) => {
    const owner = duty.owner ?? null;
    return row.named === owner ? [] : [{ id: row.id, owner }];
  });
  await reassignReminders(db, changed, now);
  return new Set(changed.map(({ id }) => id));
}

const afresh = (now: Date) => ({ endedAt: null, rungSince: now, notBefore: null, toldAt: null });

function openRow({ row, placed }: Going<Owed, LookedAt>, reassigned: boolean, now: Date): LookedAt {
  const worded = { ...row, ...wording(placed) };
  if (!reassigned) return worded;
  const owner = placed.duty.owner ?? null;
  return { ...worded, ...afresh(now), owner, named: owner, rung: 0, seenBy: null, seenAt: null };
}

const newReminder = ({ key, name, boutique, owner, duty }: Found['begun'][number], id: string): NewReminder => ({
  id,
  key,
  name,
  boutique,
  subject: duty.subject,
  level: duty.level,
  owner,
  named: duty.owner ?? null,
  ...wording({ name, boutique, duty }),
});

const begunRow = (reminder: NewReminder, now: Date): LookedAt => ({
  ...reminder,
  since: now,
  rung: 0,
  seenBy: null,
  seenAt: null,
  ...afresh(now),
});

/** A button of a reminder says of which boutique it is: in one message there may be several. */
const wording = ({ boutique, duty }: Placed<Owed>) => ({
  on: duty.on,
  weight: duty.weight ?? 'normal',
  line: duty.line,
  button: boutique === null ? duty.button : { ...duty.button, boutique },
  record: duty.record ?? null,
});

const wordingOf = ({ on, weight, line, button, record }: LookedAt) => ({ on, weight, line, button, record });

/** Whether two pieces of plain data say the same, in whatever order. */
function alike(a: unknown, b: unknown): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  const [one, other] = [Object.entries(a), new Map(Object.entries(b))];
  return one.length === other.size && one.every(([key, value]) => other.has(key) && alike(value, other.get(key)));
}
