import { describe, expect, it } from 'vitest';
import { needInWords, placesOfReports, placesToLook } from '../../../src/capabilities/stock-counts/rules-looks.js';
import type { HeldRole, Person, Role } from '../../../src/domain/people.js';

const person = (...roles: readonly (readonly [Role, string | null])[]): Person => ({
  ...{ id: 'x', name: 'X', language: 'en-US' },
  roles: roles.map(([role, boutique]): HeldRole => ({ role, boutique })),
});

describe('whose counts somebody finds, and whose by serial', () => {
  it.each<[string, Person, readonly string[] | null, readonly string[] | null]>([
    ['an associate', person(['associate', 'MADISON']), ['MADISON'], []],
    ['a store manager', person(['store-manager', 'MADISON']), ['MADISON'], ['MADISON']],
    [
      'who manages one and sells at another',
      person(['store-manager', 'MADISON'], ['associate', 'RODEO']),
      ['MADISON', 'RODEO'],
      ['MADISON'],
    ],
    ['an operations manager', person(['operations-manager', null]), null, null],
    ['a director', person(['director', null]), null, null],
    ['headquarters', person(['global-retail-operations', null], ['associate', 'MADISON']), null, null],
    ['another department', person(['after-sales', null]), [], []],
    ['nobody', person(), [], []],
  ])('%s', (_, who, counts, serials) => {
    expect([placesToLook(who), placesOfReports(who)]).toEqual([counts, serials]);
  });
});

it.each([
  ['late', 1, '1 count open for over a day'],
  ['late', 12, '12 counts open for over a day'],
  ['causes', 2, '2 counts without all causes'],
  ['decision', 1, '1 count waits for a decision'],
  ['decision', 3, '3 counts wait for a decision'],
  ['document', 1_200, '1,200 counts without a register document'],
] as const)('%s, %i times, is said: %s', (need, number, words) => {
  expect(needInWords(need, number)).toBe(words);
});
