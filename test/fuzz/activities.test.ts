import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultsInAnswer } from '../tools/shapes.js';
import { CANARY, runs } from './hostile.js';
import { hostileActivities } from './hostile-activities.js';
import { SERIALS, tellsNothing, withoutPlaces } from './inside.js';
import { startTeamsWhole, type TeamsWhole } from './whole-teams.js';

let whole: TeamsWhole;
const unhandled: unknown[] = [];
const note = (error: unknown): void => void unhandled.push(error);

beforeAll(async () => {
  whole = await startTeamsWhole();
  process.on('unhandledRejection', note);
});
afterAll(async () => {
  process.off('unhandledRejection', note);
  await whole?.stop();
});

/** Whoever decides reads what differs. */
const DECIDERS = ['ines', 'marc', 'claire'];
const PATIENCE_MS = 2_000;
const RUNS = runs(250);

it('answers whatever is sent within two seconds, in Teams’ own shape, and tells nothing of its inside', {
  timeout: 60_000 + RUNS * 100,
}, async () => {
  const outcomes = new Map<string, number>();
  const activities = hostileActivities(whole.known, whole.serviceUrl);
  await fc.assert(
    fc.asyncProperty(activities, async ({ body, person, addressed, invoke }) => {
      whole.logged.length = 0;
      const reply = await whole.send(body);
      await whole.settled();
      const outcome = `${reply.status}${invoke === null || reply.status !== 200 ? '' : ' invoke'}`;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);

      // Not ours, no object, more than there may be: nobody learns more than that.
      if (addressed) expect(reply.status).toBe(200);
      else expect([200, 400, 401, 413]).toContain(reply.status);
      expect(reply.milliseconds).toBeLessThan(PATIENCE_MS);
      if (reply.status === 200 && invoke !== null) expect(faultsInAnswer(invoke, reply.body)).toEqual([]);
      else expect(reply.body).toBe('');
      const unread = DECIDERS.includes(person ?? '') ? [] : SERIALS;
      tellsNothing(reply.body, [...whole.secrets, ...unread]);
      tellsNothing(withoutPlaces(whole.logged), [...whole.secrets, ...SERIALS, CANARY, 'RG-20-88']);
      expect(whole.logged.filter((line) => line.startsWith('error'))).toEqual([]);
      expect(unhandled).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(outcomes.get('200 invoke') ?? 0).toBeGreaterThan(RUNS / 5);
  if (RUNS > 1_000) console.log(`${RUNS} activities: ${JSON.stringify(Object.fromEntries(outcomes))}`);
});
