import { describe, expect, it } from 'vitest';
import { onlyLogged } from '../../../src/playground/page/state.js';

const messages = ['Hello'];
const before = { place: 'home', snapshot: { me: 'U0ANA', messages, log: [1] } };
const logged = { ...before.snapshot, log: [1, 2] };

describe('what a page draws anew', () => {
  it('is the list of requests alone, when nothing else is new', () => {
    expect(onlyLogged(before, { ...before, snapshot: logged })).toBe(true);
  });

  it.each([
    ['somewhere else', { place: 'dm', snapshot: logged }],
    ['a message', { ...before, snapshot: { ...logged, messages: ['Hello', 'again'] } }],
    ['what was not there', { ...before, snapshot: { ...logged, home: {} } }],
    ['the same once more', before],
  ])('is everything for %s', (_, after) => {
    expect(onlyLogged(before, after)).toBe(false);
  });
});
