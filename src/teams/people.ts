import { Undeliverable } from '../chat/channel.js';
import { Refusal } from '../domain/refusal.js';
import type { Profile, WhoIs } from '../engine/request.js';
import { type Book, isForeign } from './book.js';
import type { Connector, Place, TeamsMember } from './connector.js';
import { ConnectorError } from './errors.js';
import type { Places } from './places.js';

/** Who is who: people are ours, accounts are Teams'. */
export interface Directory {
  readonly accountOf: (personId: string) => Promise<Whereabouts>;
  readonly bind: (personId: string, tenant: string, userId: string) => Promise<void>;
}

export interface Whereabouts {
  /** The one that was bound first ahead. */
  readonly accounts: readonly { readonly tenant: string; readonly userId: string }[];
  /** By which to find one, where there is none. */
  readonly email: string;
  /** The channels in which they may be found. */
  readonly rooms: readonly string[];
}

export interface People {
  readonly whoIs: WhoIs;
  /** A person's account. It is found by e-mail the first time, and bound. */
  readonly userOf: (personId: string) => Promise<string>;
}

export interface PeopleOptions {
  readonly tenant: string;
  readonly book: Book;
  readonly connector: Connector;
  readonly places: Places;
  readonly directory: Directory;
}

export function createPeople(options: PeopleOptions): People {
  const { tenant, directory } = options;
  return {
    whoIs: async (theirs, userId) => (theirs === tenant ? profileOf(options, userId) : NOBODY),
    async userOf(personId) {
      const found = await directory.accountOf(personId);
      const account = found.accounts.find((each) => each.tenant === tenant);
      return account?.userId ?? accountFound(options, personId, found);
    },
  };
}

const NOBODY: Profile = { email: null, fullMember: false };

/** Asked where they were seen last, else in their private chat. */
async function profileOf({ tenant, book, connector }: PeopleOptions, userId: string): Promise<Profile> {
  const seen = await book.member(tenant, userId);
  if (!seen) return NOBODY;
  const chat = await book.personal(tenant, userId);
  const places = [{ ...seen }, ...(chat ? [{ conversation: chat.id, serviceUrl: chat.serviceUrl }] : [])];
  for (const place of places.filter(({ conversation }) => !isForeign(conversation))) {
    const member = await orNull(connector.member(place, seen.mri));
    if (!member) continue;
    const isThem = member.userId === null || member.userId === userId;
    return isThem ? { email: member.emails[0] ?? null, fullMember: isFullMember(member, tenant) } : NOBODY;
  }
  throw new Refusal('not-met', 'Say hello to me in our private chat once, then try again.');
}

/** Guests and people of other tenants may sit in our channels; what they may see there is no right to count. */
function isFullMember({ emails, tenant, role }: TeamsMember, ours: string): boolean {
  const isGuest = emails.some((each) => /#EXT#/i.test(each));
  return !isGuest && tenant === ours && (role === null || role === 'user');
}

/** Asking more channels for somebody who may be in none of them would hold up the others. */
const MOST_ROOMS = 20;

async function accountFound(options: PeopleOptions, personId: string, found: Whereabouts): Promise<string> {
  const { tenant, book, places, directory } = options;
  let reason = 'not_found_in_teams';
  for (const room of found.rooms.slice(0, MOST_ROOMS)) {
    const place = await places.room(room);
    const member = (await membersOf(options, place)).find((each) => isTheirs(each, found.email));
    if (!member) continue;
    reason = 'not_a_full_member';
    const { userId, mri } = member;
    if (userId === null || !isFullMember(member, tenant)) continue;
    await book.meet({ tenant, id: room, serviceUrl: place.serviceUrl }, { userId, mri });
    await directory.bind(personId, tenant, userId);
    return userId;
  }
  throw new Undeliverable(reason);
}

const isTheirs = ({ emails }: TeamsMember, email: string): boolean =>
  emails.some((each) => each.toLowerCase() === email.toLowerCase());

/** A channel that we are not in, or that is gone, has nobody for us. */
const membersOf = async ({ connector }: PeopleOptions, place: Place): Promise<readonly TeamsMember[]> =>
  (await orNull(connector.pagedMembers(place))) ?? [];

async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    const { status } = error instanceof ConnectorError ? error : { status: 0 };
    if (status === 400 || status === 403 || status === 404) return null;
    throw error;
  }
}
