/** One for each effect of a batch, and nothing that is not one. */
export const STATEMENTS = {
  lookup: `
    select p.id from chat_accounts a join people p on p.id = a.person_id
    where a.channel = 'slack' and a.tenant = $1 and a.user_id = $2 and p.active and exists (
      select from roles r where r.person_id = p.id and r.role in ('associate', 'store-manager') and r.boutique_code = $3)`,
  receipt: `insert into receipts (key, answer, at) values ($1, '{}', $2) on conflict do nothing`,
  lock: `
    select r.id, r.opened_at as "openedAt", z.id as zone, z.name as "zoneName", c.id as count,
      b.code as boutique, b.time_zone as "timeZone", b.slack_channel as room
    from count_rounds r join zones z on z.id = r.zone_id join counts c on c.id = r.count_id
      join boutiques b on b.code = c.boutique_code
    where r.id = $1 for update of r`,
  existing: `
    select distinct l.serial from count_lines l join count_batches b on b.id = l.batch_id
    where b.round_id = $1 and not b.late and b.taken_back_at is null and l.serial = any($2)`,
  batch: `insert into count_batches (id, round_id, person_id, saved_at) values ($1, $2, $3, $4)`,
  lines: `
    insert into count_lines (batch_id, item, line, text, serial, result)
    select $1, l.* from unnest($2::int[], $3::int[], $4::text[], $5::text[], $6::text[]) as l`,
  tally: `
    select count(distinct b.id)::int as batches, count(distinct l.serial)::int as scanned,
      count(distinct l.serial) filter (where l.result = 'again')::int as again,
      (select json_agg(json_build_object('id', p.id, 'name', p.name)) from people p
       where p.id in (select person_id from count_batches where round_id = $1)) as counters
    from count_batches b join count_lines l on l.batch_id = b.id
    where b.round_id = $1 and not b.late and b.taken_back_at is null`,
  deliveries: `
    insert into deliveries (conversation, topic, card, attachments, created_at)
    select *, '{}', $4 from unnest($1::text[], $2::text[], $3::jsonb[])`,
  jobs: `
    select graphile_worker.add_job('deliver', json_build_object('conversation', c),
      job_key := 'deliver:' || c, job_key_mode := 'preserve_run_at') from unnest($1::text[]) as c`,
  chain: `select pg_advisory_xact_lock(hashtextextended($1, 0))`,
  head: `select number, hash from audit_events where chain = $1 order by number desc limit 1`,
  event: `
    insert into audit_events (at, chain, number, actor_id, channel, boutique_code, event, subject, facts, previous, hash)
    values ($1, $2, $3, $4, 'slack', $2, $5, $6, $7, $8, $9)`,
  answer: `update receipts set answer = $2 where key = $1`,
} as const;

export type Statement = keyof typeof STATEMENTS;
