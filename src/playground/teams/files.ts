import type { IncomingMessage, ServerResponse } from 'node:http';
import { mimetypeOf } from '../files.js';
import { HttpRefusal, megabyte, readBody, sendBytes } from '../http.js';
import type { Pass, StoredFile } from './stored.js';
import { root, type TeamsWorld } from './world.js';

/** How long a pre-authorised address is good. */
const passLife = 3_600_000;
export const largestFile = 20 * megabyte;

export function newFile(world: TeamsWorld, facts: Omit<StoredFile, 'id'>): StoredFile {
  const file = { ...facts, id: world.options.newId().toUpperCase() };
  world.files.set(file.id, file);
  return file;
}

export function newPass(world: TeamsWorld, file: StoredFile, kind: Pass['kind']): string {
  const secret = world.options.newId();
  world.passes.set(secret, { file: file.id, kind, bornAt: world.options.now().getTime() });
  return secret;
}

export function addressOf(world: TeamsWorld, secret: string): string {
  const pass = world.passes.get(secret);
  const name = encodeURIComponent(world.files.get(pass?.file ?? '')?.name ?? '');
  return `${world.options.baseUrl}${root}${pass?.kind === 'upload' ? 'upload' : 'files'}/${secret}/${name}`;
}

export function extension(name: string): string {
  return name.includes('.') ? (name.split('.').at(-1) ?? '').toLowerCase() : '';
}

/** `GET /playground/teams/files/<secret>/<name>`: whoever has the address has the right. */
export async function giveFile(world: TeamsWorld, secret: string, res: ServerResponse): Promise<void> {
  const pass = livePass(world, secret);
  if (pass.kind === 'web-page') return sharingPage(res);
  if (pass.kind === 'upload') throw new HttpRefusal(404, 'Nothing can be fetched here.');
  await sendStored(world, pass.file, res);
}

export async function sendStored(world: TeamsWorld, id: string, res: ServerResponse): Promise<void> {
  const file = world.files.get(id);
  const bytes = file?.state === 'complete' ? await world.store.bytes(id) : undefined;
  if (!file || !bytes) throw new HttpRefusal(404, 'There is no such file.');
  sendBytes(res, { name: file.name, mimetype: mimetypeOf(file.name) }, bytes);
}

/** `PUT /playground/teams/upload/<secret>/<name>`: an upload session, whole or in parts that follow each other. */
export async function takeUpload(world: TeamsWorld, secret: string, req: IncomingMessage) {
  const pass = livePass(world, secret);
  const file = world.files.get(pass.file);
  if (pass.kind !== 'upload' || !file) throw new HttpRefusal(404, 'This upload address is not open.');
  // The session is its own right; a token beside it makes the real service refuse.
  if (req.headers.authorization !== undefined) throw new HttpRefusal(401, 'This address takes no authorization.');
  const range = rangeOf(req.headers['content-range']);
  const bytes = await readBody(req, largestFile);
  const before = (await world.store.bytes(file.id)) ?? Buffer.alloc(0);
  if (bytes.length !== range.end - range.start + 1) throw new HttpRefusal(400, 'The body is not as long as its range.');
  if (range.start !== before.length) throw new HttpRefusal(416, `The next byte expected is ${before.length}.`);

  await world.store.keepBytes(file.id, Buffer.concat([before, bytes]));
  const complete = range.end + 1 === range.total;
  if (complete) finish(world, secret, { ...file, size: range.total, state: 'complete' });
  await world.store.settled();
  if (complete) return { status: 201, body: { id: file.id, name: file.name, size: range.total } };
  return { status: 202, body: { nextExpectedRanges: [`${range.end + 1}-${range.total - 1}`] } };
}

function finish(world: TeamsWorld, secret: string, file: StoredFile): void {
  world.files.set(file.id, file);
  world.passes.delete(secret);
}

function rangeOf(header: string | undefined) {
  const [, start, end, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(header ?? '') ?? [];
  const range = { start: Number(start), end: Number(end), total: Number(total) };
  if (!(range.start <= range.end && range.end < range.total)) {
    throw new HttpRefusal(400, 'An upload needs a Content-Range: bytes 0-99/100.');
  }
  return range;
}

function livePass(world: TeamsWorld, secret: string): Pass {
  const pass = world.passes.get(secret);
  if (!pass) throw new HttpRefusal(404, 'There is no such address.');
  if (world.options.now().getTime() - pass.bornAt > passLife) throw new HttpRefusal(401, 'This address has run out.');
  return pass;
}

/** What a sharing link leads to: a page to sign in, with status 200. */
function sharingPage(res: ServerResponse): void {
  res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'" });
  res.end('<!DOCTYPE html><html lang="en"><title>Sign in to your account</title><p>Sign in</p></html>');
}
