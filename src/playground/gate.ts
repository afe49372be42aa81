import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { HttpRefusal, sendJson } from './http.js';

/** Another site's script must not speak here, neither under a name of its own for this address nor by a form. */
export function admit(req: IncomingMessage): void {
  const host = req.headers.host ?? '';
  const port = req.socket.localPort;
  const own = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  if (port === 80) own.push('127.0.0.1', 'localhost', '[::1]');
  if (!own.includes(host)) throw new HttpRefusal(403, 'The playground answers only under its own local address.');
  const { origin } = req.headers;
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new HttpRefusal(403, 'The playground answers only its own page.');
  }
}

/** What went wrong, in words; a bug of the playground's own goes to the log. */
export function refuse(error: unknown, res: ServerResponse, log?: (message: string, facts: object) => void): void {
  if (res.headersSent || res.destroyed) return;
  const trouble = troubleOf(error);
  if (trouble) {
    sendJson(res, trouble.status, { ok: false, trouble: trouble.sentence });
    return;
  }
  log?.('playground: a request failed', { error });
  sendJson(res, 500, { ok: false, error: 'internal_error', trouble: 'The playground failed. Its log says why.' });
}

function troubleOf(error: unknown): { readonly status: number; readonly sentence: string } | undefined {
  if (error instanceof HttpRefusal) return { status: error.status, sentence: error.message };
  return error instanceof z.ZodError ? { status: 400, sentence: inWords(error) } : undefined;
}

function inWords(error: z.ZodError): string {
  const [issue] = error.issues;
  return `The request is not as the playground expects it: ${issue?.path.join('.') || 'body'}: ${issue?.message}.`;
}
