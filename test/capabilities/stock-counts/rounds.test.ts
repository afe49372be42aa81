import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rolesAbove } from '../../../src/capabilities/stock-counts/rules-causes.js';
import { settleZone } from '../../../src/capabilities/stock-counts/rules-rounds.js';

const sets = (...rounds: string[]) => rounds.map((round) => new Set(round === '' ? [] : round.split(' ')));

describe('a zone', () => {
  it.each`
    says                                                   | expected | rounds                      | present  | unsettled
    ${'is settled where all is where it belongs'}          | ${'A B'} | ${['A B']}                  | ${'A B'} | ${''}
    ${'asks again for what is missing after one round'}    | ${'A B'} | ${['A']}                    | ${'A'}   | ${'B'}
    ${'asks again for what is not expected'}               | ${'A'}   | ${['A X']}                  | ${'A X'} | ${'X'}
    ${'believes two who miss the same'}                    | ${'A B'} | ${['A', 'A']}               | ${'A'}   | ${''}
    ${'believes the second who finds it where it belongs'} | ${'A B'} | ${['A', 'A B']}             | ${'A B'} | ${''}
    ${'asks a third where the second does not find it'}    | ${'A B'} | ${['A B', 'A']}             | ${'A'}   | ${'B'}
    ${'asks a third about a stranger that only one saw'}   | ${'A'}   | ${['A X', 'A']}             | ${'A'}   | ${'X'}
    ${'believes the two of three who saw a stranger'}      | ${'A'}   | ${['A X', 'A', 'A X']}      | ${'A X'} | ${''}
    ${'believes the two of three who saw none'}            | ${'A'}   | ${['A X', 'A', 'A']}        | ${'A'}   | ${''}
    ${'believes the latest where it belongs after two'}    | ${'A B'} | ${['A', 'A', 'A B']}        | ${'A B'} | ${''}
    ${'believes the latest where two stand against two'}   | ${'A'}   | ${['A X', 'A', 'A X', 'A']} | ${'A'}   | ${''}
    ${'is settled where it is empty and should be'}        | ${''}    | ${['']}                     | ${''}    | ${''}
  `('$says', ({ expected, rounds, present, unsettled }) => {
    const [belong] = sets(expected);
    const settled = settleZone(belong as Set<string>, sets(...rounds));
    expect([...settled.present].sort().join(' ')).toBe(present);
    expect([...settled.unsettled].sort().join(' ')).toBe(unsettled);
  });

  it('is settled after three rounds, whatever they found', () => {
    const round = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'X', 'Y')).map((serials) => new Set(serials));
    fc.assert(
      fc.property(round, round, round, round, (expected, ...rounds) => {
        expect(settleZone(expected, rounds).unsettled).toEqual([]);
      }),
    );
  });
});

describe('who decides too', () => {
  const bands = [
    { role: 'operations-manager', above: 10_000_00 },
    { role: 'director', above: 50_000_00 },
    { role: 'finance', above: 50_000_00 },
  ] as const;

  it.each`
    gross        | unknown | roles
    ${10_000_00} | ${0}    | ${[]}
    ${10_000_01} | ${0}    | ${['operations-manager']}
    ${50_000_00} | ${0}    | ${['operations-manager']}
    ${50_000_01} | ${0}    | ${['operations-manager', 'director', 'finance']}
    ${0}         | ${1}    | ${['operations-manager']}
  `('of $gross cents and $unknown without a price: $roles', ({ gross, unknown, roles }) => {
    expect(rolesAbove({ net: 0, gross, unknown }, bands)).toEqual(roles);
  });
});
