import { describe, expect, it } from 'vitest';
import { timeZoneName, timeZonesCalled } from '../../src/domain/time-zones.js';

const called = (words: readonly string[], first: readonly string[] = []): string[] =>
  timeZonesCalled(words, first, 3).map(timeZoneName);

describe('a time zone', () => {
  it.each([
    ['America/New_York', 'New York (Eastern)'],
    ['America/Chicago', 'Chicago (Central)'],
    ['America/Phoenix', 'Phoenix (Mountain)'],
    ['Pacific/Honolulu', 'Honolulu (Hawaii-Aleutian)'],
    ['America/Indiana/Knox', 'Knox, Indiana (Central)'],
    ['Asia/Tokyo', 'Tokyo (Japan)'],
  ])('%s reads %j', (zone, name) => {
    expect(timeZoneName(zone)).toBe(name);
  });

  it('those of the network come first, then those of the United States', () => {
    expect(called([], ['Europe/Paris', 'America/Chicago'])).toEqual([
      ...['Paris (Central European)', 'Chicago (Central)', 'New York (Eastern)'],
    ]);
  });

  it.each([['eastern'], ['new', 'york'], ['america/new_york']])('is found by %s', (...words) => {
    expect(called(words)[0]).toBe('New York (Eastern)');
  });
});
