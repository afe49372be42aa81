import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { button, buttons, card, text } from '../../src/chat/card.js';
import { type Attachment, RateLimited, type Reference, Undeliverable } from '../../src/chat/channel.js';
import { type Bot, startBot } from './bot.js';
import { type Reply, rateLimited, refused } from './slack-api.js';

const report = card('Count approved', [text('117 of 118 matched.'), buttons(button('a.b', 'Open', 'c-1'))]);
const tooMuch = card('Too much', [text('x'.repeat(14_000))]);
const sheet: Attachment = { name: 'count-MADISON.csv', bytes: Buffer.from('serial\nRG-20-88\n') };
const other: Attachment = { name: 'differences.csv', bytes: Buffer.from('serial\nNK-11-03\n') };
const member = {
  id: 'UINES',
  team_id: 'T1',
  deleted: false,
  is_bot: false,
  is_restricted: false,
  is_ultra_restricted: false,
  is_email_confirmed: true,
  profile: { email: 'ines@maison.example' },
};

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
});
beforeEach(() => bot.reset());
afterAll(() => bot.close());

const methods = () => bot.api.calls.map(({ method }) => method);
const hang = async (message: Promise<Reference>, attachments: readonly Attachment[]) =>
  attachments.length > 0
    ? bot.edge.channel.attach(
        await message,
        attachments.map((each) => ({ ...each, id: each.name })),
      )
    : message;
const send = (attachments: readonly Attachment[] = [], to: object = { room: 'CMADISON' }) =>
  hang(bot.edge.channel.send(to as { room: string }, report, null), attachments);

describe('a message to a room', () => {
  it('goes out with its blocks, its notification and no previews of links', async () => {
    expect(await send()).toEqual({ channel: 'D1', ts: '100.1', team: 'T1' });
    expect(bot.api.calls).toMatchObject([
      {
        method: 'chat.postMessage',
        args: {
          channel: 'CMADISON',
          text: 'Count approved\n117 of 118 matched.',
          blocks: [{ type: 'rich_text' }, { type: 'rich_text' }, { type: 'actions' }],
          unfurl_links: 'false',
          unfurl_media: 'false',
        },
      },
    ]);
  });

  it('takes its documents into its thread, all at once', async () => {
    const reference = await send([sheet, other]);

    expect(methods()).toEqual([
      'chat.postMessage',
      'files.getUploadURLExternal',
      'files.getUploadURLExternal',
      'upload',
      'upload',
      'files.completeUploadExternal',
    ]);
    expect(bot.api.callsOf('files.getUploadURLExternal')[0]).toMatchObject({ filename: sheet.name, length: '16' });
    expect(String(bot.api.callsOf('upload')[0]?.multipart)).toContain('RG-20-88');
    expect(bot.api.callsOf('files.completeUploadExternal')).toMatchObject([
      { channel_id: 'D1', thread_ts: '100.1', files: [{ title: sheet.name }, { title: other.name }] },
    ]);
    expect(reference).toMatchObject({ channel: 'D1', ts: '100.1', files: expect.any(String) });
  });
});

describe('a message to a person', () => {
  it('goes to the account that is known', async () => {
    bot.accounts.set('ines', { userId: 'UINES', email: 'ines@maison.example' });
    await send([], { person: 'ines' });

    expect(bot.api.calls).toMatchObject([{ method: 'chat.postMessage', args: { channel: 'UINES' } }]);
  });

  it('finds the account by e-mail the first time, and keeps it', async () => {
    bot.api.answers('users.lookupByEmail', { body: { ok: true, user: member } });
    await send([], { person: 'ines' });

    expect(bot.api.callsOf('users.lookupByEmail')).toEqual([{ email: 'ines@maison.example' }]);
    expect(bot.api.callsOf('chat.postMessage')).toMatchObject([{ channel: 'UINES' }]);
    expect(bot.bound).toEqual([['ines', 'T1', 'UINES']]);
  });

  it.each([
    ['nobody', refused('users_not_found'), 'users_not_found'],
    ['a guest', { body: { ok: true, user: { ...member, is_restricted: true } } }, 'not_a_full_member'],
    ['another team', { body: { ok: true, user: { ...member, team_id: 'T2' } } }, 'not_a_full_member'],
  ] as const)('cannot be delivered where the e-mail leads to %s', async (_, answer, reason) => {
    bot.api.answers('users.lookupByEmail', answer);

    await expect(send([], { person: 'ines' })).rejects.toEqual(new Undeliverable(reason));
    expect(bot.bound).toEqual([]);
    expect(bot.api.callsOf('chat.postMessage')).toEqual([]);
  });
});

describe('a message that is revised', () => {
  const earlier = { channel: 'D1', ts: '100.1' };
  const revise = (attachments: readonly Attachment[] = [], message: Record<string, string> = earlier) =>
    hang(bot.edge.channel.revise(message, report, null), attachments);

  it('is changed in place', async () => {
    expect(await revise()).toEqual(earlier);
    expect(bot.api.calls).toMatchObject([
      { method: 'chat.update', args: { channel: 'D1', ts: '100.1', text: expect.stringContaining('Count approved') } },
    ]);
  });

  it('takes only the documents that are new', async () => {
    const sent = await send([sheet]);
    bot.api.reset();

    const same = await revise([sheet], sent);
    expect(methods()).toEqual(['chat.update']);
    expect(same).toEqual(sent);

    const more = await revise([sheet, other], same);
    expect(bot.api.callsOf('files.completeUploadExternal')).toMatchObject([{ files: [{ title: other.name }] }]);
    bot.api.reset();
    await revise([other, sheet], more);
    expect(methods()).toEqual(['chat.update']);
  });

  it('takes a document again when its bytes have changed', async () => {
    const sent = await send([sheet]);
    bot.api.reset();
    await revise([{ ...sheet, bytes: Buffer.from('serial\n') }], sent);

    expect(bot.api.callsOf('files.completeUploadExternal')).toHaveLength(1);
  });

  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'is posted anew, documents included, where Slack says %s',
    async (code) => {
      const sent = await send([sheet]);
      bot.api.reset();
      bot.api.answers('chat.update', refused(code));
      bot.api.answers('chat.postMessage', { body: { ok: true, channel: 'D1', ts: '200.2' } });

      expect(await revise([sheet], sent)).toMatchObject({ channel: 'D1', ts: '200.2' });
      expect(bot.api.callsOf('files.completeUploadExternal')).toMatchObject([{ thread_ts: '200.2' }]);
    },
  );
});

describe('a message that Slack does not take', () => {
  const final = [
    'account_inactive',
    'channel_not_found',
    'invalid_blocks',
    'is_archived',
    'missing_scope',
    'msg_too_long',
    'not_in_channel',
    'restricted_action',
    'restricted_action_read_only_channel',
    'user_disabled',
  ];
  it.each(final)('is undeliverable: %s', async (code) => {
    bot.api.answers('chat.postMessage', refused(code));

    await expect(send()).rejects.toEqual(new Undeliverable(code));
  });

  it('is undeliverable when it is longer than Slack takes, and is not sent', async () => {
    await expect(bot.edge.channel.send({ room: 'C1' }, tooMuch, null)).rejects.toThrow(Undeliverable);
    expect(bot.api.calls).toEqual([]);
  });

  it('is undeliverable when its documents are', async () => {
    bot.api.answers('files.completeUploadExternal', refused('not_in_channel'));

    await expect(send([sheet])).rejects.toEqual(new Undeliverable('not_in_channel'));
  });

  it.each([
    ['429', rateLimited(17), 17],
    ['a refusal', refused('ratelimited'), 30],
  ] as const)('waits as long as Slack asks, by %s', async (_, answer, seconds) => {
    bot.api.answers('chat.postMessage', answer);

    await expect(send()).rejects.toEqual(new RateLimited(seconds));
    expect(bot.api.calls).toHaveLength(1);
  });

  it('waits where the documents are held back, too', async () => {
    bot.api.answers('files.getUploadURLExternal', rateLimited(3));

    await expect(send([sheet])).rejects.toEqual(new RateLimited(3));
  });

  const passing: readonly (readonly [string, Reply])[] = [
    ['internal_error', refused('internal_error')],
    ['fatal_error', refused('fatal_error')],
    ['service_unavailable', refused('service_unavailable')],
    ['invalid_auth', refused('invalid_auth')],
    ['token_revoked', refused('token_revoked')],
    ['a proxy page', { body: '<html>channel_not_found</html>' }],
    ['500', { status: 500 }],
    ['503', { status: 503, body: 'later' }],
  ];
  it.each(passing)('is tried again later: %s', async (_, answer) => {
    bot.api.answers('chat.postMessage', answer);

    const error = await send().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(Undeliverable);
    expect(error).not.toBeInstanceOf(RateLimited);
    expect(bot.api.calls).toHaveLength(1);
  });
});

describe('who somebody is', () => {
  const known = async (user: object) => {
    bot.api.answers('users.info', { body: { ok: true, user } });
    return bot.edge.whoIs('T1', 'UINES');
  };

  it('is asked of Slack', async () => {
    expect(await known(member)).toEqual({ email: 'ines@maison.example', fullMember: true });
    expect(bot.api.callsOf('users.info')).toEqual([{ user: 'UINES' }]);
  });

  it.each([
    ['deleted', { deleted: true }],
    ['a bot', { is_bot: true }],
    ['Slackbot', { id: 'USLACKBOT' }],
    ['a guest', { is_restricted: true }],
    ['a guest of one channel', { is_ultra_restricted: true }],
    ['a stranger', { is_stranger: true }],
    ['of another team', { team_id: 'T2' }],
    ['of an organisation that is not ours', { team_id: 'T2', enterprise_user: { enterprise_id: 'E2', teams: ['T1'] } }],
  ])('is no full member when %s', async (_, more) => {
    expect(await known({ ...member, ...more })).toMatchObject({ fullMember: false });
  });

  it('has no e-mail that nobody confirmed', async () => {
    expect(await known({ ...member, is_email_confirmed: false })).toEqual({ email: null, fullMember: true });
    expect(await known({ ...member, profile: {} })).toEqual({ email: null, fullMember: true });
  });

  it('is nobody when Slack knows nobody, or the team is not ours', async () => {
    bot.api.answers('users.info', refused('user_not_found'));

    expect(await bot.edge.whoIs('T1', 'UGONE')).toEqual({ email: null, fullMember: false });
    expect(await bot.edge.whoIs('T2', 'UINES')).toEqual({ email: null, fullMember: false });
    expect(bot.api.calls).toHaveLength(1);
  });

  it('is not made up when Slack is down', async () => {
    bot.api.answers('users.info', { status: 500 });

    await expect(bot.edge.whoIs('T1', 'UINES')).rejects.toThrow('500');
  });

  it('in an organisation of several workspaces, is a member of ours wherever the account is at home', async () => {
    const grid = await startBot({ connected: false });
    grid.api.answers('auth.test', {
      body: { ok: true, team_id: 'T1', enterprise_id: 'E1', user_id: 'UBOT', bot_id: 'B1' },
    });
    await grid.edge.init();
    const user = { ...member, team_id: 'T9', enterprise_user: { enterprise_id: 'E1', teams: ['T9', 'T1'] } };
    grid.api.answers('users.info', { body: { ok: true, user } });

    expect(await grid.edge.whoIs('T1', 'UINES')).toMatchObject({ fullMember: true });
    await grid.close();
  });
});
