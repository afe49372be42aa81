import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, button, CLOSE_ZONE, inMessage, startBot } from './bot.js';
import { TEAM } from './slack-api.js';

/** Requests that are Slack's and not quite as one expects them. Written by hand; ids and names are made up. */
let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});
beforeEach(() => bot.reset());
afterAll(() => bot.close());

const FORM_TYPE = 'application/x-www-form-urlencoded';
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 2_000, interval: 5 });
const asked = () => bot.requests.map(({ type, userId }) => ({ type, userId }));

describe('a press', () => {
  it('in an ephemeral message within a thread, which carries no message, is answered where it was made', async () => {
    bot.answer = () => ({ type: 'refusal', sentence: 'This zone is closed already.' });
    const { message: _, ...rest } = inMessage(bot);
    const container = { type: 'message', message_ts: '2.2', thread_ts: '1.1', channel_id: 'CMADISON' };

    const answer = await bot.press({ ...rest, container: { ...container, is_ephemeral: true } });

    expect(answer.status).toBe(200);
    expect(bot.requests).toMatchObject([{ type: 'press', room: 'CMADISON', userId: 'UANA' }]);
    await eventually(() => bot.api.callsOf('respond')).toHaveLength(1);
    expect(bot.api.callsOf('respond')).toMatchObject([
      { response_type: 'ephemeral', replace_original: false, text: 'This zone is closed already.' },
    ]);
  });

  it('in Home, which has no response_url, no channel and no state, is handed on', async () => {
    const answer = await bot.press({
      type: 'block_actions',
      user: { id: 'UANA', username: 'ana', name: 'ana', team_id: TEAM },
      team: { id: TEAM, domain: 'maison' },
      api_app_id: 'A1',
      token: 'unused',
      container: { type: 'view', view_id: 'V1' },
      trigger_id: '1.2.abc',
      view: { id: 'V1', team_id: TEAM, type: 'home', blocks: [], private_metadata: '', callback_id: '', hash: '1.a' },
      actions: [button(CLOSE_ZONE)],
    });

    expect(answer.status).toBe(200);
    expect(bot.requests).toMatchObject([{ type: 'press', room: null, route: { subject: 'zone-2' } }]);
    await eventually(() => bot.api.callsOf('views.publish')).toHaveLength(1);
  });

  it('from an account of the organisation, where no team is named, is of the team of its user', async () => {
    const enterprise = { id: 'E1', name: 'Maison', sent_in_the_future: true };
    const press = inMessage(bot, button(CLOSE_ZONE), { team: null, enterprise, is_enterprise_install: true });

    expect((await bot.press(press)).status).toBe(200);
    expect(asked()).toEqual([{ type: 'press', userId: 'UANA' }]);
  });

  it('from an account at home elsewhere in the organisation is nobody’s of ours', async () => {
    const user = { id: 'WEVA', username: 'eva', name: 'eva', team_id: 'T2' };
    const press = inMessage(bot, button(CLOSE_ZONE), { team: null, user, is_enterprise_install: true });

    expect((await bot.press(press)).status).toBe(200);
    expect(bot.requests).toEqual([]);
  });

  it('on something that is not ours, such as a menu, an empty button or a button of another app, does no harm', async () => {
    const menu = { type: 'static_select', action_id: 'm', block_id: 'b', selected_option: null, action_ts: '1.5' };
    for (const action of [menu, button(), button('1', { action_id: 'save' }), button(' '), button('["MADISON"]')])
      expect((await bot.press(inMessage(bot, action))).status).toBe(200);

    expect(bot.requests).toEqual([]);
    expect(bot.logged).toEqual([]);
  });
});

const untouched = {
  serials: { serials: { type: 'plain_text_input', value: null } },
  zone: { zone: { type: 'static_select', selected_option: null } },
  also: { also: { type: 'multi_static_select', selected_options: [] } },
  reason: { reason: { type: 'radio_buttons', selected_option: null } },
  old: { old: { type: 'checkboxes', selected_options: [] } },
  file: { file: { type: 'file_input', files: [] } },
  photo: { photo: { type: 'file_input', files: null } },
  day: { day: { type: 'datepicker', selected_date: null } },
  at: { at: { type: 'timepicker', selected_time: null } },
  amount: { amount: { type: 'number_input', value: null } },
  colleague: { colleague: { type: 'users_select', selected_user: null } },
  remark: { remark: { type: 'rich_text_input', rich_text_value: null } },
};

describe('a form', () => {
  const route = { interaction: 'count', boutique: 'MADISON', subject: '', instance: 'i1' };
  const view = { callback_id: 'form', private_metadata: JSON.stringify(route), state: { values: untouched } };

  it('with every input empty has no answers', async () => {
    expect((await bot.submit(view)).status).toBe(200);
    expect(bot.requests).toMatchObject([
      { type: 'submission', raw: Object.fromEntries(Object.keys(untouched).map((name) => [name, null])) },
    ]);
  });

  it('that was opened from a channel shared with another company is of the team that installed us', async () => {
    const shared = { ...view, team_id: 'T2', app_installed_team_id: TEAM };

    expect((await bot.submit(shared, { team: { id: 'T2', domain: 'elsewhere' } })).status).toBe(200);
    expect(asked()).toEqual([{ type: 'submission', userId: 'UANA' }]);
  });

  it('that is closed or searched in is acknowledged, and nothing is asked', async () => {
    const body = { user: { id: 'UANA', team_id: TEAM }, team: { id: TEAM }, view: { ...view, type: 'modal' } };
    expect((await bot.press({ ...body, type: 'view_closed', is_cleared: true })).status).toBe(200);
    expect((await bot.press({ ...body, type: 'block_suggestion', action_id: 'a', value: 'RG' })).status).toBe(200);
    expect(bot.requests).toEqual([]);
  });
});

describe('an event', () => {
  it('of another bot’s message, which has no subtype, is let go', async () => {
    const answer = await bot.event({
      type: 'message',
      bot_id: 'B9',
      bot_profile: { id: 'B9', app_id: 'A9', name: 'other', deleted: false, team_id: TEAM },
      user: 'UOTHER',
      text: 'Hello',
      channel: 'CMADISON',
      channel_type: 'channel',
      ts: '1.1',
    });

    expect(answer.status).toBe(200);
    expect([bot.requests, bot.api.calls, bot.logged]).toEqual([[], [], []]);
  });

  it('of somebody who joins a channel shared with another company is let go', async () => {
    const event = { type: 'member_joined_channel', user: 'WEVA', channel: 'CSHARED', channel_type: 'C', team: TEAM };
    const authorizations = [{ enterprise_id: 'E1', team_id: TEAM, user_id: 'UBOT', is_bot: true }];

    expect((await bot.event(event, { team_id: 'T2', enterprise_id: 'E2', authorizations })).status).toBe(200);
    expect([bot.requests, bot.api.calls, bot.logged]).toEqual([[], [], []]);
  });

  it('of an opened messages tab draws no Home, and neither does one that names no team', async () => {
    const event = { type: 'app_home_opened', user: 'UANA', channel: 'D1', event_ts: '1.1' };
    const authorizations = [{ enterprise_id: 'E1', team_id: null, user_id: 'UBOT', is_enterprise_install: true }];

    expect((await bot.event({ ...event, tab: 'messages' })).status).toBe(200);
    expect((await bot.event({ ...event, tab: 'messages' }, { authorizations, team_id: TEAM })).status).toBe(200);
    expect((await bot.event({ ...event, tab: 'home' }, { authorizations, team_id: null })).status).toBe(200);
    expect([bot.requests, bot.api.calls, bot.logged]).toEqual([[], [], []]);
  });
});

describe('what Slack asks of the address itself', () => {
  it('is answered: a challenge with the challenge, a check of the certificate with nothing', async () => {
    const challenge = { token: 'unused', type: 'url_verification', challenge: 'c-2' };
    const proof = await bot.send(JSON.stringify(challenge), 'application/json');
    const check = await bot.send('ssl_check=1&token=unused', FORM_TYPE);

    expect(await proof.json()).toEqual({ challenge: 'c-2' });
    expect(check.status).toBe(200);
    expect(await check.text()).toBe('');
  });

  it('is noted where it says that events are held back', async () => {
    const body = { token: 'unused', type: 'app_rate_limited', team_id: TEAM, minute_rate_limited: 1, api_app_id: 'A1' };
    const answer = await bot.send(JSON.stringify(body), 'application/json');

    expect(answer.status).toBe(200);
    expect(bot.logged).toEqual([
      { level: 'warn', message: 'Slack holds back events: too many in this hour', facts: undefined },
    ]);
  });
});
