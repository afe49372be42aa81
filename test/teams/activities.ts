import { SERVICE, TENANT } from './microsoft.js';

export const BOT = '28:11111111-2222-3333-4444-555555555555';
export const ANA = { id: '29:1ana', name: 'Ana', aadObjectId: '00000000-1111-2222-3333-00000000000a' };
export const PRIVATE = 'a:1private-chat-of-ana';
export const CHANNEL = '19:madison@thread.tacv2';
export const TEAM = '19:the-team@thread.tacv2';
export const GROUP = '19:a-few-people@thread.v2';
/** Two people among themselves. */
export const OTHERS = '19:ana_marc@unq.gbl.spaces';

const conversations: Readonly<Record<string, object>> = {
  [PRIVATE]: { conversationType: 'personal' },
  [CHANNEL]: { conversationType: 'channel', isGroup: true },
  [GROUP]: { conversationType: 'groupChat', isGroup: true },
  [OTHERS]: { conversationType: 'groupChat', isGroup: true },
};

let last = 1_764_000_000_000;
const nextId = (): string => {
  last += 1;
  return String(last);
};

/** What every activity carries, in the shape that Teams sends. */
export function activity(type: string, more: object = {}, room = PRIVATE): Record<string, unknown> {
  const thread = room === CHANNEL ? ';messageid=1764000000000' : '';
  return {
    type,
    id: nextId(),
    timestamp: '2026-05-12T13:00:00.123Z',
    channelId: 'msteams',
    serviceUrl: SERVICE,
    from: ANA,
    recipient: { id: BOT, name: 'Vitrine' },
    conversation: { ...conversations[room], tenantId: TENANT, id: `${room}${thread}` },
    channelData: { tenant: { id: TENANT }, ...(room === CHANNEL && { team: { id: TEAM }, channel: { id: CHANNEL } }) },
    entities: [{ locale: 'en-US', type: 'clientInfo' }],
    locale: 'en-US',
    ...more,
  };
}

/** In a room with a mention, as people write there. */
export function typed(text: string, room = PRIVATE, more: object = {}): Record<string, unknown> {
  const mention = { type: 'mention', text: '<at>Vitrine</at>', mentioned: { id: BOT, name: 'Vitrine' } };
  const html = { contentType: 'text/html', content: `<p>${text}</p>` };
  if (room === PRIVATE) return activity('message', { text, attachments: [html], ...more }, room);
  return activity(
    'message',
    { text: `<at>Vitrine</at> ${text}\n`, entities: [mention], attachments: [html], ...more },
    room,
  );
}

export const invoke = (name: string, value: unknown, room = PRIVATE, more: object = {}): Record<string, unknown> =>
  activity('invoke', { name, value, ...more }, room);

export interface Pressed {
  readonly action: string;
  readonly boutique?: string | null;
  readonly subject?: string;
  readonly topic?: string | null;
  readonly confirm?: object;
}

export const pressData = ({ action, boutique = 'MADISON', subject = 's', topic = null, ...more }: Pressed): object => ({
  vitrine: { action, boutique, subject, topic, ...more },
});

export const pressed = (press: Pressed, room = PRIVATE): Record<string, unknown> =>
  invoke('adaptiveCard/action', executed(press.action, pressData(press)), room);

export const executed = (verb: unknown, data: object, trigger = 'manual'): object => ({
  action: { type: 'Action.Execute', verb, data },
  trigger,
});

export const refreshed = (topic: string, room = CHANNEL, trigger = 'automatic'): Record<string, unknown> =>
  invoke('adaptiveCard/action', executed('vitrine.refresh', { vitrine: { topic } }, trigger), room);

/** A shortcut picked in the menu of a message, which comes along. */
export const pointedAt = (content: unknown, room = CHANNEL, contentType = 'html'): Record<string, unknown> =>
  invoke(
    'composeExtension/fetchTask',
    {
      ...{ commandId: 'report-anomaly', commandContext: 'message', requestId: 'q1', context: { theme: 'default' } },
      messagePayload: {
        ...{ id: '1764000000000', replyToId: null, deleted: false, subject: null, importance: 'normal' },
        createdDateTime: '2026-05-12T12:59:00.065Z',
        body: { contentType, content },
        from: { user: { userIdentityType: 'aadUser', id: 'someone', displayName: 'Ben' }, application: null },
        ...{ reactions: [], mentions: [] },
      },
    },
    room,
  );

export const fetched = (data: object, room = PRIVATE): Record<string, unknown> =>
  invoke('task/fetch', { data, context: { theme: 'default' } }, room);

export const submitted = (data: object, room = PRIVATE): Record<string, unknown> =>
  invoke('task/submit', { data, context: { theme: 'default' } }, room);
