import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { capabilities } from '../../src/capabilities/index.js';
import { connect } from '../../src/database/client.js';
import { createDirectory } from '../../src/engine/directory.js';
import { createEngine } from '../../src/engine/dispatch.js';
import { createSlack } from '../../src/slack/app.js';
import { testDatabase } from '../helpers/database.js';
import { network } from '../helpers/network.js';
import { closeServer, startSlackApi, TEAM, urlOf } from '../slack/slack-api.js';
import { type Parcel, type Reply, send } from '../tools/sender.js';

export const SECRET = 'a-signing-secret-nobody-may-read';
export const TOKEN = 'xoxb-a-token-nobody-may-read';

/** Everything as it runs, from the signed request to the database, with a stand-in for Slack's servers. */
export async function startWhole() {
  const database = await testDatabase();
  const connection = connect(database.url);
  await network(connection);
  const api = await startSlackApi();
  const logged: string[] = [];
  const note = (level: string) => (message: string, facts?: unknown) =>
    logged.push(`${level} ${message} ${JSON.stringify(facts ?? {})}`);
  const log = { info: note('info'), warn: note('warn'), error: note('error') };
  const now = () => new Date('2026-11-27T14:00:00Z');
  const engine = createEngine({
    capabilities,
    connection,
    whoIs: () => (tenant, userId) => edge.whoIs(tenant, userId),
    now,
    newId: randomUUID,
    log,
  });
  const edge = createSlack({
    engine,
    token: TOKEN,
    signingSecret: SECRET,
    apiUrl: api.url,
    directory: createDirectory(engine.parts, connection, 'slack'),
    now,
    newId: randomUUID,
    log,
  });
  await edge.init();
  const server = createServer(edge.listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `${urlOf(server)}slack/events`;
  return {
    connection,
    api,
    logged,
    send: (parcel: Parcel): Promise<Reply> => send(address, parcel, { secret: SECRET }),
    /** Once everything that follows an answer is done too. */
    settled: () => edge.drain(),
    /** What one may hit: ids that exist, and belong to somebody. */
    subjects: await openCount(),
    async stop() {
      await closeServer(server);
      await edge.drain();
      await api.close();
      await connection.close();
      await database.drop();
    },
  };

  /** Ana counts Vitrine 2: a count, a round and a batch to press at. */
  async function openCount(): Promise<string[]> {
    const route = { interaction: 'count', boutique: 'MADISON', subject: '', instance: 'begun' };
    const raw = { zone: 'MADISON/vitrine-2', reason: 'weekly', serials: 'RG-20-88' };
    const asked = { channel: 'slack', tenant: TEAM, userId: 'U0ANA', room: null } as const;
    const submit = () => engine.handle({ ...asked, type: 'submission', route, raw });
    // The first transaction of a process loads much, and has 2.5 s like any other.
    const first = await submit();
    const answer = first.type === 'reply' ? first : await submit();
    if (answer.type !== 'reply') throw new Error(`no count but ${JSON.stringify(answer)}: ${logged}`);
    logged.length = 0;
    const [rounds, batches] = [
      await connection.prisma.countRound.findMany(),
      await connection.prisma.countBatch.findMany(),
    ];
    return [...rounds.flatMap(({ id, countId }) => [id, countId]), ...batches.map(({ id }) => id)];
  }
}

export type Whole = Awaited<ReturnType<typeof startWhole>>;
