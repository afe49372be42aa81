import type { TeamsUser } from './protocol.js';
import type { TeamsWorld } from './world.js';

/** By the id of the person switch. */
export function findUser(world: TeamsWorld, id: unknown): TeamsUser | undefined {
  return world.options.workspace.users.find((user) => user.id === id);
}

/** As the bot names a person: by `29:…` or by the Entra object id. */
export function findAccount(world: TeamsWorld, id: unknown): TeamsUser | undefined {
  return world.options.workspace.users.find(({ mri, aadObjectId }) => mri === id || aadObjectId === id);
}

/** A member as the connector lists one. */
export function teamsMember(world: TeamsWorld, user: TeamsUser): Readonly<Record<string, unknown>> {
  const { id: tenantId } = world.options.workspace.tenant;
  const [givenName = '', ...rest] = user.name.split(' ');
  const guestName = `${user.email.replace('@', '_')}#EXT#@${tenantId}`;
  return {
    id: user.mri,
    objectId: user.aadObjectId,
    aadObjectId: user.aadObjectId,
    name: user.name,
    givenName,
    surname: rest.join(' '),
    email: user.email,
    userPrincipalName: user.isGuest ? guestName : user.email,
    tenantId,
    userRole: user.isGuest ? 'guest' : 'user',
  };
}
