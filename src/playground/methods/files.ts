import { ApiError, explained } from '../api-error.js';
import { type Args, required, structure, text } from '../args.js';
import { findConversation } from '../conversations.js';
import { newFile, slackFile } from '../files.js';
import { post } from '../messages.js';
import type { StoredFile } from '../stored.js';
import type { World } from '../world.js';
import type { Answer, Method } from './method.js';

export const fileMethods: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': { scopes: 'files:write', run: uploadAddress },
  'files.completeUploadExternal': { scopes: 'files:write', run: completeUpload },
  'files.info': { scopes: 'files:read', run: info },
};

const largest = 20_000_000;

function uploadAddress(args: Args, world: World): Answer {
  const name = required(args, 'filename');
  const size = Number(required(args, 'length'));
  if (!Number.isInteger(size) || size < 1) throw explained('invalid_arguments', ['length must be a positive integer']);
  if (size > largest) throw new ApiError('file_upload_size_restricted');
  const user = world.options.workspace.app.botUserId;
  const file = newFile(world, { name, size, user, state: 'promised' });
  const secret = world.options.newId();
  world.uploads.set(secret, file.id);
  return { upload_url: `${world.options.baseUrl}/playground/upload/${secret}`, file_id: file.id };
}

/** Sharing is asynchronous in Slack: the answer does not tell the message yet, `files.info` does. */
function completeUpload(args: Args, world: World): Answer {
  const wanted = filesOf(args);
  const found = wanted.map(({ id, title }) => uploaded(world, id, title));
  const channel = channelOf(args, world);
  for (const file of found) world.files.set(file.id, file);
  if (channel !== undefined) share(args, world, channel, found);
  return { files: found.map((file) => slackFile(world, file)) };
}

function share(args: Args, world: World, channel: string, files: readonly StoredFile[]): void {
  const thread = text(args, 'thread_ts');
  const message = post(world, {
    channel,
    user: world.options.workspace.app.botUserId,
    text: text(args, 'initial_comment') ?? '',
    blocks: [],
    files: files.map(({ id }) => id),
    ...(thread ? { threadTs: thread } : {}),
  });
  for (const file of files)
    world.files.set(file.id, { ...file, shares: [...file.shares, { channel, ts: message.ts }] });
}

/** A user id does not do here, unlike in `chat.postMessage`, and `chat:write.public` does not help. */
function channelOf(args: Args, world: World): string | undefined {
  const id = text(args, 'channel_id') ?? text(args, 'channels');
  if (id === undefined) return undefined;
  const channel = findConversation(world, id);
  if (!channel) throw new ApiError('channel_not_found');
  if (!channel.members.includes(world.options.workspace.app.botUserId)) throw new ApiError('not_in_channel');
  return channel.id;
}

function info(args: Args, world: World): Answer {
  const file = world.files.get(required(args, 'file'));
  if (file?.state !== 'complete' && file?.state !== 'looked') throw new ApiError('file_not_found');
  return { file: slackFile(world, file), comments: [], response_metadata: { next_cursor: '' } };
}

function uploaded(world: World, id: string, title: string | undefined): StoredFile {
  const file = world.files.get(id);
  if (!file || file.state === 'promised') throw new ApiError('file_not_found');
  return { ...file, title: title ?? file.name, state: 'complete' };
}

function filesOf(args: Args): readonly { readonly id: string; readonly title?: string }[] {
  const wrong = explained('invalid_arguments', ['files must be a list of objects with an id']);
  const files = structure(args, 'files', wrong);
  if (!Array.isArray(files) || files.length === 0) throw wrong;
  if (files.some((file) => typeof file?.id !== 'string')) throw wrong;
  return files;
}
