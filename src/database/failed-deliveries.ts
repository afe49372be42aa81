import { type Database, sql } from './client.js';

export interface FailedDelivery {
  readonly id: bigint;
  readonly conversation: string;
  /** The chat's own word. */
  readonly reason: string;
  readonly at: Date;
}

/** Messages that nobody got: neither there, nor as a newer one of their topic, nor the person in another chat. */
export function failedDeliveries(db: Database, since: Date): Promise<FailedDelivery[]> {
  return db.$queryRaw<FailedDelivery[]>(sql`
    select d.id, d.conversation, coalesce(d.error, 'unknown') as reason, d.created_at as at
    from deliveries d where d.state = 'failed' and d.created_at > ${since}
      and not exists (select from deliveries newer where newer.conversation = d.conversation
        and newer.topic = d.topic and newer.id > d.id)
      and not exists (select from deliveries other where split_part(d.conversation, '/', 2) = 'person'
        and other.conversation in ('slack/person/' || split_part(d.conversation, '/', 3),
                                   'teams/person/' || split_part(d.conversation, '/', 3))
        and other.created_at >= d.created_at and split_part(d.conversation, '/', 1) = any(other.tried))
    order by d.id`);
}

/** Lets them wait again, each with a job for its conversation. */
export async function waitAgain(db: Database, ids: readonly bigint[]): Promise<void> {
  await db.$executeRaw(sql`
    with again as (
      update deliveries set state = 'waiting', error = null, tried = '{}'
      where id = any(${[...ids]}) and state = 'failed' returning conversation)
    select graphile_worker.add_job('deliver', json_build_object('conversation', c),
      job_key := 'deliver:' || c, job_key_mode := 'preserve_run_at')
    from (select distinct conversation as c from again order by 1) as conversations`);
}
