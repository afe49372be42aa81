import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { card, picture, text } from '../../src/chat/card.js';
import { RateLimited, type Reference } from '../../src/chat/channel.js';
import { type Bot, startBot } from './bot.js';
import { rateLimited, refused } from './slack-api.js';

const ALT = 'Plan: 2 late';
const plan = card('Miami', [text('Opens Mar 12.'), picture('plan-1', ALT)]);
const bytes = Buffer.from('not really a PNG');

let bot: Bot;
let id: string;
let made = 0;
beforeAll(async () => {
  bot = await startBot();
});
beforeEach(() => {
  bot.reset();
  // Slack has none of it yet.
  made += 1;
  id = `plan-${made}`;
});
afterAll(() => bot.close());

const pictures = () => [{ id, name: 'plan.png', bytes }];
const said = () => ({ ...plan, blocks: [text('Opens Mar 12.'), picture(id, ALT)] });
const send = () => bot.edge.channel.send({ room: 'CMADISON' }, said(), null, pictures());
const revise = (message: Reference) => bot.edge.channel.revise(message, said(), null, pictures());
const methods = () => bot.api.calls.map(({ method }) => method);
const blocksOf = (method: string) => bot.api.callsOf(method).map(({ blocks }) => (blocks as object[]).at(-1));

const shown = { type: 'image', slack_file: { id: 'F1' }, alt_text: ALT };
const inWords = {
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: ALT }] }],
};
const UPLOAD = ['files.getUploadURLExternal', 'upload', 'files.completeUploadExternal'];

describe('a picture in a message', () => {
  it('is uploaded first, shared nowhere, and shown where the card has it', async () => {
    expect(await send()).toEqual({ channel: 'D1', ts: '100.1', team: 'T1' });

    expect(methods()).toEqual([...UPLOAD, 'chat.postMessage']);
    expect(bot.api.callsOf('files.getUploadURLExternal')).toMatchObject([{ filename: 'plan.png' }]);
    expect(bot.api.callsOf('files.completeUploadExternal')[0]).not.toHaveProperty('channel_id');
    expect(blocksOf('chat.postMessage')).toEqual([shown]);
    expect(bot.api.callsOf('chat.postMessage')[0]?.text).toBe(`Miami\nOpens Mar 12.\n${ALT}`);
  });

  it('is uploaded once for all messages that show it', async () => {
    const message = await send();
    await send();
    await revise(message);

    expect(methods()).toEqual([...UPLOAD, 'chat.postMessage', 'chat.postMessage', 'chat.update']);
    expect(blocksOf('chat.update')).toEqual([shown]);
  });

  it('is its words where nobody has its bytes', async () => {
    await bot.edge.channel.send({ room: 'CMADISON' }, said(), null);

    expect(methods()).toEqual(['chat.postMessage']);
    expect(blocksOf('chat.postMessage')).toEqual([inWords]);
  });
});

describe('a picture that Slack is still looking over', () => {
  const refusal = refused('invalid_blocks', {
    response_metadata: { messages: ['[ERROR] invalid slack file [json-pointer:/blocks/2/slack_file]'] },
  });

  it('holds the message back for a moment, and is not uploaded again', async () => {
    bot.api.answers('chat.postMessage', refusal, refusal);

    await expect(send()).rejects.toEqual(new RateLimited(1));
    await expect(send()).rejects.toEqual(new RateLimited(2));
    await send();

    expect(methods()).toEqual([...UPLOAD, 'chat.postMessage', 'chat.postMessage', 'chat.postMessage']);
    expect(blocksOf('chat.postMessage').at(-1)).toEqual(shown);
    expect(bot.logged).toEqual([]);
  });

  it('is its words where it is never ready, from then on at once', async () => {
    bot.api.answers('chat.postMessage', ...Array.from({ length: 6 }, () => refusal));
    const waits: unknown[] = [];
    for (let tries = 0; tries < 5; tries++) waits.push(await send().catch((error: unknown) => error));

    expect(waits).toEqual([1, 2, 4, 8, 15].map((seconds) => new RateLimited(seconds)));
    await send();
    expect(blocksOf('chat.postMessage').slice(-2)).toEqual([shown, inWords]);
    await send();
    expect(blocksOf('chat.postMessage')).toHaveLength(8);
    expect(blocksOf('chat.postMessage').at(-1)).toEqual(inWords);
    const message = 'Slack shows a picture in no message, so its words were said';
    expect(bot.logged).toEqual([{ level: 'error', message, facts: { tries: 6 } }]);
  });

  it('hides nothing else that Slack has against a message', async () => {
    const messages = ['[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text]'];
    bot.api.answers('chat.postMessage', refused('invalid_blocks', { response_metadata: { messages } }));
    await send().catch(() => undefined);
    expect(bot.logged).toMatchObject([{ level: 'error', message: expect.stringContaining('must be more than 0') }]);
  });
});

describe('a picture that can’t be uploaded', () => {
  it.each(['missing_scope', 'file_uploads_disabled', 'storage_limit_reached'])(
    'for good is its words: %s',
    async (code) => {
      bot.api.answers('files.getUploadURLExternal', refused(code));
      await send();

      expect(methods()).toEqual(['files.getUploadURLExternal', 'chat.postMessage']);
      expect(blocksOf('chat.postMessage')).toEqual([inWords]);
    },
  );

  it('just now is tried again, and nothing is said meanwhile', async () => {
    bot.api.answers('upload', { status: 500, body: 'later' });
    await expect(send()).rejects.toThrow();
    bot.api.answers('files.completeUploadExternal', rateLimited(3));
    await expect(send()).rejects.toEqual(new RateLimited(3));
    expect(methods()).not.toContain('chat.postMessage');

    await send();
    expect(blocksOf('chat.postMessage')).toEqual([shown]);
  });
});
