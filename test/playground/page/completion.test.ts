import { describe, expect, it } from 'vitest';
import { commandInUse, isWholeCommand, matchingCommands } from '../../../src/playground/page/completion.js';

const commands = [
  { command: '/count', description: 'Count a zone', usage_hint: '[open | BOUTIQUE]' },
  { command: '/recount', description: 'Count once more' },
  { command: '/inbox', description: 'What waits for you' },
];
const names = (typed: string) => matchingCommands(commands, typed).map(({ command }) => command);

describe('the list over the message box', () => {
  it.each([
    ['/', ['/count', '/recount', '/inbox']],
    ['/c', ['/count', '/recount']],
    ['/COUNT', ['/count', '/recount']],
    ['/in', ['/inbox']],
    ['/nothing', []],
    ['/count ', []],
    ['', []],
    ['count', []],
    ['see /count', []],
  ])('offers for %j: %j', (typed, offered) => {
    expect(names(typed)).toEqual(offered);
  });
});

it('names the command whose words are being written', () => {
  expect(commandInUse(commands, '/count MAD')?.usage_hint).toBe('[open | BOUTIQUE]');
  expect(commandInUse(commands, '/count')).toBeNull();
  expect(commandInUse(commands, '/nothing here')).toBeNull();
});

it('knows a whole command from a part of one', () => {
  expect(isWholeCommand(commands, '/count')).toBe(true);
  expect(isWholeCommand(commands, '/coun')).toBe(false);
});
