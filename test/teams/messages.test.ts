import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { button, buttons, card, text } from '../../src/chat/card.js';
import { choice, form } from '../../src/chat/form.js';
import { plainText } from '../../src/chat/plain-text.js';
import { Refusal } from '../../src/domain/refusal.js';
import type { Answer } from '../../src/engine/request.js';
import { ANA, activity, BOT, CHANNEL, GROUP, PRIVATE, pressData, TEAM, typed } from './activities.js';
import { type Edge, startEdge } from './edge.js';
import { TENANT } from './microsoft.js';

let edge: Edge;
beforeAll(async () => {
  edge = await startEdge();
});
afterAll(() => edge.close());
afterEach(() => edge.reset());

const asked = (room: string) => ({ channel: 'teams', tenant: TENANT, userId: ANA.aadObjectId, room });
const heard = (): string[] => edge.said.map(({ card: said }) => plainText(said));
const countForm: Answer = {
  type: 'form',
  form: form({
    name: 'count',
    title: 'Count a zone',
    submit: 'Save',
    intro: 'Madison Avenue',
    fields: { zone: choice('Zone', { a: 'A' }) },
  }),
  prefill: {},
  route: { interaction: 'count', boutique: 'MADISON', subject: '', instance: 'i1' },
};

const places = [
  [PRIVATE, 'person'],
  [CHANNEL, { room: CHANNEL, aside: true }],
  [GROUP, { room: GROUP, aside: true }],
] as const;

describe.each(places)('what is typed in %s', (room, to) => {
  it('goes to the engine, from this room', async () => {
    await edge.ask(typed('count open MADISON', room));
    expect(edge.requests).toEqual([{ type: 'command', ...asked(room), words: 'count open MADISON' }]);
    expect(edge.seen).toMatchObject([{ conversation: { id: room }, member: { mri: ANA.id } }]);
  });

  it.each<[string, Answer, string]>([
    [
      'a reply',
      { type: 'reply', card: card('Two counts are open', [text('Window, Safe')]) },
      'Two counts are open\nWindow, Safe',
    ],
    ['a refusal', { type: 'refusal', sentence: 'Name the boutique.' }, 'Not done\nName the boutique.'],
    ['that it is done', { type: 'done' }, 'Done.'],
  ])('is answered with %s, to them alone', async (_, answer, words) => {
    edge.answer = () => answer;
    await edge.ask(typed('count', room));
    expect(heard()).toEqual([words]);
    expect(edge.said).toMatchObject([{ to, asked: asked(room) }]);
  });

  it('and asks something is answered with a button that opens the question', async () => {
    edge.answer = () => countForm;
    await edge.ask(typed('count', room));
    const opener = { ...button('count', 'Open', '', { style: 'primary' }), boutique: 'MADISON' };
    expect(edge.said).toMatchObject([{ to, card: card('Count a zone', [text('Madison Avenue'), buttons(opener)]) }]);
  });

  it.each([
    ['help', 'vitrine help'],
    ['find Safe door', 'vitrine find Safe door'],
    ['hello', 'vitrine hello'],
    ['counting', 'vitrine counting'],
    ['', 'vitrine'],
  ])('and is no command, such as %j, is said to Vitrine by its name: %j', async (words, meant) => {
    await edge.ask(typed(words, room));
    expect(edge.requests).toEqual([{ type: 'command', ...asked(room), words: meant }]);
    expect(edge.said).toMatchObject([{ to }]);
  });

  it('a second time by Teams has the same key, so that it is said once', async () => {
    const again = typed('count', room);
    await edge.ask(again);
    await edge.ask({ ...again, timestamp: '2026-05-12T13:00:09.456Z' });
    await edge.ask(typed('count', room));
    const [first, second, third] = edge.said.map(({ key }) => key);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });
});

describe('home', () => {
  const messages = [card('Your inbox', []), card('Window', [])];
  const page = { title: 'Ana, this waits for you', cards: [card('Elsewhere', [])], messages };

  it('is said in private, in the messages it is made of where there is no page', async () => {
    edge.home = () => page;
    await edge.ask(typed('Home'));
    expect(heard()).toEqual(['Your inbox', 'Window']);
    expect(new Set(edge.said.map(({ key }) => key)).size).toBe(2);
    expect(edge.said.every(({ to }) => to === 'person')).toBe(true);
  });

  it('asked for in a channel is said in private, and there where it is', async () => {
    edge.home = () => page;
    await edge.ask(typed('home', CHANNEL));
    expect(heard().at(-1)).toBe('What waits for you is in our private chat');
    expect(edge.said.map(({ to }) => to)).toEqual(['person', 'person', { room: CHANNEL, aside: true }]);
  });

  it.each<[string, Error, RegExp]>([
    ['of a stranger', new Refusal('unknown', "I don't know you yet."), /^Not done\nI don't know you yet\.$/],
    ['that breaks', new Error('SN-4711'), /7F3K-2M/],
  ])('%s is refused in words', async (_, error, words) => {
    edge.home = () => Promise.reject(error);
    await edge.ask(typed('home'));
    expect(heard()).toEqual([expect.stringMatching(words)]);
    expect(edge.logged.join()).not.toContain('SN-4711');
  });
});

describe('nobody is answered', () => {
  it.each<[string, object]>([
    ['who did not mention us', activity('message', { text: 'count' }, CHANNEL)],
    ['who is a bot', typed('count', CHANNEL, { from: { id: '28:another', aadObjectId: ANA.aadObjectId } })],
    ['who likes something', activity('messageReaction', { reactionsAdded: [{ type: 'like' }] }, CHANNEL)],
    ['who changes a message', activity('messageUpdate', { text: 'count' })],
  ])('%s', async (_, happened) => {
    expect(await edge.ask(happened)).toBeNull();
    expect(edge.requests).toEqual([]);
    expect(edge.said).toEqual([]);
  });

  it('but somebody of whom Teams does not say who it is, where they asked', async () => {
    await edge.ask(typed('count', CHANNEL, { from: { id: '29:guest' } }));
    expect(edge.requests).toEqual([]);
    expect(edge.said).toMatchObject([{ to: { room: CHANNEL } }]);
    expect(heard().join()).toContain('did not say who you are');
  });
});

describe('a press by a client that does not wait', () => {
  const pressedBy = (data: object) => edge.ask(activity('message', { value: data }, CHANNEL));
  const to = { room: CHANNEL, aside: true };

  it('is made, and what came of it said to them', async () => {
    edge.answer = () => ({ type: 'refusal', sentence: 'You took part in this count.' });
    await pressedBy(pressData({ action: 'engine.approve', subject: 'a1' }));
    expect(edge.requests).toMatchObject([
      { type: 'press', ...asked(CHANNEL), route: { interaction: 'engine.approve', subject: 'a1' } },
    ]);
    expect(edge.said).toMatchObject([{ to }]);
    expect(heard()).toEqual(['Not done\nYou took part in this count.']);
  });

  it('that asks first is not made unasked', async () => {
    await pressedBy(pressData({ action: 'send-on', confirm: { title: 'Sure?', text: 'Sure?', yes: 'Yes' } }));
    expect(edge.requests).toEqual([]);
    expect(heard().join()).toContain('has to be confirmed first');
  });

  it('of somebody else’s card does nothing', async () => {
    await pressedBy({ actionId: 'channel-post' });
    expect(edge.requests).toEqual([]);
    expect(heard().join()).toContain('no longer works');
  });

  it('for a document brings it', async () => {
    await pressedBy({ vitrine: { document: 'd1' } });
    expect(edge.brought).toEqual([{ vitrine: { document: 'd1' } }]);
    expect(heard()).toEqual(['It comes to your private chat with me.']);
  });
});

describe('files', () => {
  const file = {
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    content: { downloadUrl: 'https://contoso.sharepoint.com/1' },
    name: 'count.csv',
  };

  it('are handed on to be fetched, once for each message', async () => {
    const message = activity('message', { text: '', attachments: [file] });
    await edge.ask(message);
    expect(edge.arrived).toEqual([
      {
        message: `${PRIVATE}/${message.id}`,
        files: [{ name: 'count.csv', address: 'https://contoso.sharepoint.com/1' }],
      },
    ]);
    expect(edge.said).toEqual([]);
  });

  it('may come with a command', async () => {
    edge.answer = () => countForm;
    await edge.ask(activity('message', { text: 'count', attachments: [file] }));
    expect(edge.arrived).toHaveLength(1);
    expect(edge.requests).toMatchObject([{ type: 'command', words: 'count' }]);
  });

  it('are not pictures in the text', async () => {
    await edge.ask(
      activity('message', { text: '', attachments: [{ contentType: 'image/png', contentUrl: 'https://x' }] }),
    );
    expect(edge.arrived).toEqual([]);
    expect(heard().join()).toContain('Attach it as a file.');
  });
});

describe('coming and going', () => {
  const added = (room: string) => activity('installationUpdate', { action: 'add' }, room);

  it('whoever takes us in reads once what can be typed', async () => {
    await edge.ask(added(PRIVATE));
    await edge.ask(activity('conversationUpdate', { membersAdded: [{ id: BOT }] }));
    expect(heard()[0]).toBe(
      'What you can type\ncount Count a zone\nhome What waits for you, with its buttons\nhelp Everything that you can do here\n' +
        'In a channel, mention me first. Files go into our private chat.',
    );
    expect(new Set(edge.said.map(({ key }) => key)).size).toBe(1);
    expect(edge.seen).toHaveLength(2);
  });

  it('a channel is left in peace', async () => {
    await edge.ask(added(CHANNEL));
    expect(edge.said).toEqual([]);
    expect(edge.seen).toMatchObject([{ conversation: { id: CHANNEL, team: TEAM } }]);
  });

  it('where we are taken out is forgotten, and not seen again by that', async () => {
    await edge.ask(activity('installationUpdate', { action: 'remove' }));
    await edge.ask(activity('conversationUpdate', { membersRemoved: [{ id: BOT }] }, CHANNEL));
    expect(edge.forgotten).toEqual([PRIVATE, CHANNEL, TEAM]);
    expect(edge.seen).toEqual([]);
  });
});
