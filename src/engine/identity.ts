import { type Connection, transaction } from '../database/client.js';
import { bindAccount, namesOf, peopleWith, personByEmail } from '../database/people.js';
import { noteStranger, refuserOf } from '../database/strangers.js';
import { listed } from '../domain/people.js';
import { denied, type Refusal } from '../domain/refusal.js';
import { act, nobody, type Parts } from './context.js';
import type { WhoIs } from './request.js';
import { strangerCard, topicOf } from './strangers.js';

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
  if (!person) throw await unknown(parts, connection, stranger, email);

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

/** The operations managers are asked once for each stranger; the stranger is told who was asked, or who said no. */
async function unknown(
  parts: Parts,
  connection: Connection,
  stranger: Stranger,
  email: string | null,
): Promise<Refusal> {
  const refuser = await refuserOf(connection.prisma, stranger);
  if (refuser !== null) {
    const name = (await namesOf(connection.prisma, [refuser])).get(refuser) ?? 'Your operations manager';
    return denied('refused-account', `${name} has left this account out. Ask them, should that be a mistake.`);
  }
  const managers = await peopleWith(connection.prisma, ['operations-manager'], null, parts.now());
  if (managers.length === 0)
    return denied('unknown', "I don't know you yet. Ask whoever looks after Vitrine to add you.");

  await askManagers(parts, connection, stranger, { email, managers: managers.map(({ id }) => id) });
  return denied(
    'unknown',
    `I don't know you yet. ${listed(managers.slice(0, 2).map(({ name }) => name))} ${managers.length > 1 ? 'have' : 'has'} been asked to add you.`,
  );
}

interface Request {
  readonly email: string | null;
  readonly managers: readonly string[];
}

async function askManagers(
  parts: Parts,
  connection: Connection,
  stranger: Stranger,
  { email, managers }: Request,
): Promise<void> {
  const { channel, tenant, userId } = stranger;
  const now = parts.now();
  await transaction(connection, async (db) => {
    if (!(await noteStranger(db, stranger, email, now))) return;
    const moment = { actor: nobody, boutique: null, subject: userId, now, db, through: channel };
    await act(parts, moment, async (context) => {
      const topic = topicOf(stranger);
      for (const person of managers) context.tell({ person }, strangerCard(stranger, email), { topic });
      context.record('people.asked-for', userId, { tenant, asked: managers });
    });
  });
}
