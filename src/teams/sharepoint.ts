import { Agent, request } from 'undici';

/** Where Teams keeps files; a stand-in's origins beside it. */
export interface Stores {
  readonly origins: readonly string[];
  readonly patienceMs?: number;
}

/** An address that carries its own right: no token of ours goes there, and none of it goes into a log. */
export interface Given {
  readonly status: number;
  /** Of what came, at most what was asked for; null where there was more. */
  readonly bytes: Uint8Array | null;
  readonly type: string;
}

const PATIENCE_MS = 30_000;

/** A redirect is not followed. */
const agent = new Agent({ connect: { timeout: 10_000 } });

export function isStore(address: string, { origins }: Stores): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, protocol, hostname, port, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  return origins.includes(origin) || (protocol === 'https:' && port === '' && SHAREPOINT.test(hostname));
}

const SHAREPOINT = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.sharepoint(\.com|\.us|-mil\.us)$/;

/** Counted while it comes: what was announced proves nothing. */
export async function fetchFrom(address: string, most: number, stores: Stores): Promise<Given> {
  mustBeStore(address, stores);
  const response = await request(address, { method: 'GET', ...waiting(stores) });
  const type = String(response.headers['content-type'] ?? '');
  return { status: response.statusCode, type, bytes: await atMost(most, response.body) };
}

/** The whole of it at once, as an upload session takes it. Answers the status. */
export async function putTo(address: string, bytes: Uint8Array, stores: Stores): Promise<number> {
  mustBeStore(address, stores);
  const { length } = bytes;
  const headers = {
    'content-type': 'application/octet-stream',
    'content-range': `bytes 0-${length - 1}/${length}`,
  };
  const response = await request(address, { method: 'PUT', headers, body: bytes, ...waiting(stores) });
  await response.body.dump();
  return response.statusCode;
}

const waiting = ({ patienceMs = PATIENCE_MS }: Stores) =>
  ({ dispatcher: agent, headersTimeout: patienceMs, bodyTimeout: patienceMs }) as const;

function mustBeStore(address: string, stores: Stores): void {
  if (!isStore(address, stores)) throw new Error('this address is none of SharePoint');
}

async function atMost(most: number, body: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of body) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
