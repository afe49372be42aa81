import { describe, expect, it } from 'vitest';
import { onlyTimeZone, type Region, regionOf, regionsCalled } from '../../src/domain/regions.js';
import { searchWords } from '../../src/domain/words.js';

const called = (typed: string, first: readonly string[] = []): string[] =>
  regionsCalled(searchWords(typed), first, 5).map(({ name }) => name);

const zoneOf = (code: string): string | null => onlyTimeZone(regionOf(code) as Region);

describe('a country or a state', () => {
  it.each([
    ['new york', ['New York, United States']],
    ['US-NY', ['New York, United States']],
    ['france', 'France'],
    ['georgia', ['Georgia, United States', 'Georgia']],
    ['quebec', ['Quebec, Canada']],
    ['nowhere', []],
  ])('is found by %j', (typed, found) => {
    if (typeof found === 'string') expect(called(typed)[0]).toBe(found);
    else expect(called(typed)).toEqual(found);
  });

  it('those of the network come first, before anything is typed', () => {
    expect(called('', ['US-TX', 'FR'])).toEqual([
      ...['Texas, United States', 'France', 'Alabama, United States'],
      ...['Alaska, United States', 'Arizona, United States'],
    ]);
  });

  it.each([
    ['US-NY', 'America/New_York'],
    ['US-CA', 'America/Los_Angeles'],
    ['FR', 'Europe/Paris'],
    ['US-TX', null],
    ['US-FL', null],
    ['US', null],
  ])('%s has %j as its one time zone', (code, zone) => {
    expect(zoneOf(code)).toBe(zone);
  });

  it('is none where nobody knows the code', () => {
    expect(regionOf('XX-YY')).toBeNull();
  });
});
