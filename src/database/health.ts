import type pg from 'pg';
import type { ChatName } from '../chat/channel.js';

/** What the network file says, as far as something may be missing in it. */
export interface NetworkHealth {
  readonly boutiques: readonly BoutiqueHealth[];
  readonly departments: readonly DepartmentHealth[];
  readonly operationsManagers: number;
  readonly lost: readonly LostPerson[];
  /** Channels of Teams that the network file names. */
  readonly teamsChannels: number;
  /** Teams that have taken our app in, as far as Teams has told us. */
  readonly teamsJoined: number;
  /** Active people whose account in the chat is not known yet. */
  readonly unmet: number;
}

export interface BoutiqueHealth {
  readonly code: string;
  /** In a chat that is configured. */
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

/** Somebody a message could not be brought to, in no chat. */
export interface LostPerson {
  readonly name: string;
  readonly email: string;
  /** Where they were looked for last. */
  readonly chat: ChatName;
  readonly reason: string;
}

export interface QueueHealth {
  readonly waiting: number;
  readonly oldest: Date | null;
  /** Of the last seven days: the connection broke as they were said, so they may stand there twice. */
  readonly unsure: number;
  /** Of the last seven days, by reason. */
  readonly failed: readonly { readonly reason: string; readonly times: number; readonly example: string }[];
  readonly jobsFailed: number;
  /** Held by a worker for longer than any job takes. */
  readonly jobsHeld: number;
  /** Open for minutes with nothing asked: it keeps what it locked. */
  readonly idleTransactions: number;
}

/** As the chats that are configured see it. */
export async function networkHealth(pool: pg.Pool, chats: readonly ChatName[]): Promise<NetworkHealth> {
  const boutiques = await pool.query<BoutiqueHealth>(BOUTIQUES, [chats]);
  const departments = await pool.query<DepartmentHealth>(DEPARTMENTS, [chats]);
  const lost = await pool.query<LostPerson>(LOST, [chats]);
  const { rows } = await pool.query<Omit<NetworkHealth, 'boutiques' | 'departments' | 'lost'>>(REST);
  const [rest] = rows;
  if (!rest) throw new Error('an aggregate gave no row');
  return { ...rest, boutiques: boutiques.rows, departments: departments.rows, lost: lost.rows };
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

const hasChannel = (table: string): string => `(('slack' = any($1) and ${table}.slack_channel is not null)
    or ('teams' = any($1) and ${table}.teams_channel is not null))`;

const BOUTIQUES = `
  select b.code, ${hasChannel('b')} as channel, ${holders('store-manager')} as managers,
    ${holders('associate')} as associates,
    (select max(i.stated_at) from stock_imports i where i.boutique_code = b.code) as stock
  from boutiques b where b.active order by b.code`;

const DEPARTMENTS = `
  select d.name, ${hasChannel('d')} as channel,
    (select count(*)::int from roles r join people p on p.id = r.person_id where p.active and r.role = d.role) as people
  from departments d order by d.name`;

/** Whoever has an account in one of the chats is told there. */
const LOST = `
  select p.name, p.email, split_part(d.conversation, '/', 1) as chat, d.error as reason
  from people p cross join lateral (
    select conversation, error from deliveries
    where conversation in (select chat || '/person/' || p.id from unnest($1::text[]) as chat) and state = 'failed'
    order by id desc limit 1) d
  where p.active and d.error in
      ('users_not_found', 'user_not_found', 'not_a_full_member', 'bound_to_another_account', 'not_found_in_teams')
    and not exists (select from chat_accounts a where a.person_id = p.id and a.channel = any($1))
  order by p.name`;

const REST = `
  select
    (select count(distinct p.id)::int from roles r join people p on p.id = r.person_id
     where p.active and r.role = 'operations-manager') as "operationsManagers",
    (select count(*)::int from people p where p.active
     and not exists (select from chat_accounts a where a.person_id = p.id)) as unmet,
    ((select count(teams_channel) from boutiques where active)
     + (select count(teams_channel) from departments))::int as "teamsChannels",
    (select count(distinct coalesce(team, id))::int from teams_conversations where kind = 'channel') as "teamsJoined"`;

/** One that was brought to the person in another chat did not fail. */
const FAILED = `
  select coalesce(error, 'unknown') as reason, count(*)::int as times, max(conversation) as example
  from deliveries d where state = 'failed' and created_at > $1::timestamptz - interval '7 days'
    and not exists (select from deliveries later
      where split_part(d.conversation, '/', 2) = 'person' and later.created_at >= d.created_at
        and later.conversation in ('slack/person/' || split_part(d.conversation, '/', 3),
                                   'teams/person/' || split_part(d.conversation, '/', 3))
        and split_part(d.conversation, '/', 1) = any(later.tried))
  group by 1 order by 2 desc, 1 limit 10`;

const QUEUE = `
  select
    (select count(*)::int from deliveries where state = 'waiting') as waiting,
    (select min(created_at) from deliveries where state = 'waiting') as oldest,
    (select count(*)::int from deliveries where state in ('waiting', 'sent', 'overtaken', 'failed')
     and created_at > $1::timestamptz - interval '7 days' and unsure_at is not null) as unsure,
    (select count(*)::int from graphile_worker.jobs
     where attempts >= max_attempts and last_error is not null and key is not null) as "jobsFailed",
    (select count(*)::int from graphile_worker.jobs where locked_at < $1::timestamptz - interval '15 minutes') as "jobsHeld",
    (select count(*)::int from pg_stat_activity where datname = current_database()
     and state like 'idle in transaction%' and state_change < now() - interval '5 minutes') as "idleTransactions"`;
