import { expect, it } from 'vitest';
import { addressOf, chatInAddress } from '../../../src/playground/page/chat-switch.js';

it.each([
  ['', 'slack'],
  ['?chat=teams', 'teams'],
  ['?utm=x&chat=teams', 'teams'],
  ['?chat=irc', 'slack'],
] as const)('%j shows %s', (search, chat) => {
  expect(chatInAddress(search)).toBe(chat);
});

it('leads back by its own addresses', () => {
  for (const chat of ['slack', 'teams'] as const)
    expect(chatInAddress(new URL(addressOf(chat), 'http://localhost').search)).toBe(chat);
});
