import { expect, it } from 'vitest';
import { aFewAtATime } from '../../src/engine/breathing.js';

it('works on all in their order, and lets others in after every few', async () => {
  const done: number[] = [];
  const seenByOthers: number[] = [];
  const look = () => {
    seenByOthers.push(done.length);
    if (done.length < 7) setImmediate(look);
  };
  setImmediate(look);
  const doubled = await aFewAtATime([1, 2, 3, 4, 5, 6, 7], (each) => done.push(each) && each * 2, 3);

  expect(doubled).toEqual([2, 4, 6, 8, 10, 12, 14]);
  expect(seenByOthers).toEqual([3, 6]);
});
