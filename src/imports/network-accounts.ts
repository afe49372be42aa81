import { type Database, sql } from '../database/client.js';
import type { Change } from './network-differences.js';
import type { Network } from './network-shape.js';
import { type Names, nameOf } from './network-table.js';

interface Account {
  /** slack or teams. */
  readonly channel: string;
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
  const wanted = network.people.flatMap(({ id, slack, teams }) => [
    ...accountOf(id, 'slack', slack),
    ...accountOf(id, 'teams', teams),
  ]);
  const bound = await db.chatAccount.findMany();
  const known = new Set(bound.map(keyOf));
  return wanted
    .filter((account) => !known.has(keyOf(account)))
    .map((account) => ({ ...account, instead: bound.filter((other) => overrules(account, other)) }));
}

function accountOf(personId: string, channel: string, written: string | undefined): Account[] {
  const [tenant = '', userId = ''] = written?.split('/') ?? [];
  return written === undefined ? [] : [{ channel, tenant, userId, personId }];
}

const overrules = (account: Account, { channel, tenant, userId, personId }: Account): boolean =>
  channel === account.channel &&
  tenant === account.tenant &&
  (userId === account.userId || personId === account.personId);

export function rebindingChange({ channel, tenant, userId, personId, instead }: Rebinding, names: Names): Change {
  const bonds = instead.map((other) => ({ tenant: other.tenant, user: other.userId, person: other.personId }));
  return {
    sentence: `${nameOf(personId, names)}: ${chatNames[channel]} account ${tenant}/${userId}`,
    event: 'network.account-bound',
    subject: personId,
    boutique: null,
    facts: { channel, tenant, user: userId },
    ...(bonds.length > 0 && { before: bonds }),
    after: { tenant, user: userId, person: personId },
  };
}

const chatNames: Readonly<Record<string, string>> = { slack: 'Slack', teams: 'Teams' };

/** The file overrules: neither the account nor the person keeps an older bond in that workspace. */
export async function bind(db: Database, accounts: readonly Account[], now: Date): Promise<void> {
  const wanted = JSON.stringify(accounts);
  await db.$executeRaw(sql`
    delete from chat_accounts c using ${wantedRows(wanted)}
    where c.channel = w.channel and c.tenant = w.tenant and (c.user_id = w."userId" or c.person_id = w."personId")`);
  await db.$executeRaw(sql`
    insert into chat_accounts (channel, tenant, user_id, person_id, bound_at)
    select w.channel, w.tenant, w."userId", w."personId", ${now} from ${wantedRows(wanted)}`);
}

const wantedRows = (accounts: string) => sql`
  jsonb_to_recordset(${accounts}::jsonb) as w (channel text, tenant text, "userId" text, "personId" text)`;

function keyOf({ channel, tenant, userId, personId }: Account): string {
  return `${channel}/${tenant}/${userId}/${personId}`;
}
