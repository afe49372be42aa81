import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from './api-error.js';
import { type Args, parseArgs, text } from './args.js';
import { type Content, messageContent } from './content.js';
import { HttpRefusal, megabyte, readBody, sendJson, sendText } from './http.js';
import { keep, post, remove } from './messages.js';
import { showEphemeral } from './methods/chat.js';
import type { ResponseUrl, StoredMessage } from './stored.js';
import { key, type World } from './world.js';

const uses = 5;
const lifetime = 30 * 60_000;

/** A new `response_url`: five answers within half an hour, to where the person acted. */
export function newResponseUrl(world: World, from: Pick<ResponseUrl, 'user' | 'channel' | 'source'>): string {
  const { now, newId, baseUrl } = world.options;
  const bornAt = now().getTime();
  for (const old of world.responseUrls.values())
    if (bornAt - old.bornAt > 2 * lifetime) world.responseUrls.delete(old.id);
  const url: ResponseUrl = { id: newId(), bornAt, uses: 0, ...from };
  world.responseUrls.set(url.id, url);
  return `${baseUrl}/playground/response/${url.id}`;
}

/** `POST /playground/response/<id>`. */
export async function answerResponseUrl(world: World, id: string, req: IncomingMessage, res: ServerResponse) {
  const startedAt = world.options.now().getTime();
  let args: Args = {};
  const logged = (status: number, answer: unknown) =>
    world.log.add({ direction: 'out', what: 'response_url', status, startedAt, request: args, answer });
  try {
    const body = (await readBody(req, megabyte)).toString('utf8');
    args = parseArgs(req.headers['content-type'] ?? 'application/json', body);
    spend(world, id, (url) => respond(world, url, args));
    await world.store.settled();
    logged(200, 'ok');
    sendText(res, 200, 'ok');
  } catch (error) {
    if (!(error instanceof Refused || error instanceof ApiError || error instanceof HttpRefusal)) throw error;
    const status = error instanceof ApiError ? 400 : error.status;
    const answer = { ok: false, error: error.message };
    logged(status, answer);
    sendJson(res, status, answer);
  }
}

class Refused extends Error {
  readonly status = 404;
}

/** A refused body costs no use. */
function spend(world: World, id: string, use: (url: ResponseUrl) => void): void {
  const url = world.responseUrls.get(id);
  if (!url || world.options.now().getTime() - url.bornAt > lifetime) throw new Refused('expired_url');
  if (url.uses >= uses) throw new Refused('used_url');
  use(url);
  world.responseUrls.set(id, { ...url, uses: url.uses + 1 });
}

export function respond(world: World, url: ResponseUrl, args: Args): void {
  const original = url.source ? originalOf(world, url) : undefined;
  if (isTrue(args.delete_original)) {
    if (original) remove(world, original);
    return;
  }
  const content = messageContent(world, text(args, 'text'), blocksOf(args));
  if (isTrue(args.replace_original) && url.source) replace(world, url, original, content);
  else sayAnew(world, url, args, content);
}

function replace(world: World, url: ResponseUrl, original: StoredMessage | undefined, content: Content): void {
  // An ephemeral message the client has lost cannot be replaced; Slack says ok all the same.
  if (!original) return;
  const edited = { user: original.user, ts: world.nextTs() };
  keep(world, { ...original, ...content, ...(url.source?.ephemeral ? {} : { edited }) });
}

function sayAnew(world: World, url: ResponseUrl, args: Args, content: Content): void {
  const thread = text(args, 'thread_ts');
  if (args.response_type !== 'in_channel') {
    showEphemeral(world, { channel: url.channel, user: url.user, content, thread });
    return;
  }
  const user = world.options.workspace.app.botUserId;
  post(world, { channel: url.channel, user, ...content, files: [], ...(thread ? { threadTs: thread } : {}) });
}

function originalOf(world: World, url: ResponseUrl): StoredMessage | undefined {
  const place = key(url.channel, url.source?.ts ?? '');
  return url.source?.ephemeral ? world.ephemerals.get(place) : world.messages.get(place);
}

function blocksOf(args: Args): unknown {
  const { blocks } = args;
  if (typeof blocks !== 'string') return blocks;
  return parseArgs('application/json', `{"blocks":${blocks}}`).blocks;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
