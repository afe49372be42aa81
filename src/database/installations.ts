import { type Connection, sql } from './client.js';
import { seal, unseal } from './seal.js';

/** Where a chat's installations are kept, so that only we can read them. */
export interface Vault {
  readonly keep: (tenant: string, scopes: readonly string[], content: string) => Promise<void>;
  readonly read: (tenant: string) => Promise<string | null>;
  readonly remove: (tenant: string) => Promise<void>;
  /** The one that is the longest with us first. */
  readonly tenants: () => Promise<readonly string[]>;
  /** Whether the network names this workspace; where it names none, the first one that comes is ours. */
  readonly mayInstall: (tenant: string) => Promise<boolean>;
}

export interface VaultOptions {
  readonly channel: 'slack' | 'teams';
  /** The first one seals; all of them open. */
  readonly keys: readonly Buffer[];
  readonly now: () => Date;
  readonly newId: () => string;
}

export function createVault({ prisma }: Pick<Connection, 'prisma'>, options: VaultOptions): Vault {
  const { channel, keys, now, newId } = options;
  const [key] = keys;
  if (!key) throw new Error('a vault needs a key');
  const about = (tenant: string): string => `${channel}/${tenant}`;
  return {
    async keep(tenant, scopes, content) {
      const kept = { scopes: [...scopes], sealed: new Uint8Array(seal(key, content, about(tenant), newId())) };
      const where = { channel_tenant: { channel, tenant } };
      const created = { channel, tenant, installedAt: now(), ...kept };
      await prisma.installation.upsert({ where, create: created, update: kept });
    },
    async read(tenant) {
      const row = await prisma.installation.findUnique({ where: { channel_tenant: { channel, tenant } } });
      return row && unseal(keys, row.sealed, about(tenant));
    },
    remove: async (tenant) => void (await prisma.installation.deleteMany({ where: { channel, tenant } })),
    async tenants() {
      const orderBy = [{ installedAt: 'asc' as const }, { tenant: 'asc' as const }];
      const rows = await prisma.installation.findMany({ where: { channel }, select: { tenant: true }, orderBy });
      return rows.map(({ tenant }) => tenant);
    },
    async mayInstall(tenant) {
      const rows = await prisma.$queryRaw<{ tenant: string }[]>(NAMED);
      if (rows.length > 0) return rows.some((row) => row.tenant === tenant);
      return (await prisma.installation.count({ where: { channel, tenant: { not: tenant } } })) === 0;
    },
  };
}

/** Whoever installs us could claim any e-mail in a workspace of their own. */
const NAMED = sql`
  select slack_team as tenant from boutiques where active and slack_team is not null
  union select slack_team from departments where slack_team is not null`;
