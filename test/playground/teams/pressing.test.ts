import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ana,
  approve,
  ben,
  card,
  cardIn,
  type Desk,
  encoded,
  ines,
  type Json,
  madison,
  messageIn,
  openDatabase,
  openDesk,
  press,
  tenantId,
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

const activities = (conversation = madison) => `conversations/${encoded(conversation)}/activities`;
/** The id of a post with this card. */
async function posted(content: Json, conversation = madison): Promise<string> {
  return String((await desk.call('POST', activities(conversation), withCard(content))).body.id);
}
const update = (id: string, content: Json) => desk.call('PUT', `${activities()}/${id}`, withCard(content));
const saying = (text: string) => card({ body: [{ type: 'TextBlock', text }] });
const withButton = (...actions: Json[]) => card({ actions });
const asCard = (value: unknown): Json => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.card.adaptive',
  value,
});
const wrong = 'Something went wrong. Please try again.';
const unable = 'Unable to reach app. Please try again.';
const isRefresh = ({ value }: Json) => Object(value).trigger === 'automatic';

describe('Action.Execute', () => {
  it('reaches the bot as Teams sends it', async () => {
    const id = await posted(
      card({ body: [{ type: 'Input.Text', id: 'note' }], actions: [{ ...approve, id: 'the-button' }] }),
    );
    await desk.verb('execute', press(ana, madison, id, { note: 'fine' }));
    expect(desk.received[0]?.activity).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: expect.stringMatching(/^f:/),
      from: { id: ana.mri, name: 'Ana Reyes', aadObjectId: ana.aadObjectId },
      conversation: { conversationType: 'channel', tenantId, id: `${madison};messageid=${id}` },
      channelData: { channel: { id: madison }, tenant: { id: tenantId }, source: { name: 'message' } },
      replyToId: id,
      localTimezone: 'America/New_York',
    });
    expect(desk.received[0]?.activity.value).toEqual({
      action: {
        type: 'Action.Execute',
        id: 'the-button',
        title: 'Approve',
        verb: 'engine.approve',
        data: { vitrine: { action: 'engine.approve', subject: 'count-1' }, note: 'fine' },
      },
      trigger: 'manual',
    });
  });

  it('answered with a card: only this person sees it, also after a restart', async () => {
    const id = await posted(withButton(approve));
    const page = await desk.watch(ana);
    const other = await desk.watch(ines);
    desk.answerWith(() => asCard(saying('Approved by you')));
    expect(await desk.verb('execute', press(ana, madison, id))).toEqual({ status: 200, ok: true });
    expect((await page.next('message')).message.attachments).toEqual([
      { kind: 'card', card: saying('Approved by you'), own: true },
    ]);
    expect(other.events.filter(({ type }) => type === 'message')).toEqual([]);
    expect(cardIn(await desk.snapshot(ines), id)).toEqual({ kind: 'card', card: withButton(approve), own: false });

    await desk.close();
    desk = await openDesk(database.pool);
    expect(cardIn(await desk.snapshot(ana), id)).toMatchObject({ own: true });
  });

  it('in the card one has for oneself can be pressed in turn', async () => {
    const id = await posted(saying('Waiting'));
    const page = await desk.watch(ines);
    await update(id, card({ refresh: { action: { ...approve, verb: 'vitrine.refresh' }, userIds: [ines.mri] } }));
    desk.answerWith(() => asCard(withButton(approve)));
    await desk.verb('seen', { user: ines.id, conversation: madison, message: id });
    await page.next('message', ({ message }) => message.attachments.some((each) => each.kind === 'card' && each.own));
    expect(await desk.verb('execute', press(ines, madison, id))).toMatchObject({ ok: true });
    expect(await desk.verb('execute', press(ana, madison, id))).toMatchObject({ status: 400 });
  });

  it('answered with a sentence shows it to this person', async () => {
    const id = await posted(withButton(approve));
    desk.answerWith(() => ({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'You took part in this count.',
    }));
    expect(await desk.verb('execute', press(ana, madison, id))).toEqual({
      status: 200,
      ok: true,
      notice: 'You took part in this count.',
    });
    expect(cardIn(await desk.snapshot(ana), id)).toMatchObject({ own: false });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'fine'],
    ['an error', { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'no', message: 'no' } }],
    ['a card that is none', asCard({ type: 'AdaptiveCard', version: '9' })],
    ['a card as an attachment', asCard({ contentType: 'application/vnd.microsoft.card.adaptive', content: card() })],
    ['a dialog', { task: { type: 'message', value: 'Hello' } }],
  ])('answered with %s: something went wrong', async (_what, body) => {
    const id = await posted(withButton(approve));
    desk.answerWith(() => body);
    expect(await desk.verb('execute', press(ana, madison, id))).toEqual({ status: 200, ok: false, trouble: wrong });
  });

  it('and the log says why a card could not be shown', async () => {
    const id = await posted(withButton(approve));
    desk.answerWith(() => asCard(card({ version: '1.6' })));
    await desk.verb('execute', press(ana, madison, id));
    const { log } = await desk.snapshot(ana);
    expect(log.find(({ what }) => what === 'invoke adaptiveCard/action')).toMatchObject({ status: 200 });
    expect(JSON.stringify(log.at(-1)?.answer)).toContain('is not a version that Teams shows');
  });

  it('answered with another status, too late or not at all', async () => {
    const id = await posted(withButton(approve));
    desk.answerWith((_received, res) => res.writeHead(501).end());
    expect(await desk.verb('execute', press(ana, madison, id))).toMatchObject({ trouble: wrong });
    desk.answerWith((_received, res) => res.destroy());
    expect(await desk.verb('execute', press(ana, madison, id))).toMatchObject({ trouble: unable });
    desk.answerWith(() => new Promise(() => undefined));
    expect(await desk.verb('execute', press(ana, madison, id))).toMatchObject({ trouble: unable });
  });

  it('answered after the bot changed the card for everybody: the newer one stays', async () => {
    const id = await posted(withButton(approve));
    desk.answerWith(async () => {
      await update(id, saying('Approved'));
      return asCard(saying('Approving'));
    });
    await desk.verb('execute', press(ana, madison, id));
    expect(cardIn(await desk.snapshot(ana), id)).toEqual({ kind: 'card', card: saying('Approved'), own: false });
  });

  it('in the second card of a message changes that card alone', async () => {
    const cards = [withButton({ ...approve, verb: 'first' }), withButton({ ...approve, verb: 'second' })];
    const attachments = cards.flatMap((content) => withCard(content).attachments as Json[]);
    const { body } = await desk.call('POST', activities(), { type: 'message', attachments });
    desk.answerWith(() => asCard(saying('Done')));
    await desk.verb('execute', { ...press(ana, madison, body.id), card: 1 });
    expect(desk.received[0]?.activity.value).toMatchObject({ action: { verb: 'second' } });
    expect(messageIn(await desk.snapshot(ana), body.id)?.attachments).toEqual([
      { kind: 'card', card: cards[0], own: false },
      { kind: 'card', card: saying('Done'), own: true },
    ]);
    expect(await desk.verb('execute', { ...press(ana, madison, body.id), card: 2 })).toMatchObject({ status: 400 });
  });

  it('with a wrong input does not reach the bot', async () => {
    const note = { type: 'Input.Text', id: 'note', isRequired: true, errorMessage: 'Say why.' };
    const id = await posted(card({ body: [note], actions: [approve] }));
    expect(await desk.verb('execute', press(ana, madison, id))).toEqual({
      status: 200,
      ok: false,
      errors: { note: 'Say why.' },
    });
    expect(desk.received).toEqual([]);
  });

  it.each<Json>([{ action: '/actions/7' }, { message: '1700000000000' }, { user: ben.id }])(
    'that is not there (%j) is refused',
    async (more) => {
      const id = await posted(withButton(approve));
      expect(await desk.verb('execute', { ...press(ana, madison, id), ...more })).toMatchObject({ status: 400 });
      expect(desk.received).toEqual([]);
    },
  );

  it('where the app was taken out goes nowhere', async () => {
    const id = await posted(withButton(approve));
    await desk.verb('install', { user: ana.id, conversation: madison, installed: false });
    expect(await desk.verb('execute', press(ana, madison, id))).toMatchObject({ trouble: wrong });
  });
});

describe('an old client', () => {
  const old = async (action: Json) => {
    const id = await posted(withButton(action));
    return { id, answer: await desk.verb('execute', { ...press(ana, madison, id), oldClient: true }) };
  };

  it('presses the fallback: a message with a value arrives', async () => {
    const { id, answer } = await old(approve);
    expect(answer).toMatchObject({ ok: true });
    const { activity } = desk.received[0] ?? {};
    expect(activity).toMatchObject({
      type: 'message',
      replyToId: id,
      value: { vitrine: { action: 'engine.approve' } },
      conversation: { id: `${madison};messageid=${id}` },
      channelData: { source: { name: 'message' }, legacy: { replyToId: `1:${id}` } },
    });
    expect(activity).not.toHaveProperty('text');
    expect(activity).not.toHaveProperty('name');
  });

  it('does not show a button without one', async () => {
    const { fallback: _fallback, ...alone } = approve;
    expect((await old(alone)).answer).toMatchObject({ ok: false, trouble: 'An old client does not show this button.' });
  });
});

describe('Action.Submit', () => {
  const submit: Json = { type: 'Action.Submit', title: 'Send', data: { form: 'count' } };

  it('arrives as a message with a value, where nobody waits for an answer but a status', async () => {
    const chat = await desk.chatOf(ana);
    const id = await posted(card({ body: [{ type: 'Input.Number', id: 'many' }], actions: [submit] }), chat);
    expect(await desk.verb('submit', press(ana, chat, id, { many: '12' }))).toEqual({ status: 200, ok: true });
    expect(desk.received[0]?.activity).toMatchObject({
      type: 'message',
      value: { form: 'count', many: '12' },
      conversation: { conversationType: 'personal', id: chat },
    });
    desk.answerWith((_received, res) => res.writeHead(500).end());
    expect(await desk.verb('submit', press(ana, chat, id))).toMatchObject({ ok: false, trouble: wrong });
  });

  it('is not what opens a dialog, nor an Action.Execute', async () => {
    const dialog = { ...submit, data: { msteams: { type: 'task/fetch' } } };
    for (const action of [dialog, approve]) {
      const id = await posted(withButton(action));
      expect(await desk.verb('submit', press(ana, madison, id))).toMatchObject({ status: 400 });
    }
    const id = await posted(withButton(submit));
    expect(await desk.verb('execute', press(ana, madison, id))).toMatchObject({ status: 400 });
    expect(await desk.verb('open-dialog', press(ana, madison, id))).toMatchObject({ status: 400 });
  });
});

describe('a card that refreshes', () => {
  const refresh = (...userIds: string[]) => ({
    action: { type: 'Action.Execute', verb: 'vitrine.refresh', data: { vitrine: { topic: 'count-1' } } },
    userIds,
  });
  const base = (text = 'Waiting') => ({ ...saying(text), refresh: refresh(ines.mri) });
  const seen = (message: string, user = ines) => desk.verb('seen', { user: user.id, conversation: madison, message });
  const refreshes = () => desk.standIn.automaticRefreshes();

  it('asks the bot when it is shown to somebody it names, and only them', async () => {
    const id = await posted(base());
    const page = await desk.watch(ines);
    desk.answerWith(() => asCard(withButton(approve)));
    await seen(id);
    await seen(id, ana);
    const { message } = await page.next('message');
    expect(message.attachments).toEqual([{ kind: 'card', card: withButton(approve), own: true }]);
    expect(cardIn(await desk.snapshot(ana), id)).toMatchObject({ own: false });
    expect(refreshes()).toBe(1);
    const activity = await desk.hears(isRefresh);
    expect(activity).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      from: { id: ines.mri },
      replyToId: id,
    });
    expect(activity.value).toEqual({
      action: { type: 'Action.Execute', id: '', verb: 'vitrine.refresh', data: { vitrine: { topic: 'count-1' } } },
      trigger: 'automatic',
    });
  });

  it('asks once in a while, however often it is shown', async () => {
    const id = await posted(base());
    desk.answerWith(() => asCard(base('Yours')));
    for (let shown = 0; shown < 5; shown += 1) await seen(id);
    expect(refreshes()).toBe(1);
    desk.clock.forward(60_000);
    await seen(id);
    expect(refreshes()).toBe(2);
    expect((await desk.snapshot(ana)).automaticRefreshes).toBe(2);
  });

  it('asks again at once when it was changed, for those who have it open', async () => {
    const forBoth = { refresh: refresh(ines.mri, ana.mri) };
    const id = await posted({ ...saying('Waiting'), ...forBoth });
    const page = await desk.watch(ines);
    await seen(id);
    await seen(id, ana);
    await update(id, { ...saying('Changed'), ...forBoth });
    await page.next('refreshes', ({ automaticRefreshes }) => automaticRefreshes === 3);
    await seen(id);
    expect(refreshes()).toBe(3);
  });

  it('beside another one: each asks for itself', async () => {
    const attachments = [base('One'), saying('Two'), base('Three')].flatMap(
      (each) => withCard(each).attachments as Json[],
    );
    const { body } = await desk.call('POST', activities(), { type: 'message', attachments });
    const page = await desk.watch(ines);
    desk.answerWith(() => asCard(saying('Yours')));
    await seen(String(body.id));
    await page.next('message', ({ message }) => {
      return message.attachments.filter((each) => each.kind === 'card' && each.own).length === 2;
    });
    expect(refreshes()).toBe(2);
  });

  it('that the bot changes whenever it is asked runs round, and is counted', async () => {
    const id = await posted(base());
    const page = await desk.watch(ines);
    let left = 4;
    desk.answerWith(async ({ activity }) => {
      left -= 1;
      if (isRefresh(activity) && left > 0) await update(id, base(`${left}`));
      return asCard(base());
    });
    await seen(id);
    await page.next('refreshes', ({ automaticRefreshes }) => automaticRefreshes === 4);
  });

  it('shows nothing when the bot answers with a sentence or not at all', async () => {
    const id = await posted(base());
    const page = await desk.watch(ines);
    desk.answerWith((_received, res) => res.writeHead(500).end());
    await seen(id);
    await page.next('log', ({ entry }) => entry.status === 500);
    desk.answerWith(() => ({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'No.' }));
    await update(id, base('Changed'));
    await page.next('log', ({ entry }) => isRefresh(Object(entry.request)) && Object(entry.answer).value === 'No.');
    expect(page.events.filter(({ type }) => type === 'notice')).toEqual([]);
    expect(cardIn(await desk.snapshot(ines), id)).toMatchObject({ own: false });
  });

  it('asks every member where it names nobody, and nobody where its list is empty', async () => {
    const { userIds: _users, ...forAll } = refresh();
    const all = await posted({ ...saying('All'), refresh: forAll });
    const none = await posted({ ...saying('None'), refresh: refresh() });
    await seen(all, ana);
    await seen(all, ines);
    await seen(none, ines);
    expect(refreshes()).toBe(2);
  });
});
