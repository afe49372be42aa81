import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { capabilities } from '../../src/capabilities/index.js';
import type { Card } from '../../src/chat/card.js';
import { plainText } from '../../src/chat/plain-text.js';
import { createTeamsStore } from '../../src/database/teams.js';
import { createDirectory } from '../../src/engine/directory.js';
import { createEngine } from '../../src/engine/dispatch.js';
import { createTeams } from '../../src/teams/app.js';
import { renderCard } from '../../src/teams/render-card.js';
import { connectedDatabase } from '../helpers/database.js';
import { ana, ben, claire, ines, type Member, marc, network, rita } from '../helpers/network.js';
import { CHANNEL, executed, fetched, invoke, PRIVATE, submitted, typed } from './activities.js';
import { closed, startMicrosoft, TENANT, urlOf } from './microsoft.js';

const PEOPLE: readonly Member[] = [ana, ben, ines, marc, claire, rita];

/** The Entra object id. */
export const objectId = ({ id }: Member): string => `00000000-0000-4000-8000-${id.padStart(12, '0')}`;
const accountOf = (member: Member): object => ({ id: `29:1${member.id}`, aadObjectId: objectId(member) });

interface Drawn {
  readonly title: string;
  readonly type: string;
  readonly verb?: string;
  readonly data: object;
}

/** The edge with the real engine and database, and its authentication on. What leaves is looked up in the outbox. */
export async function startWhole(at: string) {
  const microsoft = await startMicrosoft();
  const { connection, drop } = await connectedDatabase();
  await network(connection);
  await connection.prisma.boutique.update({ where: { code: 'MADISON' }, data: { teamsChannel: CHANNEL } });
  await connection.prisma.chatAccount.createMany({
    data: PEOPLE.map((member) => ({
      ...{ channel: 'teams', tenant: TENANT, userId: objectId(member), personId: member.id, boundAt: new Date(0) },
    })),
  });
  const logged: string[] = [];
  const note = (message: string, facts?: unknown) => void logged.push(`${message} ${JSON.stringify(facts)}`);
  const log = { info: () => {}, warn: note, error: note };
  const clock = { now: new Date(at) };
  const now = () => clock.now;
  const newId = () => randomUUID() as string;
  // A stranger of the right organization: nobody listens where Teams would be asked.
  const whoIs = () => async () => ({ email: null, fullMember: true });
  const engine = createEngine({ capabilities, connection, whoIs, now, newId, log, chats: ['teams'] });
  const edge = createTeams({
    ...{ engine, now, newId, log, chance: () => 0.5, config: microsoft.registration },
    directory: createDirectory(engine.parts, connection, 'teams'),
    store: createTeamsStore(connection, now),
    commands: [{ words: 'count', summary: 'Count a zone' }],
  });
  const server = createServer((request, response) => void edge.listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const ask = async (member: Member, activity: object): Promise<unknown> => {
    const response = await fetch(`${urlOf(server)}/api/messages`, {
      method: 'POST',
      body: JSON.stringify({ ...activity, from: accountOf(member) }),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${microsoft.token()}` },
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`answered ${response.status}`);
    return text === '' ? null : JSON.parse(text);
  };

  /** What was said last, to somebody or in a room, as it was put into the outbox. */
  const told = async (conversation: string, topic?: RegExp): Promise<{ card: Card; topic: string | null }> => {
    const rows = await connection.prisma.delivery.findMany({ where: { conversation }, orderBy: { id: 'desc' } });
    const row = rows.find((each) => (topic ? topic.test(each.topic ?? '') : true));
    if (!row) throw new Error(`nothing was said in ${conversation}`);
    return { card: row.card as unknown as Card, topic: row.topic };
  };

  const as = (member: Member, room = PRIVATE) => {
    const buttonOn = async (label: string, conversation: string): Promise<Drawn> => {
      const { card, topic } = await told(conversation);
      return actionIn(
        renderCard(card, { topic, opens: engine.opens, restricted: { show: true, refreshFor: [] } }),
        label,
      );
    };
    return {
      says: (words: string) => ask(member, typed(words, room)),
      invokes: (name: string, value: unknown) => ask(member, invoke(name, value, room)),
      fetches: (data: object) => ask(member, fetched(data, room)),
      submits: (data: object) => ask(member, submitted(data, room)),
      /** Presses a button of the newest card in that conversation: at once, or for its dialog. */
      async presses(label: string, conversation = `teams/person/${member.id}`) {
        const { type, verb, data } = await buttonOn(label, conversation);
        if (type === 'Action.Submit') return ask(member, fetched(data, room));
        return ask(member, invoke('adaptiveCard/action', executed(verb, data), room));
      },
      refreshes: (topic: string) =>
        ask(
          member,
          invoke('adaptiveCard/action', executed('vitrine.refresh', { vitrine: { topic } }, 'automatic'), room),
        ),
      aside: async () => plainText((await told(`teams/aside/${objectId(member)}/${room}`)).card),
    };
  };

  return {
    ...{ as, ask, told, clock, connection, logged, edge },
    async stop() {
      await closed(server);
      await edge.drain();
      await drop();
      await microsoft.close();
    },
  };
}

export type Whole = Awaited<ReturnType<typeof startWhole>>;

/** Wherever it stands. */
export function actionIn(answer: unknown, title: string): Drawn {
  const found = actionsIn(answer).find((each) => each.title === title);
  if (!found) throw new Error(`no button "${title}" in ${JSON.stringify(answer)}`);
  return found;
}

export function actionsIn(value: unknown): Drawn[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type } = value as { readonly type?: unknown };
  if (type === 'Action.Execute' || type === 'Action.Submit') return [value as Drawn];
  return Object.values(value).flatMap(actionsIn);
}
