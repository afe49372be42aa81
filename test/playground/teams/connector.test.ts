import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ana,
  approve,
  ben,
  botId,
  buyers,
  card,
  cardIn,
  type Desk,
  encoded,
  guest,
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

const hello = { type: 'message', text: 'Hello' };
const activities = (conversation: string) => `conversations/${encoded(conversation)}/activities`;
const send = (conversation: string, body: unknown = hello, query = '') =>
  desk.call('POST', activities(conversation) + query, body);
const code = ({ body }: { body: Json }) => (body.error as Json).code;
const reason = ({ body }: { body: Json }) => (body.error as Json).message;

describe('a call to the connector', () => {
  it.each([null, 'another-token'])('without the right bearer (%s) is denied', async (token) => {
    const { status, body } = await desk.call('POST', activities(madison), hello, token);
    expect(status).toBe(401);
    expect(body).toEqual({ message: 'Authorization has been denied for this request.' });
    expect((await desk.snapshot(ana)).messages).toEqual([]);
  });

  it('is kept in the log without the bearer', async () => {
    await send(madison);
    const [entry] = (await desk.snapshot(ana)).log.filter(({ direction }) => direction === 'out');
    expect(entry).toMatchObject({ what: 'send', status: 201, request: { conversation: madison, body: hello } });
    expect(JSON.stringify((await desk.snapshot(ana)).log)).not.toContain('the-token');
  });

  it('to an address that is none is refused', async () => {
    expect((await desk.call('GET', 'conversations')).status).toBe(404);
  });
});

describe('sending', () => {
  it('to a channel makes a post that its members see', async () => {
    const { status, body } = await send(madison);
    expect(status).toBe(201);
    expect(body.id).toMatch(/^\d{13}$/);
    expect(messageIn(await desk.snapshot(ines), body.id)).toMatchObject({
      conversation: madison,
      from: botId,
      text: 'Hello',
      textFormat: 'markdown',
      edited: false,
      targeted: false,
    });
    expect((await desk.snapshot(ben)).messages).toEqual([]);
  });

  it('with a message id makes a reply in that thread, however it is written', async () => {
    const { body: root } = await send(madison);
    const reply = await desk.call('POST', `conversations/${madison};messageid=${root.id}/activities`, hello);
    expect(messageIn(await desk.snapshot(ana), reply.body.id)).toMatchObject({ threadId: root.id });
    expect(code(await send(`${madison};messageid=1700000000000`))).toBe('ActivityNotFoundInConversation');
  });

  it('as an answer to a post joins its thread; in a chat the id does not matter', async () => {
    const { body: root } = await send(madison);
    const reply = await desk.call('POST', `${activities(madison)}/${root.id}`, hello);
    expect(messageIn(await desk.snapshot(ana), reply.body.id)).toMatchObject({ threadId: root.id });
    expect(code(await desk.call('POST', `${activities(madison)}/1700000000000`, hello))).toBe(
      'ActivityNotFoundInConversation',
    );
    expect((await desk.call('POST', `${activities(await desk.chatOf(ana))}/made-up`, hello)).status).toBe(201);
  });

  it('comes to an open page at once', async () => {
    const page = await desk.watch(ana);
    await send(madison);
    expect((await page.next('message')).message).toMatchObject({ text: 'Hello' });
  });

  it('typing shows nothing', async () => {
    expect((await send(madison, { type: 'typing' })).status).toBe(201);
    expect((await desk.snapshot(ana)).messages).toEqual([]);
  });

  it('survives a restart', async () => {
    const { body } = await send(madison, withCard(card()));
    await desk.close();
    desk = await openDesk(database.pool);
    expect(cardIn(await desk.snapshot(ana), body.id)).toEqual({ kind: 'card', card: card(), own: false });
    expect((await send(madison)).status).toBe(201);
  });

  it('to a conversation that is not there is refused', async () => {
    const refused = await send('19:nowhere@thread.tacv2');
    expect([refused.status, code(refused)]).toEqual([404, 'ConversationNotFound']);
  });

  it('where the bot is not is refused', async () => {
    await desk.verb('install', { user: ana.id, conversation: madison, installed: false });
    const refused = await send(madison);
    expect([refused.status, code(refused)]).toEqual([403, 'BotNotInConversationRoster']);
  });

  it.each<[string, unknown, string]>([
    ['nothing', '', 'BadArgument'],
    ['another type', { type: 'event' }, 'BadArgument'],
    ['neither text nor attachment', { type: 'message', text: '' }, 'BadSyntax'],
    ['an attachment without a type', { type: 'message', attachments: [{ content: {} }] }, 'BadArgument'],
    ['an unknown kind of card', { type: 'message', attachments: [{ contentType: 'application/x' }] }, 'BadSyntax'],
    ['a card as text', withCard(JSON.stringify(card())), 'BadSyntax'],
  ])('%s is refused', async (_what, body, expected) => {
    const refused = await send(madison, body);
    expect([refused.status, code(refused)]).toEqual([400, expected]);
    expect((await desk.snapshot(ana)).messages).toEqual([]);
  });

  it('a wrong card says where it is wrong', async () => {
    const { verb: _verb, ...withoutVerb } = approve;
    const refused = await send(madison, withCard(card({ actions: [withoutVerb] })));
    expect(reason(refused)).toBe('/attachments/0/content/actions/0/verb: is missing');
  });

  it('takes 100 KB counted as UTF-16 and no more', async () => {
    const room = 51_200 - JSON.stringify({ type: 'message', text: '' }).length;
    expect((await send(madison, { type: 'message', text: 'é'.repeat(room) })).status).toBe(201);
    const refused = await send(madison, { type: 'message', text: 'é'.repeat(room + 1) });
    expect([refused.status, code(refused)]).toEqual([413, 'MessageSizeTooBig']);
    expect((await send(madison, { type: 'message', text: 'x'.repeat(1_100_000) })).status).toBe(413);
  });

  it('a file consent card is for personal chats', async () => {
    const consent = {
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.teams.card.file.consent',
          name: 'report.csv',
          content: { description: 'A report', sizeInBytes: 12, acceptContext: { document: 'd-1' } },
        },
      ],
    };
    expect((await send(madison, consent)).status).toBe(400);
    const { body } = await send(await desk.chatOf(ana), consent);
    expect(messageIn(await desk.snapshot(ana), body.id)?.attachments).toEqual([
      { kind: 'consent', name: 'report.csv', description: 'A report', size: 12, state: 'open' },
    ]);
  });
});

describe('updating and deleting', () => {
  it('changes the message for everybody and says that it was edited', async () => {
    const { body } = await send(madison);
    const page = await desk.watch(ines);
    const updated = await desk.call('PUT', `${activities(madison)}/${body.id}`, { type: 'message', text: 'Bye' });
    expect([updated.status, updated.body]).toEqual([200, { id: body.id }]);
    expect((await page.next('message')).message).toMatchObject({ id: body.id, text: 'Bye', edited: true });
  });

  it('takes it away', async () => {
    const { body } = await send(madison);
    const page = await desk.watch(ines);
    expect((await desk.call('DELETE', `${activities(madison)}/${body.id}`)).status).toBe(200);
    expect(await page.next('message-deleted')).toEqual({ type: 'message-deleted', conversation: madison, id: body.id });
    expect((await desk.snapshot(ana)).messages).toEqual([]);
  });

  it.each(['PUT', 'DELETE'])('%s of what is not there, or is a person’s, is refused', async (method) => {
    const body = method === 'PUT' ? hello : undefined;
    const gone = await desk.call(method, `${activities(madison)}/1700000000000`, body);
    expect([gone.status, code(gone)]).toEqual([404, 'ActivityNotFoundInConversation']);
    await desk.verb('say', { user: ana.id, conversation: madison, text: 'Mine' });
    const [mine] = (await desk.snapshot(ana)).messages;
    const refused = await desk.call(method, `${activities(madison)}/${mine?.id}`, body);
    expect([refused.status, code(refused)]).toEqual([403, 'NotEnoughPermissions']);
  });

  it('an update is checked like a new message', async () => {
    const { body } = await send(madison);
    const refused = await desk.call('PUT', `${activities(madison)}/${body.id}`, withCard(card({ version: '1.6' })));
    expect(refused.status).toBe(400);
    expect(messageIn(await desk.snapshot(ana), body.id)).toMatchObject({ text: 'Hello', edited: false });
  });
});

describe('a targeted message', () => {
  const toAna = { ...hello, recipient: { id: ana.mri } };
  const targeted = '?isTargetedActivity=true';

  it('is seen by that person alone, for a day', async () => {
    const { status, body } = await send(madison, toAna, targeted);
    expect(status).toBe(201);
    expect(messageIn(await desk.snapshot(ana), body.id)).toMatchObject({ targeted: true });
    expect((await desk.snapshot(ines)).messages).toEqual([]);

    desk.clock.forward(24 * 3_600_000);
    expect((await desk.snapshot(ana)).messages).toEqual([]);
    const late = await desk.call('DELETE', `${activities(madison)}/${body.id}${targeted}`);
    expect(code(late)).toBe('ActivityNotFoundInConversation');
  });

  it('is changed and deleted only by targeted calls', async () => {
    const { body } = await send(madison, toAna, targeted);
    const path = `${activities(madison)}/${body.id}`;
    expect((await desk.call('PUT', path, hello)).status).toBe(404);
    expect((await desk.call('PUT', path + targeted, toAna)).status).toBe(400);
    expect((await desk.call('PUT', path + targeted, { ...hello, text: 'Bye' })).status).toBe(200);
    expect((await desk.call('DELETE', path)).status).toBe(404);
    expect((await desk.call('DELETE', path + targeted)).status).toBe(200);
  });

  it('takes no replies', async () => {
    const { body } = await send(madison, toAna, targeted);
    expect(code(await send(`${madison};messageid=${body.id}`))).toBe('ActivityNotFoundInConversation');
  });

  it('needs a person of that conversation, and a conversation of several', async () => {
    expect((await send(madison, hello, targeted)).status).toBe(400);
    expect((await send(madison, { ...hello, recipient: { id: ben.mri } }, targeted)).status).toBe(404);
    expect((await send(await desk.chatOf(ana), toAna, targeted)).status).toBe(400);
  });
});

describe('creating a conversation', () => {
  const create = (body: Json) => desk.call('POST', 'conversations', body);
  const withAna = { bot: { id: botId }, members: [{ id: ana.mri }], tenantId };

  it('with one person answers their chat, always the same', async () => {
    const { status, body } = await create({ ...withAna, isGroup: false });
    expect([status, body]).toEqual([201, { id: await desk.chatOf(ana) }]);
    expect((await create({ ...withAna, members: [{ id: ana.aadObjectId }] })).body).toEqual(body);
  });

  it('in a channel makes a post', async () => {
    const { status, body } = await create({
      isGroup: true,
      channelData: { channel: { id: madison } },
      activity: hello,
    });
    expect(status).toBe(201);
    expect(body.id).toBe(`${madison};messageid=${body.activityId}`);
    expect(messageIn(await desk.snapshot(ana), body.activityId)).toMatchObject({ text: 'Hello' });
  });

  it('with several people, a stranger or without the tenant is refused', async () => {
    expect((await create({ ...withAna, members: [{ id: ana.mri }, { id: ben.mri }] })).status).toBe(400);
    expect((await create({ ...withAna, members: [{ id: '29:nobody' }] })).status).toBe(400);
    expect((await create({ ...withAna, tenantId: 'another' })).status).toBe(400);
  });

  it('with somebody who has not the app is refused', async () => {
    await desk.verb('install', { user: ana.id, conversation: await desk.chatOf(ana), installed: false });
    const refused = await create(withAna);
    expect([refused.status, code(refused)]).toEqual([403, 'ForbiddenOperationException']);
  });
});

describe('who is there', () => {
  const member = {
    id: ana.mri,
    aadObjectId: ana.aadObjectId,
    objectId: ana.aadObjectId,
    name: 'Ana Reyes',
    givenName: 'Ana',
    surname: 'Reyes',
    email: 'ana@example.com',
    userPrincipalName: 'ana@example.com',
    tenantId,
    userRole: 'user',
  };

  it('is listed in pages', async () => {
    const { body } = await desk.call('GET', `conversations/${encoded(madison)}/pagedMembers?pageSize=50`);
    expect((body.members as Json[])[0]).toEqual(member);
    expect((body.members as Json[]).map(({ name, userRole }) => [name, userRole])).toEqual([
      ['Ana Reyes', 'user'],
      ['Inès Laurent', 'user'],
      ['Gus Field', 'guest'],
    ]);
    expect(body).not.toHaveProperty('continuationToken');
  });

  it('is found by either id, also from a thread', async () => {
    const path = (id: string) => `conversations/${encoded(madison)}/members/${encoded(id)}`;
    expect((await desk.call('GET', path(ana.mri))).body).toEqual(member);
    expect((await desk.call('GET', path(ana.aadObjectId))).body).toEqual(member);
    expect((await desk.call('GET', path(guest.mri))).body).toMatchObject({ userRole: 'guest' });
    const stranger = await desk.call('GET', path(ben.mri));
    expect([stranger.status, code(stranger)]).toEqual([404, 'MemberNotFoundInConversation']);
  });
});

describe('limits', () => {
  it('seven messages a second go through, then one waits', async () => {
    for (let sent = 0; sent < 7; sent += 1) expect((await send(madison)).status).toBe(201);
    const refused = await send(madison);
    expect([refused.status, code(refused), refused.headers.get('retry-after')]).toEqual([429, 'Throttled', '1']);
    expect((await send(buyers)).status).toBe(201);

    desk.clock.forward(1000);
    expect((await send(madison)).status).toBe(201);
    expect((await send(madison)).status).toBe(429);
    desk.clock.forward(2000);
    expect((await send(madison)).status).toBe(201);
  });

  it('sixty in half a minute', async () => {
    for (let sent = 0; sent < 60; sent += 1) {
      if (sent % 4 === 0) desk.clock.forward(1100);
      expect((await send(madison)).status).toBe(201);
    }
    desk.clock.forward(2000);
    const refused = await send(madison);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(5);
  });

  it('two calls at once in one conversation: one of them is refused', async () => {
    const { body } = await send(madison);
    desk.standIn.faults.set({ method: 'update', times: 1, kind: 'slow', milliseconds: 50 });
    const update = desk.call('PUT', `${activities(madison)}/${body.id}`, hello);
    await desk.watch(ana);
    const [other, elsewhere] = await Promise.all([send(madison), send(buyers)]);
    expect([other.status, code(other)]).toEqual([412, 'PreconditionFailed']);
    expect(elsewhere.status).toBe(201);
    expect((await update).status).toBe(200);
    expect((await send(madison)).status).toBe(201);
  });
});

describe('a bad day', () => {
  const order = (fault: Json) => desk.verb('faults', { method: 'send', times: 1, ...fault });

  it.each<[Json, number, string | null]>([
    [{ kind: 'rate_limited', retryAfter: 3 }, 429, '3'],
    [{ kind: 'rate_limited' }, 429, null],
    [{ kind: 'precondition_failed' }, 412, null],
    [{ kind: 'bad_gateway' }, 502, null],
    [{ kind: 'gateway_timeout' }, 504, null],
  ])('%j: nothing is done, once', async (fault, status, retryAfter) => {
    await order(fault);
    const failed = await send(madison);
    expect([failed.status, failed.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect((await desk.snapshot(ana)).messages).toEqual([]);
    expect((await send(madison)).status).toBe(201);
  });

  it.each<[string, number]>([
    ['cut', 1],
    ['reset', 0],
  ])('%s: the connection breaks, and %i message is there', async (kind, messages) => {
    await order({ kind });
    await expect(send(madison)).rejects.toThrow('fetch failed');
    expect((await desk.snapshot(ana)).messages).toHaveLength(messages);
  });

  it('slow: it is done, later', async () => {
    await order({ kind: 'slow', milliseconds: 30 });
    expect((await send(madison)).status).toBe(201);
  });

  it('can hit any call, and be taken back', async () => {
    await desk.verb('faults', { method: '*', times: 5, kind: 'bad_gateway' });
    expect((await desk.call('GET', `conversations/${encoded(madison)}/pagedMembers`)).status).toBe(502);
    await desk.verb('faults', { method: '*', times: 0, kind: 'bad_gateway' });
    expect((await send(madison)).status).toBe(201);
  });
});

it('an update makes everybody see the same card again', async () => {
  const { body } = await send(madison, withCard(card({ actions: [approve] })));
  const own = card({ body: [{ type: 'TextBlock', text: 'Approved by you' }] });
  desk.answerWith(() => ({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: own }));
  await desk.verb('execute', press(ana, madison, body.id));
  expect(cardIn(await desk.snapshot(ana), body.id)).toEqual({ kind: 'card', card: own, own: true });

  const final = card({ body: [{ type: 'TextBlock', text: 'Approved' }] });
  await desk.call('PUT', `${activities(madison)}/${body.id}`, withCard(final));
  expect(cardIn(await desk.snapshot(ana), body.id)).toEqual({ kind: 'card', card: final, own: false });
});
