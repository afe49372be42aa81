import { createRequire } from 'node:module';
import type { default as Holidays, HolidaysTypes } from 'date-holidays';
import type { Day } from './calendar.js';
import { daysAfter, weekdayOf } from './days.js';

/**
 * Public holidays by day, with the days on which they are kept where they fall on a weekend: those of the country and,
 * where one is named, those that its state has beside them. None for a country that nobody knows.
 */
export function holidaysOf(country: string, state: string | null, year: number): ReadonlyMap<Day, string> {
  const key = `${country}/${state ?? ''}/${year}`;
  const found = known.get(key);
  if (found) return found;

  const ofState = state === null ? [] : listed(year, ...placeOf(country, state));
  const made = new Map([...ofState, ...listed(year, country), ...leftOut(country, year)].sort(byDay));
  known.set(key, made);
  return made;
}

const known = new Map<string, ReadonlyMap<Day, string>>();

type Entry = readonly [day: Day, name: string];

const byDay = ([a]: Entry, [b]: Entry): number => (a < b ? -1 : 1);

/** Some last several days. One that begins at noon leaves a working day. */
function listed(year: number, country: string, state?: string): Entry[] {
  const Calendar = library();
  const calendar = state ? new Calendar(country, state, OPTIONS) : new Calendar(country, OPTIONS);
  return calendar.getHolidays(year).flatMap(({ date, start, end, name }) => {
    const days = Math.floor((end.getTime() - start.getTime()) / DAY + A_QUARTER);
    return Array.from({ length: days }, (_, index): Entry => [daysAfter(date.slice(0, 10), index), name]);
  });
}

const OPTIONS: HolidaysTypes.Options = { types: ['public'], languages: ['en-us', 'en'] };
const DAY = 86_400_000;
/** On a day in spring an hour is missing. */
const A_QUARTER = 0.25;

/** The library has the territories of the United States as countries, and their addresses have them as states. */
function placeOf(country: string, state: string): [country: string, state?: string] {
  return territories.includes(state) && country === 'US' ? [state] : [country, state];
}

const territories: readonly string[] = ['AS', 'GU', 'PR', 'VI'];

/** Veterans Day moves off a weekend as every federal holiday does (5 U.S.C. 6103), and the library lets it lie. */
function leftOut(country: string, year: number): Entry[] {
  if (country !== 'US') return [];
  const day = `${year}-11-11`;
  const moved = { sat: -1, sun: 1 }[weekdayOf(day) as string];
  return moved === undefined ? [] : [[daysAfter(day, moved), 'Veterans Day (substitute day)']];
}

type Listed = readonly (readonly [code: string, name: string])[];

/** Countries whose holidays are known. */
export const countriesListed = (): Listed =>
  Object.keys(new (library())().getCountries()).map((code) => [code, countryNames.of(code) ?? code]);

const countryNames = new Intl.DisplayNames(['en-US'], { type: 'region' });

/** States of a country by their codes; none where it has none with holidays of their own. */
export const statesListed = (country: string): Listed =>
  Object.entries(new (library())().getStates(country, 'en') ?? {});

/** Of a state for which the library names none, those of its country. */
export function timeZonesListed(country: string, state: string | null): readonly string[] {
  const [place, part] = state === null ? [country] : placeOf(country, state);
  const Calendar = library();
  return (part ? new Calendar(place, part) : new Calendar(place)).getTimezones();
}

/** Loaded when somebody asks for the first time: a tenth of a second that most commands need not wait for. */
function library(): typeof Holidays {
  return require('date-holidays') as typeof Holidays;
}

const require = createRequire(import.meta.url);
