import type { Card } from '../chat/card.js';
import type { Address, Attachment, Channel, Reference } from '../chat/channel.js';
import type { Connection } from './connection.js';
import { channelError, isGone } from './errors.js';
import { download } from './files.js';
import { accountFor, type Directory } from './people.js';
import { renderMessage } from './render-card.js';

type Slack = Pick<Connection, 'client' | 'installation' | 'log'>;

export function createChannel(slack: Slack, directory: Directory): Channel {
  return {
    name: 'slack',
    send: (to, card) => orSay(async () => post(slack, await placeOf(slack, directory, to), card)),
    revise: (message, card) => orSay(() => replace(slack, message, card)),
    attach: (message, attachments) => orSay(() => attach(slack, message, attachments)),
    download: (tenant, file) => download(slack, tenant, file),
  };
}

async function orSay<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw channelError(error);
  }
}

/** A user's id does for a message: Slack opens the direct messages by itself. */
async function placeOf(slack: Slack, directory: Directory, to: Address): Promise<string> {
  return 'room' in to ? to.room : accountFor(slack, directory, to.person);
}

/** Slack would fetch every link it shows a preview of, internal ones too. */
const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

async function post({ client }: Slack, place: string, card: Card): Promise<Reference> {
  const { channel, ts } = await client.chat.postMessage({ channel: place, ...renderMessage(card), ...NO_PREVIEWS });
  if (!channel || !ts) throw new Error('Slack posted a message and did not say where');
  return { channel, ts };
}

async function replace(slack: Slack, message: Reference, card: Card): Promise<Reference> {
  const { channel, ts } = message;
  if (!channel || !ts) throw new Error("This message's reference is not Slack's");
  try {
    await slack.client.chat.update({ channel, ts, ...renderMessage(card) });
  } catch (error) {
    if (!isGone(error)) throw error;
    return post(slack, channel, card);
  }
  return message;
}

/** Into the message's thread, all at once. The reference remembers what hangs there, so that a revision adds only what is new. */
async function attach(
  { client }: Pick<Slack, 'client'>,
  message: Reference,
  attachments: readonly Attachment[],
): Promise<Reference> {
  const { channel = '', ts = '', files = '' } = message;
  const there = files.split(' ').filter((mark) => mark !== '');
  const marked = await Promise.all(attachments.map(async (each) => ({ ...each, mark: await markOf(each) })));
  const fresh = marked.filter(({ mark }) => !there.includes(mark));
  if (fresh.length === 0) return message;

  await client.files.uploadV2({
    channel_id: channel,
    thread_ts: ts,
    file_uploads: fresh.map(({ name, bytes }) => ({ filename: name, file: Buffer.from(bytes) })),
  });
  return { ...message, files: [...there, ...fresh.map(({ mark }) => mark)].join(' ') };
}

/** The same name with the same bytes is the same document. */
async function markOf({ name, bytes }: Attachment): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Buffer.concat([Buffer.from(`${name}\n`), bytes]));
  return Buffer.from(digest).toString('base64url');
}
