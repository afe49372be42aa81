import { capabilities } from '../capabilities/index.js';
import type { ChatName } from '../chat/channel.js';
import type { Connection } from '../database/client.js';
import { namesOf } from '../database/people.js';
import { clockTime, counted, dayAndTime, dayInWords, isDay, momentAt, readTime, todayIn } from '../domain/calendar.js';
import { grouped } from '../domain/grouped.js';
import { roleNames } from '../domain/people.js';
import { Refusal } from '../domain/refusal.js';
import { createRegistry, type Registry } from '../engine/registry.js';
import { type Declared, declaredIn } from '../engine/reminders/declared.js';
import type { ReminderRow } from '../engine/reminders/row.js';
import { type Tried, tryOut, type Unsaid } from '../engine/reminders/trying.js';

export interface TryOrder {
  /** "2026-11-23 09:00". */
  readonly at: string;
  /** Whose clocks show it; the boutique's, or those of the network, where none is named. */
  readonly zone?: string;
  /** Only what is about it, by code. */
  readonly boutique?: string;
}

export interface Trying {
  readonly chats: readonly ChatName[];
  readonly now: Date;
  readonly newId: () => string;
  readonly say: (line: string) => void;
  readonly registry?: Registry;
}

/** Says what would be said on that day up to that time, to whom and why; who is not told yet, and why not. Nothing is written or sent. */
export async function tryReminders(connection: Connection, order: TryOrder, trying: Trying): Promise<void> {
  const { now, say, registry = createRegistry(capabilities, {}) } = trying;
  const places = await placesOf(connection, order);
  const timeZone = zoneOf(order, places);
  const until = timeOf(order.at, timeZone, now);
  const tried = await tryOut(connection, { ...trying, registry, until });
  const names = await namesOf(connection.prisma, peopleIn(tried));
  const reminders = new Map(declaredIn(registry).map((each) => [each.name, each.reminder]));
  const words: Words = { timeZone, names, places, reminders };
  const today = todayIn(timeZone, until);
  const about = ({ boutique }: ReminderRow) => order.boutique === undefined || boutique === places.only;
  const said = tried.said.filter(({ at }) => todayIn(timeZone, at) === today);

  const year = today.slice(0, 4);
  say(`${dayInWords(today)}, ${year}, ${clockTime(until, timeZone)} (${timeZone}), if nothing is done before then.`);
  const told = said.flatMap((each) => saidInWords(each, about, words));
  const waiting = unsaidInWords(
    tried.unsaid.filter(({ row }) => about(row)),
    words,
  );
  for (const line of told.length > 0
    ? ['', 'Said that day by then:', ...told]
    : ['', 'Nothing is said that day by then.'])
    say(line);
  for (const line of waiting.length > 0 ? ['', 'Not said yet:', ...waiting] : []) say(line);
}

interface Words {
  readonly timeZone: string;
  readonly names: ReadonlyMap<string, string>;
  readonly places: Places;
  readonly reminders: ReadonlyMap<string, Declared['reminder']>;
}

interface Places {
  readonly names: ReadonlyMap<string, string>;
  readonly zones: ReadonlyMap<string, string>;
  /** The code that was meant. */
  readonly only: string | null;
}

async function placesOf({ prisma }: Connection, { boutique }: TryOrder): Promise<Places> {
  const rows = await prisma.boutique.findMany({ select: { code: true, name: true, timeZone: true, active: true } });
  const only = boutique === undefined ? null : boutique.toUpperCase();
  if (only !== null && !rows.some(({ code }) => code === only))
    throw new Refusal('no-such-boutique', `I know no boutique called "${boutique}". Write its code, such as MADISON.`);
  return {
    names: new Map(rows.map(({ code, name }) => [code, name])),
    zones: new Map(rows.flatMap(({ code, timeZone, active }) => (active ? [[code, timeZone]] : []))),
    only,
  };
}

const HEADQUARTERS = 'America/New_York';

function zoneOf({ zone }: TryOrder, { zones, only }: Places): string {
  if (zone !== undefined) return known(zone);
  const used = new Set(zones.values());
  const [first = HEADQUARTERS] = used;
  return (only === null ? undefined : zones.get(only)) ?? (used.size === 1 ? first : HEADQUARTERS);
}

function known(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw new Refusal('no-zone', `"${zone}" is no time zone. Write one such as America/Chicago.`);
  }
}

const A_YEAR = 366 * 86_400_000;

function timeOf(written: string, timeZone: string, now: Date): Date {
  const { day = '', clock = '' } = /^(?<day>\S+?)[ T]+(?<clock>\S+)$/.exec(written.trim())?.groups ?? {};
  const time = readTime(clock);
  if (!isDay(day) || time === null) throw new Refusal('no-time', 'Write a time such as "2026-11-23 09:00".');
  const until = momentAt(day, time, timeZone);
  if (until <= now) throw new Refusal('past', 'Name a time that is still to come: what was said is in the chats.');
  if (until.getTime() - now.getTime() > A_YEAR) throw new Refusal('too-far', 'Name a time within the next year.');
  return until;
}

const peopleIn = ({ said, unsaid }: Tried): string[] => [
  ...new Set([
    ...said.flatMap(({ message: { whom } }) => (whom.startsWith('person/') ? [whom.slice('person/'.length)] : [])),
    ...unsaid.flatMap(({ person }) => person ?? []),
  ]),
];

function saidInWords(
  { at, message }: Tried['said'][number],
  about: (row: ReminderRow) => boolean,
  words: Words,
): string[] {
  const rows = message.rows.filter(about);
  if (rows.length === 0) return [];
  const chats = message.conversations.map((each) => (each.startsWith('slack') ? 'Slack' : 'Teams'));
  const clock = clockTime(at, words.timeZone);
  return [
    `${clock}  ${whomInWords(message.whom, words)} (${chats.join(', ')})`,
    ...rows.flatMap((row) => [`    ${lineInWords(row, words)}`, `      ${whyInWords(row, words)}`]),
  ];
}

function whomInWords(whom: string, { names, places }: Words): string {
  const [kind, id = ''] = whom.split('/');
  return kind === 'person' ? (names.get(id) ?? id) : `the channel of ${places.names.get(id) ?? id}`;
}

function lineInWords({ line, boutique }: ReminderRow, { places }: Words): string {
  const place = boutique === null ? 'the network' : (places.names.get(boutique) ?? boutique);
  const said = `${line.lead} ${line.text}`.trim();
  return said.includes(place) ? said : `${said} (${place})`;
}

/** "Monthly check: late, due Mon, Nov 9; since Tue, Nov 10, 4:30 AM with the operations manager, rung 2 of 3." */
function whyInWords(row: ReminderRow, { reminders, timeZone }: Words): string {
  const reminder = reminders.get(row.name);
  const role = reminder?.ladder[row.rung]?.to;
  const whose = row.rung === 0 && row.owner !== null ? 'its owner' : `the ${role ? roleNames[role][0] : 'next'}`;
  const on = row.on === null ? 'due' : `due ${dayInWords(row.on)}`;
  const level = row.level === 'due' ? on : `${row.level}${row.on === null ? '' : `, ${on}`}`;
  const rung = `rung ${row.rung + 1} of ${reminder?.ladder.length ?? 1}`;
  const since = dayAndTime(row.rungSince, timeZone);
  return `${reminder?.title ?? row.name}: ${level}; since ${since} with ${whose}, ${rung}${row.weight === 'normal' ? '' : `; ${row.weight}`}.`;
}

function unsaidInWords(unsaid: readonly Unsaid[], words: Words): string[] {
  const groups = grouped(unsaid, ({ person, why, until }) => `${person} ${why} ${until?.getTime()}`);
  return [...groups.values()].flatMap((each) => {
    const [first] = each;
    if (!first) return [];
    return [
      `${whoWaits(first, words)}: ${counted(each.length, 'reminder')}`,
      ...each.map(({ row }) => `    ${lineInWords(row, words)}`),
    ];
  });
}

function whoWaits({ person, why, until, timeZone }: Unsaid, { names }: Words): string {
  if (person === null) return 'Nobody holds the role or is there, on this rung or above';
  const name = names.get(person) ?? person;
  if (until === null || timeZone === null) return `${name} may not see this`;
  return `${name}, ${REASONS[why]} ${dayAndTime(until, timeZone)} (${timeZone})`;
}

const REASONS: Readonly<Record<Unsaid['why'], string>> = {
  away: 'away; their next morning is',
  'day-off': 'has the day off; their next morning is',
  quiet: 'quiet until',
  morning: 'told in the morning:',
  'next-morning': 'was told what there was; their next morning is',
  restricted: 'may not see it; their next morning is',
  nobody: 'nobody until',
};
