import { ApiError, explained } from './api-error.js';
import { complaint } from './block-kit/complaints.js';
import { validateBlocks } from './block-kit.js';
import { complete } from './complete.js';
import type { BlockJson } from './protocol.js';
import { shortId, type World } from './world.js';

export interface Content {
  readonly text: string;
  readonly blocks: readonly BlockJson[];
}

const longestText = 40_000;
/** Undocumented, but where real messages begin to fail. */
const longestBlocks = 13_200;

/** Text and blocks of a message on their way in: refused as Slack refuses them, completed as Slack completes them. */
export function messageContent(world: World, text: string | undefined, blocks: unknown): Content {
  const given = blocks ?? [];
  if (!Array.isArray(given)) throw new ApiError('invalid_blocks_format');
  if (given.length === 0 && !text) throw new ApiError('no_text');
  const complaints = validateBlocks(given, 'message');
  if (complaints.length > 0) throw explained('invalid_blocks', complaints);
  const unseen = given.flatMap((block, index) => (isShowable(world, block) ? [] : [unreadable(index)]));
  if (unseen.length > 0) throw explained('invalid_blocks', unseen);
  if (JSON.stringify(given).length > longestBlocks) throw new ApiError('msg_blocks_too_long');
  return {
    text: text ? text.slice(0, longestText) : "This content can't be displayed.",
    blocks: complete(given, () => shortId(world.options.newId()).slice(-8)),
  };
}

const unreadable = (index: number): string => complaint('invalid slack file', ['blocks', index, 'slack_file']);

/** Slack looks a file over after its upload; a message that shows it at once is refused. Here the first one always is. */
function isShowable(world: World, { type, slack_file }: Readonly<Record<string, unknown>>): boolean {
  if (type !== 'image' || slack_file === undefined) return true;
  const file = world.files.get((slack_file as { id?: string }).id ?? '');
  if (!file?.mimetype.startsWith('image/') || file.state === 'promised' || file.state === 'uploaded') return false;
  world.files.set(file.id, { ...file, state: 'looked' });
  return file.state === 'looked';
}
