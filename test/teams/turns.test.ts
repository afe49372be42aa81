import { expect, it } from 'vitest';
import { createTurns } from '../../src/teams/turns.js';

/** Work that ends when it is told to. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, { readonly well: () => void; readonly badly: () => void }>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve, reject) => {
      ends.set(name, { well: () => resolve(name), badly: () => reject(new Error(name)) });
    });
  };
  return {
    begun,
    work,
    end: (name: string) => ends.get(name)?.well(),
    fail: (name: string) => ends.get(name)?.badly(),
  };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

it('lets one after the other, in the order in which they came', async () => {
  const inTurn = createTurns();
  const { begun, work, end } = works();
  const all = ['one', 'two', 'three'].map((name) => inTurn('chat', work(name)));
  await soon();
  expect(begun).toEqual(['one']);
  end('one');
  await soon();
  expect(begun).toEqual(['one', 'two']);
  end('two');
  await soon();
  end('three');
  expect(await Promise.all(all)).toEqual(['one', 'two', 'three']);
});

it('keeps nobody waiting who is elsewhere', async () => {
  const inTurn = createTurns();
  const { begun, work } = works();
  void inTurn('chat', work('here'));
  void inTurn('another', work('there'));
  await soon();
  expect(begun).toEqual(['here', 'there']);
});

it('goes on after one that fails, who alone hears of it', async () => {
  const inTurn = createTurns();
  const { work, fail, end } = works();
  const first = inTurn('chat', work('one'));
  const second = inTurn('chat', work('two'));
  await soon();
  fail('one');
  await expect(first).rejects.toThrow('one');
  await soon();
  end('two');
  expect(await second).toBe('two');
});
