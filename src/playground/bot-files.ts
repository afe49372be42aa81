import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendFile } from './client.js';
import { bearerOf, HttpRefusal, megabyte, readBody, sendText } from './http.js';
import type { World } from './world.js';

/** `POST /playground/upload/<secret>`: the bytes as they are, or as a form with one file. */
export async function takeUpload(world: World, secret: string, req: IncomingMessage, res: ServerResponse) {
  const file = world.files.get(world.uploads.get(secret) ?? '');
  if (file?.state !== 'promised') throw new HttpRefusal(404, 'This upload address is not open.');
  const bytes = await bytesOf(req);
  if (bytes.length !== file.size) {
    throw new HttpRefusal(400, `${file.size} bytes were promised, ${bytes.length} came.`);
  }
  await world.store.keepBytes(file.id, bytes);
  world.files.set(file.id, { ...file, state: 'uploaded' });
  world.uploads.delete(secret);
  await world.store.settled();
  sendText(res, 200, `OK - ${bytes.length}`);
}

/** `GET /playground/files/<id>/<name>`. Without the right to read, Slack answers 200 with its login page. */
export async function giveFile(world: World, id: string, req: IncomingMessage, res: ServerResponse) {
  const { botToken, scopes } = world.options;
  if (bearerOf(req) === botToken && scopes.includes('files:read')) return sendFile(world, id, res);
  res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'" });
  res.end('<!DOCTYPE html><html lang="en"><title>Sign in | Slack</title><p>Sign in to your workspace</p></html>');
}

async function bytesOf(req: IncomingMessage): Promise<Buffer> {
  const body = await readBody(req, 20 * megabyte + 10_000);
  const type = req.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined);
  const part = [...(form?.values() ?? [])].find((value) => typeof value !== 'string');
  if (!part) throw new HttpRefusal(400, 'The form holds no file.');
  return Buffer.from(await part.arrayBuffer());
}
