import { expect, it } from 'vitest';
import { todayOfHouse } from '../../src/domain/house.js';
import { asking } from '../../src/engine/context.js';

const EVENING = new Date('2026-11-23T01:00:00Z');

it('in the evening in New York it is still today at headquarters, also for what is at no boutique', () => {
  expect(todayOfHouse(EVENING)).toBe('2026-11-22');
  const moment = { actor: {}, boutique: null, subject: '', now: EVENING, db: {}, through: 'slack' } as never;
  expect(asking({ registry: {} as never }, moment).today).toBe('2026-11-22');
});
