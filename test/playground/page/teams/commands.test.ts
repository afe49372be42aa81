import { describe, expect, it } from 'vitest';
import {
  type Choice,
  isWhole,
  mentionChoices,
  menuChoices,
  messageChoices,
  restAfter,
  said,
  slashChoices,
} from '../../../../src/playground/page/teams/commands.js';
import type { TeamsCommands } from '../../../../src/playground/teams/protocol.js';

const everywhere = ['personal', 'channel', 'groupChat'] as const;
const bot = (title: string, slash: boolean, scopes: TeamsCommands['bot'][number]['scopes'] = everywhere) => ({
  ...{ title, description: `${title}.`, scopes, slash },
});
const commands: TeamsCommands = {
  bot: [bot('count', false), bot('count open', true, ['channel', 'groupChat']), bot('home', false, ['personal'])],
  actions: [
    { id: 'count', title: 'count', description: 'Opens.', context: ['compose', 'commandBox'], slash: true },
    { id: 'wide', title: 'recount', description: 'Opens.', context: ['commandBox'], slash: true },
    { id: 'anomaly', title: 'report', description: 'About it.', context: ['message'], slash: true },
  ],
};

const names = (choices: readonly (Choice | { readonly kind: 'mention' })[]) =>
  choices.map((choice) => (choice.kind === 'mention' ? '@' : `${choice.kind} ${choice.title}`));

describe('after a slash', () => {
  it.each([
    ['/', 'channel', ['action count', 'action recount', 'bot count open']],
    ['/', 'personal', ['action count', 'action recount']],
    ['/cou', 'channel', ['action count', 'bot count open', 'action recount']],
    ['/COUNT', 'personal', ['action count', 'action recount']],
    ['/count open madison', 'channel', ['action count', 'bot count open']],
    ['/counter', 'channel', []],
    ['count', 'channel', []],
    ['/count\n', 'channel', []],
  ] as const)('%j in a %s offers %j', (typed, kind, offered) => {
    expect(names(slashChoices(commands, kind, typed))).toEqual(offered);
  });

  it.each([
    ['count open', '/count open  madison', 'madison'],
    ['count', '/count', ''],
    ['count', '/COUNT Madison', 'Madison'],
    ['count open', '/cou', ''],
  ])('%s takes %j as: %j', (title, typed, rest) => {
    expect(restAfter(title, typed)).toBe(rest);
  });
});

it('says a word in the menu only where no dialog does the same', () => {
  expect(names(menuChoices(commands, 'personal'))).toEqual(['action count', 'bot home']);
  expect(names(menuChoices(commands, 'channel'))).toEqual(['action count', 'bot count open']);
  expect(names(messageChoices(commands))).toEqual(['action report']);
});

it.each([
  ['@', 'channel', ['@']],
  ['@vit', 'groupChat', ['@']],
  ['@Vitrine', 'channel', ['@']],
  ['@Vitrine ', 'channel', ['bot count', 'bot count open']],
  ['@Vitrine count', 'channel', ['bot count open']],
  ['@Vitrine hello', 'channel', []],
  ['@Ben', 'channel', []],
  ['@', 'personal', []],
] as const)('%j in a %s mentions or offers %j', (typed, kind, offered) => {
  expect(names(mentionChoices(commands, kind, typed, 'Vitrine'))).toEqual(offered);
});

it.each([
  ['@Vitrine count', true],
  ['@Vitrine COUNT open', true],
  ['@Vitrine cou', false],
  ['@Vitrine home', false],
  ['count', false],
])('of %j says whether Enter sends it', (typed, whole) => {
  expect(isWhole(commands, 'channel', typed, 'Vitrine')).toBe(whole);
});

it.each([
  ['count', { text: 'count', mention: false }],
  [' @Vitrine count open ', { text: 'count open', mention: true }],
  ['@vitrine: count', { text: 'count', mention: true }],
  ['@Vitrine', { text: '', mention: true }],
  ['@Vitrines count', { text: '@Vitrines count', mention: false }],
  ['hello @Vitrine', { text: 'hello @Vitrine', mention: false }],
])('takes %j as %j', (typed, heard) => {
  expect(said(typed, 'Vitrine')).toEqual(heard);
});
