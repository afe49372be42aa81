import { describe, expect, it } from 'vitest';
import { applyEvent, conversationAt, keepEphemeral, PLAYGROUND } from '../../../src/playground/page/snapshot.js';
import { markRead, unreadCount } from '../../../src/playground/page/unread.js';
import type { ClientMessage, LogEntry, Snapshot } from '../../../src/playground/protocol.js';

const message = (ts: string, change: Partial<ClientMessage> = {}): ClientMessage => ({
  channel: 'C1',
  ts,
  user: 'UBOT',
  text: ts,
  blocks: [],
  files: [],
  edited: false,
  ephemeral: false,
  ...change,
});
const empty: Snapshot = {
  team: { id: 'T', name: 'Northlight', domain: 'northlight' },
  app: { id: 'A', name: 'Vitrine', botUserId: 'UBOT', botId: 'B' },
  me: 'ana',
  users: [],
  conversations: [{ id: 'D1', kind: 'im', name: 'Vitrine', with: 'UBOT', members: [] }],
  messages: [],
  home: null,
  modals: [],
  commands: [],
  shortcuts: [],
  walk: { title: '', steps: [] },
  log: [],
};
const holding = (...messages: ClientMessage[]): Snapshot => ({ ...empty, messages });
const stamps = (snapshot: Snapshot) => snapshot.messages.map(({ ts }) => ts);

describe('a message', () => {
  it('takes its place by its moment, whenever it comes', () => {
    const snapshot = applyEvent(holding(message('1.0'), message('3.0')), { type: 'message', message: message('2.0') });

    expect(stamps(snapshot)).toEqual(['1.0', '2.0', '3.0']);
  });

  it('replaces the one of its moment, and twice is once', () => {
    const edited = { type: 'message', message: message('1.0', { text: 'new', edited: true }) } as const;
    const once = applyEvent(holding(message('1.0'), message('2.0')), edited);

    expect(once.messages.map(({ text }) => text)).toEqual(['new', '2.0']);
    expect(applyEvent(once, edited)).toEqual(once);
  });

  it('goes when it is deleted, and only there', () => {
    const snapshot = holding(message('1.0'), message('1.0', { channel: 'C2' }));

    expect(applyEvent(snapshot, { type: 'message-deleted', channel: 'C2', ts: '1.0' }).messages).toEqual([
      message('1.0'),
    ]);
  });
});

it('puts what Slack itself says last, for this person only', () => {
  const snapshot = applyEvent(holding(message('9999999999.000000')), {
    type: 'slackbot',
    channel: 'C1',
    text: 'failed',
  });

  expect(snapshot.messages.at(-1)).toMatchObject({ user: PLAYGROUND, text: 'failed', ephemeral: true, channel: 'C1' });
});

it('keeps ephemeral messages over a reconnection', () => {
  const before = holding(message('1.0'), message('2.0', { ephemeral: true }));

  expect(stamps(keepEphemeral(holding(message('1.0'), message('3.0')), before))).toEqual(['1.0', '2.0', '3.0']);
});

it('keeps the latest 300 requests, each once', () => {
  const entry = (id: number): LogEntry => ({
    id,
    at: '2026-11-27T09:00:00Z',
    direction: 'in',
    what: '/count',
    status: 200,
    milliseconds: 1,
    request: null,
    answer: null,
  });
  const ids = [...Array(310).keys(), 309];

  const log = ids.reduce((now, id) => applyEvent(now, { type: 'log', entry: entry(id) }), empty).log;

  expect(log.map(({ id }) => id)).toEqual([...Array(310).keys()].slice(10));
});

it('finds the app’s messages by their other side', () => {
  expect(conversationAt(empty, 'dm')?.id).toBe('D1');
  expect(conversationAt(empty, 'home')).toBeUndefined();
});

describe('unread', () => {
  const messages = [
    message('1.0'),
    message('2.0', { user: 'ana' }),
    message('3.0'),
    message('4.0', { ephemeral: true }),
  ];

  it('counts what others wrote since the last look', () => {
    expect(unreadCount(messages, 'ana', 'C1', {})).toBe(2);
    expect(unreadCount(messages, 'ana', 'C1', { ana: { C1: '1.0' }, ben: { C1: '9.0' } })).toBe(1);
    expect(unreadCount(messages, 'ana', 'C2', {})).toBe(0);
  });

  it('never moves a mark back', () => {
    const marks = markRead({}, 'ana', 'C1', '3.0');

    expect(marks).toEqual({ ana: { C1: '3.0' } });
    expect(markRead(marks, 'ana', 'C1', '2.0')).toBe(marks);
    expect(markRead(marks, 'ana', 'C2', '2.0')).toEqual({ ana: { C1: '3.0', C2: '2.0' } });
  });
});
