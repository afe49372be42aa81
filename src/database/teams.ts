import type { BookStore, Conversation } from '../teams/book.js';
import { type Connection, type Database, sql } from './client.js';
import { createFileBook } from './teams-files.js';
import { createOfferBook } from './teams-offers.js';

/** What Teams told us, as tables keep it. */
export function createTeamsStore(connection: Connection, now: () => Date): BookStore {
  const { prisma } = connection;
  return {
    async saveConversation({ tenant, id, ...rest }) {
      const known = { ...rest, seenAt: now() };
      const where = { tenant_id: { tenant, id } };
      await prisma.teamsConversation.upsert({ where, create: { tenant, id, ...known }, update: known });
    },
    async saveMember({ tenant, userId, conversation, ...rest }, moved) {
      const known = { ...rest, seenAt: now() };
      const where = { tenant_userId: { tenant, userId } };
      const create = { tenant, userId, conversation, ...known };
      await prisma.teamsMember.upsert({ where, create, update: { ...known, ...(moved && { conversation }) } });
    },
    async forget(tenant, id) {
      await prisma.teamsConversation.deleteMany({ where: { tenant, OR: [{ id }, { team: id }] } });
    },
    conversation: (tenant, id) => newest(prisma, { tenant, id }),
    personal: (tenant, userId) => newest(prisma, { tenant, userId, kind: 'personal' }),
    newest: (tenant) => newest(prisma, { tenant }),
    member: (tenant, userId) => prisma.teamsMember.findUnique({ where: { tenant_userId: { tenant, userId } } }),
    async mris(tenant, userIds) {
      const where = { tenant, userId: { in: [...userIds] } };
      const rows = await prisma.teamsMember.findMany({ where, select: { userId: true, mri: true } });
      return new Map(rows.map(({ userId, mri }) => [userId, mri]));
    },
    async mrisOfPeople(tenant, people) {
      const rows = await prisma.$queryRaw<{ mri: string }[]>(sql`
        select m.mri from chat_accounts a
          join teams_members m on m.tenant = a.tenant and m.user_id = a.user_id
        where a.channel = 'teams' and a.tenant = ${tenant} and a.person_id = any(${[...people]}) order by m.user_id`);
      return rows.map(({ mri }) => mri);
    },
    files: createFileBook(connection, now),
    offers: createOfferBook(connection, now),
  };
}

type Wanted = Pick<Conversation, 'tenant'> & Partial<Pick<Conversation, 'id' | 'userId' | 'kind'>>;

async function newest(db: Database, where: Wanted): Promise<Conversation | null> {
  const row = await db.teamsConversation.findFirst({ where, orderBy: { seenAt: 'desc' } });
  return row && { ...row, kind: row.kind as Conversation['kind'] };
}
