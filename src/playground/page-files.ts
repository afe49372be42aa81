import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { HttpRefusal } from './http.js';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.map': 'application/json',
};

/** One file of the built page; the folder is all that can be asked for. */
export async function sendPageFile(folder: string, name: string, res: ServerResponse): Promise<void> {
  const root = resolve(folder);
  const file = resolve(join(root, decoded(name)));
  const type = types[extname(file)];
  if (!file.startsWith(root + sep) || !type) throw new HttpRefusal(404, 'There is no such page.');
  const bytes = await readFile(file).catch(() => {
    throw new HttpRefusal(404, 'There is no such page.');
  });
  res.writeHead(200, {
    'content-type': type,
    'content-length': bytes.length,
    'content-security-policy':
      "default-src 'self'; img-src 'self' data:; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  });
  res.end(bytes);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name).replaceAll('\0', '');
  } catch {
    throw new HttpRefusal(404, 'There is no such page.');
  }
}
