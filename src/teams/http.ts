import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authentication } from './auth.js';
import { factsOf, type Log } from './log.js';

export interface Door {
  readonly admit: Authentication['admit'];
  /** What an invoke is answered by; null where nobody waits. */
  readonly arrive: (activity: object, patienceMs: number) => Promise<object | null>;
  readonly now: () => Date;
  readonly log: Log;
}

export type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Teams' messages are 100 KB at most, and its forms less. */
const LARGEST = 512_000;

/** From the last byte of the question to the answer. */
const PATIENCE_MS = 1_700;
const LEAST_MS = 300;

/** Takes what Teams posts. Who is not let in learns nothing but that. */
export function createListener(door: Door): Listener {
  return async (request, response) => {
    try {
      await take(door, request, response);
    } catch (error) {
      // Whoever hung up in the middle waits for nothing.
      if (!request.complete) return void response.destroy();
      door.log.error('an activity could not be taken', factsOf(error));
      end(response, 500);
    }
  };
}

async function take(door: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') return end(response, 405, { allow: 'POST', connection: 'close' });
  const body = await read(request);
  if (body === null) return end(response, 413, { connection: 'close' });
  const activity = parsed(body);
  if (activity === null) return end(response, 400);

  const came = door.now().getTime();
  const admitted = await door.admit(activity, request.headers.authorization).catch(() => null);
  if (admitted === null) return end(response, 503);
  if (!admitted) return end(response, 401);
  answer(response, await door.arrive(activity, leftOf(came, door.now())));
}

/** At least as long as a quick answer takes. */
const leftOf = (came: number, now: Date): number => Math.max(PATIENCE_MS - (now.getTime() - came), LEAST_MS);

function answer(response: ServerResponse, said: object | null): void {
  if (said === null) {
    end(response, 200);
    return;
  }
  const body = JSON.stringify(said);
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) };
  response.writeHead(200, headers).end(body);
}

function end(response: ServerResponse, status: number, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { ...headers, 'content-length': 0 }).end();
}

/** Null where there is more than we take. */
async function read(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Left as it is where it is too long: the answer goes out on the same connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A parse error quotes what it could not read, so it goes no further. */
function parsed(body: Buffer): object | null {
  try {
    const json: unknown = JSON.parse(body.toString());
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : null;
  } catch {
    return null;
  }
}
