import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ana,
  ben,
  buyers,
  card,
  type Desk,
  encoded,
  inDialog,
  ines,
  type Json,
  madison,
  openDatabase,
  openDesk,
  press,
  withCard,
} from './desk.js';

let database: Awaited<ReturnType<typeof openDatabase>>;
let desk: Desk;

beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.drop());

beforeEach(async () => {
  desk = await openDesk(database.pool);
  await desk.install();
});

afterEach(async () => {
  await desk.close();
  await database.empty();
});

const wrong = 'Something went wrong. Please try again.';
const unable = 'Unable to reach app. Please try again.';
const opener: Json = {
  type: 'Action.Submit',
  title: 'Count',
  data: { msteams: { type: 'task/fetch' }, vitrine: { action: 'count' } },
};
const form = card({
  body: [{ type: 'Input.Text', id: 'serials', isRequired: true }],
  actions: [{ type: 'Action.Submit', title: 'Save', data: { vitrine: { instance: 'i-1' } } }],
});

async function posted(): Promise<string> {
  const path = `conversations/${encoded(madison)}/activities`;
  return String((await desk.call('POST', path, withCard(card({ actions: [opener] })))).body.id);
}
const open = async () => desk.verb('open-dialog', press(ana, madison, await posted()));
const dialogOf = async (user = ana) => (await desk.snapshot(user)).dialog;
const submit = async (inputs: Json = { serials: 'RG-1' }, more: Json = {}) =>
  desk.verb('submit-dialog', {
    user: ana.id,
    dialog: (await dialogOf())?.id,
    action: '/actions/0',
    inputs,
    ...more,
  });

describe('a button with task/fetch', () => {
  it('opens what the bot answers, for this person', async () => {
    const page = await desk.watch(ana);
    const id = await posted();
    desk.answerWith(() => inDialog(form));
    expect(await desk.verb('open-dialog', press(ana, madison, id))).toEqual({ status: 200, ok: true });
    const { dialog } = await page.next('dialog');
    expect(dialog).toMatchObject({
      title: 'Stock count',
      width: 'small',
      height: 400,
      card: form,
      conversation: madison,
    });
    expect(await dialogOf()).toEqual(dialog);
    expect(await dialogOf(ines)).toBeNull();
    expect(desk.received[0]?.activity).toMatchObject({
      type: 'invoke',
      name: 'task/fetch',
      replyToId: id,
      conversation: { id: `${madison};messageid=${id}` },
      value: { data: opener.data, context: { theme: 'default' } },
    });
  });

  it('may be answered with a sentence', async () => {
    desk.answerWith(() => ({ task: { type: 'message', value: 'You are not in the network.' } }));
    expect(await open()).toMatchObject({ ok: true, notice: 'You are not in the network.' });
    expect(await dialogOf()).toBeNull();
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['no task', {}],
    ['a bare card', { task: { type: 'continue', value: { title: 'Count', card: form } } }],
    ['a card that is none', inDialog({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Nothing' }] })],
    ['a card with Action.Execute', inDialog(card({ actions: [{ type: 'Action.Execute', verb: 'go' }] }))],
    ['a width that is none', inDialog(form, { width: 'huge' })],
    ['a web page', { task: { type: 'continue', value: { title: 'Count', url: 'https://example.com' } } }],
  ])('answered with %s opens nothing', async (_what, body) => {
    desk.answerWith(() => body);
    expect(await open()).toMatchObject({ ok: false, trouble: wrong });
    expect(await dialogOf()).toBeNull();
  });

  it('not answered opens nothing', async () => {
    desk.answerWith(() => new Promise(() => undefined));
    expect(await open()).toMatchObject({ ok: false, trouble: unable });
  });
});

describe('a dialog', () => {
  beforeEach(async () => {
    desk.answerWith(() => inDialog(form));
    await open();
  });

  it('submitted reaches the bot with what was typed', async () => {
    const message = desk.received[0]?.activity.replyToId;
    await submit();
    expect(desk.received[1]?.activity).toMatchObject({
      type: 'invoke',
      name: 'task/submit',
      replyToId: message,
      conversation: { id: `${madison};messageid=${message}` },
      value: { data: { vitrine: { instance: 'i-1' }, serials: 'RG-1' }, context: { theme: 'default' } },
    });
  });

  it('is closed by an empty answer or a sentence', async () => {
    desk.answerWith(() => undefined);
    expect(await submit()).toEqual({ status: 200, ok: true });
    expect(await dialogOf()).toBeNull();

    desk.answerWith(() => inDialog(form));
    await open();
    desk.answerWith(() => ({ task: { type: 'message', value: 'Saved.' } }));
    expect(await submit()).toEqual({ status: 200, ok: true, notice: 'Saved.' });
    expect(await dialogOf()).toBeNull();
  });

  it('is followed by the next one, also by itself with corrections', async () => {
    const before = await dialogOf();
    const corrected = card({ ...form, body: [{ type: 'TextBlock', text: 'No such serial' }] });
    desk.answerWith(() => inDialog(corrected, { title: 'Again' }));
    await submit();
    expect(await dialogOf()).toMatchObject({ title: 'Again', card: corrected });
    expect((await dialogOf())?.id).not.toBe(before?.id);
    expect(await submit({}, { dialog: before?.id })).toMatchObject({ status: 400 });
  });

  it('with a wrong input stays, and the bot does not hear of it', async () => {
    expect(await submit({})).toEqual({ status: 200, ok: false, errors: { serials: 'This is required.' } });
    expect(desk.received).toHaveLength(1);
    expect(await dialogOf()).not.toBeNull();
  });

  it.each<[string, unknown, string]>([
    ['an empty task', {}, wrong],
    ['a wrong card', inDialog({}), wrong],
    ['nothing in time', new Promise(() => undefined), unable],
  ])('answered with %s stays with what was typed', async (_what, body, trouble) => {
    desk.answerWith(() => body);
    expect(await submit()).toEqual({ status: 200, ok: false, trouble });
    expect(await dialogOf()).not.toBeNull();
  });

  it('submitted after its message was deleted still reaches the bot', async () => {
    const message = String(desk.received[0]?.activity.replyToId);
    await desk.call('DELETE', `conversations/${encoded(madison)}/activities/${message}`);
    await submit();
    expect(desk.received[1]?.activity).toMatchObject({ name: 'task/submit', replyToId: message });
  });

  it('closed is gone, and the bot is not told', async () => {
    const dialog = (await dialogOf())?.id;
    const page = await desk.watch(ana);
    expect(await desk.verb('close-dialog', { user: ana.id, dialog })).toMatchObject({ ok: true });
    expect(await page.next('dialog')).toEqual({ type: 'dialog', dialog: null });
    expect(await desk.verb('close-dialog', { user: ana.id, dialog })).toMatchObject({ status: 400 });
    expect(desk.received).toHaveLength(1);
  });

  it('closed while the bot was answering is not opened again', async () => {
    const dialog = (await dialogOf())?.id;
    desk.answerWith(async () => {
      await desk.verb('close-dialog', { user: ana.id, dialog });
      return inDialog(form);
    });
    expect(await submit()).toMatchObject({ ok: true });
    expect(await dialogOf()).toBeNull();
  });

  it('survives a restart', async () => {
    const before = await dialogOf();
    await desk.close();
    desk = await openDesk(database.pool);
    expect(await dialogOf()).toEqual(before);
  });
});

describe('a message extension', () => {
  const run = (command: Json, more: Json = {}) =>
    desk.verb('command', { user: ana.id, conversation: madison, command, ...more });

  it('opens its dialog, and is asked again with what was typed', async () => {
    desk.answerWith(() => inDialog(form));
    expect(await run({ action: 'count' })).toEqual({ status: 200, ok: true });
    expect(desk.received[0]?.activity).toMatchObject({
      type: 'invoke',
      name: 'composeExtension/fetchTask',
      conversation: { id: madison },
      channelData: { source: { name: 'compose' } },
      value: { commandId: 'count', commandContext: 'compose', context: { theme: 'default' } },
    });

    desk.answerWith(() => undefined);
    expect(await submit()).toEqual({ status: 200, ok: true });
    expect(desk.received[1]?.activity).toMatchObject({
      type: 'invoke',
      name: 'composeExtension/submitAction',
      conversation: { id: madison },
      value: {
        commandId: 'count',
        commandContext: 'compose',
        data: { vitrine: { instance: 'i-1' }, serials: 'RG-1' },
      },
    });
    expect(await dialogOf()).toBeNull();
  });

  it('in the menu of a message brings the message along', async () => {
    await desk.verb('say', { user: ines.id, conversation: madison, text: 'Two boxes are missing' });
    const message = (await desk.snapshot(ana)).messages[0]?.id;
    await run({ action: 'anomaly', message });
    expect(desk.received[0]?.activity).toMatchObject({
      conversation: { id: `${madison};messageid=${message}` },
      channelData: { source: { name: 'message' } },
      value: {
        commandId: 'anomaly',
        commandContext: 'message',
        messagePayload: {
          id: message,
          body: { contentType: 'html', content: '<div>Two boxes are missing</div>' },
          from: { user: { id: ines.aadObjectId, displayName: 'Inès Laurent' } },
        },
      },
    });
    expect(await run({ action: 'count', message })).toMatchObject({ status: 400 });
    expect(await run({ action: 'anomaly' })).toMatchObject({ status: 400 });
  });

  it('brings the message along as the client wrote it', async () => {
    await desk.verb('say', { user: ines.id, conversation: madison, text: '2 < 3 & <b>\nsafe', mention: true });
    const message = (await desk.snapshot(ana)).messages[0]?.id;
    await run({ action: 'anomaly', message });

    expect(desk.received.find(({ activity }) => activity.type === 'invoke')?.activity).toMatchObject({
      value: {
        messagePayload: {
          body: { content: '<div><at id="0">Vitrine</at> 2 &lt; 3 &amp; &lt;b&gt;<br>safe</div>' },
        },
      },
    });
  });

  it('also where the app is not', async () => {
    await desk.verb('install', { user: ben.id, conversation: buyers, installed: false });
    desk.answerWith(() => inDialog(form));
    expect(await run({ action: 'count' }, { conversation: buyers })).toMatchObject({ ok: true });
    expect(await dialogOf()).toMatchObject({ conversation: buyers });
  });

  it('is asked three times when the bot is slow: the same submission comes again', async () => {
    desk.answerWith(() => inDialog(form));
    await run({ action: 'count' });
    let asked = 0;
    desk.answerWith(() => {
      asked += 1;
      return asked < 3 ? new Promise(() => undefined) : undefined;
    });
    expect(await submit()).toEqual({ status: 200, ok: true });
    const tries = desk.received.slice(1).map(({ activity }) => activity);
    expect(tries.map(({ value }) => (value as Json).data)).toEqual(
      Array.from({ length: 3 }, () => ({ vitrine: { instance: 'i-1' }, serials: 'RG-1' })),
    );
    expect(new Set(tries.map(({ id }) => id)).size).toBe(3);
  });

  it('gives up after the third', async () => {
    desk.answerWith(() => new Promise(() => undefined));
    expect(await run({ action: 'count' })).toMatchObject({ ok: false, trouble: unable });
    expect(desk.received).toHaveLength(3);
  });

  it('is not asked again after another answer', async () => {
    desk.answerWith((_received, res) => res.writeHead(500).end());
    expect(await run({ action: 'count' })).toMatchObject({ ok: false, trouble: wrong });
    expect(desk.received).toHaveLength(1);
  });

  it('answering with a card for the message box shows nothing here', async () => {
    desk.answerWith(() => ({ composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [] } }));
    expect(await run({ action: 'count' })).toMatchObject({ ok: false, trouble: wrong });
  });
});
