import { Undeliverable } from '../chat/channel.js';
import { type Connection, transaction } from '../database/client.js';
import { bindAccount, teamOfRoom, type Whereabouts, whereabouts } from '../database/people.js';
import { act, nobody, type Parts } from './context.js';

/** How a channel finds the people of the network, and says whom it found. */
export interface Directory {
  readonly accountOf: (personId: string) => Promise<Whereabouts>;
  readonly bind: (personId: string, tenant: string, userId: string) => Promise<void>;
  /** The workspace of a boutique's or department's channel; null where the network does not say. */
  readonly teamOf: (room: string) => Promise<string | null>;
}

export function createDirectory(parts: Parts, connection: Connection, channel: string): Directory {
  return {
    async accountOf(personId) {
      const found = await whereabouts(connection.prisma, channel, personId);
      if (!found) throw new Undeliverable('person_left');
      return found;
    },
    teamOf: (room) => teamOfRoom(connection.prisma, room),
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
