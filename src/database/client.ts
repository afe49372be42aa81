import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from './generated/client.js';
import { namesOfStatements } from './statements.js';

/** What a store function is given: an open transaction, or the plain connection where only one thing is read. */
export type Database = Prisma.TransactionClient;

export type Json = Prisma.InputJsonValue;

/** One pool, used by Prisma and, where a request has to be fast, by prepared statements of our own. */
export interface Connection {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** A request must be answered within 3 s (Slack) or be refused in words before that. */
const REQUEST_MS = 2_500;
const CONNECT_MS = 1_500;

/** What Prisma sends as a moment has no offset and would be read by the server's own clock. */
const OUR_CLOCK = "set timezone = 'UTC'";

/** Locks go with the connection, so the server must notice within a minute that a computer or a network is gone. */
const NOTICE_US_GONE = 'set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3';

export function connect(url: string, { poolSize = 10 }: { readonly poolSize?: number } = {}): Connection {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    onConnect: (client) => client.query(`${OUR_CLOCK}; ${NOTICE_US_GONE}`).then(() => {}),
  });
  // A connection that dies must not end the process; the next query gets a new one.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: namesOfStatements() }) });

  return {
    prisma,
    pool,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/**
 * One request, one transaction: it commits or nothing happened. `slow` is for jobs, which nobody waits for; a `snapshot`
 * reads everything as it was at one moment.
 */
export function transaction<T>(
  { prisma }: Connection,
  work: (db: Database) => Promise<T>,
  { slow = false, snapshot = false }: { readonly slow?: boolean; readonly snapshot?: boolean } = {},
): Promise<T> {
  const timeout = slow ? 120_000 : REQUEST_MS;
  const isolation = snapshot ? { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead } : {};
  return prisma.$transaction(work, { maxWait: slow ? REQUEST_MS * 4 : CONNECT_MS, timeout, ...isolation });
}

/** Once more where two waited for each other and ours was given up: that is nobody's fault. */
export async function again<T>(work: () => Promise<T>, tries = 3): Promise<T> {
  for (let left = tries; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (left <= 1 || !wasGivenUp(error)) throw error;
    }
  }
}

/** Deadlocks and serialization failures: by Prisma's code, or by PostgreSQL's within its words. */
const wasGivenUp = (error: unknown): boolean => /P2034|40P01|40001|deadlock detected/.test(inspected(error));

function inspected(error: unknown): string {
  const { code, meta, message } = error as { code?: unknown; meta?: unknown; message?: unknown };
  return [code, JSON.stringify(meta ?? null), message].join(' ');
}

/** SQL with its values, for what Prisma has no words for: bulk statements, row locks. */
export const sql = Prisma.sql;
export type Sql = Prisma.Sql;

/** Text as `searchWords` reads it: without accents, in small letters. */
export const folded = (text: Sql): Sql =>
  sql`lower(regexp_replace(normalize(${text}, NFD), '[\u0300-\u036f]', '', 'g'))`;

/** Prisma's word for an empty JSON column. */
export { Prisma };
