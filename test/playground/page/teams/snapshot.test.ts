import { describe, expect, it } from 'vitest';
import {
  addressIn,
  applyEvent,
  conversationAt,
  newestId,
  placeIn,
  threadsOf,
  unreadIn,
} from '../../../../src/playground/page/teams/snapshot.js';
import type {
  TeamsConversation,
  TeamsEvent,
  TeamsMessage,
  TeamsSnapshot,
} from '../../../../src/playground/teams/protocol.js';
import { message } from './sample.js';

const chat: TeamsConversation = {
  id: 'a:ana',
  kind: 'personal',
  name: 'Vitrine',
  members: ['ana'],
  installed: true,
  readUpTo: '',
};
const shop: TeamsConversation = { ...chat, id: '19:shop@thread.tacv2', kind: 'channel', name: 'shop', readUpTo: '2' };

const snapshot = (messages: readonly TeamsMessage[] = []): TeamsSnapshot => ({
  tenant: { id: 't', name: 'Demo' },
  app: { id: 'app', name: 'Vitrine', botId: '28:app' },
  team: { id: '19:team', name: 'Demo' },
  me: 'ana',
  users: [],
  conversations: [chat, shop],
  messages,
  dialog: null,
  commands: { bot: [], actions: [] },
  walk: { title: 'Walk', steps: [] },
  log: [],
  automaticRefreshes: 0,
});

describe('an event', () => {
  const dialog = { id: 'd', title: 'Count', width: 'small', height: 'small', conversation: chat.id } as const;
  const card = { type: 'AdaptiveCard' } as const;
  const entry = { id: 1, at: '', direction: 'in', what: '', status: 200, milliseconds: 1, request: {}, answer: {} };

  it.each([
    ['a message', { type: 'message', message: message('2') }],
    ['what is deleted', { type: 'message-deleted', conversation: shop.id, id: '1' }],
    ['a conversation', { type: 'conversation', conversation: { ...shop, readUpTo: '3' } }],
    ['a dialog', { type: 'dialog', dialog: { ...dialog, card } }],
    ['a row of the log', { type: 'log', entry }],
    ['the refreshes', { type: 'refreshes', automaticRefreshes: 3 }],
    ['a notice', { type: 'notice', conversation: chat.id, text: 'Unable to reach app. Please try again.' }],
  ] as [string, TeamsEvent][])('of %s changes nothing the second time', (_, event) => {
    const once = applyEvent(snapshot([message('1'), message('3')]), event);

    expect(applyEvent(once, event)).toEqual(once);
  });

  it('puts a message where it belongs, and a changed one in its place', () => {
    const late = applyEvent(snapshot([message('1'), message('3')]), { type: 'message', message: message('2') });
    const changed = applyEvent(late, { type: 'message', message: message('2', { text: 'changed', edited: true }) });

    expect(late.messages.map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(changed.messages.map(({ text }) => text)).toEqual(['', 'changed', '']);
  });

  it('deletes in its own conversation only', () => {
    const elsewhere = message('1', { conversation: chat.id });
    const left = applyEvent(snapshot([elsewhere, message('1')]), {
      type: 'message-deleted',
      conversation: shop.id,
      id: '1',
    });

    expect(left.messages).toEqual([elsewhere]);
  });
});

it('counts as unread what others wrote after the mark', () => {
  const messages = [message('1'), message('2'), message('3'), message('4', { from: 'ana' })];

  expect(unreadIn(snapshot(messages), shop)).toBe(1);
  expect(unreadIn(snapshot(messages), { ...shop, readUpTo: '' })).toBe(3);
  expect(unreadIn(snapshot(messages), chat)).toBe(0);
});

it('puts replies under their post, and one without its post by itself', () => {
  const messages = [message('1'), message('2'), message('3', { threadId: '1' }), message('4', { threadId: 'gone' })];

  const threads = threadsOf(messages).map(({ post, replies }) => [post.id, replies.map(({ id }) => id)]);
  expect(threads).toEqual([
    ['1', ['3']],
    ['2', []],
    ['4', []],
  ]);
});

it('knows the chat with the app by one address for everybody', () => {
  expect(conversationAt(snapshot(), 'dm')).toBe(chat);
  expect(conversationAt(snapshot(), shop.id)).toBe(shop);
  expect(conversationAt(snapshot(), 'elsewhere')).toBeUndefined();
});

it('writes places as addresses and reads them back', () => {
  expect(placeIn(addressIn(shop.id))).toBe(shop.id);
  expect(placeIn('')).toBe('');
  expect(placeIn('#%E0%A4%A')).toBe('');
});

it('takes the newest of what it has seen, messages and log', () => {
  const at = '2026-11-27T14:12:00.000Z';
  const entry = {
    id: 1,
    at,
    direction: 'in',
    what: '',
    status: 200,
    milliseconds: 1,
    request: {},
    answer: {},
  } as const;

  expect(newestId({ messages: [message('1764252000000')], log: [] })).toBe('1764252000000');
  expect(newestId({ messages: [message('1764252000000')], log: [entry] })).toBe(String(Date.parse(at)));
  expect(newestId({ messages: [], log: [] })).toBe('');
});
