import { openerData, REFRESH, refreshData } from '../../src/teams/press-data.js';
import { activity, executed } from '../teams/activities.js';
import { TENANT } from '../teams/microsoft.js';
import type { Posted } from './post.js';

/** Somebody in a channel of Teams. */
export interface Somebody {
  readonly userId: string;
  readonly mri: string;
  readonly room: string;
  /** Of a card that stands in that channel. */
  readonly topic: string;
}

export type Kind = 'dialog' | 'refresh';

/** As Teams posts it, with its word for who it is. */
export function invoke(kind: Kind, who: Somebody, authorization: string): Posted {
  const body = JSON.stringify(inChannel(who, invokes[kind](who)));
  const headers = {
    authorization,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
  };
  return { path: '/api/messages', body, headers };
}

const invokes: Readonly<Record<Kind, (who: Somebody) => object>> = {
  /** The button that stands for `/count` asks for its dialog. */
  dialog: () => ({ name: 'task/fetch', value: { data: openerData('count'), context: { theme: 'default' } } }),
  /** A card asks to be drawn for the one who looks at it. */
  refresh: ({ topic }) => ({
    name: 'adaptiveCard/action',
    value: executed(REFRESH, refreshData(topic), 'automatic'),
  }),
};

function inChannel({ userId, mri, room }: Somebody, invoked: object): object {
  const team = { id: '19:team-of-the-bench@thread.tacv2' };
  return activity('invoke', {
    ...invoked,
    from: { id: mri, name: 'Somebody', aadObjectId: userId },
    conversation: {
      ...{ conversationType: 'channel', isGroup: true, tenantId: TENANT },
      id: `${room};messageid=1764000000000`,
    },
    channelData: { tenant: { id: TENANT }, team, channel: { id: room }, source: { name: 'message' } },
    localTimestamp: '2026-05-12T09:00:00.123-04:00',
    localTimezone: 'America/New_York',
    replyToId: '1764000000000',
  });
}
