import { expect, it } from 'vitest';
import { createTurns } from '../../src/playground/page/in-turn.js';

const letGo: (() => void)[] = [];
const sent: string[] = [];
const send = (words: string) => () =>
  new Promise<void>((resolve) => {
    sent.push(words);
    letGo.push(resolve);
  });
const answered = async () => {
  letGo.shift()?.();
  await new Promise(setImmediate);
};

it('what is sent while something else is on its way follows it, and a second press of the same is none', async () => {
  const inTurn = createTurns();
  for (const words of ['hello', 'count', 'count', 'hello']) inTurn(words, send(words));
  await new Promise(setImmediate);
  expect(sent).toEqual(['hello']);
  await answered();
  expect(sent).toEqual(['hello', 'count']);
  await answered();
  inTurn('hello', send('hello'));
  await new Promise(setImmediate);
  expect(sent).toEqual(['hello', 'count', 'hello']);
});
