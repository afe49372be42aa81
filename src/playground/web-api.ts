import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from './api-error.js';
import { type Args, parseArgs } from './args.js';
import { bearerOf, HttpRefusal, megabyte, readBody, sendJson } from './http.js';
import { chatMethods } from './methods/chat.js';
import { conversationMethods } from './methods/conversations.js';
import { fileMethods } from './methods/files.js';
import type { Answer, Method } from './methods/method.js';
import { peopleMethods } from './methods/people.js';
import { viewMethods } from './methods/views.js';
import type { SetFault } from './protocol.js';
import type { World } from './world.js';

const methods: Readonly<Record<string, Method>> = {
  ...chatMethods,
  ...viewMethods,
  ...peopleMethods,
  ...conversationMethods,
  ...fileMethods,
};

/** `POST /playground/api/<method>`: Slack's Web API, as far as the bot uses it. */
export async function answerApi(world: World, name: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const startedAt = world.options.now().getTime();
  const { args, error } = await argsOf(req);
  const fault = world.faults.take(name);
  const logged = (status: number, answer: unknown) =>
    world.log.add({ direction: 'out', what: name, status, startedAt, request: args, answer });
  if (fault) return fail(world, fault, res, logged);

  const answer = error ? refusal(error) : call(world, name, args, tokenOf(req, args));
  await world.store.settled();
  const status = error instanceof HttpRefusal ? error.status : 200;
  logged(status, answer);
  sendJson(res, status, answer, { 'x-oauth-scopes': world.options.scopes.join(',') });
}

function call(world: World, name: string, args: Args, token: string | undefined): Answer {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  try {
    if (!method) throw new ApiError('unknown_method', { req_method: name });
    admit(world, method, args, token);
    return { ok: true, ...method.run(args, world) };
  } catch (error) {
    return refusal(error);
  }
}

function admit(world: World, method: Method, args: Args, token: string | undefined): void {
  if (method.withoutToken) return;
  if (token === undefined) throw new ApiError('not_authed');
  if (token !== world.options.botToken) throw new ApiError('invalid_auth');
  const needed = typeof method.scopes === 'function' ? method.scopes(args) : method.scopes;
  const { scopes } = world.options;
  if (needed && !scopes.includes(needed)) throw new ApiError('missing_scope', { needed, provided: scopes.join(',') });
}

function refusal(error: unknown): Answer {
  if (error instanceof ApiError) return { ok: false, error: error.code, ...error.more };
  if (error instanceof HttpRefusal) return { ok: false, error: 'request_too_large' };
  throw error;
}

async function argsOf(req: IncomingMessage): Promise<{ args: Args; error?: unknown }> {
  const query = Object.fromEntries(new URL(req.url ?? '', 'http://localhost').searchParams);
  try {
    const body = (await readBody(req, megabyte)).toString('utf8');
    return { args: { ...query, ...(body === '' ? {} : parseArgs(req.headers['content-type'] ?? '', body)) } };
  } catch (error) {
    return { args: query, error };
  }
}

function tokenOf(req: IncomingMessage, args: Args): string | undefined {
  const inForm = args.token;
  return bearerOf(req) ?? (typeof inForm === 'string' && inForm !== '' ? inForm : undefined);
}

/** The page's and the tests' switch for bad days. */
function fail(
  world: World,
  fault: SetFault,
  res: ServerResponse,
  logged: (status: number, answer: unknown) => void,
): void {
  switch (fault.kind) {
    case 'rate_limited':
      logged(429, { ok: false, error: 'ratelimited' });
      sendJson(res, 429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(fault.retryAfter ?? 1) });
      break;
    case 'server_error':
      logged(500, null);
      sendJson(res, 500, { ok: false, error: 'internal_error' });
      break;
    case 'hang':
      logged(0, 'no answer');
      world.closing.signal.addEventListener('abort', () => res.destroy(), { once: true });
      break;
    case 'reset':
      logged(0, 'connection reset');
      res.socket?.resetAndDestroy();
      break;
  }
}
