import type { Attachment } from './channel.js';

/** The same name with the same bytes is the same document, whenever it was made. */
export async function markOf({ name, bytes }: Attachment): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Buffer.concat([Buffer.from(`${name}\n`), bytes]));
  return Buffer.from(digest).toString('base64url');
}
