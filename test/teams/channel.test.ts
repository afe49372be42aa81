import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { button, buttons, buttonsFor, card, picture, text } from '../../src/chat/card.js';
import { RateLimited, Undeliverable, Unsure } from '../../src/chat/channel.js';
import { BOT, refused, TENANT } from './connector-server.js';
import { linesOf, member, mriOf, type Outside, ROOM, startOutside, users } from './outside.js';

const report = card('Count approved', [text('117 of 118 matched.'), buttons(button('a.open', 'Open', 'c-1'))]);
const decide = card('2 pieces differ', [buttonsFor(['ana', 'ines'], button('engine.approve', 'Approve', 'c-1'))]);
const tooMuch = card('Too much', [text('x'.repeat(40_000))]);

let outside: Outside;
beforeAll(async () => {
  outside = await startOutside();
});
beforeEach(() => outside.reset());
afterAll(() => outside.stop());

const send = (to: Parameters<Outside['channel']['send']>[0], said = report, topic: string | null = null) =>
  outside.channel.send(to, said, topic);
const toRoom = (said = report, topic: string | null = null) => send({ room: ROOM }, said, topic);
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('a message to a room', () => {
  beforeEach(() => outside.letIn(ROOM));

  it('is a card with what a notification says, from us, in its tenant', async () => {
    expect(await toRoom()).toEqual({ conversation: ROOM, activity: 'm1' });
    expect(outside.teams.asked()).toEqual([`POST /v3/conversations/${ROOM}/activities`]);
    const [activity] = outside.teams.bodies(/POST/);
    expect(linesOf(activity)).toEqual(['Count approved', '117 of 118 matched.', '[Open]']);
    expect(activity).toMatchObject({
      type: 'message',
      from: { id: BOT },
      conversation: { id: ROOM, tenantId: TENANT, conversationType: 'channel', isGroup: true },
      channelData: { tenant: { id: TENANT } },
      summary: 'Count approved · 117 of 118 matched.',
    });
  });

  it('goes into a thread where one is meant', async () => {
    const reference = await send({ room: `${ROOM};messageid=17` });
    expect(reference).toEqual({ conversation: `${ROOM};messageid=17`, activity: 'm1' });
    expect(outside.teams.asked()).toEqual([`POST /v3/conversations/${ROOM};messageid=17/activities`]);
  });

  it('goes where Teams answers us, also before it told us of this room', async () => {
    await outside.book.forget(TENANT, ROOM);
    await toRoom();
    expect(outside.teams.bodies(/POST/)).toMatchObject([
      { from: { id: BOT }, conversation: { conversationType: 'channel' } },
    ]);
  });

  it('hides the buttons that are for some alone, and asks those to have it drawn anew', async () => {
    for (const name of ['ana', 'ines', 'ben'] as const) await outside.has(name);
    for (const name of ['ana', 'ben'] as const) await outside.speaksIn(name, ROOM);
    await toRoom(decide, 'count/c-1');
    const [activity] = outside.teams.bodies(/POST/);
    expect(linesOf(activity)).toEqual(['2 pieces differ']);
    expect(activity).toMatchObject({
      attachments: [{ content: { refresh: { userIds: [mriOf('ana')], action: { verb: 'vitrine.refresh' } } } }],
    });
  });
});

describe('a message to a person', () => {
  beforeEach(() => outside.has('ana'));

  it('goes into their private chat', async () => {
    await outside.chats('ana');
    expect(await send({ person: 'ana' })).toEqual({ conversation: 'a:ana', activity: 'm1', person: 'ana' });
    expect(outside.teams.asked()).toEqual(['POST /v3/conversations/a:ana/activities']);
  });

  it('opens that chat where there is none yet, by the name Teams gave us, and keeps it', async () => {
    await outside.speaksIn('ana', ROOM);
    await send({ person: 'ana' });
    await send({ person: 'ana' });
    expect(outside.teams.bodies(/conversations$/)).toMatchObject([
      { members: [{ id: mriOf('ana') }], bot: { id: BOT } },
    ]);
    expect(outside.teams.asked()).toEqual([
      'POST /v3/conversations',
      'POST /v3/conversations/a:opened/activities',
      'POST /v3/conversations/a:opened/activities',
    ]);
  });

  it('opens it by their account where we never met them', async () => {
    await send({ person: 'ana' });
    expect(outside.teams.bodies(/conversations$/)).toMatchObject([{ members: [{ id: users.ana }] }]);
  });

  it('opens it anew where they have cleared it', async () => {
    await outside.chats('ana');
    outside.teams.answers(/a:ana/, refused(404, 'ConversationNotFound'));
    expect(await send({ person: 'ana' })).toMatchObject({ conversation: 'a:opened' });
    expect(await outside.book.personal(TENANT, users.ana)).toMatchObject({ id: 'a:opened' });
  });

  it('has no buttons for those who decide; whoever is one of them asks for theirs', async () => {
    await outside.chats('ana');
    await send({ person: 'ana' }, decide, 'count/c-1');
    await outside.has('ben');
    await outside.chats('ben');
    await send({ person: 'ben' }, decide, 'count/c-1');
    expect(outside.teams.bodies(/activities/).map(linesOf)).toEqual([['2 pieces differ'], ['2 pieces differ']]);
    expect(outside.teams.bodies(/activities/)).toMatchObject([
      { attachments: [{ content: { refresh: { userIds: [mriOf('ana')], action: { verb: 'vitrine.refresh' } } } }] },
      { attachments: [{ content: expect.not.objectContaining({ refresh: expect.anything() }) }] },
    ]);
  });
});

describe('a message to a person that is about no topic, as on Home', () => {
  it('has their buttons at once, for there is nothing they could ask for', async () => {
    await outside.has('ana');
    await outside.chats('ana');
    await outside.has('ben');
    await outside.chats('ben');
    await send({ person: 'ana' }, decide, null);
    await send({ person: 'ben' }, decide, null);
    const said = outside.teams.bodies(/activities/);
    expect(said.map(linesOf)).toEqual([['2 pieces differ', '[Approve]'], ['2 pieces differ']]);
    expect(JSON.stringify(said)).not.toContain('refresh');
  });
});

describe('somebody whom only the network file names', () => {
  it('has the buttons at once, as nobody knows yet how to ask their client', async () => {
    await outside.has('ana');
    await send({ person: 'ana' }, decide, 'count/c-1');
    await send({ person: 'ana' }, card('Hidden', [buttonsFor(['ines'], button('a.b', 'Approve', 'c-1'))]), 'count/c-2');
    const said = outside.teams.bodies(/activities/);
    expect(said.map(linesOf)).toEqual([['2 pieces differ', '[Approve]'], ['Hidden']]);
  });
});

describe('somebody without an account', () => {
  const members = (...list: readonly object[]) =>
    outside.teams.answers(/pagedMembers/, { status: 200, body: { members: list } });
  const accounts = () => outside.connection.prisma.chatAccount.findMany({ where: { channel: 'teams' } });

  it('is found by e-mail in the channel of their boutique, and bound', async () => {
    members(member('ben'), member('ana'));
    await send({ person: 'ana' });
    await send({ person: 'ana' });
    expect(outside.teams.asked()[0]).toBe(`GET /v3/conversations/${ROOM}/pagedMembers?pageSize=500`);
    expect(outside.teams.asked().filter((what) => what.includes('pagedMembers'))).toHaveLength(1);
    expect(outside.teams.bodies(/conversations$/)).toMatchObject([{ members: [{ id: mriOf('ana') }] }]);
    expect(await accounts()).toMatchObject([{ userId: users.ana, personId: 'ana', tenant: TENANT }]);
  });

  it('is found by the name they sign in with, too', async () => {
    members(member('ana', { email: null }));
    await send({ person: 'ana' });
    expect(await accounts()).toHaveLength(1);
  });

  it.each([
    ['a guest', { userRole: 'guest' }],
    ['somebody anonymous', { userRole: 'anonymous' }],
    ['a guest by name', { userPrincipalName: 'ana_x.example#EXT#@vitrine.example' }],
    ['somebody of another tenant', { tenantId: 'bbbbbbbb-0000-4000-8000-000000000000' }],
    ['somebody of whom Teams does not say which tenant they are of', { tenantId: null }],
    ['somebody without an id', { aadObjectId: null }],
  ])('is not bound to %s', async (_, more) => {
    members(member('ana', more));
    expect(await reasonOf(send({ person: 'ana' }))).toEqual(new Undeliverable('not_a_full_member'));
    expect(await accounts()).toEqual([]);
  });

  it('can not be reached where no channel of theirs knows them', async () => {
    expect(await reasonOf(send({ person: 'ana' }))).toEqual(new Undeliverable('not_found_in_teams'));
    expect(await reasonOf(send({ person: 'rita' }))).toEqual(new Undeliverable('not_found_in_teams'));
    expect(outside.teams.asked()).toHaveLength(1);
  });

  it('is looked for in a boutique’s channel where they work for all of them, and where we are let in', async () => {
    await outside.connection.prisma.boutique.update({
      where: { code: 'RODEO' },
      data: { teamsChannel: '19:rodeo@thread.tacv2' },
    });
    outside.teams.answers(/madison/, refused(403, 'BotNotInConversationRoster'));
    members(member('marc'));
    expect(await send({ person: 'marc' })).toMatchObject({ person: 'marc' });
    expect(outside.teams.asked()[1]).toContain('19:rodeo@thread.tacv2');
  });

  it('is not given up while Teams is down', async () => {
    outside.teams.answers(/pagedMembers/, ...Array.from({ length: 4 }, () => refused(502, 'BadGateway')));
    expect(await reasonOf(send({ person: 'ana' }))).toMatchObject({ status: 502 });
  });
});

describe('a message for one alone in a room', () => {
  const aside = () => send({ room: ROOM, aside: users.ana });

  it('is seen by nobody else there', async () => {
    await outside.speaksIn('ana', ROOM);
    expect(await aside()).toEqual({ conversation: ROOM, activity: 'm1', aside: mriOf('ana') });
    expect(outside.teams.asked()).toEqual([`POST /v3/conversations/${ROOM}/activities?isTargetedActivity=true`]);
    expect(outside.teams.bodies(/POST/)).toMatchObject([{ recipient: { id: mriOf('ana') } }]);
  });

  it.each([
    [400, 'BadArgument'],
    [403, 'TargetedMessagesDisabled'],
    [405, 'NotAllowed'],
  ])('is said in their private chat where Teams does not take it: %d', async (status, code) => {
    await outside.speaksIn('ana', ROOM);
    outside.teams.answers(/Targeted/, refused(status, code));
    expect(await aside()).toEqual({ conversation: 'a:opened', activity: 'm1' });
    expect(outside.teams.bodies(/a:opened/)[0]).not.toHaveProperty('recipient');
  });

  it('is said there where we never met them', async () => {
    await aside();
    expect(outside.teams.asked()).toEqual(['POST /v3/conversations', 'POST /v3/conversations/a:opened/activities']);
  });

  it('is not moved there because Teams is busy', async () => {
    await outside.speaksIn('ana', ROOM);
    outside.teams.answers(/Targeted/, { status: 429, headers: { 'retry-after': '5' } });
    expect(await reasonOf(aside())).toEqual(new RateLimited(5));
    expect(outside.teams.calls).toHaveLength(1);
  });

  it('is replaced for them alone', async () => {
    await outside.speaksIn('ana', ROOM);
    const reference = await aside();
    await outside.channel.revise(reference, report, null);
    expect(outside.teams.asked()[1]).toBe(`PUT /v3/conversations/${ROOM}/activities/m1?isTargetedActivity=true`);
    expect(outside.teams.bodies(/PUT/)).toMatchObject([{ recipient: { id: mriOf('ana') } }]);
  });
});

describe('a message that is revised', () => {
  const earlier = { conversation: ROOM, activity: 'm7', documents: 'mark' };
  beforeEach(() => outside.letIn(ROOM));

  it('is changed in place', async () => {
    expect(await outside.channel.revise(earlier, report, null)).toEqual(earlier);
    expect(outside.teams.asked()).toEqual([`PUT /v3/conversations/${ROOM}/activities/m7`]);
    expect(outside.teams.bodies(/PUT/)).toMatchObject([{ id: 'm7', type: 'message' }]);
  });

  it('is posted anew where it is gone, and its documents with it', async () => {
    outside.teams.answers(/PUT/, refused(404, 'ActivityNotFoundInConversation'));
    expect(await outside.channel.revise(earlier, report, null)).toEqual({ conversation: ROOM, activity: 'm1' });
  });

  it('in a private chat leaves what is for its owner to be asked for', async () => {
    await outside.has('ana');
    await outside.chats('ana');
    await outside.channel.revise({ conversation: 'a:ana', activity: 'm7', person: 'ana' }, decide, 'count/c-1');
    expect(outside.teams.bodies(/PUT/).map(linesOf)).toEqual([['2 pieces differ']]);
    expect(outside.teams.bodies(/PUT/)).toMatchObject([
      { attachments: [{ content: { refresh: { userIds: [mriOf('ana')] } } }] },
    ]);
  });

  it('in a private chat that was cleared is said in a new one', async () => {
    await outside.has('ana');
    await outside.chats('ana');
    outside.teams.answers(/PUT/, refused(404, 'ConversationNotFound'));
    const reference = { conversation: 'a:ana', activity: 'm7', person: 'ana' };
    expect(await outside.channel.revise(reference, report, null)).toEqual({
      conversation: 'a:opened',
      activity: 'm1',
      person: 'ana',
    });
  });

  it('is no message of ours without a reference of ours', async () => {
    await expect(outside.channel.revise({ channel: 'C1', ts: '1.1' }, report, null)).rejects.toThrow('not Teams');
  });
});

describe('a message that Teams does not take', () => {
  beforeEach(() => outside.letIn(ROOM));

  it.each([
    [403, 'BotNotInConversationRoster'],
    [403, 'BotDisabledByAdmin'],
    [403, 'ConversationBlockedByUser'],
    [403, 'MessageWritesBlocked'],
    [404, 'ConversationNotFound'],
  ])('for good, by %d %s, is undeliverable, and the conversation forgotten', async (status, code) => {
    outside.teams.answers(/POST/, refused(status, code));
    expect(await reasonOf(toRoom())).toEqual(new Undeliverable(code));
    expect(await outside.book.conversation(TENANT, ROOM)).toBeNull();
  });

  it.each([
    [400, 'BadSyntax', 'BadSyntax'],
    [403, 'Odd', 'Odd'],
    [413, 'MessageSizeTooBig', 'message_too_big'],
  ])('by %d %s is undeliverable, and the conversation stays', async (status, code, reason) => {
    outside.teams.answers(/POST/, refused(status, code));
    expect(await reasonOf(toRoom())).toEqual(new Undeliverable(reason));
    expect(await outside.book.conversation(TENANT, ROOM)).not.toBeNull();
  });

  it('is undeliverable when it is longer than Teams takes, and is not sent', async () => {
    expect(await reasonOf(toRoom(tooMuch))).toBeInstanceOf(Undeliverable);
    expect(outside.teams.calls).toEqual([]);
  });

  it.each([401, 408, 502])('for now is tried again later: %d', async (status) => {
    outside.teams.answers(/POST/, ...Array.from({ length: 4 }, () => refused(status, 'Odd')));
    const error = await reasonOf(toRoom());
    expect(error).toMatchObject({ status });
    expect(error).not.toBeInstanceOf(Undeliverable);
    expect(await outside.book.conversation(TENANT, ROOM)).not.toBeNull();
  });

  it('and does not say so leaves us unsure', async () => {
    outside.teams.answers(/POST/, 'cut');
    expect(await reasonOf(toRoom())).toBeInstanceOf(Unsure);
  });

  it('leaves no word of it, and nobody’s name, in the log', async () => {
    outside.teams.answers(/POST/, refused(401, 'BotNotRegistered'));
    await reasonOf(toRoom());
    expect(outside.heard).toHaveLength(1);
    expect(outside.heard.join()).not.toMatch(/matched|ana|made-up|19:/i);
  });
});

describe('words at once', () => {
  it('in one conversation, by whatever way they come, are said one after the other', async () => {
    await outside.has('ana');
    await outside.chats('ana');
    await outside.letIn(ROOM);
    const ways = [{ person: 'ana' }, { room: 'a:ana' }, { person: 'ana' }, { room: 'a:ana' }];
    await Promise.all(ways.map((way) => send(way)));
    expect(outside.teams.most()).toBe(1);

    await Promise.all([...ways.map((way) => send(way)), toRoom(), send({ room: `${ROOM};messageid=17` })]);
    expect(outside.teams.most()).toBe(2);
  });

  it('of another instance are waited for', async () => {
    await outside.letIn(ROOM);
    outside.teams.answers(/POST/, refused(412, 'PreconditionFailed'));
    expect(await toRoom()).toMatchObject({ activity: 'm1' });
  });
});

describe('a picture in a message', () => {
  beforeEach(() => outside.letIn(ROOM));

  const ALT = 'Plan: 2 late';
  const plan = card('Miami', [picture('plan-1', ALT)]);
  const pictures = [{ id: 'plan-1', name: 'plan.png', bytes: Buffer.from('not really a PNG') }];
  const imagesOf = (body: object | undefined) => JSON.stringify(body).match(/data:image\/png;base64,[A-Za-z0-9+/=]*/g);

  it('is within the card, with its words for whoever can’t see it', async () => {
    const message = await outside.channel.send({ room: ROOM }, plan, null, pictures);
    await outside.channel.revise(message, plan, null, pictures);

    const url = `data:image/png;base64,${Buffer.from('not really a PNG').toString('base64')}`;
    const [sent, revised] = outside.teams.bodies(/activities/);
    const content = {
      msteams: { width: 'Full' },
      body: [{ type: 'RichTextBlock' }, { type: 'Image', url, altText: ALT, size: 'stretch' }],
    };
    expect(sent).toMatchObject({ summary: 'Miami · Plan: 2 late', attachments: [{ content }] });
    expect(revised).toMatchObject({ attachments: [{ content }] });
  });

  it('is its words where nobody has its bytes', async () => {
    await outside.channel.send({ room: ROOM }, plan, null);

    expect(linesOf(outside.teams.bodies(/activities/)[0])).toEqual(['Miami', ALT]);
  });

  it('is its words where a message would be too long with it, since the rest of the card must be said', async () => {
    const long = card('Miami', [text('x'.repeat(17_000)), picture('plan-1', ALT)]);
    const large = [{ id: 'plan-1', name: 'plan.png', bytes: Buffer.alloc(18_000) }];
    await outside.channel.send({ room: ROOM }, long, null, large);
    await outside.channel.send({ room: ROOM }, plan, null, large);

    const [without, within] = outside.teams.bodies(/activities/);
    expect(imagesOf(without)).toBeNull();
    expect(linesOf(without).at(-1)).toBe(ALT);
    expect(imagesOf(within)).toHaveLength(1);
    expect(Buffer.byteLength(JSON.stringify(within))).toBeLessThan(28_000);
  });

  it('is there again where the card is drawn for one who looks at it, from the database', async () => {
    await outside.connection.prisma.attachment.createMany({
      data: [
        { id: 'plan-1', name: 'plan.png', bytes: Buffer.from('small') },
        { id: 'plan-2', name: 'plan.png', bytes: Buffer.alloc(18_001) },
      ],
    });
    const shown = card('Miami', [picture('plan-1', ALT), picture('plan-2', ALT), picture('plan-3', ALT)]);

    expect([...(await outside.documents.pictures(shown)).keys()]).toEqual(['plan-1']);
  });
});
