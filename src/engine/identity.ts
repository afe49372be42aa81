import { card, text } from '../chat/card.js';
import { type Connection, transaction } from '../database/client.js';
import { conversationsTold } from '../database/deliveries.js';
import { bindAccount, peopleWith, personByEmail } from '../database/people.js';
import { listed } from '../domain/people.js';
import { denied, type Refusal } from '../domain/refusal.js';
import { act, nobody, type Parts } from './context.js';
import type { WhoIs } from './request.js';

export interface Stranger {
  readonly channel: string;
  readonly tenant: string;
  readonly userId: string;
}

/**
 * Somebody we have not met in this chat: matched by e-mail once, and only as a full member of the installed team;
 * bound to these ids from then on. Throws the sentence they are told where that can't be.
 */
export async function introduce(parts: Parts, connection: Connection, whoIs: WhoIs, stranger: Stranger): Promise<void> {
  const { email, fullMember } = await whoIs(stranger.tenant, stranger.userId);
  if (!fullMember)
    throw denied('not-a-member', 'Vitrine works for full members of this workspace only, not for guests or apps.');

  const person = email ? await personByEmail(connection.prisma, email) : null;
  if (!person) throw await unknown(parts, connection, stranger);

  const now = parts.now();
  const account = { ...stranger, personId: person.id };
  const bound = await transaction(connection, async (db) => {
    if (!(await bindAccount(db, account, now))) return false;
    const moment = { actor: nobody, boutique: null, subject: person.id, now, db, through: stranger.channel };
    await act(parts, moment, async ({ record }) =>
      record('people.bound', person.id, {}, { after: { tenant: stranger.tenant, user: stranger.userId } }),
    );
    return true;
  });
  if (!bound)
    throw denied(
      'other-account',
      `${person.name} is already known here by another account. Ask your operations manager to change it.`,
    );
}

/** The operations managers are asked once for each stranger; the stranger is told who was asked. */
async function unknown(parts: Parts, connection: Connection, { channel, tenant, userId }: Stranger): Promise<Refusal> {
  const topic = `unknown/${channel}/${tenant}/${userId}`;
  const managers = await peopleWith(connection.prisma, ['operations-manager'], null);
  if (managers.length === 0)
    return denied('unknown', "I don't know you yet. Ask whoever looks after Vitrine to add you.");

  const asked = await conversationsTold(connection.prisma, [topic]);
  if (asked.length === 0) {
    const now = parts.now();
    const request = card('Someone I don’t know', [
      text(
        `The account ${userId} used Vitrine and is not in the network file. If they belong to a boutique, add them there with their e-mail.`,
      ),
    ]);
    await transaction(connection, (db) =>
      act(parts, { actor: nobody, boutique: null, subject: userId, now, db, through: channel }, async (context) => {
        for (const { id } of managers) context.tell({ person: id }, request, { topic });
        context.record('people.asked-for', userId, { tenant, asked: managers.map(({ id }) => id) });
      }),
    );
  }
  return denied(
    'unknown',
    `I don't know you yet. ${listed(managers.slice(0, 2).map(({ name }) => name))} ${managers.length > 1 ? 'have' : 'has'} been asked to add you.`,
  );
}
