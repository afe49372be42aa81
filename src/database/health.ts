import type pg from 'pg';

/** What the network file says, as far as something may be missing in it. */
export interface NetworkHealth {
  readonly boutiques: readonly BoutiqueHealth[];
  readonly departments: readonly DepartmentHealth[];
  readonly operationsManagers: number;
  readonly lost: readonly LostPerson[];
  /** Active people whose account in the chat is not known yet. */
  readonly unmet: number;
}

export interface BoutiqueHealth {
  readonly code: string;
  readonly channel: boolean;
  readonly managers: number;
  readonly associates: number;
  /** The time the newest stock speaks of; null where there is none. */
  readonly stock: Date | null;
}

export interface DepartmentHealth {
  readonly name: string;
  readonly channel: boolean;
  readonly people: number;
}

/** Somebody a message could not be brought to. */
export interface LostPerson {
  readonly name: string;
  readonly email: string;
  readonly reason: string;
}

export interface QueueHealth {
  readonly waiting: number;
  readonly oldest: Date | null;
  /** Of the last seven days, by reason. */
  readonly failed: readonly { readonly reason: string; readonly times: number; readonly example: string }[];
  readonly jobsFailed: number;
  /** Held by a worker for longer than any job takes. */
  readonly jobsHeld: number;
  /** Open for minutes with nothing asked: it keeps what it locked. */
  readonly idleTransactions: number;
}

export async function networkHealth(pool: pg.Pool): Promise<NetworkHealth> {
  const boutiques = await pool.query<BoutiqueHealth>(BOUTIQUES);
  const departments = await pool.query<DepartmentHealth>(DEPARTMENTS);
  const lost = await pool.query<LostPerson>(LOST);
  const { rows } = await pool.query<Pick<NetworkHealth, 'operationsManagers' | 'unmet'>>(REST);
  return {
    boutiques: boutiques.rows,
    departments: departments.rows,
    lost: lost.rows,
    operationsManagers: rows[0]?.operationsManagers ?? 0,
    unmet: rows[0]?.unmet ?? 0,
  };
}

export async function queueHealth(pool: pg.Pool, now: Date): Promise<QueueHealth> {
  const failed = await pool.query<QueueHealth['failed'][number]>(FAILED, [now]);
  const { rows } = await pool.query<Omit<QueueHealth, 'failed'>>(QUEUE, [now]);
  const [rest] = rows;
  if (!rest) throw new Error('an aggregate gave no row');
  return { ...rest, failed: failed.rows };
}

const holders = (role: string): string => `(select count(*)::int from roles r join people p on p.id = r.person_id
    where p.active and r.role = '${role}' and r.boutique_code = b.code)`;

const BOUTIQUES = `
  select b.code, b.slack_channel is not null as channel, ${holders('store-manager')} as managers,
    ${holders('associate')} as associates,
    (select max(i.stated_at) from stock_imports i where i.boutique_code = b.code) as stock
  from boutiques b where b.active order by b.code`;

const DEPARTMENTS = `
  select d.name, d.slack_channel is not null as channel,
    (select count(*)::int from roles r join people p on p.id = r.person_id where p.active and r.role = d.role) as people
  from departments d order by d.name`;

const LOST = `
  select p.name, p.email, d.error as reason
  from people p cross join lateral (
    select error from deliveries where conversation = 'slack/person/' || p.id and state = 'failed'
    order by id desc limit 1) d
  where p.active and d.error in ('users_not_found', 'user_not_found', 'not_a_full_member', 'bound_to_another_account')
    and not exists (select from chat_accounts a where a.person_id = p.id and a.channel = 'slack')
  order by p.name`;

const REST = `
  select
    (select count(distinct p.id)::int from roles r join people p on p.id = r.person_id
     where p.active and r.role = 'operations-manager') as "operationsManagers",
    (select count(*)::int from people p where p.active
     and not exists (select from chat_accounts a where a.person_id = p.id)) as unmet`;

const FAILED = `
  select coalesce(error, 'unknown') as reason, count(*)::int as times, max(conversation) as example
  from deliveries where state = 'failed' and created_at > $1::timestamptz - interval '7 days'
  group by 1 order by 2 desc, 1 limit 10`;

const QUEUE = `
  select
    (select count(*)::int from deliveries where state = 'waiting') as waiting,
    (select min(created_at) from deliveries where state = 'waiting') as oldest,
    (select count(*)::int from graphile_worker.jobs
     where attempts >= max_attempts and last_error is not null and key is not null) as "jobsFailed",
    (select count(*)::int from graphile_worker.jobs where locked_at < $1::timestamptz - interval '15 minutes') as "jobsHeld",
    (select count(*)::int from pg_stat_activity where datname = current_database()
     and state like 'idle in transaction%' and state_change < now() - interval '5 minutes') as "idleTransactions"`;
