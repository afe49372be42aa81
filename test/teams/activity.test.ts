import { describe, expect, it } from 'vitest';
import { readHappened, readInvoked } from '../../src/teams/activity.js';
import { decoded } from '../../src/teams/typed-words.js';
import {
  ANA,
  activity,
  BOT,
  CHANNEL,
  executed,
  fetched,
  GROUP,
  invoke,
  PRIVATE,
  pressData,
  pressed,
  refreshed,
  submitted,
  TEAM,
  typed,
} from './activities.js';
import { SERVICE, TENANT } from './microsoft.js';

const happened = (json: unknown) => readHappened(json, TENANT)?.event;
const invoked = (json: unknown) => readInvoked(json, TENANT)?.event;
const command = (words: string) => ({ type: 'command-typed', words });
const NOTHING = { type: 'nothing' };
const mention = (text: string, id = BOT) => ({ type: 'mention', text, mentioned: { id } });

describe('who and where', () => {
  it('is read from a private chat', () => {
    expect(readHappened(typed('count'), TENANT)).toMatchObject({
      sender: { userId: ANA.aadObjectId, mri: ANA.id },
      conversation: {
        tenant: TENANT,
        id: PRIVATE,
        kind: 'personal',
        serviceUrl: SERVICE,
        bot: BOT,
        userId: ANA.aadObjectId,
        team: null,
      },
    });
  });

  it('is read from a channel, without the thread', () => {
    expect(readHappened(typed('count', CHANNEL), TENANT)?.conversation).toEqual({
      tenant: TENANT,
      id: CHANNEL,
      kind: 'channel',
      serviceUrl: SERVICE,
      bot: BOT,
      userId: null,
      team: TEAM,
    });
  });

  it('needs no name, no channel data and no type of conversation', () => {
    const bare = { ...typed('count'), from: { id: ANA.id, aadObjectId: ANA.aadObjectId.toUpperCase() } };
    const read = readHappened({ ...bare, channelData: null, conversation: { id: PRIVATE } }, TENANT);
    expect(read).toMatchObject({ sender: { userId: ANA.aadObjectId }, conversation: { kind: 'personal' } });
    expect(read?.event).toEqual(command('count'));
  });

  it('is nobody where Teams does not say who it is, and where it is a bot', () => {
    expect(readHappened(typed('count', PRIVATE, { from: { id: ANA.id } }), TENANT)?.sender).toBeNull();
    const bot = readHappened(typed('count', PRIVATE, { from: { ...ANA, id: '28:another-bot' } }), TENANT);
    expect(bot).toMatchObject({ sender: null, event: NOTHING });
  });

  it.each([null, [], 'text', {}, { type: 'message' }, { ...typed('count'), conversation: {} }])(
    'is not in %j',
    (json) => {
      expect(readHappened(json, TENANT)).toBeNull();
    },
  );
});

describe('what was typed', () => {
  it.each([
    ['count', 'count'],
    ['  count MADISON \n', 'count MADISON'],
    ['/count', 'count'],
    ['count&nbsp;open', 'count open'],
    ['count Smith &amp; Sons', 'count Smith & Sons'],
    ['count Queen&#x27;s Walk', "count Queen's Walk"],
    ['count\u0000 \ud800', 'count \ufffd'],
    ['', ''],
  ])('in private, %j, is %j', (text, words) => {
    expect(happened(typed(text))).toEqual(command(words));
  });

  it.each([CHANNEL, GROUP])('in %s counts with a mention', (room) => {
    expect(happened(typed('count open', room))).toEqual(command('count open'));
    expect(happened(activity('message', { text: 'count open' }, room))).toEqual(NOTHING);
  });

  it.each<[string, string, object[], string]>([
    ['after the words', 'count <at>Vitrine</at>', [mention('<at>Vitrine</at>')], 'count'],
    ['with an id of its own', '<at id="0">Vitrine</at> count', [mention('<at id="0">Vitrine</at>')], 'count'],
    ['twice', '<at>V</at> <at>V</at> count', [mention('<at>V</at>'), mention('<at>V</at>')], 'count'],
    ['under another name', '<at>The Bot</at>count', [mention('<at>The Bot</at>')], 'count'],
    [
      'beside somebody else’s',
      '<at>V</at> count <at>Ana</at>',
      [mention('<at>V</at>'), mention('<at>Ana</at>', '29:a')],
      'count Ana',
    ],
  ])('is found where the mention stands %s', (_, text, entities, words) => {
    expect(happened(activity('message', { text, entities }, CHANNEL))).toEqual(command(words));
  });

  it('is for somebody else who is only called like us', () => {
    const other = { text: '<at>Vitrine</at> count', entities: [mention('<at>Vitrine</at>', '29:namesake')] };
    expect(happened(activity('message', other, CHANNEL))).toEqual(NOTHING);
  });

  it('in the slash menu is for us without a mention', () => {
    const slash = { text: 'count open', recipient: { id: BOT, isTargeted: true } };
    expect(happened(activity('message', slash, CHANNEL))).toEqual(command('count open'));
  });

  it('decodes no more than characters', () => {
    expect(decoded('&lt;b&gt; &quot;&apos;&#39; &copy; &#0; &#x110000; &#xd83d; &unknown;')).toBe(
      "<b> \"'' &copy; &#0; &#x110000; \ud83d &unknown;",
    );
  });
});

describe('a file', () => {
  const html = { contentType: 'text/html', content: '<div></div>' };
  const file = (name?: string) => ({
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    content: { downloadUrl: 'https://contoso.sharepoint.com/1', uniqueId: '1', fileType: 'csv' },
    ...(name !== undefined && { name }),
  });

  it('is one of Teams’ own kind, in private', () => {
    const files = [{ name: 'count.csv', address: 'https://contoso.sharepoint.com/1' }];
    expect(happened(activity('message', { text: '', attachments: [file('count.csv'), html] }))).toEqual({
      type: 'file-sent',
      files,
      words: '',
    });
  });

  it('may come with words, and without a name', () => {
    expect(happened(activity('message', { text: 'count', attachments: [file()] }))).toMatchObject({
      files: [{ name: '' }],
      words: 'count',
    });
  });

  it('is not what repeats a message as HTML', () => {
    expect(happened(activity('message', { text: 'count', attachments: [html] }))).toEqual(command('count'));
  });

  it('without an address is none', () => {
    const without = { ...file('count.csv'), content: {} };
    expect(happened(activity('message', { text: '', attachments: [without] }))).toEqual(command(''));
  });

  it('is not a picture in the text', () => {
    const picture = { contentType: 'image/png', contentUrl: 'https://smba.trafficmanager.net/1' };
    expect(happened(activity('message', { text: '', attachments: [picture, html] }))).toEqual({
      type: 'picture-pasted',
    });
    expect(happened(activity('message', { text: 'count', attachments: [picture] }))).toEqual(command('count'));
  });
});

describe('coming and going', () => {
  const update = (more: object, room = PRIVATE) => happened(activity('conversationUpdate', more, room));

  it.each([
    ['add', { type: 'installed' }],
    ['add-upgrade', { type: 'installed' }],
    ['remove', { type: 'removed', rooms: [PRIVATE] }],
    ['remove-upgrade', NOTHING],
    [undefined, NOTHING],
  ])('an installation, %s', (action, event) => {
    expect(happened(activity('installationUpdate', { action }))).toEqual(event);
  });

  it('is ours only where we are the one', () => {
    expect(update({ membersAdded: [{ id: BOT }] })).toEqual({ type: 'installed' });
    expect(update({ membersAdded: [{ id: '29:marc' }] })).toEqual(NOTHING);
    expect(update({ membersRemoved: [{ id: BOT }] })).toEqual({ type: 'removed', rooms: [PRIVATE] });
    expect(update({ membersRemoved: [{ id: '29:marc' }] })).toEqual(NOTHING);
  });

  it('takes a team’s channels with it, and a channel alone', () => {
    expect(update({ membersRemoved: [{ id: BOT }] }, CHANNEL)).toEqual({ type: 'removed', rooms: [CHANNEL, TEAM] });
    const deleted = (eventType: string) => ({
      channelData: { eventType, channel: { id: '19:gone' }, team: { id: TEAM } },
    });
    expect(update(deleted('channelDeleted'), CHANNEL)).toEqual({ type: 'removed', rooms: ['19:gone'] });
    expect(update(deleted('teamDeleted'), CHANNEL)).toEqual({ type: 'removed', rooms: [CHANNEL, TEAM] });
    expect(update(deleted('teamRenamed'), CHANNEL)).toEqual(NOTHING);
  });

  it.each(['messageReaction', 'messageUpdate', 'event', 'typing'])('a %s is nothing', (type) => {
    expect(happened(activity(type, { text: 'count' }))).toEqual(NOTHING);
  });
});

describe('a press', () => {
  const press = { action: 'engine.approve', boutique: 'MADISON', subject: 's', topic: 't' };
  const data = pressData(press);

  it('is one whose verb is its action', () => {
    expect(invoked(pressed(press))).toEqual({ type: 'pressed', press });
  });

  it.each<[string, unknown]>([
    ['no verb', { action: { data }, trigger: 'manual' }],
    ['a number for a verb', executed(1, data)],
    ['another verb', executed('engine.reject', data)],
    ['no data', { action: { verb: 'engine.approve' }, trigger: 'manual' }],
    ['somebody else’s data', executed('engine.approve', { requestId: 'REQ-42' })],
    ['data of another shape', executed('engine.approve', { vitrine: { action: 'engine.approve' } })],
    ['no value', undefined],
    ['a text', 'approve'],
  ])('with %s is none', (_, value) => {
    expect(invoked(invoke('adaptiveCard/action', value))).toEqual({ type: 'pressed', press: null });
  });

  it('that came by itself is none, whatever it says', () => {
    const automatic = invoke('adaptiveCard/action', executed('engine.approve', data, 'automatic'));
    expect(invoked(automatic)).toEqual({ type: 'refresh-asked', topic: null });
  });

  it.each(['automatic', 'manual'])('that wants the card anew (%s) is a refresh', (trigger) => {
    expect(invoked(refreshed('approval/1', CHANNEL, trigger))).toEqual({ type: 'refresh-asked', topic: 'approval/1' });
  });

  it('of an old client is a message', () => {
    expect(happened(activity('message', { value: data }, CHANNEL))).toEqual({ type: 'old-pressed', press });
    const foreign = { value: { actionId: 'channel-post' } };
    expect(happened(activity('message', foreign, CHANNEL))).toEqual({ type: 'old-pressed', press: null });
  });

  it('for a document is another', () => {
    const wanted = { vitrine: { document: 'd1' } };
    const event = { type: 'document-wanted', data: wanted };
    expect(invoked(invoke('adaptiveCard/action', executed('vitrine.document', wanted)))).toEqual(event);
    expect(happened(activity('message', { value: wanted }, CHANNEL))).toEqual(event);
  });
});

describe('a dialog', () => {
  const press = { action: 'engine.reject', boutique: null, subject: 's', topic: null };
  const form = {
    interaction: 'count',
    boutique: 'MADISON',
    subject: '',
    instance: 'i1',
    topic: null,
    kinds: { zone: 'choice', serials: 'text' },
  };

  it('is asked for by a button, and by a button inside another', () => {
    for (const ask of [fetched, submitted])
      expect(invoked(ask(pressData(press)))).toEqual({ type: 'dialog-asked', wanted: press });
  });

  it('is asked for by a command of the menu', () => {
    const menu = { commandId: 'count', commandContext: 'compose', context: { theme: 'default' } };
    expect(invoked(invoke('composeExtension/fetchTask', menu, GROUP))).toEqual({
      type: 'dialog-asked',
      wanted: { words: 'count' },
    });
  });

  it('comes back as a form', () => {
    expect(invoked(submitted({ vitrine: form, zone: 'MADISON/window', serials: 'RG-1 &amp; 2' }))).toMatchObject({
      type: 'submitted',
      form: {
        route: { interaction: 'count', instance: 'i1' },
        raw: { zone: 'MADISON/window', serials: 'RG-1 &amp; 2' },
      },
    });
  });

  it('comes back from a message extension written as HTML would', () => {
    const value = { commandId: 'count', data: { vitrine: form, serials: 'RG-1 &amp; Ana&#x27;s' } };
    expect(invoked(invoke('composeExtension/submitAction', value, GROUP))).toMatchObject({
      form: { raw: { serials: "RG-1 & Ana's" } },
    });
  });

  it.each<[string, string, unknown]>([
    ['task/fetch', 'nothing', undefined],
    ['task/fetch', 'no data', { context: {} }],
    ['task/submit', 'somebody else’s form', { data: { form: 'stock-count', sku: 'LX-100' } }],
    ['composeExtension/fetchTask', 'no command', {}],
    ['composeExtension/submitAction', 'a text', { data: 'count' }],
  ])('of %s with %s is none', (name, _, value) => {
    expect(invoked(invoke(name, value))).toEqual({ type: 'dialog-asked', wanted: null });
  });
});

it('an answer to a file is handed on as it is, and an unknown invoke is nothing', () => {
  expect(invoked(invoke('fileConsent/invoke', { action: 'accept' }))).toEqual({
    type: 'consent-answered',
    value: { action: 'accept' },
  });
  expect(invoked(invoke('signin/verifyState', {}))).toEqual(NOTHING);
});
