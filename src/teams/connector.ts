import { z } from 'zod';
import { type Call, call, type Line } from './call.js';

/** A conversation, and where the service that holds it answers. */
export interface Place {
  readonly serviceUrl: string;
  /** With the thread, where one is meant. */
  readonly conversation: string;
}

/** Where one opens private chats. */
export interface Lobby {
  readonly serviceUrl: string;
  readonly tenant: string;
  /** Ourselves: `28:...`. */
  readonly bot: string;
}

export interface Aside {
  /** Only the activity's recipient sees it, for a day. */
  readonly targeted?: boolean;
}

/** Teams' connector, as far as we use it. */
export interface Connector {
  /** The id of the message it became. */
  readonly send: (at: Place, activity: object, aside?: Aside) => Promise<string>;
  readonly update: (at: Place, message: string, activity: object, aside?: Aside) => Promise<void>;
  readonly remove: (at: Place, message: string, aside?: Aside) => Promise<void>;
  /** The private chat with somebody, by `29:...` or, where they have the app, by their Entra object id. Always the same one. */
  readonly createPersonal: (lobby: Lobby, user: string) => Promise<string>;
  readonly member: (at: Place, user: string) => Promise<TeamsMember>;
  readonly pagedMembers: (at: Place) => Promise<readonly TeamsMember[]>;
}

/** Somebody in a conversation, as Teams describes them. */
export interface TeamsMember {
  readonly mri: string;
  /** Entra object id; null for whoever has none here. */
  readonly userId: string | null;
  readonly emails: readonly string[];
  readonly tenant: string | null;
  /** user, guest, anonymous. */
  readonly role: string | null;
}

export function createConnector(line: Line): Connector {
  const ask = (at: Place, method: Call['method'], path: string, body?: object) => {
    const { serviceUrl, conversation } = at;
    const repeatable = method !== 'POST';
    return call(line, { method, serviceUrl, path: `/${part(conversation)}${path}`, repeatable, ...(body && { body }) });
  };
  return {
    async send(at, activity, aside) {
      return idIn(await ask(at, 'POST', `/activities${queryOf(aside)}`, activity));
    },
    async update(at, message, activity, aside) {
      await ask(at, 'PUT', `/activities/${part(message)}${queryOf(aside)}`, { ...activity, id: message });
    },
    async remove(at, message, aside) {
      await ask(at, 'DELETE', `/activities/${part(message)}${queryOf(aside)}`);
    },
    async createPersonal({ serviceUrl, tenant, bot }, user) {
      const body = { isGroup: false, bot: { id: bot }, members: [{ id: user }], ...inTenant(tenant) };
      return idIn(await call(line, { method: 'POST', serviceUrl, path: '', body, repeatable: true }));
    },
    member: async (at, user) => Member.parse(await ask(at, 'GET', `/members/${part(user)}`)),
    async pagedMembers(at) {
      const members: TeamsMember[] = [];
      for (let next = ''; ; ) {
        const page = Page.parse(await ask(at, 'GET', `/pagedMembers?pageSize=${MOST_A_PAGE}${next}`));
        members.push(...page.members);
        if (!page.continuationToken || members.length >= MOST_MEMBERS) return members;
        next = `&continuationToken=${part(page.continuationToken)}`;
      }
    },
  };
}

const MOST_A_PAGE = 500;
/** As many as a team takes. */
const MOST_MEMBERS = 25_000;

/** A tenant is named twice: in what everybody reads, and in what Teams reads. */
export const inTenant = (id: string) => ({ tenantId: id, channelData: { tenant: { id } } });

const part = encodeURIComponent;

const queryOf = (aside: Aside = {}): string => (aside.targeted ? '?isTargetedActivity=true' : '');

const Id = z.object({ id: z.string().min(1) });

function idIn(answer: unknown): string {
  const read = Id.safeParse(answer);
  if (read.success) return read.data.id;
  throw new Error('Teams took it and did not say what it became');
}

const Word = z.string().nullish();

const Member = z
  .object({
    id: z.string(),
    aadObjectId: Word,
    objectId: Word,
    email: Word,
    userPrincipalName: Word,
    tenantId: Word,
    userRole: Word,
  })
  .transform(
    ({ id, aadObjectId, objectId, email, userPrincipalName, tenantId, userRole }): TeamsMember => ({
      mri: id,
      userId: (aadObjectId || objectId)?.toLowerCase() ?? null,
      emails: [email, userPrincipalName].flatMap((each) => each || []),
      tenant: tenantId?.toLowerCase() || null,
      role: userRole?.toLowerCase() || null,
    }),
  );

const Page = z.object({ members: z.array(Member).default([]), continuationToken: Word });
