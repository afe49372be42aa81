import { easter } from 'date-easter';
import type { Day } from './calendar.js';
import { daysAfter, nthWeekday, type Weekday } from './days.js';

/** A day that comes every year, by rule. */
type YearlyDay =
  | { readonly date: `${number}-${number}` }
  /** Days after Easter Sunday. */
  | { readonly easter: number }
  | { readonly nth: number; readonly weekday: Weekday; readonly month: string };

type Closing = YearlyDay & { readonly reason: string };

/**
 * On these days the boutiques of a country are closed whatever their week says; a closure of their own can open them.
 * Only what holds in the whole country: lunar feasts, cantons and states are for the network file.
 */
const closings: Readonly<Record<string, readonly Closing[]>> = {
  US: [
    { date: '01-01', reason: "New Year's Day" },
    { easter: 0, reason: 'Easter Sunday' },
    { nth: 4, weekday: 'thu', month: '11', reason: 'Thanksgiving Day' },
    { date: '12-25', reason: 'Christmas Day' },
  ],
  /** The two days on which the law keeps large shops closed. */
  GB: [
    { easter: 0, reason: 'Easter Sunday' },
    { date: '12-25', reason: 'Christmas Day' },
  ],
  FR: [
    { date: '01-01', reason: "New Year's Day" },
    { date: '05-01', reason: 'Labour Day' },
    { date: '12-25', reason: 'Christmas Day' },
  ],
  IT: [
    { date: '01-01', reason: "New Year's Day" },
    { easter: 0, reason: 'Easter Sunday' },
    { date: '12-25', reason: 'Christmas Day' },
  ],
  /** By law, on every public holiday of all its states. */
  DE: [
    { date: '01-01', reason: "New Year's Day" },
    { easter: -2, reason: 'Good Friday' },
    { easter: 0, reason: 'Easter Sunday' },
    { easter: 1, reason: 'Easter Monday' },
    { date: '05-01', reason: 'Labour Day' },
    { easter: 39, reason: 'Ascension Day' },
    { easter: 50, reason: 'Whit Monday' },
    { date: '10-03', reason: 'German Unity Day' },
    { date: '12-25', reason: 'Christmas Day' },
    { date: '12-26', reason: "St. Stephen's Day" },
  ],
  /** The four that all cantons keep. */
  CH: [
    { date: '01-01', reason: "New Year's Day" },
    { easter: 39, reason: 'Ascension Day' },
    { date: '08-01', reason: 'Swiss National Day' },
    { date: '12-25', reason: 'Christmas Day' },
  ],
  JP: [{ date: '01-01', reason: "New Year's Day" }],
};

const known = new Map<string, ReadonlyMap<Day, string>>();

/** Why the boutiques of a country are closed on a day; null: they are not, for all we know of it. */
export function retailClosing(day: Day, country: string): string | null {
  return closingsOf(country, day.slice(0, 4)).get(day) ?? null;
}

/** Kept: every boutique of the network asks for the same few years. */
function closingsOf(country: string, year: string): ReadonlyMap<Day, string> {
  const key = `${country}/${year}`;
  const found = known.get(key);
  if (found) return found;

  const made = new Map((closings[country] ?? []).map((each) => [dayOf(each, year), each.reason] as const));
  known.set(key, made);
  return made;
}

function dayOf(rule: YearlyDay, year: string): Day {
  if ('date' in rule) return `${year}-${rule.date}`;
  if ('easter' in rule) return daysAfter(easterSunday(year), rule.easter);
  return nthWeekday(rule.nth, rule.weekday, `${year}-${rule.month}`);
}

function easterSunday(year: string): Day {
  const { month, day } = easter(Number(year));
  return `${year}-${`${month}`.padStart(2, '0')}-${`${day}`.padStart(2, '0')}`;
}
