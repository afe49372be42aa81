import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as world from './world.js';

const { ana, anasIm, bot, ines, madison, countValues, countView, payloadOf, plain } = world;
type Json = Record<string, unknown>;

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

const last = () => desk.received.at(-1) as world.Received;
const json =
  (body: unknown): world.Bot =>
  (_received, res) => {
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify(body));
  };
const fails =
  (status: number): world.Bot =>
  (_received, res) => {
    res.statusCode = status;
    res.end();
  };
const neverAnswers: world.Bot = () => undefined;
const open = async (view: unknown = countView()) => {
  const answer = await desk.call('views.open', { trigger_id: await world.triggerFor(desk), view });
  return String((answer.view as { id: string }).id);
};
const button = (more: Json = {}) => ({ type: 'button', action_id: 'recount', text: plain('Recount'), ...more });
const actions = (...elements: Json[]) => ({ type: 'actions', block_id: 'deeds', elements });
const command = (text: string) => desk.verb('command', { user: ana, channel: madison, text });
const slackbotSays = async (deed: () => Promise<unknown>) => {
  const page = await desk.watch(ana);
  await deed();
  return (await page.next('slackbot')).text;
};

describe('slash commands', () => {
  it('go out signed, as a form without a charset, with every field of Slack', async () => {
    await command('/count  MADISON ');

    expect(last().headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(world.isSigned(last())).toBe(true);
    expect(payloadOf(last())).toEqual({
      token: expect.any(String),
      team_id: 'T0DEMO',
      team_domain: 'demo-boutiques',
      channel_id: madison,
      channel_name: 'nyc-madison',
      user_id: ana,
      user_name: 'ana',
      command: '/count',
      text: 'MADISON',
      api_app_id: 'A0VITRINE',
      is_enterprise_install: 'false',
      response_url: expect.stringMatching(`^${desk.url}/playground/response/`),
      trigger_id: expect.any(String),
    });
  });

  it('say where they were typed in a direct message', async () => {
    await desk.verb('command', { user: ana, channel: anasIm, text: '/count' });

    expect(payloadOf(last())).toMatchObject({ channel_id: anasIm, channel_name: 'directmessage', text: '' });
  });

  it('that nobody declared are answered by Slackbot', async () => {
    expect(await slackbotSays(() => command('/cuont now'))).toMatch(/^\/cuont is not a valid command\. In Slack, all/);
    expect(desk.received).toEqual([]);
  });

  it.each([
    ['a bot that is too slow', neverAnswers, 'operation_timeout'],
    ['a bot that fails', fails(500), 'http_service_error'],
    ['a bot that does not know them', fails(404), 'http_client_error'],
    ['an ack that is no message', json({ blocks: [{ type: 'video' }] }), 'invalid_command_response'],
  ])('end in words for %s', async (_what, answer, error) => {
    desk.answerWith(answer);

    expect(await slackbotSays(() => command('/count'))).toBe(`/count failed with the error "${error}"`);
  });

  it('end in words for a bot that is down', async () => {
    const alone = await world.openDesk(database.pool, { eventsUrl: 'http://127.0.0.1:1/slack/events' });
    const page = await alone.watch(ana);

    await alone.verb('command', { user: ana, channel: madison, text: '/count' });

    const { text } = await page.next('slackbot');
    await alone.close();
    expect(text).toBe('/count failed with the error "dispatch_failed"');
  });

  it('may be answered in the ack, for one person or for all', async () => {
    const [hers, other] = [await desk.watch(ana), await desk.watch(ines)];

    desk.answerWith((_received, res) => void res.end('Only you see this'));
    await command('/count');
    desk.answerWith(json({ response_type: 'in_channel', text: 'All see this' }));
    await command('/count');

    expect((await other.next('message')).message).toMatchObject({ text: 'All see this', ephemeral: false });
    expect((await hers.next('message')).message).toMatchObject({ text: 'Only you see this', ephemeral: true });
  });
});

describe('shortcuts of messages', () => {
  const said = async (text: string) => {
    await desk.verb('message', { user: ines, channel: madison, text });
    return String((await desk.snapshot(ana)).messages.at(-1)?.ts);
  };
  const pick = (ts: string, more: Json = {}) =>
    desk.verb('shortcut', { user: ana, channel: madison, ts, callbackId: 'report-anomaly', ...more });

  it('are those that the manifest lists', async () => {
    expect((await desk.snapshot(ana)).shortcuts).toEqual(world.workspace.shortcuts);
  });

  it('go out signed, with the message as Slack keeps it', async () => {
    const ts = await said('Two boxes & a <ring> are missing');

    expect(await pick(ts)).toEqual({ status: 200, ok: true });
    expect(last().headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(world.isSigned(last())).toBe(true);
    expect(payloadOf(last())).toEqual({
      type: 'message_action',
      token: expect.any(String),
      action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
      team: { id: 'T0DEMO', domain: 'demo-boutiques' },
      user: { id: ana, username: 'ana', team_id: 'T0DEMO', name: 'ana' },
      channel: { id: madison, name: 'nyc-madison' },
      is_enterprise_install: false,
      enterprise: null,
      callback_id: 'report-anomaly',
      trigger_id: expect.any(String),
      response_url: expect.stringMatching(`^${desk.url}/playground/response/`),
      message_ts: ts,
      message: {
        ...{ type: 'message', user: ines, ts, team: 'T0DEMO', blocks: [] },
        text: 'Two boxes &amp; a &lt;ring&gt; are missing',
      },
    });
  });

  it('open a modal with their trigger, and are answered for one person alone', async () => {
    await pick(await said('Two boxes are missing'));
    const { trigger_id, response_url } = payloadOf(last());
    const page = await desk.watch(ana);

    expect(await desk.call('views.open', { trigger_id, view: countView() })).toMatchObject({ ok: true });
    expect((await desk.snapshot(ana)).modals).toHaveLength(1);
    await world.postJson(String(response_url), { text: 'Which boutique?', replace_original: true });
    expect((await page.next('message')).message).toMatchObject({ text: 'Which boutique?', ephemeral: true });
  });

  it.each([
    ['a bot that is too slow', neverAnswers, 'Operation timed out'],
    ['a bot that fails', fails(500), 'This app responded with Status Code 500.'],
  ])('end in words for %s', async (_what, answer, words) => {
    const ts = await said('Two boxes are missing');
    desk.answerWith(answer);

    expect(await pick(ts)).toMatchObject({ ok: false, trouble: expect.stringContaining(words) });
  });

  it('are refused by a name that nobody declared, at a message that is not there, and to who is not', async () => {
    const ts = await said('Two boxes are missing');

    expect(await pick(ts, { callbackId: 'other' })).toMatchObject({ status: 400 });
    expect(await pick('1.000001')).toMatchObject({ status: 400 });
    expect(await pick(ts, { user: world.guest })).toMatchObject({ status: 400 });
    expect(desk.received).toEqual([]);
  });

  it('are not for what only one person sees', async () => {
    const sent = { channel: madison, user: ana, text: 'Only you' };
    const { message_ts } = await desk.call('chat.postEphemeral', sent);

    expect(await pick(String(message_ts))).toMatchObject({ status: 400 });
  });
});

describe('presses', () => {
  const posted = async (blocks: unknown[]) =>
    String((await desk.call('chat.postMessage', { channel: madison, text: 'Recount Vitrine 2', blocks })).ts);
  const press = (source: Json, more: Json = {}) =>
    desk.verb('press', { user: ana, source, blockId: 'deeds', actionId: 'recount', values: {}, ...more });

  it('in a message carry the message, its state and a response_url', async () => {
    const ts = await posted([actions(button({ value: 'count-7', style: 'primary' }))]);

    expect(await press({ channel: madison, ts })).toMatchObject({ status: 200, ok: true });

    expect(world.isSigned(last())).toBe(true);
    expect(payloadOf(last())).toMatchObject({
      type: 'block_actions',
      user: { id: ana, username: 'ana', name: 'ana', team_id: 'T0DEMO' },
      api_app_id: 'A0VITRINE',
      container: { type: 'message', message_ts: ts, channel_id: madison, is_ephemeral: false },
      trigger_id: expect.any(String),
      team: { id: 'T0DEMO', domain: 'demo-boutiques' },
      enterprise: null,
      is_enterprise_install: false,
      channel: { id: madison, name: 'nyc-madison' },
      message: { ts, user: bot, bot_id: 'B0VITRINE', text: 'Recount Vitrine 2', blocks: [{ block_id: 'deeds' }] },
      state: { values: {} },
      response_url: expect.any(String),
    });
    expect(payloadOf(last()).actions).toEqual([
      {
        type: 'button',
        action_id: 'recount',
        block_id: 'deeds',
        text: { ...plain('Recount'), emoji: true },
        value: 'count-7',
        style: 'primary',
        action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
      },
    ]);
  });

  it('in an ephemeral message carry no message', async () => {
    const page = await desk.watch(ana);
    await desk.call('chat.postEphemeral', { channel: madison, user: ana, text: 'x', blocks: [actions(button())] });
    const { ts } = (await page.next('message')).message;

    await press({ channel: madison, ts });

    const payload = payloadOf(last());
    expect(payload).toMatchObject({ container: { type: 'message', message_ts: ts, is_ephemeral: true } });
    expect(payload.response_url).toEqual(expect.any(String));
    expect(payload).not.toHaveProperty('message');
  });

  it('in a modal carry the view with what is filled in, empty inputs as null or a list', async () => {
    const id = await open(
      countView({
        blocks: [
          actions(button()),
          { ...world.serialsInput, optional: true },
          {
            type: 'input',
            block_id: 'why',
            label: plain('Why'),
            element: {
              type: 'checkboxes',
              action_id: 'why',
              options: ['spot', 'cycle'].map((value) => ({ text: plain(value), value })),
            },
          },
          world.zoneInput,
        ],
      }),
    );

    await press({ view: id }, { values: { zone: countValues.zone } });

    const payload = payloadOf(last());
    expect(payload).toMatchObject({
      container: { type: 'view', view_id: id },
      view: {
        id,
        type: 'modal',
        state: {
          values: {
            serials: { serials: { type: 'plain_text_input', value: null } },
            why: { why: { type: 'checkboxes', selected_options: [] } },
            zone: { zone: { type: 'static_select', selected_option: { value: 'safe' } } },
          },
        },
      },
    });
    for (const absent of ['message', 'channel', 'response_url', 'state']) expect(payload).not.toHaveProperty(absent);
  });

  it('in Home carry the view and no response_url', async () => {
    const view = { type: 'home', blocks: [actions(button())] };
    const answer = await desk.call('views.publish', { user_id: ana, view });

    await press({ view: String((answer.view as { id: string }).id) });

    const payload = payloadOf(last());
    expect(payload).toMatchObject({ container: { type: 'view' }, view: { type: 'home', submit: null, close: null } });
    expect(payload).not.toHaveProperty('response_url');
  });

  it('on a select carry the option as the bot declared it', async () => {
    const options = ['spot', 'cycle'].map((value) => ({ text: plain(value), value }));
    const ts = await posted([actions({ type: 'static_select', action_id: 'recount', options })]);

    await press(
      { channel: madison, ts },
      { values: { deeds: { recount: { selected_option: { value: 'cycle', text: plain('forged') } } } } },
    );

    const chosen = { text: { ...plain('cycle'), emoji: true }, value: 'cycle' };
    expect(payloadOf(last())).toMatchObject({
      state: { values: { deeds: { recount: { type: 'static_select', selected_option: chosen } } } },
      actions: [{ type: 'static_select', selected_option: chosen }],
    });
  });

  it('of a bot that is too slow are answered in words, in Slackbot’s too', async () => {
    const page = await desk.watch(ana);
    const ts = await posted([actions(button())]);
    desk.answerWith(neverAnswers);

    const answer = await press({ channel: madison, ts });

    const sentence = 'Operation timed out. Apps need to respond within 3 seconds.';
    expect(answer).toMatchObject({ status: 200, ok: false, trouble: sentence });
    expect(await page.next('slackbot')).toMatchObject({ channel: madison, text: sentence });
  });

  it('on what is not there are refused', async () => {
    const ts = await posted([actions(button())]);

    expect(await press({ channel: madison, ts: '1.000001' })).toMatchObject({ status: 400 });
    expect(await press({ channel: madison, ts }, { actionId: 'other' })).toMatchObject({ status: 400 });
    expect(await press({ view: 'V0NONE' })).toMatchObject({ status: 400 });
    expect(await press({ channel: madison, ts }, { user: world.guest })).toMatchObject({ status: 400 });
    expect(desk.received).toEqual([]);
  });
});

describe('submissions', () => {
  const submit = (view: string, values: unknown = countValues) => desk.verb('submit', { user: ana, view, values });
  const modals = async () => (await desk.snapshot(ana)).modals;

  it('carry the state in Slack’s shapes and close the view on an empty ack', async () => {
    const id = await open();

    expect(await submit(id)).toMatchObject({ ok: true });

    expect(payloadOf(last())).toMatchObject({
      type: 'view_submission',
      trigger_id: expect.any(String),
      response_urls: [],
      view: {
        id,
        callback_id: 'count',
        state: {
          values: {
            zone: { zone: { type: 'static_select', selected_option: { text: { emoji: true }, value: 'safe' } } },
            serials: { serials: { type: 'plain_text_input', value: 'RG-1204-02' } },
          },
        },
      },
    });
    expect(await modals()).toEqual([]);
  });

  it.each([
    [
      { type: 'number_input', is_decimal_allowed: false, initial_value: '12' },
      { value: '12' },
      { value: '13' },
      { value: null },
    ],
    [
      { type: 'datepicker', initial_date: '2026-11-27' },
      { selected_date: '2026-11-27' },
      { selected_date: '2026-12-04' },
      { selected_date: null },
    ],
    [
      { type: 'timepicker', initial_time: '09:12' },
      { selected_time: '09:12' },
      { selected_time: '18:30' },
      { selected_time: null },
    ],
  ])('carry what is in an input, and what was there at first where the page sends nothing: %#', async (...row) => {
    const [element, initial, chosen, emptied] = row;
    const { type } = element;
    const asked = { ...element, action_id: 'it' };
    const blocks = [{ type: 'input', block_id: 'it', optional: true, label: plain('It'), element: asked }];
    const sent = async (values: object) => {
      await submit(await open(countView({ blocks })), values);
      return (payloadOf(last()).view as { state: { values: { it: { it: object } } } }).state.values.it.it;
    };

    expect(await sent({})).toEqual({ type, ...initial });
    expect(await sent({ it: { it: { type, ...chosen } } })).toEqual({ type, ...chosen });
    expect(await sent({ it: { it: { type, ...emptied } } })).toEqual({ type, ...emptied });
  });

  it('carry an uploaded file as a whole file object', async () => {
    const element = { type: 'file_input', action_id: 'file', filetypes: ['csv'] };
    const id = await open(countView({ blocks: [{ type: 'input', block_id: 'file', label: plain('File'), element }] }));
    const upload = await fetch(`${desk.url}/playground/client/upload?user=${ana}&name=scan.csv`, {
      method: 'POST',
      body: 'RG-1204-02\n',
    });
    const { file } = (await upload.json()) as { file: { id: string } };

    await submit(id, { file: { file: { type: 'file_input', files: [{ id: file.id }] } } });

    expect(payloadOf(last())).toMatchObject({
      view: {
        state: {
          values: { file: { file: { files: [{ id: file.id, name: 'scan.csv', filetype: 'csv', user: ana }] } } },
        },
      },
    });
  });

  it('do not reach the bot while a required input is empty', async () => {
    const id = await open();
    const before = desk.received.length;

    const answer = await submit(id, { zone: countValues.zone });

    expect(answer).toMatchObject({ ok: false, errors: { serials: 'Please complete this required field.' } });
    expect(desk.received).toHaveLength(before);
  });

  it('show errors under their inputs and stay open', async () => {
    const id = await open();
    desk.answerWith(json({ response_action: 'errors', errors: { serials: 'Line 1 is not readable.' } }));

    expect(await submit(id)).toMatchObject({ ok: false, errors: { serials: 'Line 1 is not readable.' } });
    expect(await modals()).toMatchObject([{ id }]);
  });

  it('may be answered by another view in place, on top, or by closing all', async () => {
    const id = await open();

    desk.answerWith(json({ response_action: 'update', view: countView({ title: plain('Saved') }) }));
    await submit(id);
    const updated = await modals();
    desk.answerWith(json({ response_action: 'push', view: countView({ title: plain('More') }) }));
    await submit(id);
    const pushed = await modals();
    desk.answerWith(json({ response_action: 'clear' }));
    await submit(pushed[1]?.id ?? '');

    expect(updated).toMatchObject([{ id, title: 'Saved' }]);
    expect(pushed).toMatchObject([{ id }, { title: 'More' }]);
    expect(await modals()).toEqual([]);
  });

  it('close only the top view on an empty ack', async () => {
    const id = await open();
    await desk.call('views.push', { trigger_id: await world.triggerFor(desk), view: countView() });

    await submit((await modals()).at(-1)?.id ?? '');

    expect(await modals()).toMatchObject([{ id }]);
  });

  it.each([
    ['no answer in time', neverAnswers],
    ['a failure', fails(500)],
    ['a text', (_received: unknown, res: { end(text: string): void }) => res.end('ok')],
    ['an action nobody knows', json({ response_action: 'explode' })],
    ['errors for what is no input', json({ response_action: 'errors', errors: { nowhere: 'x' } })],
    ['no errors at all', json({ response_action: 'errors', errors: {} })],
    ['a view Slack would not take', json({ response_action: 'update', view: countView({ title: plain('') }) })],
  ] as readonly (readonly [string, world.Bot])[])('say that something went wrong for %s', async (_what, answer) => {
    const id = await open();
    desk.answerWith(answer);

    expect(await submit(id)).toMatchObject({ ok: false, trouble: 'We had some trouble connecting. Try again?' });
    expect(await modals()).toMatchObject([{ id }]);
  });

  it('of a form that is closed are refused', async () => {
    expect(await submit('V0NONE')).toMatchObject({ status: 400, trouble: 'This form is no longer open.' });
  });
});

describe('closing a view', () => {
  const push = async (view: unknown) => desk.call('views.push', { trigger_id: await world.triggerFor(desk), view });
  const closed = () => desk.received.map(payloadOf).filter(({ type }) => type === 'view_closed');

  it('tells nobody who did not ask', async () => {
    const id = await open();

    await desk.verb('close', { user: ana, view: id, cleared: false });

    expect(closed()).toEqual([]);
    expect((await desk.snapshot(ana)).modals).toEqual([]);
  });

  it('tells the bot where it asked, without a trigger and without untouched inputs', async () => {
    const id = await open(countView({ notify_on_close: true }));

    await desk.verb('close', { user: ana, view: id, cleared: false });

    expect(closed()).toMatchObject([{ is_cleared: false, view: { id, state: { values: {} } } }]);
    expect(closed()[0]).not.toHaveProperty('trigger_id');
    expect(closed()[0]).not.toHaveProperty('response_urls');
  });

  it('goes back by one, or closes all of them by the X', async () => {
    const id = await open(countView({ notify_on_close: true }));
    const second = String(((await push(countView())).view as { id: string }).id);

    await desk.verb('close', { user: ana, view: second, cleared: false });
    const afterBack = (await desk.snapshot(ana)).modals;
    const third = String(((await push(countView({ notify_on_close: true }))).view as { id: string }).id);
    await desk.verb('close', { user: ana, view: third, cleared: true });

    expect(afterBack).toMatchObject([{ id }]);
    expect(closed().map(({ view, is_cleared }) => [(view as { id: string }).id, is_cleared])).toEqual([
      [third, true],
      [id, true],
    ]);
    expect((await desk.snapshot(ana)).modals).toEqual([]);
  });
});

describe('opening Home', () => {
  const opens = (user: string) => desk.verb('home', { user });
  /** The first so many requests to the bot, once their answers are in. */
  const arrived = async (count: number, deed: () => Promise<unknown>) => {
    const page = await desk.watch(ana);
    await deed();
    await page.next('log', () => page.events.filter((event) => event.type === 'log').length >= count);
    return desk.received.slice(0, count);
  };

  it('is an event in an envelope, as JSON', async () => {
    const [received] = await arrived(1, () => opens(ines));

    expect(received?.headers['content-type']).toBe('application/json');
    expect(world.isSigned(received as world.Received)).toBe(true);
    const payload = payloadOf(received as world.Received);
    expect(payload).toMatchObject({
      type: 'event_callback',
      team_id: 'T0DEMO',
      api_app_id: 'A0VITRINE',
      event_id: expect.stringMatching(/^Ev/),
      event_time: expect.any(Number),
      authorizations: [
        { enterprise_id: null, team_id: 'T0DEMO', user_id: bot, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
      event: { type: 'app_home_opened', user: ines, channel: 'D0INES', tab: 'home', event_ts: expect.any(String) },
    });
    expect(payload.event).not.toHaveProperty('view');
  });

  it('carries the view from the second time on', async () => {
    await desk.call('views.publish', { user_id: ana, view: { type: 'home', blocks: [] } });

    const [received] = await arrived(1, () => opens(ana));

    expect(payloadOf(received as world.Received)).toMatchObject({ event: { view: { type: 'home', blocks: [] } } });
  });

  it('is tried four times, with one event_id and the reason', async () => {
    let tries = 0;
    desk.answerWith((received, res) => {
      tries += 1;
      return tries === 2 ? neverAnswers(received, res) : fails(503)(received, res);
    });

    const all = await arrived(4, () => opens(ana));

    expect(all.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_timeout'],
      ['3', 'http_error'],
    ]);
    expect(new Set(all.map((received) => payloadOf(received).event_id)).size).toBe(1);
  });

  it('is not tried again where the bot says so', async () => {
    desk.answerWith((_received, res) => {
      res.writeHead(503, { 'x-slack-no-retry': '1' });
      res.end();
    });

    await arrived(1, () => opens(ana));
    await arrived(1, () => opens(ines));

    expect(desk.received.map((received) => received.headers['x-slack-retry-num'])).toEqual([undefined, undefined]);
  });
});

describe('choices the bot looks up', () => {
  it('are asked for with what was typed', async () => {
    const element = { type: 'external_select', action_id: 'article' };
    const id = await open(
      countView({ blocks: [{ type: 'input', block_id: 'article', label: plain('Article'), element }] }),
    );
    const options = [{ text: plain('Ring box M'), value: 'ring-box-m' }];
    desk.answerWith(json({ options }));
    const ask = { user: ana, source: { view: id }, blockId: 'article', actionId: 'article', value: 'ring' };

    expect(await desk.verb('options', ask)).toMatchObject({ ok: true, options });

    expect(payloadOf(last())).toMatchObject({
      type: 'block_suggestion',
      action_id: 'article',
      block_id: 'article',
      value: 'ring',
      container: { type: 'view', view_id: id },
      view: { id },
    });
  });
});

describe('choices that Slack cannot show', () => {
  const text = (length: number) => plain('x'.repeat(length));
  const many = Array.from({ length: 101 }, (_, index) => ({ text: plain('Box'), value: `${index}` }));

  it.each<[string, unknown]>([
    ['too long a label', { options: [{ text: text(76), value: 'a' }] }],
    ['too long a value', { options: [{ text: plain('a'), value: 'x'.repeat(151) }] }],
    ['more than a hundred', { options: many }],
    ['no list', {}],
  ])('%s are trouble', async (_what, answer) => {
    const element = { type: 'external_select', action_id: 'article' };
    const id = await open(
      countView({ blocks: [{ type: 'input', block_id: 'article', label: plain('Article'), element }] }),
    );
    desk.answerWith(json(answer));
    const ask = { user: ana, source: { view: id }, blockId: 'article', actionId: 'article', value: 'ring' };

    expect(await desk.verb('options', ask)).toMatchObject({ ok: false, trouble: expect.stringContaining('no list') });
  });
});

describe('response_urls', () => {
  const urlOf = () => String(payloadOf(last()).response_url);
  const fromCommand = async () => {
    await command('/count');
    return urlOf();
  };
  const fromMessage = async () => {
    const blocks = [actions(button())];
    const { ts } = await desk.call('chat.postMessage', { channel: madison, text: 'Before', blocks });
    await desk.verb('press', {
      user: ana,
      source: { channel: madison, ts },
      blockId: 'deeds',
      actionId: 'recount',
      values: {},
    });
    return { url: urlOf(), ts: String(ts) };
  };
  const messages = async () => (await desk.snapshot(ana)).messages;

  it('answer in the channel, seen by one person unless said otherwise', async () => {
    const page = await desk.watch(ana);
    const url = await fromCommand();

    await world.postJson(url, { text: 'For you' });
    await world.postJson(url, { text: 'For all', response_type: 'in_channel' });

    expect((await page.next('message')).message).toMatchObject({ text: 'For you', ephemeral: true });
    expect((await messages()).at(-1)).toMatchObject({ text: 'For all', ephemeral: false, user: bot });
  });

  it('work five times', async () => {
    const url = await fromCommand();
    const statuses: number[] = [];

    for (let i = 0; i < 6; i++) statuses.push((await world.postJson(url, { text: `${i}` })).status);

    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  });

  it('work for half an hour', async () => {
    const url = await fromCommand();

    desk.clock.forward(30 * 60_000 - 5000);
    expect(await world.postJson(url, { text: 'Just in time' })).toMatchObject({ status: 200 });
    desk.clock.forward(5001);
    expect(await world.postJson(url, { text: 'Too late' })).toMatchObject({ status: 404, error: 'expired_url' });
  });

  it('replace the message whose button was pressed', async () => {
    const { url, ts } = await fromMessage();

    await world.postJson(url, { replace_original: true, text: 'Recounted', blocks: [] });

    expect((await messages()).find((message) => message.ts === ts)).toMatchObject({ text: 'Recounted', blocks: [] });
  });

  it('delete the message whose button was pressed', async () => {
    const { url, ts } = await fromMessage();

    await world.postJson(url, { delete_original: true });

    expect((await messages()).some((message) => message.ts === ts)).toBe(false);
  });

  it('are the one way to change an ephemeral message', async () => {
    const page = await desk.watch(ana);
    await desk.call('chat.postEphemeral', { channel: madison, user: ana, text: 'x', blocks: [actions(button())] });
    const { ts } = (await page.next('message')).message;
    const source = { channel: madison, ts };
    await desk.verb('press', { user: ana, source, blockId: 'deeds', actionId: 'recount', values: {} });

    await world.postJson(urlOf(), { replace_original: true, text: 'Changed' });

    const changed = await page.next('message', ({ message }) => message.text === 'Changed');
    expect(changed.message).toMatchObject({ ts, ephemeral: true });
  });

  it('refuse what no message may be, and that costs no use', async () => {
    const url = await fromCommand();

    for (let i = 0; i < 5; i++) expect(await world.postJson(url, {})).toMatchObject({ status: 400, error: 'no_text' });
    expect(await world.postJson(url, { text: 'At last' })).toMatchObject({ status: 200 });
  });
});
