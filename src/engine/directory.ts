import { Undeliverable } from '../chat/channel.js';
import { type Connection, transaction } from '../database/client.js';
import { accountIn, bindAccount } from '../database/people.js';
import { act, nobody, type Parts } from './context.js';

/** How a channel finds the people of the network, and says whom it found. */
export interface Directory {
  readonly accountOf: (personId: string) => Promise<{ readonly userId: string | null; readonly email: string }>;
  readonly bind: (personId: string, tenant: string, userId: string) => Promise<void>;
}

export function createDirectory(parts: Parts, connection: Connection, channel: string): Directory {
  return {
    async accountOf(personId) {
      const account = await accountIn(connection.prisma, channel, personId);
      if (!account) throw new Undeliverable('person_left');
      return account;
    },
    bind: (personId, tenant, userId) =>
      transaction(connection, async (db) => {
        const now = parts.now();
        if (!(await bindAccount(db, { channel, tenant, userId, personId }, now)))
          throw new Undeliverable('bound_to_another_account');
        await act(
          parts,
          { actor: nobody, boutique: null, subject: personId, now, db, through: channel },
          async ({ record }) => record('people.bound', personId, {}, { after: { tenant, user: userId } }),
        );
      }),
  };
}
