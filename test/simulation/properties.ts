import { managerOf, zoneOf } from './company.js';
import { isOff } from './days-off.js';
import type { Heard } from './heard.js';
import { wrongAboutCounts } from './properties-counts.js';
import { daysFrom, wallClock, weekdayOf } from './wall-clock.js';
import type { Year } from './year.js';

/** Everything that is wrong with a year, in words; none of it asks the code that was to be right. */
export const faultsOf = (year: Year): readonly string[] => [
  ...saidTwice(year),
  ...severalMessagesADay(year),
  ...atTheWrongHour(year),
  ...onADayOff(year),
  ...upTooSoon(year),
  ...missedChecks(year),
  ...afterAnAnswer(year),
  ...putOffForEver(year),
  ...withNobodyThere(year),
  ...wrongAboutCounts(year),
];

function saidTwice({ heard, sent, answered }: Year): string[] {
  const putOff = new Set(answered.flatMap(({ reminder, what }) => (what === 'later' ? [reminder] : [])));
  const said = ({ reminder, rung, person, boutique, at }: Heard) =>
    `${reminder} ${rung} ${person ?? boutique}${putOff.has(reminder) ? ` ${wallClock(at, zoneOf(person, boutique)).day}` : ''}`;
  const once = doubled(heard.map(said));
  const rung = doubled(
    sent.filter(({ revises }) => !revises).map(({ conversation, topic }) => `${conversation} ${topic}`),
  );
  const silent = heard.filter(({ topic, at }) => !sent.some((each) => each.topic === topic && +each.at === +at));
  return [
    ...once.map((each) => `said twice: ${each}`),
    ...rung.map((each) => `sent twice: ${each}`),
    ...silent.map(({ key }) => `claimed and never sent: ${key}`),
  ];
}

/** At most one that is not urgent, on the reader's own day. */
function severalMessagesADay({ heard }: Year): string[] {
  const mornings = new Map<string, Set<string>>();
  for (const { person, boutique, weight, topic, at } of heard) {
    if (weight !== 'normal') continue;
    const key = `${person ?? boutique} ${wallClock(at, zoneOf(person, boutique)).day}`;
    mornings.set(key, (mornings.get(key) ?? new Set()).add(topic));
  }
  return [...mornings].filter(([, topics]) => topics.size > 1).map(([key]) => `several messages: ${key}`);
}

/** Their morning to the minute, summer and winter, on the clock on their wall. */
function atTheWrongHour({ heard, happenings: { hours } }: Year): string[] {
  return heard
    .filter(({ weight }) => weight !== 'critical')
    .flatMap(({ key, person, boutique, at }) => {
      const { time } = wallClock(at, zoneOf(person, boutique));
      const own = person === null ? undefined : hours.get(person);
      const morning = own ? later(own.morning, own.quietTo) : '09:00';
      return time === morning ? [] : [`at ${time} instead of ${morning}: ${key}`];
    });
}

const later = (a: string, b: string): string => (a > b ? a : b);

function onADayOff(year: Year): string[] {
  return year.heard
    .filter(({ weight }) => weight !== 'critical')
    .flatMap(({ key, person, boutique, at }) => {
      const { day, weekday } = wallClock(at, zoneOf(person, boutique));
      const off = isOff(year, person, boutique, day, weekday);
      return off ? [`on ${weekday} ${day}, ${off}: ${key}`] : [];
    });
}

/** Who hears on a rung above, hears after those below, where anybody there could. */
function upTooSoon({ heard }: Year): string[] {
  const below = new Map<string, Heard>();
  // A channel hears beside the first rung, also while nobody on it can.
  for (const each of heard) {
    const key = `${each.reminder} ${each.rung}`;
    if (each.person !== null && !below.has(key)) below.set(key, each);
  }
  return heard
    .filter(({ rung, person }) => rung > 0 && person !== null)
    .flatMap((each) => {
      const earlier = below.get(`${each.reminder} ${each.rung - 1}`);
      if (each.level === 'upcoming' && earlier) return [`went up while only upcoming: ${each.key}`];
      const days = PATIENCE[each.name]?.[each.rung] ?? 1;
      return earlier && +each.at - +earlier.at < days * DAY - HOURS ? [`went up too soon: ${each.key}`] : [];
    });
}

/** Days until the rung above hears; at the boutique they may be more, when it is closed. */
const PATIENCE: Readonly<Record<string, readonly number[]>> = {
  'aml-checks/monthly-check': [0, 1, 2],
  'aml-checks/network-signature': [0, 2],
  'cycle-counts/slot': [0, 1, 2],
};
const DAY = 86_400_000;
/** Between the clocks of two coasts, and those of two mornings. */
const HOURS = 8 * 3_600_000;

/** The fifth business day of each month, as the Federal Reserve's calendar has it. */
const FIFTH = new Map(
  Object.entries({
    '2026-12': '2026-12-07',
    '2027-01': '2027-01-08',
    '2027-02': '2027-02-05',
    '2027-03': '2027-03-05',
    '2027-04': '2027-04-07',
    '2027-05': '2027-05-07',
    '2027-06': '2027-06-07',
    '2027-07': '2027-07-08',
    '2027-08': '2027-08-06',
    '2027-09': '2027-09-08',
    '2027-10': '2027-10-07',
    '2027-11': '2027-11-05',
  }),
);

/** Of each check, every level that store managers were to hear of before they signed, and nothing else. */
function missedChecks(year: Year): string[] {
  const told = new Set(
    year.heard
      .filter(({ name, rung, person }) => name === 'aml-checks/monthly-check' && rung === 0 && person !== null)
      .map(
        ({ boutique, subject, level, person, at }) =>
          `${boutique}/${subject} ${level} ${person} ${wallClock(at, zoneOf(person, boutique)).day}`,
      ),
  );
  const faults: string[] = [];
  const days = [...year.heard].map(({ at }) => at.toISOString().slice(0, 10));
  const [first = '', last = ''] = [days[0], days.at(-1)];
  for (const [key, signed] of year.happenings.signed) {
    const expected = expectedOf(year, key, signed, first, last);
    if (expected === null) continue;
    const found = [...told].filter((each) => each.startsWith(`${key} `));
    for (const each of expected) if (!found.includes(each)) faults.push(`never said: ${each}`);
    for (const each of found) if (!expected.includes(each)) faults.push(`said without reason: ${each}`);
  }
  return faults;
}

/** Null where somebody was away or the boutique shut meanwhile, or the year ended: there it may go to others. */
function expectedOf(year: Year, key: string, signed: string | null, first: string, last: string): string[] | null {
  const [code = '', month = ''] = key.split('/');
  const begins = nextMonth(month);
  const due = FIFTH.get(begins);
  const end = signed ?? `${begins}-28`;
  const person = managerOf(code);
  const disturbed = [
    ...year.happenings.leaves.filter((each) => each.person === person),
    ...year.happenings.shut.filter((each) => each.code === code),
  ].some((each) => each.first <= end && each.last >= begins);
  const { gone } = year.happenings;
  const isVacant = code === gone.code && end >= gone.from;
  const wasPutOff = year.answered.some((each) => each.key === key && each.what === 'later');
  if (isVacant || wasPutOff) return null;
  if (due === undefined || disturbed || `${begins}-01` < first || end > last) return null;
  const mornings = daysFrom(`${begins}-01`, end).filter(
    (day) => isOff(year, person, code, day, weekdayOf(day)) === null && (day < end || isBeforeSigning(year, person)),
  );
  const line = (level: string, day: string | undefined) => (day ? [`${key} ${level} ${person} ${day}`] : []);
  return [
    ...line(
      'upcoming',
      mornings.find((day) => day < due),
    ),
    ...line(
      'due',
      mornings.find((day) => day === due),
    ),
    ...line(
      'late',
      mornings.find((day) => day > due),
    ),
  ];
}

/** What was seen goes no further up; what was put off is not said again that day. */
function afterAnAnswer({ heard, answered }: Year): string[] {
  return answered.flatMap(({ reminder, what, at, key }) =>
    heard
      .filter((each) => each.reminder === reminder && each.at > at)
      .flatMap((each) => {
        const zone = zoneOf(each.person, each.boutique);
        const isSameDay = wallClock(each.at, zone).day === wallClock(at, zone).day;
        if (what === 'later') return isSameDay ? [`said on the day on which it was put off: ${key} ${each.key}`] : [];
        return each.rung > 0 && each.person !== null ? [`went up though it was seen: ${key} ${each.key}`] : [];
      }),
  );
}

/** What was put off is said once more, on their next day of work, where it is still open by then. */
function putOffForEver(year: Year): string[] {
  const last = year.heard.at(-1)?.at.toISOString().slice(0, 10) ?? '';
  return year.answered.flatMap(({ reminder, what, at, key }) => {
    const [code = '', month = ''] = key.split('/');
    const person = managerOf(code);
    const pressed = wallClock(at, zoneOf(person, code)).day;
    const due = FIFTH.get(nextMonth(month)) ?? '';
    const days = daysFrom(pressed, last).slice(1);
    const back = days.find((day) => isOff(year, person, code, day, weekdayOf(day)) === null);
    const signed = year.happenings.signed.get(key) ?? null;
    const isOpen = back !== undefined && back < last && (signed === null || signed > back);
    if (what === 'seen' || !isOpen || levelOn(pressed, due) !== levelOn(back, due)) return [];
    const told = year.heard.filter((each) => each.reminder === reminder && each.person === person && each.at > at);
    const again = told.some((each) => wallClock(each.at, zoneOf(person, code)).day === back);
    return again || isDisturbed(year, code, pressed, back) ? [] : [`put off and not said again on ${back}: ${key}`];
  });
}

const levelOn = (day: string, due: string): number => Math.sign(day.localeCompare(due));

const isDisturbed = ({ happenings: { leaves, shut } }: Year, code: string, first: string, last: string): boolean =>
  [...leaves.filter(({ person }) => person === managerOf(code)), ...shut.filter((each) => each.code === code)].some(
    (each) => each.first <= last && each.last >= first,
  );

/** Of a boutique without a store manager, whoever answers for it hears of every check by the day on which it is due. */
function withNobodyThere({ heard, happenings: { gone, leaves } }: Year): string[] {
  const last = heard.at(-1)?.at.toISOString().slice(0, 10) ?? '';
  const isAway = (day: string) =>
    leaves.some((each) => each.person === 'marc' && each.first <= day && day <= each.last);
  return [...FIFTH].flatMap(([month, due]) => {
    if (`${month}-01` <= gone.from || due >= last || isAway(`${month}-01`) || isAway(due)) return [];
    const told = heard.some(
      ({ boutique, name, person, at }) =>
        boutique === gone.code &&
        name === 'aml-checks/monthly-check' &&
        person === 'marc' &&
        wallClock(at, zoneOf('marc', null)).day <= due &&
        wallClock(at, zoneOf('marc', null)).day >= `${month}-01`,
    );
    return told ? [] : [`nobody heard of the check of ${gone.code} due ${due}`];
  });
}

/** They sign at a quarter past eleven. */
const isBeforeSigning = ({ happenings: { hours } }: Year, person: string): boolean =>
  later(hours.get(person)?.morning ?? '09:00', hours.get(person)?.quietTo ?? '') < '11:15';

function nextMonth(month: string): string {
  const date = new Date(`${month}-15T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + 1);
  return date.toISOString().slice(0, 7);
}

function doubled(all: readonly string[]): string[] {
  const seen = new Set<string>();
  return all.filter((each) => seen.has(each) || !seen.add(each));
}
