import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { ErrorCode, WebClient } from '@slack/web-api';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as world from './world.js';

const { ana, anasIm, ines, madison, countValues, countView, plain } = world;

/** The bot's own libraries against the stand-in: what they take for Slack, the product may take for Slack. */

let database: Awaited<ReturnType<typeof world.openDatabase>>;
let desk: world.Desk;

beforeAll(async () => {
  database = await world.openDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  desk = await world.openDesk(database.pool, { ackTimeout: 3000 });
});
afterEach(() => desk.close());

const slackApiUrl = () => `${desk.url}${desk.playground.api}`;

async function startBolt(prepare: (app: App) => void): Promise<void> {
  const receiver = new HTTPReceiver({ signingSecret: world.signingSecret, logLevel: LogLevel.ERROR });
  const app = new App({
    token: world.botToken,
    receiver,
    deferInitialization: true,
    logLevel: LogLevel.ERROR,
    convoStore: false,
    clientOptions: { slackApiUrl: slackApiUrl() },
  });
  prepare(app);
  await app.init();
  desk.serve((req, res) => receiver.requestListener(req, res));
}

const button = {
  type: 'actions',
  block_id: 'deeds',
  elements: [{ type: 'button', action_id: 'approve', text: plain('Approve'), value: 'count-7' }],
};

/** A small bot that counts: form, check of the input, card in the channel, button on the card. */
function counting(app: App): void {
  app.command('/count', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({
      trigger_id: body.trigger_id,
      view: countView({ private_metadata: body.channel_id }) as never,
    });
  });
  app.view('count', async ({ ack, view, client, body }) => {
    const serials = view.state.values.serials?.serials?.value ?? '';
    if (serials.includes('?')) {
      await ack({ response_action: 'errors', errors: { serials: `Not readable: ${serials}` } });
      return;
    }
    await ack({
      response_action: 'update',
      view: { type: 'modal', title: plain('Saved'), blocks: [{ type: 'section', text: plain(serials) }] } as never,
    });
    const zone = view.state.values.zone?.zone?.selected_option?.value;
    const text = `${body.user.name} counted ${zone}: ${serials}`;
    await client.chat.postMessage({ channel: view.private_metadata, text, blocks: [button] as never });
  });
  app.action('approve', async ({ ack, client, body }) => {
    await ack();
    if (body.type !== 'block_actions' || !body.message || !body.channel) return;
    const { ts } = body.message;
    await client.chat.update({ channel: body.channel.id, ts, text: `Approved by ${body.user.name}`, blocks: [] });
  });
}

describe('a bot on Bolt', () => {
  it('is led through a whole count: command, form, error, correction, card, button, outcome', async () => {
    await startBolt(counting);
    const [anas, iness] = [await desk.watch(ana), await desk.watch(ines)];

    await desk.verb('command', { user: ana, channel: madison, text: '/count' });
    const [form] = (await anas.next('modals')).modals;
    const submit = (serials: string) =>
      desk.verb('submit', {
        user: ana,
        view: form?.id,
        values: { ...countValues, serials: { serials: { type: 'plain_text_input', value: serials } } },
      });

    expect(await submit('RG-1204?')).toMatchObject({ ok: false, errors: { serials: 'Not readable: RG-1204?' } });
    expect(await submit('RG-1204-02')).toMatchObject({ ok: true });
    expect((await desk.snapshot(ana)).modals).toMatchObject([{ id: form?.id, title: 'Saved', submit: null }]);

    const card = (await iness.next('message')).message;
    expect(card).toMatchObject({ channel: madison, text: 'ana counted safe: RG-1204-02', user: world.bot });
    const source = { channel: madison, ts: card.ts };
    await desk.verb('press', { user: ines, source, blockId: 'deeds', actionId: 'approve', values: {} });

    const outcome = await anas.next('message', ({ message }) => message.edited);
    expect(outcome.message).toMatchObject({ ts: card.ts, text: 'Approved by ines', blocks: [] });
  });

  it('hears of Home and publishes it', async () => {
    await startBolt((app) => {
      app.event('app_home_opened', async ({ event, client }) => {
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'divider' }] } });
      });
    });
    const page = await desk.watch(ana);

    await desk.verb('home', { user: ana });

    expect((await page.next('home')).view).toMatchObject({ type: 'home', blocks: [{ type: 'divider' }] });
  });

  it('hears of a shortcut beside a message and opens a form from it', async () => {
    await startBolt((app) => {
      app.shortcut({ type: 'message_action', callback_id: 'report-anomaly' }, async ({ ack, client, shortcut }) => {
        await ack();
        if (shortcut.type !== 'message_action') return;
        const private_metadata = `${shortcut.channel.id} ${shortcut.user.id} ${shortcut.message.text}`;
        await client.views.open({
          trigger_id: shortcut.trigger_id,
          view: countView({ private_metadata, title: plain('Anomaly') }) as never,
        });
      });
    });
    await desk.verb('message', { user: ines, channel: madison, text: 'Two boxes are missing' });
    const ts = (await desk.snapshot(ana)).messages.at(-1)?.ts;
    const page = await desk.watch(ana);

    await desk.verb('shortcut', { user: ana, channel: madison, ts, callbackId: 'report-anomaly' });

    expect((await page.next('modals')).modals).toMatchObject([{ title: 'Anomaly' }]);
    // A call is written down once it was answered, which the page may be told of before.
    await vi.waitFor(async () => {
      const { log } = await desk.snapshot(ana);
      expect(JSON.stringify(log.map(({ request }) => request))).toContain(`${madison} ${ana} Two boxes are missing`);
    });
  });

  it('answers by respond() where it was asked', async () => {
    await startBolt((app) => {
      app.command('/count', async ({ ack, respond }) => {
        await ack();
        await respond({ response_type: 'in_channel', text: 'Ana is counting' });
      });
    });
    const page = await desk.watch(ines);

    await desk.verb('command', { user: ana, channel: madison, text: '/count' });

    expect((await page.next('message')).message.text).toBe('Ana is counting');
  });

  it('hears when a form is closed', async () => {
    let closed: (id: string) => void = () => {};
    const heard = new Promise<string>((done) => {
      closed = done;
    });
    await startBolt((app) => {
      app.command('/count', async ({ ack, client, body }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: countView({ notify_on_close: true }) as never });
      });
      app.view({ type: 'view_closed', callback_id: 'count' }, async ({ ack, view }) => {
        await ack();
        closed(view.id);
      });
    });
    const page = await desk.watch(ana);
    await desk.verb('command', { user: ana, channel: madison, text: '/count' });
    const view = (await page.next('modals')).modals[0]?.id ?? '';

    await desk.verb('close', { user: ana, view, cleared: true });

    expect(await heard).toBe(view);
  });

  it('that acks too late has its command end in words', async () => {
    await desk.close();
    desk = await world.openDesk(database.pool, { ackTimeout: 100 });
    let late: () => void = () => {};
    const waits = new Promise<void>((done) => {
      late = done;
    });
    await startBolt((app) => {
      app.command('/count', async ({ ack }) => {
        await waits;
        await ack();
      });
    });
    const page = await desk.watch(ana);

    await desk.verb('command', { user: ana, channel: madison, text: '/count' });
    late();

    expect((await page.next('slackbot')).text).toBe('/count failed with the error "operation_timeout"');
  });

  it('that opens its form too late is told that the trigger expired', async () => {
    let told: (error: unknown) => void = () => {};
    const refused = new Promise<unknown>((done) => {
      told = done;
    });
    await startBolt((app) => {
      app.command('/count', async ({ ack, client, body }) => {
        await ack();
        desk.clock.forward(3001);
        await client.views.open({ trigger_id: body.trigger_id, view: countView() as never }).catch(told);
      });
    });

    await desk.verb('command', { user: ana, channel: madison, text: '/count' });

    expect(await refused).toMatchObject({ code: ErrorCode.PlatformError, data: { error: 'expired_trigger_id' } });
  });
});

describe('the real Web API client', () => {
  const client = (more = {}) => new WebClient(world.botToken, { slackApiUrl: slackApiUrl(), ...more });

  it('uploads a file in one call', async () => {
    const content = 'serial,state\nRG-1204-02,matched\n';

    await client().filesUploadV2({
      channel_id: madison,
      filename: 'count.csv',
      file: Buffer.from(content),
      initial_comment: 'The report',
    });

    const message = (await desk.snapshot(ana)).messages.at(-1);
    expect(message).toMatchObject({ text: 'The report', files: [{ name: 'count.csv', size: content.length }] });
    expect(await (await fetch(desk.url + message?.files[0]?.href)).text()).toBe(content);
  });

  it('sees its scopes', async () => {
    const answer = await client().auth.test();

    expect(answer.response_metadata?.scopes).toEqual(world.scopes);
  });

  it('reads refusals and their explanation', async () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '' } }] as never;

    await expect(client().chat.postMessage({ channel: madison, text: 'x', blocks })).rejects.toMatchObject({
      code: ErrorCode.PlatformError,
      data: {
        error: 'invalid_blocks',
        response_metadata: { messages: ['[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]'] },
      },
    });
  });

  it('reads how long to wait', async () => {
    desk.playground.faults.set({ method: 'chat.postMessage', times: 1, kind: 'rate_limited', retryAfter: 30 });

    const posting = client({ rejectRateLimitedCalls: true }).chat.postMessage({ channel: madison, text: 'x' });

    await expect(posting).rejects.toMatchObject({ code: ErrorCode.RateLimitedError, retryAfter: 30 });
  });

  it('tries again after a reset and a 500', async () => {
    desk.playground.faults.set({ method: 'conversations.open', times: 1, kind: 'reset' });
    desk.playground.faults.set({ method: '*', times: 1, kind: 'server_error' });
    const patient = client({ retryConfig: { retries: 3, minTimeout: 1, maxTimeout: 2 }, logLevel: LogLevel.ERROR });

    expect(await patient.conversations.open({ users: ana })).toMatchObject({ ok: true, channel: { id: anasIm } });
  });
});
