import { Refusal } from '../domain/refusal.js';
import { fetchFrom, type Given, isStore, type Stores } from './sharepoint.js';

/** As much as Slack takes in a form. */
const LARGEST_FILE = 10_000_000;

/** Throws a refusal where no further try can help; anything else may be tried again. */
export async function fetchFile(address: string, stores: Stores): Promise<Uint8Array> {
  if (!isStore(address, stores)) throw new Refusal('no-file', NOT_GIVEN);
  const given = await fetchFrom(address, LARGEST_FILE, stores);
  const { status, bytes } = given;
  if (status === 408 || status === 429 || status >= 500) throw new Error(`SharePoint answered ${status}`);
  if (status >= 400) throw new Refusal('no-file', RAN_OUT);
  if (status !== 200) throw new Refusal('no-file', NOT_GIVEN);
  if (isWebPage(given)) throw new Refusal('no-file', WEB_PAGE);
  if (bytes === null) throw new Refusal('large-file', TOO_LARGE);
  return bytes;
}

export const NOT_GIVEN = 'Teams did not give the file. Send it again, or scan or paste the serials.';
const RAN_OUT = 'Its link had run out. Send it again, or scan or paste the serials.';
const WEB_PAGE = 'Teams gave a web page instead of the file. Send it from a computer, or paste the serials.';
const TOO_LARGE = 'It is larger than 10 MB. Split it and send the parts one by one.';

/** From a phone the address may lead to a page to sign in, whatever it is called there. */
function isWebPage({ type, bytes }: Given): boolean {
  if (/^\s*(text\/html|application\/xhtml)/i.test(type)) return true;
  const begin = Buffer.from(bytes?.subarray(0, 200) ?? []).toString('latin1');
  return /^[\s\xef\xbb\xbf]*<(!doctype html|html)/i.test(begin);
}
