import type { Offer, OfferBook } from '../teams/offers.js';
import { type Connection, Prisma, sql } from './client.js';

/** Documents that were offered to somebody in their private chat. */
export function createOfferBook({ prisma }: Pick<Connection, 'prisma'>, now: () => Date): OfferBook {
  const { teamsOffer, attachment } = prisma;
  return {
    async open(offer) {
      await teamsOffer.create({ data: { ...offer, at: now() } });
    },
    async asked(id, message) {
      await teamsOffer.update({ where: { id }, data: { message } });
    },
    async offered(tenant, conversation, documents) {
      const where = { tenant, conversation, document: { in: [...documents] }, message: { not: null } };
      return new Set((await teamsOffer.findMany({ where })).map(({ document }) => document));
    },
    async find(id) {
      const row = await teamsOffer.findUnique({ where: { id } });
      return row && { ...row, state: row.state as Offer['state'] };
    },
    document: (id) => attachment.findUnique({ where: { id }, select: { name: true, bytes: true } }),
    async answer({ id, tenant, conversation }, answer, job) {
      await prisma.$queryRaw(sql`
        with answered as (
          update teams_offers set state = ${answer}
          where id = ${id} and tenant = ${tenant} and conversation = ${conversation} and state = 'open' returning id)
        select (graphile_worker.add_job('teams-document', ${JSON.stringify(job)}::json)).id from answered`);
    },
    async move(id, from, to) {
      await teamsOffer.updateMany({ where: { id, state: from }, data: { state: to } });
    },
    async wasTold(room, document) {
      const conversation = `teams/channel/${room}`;
      const told = { conversation, attachments: { has: document }, reference: { not: Prisma.DbNull } };
      return (await prisma.delivery.findFirst({ where: told, select: { id: true } })) !== null;
    },
    async later(job, key) {
      await prisma.$executeRaw(sql`
        select graphile_worker.add_job('teams-document', ${JSON.stringify(job)}::json,
          job_key := ${`teams-document:${key}`}, job_key_mode := 'preserve_run_at')`);
    },
  };
}
