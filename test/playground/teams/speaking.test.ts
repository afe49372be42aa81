import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ana,
  appId,
  ben,
  botId,
  buyers,
  type Desk,
  encoded,
  guest,
  ines,
  type Json,
  madison,
  messageIn,
  openDatabase,
  openDesk,
  personalIn,
  teamId,
  tenantId,
  workspace,
} from './desk.js';

let database: Awaited<ReturnType<typeof openDatabase>>;
let desk: Desk;

beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.drop());

beforeEach(async () => {
  desk = await openDesk(database.pool);
});

afterEach(async () => {
  await desk.close();
  await database.empty();
});

const isMessage = ({ type }: Json) => type === 'message';
const said = (more: Json = {}) => desk.verb('say', { user: ana.id, conversation: madison, text: 'count', ...more });
const fromAna = { id: ana.mri, name: 'Ana Reyes', aadObjectId: ana.aadObjectId };
const clientInfo = {
  locale: 'en-US',
  country: 'US',
  platform: 'Web',
  timezone: 'America/New_York',
  type: 'clientInfo',
};

describe('what a person says', () => {
  beforeEach(() => desk.install());

  it('in the personal chat reaches the bot as Teams sends it', async () => {
    const conversation = await desk.chatOf(ana);
    expect(await said({ conversation })).toEqual({ status: 200, ok: true });
    const [message] = (await desk.snapshot(ana)).messages;
    expect(message).toMatchObject({ conversation, from: ana.id, text: 'count', attachments: [] });
    expect(await desk.hears(isMessage)).toEqual({
      type: 'message',
      id: message?.id,
      channelId: 'msteams',
      serviceUrl: desk.standIn.serviceUrl,
      text: 'count',
      textFormat: 'plain',
      attachments: [{ contentType: 'text/html', content: '<p>count</p>' }],
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/),
      localTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}-0[45]:00$/),
      from: fromAna,
      recipient: { id: botId, name: 'Vitrine' },
      conversation: { conversationType: 'personal', tenantId, id: conversation },
      entities: [clientInfo],
      channelData: { tenant: { id: tenantId } },
      locale: 'en-US',
      localTimezone: 'America/New_York',
    });
  });

  it('in a channel with a mention starts a thread', async () => {
    await said({ text: '<b>count', mention: true });
    const [message] = (await desk.snapshot(ines)).messages;
    expect(message).toMatchObject({ text: '<at>Vitrine</at> <b>count' });
    expect(message).not.toHaveProperty('threadId');
    const mention = { mentioned: { id: botId, name: 'Vitrine' }, text: '<at>Vitrine</at>', type: 'mention' };
    expect(await desk.hears(isMessage)).toMatchObject({
      text: '<at>Vitrine</at> <b>count',
      conversation: {
        isGroup: true,
        conversationType: 'channel',
        tenantId,
        id: `${madison};messageid=${message?.id}`,
      },
      entities: [mention, clientInfo],
      channelData: {
        teamsChannelId: madison,
        teamsTeamId: teamId,
        channel: { id: madison },
        team: { id: teamId },
        tenant: { id: tenantId },
      },
      attachments: [
        {
          contentType: 'text/html',
          content:
            '<p><span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="0">Vitrine</span>&nbsp;&lt;b&gt;count</p>',
        },
      ],
    });
  });

  it('in a thread stays there', async () => {
    await said();
    const [post] = (await desk.snapshot(ana)).messages;
    await said({ threadId: post?.id, mention: true });
    expect((await desk.snapshot(ana)).messages[1]).toMatchObject({ threadId: post?.id });
    expect(await desk.hears(isMessage)).toMatchObject({
      conversation: { id: `${madison};messageid=${post?.id}` },
    });
  });

  it('in a group chat reaches the bot with a mention only', async () => {
    await said({ conversation: buyers });
    await said({ conversation: buyers, mention: true, text: 'help' });
    expect(await desk.hears(isMessage)).toMatchObject({
      text: '<at>Vitrine</at> help',
      conversation: { isGroup: true, conversationType: 'groupChat', tenantId, id: buyers },
      channelData: { tenant: { id: tenantId } },
    });
    expect(desk.received).toHaveLength(1);
  });

  it('comes with a token of this service, for this bot', async () => {
    await said({ conversation: await desk.chatOf(ana) });
    await desk.hears(isMessage);
    const token = desk.received[0]?.authorization.replace('Bearer ', '') ?? '';
    const [header = '', claims = ''] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    expect(JSON.parse(header)).toMatchObject({ alg: 'RS256', typ: 'JWT' });
    expect(JSON.parse(claims)).toMatchObject({
      iss: 'https://api.botframework.com',
      aud: appId,
      serviceurl: desk.standIn.serviceUrl,
    });
  });

  it('and the bot does not answer: Teams says so', async () => {
    const page = await desk.watch(ana);
    desk.answerWith((_received, res) => res.writeHead(500).end());
    const conversation = await desk.chatOf(ana);
    await said({ conversation });
    const text = 'Unable to reach app. Please try again.';
    expect(await page.next('notice')).toEqual({ type: 'notice', conversation, text });
  });

  it('where they are not is refused', async () => {
    expect(await said({ user: ben.id })).toMatchObject({
      status: 400,
      trouble: 'Ben Okafor is not in that conversation.',
    });
    expect(await said({ threadId: '1700000000000' })).toMatchObject({ status: 400 });
    expect(await said({ user: 'U0NOBODY' })).toMatchObject({ status: 400 });
    expect(await said({ text: '' })).toMatchObject({ status: 400 });
  });
});

describe('a command', () => {
  beforeEach(() => desk.install());
  const run = (command: Json, more: Json = {}) =>
    desk.verb('command', { user: ana.id, conversation: madison, command, ...more });

  it('after a slash in a channel is between the person and the bot', async () => {
    await run({ bot: 'count', text: 'MADISON', slash: true });
    expect((await desk.snapshot(ana)).messages).toMatchObject([{ text: 'count MADISON', targeted: true }]);
    expect((await desk.snapshot(ines)).messages).toEqual([]);
    expect(await desk.hears(isMessage)).toMatchObject({
      text: 'count MADISON',
      conversation: { id: madison },
      recipient: { id: botId, name: 'Vitrine', isTargeted: true },
      entities: [clientInfo],
    });
  });

  it('from the menu is said with a mention', async () => {
    await run({ bot: 'count' });
    expect(await desk.hears(isMessage)).toMatchObject({
      text: '<at>Vitrine</at> count',
      recipient: { id: botId, name: 'Vitrine' },
    });
  });

  it('in the personal chat is a plain message', async () => {
    await run({ bot: 'count', slash: true }, { conversation: await desk.chatOf(ana) });
    expect(await desk.hears(isMessage)).toMatchObject({ text: 'count', recipient: { id: botId, name: 'Vitrine' } });
    expect((await desk.snapshot(ana)).messages).toMatchObject([{ targeted: false }]);
  });

  it.each<Json>([{ bot: 'help' }, { bot: 'nothing' }, { action: 'nothing' }])(
    '%j is not in the menu',
    async (command) => {
      expect(await run(command)).toMatchObject({ status: 400 });
      expect(desk.received).toEqual([]);
    },
  );
});

describe('a reaction', () => {
  beforeEach(() => desk.install());
  const react = (message: unknown, on: boolean, more: Json = {}) =>
    desk.verb('react', { user: ana.id, conversation: madison, message, reaction: 'like', on, ...more });

  it('to what the bot said reaches it, without a name', async () => {
    const { body } = await desk.call('POST', `conversations/${encoded(madison)}/activities`, {
      type: 'message',
      text: 'Hello',
    });
    await react(body.id, true);
    const reaction = { type: 'like', users: [ana.id] };
    expect(messageIn(await desk.snapshot(ines), body.id)?.reactions).toEqual([reaction]);
    expect(await desk.hears(({ reactionsAdded }) => reactionsAdded !== undefined)).toMatchObject({
      type: 'messageReaction',
      id: body.id,
      replyToId: body.id,
      from: { id: ana.mri, aadObjectId: ana.aadObjectId },
      conversation: { id: `${madison};messageid=${body.id}` },
      reactionsAdded: [{ type: 'like' }],
    });
    await react(body.id, false);
    await desk.hears(({ reactionsRemoved }) => reactionsRemoved !== undefined);
    expect(messageIn(await desk.snapshot(ines), body.id)?.reactions).toEqual([]);
  });

  it('to what a person said does not', async () => {
    await said();
    const [message] = (await desk.snapshot(ana)).messages;
    expect(await react(message?.id, true)).toMatchObject({ ok: true });
    await react(message?.id, true, { user: ines.id });
    expect((await desk.snapshot(ana)).messages[0]?.reactions).toEqual([{ type: 'like', users: [ana.id, ines.id] }]);
    expect(desk.received).toEqual([]);
  });
});

describe('the app', () => {
  const install = (conversation: string, installed: boolean) =>
    desk.verb('install', { user: ana.id, conversation, installed });
  const kindsOf = () => desk.received.map(({ activity }) => activity.type);

  it('is in no chat before it is put there', async () => {
    expect((await desk.snapshot(ana)).conversations.map(({ installed }) => installed)).toEqual([false, false, false]);
    await said({ mention: true });
    expect(desk.received).toEqual([]);
  });

  it('is put everywhere once, as often as it takes until the bot has heard', async () => {
    const page = await desk.watch(ana);
    let asked = 0;
    desk.answerWith((_received, res) => {
      asked += 1;
      if (asked < 4) res.writeHead(503).end();
    });
    await desk.standIn.installEverywhere();
    const added = workspace.users.length + 1 + workspace.groupChats.length;
    await page.next('conversation', ({ conversation: { id, installed } }) => id === buyers && installed);
    expect(kindsOf().filter((type) => type === 'installationUpdate')).toHaveLength(added);

    await desk.close();
    desk = await openDesk(database.pool);
    await desk.standIn.installEverywhere();
    expect((await desk.snapshot(ana)).conversations.every(({ installed }) => installed)).toBe(true);
    await said({ mention: true });
    await desk.hears(isMessage);
    expect(kindsOf()).toEqual(['message']);
  });

  it('is everywhere from the first moment, while the bot still hears of one place after the other', async () => {
    const missing: number[] = [];
    desk.answerWith(async () => {
      const { conversations } = await desk.snapshot(ana);
      missing.push(conversations.filter(({ installed }) => !installed).length);
    });

    await desk.standIn.installEverywhere();

    expect(missing.length).toBeGreaterThan(2);
    expect(missing.filter((count) => count > 0)).toEqual([]);
  });

  it('added to a channel is in the whole team, and the bot hears who did it', async () => {
    await install(madison, true);
    const [update, added] = [
      await desk.hears(({ type }) => type === 'conversationUpdate'),
      await desk.hears(({ type }) => type === 'installationUpdate'),
    ];
    const conversation = { isGroup: true, conversationType: 'channel', tenantId, id: madison };
    const team = { aadGroupId: workspace.team.aadGroupId, name: 'Boutiques', id: teamId };
    const channelData = {
      channel: { id: madison },
      team,
      tenant: { id: tenantId },
      settings: { selectedChannel: { id: madison } },
    };
    const from = { id: ana.mri, aadObjectId: ana.aadObjectId };
    expect(update).toMatchObject({
      from,
      conversation,
      membersAdded: [{ id: botId }],
      channelData: { ...channelData, eventType: 'teamMemberAdded' },
    });
    expect(added).toMatchObject({
      from,
      conversation,
      action: 'add',
      channelData: { ...channelData, source: { name: 'message' } },
    });
    expect(added.from).not.toHaveProperty('name');
    expect((await desk.snapshot(ben)).conversations.find(({ kind }) => kind === 'channel')?.installed).toBe(true);
  });

  it('taken out is out, and the bot hears of it', async () => {
    await desk.install();
    const conversation = await desk.chatOf(ana);
    await install(conversation, false);
    expect(await desk.hears(({ action }) => action === 'remove')).toMatchObject({
      type: 'installationUpdate',
      conversation: { conversationType: 'personal', id: conversation },
    });
    await install(conversation, false);
    expect(kindsOf()).toEqual(['conversationUpdate', 'installationUpdate']);
    expect((await desk.snapshot(ana)).conversations.find(({ id }) => id === conversation)?.installed).toBe(false);
    expect((await desk.snapshot(guest)).conversations.every(({ installed }) => installed)).toBe(true);
  });

  it('taken out before the bot had heard of it stays out', async () => {
    const conversation = await desk.chatOf(ana);
    let asked = 0;
    desk.answerWith(async ({ activity }, res) => {
      asked += 1;
      if (asked === 1) await install(conversation, false);
      if (activity.membersRemoved) res.writeHead(500).end();
    });
    await desk.standIn.installEverywhere();
    expect((await desk.snapshot(ana)).conversations.find(({ id }) => id === conversation)?.installed).toBe(false);
  });

  it('stays out when everything is installed again', async () => {
    await desk.install();
    const conversation = personalIn(await desk.snapshot(ana));
    await install(conversation, false);
    await desk.hears(({ action }) => action === 'remove');
    await desk.standIn.installEverywhere();
    await said({ conversation });
    await said({ mention: true });
    await desk.hears(isMessage);
    expect(kindsOf()).toEqual(['conversationUpdate', 'installationUpdate', 'message']);
  });
});

describe('reading', () => {
  it('moves on and never back', async () => {
    await said();
    await said();
    const [first, second] = (await desk.snapshot(ines)).messages;
    const read = (message: unknown) => desk.verb('read', { user: ines.id, conversation: madison, message });
    const upTo = async () => (await desk.snapshot(ines)).conversations.find(({ id }) => id === madison)?.readUpTo;
    const page = await desk.watch(ines);
    expect(await upTo()).toBe('');
    await read(second?.id);
    expect((await page.next('conversation')).conversation).toMatchObject({ id: madison, readUpTo: second?.id });
    await read(first?.id);
    expect(await upTo()).toBe(second?.id);
  });
});

describe('the page', () => {
  const client = (path: string, init?: RequestInit) => fetch(`${desk.url}/playground/teams/client/${path}`, init);

  it('is the first person until it says who it is', async () => {
    expect(await (await client('snapshot')).json()).toMatchObject({
      me: ana.id,
      app: { id: appId, name: 'Vitrine', botId },
      automaticRefreshes: 0,
      dialog: null,
    });
  });

  it.each<[string, RequestInit | undefined, number]>([
    ['snapshot?user=U0NOBODY', undefined, 400],
    ['say', undefined, 405],
    ['fly', { method: 'POST', body: '{}' }, 404],
    ['say', { method: 'POST', body: '{' }, 400],
    ['constructor', { method: 'POST', body: '{}' }, 404],
    ['snapshot', { headers: { origin: 'https://elsewhere.example' } }, 403],
  ])('that asks for %s %j gets %i', async (path, init, status) => {
    const response = await client(path, init);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ ok: false, trouble: expect.any(String) });
  });
});
