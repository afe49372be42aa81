import { timesOf } from '../../database/person-times.js';
import { keptReminders, type LookedAt } from '../../database/reminders.js';
import { todayIn } from '../../domain/calendar.js';
import { mayBeTold } from '../../domain/person-times.js';
import { keysOf, type Placed, reconcile } from '../../domain/reminder.js';
import { aFewAtATime, breathe } from '../breathing.js';
import type { Owed, Place } from '../capability.js';
import { climb, type Standing } from './climbing.js';
import { type Declared, laddersOf } from './declared.js';
import { unheardOf } from './hearing.js';
import { placesOf } from './places.js';
import { tellPeople } from './saying.js';
import type { Turn } from './voice.js';
import { writeDown } from './writing.js';

/** Which reminders, on which clocks; null: all of them. */
export interface Look {
  readonly reminders: readonly Declared[];
  readonly timeZone: string | null;
}

export interface Looked {
  readonly places: number;
  readonly owed: number;
  readonly begun: number;
  readonly ended: number;
  readonly climbed: number;
  readonly said: number;
}

/** Writes down what is owed and what no longer is, sends up what nobody answers, and says at once what is critical. */
export async function look(turn: Turn, { reminders, timeZone }: Look): Promise<Looked> {
  const { db, now } = turn;
  const places = await placesOf(db, timeZone, now);
  const owed = await owedAt(turn, reminders, places);
  const boutiques = places.flatMap(({ code }) => code ?? []);
  const kept = await keptReminders(db, {
    names: reminders.map(({ name }) => name),
    boutiques,
    network: boutiques.length < places.length,
    keys: owed.flatMap(keysOf),
  });
  await breathe();
  const reconciled = reconcile(owed, kept);
  const open = await writeDown(turn, reconciled);
  await breathe();
  const standing = standingOf(open, reminders, places);
  const climbed = await climb(turn, standing);
  const said = await sayAtOnce(turn, climbed, reminders);
  const ended = [...reconciled.over, ...reconciled.overtaken].length;
  const raised = climbed.filter((row, index) => row.rung !== standing[index]?.row.rung).length;
  return { places: places.length, owed: owed.length, begun: reconciled.begun.length, ended, climbed: raised, said };
}

/** As many questions as there are reminders, however many the places. */
async function owedAt({ db, now }: Turn, reminders: readonly Declared[], places: readonly Place[]) {
  const owed: Placed<Owed>[] = [];
  for (const { name, reminder } of reminders) {
    const its = places.filter(({ code }) => (code === null) === (reminder.places === 'network'));
    if (its.length === 0) continue;
    const facts = await reminder.facts(its, now, db);
    const owedBy = (place: Place) =>
      reminder
        .due(place, todayIn(place.timeZone, now), facts.get(place.code ?? ''))
        .map((duty) => ({ name, boutique: place.code, duty }));
    owed.push(...(await aFewAtATime(its, owedBy, 100)).flat());
  }
  return owed;
}

function standingOf(rows: readonly LookedAt[], reminders: readonly Declared[], places: readonly Place[]): Standing[] {
  const placeOf = new Map(places.map((place) => [place.code, place]));
  const declared = new Map(reminders.map(({ name, reminder }) => [name, reminder]));
  return rows.flatMap((row) => {
    const [place, reminder] = [placeOf.get(row.boutique), declared.get(row.name)];
    return place && reminder ? [{ row, place, reminder }] : [];
  });
}

/** At any hour, to whoever is not away. */
async function sayAtOnce(turn: Turn, rows: readonly LookedAt[], declared: readonly Declared[]): Promise<number> {
  const critical = rows.filter(({ weight }) => weight === 'critical').map(({ id }) => id);
  if (critical.length === 0) return 0;
  const { db, now } = turn;
  const waiting = await unheardOf(turn, critical, laddersOf(declared));
  if (waiting.length === 0) return 0;
  const times = await timesOf(db, { ids: [...new Set(waiting.map(({ person }) => person))] }, now);
  const here = waiting.filter(({ person }) => {
    const their = times.get(person);
    return their && mayBeTold(their, now) !== 'away';
  });
  return tellPeople(turn, here, times);
}
