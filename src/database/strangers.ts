import { searchWords } from '../domain/words.js';
import { type Database, folded, sql } from './client.js';

/** An account as a chat names it. */
export interface ChatUser {
  readonly channel: string;
  readonly tenant: string;
  readonly userId: string;
}

/** Who said no to this account; null where nobody did. */
export async function refuserOf(db: Database, { channel, tenant, userId }: ChatUser): Promise<string | null> {
  const where = { channel_tenant_userId: { channel, tenant, userId } };
  const row = await db.stranger.findUnique({ where, select: { state: true, decidedBy: true } });
  return row?.state === 'refused' ? row.decidedBy : null;
}

/** False where somebody has been asked about them already. */
export async function noteStranger(db: Database, user: ChatUser, email: string | null, now: Date): Promise<boolean> {
  const { channel, tenant, userId } = user;
  const added = await db.$executeRaw(sql`
    insert into strangers (channel, tenant, user_id, email, asked_at)
    values (${channel}, ${tenant}, ${userId}, ${email}, ${now}) on conflict do nothing`);
  return added === 1;
}

export interface Ruling {
  readonly state: 'linked' | 'refused';
  readonly by: string;
  readonly at: Date;
}

/** Their e-mail, where their chat said one. */
export async function ruleOnStranger(db: Database, user: ChatUser, { state, by, at }: Ruling): Promise<string | null> {
  const { channel, tenant, userId } = user;
  const where = { channel, tenant, userId };
  const data = { state, decidedBy: by, decidedAt: at };
  const [row] = await db.stranger.updateManyAndReturn({ where, data, select: { email: true } });
  return row?.email ?? null;
}

export interface Linkable {
  readonly id: string;
  readonly name: string;
  readonly boutiques: readonly string[];
}

/** People without an account there whose name or boutique has all of these words, or this one alone. */
export function linkable(
  db: Database,
  { channel, tenant }: Pick<ChatUser, 'channel' | 'tenant'>,
  wanted: { readonly words: string } | { readonly person: string },
): Promise<Linkable[]> {
  const words = 'words' in wanted ? searchWords(wanted.words) : [];
  const person = 'person' in wanted ? wanted.person : null;
  return db.$queryRaw<Linkable[]>(sql`
    with free as (
      select p.id, p.name, coalesce(array_agg(distinct b.name) filter (where b.name is not null), '{}') as boutiques,
        ${folded(sql`concat_ws(' ', p.name, string_agg(distinct b.name || ' ' || b.code, ' '))`)} as said
      from people p left join roles o on o.person_id = p.id left join boutiques b on b.code = o.boutique_code
      where p.active and (${person}::text is null or p.id = ${person}) and not exists (
        select from chat_accounts a where a.person_id = p.id and a.channel = ${channel} and a.tenant = ${tenant})
      group by p.id, p.name)
    select id, name, boutiques from free
    where not exists (select from unnest(${words}::text[]) w where strpos(said, w) = 0)
    order by name, id limit 20`);
}
