import { calendarsOf } from '../../database/calendars.js';
import { timesOf } from '../../database/person-times.js';
import { type UnheardInChannel, unheardInChannels } from '../../database/reminders-said.js';
import { type Time, todayIn } from '../../domain/calendar.js';
import { HOUSE_ZONE } from '../../domain/house.js';
import { usualTimes } from '../../domain/person-times.js';
import { isOpenOn, type PlaceCalendar } from '../../domain/place-calendar.js';
import { isTheirTime, morningTime } from '../../domain/reminder.js';
import { type Declared, laddersOf } from './declared.js';
import { unheardBy } from './hearing.js';
import { tellChannels, tellPeople } from './saying.js';
import type { Turn } from './voice.js';

/** Whose: that of everybody whose day begins at this time on these clocks; null: of all whose it is by now. */
export interface Morning {
  readonly timeZone: string | null;
  readonly time: Time | null;
}

export interface Told {
  readonly people: number;
  readonly said: number;
}

/** Tells whoever works today what is theirs on its present rung and what they have not heard. */
export async function morning(turn: Turn, { timeZone, time }: Morning, reminders: readonly Declared[]): Promise<Told> {
  const { db, now } = turn;
  const times = await timesOf(db, { timeZone }, now);
  const up = [...times.values()].filter(
    (their) => (time === null || morningTime(their) === time) && isTheirTime(their, now),
  );
  const people = up.map(({ id }) => id);
  const rows = people.length > 0 ? await unheardBy(turn, people, laddersOf(reminders)) : [];
  const said = rows.length > 0 ? await tellPeople(turn, rows, times) : 0;
  const inChannels = time === null || time === usualTimes.morning ? await channels(turn, timeZone, reminders) : 0;
  return { people: people.length, said: said + inChannels };
}

/** In the channels of boutiques that are open today. */
async function channels(turn: Turn, timeZone: string | null, reminders: readonly Declared[]): Promise<number> {
  const { db, now } = turn;
  const sayable = reminders.filter(({ reminder }) => reminder.channel !== 'never');
  const names = sayable.map(({ name }) => name);
  const usual = sayable.flatMap(({ name, reminder }) => (reminder.channel ? [name] : []));
  const rows = await unheardInChannels(db, { timeZone, names, channels: usual }, now);
  if (rows.length === 0) return 0;
  const calendars = await calendarsOf(db, [...new Set(rows.flatMap(({ boutique }) => boutique ?? []))]);
  const today = (code: string) => todayIn(calendars.get(code)?.timeZone ?? HOUSE_ZONE, now);
  const open = new Set([...calendars].flatMap(([code, calendar]) => (isUp(calendar, now) ? [code] : [])));
  return tellChannels(turn, rows.filter(isAmong(open)), today);
}

const isAmong =
  (open: ReadonlySet<string>) =>
  ({ boutique }: UnheardInChannel): boolean =>
    open.has(boutique ?? '');

const isUp = (calendar: PlaceCalendar, now: Date): boolean =>
  isTheirTime({ ...usualTimes, timeZone: calendar.timeZone, worksOn: (day) => isOpenOn(day, calendar), away: [] }, now);
