import type { FileBook, KeptFile, ListedFile } from '../teams/files.js';
import { type Connection, sql, transaction } from './client.js';
import { claim } from './receipts.js';

/** Files on their way into a form. */
export function createFileBook(connection: Connection, now: () => Date): FileBook {
  const { teamsFile } = connection.prisma;
  return {
    add: (file, key) =>
      transaction(connection, async (db) => {
        if (await claim(db, `teams-file:${key}`, now())) return;
        await db.teamsFile.create({ data: { ...file, state: 'coming', at: now() } });
        await db.$executeRaw(sql`
          select graphile_worker.add_job('teams-file', json_build_object('id', ${file.id}::text))`);
      }),
    async find(id) {
      const row = await teamsFile.findUnique({ where: { id } });
      return row && { ...row, state: row.state as KeptFile['state'] };
    },
    async markHere(id, bytes) {
      const data = { state: 'here', bytes: new Uint8Array(bytes), address: null };
      await teamsFile.updateMany({ where: { id, state: 'coming' }, data });
    },
    async refuse(id, reason) {
      await teamsFile.updateMany({
        where: { id, state: 'coming' },
        data: { state: 'refused', reason, address: null },
      });
    },
    // Whoever opens a form waits for it, so it is prepared once.
    async sentBy(tenant, userId, since) {
      const { rows } = await connection.pool.query<ListedFile>({
        name: 'teams-files-sent',
        text: `select id, name, at, used_at is not null as "isUsed" from teams_files
          where tenant = $1 and user_id = $2 and at >= $3 and state <> 'refused' order by at desc, id`,
        values: [tenant, userId, since],
      });
      return rows;
    },
    async markUsed(tenant, userId, ids) {
      await teamsFile.updateMany({
        where: { id: { in: [...ids] }, tenant, userId, usedAt: null },
        data: { usedAt: now() },
      });
    },
    async forgetBefore(time) {
      await teamsFile.deleteMany({ where: { at: { lt: time } } });
    },
  };
}
