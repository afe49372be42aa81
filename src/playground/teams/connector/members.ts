import { findAccount, findUser, teamsMember } from '../people.js';
import type { TeamsWorld } from '../world.js';
import { type Call, placeOf, type Reply } from './call.js';
import { refusals } from './connector-error.js';

const [leastPage, usualPage, mostPage] = [50, 200, 500];

/** `GET …/pagedMembers`. */
export function members(world: TeamsWorld, call: Call): Reply {
  const { conversation } = placeOf(world, call);
  const asked = Number(call.query.get('pageSize') ?? usualPage);
  const size = Math.min(Math.max(Number.isInteger(asked) ? asked : usualPage, leastPage), mostPage);
  const start = Number(call.query.get('continuationToken') ?? 0);
  if (!Number.isInteger(start) || start < 0) throw refusals.badArgument('continuationToken');
  const page = conversation.members.slice(start, start + size);
  const rest = start + size < conversation.members.length ? { continuationToken: String(start + size) } : {};
  const people = page.flatMap((id) => findUser(world, id) ?? []);
  return { status: 200, body: { ...rest, members: people.map((user) => teamsMember(world, user)) } };
}

/** `GET …/members/{id}`: by `29:…` or the Entra object id. */
export function member(world: TeamsWorld, call: Call): Reply {
  const { conversation } = placeOf(world, call);
  const user = findAccount(world, call.member);
  if (!user || !conversation.members.includes(user.id)) throw refusals.noMember();
  return { status: 200, body: teamsMember(world, user) };
}
