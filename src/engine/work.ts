import { type Connection, transaction } from '../database/client.js';
import { boutiqueByCode } from '../database/lookup.js';
import { personById } from '../database/people.js';
import { claim } from '../database/receipts.js';
import type { Work } from '../database/work.js';
import { Refusal } from '../domain/refusal.js';
import type { Files } from './capability.js';
import { doJob, nobody, type Parts } from './context.js';

export interface Workshop {
  readonly parts: Parts;
  readonly connection: Connection;
  readonly files: Files;
}

/** Runs one job that a request asked for: what it reads outside first, then what it does, once, in a transaction. */
export async function runWork({ parts, connection, files }: Workshop, work: Work): Promise<void> {
  const job = parts.registry.job(work.job);
  if (!job) throw new Error(`no job is called ${work.job}`);
  const fetched = job.fetch ? await job.fetch(work.input, files).catch(refusalOnly) : undefined;

  await transaction(
    connection,
    async (db) => {
      const now = parts.now();
      if (await claim(db, `job:${work.id}`, now)) return;
      const actor = (await personById(db, work.actor, now)) ?? nobody;
      const boutique = work.boutique === null ? null : await boutiqueByCode(db, work.boutique);
      const moment = { actor, boutique, subject: work.subject, now, db, through: work.through };
      await doJob(parts, moment, job, { input: work.input, fetched });
    },
    { slow: true },
  );
}

function refusalOnly(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}
