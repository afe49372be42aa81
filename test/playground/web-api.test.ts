import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as world from './world.js';

const { ana, anasIm, bot, guest, ines, madison, office, countView, plain } = world;

let database: Awaited<ReturnType<typeof world.openDatabase>>;
let desk: world.Desk;

beforeAll(async () => {
  database = await world.openDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  desk = await world.openDesk(database.pool);
});
afterEach(() => desk.close());

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('who may call', () => {
  it('refuses a call without a token', async () => {
    expect(await desk.call('auth.test', {}, null)).toEqual({ ok: false, error: 'not_authed' });
  });

  it('refuses a wrong token', async () => {
    expect(await desk.call('auth.test', {}, 'xoxb-other')).toEqual({ ok: false, error: 'invalid_auth' });
  });

  it('takes the token from the form too', async () => {
    expect(await desk.call('auth.test', { token: world.botToken }, null)).toMatchObject({
      ok: true,
      team_id: 'T0DEMO',
      user_id: bot,
      bot_id: 'B0VITRINE',
    });
  });

  it('answers api.test to anybody', async () => {
    expect(await desk.call('api.test', { foo: 'bar' }, null)).toEqual({ ok: true, args: { foo: 'bar' } });
  });

  it.each(['chat.scheduleMessage', 'toString', '__proto__'])('does not know %s', async (method) => {
    expect(await desk.call(method)).toMatchObject({ ok: false, error: 'unknown_method' });
  });

  it('names the scope that is missing and those there are', async () => {
    const poor = await world.openDesk(database.pool, { scopes: ['commands', 'im:write'] });

    const answer = await poor.call('chat.postMessage', { channel: madison, text: 'Hello' });

    await poor.close();
    expect(answer).toEqual({ ok: false, error: 'missing_scope', needed: 'chat:write', provided: 'commands,im:write' });
  });

  it.each([
    ['users.info', { user: ana }, 'users:read'],
    ['users.lookupByEmail', { email: 'ana@example.com' }, 'users:read.email'],
    ['conversations.info', { channel: madison }, 'channels:read'],
    ['conversations.info', { channel: anasIm }, 'im:read'],
    ['conversations.open', { users: ana }, 'im:write'],
    ['files.info', { file: 'F1' }, 'files:read'],
    ['files.getUploadURLExternal', { filename: 'a.csv', length: '1' }, 'files:write'],
    ['team.info', {}, 'team:read'],
  ])('wants for %s with %o the scope %s', async (method, args, needed) => {
    const poor = await world.openDesk(database.pool, { scopes: [] });

    const answer = await poor.call(method, args);

    await poor.close();
    expect(answer).toMatchObject({ error: 'missing_scope', needed });
  });

  it('reads JSON bodies as well as forms', async () => {
    const answer = await world.postJson(
      `${desk.url}/playground/api/chat.postMessage`,
      { channel: madison, blocks: [section('Hello')] },
      { authorization: `Bearer ${world.botToken}` },
    );

    expect(answer).toMatchObject({ ok: true, channel: madison });
  });

  it('says so when a JSON body is none', async () => {
    const answer = await world.postJson(`${desk.url}/playground/api/auth.test`, '{', {
      authorization: `Bearer ${world.botToken}`,
    });

    expect(answer).toMatchObject({ ok: false, error: 'invalid_json' });
  });
});

describe('messages', () => {
  it('answers with the message as Slack keeps it', async () => {
    const answer = await desk.call('chat.postMessage', {
      channel: madison,
      text: 'Counting Vitrine 2',
      blocks: [section('Counting'), { type: 'actions', elements: [{ type: 'button', text: plain('Recount') }] }],
    });

    expect(answer).toMatchObject({
      ok: true,
      channel: madison,
      ts: expect.stringMatching(/^\d{10}\.\d{6}$/),
      message: {
        type: 'message',
        user: bot,
        bot_id: 'B0VITRINE',
        app_id: 'A0VITRINE',
        team: 'T0DEMO',
        text: 'Counting Vitrine 2',
        blocks: [
          {
            type: 'section',
            block_id: expect.any(String),
            text: { type: 'mrkdwn', text: 'Counting', verbatim: false },
          },
          {
            type: 'actions',
            block_id: expect.any(String),
            elements: [{ type: 'button', action_id: expect.any(String), text: { ...plain('Recount'), emoji: true } }],
          },
        ],
      },
    });
    expect(answer.message).not.toHaveProperty('subtype');
  });

  it('gives no two messages one ts', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => desk.call('chat.postMessage', { channel: madison, text: `${i}` })),
    );

    expect(new Set(answers.map(({ ts }) => ts)).size).toBe(20);
  });

  it('opens the direct message for a person’s id and answers with its own', async () => {
    expect(await desk.call('chat.postMessage', { channel: ana, text: 'Hello' })).toMatchObject({
      ok: true,
      channel: anasIm,
    });
  });

  it.each([
    ['an unknown channel', { channel: 'C0NONE', text: 'x' }, 'channel_not_found'],
    ['no channel', { text: 'x' }, 'channel_not_found'],
    ['a channel the bot is not in', { channel: office, text: 'x' }, 'not_in_channel'],
    ['itself', { channel: bot, text: 'x' }, 'cannot_dm_bot'],
    ['nothing', { channel: madison }, 'no_text'],
    ['empty blocks', { channel: madison, blocks: [] }, 'no_text'],
    ['blocks that are no JSON', { channel: madison, blocks: '[{' }, 'invalid_blocks_format'],
    ['blocks that are no list', { channel: madison, blocks: { type: 'section' } }, 'invalid_blocks_format'],
  ])('refuses %s', async (_what, args, error) => {
    expect(await desk.call('chat.postMessage', args)).toMatchObject({ ok: false, error });
  });

  it('explains invalid blocks with their place', async () => {
    expect(await desk.call('chat.postMessage', { channel: madison, blocks: [section('x'.repeat(3001))] })).toEqual({
      ok: false,
      error: 'invalid_blocks',
      errors: ['must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
      response_metadata: {
        messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
      },
    });
  });

  it.each([
    [13_200, { ok: true }],
    [13_201, { ok: false, error: 'msg_blocks_too_long' }],
  ])('measures the JSON of all blocks: %i characters', async (length, expected) => {
    const blocks = Array.from({ length: 5 }, () => section('x'));
    const spare = length - JSON.stringify(blocks).length;
    const filled = blocks.map((_block, i) => section('x'.repeat(1 + Math.floor((spare + i) / 5))));
    expect(JSON.stringify(filled)).toHaveLength(length);

    expect(await desk.call('chat.postMessage', { channel: madison, blocks: filled })).toMatchObject(expected);
  });

  it('cuts a text above 40,000 characters', async () => {
    const answer = await desk.call('chat.postMessage', { channel: madison, text: 'x'.repeat(40_001) });

    expect((answer.message as { text: string }).text).toHaveLength(40_000);
  });

  it('reaches another page of a member, not of others', async () => {
    const [inside, outside] = [await desk.watch(ines), await desk.watch(guest)];

    await desk.call('chat.postMessage', { channel: madison, text: 'For members' });

    expect((await inside.next('message')).message).toMatchObject({ channel: madison, text: 'For members', user: bot });
    await outside.next('log');
    expect(outside.events.filter(({ type }) => type === 'message')).toEqual([]);
  });
});

describe('changing messages', () => {
  const posted = async (more: Record<string, unknown> = {}) =>
    String((await desk.call('chat.postMessage', { channel: madison, text: 'Before', ...more })).ts);

  it('changes text and blocks in place and says that it was edited', async () => {
    const ts = await posted({ blocks: [section('Before')] });

    const answer = await desk.call('chat.update', { channel: madison, ts, text: 'After', blocks: [section('After')] });

    expect(answer).toMatchObject({ ok: true, channel: madison, ts, text: 'After', message: { edited: { user: bot } } });
    const mine = (await desk.snapshot(ana)).messages.find((message) => message.ts === ts);
    expect(mine).toMatchObject({ text: 'After', edited: true, blocks: [{ text: { text: 'After' } }] });
  });

  it('keeps blocks that are not named and drops them for an empty list', async () => {
    const ts = await posted({ blocks: [section('Stays')] });

    const kept = await desk.call('chat.update', { channel: madison, ts, text: 'After' });
    const dropped = await desk.call('chat.update', { channel: madison, ts, text: 'After', blocks: [] });

    expect(kept).toMatchObject({ message: { blocks: [{ text: { text: 'Stays' } }] } });
    expect(dropped).toMatchObject({ message: { blocks: [] } });
  });

  it('lets the largest blocks stay when only the text changes', async () => {
    const blocks = Array.from({ length: 5 }, () => section('x'.repeat(2500)));
    const ts = await posted({ blocks });

    expect(await desk.call('chat.update', { channel: madison, ts, text: 'After' })).toMatchObject({ ok: true });
  });

  it.each([
    [4000, { ok: true }],
    [4001, { ok: false, error: 'msg_too_long' }],
  ])('takes an update of %i characters or not', async (length, expected) => {
    const ts = await posted();

    expect(await desk.call('chat.update', { channel: madison, ts, text: 'x'.repeat(length) })).toMatchObject(expected);
  });

  it('does not find a message that is not there, by update, delete or permalink', async () => {
    const where = { channel: madison, ts: '1.000001', message_ts: '1.000001', text: 'x' };

    for (const method of ['chat.update', 'chat.delete', 'chat.getPermalink']) {
      expect(await desk.call(method, where)).toMatchObject({ error: 'message_not_found' });
    }
  });

  it('leaves people’s messages alone', async () => {
    await desk.verb('message', { user: ana, channel: madison, text: 'Mine' });
    const ts = (await desk.snapshot(ana)).messages.at(-1)?.ts ?? '';

    expect(await desk.call('chat.update', { channel: madison, ts, text: 'x' })).toMatchObject({
      error: 'cant_update_message',
    });
    expect(await desk.call('chat.delete', { channel: madison, ts })).toMatchObject({ error: 'cant_delete_message' });
  });

  it('deletes for everybody', async () => {
    const page = await desk.watch(ana);
    const ts = await posted();

    expect(await desk.call('chat.delete', { channel: madison, ts })).toEqual({ ok: true, channel: madison, ts });

    expect(await page.next('message-deleted')).toEqual({ type: 'message-deleted', channel: madison, ts });
    expect((await desk.snapshot(ana)).messages.some((message) => message.ts === ts)).toBe(false);
  });

  it('links to a message', async () => {
    const ts = await posted();

    expect(await desk.call('chat.getPermalink', { channel: madison, message_ts: ts })).toEqual({
      ok: true,
      channel: madison,
      permalink: `https://demo-boutiques.slack.com/archives/${madison}/p${ts.replace('.', '')}`,
    });
  });
});

describe('ephemeral messages', () => {
  const say = (user: string) => desk.call('chat.postEphemeral', { channel: madison, user, text: 'Only you' });

  it('are seen by their one reader, who is looking, and gone on reload', async () => {
    const [hers, other] = [await desk.watch(ana), await desk.watch(ines)];

    const answer = await say(ana);

    expect((await hers.next('message')).message).toMatchObject({ ephemeral: true, ts: answer.message_ts });
    await other.next('log');
    expect(other.events.some(({ type }) => type === 'message')).toBe(false);
    expect((await desk.snapshot(ana)).messages.some(({ ts }) => ts === answer.message_ts)).toBe(false);
  });

  it('are refused for somebody outside the channel', async () => {
    expect(await say(guest)).toMatchObject({ ok: false, error: 'user_not_in_channel' });
  });

  it('cannot be changed by chat.update', async () => {
    await desk.watch(ana);
    const { message_ts } = await say(ana);

    expect(await desk.call('chat.update', { channel: madison, ts: String(message_ts), text: 'x' })).toMatchObject({
      error: 'message_not_found',
    });
  });
});

describe('views', () => {
  const open = async (view: unknown, trigger?: string) =>
    desk.call('views.open', { trigger_id: trigger ?? (await world.triggerFor(desk)), view });
  const idOf = (answer: Record<string, unknown>) => String((answer.view as { id: string }).id);

  it('opens a modal for the person of the trigger and answers with all that Slack adds', async () => {
    const page = await desk.watch(ana);

    const answer = await open(countView());

    const id = idOf(answer);
    expect(answer).toMatchObject({
      ok: true,
      view: {
        id,
        team_id: 'T0DEMO',
        type: 'modal',
        callback_id: 'count',
        private_metadata: '',
        external_id: '',
        hash: expect.stringMatching(/^\d+\.[a-z0-9]+$/),
        state: { values: {} },
        root_view_id: id,
        previous_view_id: null,
        app_id: 'A0VITRINE',
        bot_id: 'B0VITRINE',
        close: null,
        submit: { type: 'plain_text', text: 'Save batch', emoji: true },
        blocks: [
          { block_id: 'zone', optional: false, dispatch_action: false },
          { element: { dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } } },
        ],
      },
    });
    expect(answer.view).not.toHaveProperty('user');
    expect((await page.next('modals')).modals).toMatchObject([{ id, title: 'Stock count', submit: 'Save batch' }]);
  });

  it('refuses a trigger it never gave', async () => {
    expect(await open(countView(), '1.2.x')).toMatchObject({ error: 'invalid_trigger_id' });
  });

  it('refuses a trigger used once', async () => {
    const trigger = await world.triggerFor(desk);
    await open(countView(), trigger);

    expect(await open(countView(), trigger)).toMatchObject({ error: 'exchanged_trigger_id' });
  });

  it('takes a trigger just before 3 seconds', async () => {
    const trigger = await world.triggerFor(desk);
    desk.clock.forward(2500);

    expect(await open(countView(), trigger)).toMatchObject({ ok: true });
  });

  it('refuses a trigger after 3 seconds', async () => {
    const trigger = await world.triggerFor(desk);
    desk.clock.forward(3001);

    expect(await open(countView(), trigger)).toMatchObject({ error: 'expired_trigger_id' });
  });

  it('does not use up a trigger on a view it refuses', async () => {
    const trigger = await world.triggerFor(desk);

    const refused = await open(countView({ title: plain('x'.repeat(25)) }), trigger);

    expect(refused).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
    });
    expect(await open(countView(), trigger)).toMatchObject({ ok: true });
  });

  it.each([
    ['a view that is too large', countView({ private_metadata: 'x'.repeat(250_000) }), 'view_too_large'],
    ['a Home', { type: 'home', blocks: [] }, 'invalid_arguments'],
    ['no JSON', '{', 'invalid_arguments'],
  ])('refuses to open %s', async (_what, view, error) => {
    expect(await open(view)).toMatchObject({ ok: false, error });
  });

  it('stacks three views and no fourth', async () => {
    await open(countView());
    const push = async () => desk.call('views.push', { trigger_id: await world.triggerFor(desk), view: countView() });

    const [second, third, fourth] = [await push(), await push(), await push()];

    expect([second.ok, third.ok]).toEqual([true, true]);
    expect(fourth).toMatchObject({ error: 'push_limit_reached' });
    expect(third.view).toMatchObject({ previous_view_id: idOf(second) });
    expect((await desk.snapshot(ana)).modals).toHaveLength(3);
  });

  it('has nothing to push on when no modal is open', async () => {
    const trigger = await world.triggerFor(desk, ines);

    expect(await desk.call('views.push', { trigger_id: trigger, view: countView() })).toMatchObject({
      error: 'not_found',
    });
  });

  it('updates a view by id, with a new hash, and guards it by the old one', async () => {
    const opened = await open(countView());
    const hash = String((opened.view as { hash: string }).hash);
    const update = (more: Record<string, unknown>) =>
      desk.call('views.update', { view_id: idOf(opened), view: countView({ title: plain('Saved') }), ...more });

    const first = await update({ hash });
    const second = await update({ hash });

    expect(first).toMatchObject({ ok: true, view: { id: idOf(opened), title: { text: 'Saved' } } });
    expect(second).toMatchObject({ ok: false, error: 'hash_conflict' });
  });

  it('updates a view by external_id, which is unique', async () => {
    await open(countView({ external_id: 'count-7' }));
    const other = await desk.call('views.open', {
      trigger_id: await world.triggerFor(desk, ines),
      view: countView({ external_id: 'count-7' }),
    });

    expect(other).toMatchObject({ error: 'duplicate_external_id' });
    expect(
      await desk.call('views.update', { external_id: 'count-7', view: countView({ external_id: 'count-7' }) }),
    ).toMatchObject({ ok: true });
  });

  it('does not find a view that is closed', async () => {
    expect(await desk.call('views.update', { view_id: 'V0NONE', view: countView() })).toMatchObject({
      error: 'not_found',
    });
  });

  it('publishes a Home and keeps its id', async () => {
    const page = await desk.watch(ana);
    const publish = (text: string, more = {}) =>
      desk.call('views.publish', { user_id: ana, view: { type: 'home', blocks: [section(text)] }, ...more });

    const [first, second] = [await publish('One'), await publish('Two')];

    expect(idOf(first)).toBe(idOf(second));
    expect(
      (await page.next('home', ({ view }) => view.hash === (second.view as { hash: string }).hash)).view,
    ).toMatchObject({ type: 'home', blocks: [{ text: { text: 'Two' } }] });
    expect(await publish('Three', { hash: (first.view as { hash: string }).hash })).toMatchObject({
      error: 'hash_conflict',
    });
  });

  it('publishes no Home for nobody, nor where Home is off', async () => {
    const view = { type: 'home', blocks: [] };
    const without = await world.openDesk(database.pool, { homeEnabled: false });

    const off = await without.call('views.publish', { user_id: ana, view });

    await without.close();
    expect(off).toMatchObject({ error: 'not_enabled' });
    expect(await desk.call('views.publish', { user_id: 'U0NONE', view })).toMatchObject({ error: 'invalid_arguments' });
  });
});

describe('people and conversations', () => {
  it('tells who somebody is, guests and bots too', async () => {
    expect(await desk.call('users.info', { user: ana })).toMatchObject({
      ok: true,
      user: { id: ana, name: 'ana', real_name: 'Ana Reyes', is_bot: false, profile: { email: 'ana@example.com' } },
    });
    expect(await desk.call('users.info', { user: guest })).toMatchObject({ user: { is_restricted: true } });
    expect(await desk.call('users.info', { user: bot })).toMatchObject({ user: { is_bot: true } });
    expect(await desk.call('users.info', { user: 'U0NONE' })).toMatchObject({ error: 'user_not_found' });
  });

  it('hides e-mail addresses without the scope', async () => {
    const poor = await world.openDesk(database.pool, { scopes: ['users:read'] });

    const { user } = await poor.call('users.info', { user: ana });

    await poor.close();
    expect((user as { profile: object }).profile).not.toHaveProperty('email');
  });

  it('finds people by e-mail, whatever its case', async () => {
    expect(await desk.call('users.lookupByEmail', { email: 'INES@example.com' })).toMatchObject({ user: { id: ines } });
    expect(await desk.call('users.lookupByEmail', { email: 'no@example.com' })).toMatchObject({
      error: 'users_not_found',
    });
  });

  it('lists people page by page', async () => {
    const first = await desk.call('users.list', { limit: '2' });
    const cursor = (first.response_metadata as { next_cursor: string }).next_cursor;
    const second = await desk.call('users.list', { limit: '2', cursor });

    const ids = [first, second].flatMap(({ members }) => (members as { id: string }[]).map(({ id }) => id));
    expect(ids).toEqual([ana, ines, guest, bot]);
    expect(second.response_metadata).toEqual({ next_cursor: '' });
    expect(await desk.call('users.list', { cursor: 'nonsense' })).toMatchObject({ error: 'invalid_cursor' });
  });

  it('describes channels and direct messages', async () => {
    expect(await desk.call('conversations.info', { channel: madison })).toMatchObject({
      channel: { id: madison, name: 'nyc-madison', is_member: true, is_im: false, is_ext_shared: false },
    });
    expect(await desk.call('conversations.info', { channel: anasIm })).toMatchObject({
      channel: { id: anasIm, is_im: true, user: ana },
    });
    expect(await desk.call('conversations.members', { channel: madison })).toMatchObject({ members: [ana, ines, bot] });
    const { channels } = await desk.call('conversations.list');
    expect((channels as { id: string }[]).map(({ id }) => id)).toEqual([madison, office]);
  });

  it('opens direct messages with one person', async () => {
    expect(await desk.call('conversations.open', { users: ana })).toMatchObject({ ok: true, channel: { id: anasIm } });
    expect(await desk.call('conversations.open', { users: 'U0NONE' })).toMatchObject({ error: 'user_not_found' });
    expect(await desk.call('conversations.open')).toMatchObject({ error: 'users_list_not_supplied' });
  });

  it('knows the workspace and the bot', async () => {
    expect(await desk.call('team.info')).toMatchObject({ team: { id: 'T0DEMO', domain: 'demo-boutiques' } });
    expect(await desk.call('bots.info', { bot: 'B0VITRINE' })).toMatchObject({ bot: { user_id: bot } });
    expect(await desk.call('bots.info', { bot: 'B0OTHER' })).toMatchObject({ error: 'bot_not_found' });
  });
});

describe('files', () => {
  const bytes = 'serial,state\nRG-1204-02,matched\n';
  const promise = () => desk.call('files.getUploadURLExternal', { filename: 'count.csv', length: `${bytes.length}` });
  const uploaded = async () => {
    const { upload_url, file_id } = await promise();
    await fetch(String(upload_url), { method: 'POST', body: bytes });
    return String(file_id);
  };
  const share = (id: string, more: Record<string, unknown> = {}) =>
    desk.call('files.completeUploadExternal', { files: [{ id, title: 'Count' }], ...more });

  it('takes a file in three steps and shows it in the channel', async () => {
    const id = await uploaded();

    const answer = await share(id, { channel_id: madison, initial_comment: 'The report' });

    expect(answer).toMatchObject({ ok: true, files: [{ id, title: 'Count', size: bytes.length, shares: {} }] });
    const message = (await desk.snapshot(ana)).messages.at(-1);
    expect(message).toMatchObject({ user: bot, text: 'The report', files: [{ id, name: 'count.csv' }] });
    const page = await fetch(desk.url + message?.files[0]?.href);
    expect(await page.text()).toBe(bytes);
    expect(page.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(await desk.call('files.info', { file: id })).toMatchObject({
      file: { shares: { public: { [madison]: [{ ts: message?.ts }] } }, channels: [madison] },
    });
  });

  it('shows a picture in a message, though not in the first that asks: it is still looked over', async () => {
    const { upload_url, file_id } = await desk.call('files.getUploadURLExternal', {
      filename: 'plan.png',
      length: '3',
    });
    const say = (id = String(file_id)) =>
      desk.call('chat.postMessage', {
        channel: madison,
        text: 'Plan',
        blocks: [{ type: 'image', slack_file: { id }, alt_text: 'Plan' }],
      });
    const refused = {
      ok: false,
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]'] },
    };

    expect(await say()).toMatchObject(refused);
    await fetch(String(upload_url), { method: 'POST', body: 'PNG' });
    expect(await say()).toMatchObject(refused);
    await share(String(file_id));
    expect(await say()).toMatchObject(refused);
    expect(await say()).toMatchObject({ ok: true });
    expect(await desk.call('files.info', { file: file_id })).toMatchObject({ ok: true });

    const table = await uploaded();
    await share(table);
    await say(table);
    expect(await say(table)).toMatchObject(refused);
  });

  it('gives the bot its file back, by token; a login page without', async () => {
    const id = await uploaded();
    await share(id);
    const { file } = await desk.call('files.info', { file: id });
    const address = String((file as { url_private_download: string }).url_private_download);

    const mine = await fetch(address, { headers: { authorization: `Bearer ${world.botToken}` } });
    const nobodys = await fetch(address);

    expect(await mine.text()).toBe(bytes);
    expect([nobodys.status, nobodys.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it.each([
    ['a person’s id', { channel_id: ana }, 'channel_not_found'],
    ['a channel the bot is not in', { channel_id: office }, 'not_in_channel'],
  ])('shares nothing with %s', async (_what, where, error) => {
    expect(await share(await uploaded(), where)).toMatchObject({ ok: false, error });
  });

  it('does not complete what was never uploaded', async () => {
    const { file_id } = await promise();

    expect(await share(String(file_id))).toMatchObject({ error: 'file_not_found' });
    expect(await desk.call('files.info', { file: String(file_id) })).toMatchObject({ error: 'file_not_found' });
  });

  it('wants as many bytes as promised, once', async () => {
    const { upload_url } = await promise();
    const send = async (body: string) => (await fetch(String(upload_url), { method: 'POST', body })).status;

    expect([await send('short'), await send(bytes), await send(bytes)]).toEqual([400, 200, 404]);
  });

  it('refuses a promise without a name or a sensible length', async () => {
    for (const args of [{ length: '5' }, { filename: 'a' }, { filename: 'a', length: '-1' }]) {
      expect(await desk.call('files.getUploadURLExternal', args)).toMatchObject({ error: 'invalid_arguments' });
    }
  });
});

describe('bad days', () => {
  it('answers 429 with Retry-After as often as told, then works again', async () => {
    desk.playground.faults.set({ method: 'auth.test', times: 2, kind: 'rate_limited', retryAfter: 7 });
    const ask = () =>
      fetch(`${desk.url}/playground/api/auth.test`, { headers: { authorization: `Bearer ${world.botToken}` } });

    const answers = [await ask(), await ask(), await ask()];

    expect(answers.map(({ status }) => status)).toEqual([429, 429, 200]);
    expect(answers[0]?.headers.get('retry-after')).toBe('7');
  });

  it('breaks any method on order, from the page', async () => {
    await desk.verb('faults', { method: '*', times: 1, kind: 'server_error' });

    const broken = await fetch(`${desk.url}/playground/api/auth.test`);

    expect(broken.status).toBe(500);
    expect(desk.playground.faults.pending()).toEqual([]);
  });

  it('resets the connection on order', async () => {
    desk.playground.faults.set({ method: '*', times: 1, kind: 'reset' });

    await expect(desk.call('auth.test')).rejects.toThrow('fetch failed');
    expect(await desk.call('auth.test')).toMatchObject({ ok: true });
  });

  it('hangs on order until somebody gives up', async () => {
    desk.playground.faults.set({ method: 'auth.test', times: 1, kind: 'hang' });

    const hanging = fetch(`${desk.url}/playground/api/auth.test`, { signal: AbortSignal.timeout(60) });

    await expect(hanging).rejects.toThrow('aborted due to timeout');
  });
});
