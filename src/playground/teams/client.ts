import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpRefusal, megabyte, readBody, sendJson } from '../http.js';
import { sendFile } from './deeds/files.js';
import { largestFile, sendStored } from './files.js';
import { findUser } from './people.js';
import type { TeamsAnswer, TeamsUser } from './protocol.js';
import { snapshot } from './snapshot.js';
import { fileWords, type VerbAnswer, verbs } from './verbs.js';
import { root, type TeamsWorld } from './world.js';

/** `/playground/teams/client/…`: what the page asks and does. Mistakes of the page are a 400 with a sentence. */
export async function answerClient(world: TeamsWorld, url: URL, req: IncomingMessage, res: ServerResponse) {
  const [name = '', id = ''] = url.pathname.slice(`${root}client/`.length).split('/');
  const asking = () => personOf(world, url.searchParams.get('user') ?? world.options.workspace.users[0]?.id ?? '');
  if (req.method === 'GET' && name === 'snapshot') return sendJson(res, 200, snapshot(world, asking()));
  if (req.method === 'GET' && name === 'stream') return world.audience.join(asking().id, res);
  if (req.method === 'GET' && name === 'file') return sendStored(world, id, res);
  if (req.method !== 'POST') throw new HttpRefusal(405, 'This address takes a POST.');
  const answer = name === 'upload' ? await upload(world, url, req) : await verb(world, name, await jsonOf(req));
  await world.store.settled();
  sendJson(res, 200, answer);
}

async function verb(world: TeamsWorld, name: string, body: unknown): Promise<VerbAnswer> {
  const run = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!run) throw new HttpRefusal(404, `The playground knows no "${name}".`);
  return run(world, (id) => personOf(world, id), body);
}

async function upload(world: TeamsWorld, url: URL, req: IncomingMessage): Promise<TeamsAnswer> {
  const { threadId, text, mention, device, ...sent } = fileWords.parse(Object.fromEntries(url.searchParams));
  const said = {
    ...sent,
    ...(threadId === undefined ? {} : { threadId }),
    ...(text === undefined ? {} : { text }),
    ...(mention === undefined ? {} : { mention }),
    ...(device === undefined ? {} : { device }),
  };
  return sendFile(world, personOf(world, sent.user), said, await readBody(req, largestFile));
}

function personOf(world: TeamsWorld, id: string): TeamsUser {
  const user = findUser(world, id);
  if (!user) throw new HttpRefusal(400, `Nobody here has the id "${id}".`);
  return user;
}

async function jsonOf(req: IncomingMessage): Promise<unknown> {
  const body = await readBody(req, megabyte);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new HttpRefusal(400, 'The body is not JSON.');
  }
}
