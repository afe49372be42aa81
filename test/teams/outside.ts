import { randomUUID } from 'node:crypto';
import type { Card } from '../../src/chat/card.js';
import type { Connection } from '../../src/database/client.js';
import { createTeamsStore } from '../../src/database/teams.js';
import { createDirectory } from '../../src/engine/directory.js';
import { createEngine } from '../../src/engine/dispatch.js';
import type { Saying } from '../../src/engine/request.js';
import { createOutgoing } from '../../src/teams/outgoing.js';
import { connectedDatabase } from '../helpers/database.js';
import { network } from '../helpers/network.js';
import { BOT, listeningLog, startConnectorServer, TENANT } from './connector-server.js';

export const ROOM = '19:madison@thread.tacv2';
export const HQ = '19:hq@thread.tacv2';

/** As Entra knows them. */
export const users = {
  ana: 'aaaaaaaa-0000-4000-8000-000000000001',
  ben: 'bbbbbbbb-0000-4000-8000-000000000002',
  ines: 'eeeeeeee-0000-4000-8000-000000000003',
  marc: 'cccccccc-0000-4000-8000-000000000004',
} as const;

export type Name = keyof typeof users;

/** Our half that speaks to Teams, on a real database, with a scripted server where Teams would be. */
export async function startOutside() {
  const { connection, drop } = await connectedDatabase();
  await network(connection);
  const teams = await startConnectorServer();
  const clock = { now: new Date('2026-11-27T14:12:00Z') };
  const heard = listeningLog();
  const said: Saying[] = [];
  const { parts } = createEngine({
    capabilities: [],
    connection,
    whoIs: () => async () => ({ email: null, fullMember: false }),
    now: () => clock.now,
    newId: randomUUID,
    log: { ...heard.log, info: () => {} },
    chats: ['teams'],
  });
  const outgoing = createOutgoing({
    tenant: TENANT,
    home: { serviceUrl: teams.url, bot: BOT },
    store: createTeamsStore(connection, () => clock.now),
    directory: createDirectory(parts, connection, 'teams'),
    engine: { opens: (name) => name.endsWith('.ask'), say: async (_, saying) => void said.push(saying) },
    stores: { origins: [teams.origin], patienceMs: 150 },
    authorize: async () => 'Bearer made-up',
    isTeams: (url) => url.startsWith(teams.origin),
    now: () => clock.now,
    newId: randomUUID,
    chance: () => 0.5,
    log: heard.log,
    patienceMs: 150,
    pause: async () => {},
  });
  return {
    ...outgoing,
    teams,
    connection,
    clock,
    heard: heard.lines,
    said,
    /** We were let into the room, as Teams tells us. */
    letIn: (id: string, kind: 'channel' | 'groupChat' = 'channel') =>
      outgoing.book.see({ ...place(teams.url, id), kind }, null),
    /** Somebody wrote to us in our private chat. */
    chats: (name: Name) => outgoing.book.see(chatOf(teams.url, name), { userId: users[name], mri: mriOf(name) }),
    /** Somebody wrote in a room. */
    speaksIn: (name: Name, id: string) =>
      outgoing.book.see({ ...place(teams.url, id), kind: 'channel' }, { userId: users[name], mri: mriOf(name) }),
    has: (name: Name) => bound(connection, name),
    async reset() {
      teams.reset();
      said.length = 0;
      heard.lines.length = 0;
      await connection.pool.query(EMPTY);
      await connection.prisma.boutique.updateMany({ data: { teamsChannel: null } });
      await connection.prisma.boutique.update({ where: { code: 'MADISON' }, data: { teamsChannel: ROOM } });
      await outgoing.book.forget(TENANT, 'everything');
    },
    async stop() {
      await teams.close();
      await drop();
    },
  };
}

export type Outside = Awaited<ReturnType<typeof startOutside>>;

const TABLES = [
  ...['teams_members', 'teams_conversations', 'teams_files', 'teams_offers'],
  ...['attachments', 'deliveries', 'receipts'],
];
const EMPTY = `${TABLES.map((table) => `delete from ${table}`).join('; ')};
  delete from chat_accounts where channel = 'teams'; delete from graphile_worker._private_jobs`;

const place = (serviceUrl: string, id: string) => ({
  tenant: TENANT,
  id,
  serviceUrl,
  bot: BOT,
  userId: null,
  team: null,
});

const chatOf = (serviceUrl: string, name: Name) => ({
  ...place(serviceUrl, `a:${name}`),
  kind: 'personal' as const,
  userId: users[name],
});

export const mriOf = (name: string): string => `29:${name}`;

/** As Teams lists them. */
export const member = (name: Name, more: object = {}) => ({
  id: mriOf(name),
  aadObjectId: users[name].toUpperCase(),
  email: `${name}@Vitrine.Example`,
  userPrincipalName: `${name}@vitrine.example`,
  tenantId: TENANT,
  userRole: 'user',
  ...more,
});

async function bound({ prisma }: Connection, name: Name): Promise<void> {
  const boundAt = new Date(0);
  await prisma.chatAccount.create({
    data: { channel: 'teams', tenant: TENANT, userId: users[name], personId: name, boundAt },
  });
}

/** What a card says, a line each; its buttons in brackets. */
export function linesOf(activity: Readonly<Record<string, unknown>> | undefined): string[] {
  const [attachment] = (activity?.attachments ?? []) as { readonly content: { readonly body: readonly Part[] } }[];
  return (attachment?.content.body ?? []).map(
    ({ inlines = [], actions = [] }) =>
      inlines.map(({ text }) => text).join('') + actions.map(({ title }) => `[${title}]`).join(' '),
  );
}

interface Part {
  readonly inlines?: readonly { readonly text: string }[];
  readonly actions?: readonly { readonly title: string }[];
}

export const wordsOf = ({ title, blocks }: Card): string =>
  [title, ...blocks.map((block) => (block.type === 'text' ? block.text : ''))].join(' | ');
