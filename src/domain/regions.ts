import { countriesListed, statesListed, timeZonesListed } from './holidays.js';
import { searchWords } from './words.js';

/** A country, or a state of one. */
export interface Region {
  /** US-NY, or FR. */
  readonly code: string;
  readonly country: string;
  readonly state: string | null;
  /** "New York, United States". */
  readonly name: string;
}

/** In the order in which somebody is likely to mean them: these first, then states of the United States, then countries. */
export function regionsCalled(words: readonly string[], first: readonly string[], most: number): Region[] {
  const ahead = first.flatMap((code) => regionOf(code) ?? []);
  const called = [...new Set([...ahead, ...allRegions()])].filter((region) => isCalled(region, words));
  return called.slice(0, most);
}

const isCalled = ({ code, name }: Region, words: readonly string[]): boolean => {
  const parts = [...searchWords(name), ...searchWords(code.replace('-', ' ')), code.toLowerCase()];
  return words.every((word) => parts.some((part) => part.startsWith(word)));
};

/** Null where nobody knows it. */
export const regionOf = (code: string): Region | null => allRegions().find((each) => each.code === code) ?? null;

/** The zone of a region that has but one. */
export function onlyTimeZone({ country, state }: Region): string | null {
  const [only, ...others] = timeZonesListed(country, state);
  return others.length === 0 ? (only ?? null) : null;
}

let known: readonly Region[] | undefined;

function allRegions(): readonly Region[] {
  known ??= madeRegions();
  return known;
}

function madeRegions(): Region[] {
  const countries = countriesListed().map(([country, name]): Region => ({ code: country, country, state: null, name }));
  const states = countries.flatMap(({ country, name }) =>
    statesListed(country).map(
      ([state, called]): Region => ({ code: `${country}-${state}`, country, state, name: `${called}, ${name}` }),
    ),
  );
  const rank = ({ country, state }: Region): number => (state === null ? 1 : country === 'US' ? 0 : 2);
  return [...countries, ...states].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}
