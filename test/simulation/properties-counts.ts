import { managerOf, zoneOf } from './company.js';
import type { Planned } from './counting.js';
import { isOff } from './days-off.js';
import type { Heard } from './heard.js';
import { dayAfter, daysFrom, wallClock, weekdayOf } from './wall-clock.js';
import type { Year } from './year.js';

/** Store managers hear of every planned count on its day, of those that are left on the next one, and of none that is done. */
export function wrongAboutCounts(year: Year): string[] {
  const heard = new Map<string, Heard[]>();
  for (const each of year.heard) if (each.name === 'cycle-counts/slot') add(heard, each.subject, each);
  const last = dayOf(year.heard.at(-1));
  return year.planned.flatMap((planned) => {
    const { plan, boutique, day } = planned;
    const told = heard.get(plan ?? '') ?? [];
    const what = `the count of ${boutique} on ${day}`;
    const owed = plan === null || dayAfter(day, MOST_DAYS_CLOSED) > last ? [] : owedTo(year, planned);
    return [
      ...owed
        .filter((each) => !told.some((one) => one.level === each.level && dayOf(one) === each.day && isManager(one)))
        .map((each) => `never said to the store manager on ${each.day}: ${what} is ${each.level}`),
      ...told.filter((each) => isSettled(each, planned)).map(({ key }) => `said though it was done: ${what}, ${key}`),
    ];
  });
}

/** Weekends, holidays and a refit between them. */
const MOST_DAYS_CLOSED = 20;

interface OwedOn {
  readonly level: 'due' | 'late';
  readonly day: string;
}

/** As long as they are there on its day; what goes elsewhere meanwhile is for other properties. */
function owedTo(year: Year, { boutique, day, countedAt }: Planned): OwedOn[] {
  const manager = managerOf(boutique);
  const works = (each: string) => isOff(year, manager, boutique, each, weekdayOf(each)) === null;
  if (!works(day)) return [];
  const next = daysFrom(dayAfter(day, 1), dayAfter(day, MOST_DAYS_CLOSED)).find(
    (each) => isOff(year, null, boutique, each, weekdayOf(each)) === null,
  );
  const isLeft = next !== undefined && works(next) && (countedAt === null || counted(boutique, countedAt) >= next);
  return [{ level: 'due', day }, ...(isLeft ? [{ level: 'late', day: next } as const] : [])];
}

/** What was counted in the day is known by the night. */
const isSettled = (each: Heard, { boutique, countedAt }: Planned): boolean =>
  countedAt !== null && dayOf(each) > counted(boutique, countedAt);

const counted = (boutique: string, at: Date): string => wallClock(at, zoneOf(null, boutique)).day;

const isManager = ({ person, boutique }: Heard): boolean => person === managerOf(boutique ?? '');

const dayOf = (heard: Heard | undefined): string =>
  heard ? wallClock(heard.at, zoneOf(heard.person, heard.boutique)).day : '';

function add<K, V>(all: Map<K, V[]>, key: K, value: V): void {
  const known = all.get(key);
  if (known) known.push(value);
  else all.set(key, [value]);
}
