import { expect, it } from 'vitest';
import { inThreads } from '../../../src/playground/page/threads.js';
import type { ClientMessage } from '../../../src/playground/protocol.js';

const message = (ts: string, threadTs?: string): ClientMessage => ({
  channel: 'C1',
  ts,
  ...(threadTs && { threadTs }),
  user: 'UBOT',
  text: '',
  blocks: [],
  files: [],
  edited: false,
  ephemeral: false,
});
const order = (...messages: ClientMessage[]) => inThreads(messages).map(({ ts }) => ts);

it('puts replies under the message they belong to', () => {
  expect(order(message('1', '1'), message('2'), message('3', '1'), message('4', '2'), message('5', '1'))).toEqual([
    '1',
    '3',
    '5',
    '2',
    '4',
  ]);
});

it('leaves a reply to something unseen where it is', () => {
  expect(order(message('2'), message('3', '1'))).toEqual(['2', '3']);
});
