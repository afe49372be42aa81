import type { WebClient } from '@slack/web-api';
import { type Document, RateLimited, Undeliverable } from '../chat/channel.js';
import { channelError, slackCode } from './errors.js';
import type { Log } from './log.js';
import type { Shelf } from './render-card.js';

type Slack = {
  readonly client: Pick<WebClient, 'filesUploadV2'>;
  readonly installation: () => { readonly team: string };
};

/** The pictures that Slack has of us. */
export interface Pictures {
  /** Says it with these pictures, which are uploaded first; without them where Slack will not show them. */
  readonly around: <T>(slack: Slack, pictures: readonly Document[], say: (shelf: Shelf) => Promise<T>) => Promise<T>;
}

interface Kept {
  readonly file: string;
  /** How often a message that shows it was refused. */
  readonly refused: number;
}

/** As many as are told about in one day; what was forgotten is uploaded again. */
const REMEMBERED = 500;

/** Slack looks a picture over before a message may show it, mostly for a second or two: so long it is waited for. */
const PAUSES = [1, 2, 4, 8, 15];

/**
 * A picture is uploaded for itself and shared nowhere: whoever may read the message sees it there. One upload does for
 * every message that shows it.
 */
export function createPictures(log: Pick<Log, 'error'>): Pictures {
  const kept = new Map<string, Kept>();
  return {
    async around(slack, pictures, say) {
      const { team } = slack.installation();
      const keyOf = (picture: string): string => `${team}/${picture}`;
      for (const picture of pictures) if (!kept.has(keyOf(picture.id))) await bring(slack, picture, kept, keyOf);
      const shown = pictures.flatMap(({ id }): [string, Kept][] => {
        const there = kept.get(keyOf(id));
        return there && there.refused <= PAUSES.length ? [[id, there]] : [];
      });
      try {
        return await say(new Map(shown.map(([id, { file }]) => [id, file])));
      } catch (error) {
        if (shown.length === 0 || slackCode(error) !== 'invalid_blocks') throw error;
        for (const [id, each] of shown) kept.set(keyOf(id), { ...each, refused: each.refused + 1 });
        const pause = PAUSES[Math.max(...shown.map(([, { refused }]) => refused))];
        if (pause !== undefined) throw new RateLimited(pause);
        log.error('Slack shows a picture in no message, so its words were said', { tries: PAUSES.length + 1 });
        return say(new Map());
      }
    },
  };
}

/** What Slack does not take for good (no right to upload, say) is said in words. */
async function bring(
  { client }: Slack,
  { id, name, bytes }: Document,
  kept: Map<string, Kept>,
  keyOf: (picture: string) => string,
): Promise<void> {
  try {
    const file = await upload(client, name, bytes);
    const [oldest] = kept.keys();
    if (kept.size >= REMEMBERED && oldest !== undefined) kept.delete(oldest);
    kept.set(keyOf(id), { file, refused: 0 });
  } catch (error) {
    if (!(channelError(error) instanceof Undeliverable)) throw error;
  }
}

async function upload(client: Slack['client'], filename: string, bytes: Uint8Array): Promise<string> {
  const { files } = await client.filesUploadV2({ file_uploads: [{ filename, file: Buffer.from(bytes) }] });
  const id = files[0]?.files?.[0]?.id;
  if (!id) throw new Error('Slack took a picture and did not say as which file');
  return id;
}
