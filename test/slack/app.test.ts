import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { card, text } from '../../src/chat/card.js';
import { choice, form, longText } from '../../src/chat/form.js';
import { Refusal } from '../../src/domain/refusal.js';
import type { Answer } from '../../src/engine/request.js';
import { validateView } from '../../src/playground/block-kit.js';
import { type Bot, button, inEphemeral, inMessage, inView, signed, startBot } from './bot.js';
import { rateLimited, refused } from './slack-api.js';

const route = { interaction: 'count', boutique: 'MADISON', subject: '', instance: 'i-1' };
const counting = form({
  name: 'count',
  title: 'Stock count',
  submit: 'Save batch',
  fields: { zone: choice('Zone', { safe: 'Safe', window: 'Window' }), serials: longText('Serials') },
});
const asks: Answer = { type: 'form', form: counting, prefill: {}, route };
const replies: Answer = { type: 'reply', card: card('Batch saved', [text('118 scanned.')]) };
const refuses: Answer = { type: 'refusal', sentence: 'Ana & Ben decide <this>.' };

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
});
beforeEach(async () => {
  await bot.edge.drain();
  bot.reset();
});
afterAll(() => bot.close());

const answering = (answer: Answer): void => {
  bot.answer = () => answer;
};
/** What was said by response_url, once everything that still runs is through. */
const responses = async () => {
  await bot.edge.drain();
  return bot.api.callsOf('respond');
};
const said = (value: unknown): string => JSON.stringify(value);

describe('a command', () => {
  it('is handed on without its slash, with where it was typed and by whom', async () => {
    const answer = await bot.command('MADISON  open');
    await bot.edge.drain();

    expect(answer.status).toBe(200);
    expect(bot.requests).toEqual([
      {
        type: 'command',
        channel: 'slack',
        tenant: 'T1',
        userId: 'UANA',
        room: 'CMADISON',
        words: 'count MADISON  open',
      },
    ]);
    expect(bot.api.calls).toEqual([]);
  });

  it('is acknowledged before anything else is done', async () => {
    const { promise, release } = gate();
    bot.answer = async () => {
      await promise;
      return replies;
    };

    const answer = await bot.command();
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(bot.api.calls).toEqual([]);
    release();
    expect(await responses()).toHaveLength(1);
  });

  it('opens its form with its trigger', async () => {
    answering(asks);
    await bot.command();
    await bot.edge.drain();

    const [opened] = bot.api.callsOf('views.open');
    expect(opened).toMatchObject({
      trigger_id: '1.2.abc',
      view: { callback_id: 'form', title: { text: 'Stock count' } },
    });
    expect(validateView(opened?.view)).toEqual([]);
  });

  it.each([
    ['a reply', replies, 'Batch saved'],
    ['a refusal', refuses, 'Ana & Ben decide <this>.'],
  ] as const)('is answered by %s for them alone', async (_, answer, words) => {
    answering(answer);
    await bot.command();

    const [response] = await responses();
    expect(response).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(said(response?.blocks)).toContain(words);
  });

  it.each([
    [refused('expired_trigger_id')],
    [refused('exchanged_trigger_id')],
    [refused('invalid_trigger_id')],
    [refused('invalid_arguments', { response_metadata: { messages: ['[ERROR] `trigger_id` expired'] } })],
  ])('says that it took too long: %j', async (refusal) => {
    answering(asks);
    bot.api.answers('views.open', refusal);
    await bot.command();

    expect(said(await responses())).toContain('That took too long to open. Type /count again.');
    expect(bot.logged.at(-1)).toMatchObject({ level: 'warn', message: 'a trigger came too late' });
  });

  it.each([
    ['busy', rateLimited(30)],
    ['broken', { status: 500, body: 'an oops page' }],
    ['refusing', refused('invalid_arguments', { response_metadata: { messages: ['[ERROR] missing field'] } })],
  ])('says so and gives a number when Slack is %s', async (_, trouble) => {
    answering(asks);
    bot.api.answers('views.open', trouble);
    await bot.command();

    expect(said(await responses())).toContain(
      'Something went wrong on our side. Type /count again. If it happens again, give support this number: 7F3K-2M.',
    );
    expect(bot.logged.find(({ message }) => message === 'an answer could not be given')).toMatchObject({
      facts: { reference: '7F3K-2M' },
    });
  });

  it('that fails inside is answered in words, and logged without what was typed', async () => {
    bot.answer = () => {
      throw new TypeError('cannot read MADISON-SECRET');
    };
    await bot.command('MADISON-SECRET');

    expect(said(await responses())).toContain('7F3K-2M');
    expect(bot.logged).toMatchObject([{ level: 'error', facts: { error: 'TypeError' } }]);
    expect(said(bot.logged)).not.toMatch(/SECRET|xoxb/);
  });

  it('that cannot be answered at all is logged, and the next one works', async () => {
    answering(replies);
    bot.api.answers('respond', { status: 404 }, { status: 404 });
    await bot.command();
    await bot.edge.drain();

    expect(bot.logged.map(({ message }) => message)).toContain('a Slack delivery failed');
    await bot.command();
    expect(await responses()).toHaveLength(3);
  });
});

describe('a press in a message', () => {
  it('is handed on with what the button carries', async () => {
    expect((await bot.press(inMessage(bot))).status).toBe(200);
    expect(bot.requests).toEqual([
      {
        type: 'press',
        channel: 'slack',
        tenant: 'T1',
        userId: 'UANA',
        room: 'CMADISON',
        route: { interaction: 'stock-counts.close-zone', boutique: 'MADISON', subject: 'zone-2' },
      },
    ]);
  });

  it('is acknowledged only after the engine is through', async () => {
    const { promise, release } = gate();
    let acknowledged = false;
    bot.answer = () => promise.then(() => replies);

    const answer = bot.press(inMessage(bot)).then(() => {
      acknowledged = true;
    });
    await bot.command('in between');
    expect(acknowledged).toBe(false);
    release();
    await answer;
  });

  it('opens a form', async () => {
    answering(asks);
    await bot.press(inMessage(bot));
    await bot.edge.drain();

    expect(bot.api.callsOf('views.open')).toHaveLength(1);
  });

  it.each([
    ['message', () => inMessage(bot)],
    ['ephemeral message', () => inEphemeral(bot)],
  ])('is answered for them alone, below the %s, which stays', async (_, payload) => {
    answering(replies);
    await bot.press(payload());

    expect(await responses()).toMatchObject([{ response_type: 'ephemeral', replace_original: false }]);
  });

  it('that came too late says so', async () => {
    answering(asks);
    bot.api.answers('views.open', refused('expired_trigger_id'));
    await bot.press(inMessage(bot));

    expect(said(await responses())).toContain('That took too long to open. Press the button again.');
  });

  it.each([['create_task'], ['{"subject":"x"}'], [undefined]])(
    'of a button we do not know (%s) is answered politely',
    async (value) => {
      expect((await bot.press(inMessage(bot, button(value)))).status).toBe(200);

      expect(said(await responses())).toContain('This button no longer works.');
      expect(bot.requests).toEqual([]);
    },
  );

  it('of another kind of element is acknowledged and ignored', async () => {
    const select = { type: 'static_select', action_id: 'pick', block_id: 'b', selected_option: null, action_ts: '1.5' };

    expect((await bot.press(inMessage(bot, select))).status).toBe(200);
    expect(bot.requests).toEqual([]);
    expect(bot.api.calls).toEqual([]);
  });

  it('that fails inside is acknowledged and answered in words', async () => {
    bot.answer = () => {
      throw new Error('boom');
    };

    expect((await bot.press(inMessage(bot))).status).toBe(200);
    expect(said(await responses())).toContain('Something went wrong on our side. Press the button again.');
  });
});

describe('a press in a modal', () => {
  it('pushes a form on top', async () => {
    answering(asks);
    await bot.press(inView('modal'));
    await bot.edge.drain();

    expect(bot.requests).toMatchObject([{ room: null }]);
    expect(bot.api.calls).toMatchObject([{ method: 'views.push', args: { trigger_id: '1.2.abc' } }]);
  });

  it('replaces the modal where three are open', async () => {
    answering(asks);
    bot.api.answers('views.push', refused('push_limit_reached'));
    await bot.press(inView('modal'));
    await bot.edge.drain();

    expect(bot.api.calls).toMatchObject([
      { method: 'views.push' },
      { method: 'views.update', args: { view_id: 'V1', view: { callback_id: 'form' } } },
    ]);
  });

  it.each([
    ['a reply', replies, 'Batch saved'],
    ['a refusal', refuses, 'Ana & Ben decide <this>.'],
  ] as const)('shows %s in its place', async (_, answer, words) => {
    answering(answer);
    await bot.press(inView('modal'));
    await bot.edge.drain();

    const [updated] = bot.api.callsOf('views.update');
    expect(updated).toMatchObject({ view_id: 'V1' });
    expect(said(updated)).toContain(words);
    expect(validateView(updated?.view)).toEqual([]);
  });
});

describe('a press in Home', () => {
  it('opens a form, and draws Home anew', async () => {
    answering(asks);
    await bot.press(inView('home'));
    await bot.edge.drain();

    expect(bot.api.calls).toMatchObject([
      { method: 'views.open' },
      { method: 'views.publish', args: { user_id: 'UANA' } },
    ]);
  });

  it('opens a view with a reply, and draws Home anew', async () => {
    answering(replies);
    await bot.press(inView('home'));
    await bot.edge.drain();

    expect(bot.api.calls.map(({ method }) => method)).toEqual(['views.open', 'views.publish']);
    expect(said(bot.api.callsOf('views.open'))).toContain('Batch saved');
  });

  it('only draws Home anew where nothing is to be said', async () => {
    await bot.press(inView('home'));
    await bot.edge.drain();

    expect(bot.api.calls.map(({ method }) => method)).toEqual(['views.publish']);
  });

  it('says on the page itself that it took too long', async () => {
    answering(asks);
    bot.api.answers('views.open', refused('expired_trigger_id'));
    await bot.press(inView('home'));
    await bot.edge.drain();

    expect(said(bot.api.callsOf('views.publish'))).toContain('That took too long to open. Press the button again.');
  });
});

describe('a form that is sent', () => {
  const questions = [
    { type: 'section', block_id: 'intro', text: { type: 'plain_text', text: 'Madison Avenue', emoji: false } },
    { type: 'input', block_id: 'zone', element: { type: 'radio_buttons', action_id: 'zone' } },
    { type: 'input', block_id: 'serials', element: { type: 'plain_text_input', action_id: 'serials' } },
  ];
  const values = {
    zone: {
      zone: { type: 'radio_buttons', selected_option: { text: { type: 'plain_text', text: 'Safe' }, value: 'safe' } },
    },
    serials: { serials: { type: 'plain_text_input', value: 'RG-1' } },
  };
  const filled = { callback_id: 'form', private_metadata: JSON.stringify(route), blocks: questions, state: { values } };
  const sent = async (view: object = filled) => {
    const answer = await bot.submit(view);
    const body = await answer.text();
    return { status: answer.status, body: body === '' ? null : JSON.parse(body) };
  };

  it('is handed on with its route and answers', async () => {
    await sent();

    expect(bot.requests).toEqual([
      {
        type: 'submission',
        channel: 'slack',
        tenant: 'T1',
        userId: 'UANA',
        room: null,
        route,
        raw: { zone: 'safe', serials: 'RG-1' },
      },
    ]);
  });

  it('closes when all is done', async () => {
    expect(await sent()).toEqual({ status: 200, body: { response_action: 'clear' } });
  });

  it('turns into the reply', async () => {
    answering(replies);
    const { body } = await sent();

    expect(body).toMatchObject({ response_action: 'update', view: { type: 'modal', close: { text: 'Done' } } });
    expect(validateView(body.view)).toEqual([]);
  });

  it('turns into the next form', async () => {
    answering(asks);
    const { body } = await sent();

    expect(body).toMatchObject({ response_action: 'update', view: { callback_id: 'form' } });
    expect(validateView(body.view)).toEqual([]);
  });

  it('shows corrections beside their questions, and the others beside the first', async () => {
    answering({
      type: 'corrections',
      corrections: { serials: 'Serials is needed.', intro: 'Not today.', gone: 'Start again.' },
    });

    expect((await sent()).body).toEqual({
      response_action: 'errors',
      errors: { serials: 'Serials is needed.', zone: 'Not today. Start again.' },
    });
  });

  it('keeps what was typed when it is refused', async () => {
    answering(refuses);

    expect((await sent()).body).toEqual({ response_action: 'errors', errors: { zone: 'Ana & Ben decide <this>.' } });
  });

  it('without a question turns into the refusal', async () => {
    answering(refuses);

    expect((await sent({ ...filled, blocks: [questions[0]] })).body).toMatchObject({ response_action: 'update' });
  });

  it.each([
    ['an unreadable route', '{'],
    ['none', ''],
  ])('with %s is refused politely', async (_, metadata) => {
    const { body } = await sent({ ...filled, private_metadata: metadata });

    expect(body.errors.zone).toContain('This form no longer works.');
    expect(bot.requests).toEqual([]);
  });

  it('that fails inside keeps what was typed, and gives a number', async () => {
    bot.answer = () => {
      throw new Error('boom');
    };

    expect((await sent()).body.errors.zone).toContain(
      'Send it again. If it happens again, give support this number: 7F3K-2M.',
    );
  });

  it('whose reply is more than Slack takes says so in words', async () => {
    answering({
      type: 'reply',
      card: card(
        'x',
        Array.from({ length: 101 }, () => text('x')),
      ),
    });

    expect((await sent()).body.errors.zone).toContain('7F3K-2M');
    expect(bot.logged).toMatchObject([{ facts: { error: 'LimitExceeded' } }]);
  });

  it('of another app is acknowledged and nothing more', async () => {
    expect(await sent({ ...filled, callback_id: 'other' })).toEqual({ status: 200, body: null });
    expect(bot.requests).toEqual([]);
  });
});

describe('Home', () => {
  const opened = (tab: string, more: object = {}) => ({
    type: 'app_home_opened',
    user: 'UANA',
    channel: 'D1',
    tab,
    event_ts: '1.1',
    ...more,
  });

  it('is drawn when it is opened', async () => {
    bot.home = () => ({ title: 'Waiting for you', cards: [card('Recount Vitrine 2', [])], messages: [] });
    expect((await bot.event(opened('home'))).status).toBe(200);
    await bot.edge.drain();

    const [published] = bot.api.callsOf('views.publish');
    expect(published).toMatchObject({ user_id: 'UANA', view: { type: 'home' } });
    expect(said(published)).toContain('Recount Vitrine 2');
    expect(validateView(published?.view)).toEqual([]);
  });

  it('is drawn again when Slack repeats itself', async () => {
    await bot.event(opened('home'));
    await bot.event(opened('home'), {}, { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' });
    await bot.edge.drain();

    expect(bot.api.callsOf('views.publish')).toHaveLength(2);
  });

  it('tells a stranger what the engine says', async () => {
    bot.home = () => {
      throw new Refusal('unknown', "I don't know you yet. Marc has been asked to add you.");
    };
    await bot.event(opened('home'));
    await bot.edge.drain();

    expect(said(bot.api.callsOf('views.publish'))).toContain('Marc has been asked to add you.');
    expect(bot.logged).toEqual([]);
  });

  it('says so in words when it cannot be drawn', async () => {
    bot.home = () => {
      throw new Error('boom');
    };
    await bot.event(opened('home'));
    await bot.edge.drain();

    expect(said(bot.api.callsOf('views.publish'))).toContain('Open this page again.');
  });

  it.each([
    ['of another tab', opened('messages'), {}],
    ['of another team', opened('home'), { team_id: 'T2', authorizations: [{ team_id: 'T2', enterprise_id: null }] }],
    ['of a bot', opened('home', { bot_id: 'B2' }), {}],
    ['of our own', opened('home', { user: 'UBOT' }), {}],
  ])('is not drawn at an event %s', async (_, event, envelope) => {
    expect((await bot.event(event, envelope)).status).toBe(200);
    await bot.edge.drain();

    expect(bot.api.calls).toEqual([]);
  });
});

describe('what else Slack sends', () => {
  const JSON_TYPE = 'application/json';

  it('is acknowledged at once, a word about too many events included', async () => {
    const body = JSON.stringify({ type: 'app_rate_limited', team_id: 'T1', minute_rate_limited: 1, api_app_id: 'A1' });

    expect((await bot.send(body, JSON_TYPE)).status).toBe(200);
    expect(bot.logged).toMatchObject([{ level: 'warn', message: expect.stringContaining('too many') }]);
  });

  it.each([
    ['an unknown kind', { type: 'something_new' }],
    ['a shortcut', { type: 'shortcut', callback_id: 'x', user: { id: 'UANA' }, team: { id: 'T1' } }],
    ['a closed view', { type: 'view_closed', team: { id: 'T1' }, user: { id: 'UANA' }, view: { callback_id: 'form' } }],
    ['a message', { type: 'event_callback', team_id: 'T1', event: { type: 'message', user: 'UANA', text: 'hello' } }],
  ])('is acknowledged at once: %s', async (_, body) => {
    expect((await bot.send(JSON.stringify(body), JSON_TYPE)).status).toBe(200);
    expect(bot.requests).toEqual([]);
  });

  it('proves the address when asked', async () => {
    const answer = await bot.send(JSON.stringify({ type: 'url_verification', challenge: 'c-1' }), JSON_TYPE);

    expect(await answer.json()).toEqual({ challenge: 'c-1' });
  });

  it('is ignored when another team is behind it', async () => {
    expect((await bot.command('', { team_id: 'T2' })).status).toBe(200);
    expect((await bot.press(inMessage(bot, button('[null,"x"]'), { team: { id: 'T2' } }))).status).toBe(200);
    expect(bot.requests).toEqual([]);
  });

  it.each([
    ['forged', { secret: 'guessed' }],
    ['stale', { secondsAgo: 301 }],
  ])('is refused with a %s signature', async (_, flaw) => {
    const body = new URLSearchParams({ command: '/count', team_id: 'T1' }).toString();
    const answer = await bot.send(body, 'application/x-www-form-urlencoded', signed(body, flaw));

    expect(answer.status).toBe(401);
    expect(bot.requests).toEqual([]);
  });

  it('is refused without a signature', async () => {
    const answer = await bot.send('{}', JSON_TYPE, { 'x-slack-signature': '', 'x-slack-request-timestamp': '' });

    expect(answer.status).toBe(401);
  });

  it('is not found elsewhere', async () => {
    expect((await bot.send('{}', JSON_TYPE, {}, 'slack/other')).status).toBe(404);
  });

  it('is logged without its content when it is no JSON', async () => {
    expect((await bot.send('{"serial":"RG-SECRET', JSON_TYPE)).status).toBe(400);
    expect(said(bot.logged)).not.toContain('SECRET');
  });

  it('is logged when it was answered late', async () => {
    bot.answer = () => {
      bot.clock.now += 2_600;
      return { type: 'done' };
    };
    await bot.press(inMessage(bot));

    expect(bot.logged).toEqual([{ level: 'warn', message: 'Slack was answered late', facts: { took: 2_600 } }]);
  });
});

describe('the start and the end', () => {
  it('takes nothing before it is connected, and connects when Slack is back', async () => {
    const late = await startBot({ connected: false });
    late.api.answers('auth.test', { status: 500 }, refused('invalid_auth'));

    await expect(late.edge.init()).rejects.toThrow('500');
    await expect(late.edge.init()).rejects.toThrow('invalid_auth');
    expect(late.edge.ready()).toBe(false);
    expect((await late.command()).status).toBe(503);

    await late.edge.init();
    expect(late.edge.ready()).toBe(true);
    expect((await late.command()).status).toBe(200);
    expect(late.api.callsOf('auth.test')).toHaveLength(3);
    await late.close();
  });

  it('waits for listeners that still run', async () => {
    const { promise, release } = gate();
    bot.answer = () => promise.then(() => replies);
    await bot.command();

    let drained = false;
    const drain = bot.edge.drain().then(() => {
      drained = true;
    });
    await bot.event({ type: 'message', user: 'UANA' });
    expect(drained).toBe(false);
    release();
    await drain;
    expect(bot.api.callsOf('respond')).toHaveLength(1);
  });
});

function gate(): { promise: Promise<void>; release: () => void } {
  let release = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}
