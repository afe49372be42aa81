import { timesOf } from '../../database/person-times.js';
import { type LateReminder, type ListedReminder, lateReminders, openFor } from '../../database/reminder-lists.js';
import type { Boutique } from '../../domain/boutique.js';
import { todayIn } from '../../domain/calendar.js';
import { grouped } from '../../domain/grouped.js';
import { HOUSE_ZONE } from '../../domain/house.js';
import type { Attention, Context, KnownReminder, OwedEntry, Urgency, Waiting } from '../capability.js';
import type { Parts } from '../context.js';
import type { Registry } from '../registry.js';
import { visibleTo } from '../restrictions.js';
import { buttonsWith, MOST_WITH_ALL, onlyButton } from './cards.js';
import { declaredIn, laddersOf } from './declared.js';
import { mayPress } from './pressing.js';
import { possibleAnswers, type ShownRow, stateInWords } from './states.js';

type Anywhere = Context<Boutique | null>;

/** What waits for somebody because they owe it; not what they put off or passed on. */
export async function remindersWaiting(parts: Parts, context: Anywhere): Promise<Waiting[]> {
  const rows = (await listOf(parts, context)).filter(({ rests, passedOn }) => !rests && !passedOn);
  return rows.map((row) => {
    const { boutique, record, id, since, line } = row;
    const button = onlyButton(row, mayPress(parts.registry, row, context.actor));
    return { boutique, record: record ?? id, since, urgency: urgencyOf(row), line: () => line, button };
  });
}

const listOf = ({ registry }: Parts, { db, actor, now }: Anywhere): Promise<ListedReminder[]> =>
  openFor(db, actor, laddersOf(declaredIn(registry)), now);

function urgencyOf({ weight, level }: ListedReminder): Urgency {
  if (weight === 'critical') return 'now';
  if (level === 'late' && weight === 'urgent') return 'now';
  return level === 'upcoming' ? 'soon' : 'today';
}

/** The same as it stands in a morning's message, also what is put off or was passed on. */
export async function owedBy(parts: Parts, context: Anywhere): Promise<OwedEntry[]> {
  const rows = await listOf(parts, context);
  const brief = rows.length > MOST_WITH_ALL;
  const { actor, db, now } = context;
  const timeZone = (await timesOf(db, { ids: [actor.id] }, now)).get(actor.id)?.timeZone ?? HOUSE_ZONE;
  return rows.map((row) => {
    const { boutique, record, id, since, line, passedOn, ownerName, seenBy, seenByName } = row;
    const shown = { ...row, passedTo: passedOn ? ownerName : null };
    const names = new Map([[seenBy ?? '', seenByName ?? '']]);
    const mayDo = (each: ShownRow) => mayPress(parts.registry, each, actor);
    const beside = { places: NO_NAMES, names, reader: actor.id, mayDo, now };
    return {
      reminder: id,
      boutique,
      record: record ?? id,
      since,
      line: () => line,
      state: stateInWords(shown, beside, timeZone),
      buttons: buttonsWith(row, possibleAnswers(shown, todayIn(timeZone, now)), { brief, own: mayDo(row) }),
      passedOn,
    };
  });
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** What is late at boutiques, and may be seen by whoever asks. */
export async function lateHere({ db, actor }: Anywhere): Promise<readonly LateReminder[]> {
  const rows = await lateReminders(db);
  const open = await visibleTo(
    db,
    actor,
    rows.flatMap(({ record }) => record ?? []),
  );
  return rows.filter(({ record }) => record === null || open.has(record));
}

const LATE = 3;
const CRITICAL = 10;

/** "Planned count: 2 late", for each reminder that there is. */
export const lateInWords = (registry: Registry, rows: readonly LateReminder[]): readonly Attention[] =>
  declaredIn(registry).flatMap(({ name, reminder }) => {
    const its = rows.filter((row) => row.name === name);
    return [...grouped(its, ({ boutique }) => boutique)].map(([boutique, late]) => ({
      boutique,
      weight: late.reduce((sum, { critical }) => sum + (critical ? CRITICAL : LATE), 0),
      words: `${reminder.title}: ${late.length.toLocaleString('en-US')} late`,
    }));
  });

export const knownReminders = ({ capabilities }: Registry): readonly KnownReminder[] =>
  capabilities.flatMap(({ name, title: part, reminders = [] }) =>
    reminders.map((each) => ({
      name: `${name}/${each.name}`,
      title: each.title,
      part,
      places: each.places,
      channel: each.channel ?? false,
    })),
  );
