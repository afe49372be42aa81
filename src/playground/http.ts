import type { IncomingMessage, ServerResponse } from 'node:http';

export const megabyte = 1_000_000;

/** What a request asked for that it cannot have, as status and sentence. */
export class HttpRefusal extends Error {
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

export async function readBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = new HttpRefusal(413, `The body is larger than ${limit} bytes.`);
  if (Number(req.headers['content-length'] ?? 0) > limit) {
    req.resume();
    throw tooLarge;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  await new Promise<void>((done, fail) => {
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // Reading on without keeping lets the answer out before the connection ends.
      if (size > limit) fail(tooLarge);
      else chunks.push(chunk);
    });
    req.on('end', done);
    req.on('error', fail);
    req.on('close', () => fail(new HttpRefusal(400, 'The request ended early.')));
  });
  return Buffer.concat(chunks);
}

export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const json = JSON.stringify(body);
  res.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(json),
    'cache-control': 'no-store',
    ...(status === 413 ? { connection: 'close' } : {}),
    ...headers,
  });
  res.end(json);
}

export function sendText(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  res.end(text);
}

/** A file to keep, never shown in place, whatever it claims to be. */
export function sendBytes(
  res: ServerResponse,
  file: { readonly name: string; readonly mimetype: string },
  bytes: Buffer,
): void {
  res.writeHead(200, {
    'content-type': file.mimetype,
    'content-length': bytes.length,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  res.end(bytes);
}

/** `Bearer xoxb-…` without the first word. */
export function bearerOf(req: IncomingMessage): string | undefined {
  return /^bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
}
