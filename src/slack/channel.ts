import type { Card } from '../chat/card.js';
import {
  type Address,
  type Attachment,
  type Channel,
  type Document,
  type Reference,
  Undeliverable,
} from '../chat/channel.js';
import { markOf } from '../chat/mark.js';
import { channelError, isGone } from './errors.js';
import { download } from './files.js';
import type { Log } from './log.js';
import { type Directory, type Place, placeOfPerson } from './people.js';
import { createPictures, type Pictures } from './pictures.js';
import { renderMessage } from './render-card.js';
import type { Workspaces } from './workspaces.js';

type Ours = Pick<Workspaces, 'find' | 'all'>;

export function createChannel(workspaces: Ours, directory: Directory, log: Pick<Log, 'error'>): Channel {
  const of = async (message: Reference) => workspaceOf(workspaces, directory, message);
  const shelf = createPictures(log);
  const said = (card: Card, pictures: readonly Document[] = []): Said => ({ card, pictures, shelf });
  return {
    name: 'slack',
    send: (to, card, _topic, pictures) =>
      orSay(async () => post(await placeOf(workspaces, directory, to), said(card, pictures))),
    revise: (message, card, _topic, pictures) =>
      orSay(async () => replace(await of(message), message, said(card, pictures))),
    attach: (message, attachments) => orSay(async () => attach(await of(message), message, attachments)),
    download: (tenant, file) => give(workspaces, tenant, file),
  };
}

/** Before Slack has told us who we are, nobody knows that a file is none of ours: it is asked for again. */
async function give(workspaces: Ours, tenant: string, file: string): Promise<Uint8Array> {
  const slack = await workspaces.find(tenant);
  if (!slack && (await workspaces.all()).length === 0) throw new Error('Slack has not told us yet who we are');
  return download(slack, tenant, file);
}

async function orSay<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw channelError(error);
  }
}

/** A user's id does for a message: Slack opens the direct messages by itself. */
async function placeOf(workspaces: Ours, directory: Directory, to: Address): Promise<Place> {
  if ('person' in to) return placeOfPerson(workspaces, directory, to.person);
  // Slack's answers to the actor alone go back with the request.
  if ('aside' in to) throw new Undeliverable('not_said_aside');
  return { slack: await workspaceOf(workspaces, directory, { channel: to.room }), channel: to.room };
}

/** As the message says, or the network of the room; where neither does, there must be only one. */
async function workspaceOf(workspaces: Ours, directory: Directory, { team, channel = '' }: Reference): Promise<Slack> {
  const named = team ?? (await directory.teamOf(channel));
  const installed = named === null ? await workspaces.all() : [named];
  const [first] = installed;
  if (first === undefined) throw new Error('Slack has not told us yet who we are');
  if (installed.length > 1) throw new Undeliverable('no_slack_team');

  const slack = await workspaces.find(first);
  if (slack) return slack;
  if ((await workspaces.all()).length === 0) throw new Error('Slack has not told us yet who we are');
  throw new Undeliverable('workspace_not_installed');
}

type Slack = Place['slack'];

/** A card and the pictures that it shows. */
interface Said {
  readonly card: Card;
  readonly pictures: readonly Document[];
  readonly shelf: Pictures;
}

/** Slack would fetch every link it shows a preview of, internal ones too. */
const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

async function post({ slack, channel: place }: Place, { card, pictures, shelf }: Said): Promise<Reference> {
  const { client, installation } = slack;
  const { channel, ts } = await shelf.around(slack, pictures, (files) =>
    client.chat.postMessage({ channel: place, ...renderMessage(card, files), ...NO_PREVIEWS }),
  );
  if (!channel || !ts) throw new Error('Slack posted a message and did not say where');
  return { channel, ts, team: installation().team };
}

async function replace(slack: Slack, message: Reference, said: Said): Promise<Reference> {
  const { channel, ts } = message;
  if (!channel || !ts) throw new Error("This message's reference is not Slack's");
  try {
    const { card, pictures, shelf } = said;
    await shelf.around(slack, pictures, (files) =>
      slack.client.chat.update({ channel, ts, ...renderMessage(card, files) }),
    );
  } catch (error) {
    if (!isGone(error)) throw error;
    return post({ slack, channel }, said);
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
