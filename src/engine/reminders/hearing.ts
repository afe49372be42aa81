import { type TimesOfPerson, timesOf } from '../../database/person-times.js';
import type { KeptReminder } from '../../database/reminders.js';
import {
  type Hearing,
  hearing,
  keySaid,
  keysSaid,
  type LadderRung,
  openReminders,
  type Unheard,
} from '../../database/reminders-said.js';
import { whoMaySee } from '../../database/restrictions.js';
import { grouped } from '../../domain/grouped.js';
import type { Role } from '../../domain/people.js';
import { canBeTold } from '../../domain/reminder.js';
import { aFewAtATime } from '../breathing.js';
import type { Rung } from '../capability.js';
import type { ReminderRow } from './row.js';
import type { Turn } from './voice.js';

type Moment = Pick<Turn, 'db' | 'now'>;

/** Whom a rung means, whoever of them may be told. */
type Hearers = (
  row: Pick<ReminderRow, 'owner' | 'boutique'>,
  rung: number,
  role: Role | undefined,
) => readonly string[];

/**
 * What of the present rung of everything open these people have not been told: what is their own, and what is a role's
 * that they hold at the place, also in somebody's place. In as many queries however much it is.
 */
export async function unheardBy(
  { db, now }: Moment,
  people: readonly string[],
  ladders: readonly LadderRung[],
): Promise<readonly Unheard[]> {
  const heard = await hearing(db, rolesIn(ladders), { people }, now);
  const { held, standing } = heard;
  const isEverywhere = held.some(({ boutique }) => boutique === null);
  const boutiques = isEverywhere ? 'all' : [...new Set(held.flatMap(({ boutique }) => boutique ?? []))];
  const owners = [...people, ...standing.map(({ away }) => away)];
  const rows = await openReminders(db, { boutiques, owners }, now);
  const among = new Set(people);
  const hearers = hearersOf(heard);
  return unsaid({ db, now }, rows, ladders, (...each) => hearers(...each).filter((id) => among.has(id)));
}

/** The same of these reminders, by everybody. */
export async function unheardOf(
  { db, now }: Moment,
  ids: readonly string[],
  ladders: readonly LadderRung[],
): Promise<readonly Unheard[]> {
  const rows = await openReminders(db, { ids }, now);
  const boutiques = [...new Set(rows.flatMap(({ boutique }) => boutique ?? []))];
  const owners = [...new Set(rows.flatMap(({ owner }) => owner ?? []))];
  const heard = await hearing(db, rolesIn(ladders), { boutiques, owners }, now);
  return unsaid({ db, now }, rows, ladders, hearersOf(heard));
}

async function unsaid(
  { db }: Moment,
  rows: readonly KeptReminder[],
  ladders: readonly LadderRung[],
  hearers: Hearers,
): Promise<readonly Unheard[]> {
  const roles = new Map(ladders.map(({ name, rung, role }) => [`${name}/${rung}`, role]));
  const heardBy = (row: KeptReminder) =>
    hearers(row, row.rung, roles.get(`${row.name}/${row.rung}`)).map((person) => ({
      key: keySaid(row, row.rung, `person/${person}`),
      unheard: { ...row, person },
    }));
  const all = (await aFewAtATime(rows, heardBy, 500)).flat();
  const keys = all.map(({ key }) => key);
  const said = await keysSaid(db, keys);
  const left = all.filter(({ key }) => !said.has(key)).map(({ unheard }) => unheard);
  return left.sort((a, b) => (a.person < b.person ? -1 : Number(a.person > b.person)));
}

const rolesIn = (ladders: readonly LadderRung[]): readonly Role[] => [...new Set(ladders.map(({ role }) => role))];

function hearersOf({ held, standing }: Hearing): Hearers {
  const at = grouped(held, ({ role, boutique }) => `${role}/${boutique ?? '*'}`);
  const inPlaceOf = grouped(standing, ({ away }) => away);
  const holding = (role: Role, boutique: string | null) =>
    at.get(`${role}/${boutique ?? '*'}`)?.map(({ person }) => person) ?? [];
  return ({ owner, boutique }, rung, role) => {
    if (rung === 0 && owner !== null) return [owner, ...(inPlaceOf.get(owner)?.map(({ here }) => here) ?? [])];
    if (role === undefined) return [];
    const everywhere = holding(role, null);
    return boutique === null ? everywhere : [...new Set([...holding(role, boutique), ...everywhere])];
  };
}

/** A reminder on its way up, and whom each rung means. */
export interface Climber {
  readonly row: ReminderRow;
  readonly ladder: readonly Rung[];
}

/** Whether anybody on a rung can hear of it soon: in as many queries however many reminders there are. */
export async function whoHears(
  { db, now }: Moment,
  climbers: readonly Climber[],
): Promise<(climber: Climber, rung: number) => boolean> {
  const roles = [...new Set(climbers.flatMap(({ ladder }) => ladder.map(({ to }) => to)))];
  const boutiques = [...new Set(climbers.flatMap(({ row }) => row.boutique ?? []))];
  const owners = [...new Set(climbers.flatMap(({ row }) => row.owner ?? []))];
  const heard = await hearing(db, roles, { boutiques, owners }, now);
  const { held, standing } = heard;
  const ids = [...owners, ...standing.map(({ here }) => here), ...held.map(({ person }) => person)];
  const times = await timesOf(db, { ids: [...new Set(ids)] }, now);
  const records = climbers.flatMap(({ row }) => row.record ?? []);
  const sees = await whoMaySee(db, records, [...times.keys()], now);
  const able = remembered(times, now);
  const hearers = hearersOf(heard);

  return ({ row, ladder }, rung) => {
    const may = row.record === null ? undefined : sees.get(row.record);
    return hearers(row, rung, ladder[rung]?.to).some((id) => (may?.has(id) ?? true) && able(id, row.weight));
  };
}

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
