import { randomUUID } from 'node:crypto';
import { capabilities as all } from '../../src/capabilities/index.js';
import type { Card } from '../../src/chat/card.js';
import type { Address, Attachment, Channel, Reference } from '../../src/chat/channel.js';
import type { FileReference, RawAnswers } from '../../src/chat/form.js';
import { plainText } from '../../src/chat/plain-text.js';
import type { Connection } from '../../src/database/client.js';
import type { Work } from '../../src/database/work.js';
import type { Files } from '../../src/engine/capability.js';
import { createEngine } from '../../src/engine/dispatch.js';
import type { Log } from '../../src/engine/log.js';
import { deliver } from '../../src/engine/outbox.js';
import type { Answer, Profile, Route } from '../../src/engine/request.js';
import { sweepApprovals } from '../../src/engine/sweep.js';
import { sweepTimed } from '../../src/engine/timed.js';
import { runWork } from '../../src/engine/work.js';
import { connectedDatabase } from './database.js';
import { type Member, network } from './network.js';

/** A message as somebody sees it now: the latest state, with what it was before. */
export interface Seen {
  readonly to: string;
  readonly card: Card;
  readonly text: string;
  readonly files: readonly Attachment[];
}

/** The real engine on a real database; the far end of the outbox is kept in memory, as a chat would show it. */
export async function startBot(at: string, { newId = randomUUID as () => string, capabilities = all } = {}) {
  const { connection, drop } = await connectedDatabase();
  await network(connection);
  const clock = { now: new Date(at) };
  const chat = memoryChat();
  const errors: string[] = [];
  const log: Log = {
    info: () => {},
    warn: () => {},
    error: (message, facts) => errors.push(`${message} ${JSON.stringify(facts)}`),
  };
  const profiles = new Map<string, Profile>();
  const engine = createEngine({
    capabilities,
    connection,
    whoIs: () => async (_tenant, userId) => profiles.get(userId) ?? { email: null, fullMember: true },
    now: () => clock.now,
    newId,
    log,
  });

  const files: Files = { read: ({ tenant, id }) => chat.channel.download(tenant, id) };
  const works = (work: Work) => runWork({ parts: engine.parts, connection, files }, work);
  const carry = async () => {
    const postman = { connection, channels: [chat.channel], now: () => clock.now, log };
    for (const conversation of await waitingConversations(connection)) await deliver(postman, conversation);
  };
  const settle = async () => {
    for (const work of await takeWork(connection)) await works(work);
    await carry();
  };
  const ask = async (request: Parameters<typeof engine.handle>[0]) => {
    const answer = await engine.handle(request);
    await settle();
    return answer;
  };

  const as = (member: Member, room: string | null = 'C0MADISON') => {
    const asked = { channel: 'slack', tenant: 'T1', userId: member.userId, room } as const;
    const press = (route: Route) => ask({ ...asked, type: 'press', route });
    const submit = (form: Answer, raw: RawAnswers) => {
      if (form.type !== 'form') throw new Error(`no form but ${JSON.stringify(form)}`);
      return ask({ ...asked, type: 'submission', route: form.route, raw });
    };
    const presses = (label: string) => press(routeOf(chat.seen(), member, label));
    return {
      says: (words: string) => ask({ ...asked, type: 'command', words }),
      /** Picks a shortcut beside a message. */
      pointsAt: (text: string, name: string) => ask({ ...asked, type: 'shortcut', name, message: { text } }),
      press,
      presses,
      submit,
      /** Presses the button that opens a form, and sends the form. */
      async answers(label: string, raw: RawAnswers) {
        return submit(await presses(label), raw);
      },
      /** What is found while they type into a field of the form. */
      async finds(form: Answer, field: string, words: string) {
        if (form.type !== 'form') throw new Error(`no form but ${JSON.stringify(form)}`);
        return engine.search({ ...asked, type: 'search', route: form.route, field, words });
      },
      home: () => engine.home(asked),
      sees: () => chat.seen().filter(({ to }) => to === `person/${member.id}`),
      lastSees: () =>
        chat
          .seen()
          .filter(({ to }) => to === `person/${member.id}`)
          .at(-1)?.text ?? '',
    };
  };

  return {
    as,
    connection,
    engine,
    clock,
    errors,
    profiles,
    settle,
    /** Only what is to be said, and only what is to be done. */
    carry,
    takeWork: () => takeWork(connection),
    works,
    chat,
    /** A file as somebody uploads it. */
    uploads(name: string, content: string | Uint8Array): FileReference {
      const id = `F${chat.uploads.size + 1}`;
      chat.uploads.set(id, typeof content === 'string' ? Buffer.from(content) : content);
      return { channel: 'slack', tenant: 'T1', id, name };
    },
    inRoom: (room: string) => chat.seen().filter(({ to }) => to === `room/${room}`),
    async waits({ minutes = 0, hours = 0 }: { readonly minutes?: number; readonly hours?: number }) {
      clock.now = new Date(clock.now.getTime() + (hours * 60 + minutes) * 60_000);
      await sweepApprovals(engine.parts, connection);
      await sweepTimed(engine.parts, connection, log);
      await settle();
    },
    stop: drop,
  };
}

export type Bot = Awaited<ReturnType<typeof startBot>>;

async function waitingConversations({ prisma }: Connection): Promise<string[]> {
  const rows = await prisma.delivery.findMany({
    where: { state: 'waiting' },
    distinct: ['conversation'],
    select: { conversation: true },
  });
  return rows.map(({ conversation }) => conversation);
}

/** What the queue would run now; a test has no worker of its own. */
async function takeWork({ pool }: Connection): Promise<Work[]> {
  const { rows } = await pool.query<{ payload: Work }>(
    "select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'work' order by j.id",
  );
  await pool.query(
    "select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs where task_identifier = 'work'))",
  );
  return rows.map(({ payload }) => payload);
}

/** What a chat shows: messages in the order they were first sent, each as it was last revised. */
function memoryChat() {
  const uploads = new Map<string, Uint8Array>();
  const messages: Seen[] = [];
  const history: Seen[] = [];
  const kept = (to: string, card: Card, files: readonly Attachment[]): Seen => ({
    to,
    card,
    text: plainText(card),
    files,
  });
  const change = (reference: Reference, by: (before: Seen) => Seen): Reference => {
    const index = Number(reference.index);
    const changed = by(messages[index] as Seen);
    messages[index] = changed;
    history.push(changed);
    return reference;
  };
  const channel: Channel = {
    name: 'slack',
    async send(to: Address, card: Card): Promise<Reference> {
      const message = kept('person' in to ? `person/${to.person}` : `room/${to.room}`, card, []);
      history.push(message);
      return { index: String(messages.push(message) - 1) };
    },
    download: async (_tenant, file) => uploads.get(file) ?? Promise.reject(new Error('no such file')),
    revise: async (reference, card) => change(reference, ({ to, files }) => kept(to, card, files)),
    attach: async (reference, files) =>
      change(reference, ({ to, card, files: before }) => kept(to, card, [...before, ...files])),
  };
  return { channel, uploads, seen: () => messages, history: () => history };
}

/** The newest button of this label that this person can see, in their own messages or the boutique's channel. */
function routeOf(seen: readonly Seen[], { id }: Member, label: string): Route {
  const visible = seen.filter(({ to }) => to === `person/${id}` || to.startsWith('room/'));
  for (const { card } of [...visible].reverse()) {
    for (const block of card.blocks) {
      if (block.type !== 'buttons') continue;
      const found = block.buttons.find((each) => each.label === label);
      if (found) return { interaction: found.action, boutique: found.boutique ?? null, subject: found.subject };
    }
  }
  throw new Error(`${id} sees no button "${label}"`);
}
