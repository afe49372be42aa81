import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { PATIENCE_MS } from '../tools/sender.js';
import { CANARY, hostileRequests, runs } from './hostile.js';
import { SERIALS, tellsNothing, withoutPlaces } from './inside.js';
import { SECRET, startWhole, TOKEN, type Whole } from './whole.js';

let whole: Whole;
const unhandled: unknown[] = [];
const note = (error: unknown): void => void unhandled.push(error);

beforeAll(async () => {
  whole = await startWhole();
  process.on('unhandledRejection', note);
});
afterAll(async () => {
  process.off('unhandledRejection', note);
  await whole.stop();
});
beforeEach(() => whole.api.reset());

/** Whoever decides reads what differs. */
const DECIDERS = ['U0INES', 'U0MARC', 'U0CLAIRE'];
const SECRETS = [SECRET, TOKEN];

/** Bolt's own remark; where even the kind of a request can't be told, Slack keeps what was typed. */
const UNREADABLE = 'error bolt: An unhandled error occurred while Bolt processed an event {}';
/** And three seconds after it. */
const AFTERWARDS =
  'error bolt: An incoming event was not acknowledged within 3 seconds. Ensure that the ack() argument is called in a listener. {}';

const RUNS = runs(250);

it('answers whatever is sent within Slack’s three seconds, and tells nothing of its inside', {
  timeout: 60_000 + RUNS * 100,
}, async () => {
  const outcomes = new Map<string, number>();
  const requests = hostileRequests(whole.subjects, `${whole.api.url}respond`);
  await fc.assert(
    fc.asyncProperty(requests, async ({ parcel, user, readable }) => {
      whole.api.reset();
      whole.logged.length = 0;
      const reply = await whole.send(parcel);
      await whole.settled();
      outcomes.set(`${reply.status}`, (outcomes.get(`${reply.status}`) ?? 0) + 1);

      if (readable) expect(reply.status).toBe(200);
      else expect([200, 400, 404, 500]).toContain(reply.status);
      if (reply.status !== 200) expect(reply.body).toBe('');
      expect(reply.milliseconds).toBeLessThan(PATIENCE_MS);
      const unread = DECIDERS.includes(user ?? '') ? [] : SERIALS;
      tellsNothing(`${reply.body}${JSON.stringify(whole.api.calls)}`, [...SECRETS, ...unread]);
      tellsNothing(withoutPlaces(whole.logged), [...SECRETS, ...SERIALS, CANARY, 'RG-20-88']);
      const errors = whole.logged.filter((line) => line.startsWith('error') && line !== AFTERWARDS);
      expect(errors).toEqual(reply.status === 500 ? [UNREADABLE] : []);
      expect(unhandled).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  if (RUNS > 1_000) console.log(`${RUNS} requests: ${JSON.stringify(Object.fromEntries(outcomes))}`);
});
