import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { bearerOf, HttpRefusal, megabyte, readBody, sendJson } from '../http.js';
import type { Call, Reply } from './connector/call.js';
import { ConnectorError, refusals } from './connector/connector-error.js';
import { create, createdIn } from './connector/create.js';
import { member, members } from './connector/members.js';
import { erase, reply, send, update } from './connector/messages.js';
import { splitId } from './conversations.js';
import { faultBefore, faultCuts, slowness } from './faults.js';
import { root, type TeamsWorld } from './world.js';

/** 100 KB, counted as UTF-16. */
const largestMessage = 100 * 1024;

const doing: Readonly<Record<Call['name'], (world: TeamsWorld, call: Call) => Reply>> = {
  send,
  reply,
  update,
  delete: erase,
  create,
  members,
  member,
};

/** `/playground/teams/connector/v3/…`: the Bot Framework's connector, as far as Teams has it and the bot uses it. */
export async function answerConnector(world: TeamsWorld, url: URL, req: IncomingMessage, res: ServerResponse) {
  const startedAt = world.options.now().getTime();
  const route = routeOf(req.method ?? '', url.pathname.slice(`${root}connector/v3/`.length));
  if (!route) throw new HttpRefusal(404, 'The connector has no such address.');
  const text = await textOf(req);
  const call: Call = { ...route, ...queryOf(url), body: parsed(text) };
  const log = (status: number, answer: unknown) =>
    world.log.add({ direction: 'out', what: call.name, status, startedAt, request: shown(call), answer });
  if (bearerOf(req) !== world.options.bearer) {
    const body = { message: 'Authorization has been denied for this request.' };
    log(401, body);
    return sendJson(res, 401, body);
  }

  const fault = world.faults.take(call.name);
  if (fault?.kind === 'reset') return cut(res, () => log(0, 'the connection broke before anything was done'));
  const { status, body, headers } = await answer(world, call, text, async () => {
    faultBefore(fault);
    await wait(slowness(fault), undefined, { signal: world.closing.signal, ref: false });
  });
  if (faultCuts(fault)) return cut(res, () => log(0, 'carried out; the connection broke before the answer'));
  log(status, body ?? null);
  if (body === undefined) res.writeHead(status, { 'content-length': '0' }).end();
  else sendJson(res, status, body, headers);
}

interface Answered extends Reply {
  readonly headers?: Readonly<Record<string, string>>;
}

async function answer(
  world: TeamsWorld,
  call: Call,
  text: string | null,
  first: () => Promise<void>,
): Promise<Answered> {
  const writes = call.name !== 'members' && call.name !== 'member';
  const room = call.name === 'create' ? createdIn(world, call.body) : splitId(call.conversation).id;
  if (writes && !world.throttle.enter(room)) return asAnswer(refusals.parallel());
  try {
    await first();
    if (text === null || text.length * 2 > largestMessage) throw refusals.tooBig();
    const seconds = world.throttle.pass(writes ? 'send' : 'read', room);
    if (seconds !== null) throw refusals.throttled(seconds);
    const done = doing[call.name](world, call);
    await world.store.settled();
    return done;
  } catch (error) {
    if (error instanceof ConnectorError) return asAnswer(error);
    throw error;
  } finally {
    if (writes) world.throttle.leave(room);
  }
}

function asAnswer({ status, code, message, headers }: ConnectorError): Answered {
  return { status, body: { error: { code, message } }, headers };
}

type Route = Pick<Call, 'activity' | 'conversation' | 'member' | 'name'>;

function routeOf(method: string, path: string): Route | undefined {
  const [first, conversation = '', part, id = '', ...rest] = path.replace(/\/$/, '').split('/').map(decoded);
  const at = { conversation, activity: '', member: '' };
  const shape = `${method} ${[conversation && '*', part, id && '*'].filter((word) => word).join('/')}`;
  if (first !== 'conversations' || rest.length > 0) return undefined;
  switch (shape) {
    case 'POST ':
      return { ...at, name: 'create' };
    case 'POST */activities':
      return { ...at, name: 'send' };
    case 'POST */activities/*':
      return { ...at, name: 'reply', activity: id };
    case 'PUT */activities/*':
      return { ...at, name: 'update', activity: id };
    case 'DELETE */activities/*':
      return { ...at, name: 'delete', activity: id };
    case 'GET */pagedMembers':
      return { ...at, name: 'members' };
    case 'GET */members/*':
      return { ...at, name: 'member', member: id };
    default:
      return undefined;
  }
}

function queryOf({ searchParams }: URL): Pick<Call, 'query' | 'targeted'> {
  return { query: searchParams, targeted: searchParams.get('isTargetedActivity') === 'true' };
}

/** Null when it is larger than anything that could be taken. */
async function textOf(req: IncomingMessage): Promise<string | null> {
  try {
    return (await readBody(req, megabyte)).toString('utf8');
  } catch (error) {
    if (error instanceof HttpRefusal && error.status === 413) return null;
    throw error;
  }
}

function shown({ name, conversation, activity, member: person, targeted, body }: Call): unknown {
  const where = { name, conversation, activity, member: person, ...(targeted ? { targeted } : {}) };
  const named = Object.entries(where).filter(([, value]) => value !== '');
  return { ...Object.fromEntries(named), ...(body === undefined ? {} : { body }) };
}

function cut(res: ServerResponse, log: () => void): void {
  log();
  res.socket?.resetAndDestroy();
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
