import { type Database, sql } from '../database/client.js';
import type { Change } from './network-differences.js';
import type { Network } from './network-shape.js';
import { type Names, nameOf } from './network-table.js';

interface Account {
  readonly tenant: string;
  readonly userId: string;
  readonly personId: string;
}

export interface Rebinding extends Account {
  /** Bonds it ends: of the account with somebody else, of the person with another account. */
  readonly instead: readonly Account[];
}

/** Accounts the file binds differently from the database; whom it does not bind keeps what chat bound. */
export async function rebindings(db: Database, network: Network): Promise<Rebinding[]> {
  const wanted = network.people.flatMap(({ id, slack }) => {
    const [tenant = '', userId = ''] = slack?.split('/') ?? [];
    return slack ? [{ tenant, userId, personId: id }] : [];
  });
  const bound = await db.chatAccount.findMany({ where: { channel: 'slack' } });
  const known = new Set(bound.map(keyOf));
  return wanted
    .filter((account) => !known.has(keyOf(account)))
    .map((account) => ({ ...account, instead: bound.filter((other) => overrules(account, other)) }));
}

const overrules = (account: Account, { tenant, userId, personId }: Account): boolean =>
  tenant === account.tenant && (userId === account.userId || personId === account.personId);

export function rebindingChange({ tenant, userId, personId, instead }: Rebinding, names: Names): Change {
  const bonds = instead.map((other) => ({ tenant: other.tenant, user: other.userId, person: other.personId }));
  return {
    sentence: `${nameOf(personId, names)}: Slack account ${tenant}/${userId}`,
    event: 'network.account-bound',
    subject: personId,
    boutique: null,
    facts: { tenant, user: userId },
    ...(bonds.length > 0 && { before: bonds }),
    after: { tenant, user: userId, person: personId },
  };
}

/** The file overrules: neither the account nor the person keeps an older bond in that workspace. */
export async function bind(db: Database, accounts: readonly Account[], now: Date): Promise<void> {
  const tenants = accounts.map(({ tenant }) => tenant);
  const users = accounts.map(({ userId }) => userId);
  const people = accounts.map(({ personId }) => personId);
  await db.$executeRaw(sql`
    delete from chat_accounts c using unnest(${tenants}::text[], ${users}::text[], ${people}::text[]) as w (tenant, user_id, person_id)
    where c.channel = 'slack' and c.tenant = w.tenant and (c.user_id = w.user_id or c.person_id = w.person_id)`);
  await db.$executeRaw(sql`
    insert into chat_accounts (channel, tenant, user_id, person_id, bound_at)
    select 'slack', *, ${now} from unnest(${tenants}::text[], ${users}::text[], ${people}::text[])`);
}

function keyOf({ tenant, userId, personId }: Account): string {
  return `${tenant}/${userId}/${personId}`;
}
