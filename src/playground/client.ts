import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { allConversations, type Conversation, clientConversation, findConversation } from './conversations.js';
import { openHome } from './deeds/open-home.js';
import { askOptions, press } from './deeds/press.js';
import { runCommand, sayText } from './deeds/say.js';
import { pickShortcut } from './deeds/shortcut.js';
import { close, submit } from './deeds/submit.js';
import { clientFile, newFile } from './files.js';
import { HttpRefusal, megabyte, readBody, sendBytes, sendJson } from './http.js';
import { clientMessage } from './messages.js';
import { everybody, findUser } from './people.js';
import type { ClientAnswer, OptionsAnswer, Snapshot, WorkspaceUser } from './protocol.js';
import { clientView, modalsOf } from './views.js';
import type { World } from './world.js';

const values = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())));
const source = z.union([z.object({ view: z.string() }), z.object({ channel: z.string(), ts: z.string() })]);
const sendText = z.object({ user: z.string(), channel: z.string(), text: z.string().min(1) });
const pickedShortcut = z.object({ user: z.string(), channel: z.string(), ts: z.string(), callbackId: z.string() });
const inPlace = { user: z.string(), source, blockId: z.string(), actionId: z.string() };
const setFault = z.object({
  method: z.string().min(1),
  times: z.int().min(0).max(10_000),
  kind: z.enum(['rate_limited', 'server_error', 'hang', 'reset']),
  retryAfter: z.int().min(0).max(3600).optional(),
});

type Verb = (world: World, body: unknown) => ClientAnswer | OptionsAnswer | Promise<ClientAnswer | OptionsAnswer>;

const verbs: Readonly<Record<string, Verb>> = {
  command: (world, body) => {
    const { user, channel, text } = sendText.parse(body);
    const person = personOf(world, user);
    return runCommand(world, person, placeOf(world, person, channel), text);
  },
  message: (world, body) => {
    const { user, channel, text } = sendText.parse(body);
    const person = personOf(world, user);
    return sayText(world, person, placeOf(world, person, channel), text);
  },
  shortcut: (world, body) => {
    const picked = pickedShortcut.parse(body);
    return pickShortcut(world, personOf(world, picked.user), picked);
  },
  press: (world, body) => {
    const pressed = z.object({ ...inPlace, values }).parse(body);
    return press(world, personOf(world, pressed.user), pressed);
  },
  options: (world, body) => {
    const asked = z.object({ ...inPlace, value: z.string() }).parse(body);
    return askOptions(world, personOf(world, asked.user), asked);
  },
  submit: (world, body) => {
    const submitted = z.object({ user: z.string(), view: z.string(), values }).parse(body);
    return submit(world, personOf(world, submitted.user), submitted);
  },
  close: (world, body) => {
    const closed = z.object({ user: z.string(), view: z.string(), cleared: z.boolean() }).parse(body);
    return close(world, personOf(world, closed.user), closed);
  },
  home: (world, body) => openHome(world, personOf(world, z.object({ user: z.string() }).parse(body).user)),
  faults: (world, body) => {
    const { retryAfter, ...fault } = setFault.parse(body);
    world.faults.set({ ...fault, ...(retryAfter === undefined ? {} : { retryAfter }) });
    return { ok: true };
  },
};

/** `/playground/client/…`: what the page asks and does. Mistakes of the page are a 400 with a sentence. */
export async function answerClient(world: World, url: URL, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const [name = '', ...rest] = url.pathname.slice('/playground/client/'.length).split('/');
  const user = () => personOf(world, url.searchParams.get('user') ?? firstPerson(world));
  if (req.method === 'GET' && name === 'snapshot') return sendJson(res, 200, snapshot(world, user()));
  if (req.method === 'GET' && name === 'stream') return world.audience.join(user().id, res);
  if (req.method === 'GET' && name === 'file') return sendFile(world, rest[0] ?? '', res);
  if (req.method !== 'POST') throw new HttpRefusal(405, 'This address takes a POST.');
  if (name === 'upload')
    return sendJson(res, 200, await upload(world, user(), url.searchParams.get('name') ?? '', req));
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) throw new HttpRefusal(404, `The playground knows no "${name}".`);
  const answer = await verb(world, await jsonOf(req));
  await world.store.settled();
  sendJson(res, 200, answer);
}

/** A file for whoever asks: only the page of this machine can. */
export async function sendFile(world: World, id: string, res: ServerResponse): Promise<void> {
  const file = world.files.get(id);
  const bytes = file ? await world.store.bytes(id) : undefined;
  if (!file || !bytes) throw new HttpRefusal(404, 'There is no such file.');
  sendBytes(res, file, bytes);
}

function snapshot(world: World, me: WorkspaceUser): Snapshot {
  const { team, app, commands, shortcuts, walk } = world.options.workspace;
  const mine = allConversations(world).filter(({ members }) => members.includes(me.id));
  const ids = new Set(mine.map(({ id }) => id));
  const messages = world.messages.values().filter(({ channel }) => ids.has(channel));
  const home = world.homes.get(me.id);
  return {
    team,
    app,
    me: me.id,
    users: everybody(world),
    conversations: mine.map((conversation) => clientConversation(world, conversation)),
    messages: [...messages].sort(byTime).map((message) => clientMessage(world, message)),
    home: home ? clientView(home) : null,
    modals: modalsOf(world, me.id).map(clientView),
    commands,
    shortcuts,
    walk,
    log: world.log.entries(),
  };
}

async function upload(world: World, user: WorkspaceUser, name: string, req: IncomingMessage) {
  if (name === '' || name.length > 255) throw new HttpRefusal(400, 'A file needs a name.');
  const bytes = await readBody(req, 10 * megabyte);
  const file = newFile(world, { name, size: bytes.length, user: user.id, state: 'complete' });
  await world.store.keepBytes(file.id, bytes);
  await world.store.settled();
  return { ok: true, file: clientFile(file) };
}

async function jsonOf(req: IncomingMessage): Promise<unknown> {
  const body = await readBody(req, megabyte);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new HttpRefusal(400, 'The body is not JSON.');
  }
}

function personOf(world: World, id: string): WorkspaceUser {
  const user = findUser(world, id);
  if (!user || user.isBot) throw new HttpRefusal(400, `Nobody here has the id "${id}".`);
  return user;
}

function firstPerson(world: World): string {
  return world.options.workspace.users.find(({ isBot }) => !isBot)?.id ?? '';
}

function placeOf(world: World, user: WorkspaceUser, channel: string): Conversation {
  const conversation = findConversation(world, channel);
  if (!conversation?.members.includes(user.id)) throw new HttpRefusal(400, `${user.name} is not in that conversation.`);
  return conversation;
}

function byTime(a: { readonly ts: string }, b: { readonly ts: string }): number {
  return a.ts < b.ts ? -1 : 1;
}
