import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { capabilities } from '../../src/capabilities/index.js';
import { connect } from '../../src/database/client.js';
import { createTeamsStore } from '../../src/database/teams.js';
import { createDirectory } from '../../src/engine/directory.js';
import { createEngine } from '../../src/engine/dispatch.js';
import type { Request } from '../../src/engine/request.js';
import { createTeams } from '../../src/teams/app.js';
import { testDatabase } from '../helpers/database.js';
import { ana, ben, claire, ines, type Member, marc, network, rita } from '../helpers/network.js';
import { CHANNEL } from '../teams/activities.js';
import { closed, PASSWORD, startMicrosoft, TENANT, urlOf } from '../teams/microsoft.js';
import { post, type Reply } from '../tools/sender.js';
import { startTeamsStandIn } from '../tools/teams-stand-in.js';

export const people: readonly Member[] = [ana, ben, ines, marc, claire, rita];

/** The Entra object id. */
export const objectId = (id: string): string => `00000000-0000-4000-8000-${id.padStart(12, '0')}`;

/** Everything as it runs, from the signed activity to the database, with stand-ins for Microsoft's keys and Teams' connector. */
export async function startTeamsWhole() {
  const database = await testDatabase();
  const connection = connect(database.url);
  await network(connection);
  await connection.prisma.boutique.update({ where: { code: 'MADISON' }, data: { teamsChannel: CHANNEL } });
  await connection.prisma.chatAccount.createMany({
    data: people.map(({ id }) => ({
      ...{ channel: 'teams', tenant: TENANT, userId: objectId(id), personId: id, boundAt: new Date(0) },
    })),
  });
  const microsoft = await startMicrosoft();
  const teams = await startTeamsStandIn(TENANT, 'nobody@elsewhere.example');
  const { origin, serviceUrl } = teams;
  const logged: string[] = [];
  const note = (level: string) => (message: string, facts?: unknown) =>
    void logged.push(`${level} ${message} ${JSON.stringify(facts ?? {})}`);
  const log = { info: note('info'), warn: note('warn'), error: note('error') };
  const now = () => new Date('2026-11-27T14:00:00Z');
  const newId = () => randomUUID() as string;
  const whoIs = () => (tenant: string, userId: string) => edge.whoIs(tenant, userId);
  const engine = createEngine({ capabilities, connection, whoIs, now, newId, log, chats: ['teams'] });
  const edge = createTeams({
    ...{ engine, now, newId, log, chance: () => 0.5 },
    config: { ...microsoft.registration, cloud: { ...cloudOf(microsoft), serviceOrigins: [origin], serviceUrl } },
    directory: createDirectory(engine.parts, connection, 'teams'),
    store: createTeamsStore(connection, now),
    commands: [
      { words: 'count', summary: 'Count a zone' },
      { words: 'count open', summary: 'Open counts' },
    ],
  });
  const server = createServer((request, response) => void edge.listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const headers = { authorization: `Bearer ${microsoft.token({ serviceurl: serviceUrl })}` };
  return {
    ...{ logged, serviceUrl, secrets: [cloudOf(microsoft).bearer, PASSWORD] },
    send: (body: string): Promise<Reply> =>
      post(`${urlOf(server)}/api/messages`, { contentType: 'application/json', body }, headers),
    /** Once everything that follows an answer is done too. */
    settled: () => edge.drain(),
    known: await begin(),
    async stop() {
      await closed(server);
      await edge.drain();
      await microsoft.close();
      await teams.close();
      await connection.close();
      await database.drop();
    },
  };

  /** What one may hit: a count that is being made, another one that is to be decided, and everything that was said of both. */
  async function begin(): Promise<{ readonly subjects: readonly string[]; readonly topics: readonly string[] }> {
    const { prisma } = connection;
    const ask = async ({ id }: Member, request: Partial<Request>) => {
      const asked = { channel: 'teams', tenant: TENANT, userId: objectId(id), room: CHANNEL, ...request } as Request;
      const answer = await engine.handle(asked);
      if (answer.type === 'refusal') throw new Error(`${id}: ${answer.sentence}`);
    };
    const submits = (who: Member, interaction: string, subject: string, raw: object) => {
      const route = { interaction, boutique: 'MADISON', subject, instance: newId() };
      return ask(who, { type: 'submission', route, raw } as Partial<Request>);
    };
    const closes = (who: Member, subject: string) =>
      ask(who, { type: 'press', route: { interaction: 'stock-counts.close-zone', boutique: 'MADISON', subject } });
    const roundOf = async (number: number) => (await prisma.countRound.findFirstOrThrow({ where: { number } })).id;

    await submits(ana, 'count', '', { zone: 'MADISON/vitrine-2', reason: 'weekly', serials: 'RG-20-88' });
    await closes(ana, await roundOf(1));
    await submits(ben, 'stock-counts.add-serials', await roundOf(2), { serials: 'RG-20-88' });
    await closes(ben, await roundOf(2));
    await submits(ana, 'count', '', { zone: 'MADISON/window', reason: 'weekly', serials: 'RG-20-88' });
    logged.length = 0;
    const [rounds, batches, approvals] = [
      await prisma.countRound.findMany(),
      await prisma.countBatch.findMany(),
      await prisma.approval.findMany(),
    ];
    const said = await prisma.delivery.findMany({ distinct: ['topic'], select: { topic: true } });
    return {
      subjects: [
        ...rounds.flatMap(({ id, countId }) => [id, countId]),
        ...[...batches, ...approvals].map(({ id }) => id),
      ],
      topics: said.flatMap(({ topic }) => topic ?? []),
    };
  }
}

const cloudOf = ({ registration }: Awaited<ReturnType<typeof startMicrosoft>>) => {
  if (!registration.cloud) throw new Error('there is no stand-in for Microsoft');
  return registration.cloud;
};

export type TeamsWhole = Awaited<ReturnType<typeof startTeamsWhole>>;
