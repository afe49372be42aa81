import { type TimesOfPerson, timesOf } from '../../database/person-times.js';
import { holdersAt, standInsOf } from '../../database/reminders-said.js';
import { whoMaySee } from '../../database/restrictions.js';
import type { Role } from '../../domain/people.js';
import { canBeTold } from '../../domain/reminder.js';
import type { Rung } from '../capability.js';
import type { ReminderRow } from './row.js';
import type { Turn } from './voice.js';

/** A reminder on its way up, and whom each rung means. */
export interface Climber {
  readonly row: ReminderRow;
  readonly ladder: readonly Rung[];
}

/** Whether anybody on a rung can hear of it soon: in as many queries whatever the number of reminders. */
export async function whoHears(
  { db, now }: Turn,
  climbers: readonly Climber[],
): Promise<(climber: Climber, rung: number) => boolean> {
  const holders = await holdersOf({ db, now }, climbers);
  const owners = climbers.flatMap(({ row }) => row.owner ?? []);
  const standIns = await standInsOf(db, [...new Set(owners)], now);
  const ids = [...owners, ...[...standIns.values()].flat(), ...[...holders.values()].flat()];
  const times = await timesOf(db, { ids: [...new Set(ids)] }, now);
  const records = climbers.flatMap(({ row }) => row.record ?? []);
  const sees = await whoMaySee(db, records, [...times.keys()], now);
  const able = remembered(times, now);

  return ({ row, ladder }, rung) => {
    const role = ladder[rung]?.to;
    const mine = rung === 0 && row.owner !== null ? [row.owner, ...(standIns.get(row.owner) ?? [])] : null;
    const people = mine ?? [...at(holders, role, row.boutique), ...at(holders, role, null)];
    const may = row.record === null ? undefined : sees.get(row.record);
    return people.some((id) => (may?.has(id) ?? true) && able(id, row.weight));
  };
}

type Holders = ReadonlyMap<string, readonly string[]>;

async function holdersOf({ db, now }: Pick<Turn, 'db' | 'now'>, climbers: readonly Climber[]): Promise<Holders> {
  const roles = climbers.flatMap(({ ladder }) => ladder.map(({ to }) => to));
  const boutiques = climbers.flatMap(({ row }) => row.boutique ?? []);
  const holders = new Map<string, string[]>();
  for (const { person, role, boutique } of await holdersAt(db, [...new Set(roles)], [...new Set(boutiques)], now)) {
    const key = `${role}/${boutique ?? '*'}`;
    holders.set(key, [...(holders.get(key) ?? []), person]);
  }
  return holders;
}

const at = (holders: Holders, role: Role | undefined, boutique: string | null): readonly string[] =>
  holders.get(`${role}/${boutique ?? '*'}`) ?? [];

/** An operations manager may be asked about thousands of times. */
function remembered(times: ReadonlyMap<string, TimesOfPerson>, now: Date) {
  const known = new Map<string, boolean>();
  return (id: string, weight: ReminderRow['weight']): boolean => {
    const key = `${id}/${weight === 'critical'}`;
    const their = times.get(id);
    const able = known.get(key) ?? (their !== undefined && canBeTold(their, weight, now));
    known.set(key, able);
    return able;
  };
}
