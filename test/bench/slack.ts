import { createHmac } from 'node:crypto';
import type { Posted } from './post.js';

export const TEAM = 'T0BENCH';
export const TOKEN = 'xoxb-bench';
export const SIGNING_SECRET = 'a-secret-for-the-bench';

/** A request as Slack sends and signs it. */
export function signed(fields: Readonly<Record<string, string>>): Posted {
  const body = new URLSearchParams(fields).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    path: '/slack/events',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    },
  };
}

export interface Asker {
  readonly userId: string;
  readonly room: string;
}

export const command = ({ userId, room }: Asker, triggerId: string): Posted =>
  signed({
    token: 'unused',
    team_id: TEAM,
    team_domain: 'maison',
    channel_id: room,
    channel_name: 'nyc-madison',
    user_id: userId,
    user_name: 'ana',
    command: '/count',
    text: '',
    api_app_id: 'A0BENCH',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/unused',
    trigger_id: triggerId,
  });

/** A form that comes back with one field filled in. */
export function submission(userId: string, route: object, serials: string): Posted {
  const block = (id: string) => ({ type: 'input', block_id: id, element: { type: 'plain_text_input', action_id: id } });
  const view = {
    id: 'V1',
    team_id: TEAM,
    type: 'modal',
    callback_id: 'form',
    private_metadata: JSON.stringify(route),
    title: { type: 'plain_text', text: 'Add serials', emoji: true },
    blocks: [block('serials'), block('file')],
    state: {
      values: {
        serials: { serials: { type: 'plain_text_input', value: serials } },
        file: { file: { type: 'file_input', files: [] } },
      },
    },
    hash: '1.a',
    root_view_id: 'V1',
    app_id: 'A0BENCH',
    app_installed_team_id: TEAM,
    bot_id: 'B0VITRINE',
  };
  const user = { id: userId, username: 'ana', name: 'ana', team_id: TEAM };
  const payload = { type: 'view_submission', team: { id: TEAM, domain: 'maison' }, user, api_app_id: 'A0BENCH', view };
  return signed({ payload: JSON.stringify({ ...payload, token: 'unused', trigger_id: '1.2.a', response_urls: [] }) });
}
