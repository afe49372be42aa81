import { describe, expect, it } from 'vitest';
import { holds, listed, type Person, type Role, rolesInWords } from '../../src/domain/people.js';

const person = (...roles: readonly (readonly [Role, string | null])[]): Person => ({
  id: 'ana',
  name: 'Ana Ruiz',
  language: 'en-US',
  roles: roles.map(([role, boutique]) => ({ role, boutique })),
});

const associate = person(['associate', 'MADISON']);
const everywhere = person(['operations-manager', null]);
const both = person(['associate', 'MADISON'], ['store-manager', 'RODEO']);

describe('who holds a role', () => {
  it.each([
    ['holds it at their boutique', associate, ['associate'], 'MADISON', true],
    ['does not hold it at another one', associate, ['associate'], 'RODEO', false],
    ['does not hold it where no boutique is meant', associate, ['associate'], null, false],
    ['holds one of several', associate, ['store-manager', 'associate'], 'MADISON', true],
    ['does not hold another role', associate, ['store-manager'], 'MADISON', false],
    ['of the network holds it at any boutique', everywhere, ['operations-manager'], 'MADISON', true],
    ['of the network holds it without a boutique', everywhere, ['operations-manager'], null, true],
    ['of the network holds no role of a boutique', everywhere, ['associate', 'store-manager'], 'MADISON', false],
    ['at two boutiques holds each where it is', both, ['store-manager'], 'RODEO', true],
    ['at two boutiques does not carry one over', both, ['store-manager'], 'MADISON', false],
    ['holds nothing where nothing is allowed', both, [], 'MADISON', false],
    ['holds nothing without roles', person(), ['associate'], 'MADISON', false],
  ] as const)('%s', (_, who, allowed, boutique, held) => {
    expect(holds(who, allowed, boutique)).toBe(held);
  });
});

it.each([
  [[], ''],
  [['Ana'], 'Ana'],
  [['Ana', 'Ben'], 'Ana and Ben'],
  [['Ana', 'Ben', 'Chloé'], 'Ana, Ben and Chloé'],
  [['Ana', 'Ben', 'Chloé', 'Dev'], 'Ana, Ben, Chloé and Dev'],
])('%j is said as "%s"', (names, words) => {
  expect(listed(names)).toBe(words);
});

it.each<[Role[], string]>([
  [['store-manager'], 'Store managers'],
  [['associate', 'store-manager'], 'Associates and store managers'],
  [['after-sales'], 'After-sales'],
])('%j are "%s"', (roles, words) => {
  expect(rolesInWords(roles)).toBe(words);
});
