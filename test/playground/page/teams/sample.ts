import type { TeamsMessage } from '../../../../src/playground/teams/protocol.js';

/** A message of the app's in the shop's channel. */
export const message = (id: string, change: Partial<TeamsMessage> = {}): TeamsMessage => ({
  conversation: '19:shop@thread.tacv2',
  id,
  from: '28:app',
  at: '2026-11-27T14:12:00.000Z',
  text: '',
  textFormat: 'plain',
  attachments: [],
  reactions: [],
  edited: false,
  targeted: false,
  ...change,
});
