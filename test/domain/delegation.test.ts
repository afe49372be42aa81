import { describe, expect, it } from 'vitest';
import { holderOf, isImpartial, mayDelegate, mayLast } from '../../src/domain/delegation.js';
import type { HeldRole, Person, Role } from '../../src/domain/people.js';

const person = (id: string, ...roles: readonly (readonly [Role, string | null, string?])[]) => ({
  id,
  name: `${id.charAt(0).toUpperCase()}${id.slice(1)}`,
  language: 'en-US',
  active: true,
  roles: roles.map(
    ([role, boutique, away]): HeldRole => ({ role, boutique, ...(away !== undefined && { for: away }) }),
  ),
});

const lucia = person('lucia', ['store-manager', 'MADISON']);
const marc = person('marc', ['operations-manager', null]);
const both = person('both', ['store-manager', 'MADISON'], ['finance', null]);
const ben = person('ben', ['associate', 'MADISON']);
const rita = person('rita', ['associate', 'RODEO']);
const claire = person('claire', ['global-retail-operations', null]);

describe('roles may be handed on', () => {
  it.each<[string, Person, ReturnType<typeof person>, string | null]>([
    ['to somebody of the same boutique', lucia, ben, null],
    ['from a boutique to the network', lucia, marc, null],
    ['from the network to the network', marc, claire, null],
    ['to oneself', lucia, lucia, 'same-person'],
    ['to somebody of another boutique', lucia, rita, 'elsewhere'],
    ['to somebody without a role', lucia, person('nobody'), 'elsewhere'],
    ['to somebody who has left', lucia, { ...ben, active: false }, 'left'],
    ['from the network to a boutique', marc, ben, 'needs-network-role'],
    ['where one of them is of the network, to a boutique', both, ben, 'needs-network-role'],
    ['from somebody without a role', person('nobody'), ben, 'nothing-to-hand-over'],
    [
      'from somebody who only stands in',
      person('ben', ['store-manager', 'MADISON', 'lucia']),
      lucia,
      'nothing-to-hand-over',
    ],
    [
      'to somebody who is there only in the place of another',
      lucia,
      person('rita', ['associate', 'RODEO'], ['associate', 'MADISON', 'ben']),
      'elsewhere',
    ],
    [
      'to somebody who has the network only in the place of another',
      marc,
      person('ben', ['associate', 'MADISON'], ['finance', null, 'claire']),
      'needs-network-role',
    ],
  ])('%s', (_, from, to, code) => {
    const refusal = mayDelegate(from, to);
    expect(refusal?.code ?? null).toBe(code);
    if (refusal) expect(refusal.field).toBe('who');
  });
});

describe('somebody may stand in', () => {
  const now = new Date('2026-10-20T12:00:00Z');
  it.each([
    ['for a day', '2026-10-21T13:00:00Z', '2026-10-22T13:00:00Z', null],
    ['from a day that has begun', '2026-10-20T04:00:00Z', '2026-10-21T04:00:00Z', null],
    ['for sixty days, over the night when clocks go back', '2026-10-21T04:00:00Z', '2026-12-20T05:00:00Z', null],
    ['for a day more than that', '2026-10-21T04:00:00Z', '2026-12-21T05:00:00Z', 'too-long'],
    ['for no time', '2026-10-21T13:00:00Z', '2026-10-21T13:00:00Z', 'ends-before-it-starts'],
    ['backwards', '2026-10-22T13:00:00Z', '2026-10-21T13:00:00Z', 'ends-before-it-starts'],
    ['in the past', '2026-10-18T13:00:00Z', '2026-10-20T12:00:00Z', 'over'],
  ])('%s', (_, starts, ends, code) => {
    const refusal = mayLast({ starts: new Date(starts), ends: new Date(ends) }, now);
    expect(refusal?.code ?? null).toBe(code);
    if (refusal) expect(refusal.field).toBe('until');
  });
});

describe('a role is held', () => {
  it.each<[string, Person, string, readonly string[] | null]>([
    ['by oneself', lucia, 'MADISON', []],
    ['not elsewhere', lucia, 'RODEO', null],
    ['in the place of one', person('ben', ['store-manager', 'MADISON', 'lucia']), 'MADISON', ['lucia']],
    [
      'in the place of two, named once',
      person(
        'ben',
        ['store-manager', 'MADISON', 'lucia'],
        ['store-manager', 'MADISON', 'inès'],
        ['store-manager', 'MADISON', 'lucia'],
      ),
      'MADISON',
      ['lucia', 'inès'],
    ],
    [
      'by oneself, and in the place of another too',
      person('ben', ['store-manager', 'MADISON', 'lucia'], ['store-manager', 'MADISON']),
      'MADISON',
      [],
    ],
    ['not by another role', person('ben', ['associate', 'MADISON']), 'MADISON', null],
  ])('%s', (_, who, boutique, inPlaceOf) => {
    expect(holderOf(who, 'store-manager', boutique)).toEqual(inPlaceOf && { id: who.id, inPlaceOf });
  });
});

describe('a decision', () => {
  it.each<[string, readonly string[], readonly string[], boolean]>([
    ['is free for a holder who took no part', [], ['ana'], true],
    ['is not for one who did', [], ['ana', 'ben'], false],
    ['is free for a stand-in where neither took part', ['lucia'], ['ana'], true],
    ['is not for the stand-in of one who did', ['lucia'], ['lucia'], false],
    ['is not for a stand-in who did', ['lucia'], ['ben'], false],
    ['is free for a stand-in of two where one of them did', ['lucia', 'inès'], ['lucia'], true],
    ['is not for a stand-in of two where both did', ['lucia', 'inès'], ['inès', 'lucia'], false],
  ])('%s', (_, inPlaceOf, tookPart, free) => {
    expect(isImpartial({ id: 'ben', inPlaceOf }, tookPart)).toBe(free);
  });
});
