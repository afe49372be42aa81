import { createHash } from 'node:crypto';
import type { Walk } from '../playground/protocol.js';
import type { TeamsCommands, TeamsRoom, TeamsUser, TeamsWorkspace } from '../playground/teams/protocol.js';
import { teamsChannelOf } from './network-data.js';
import { demoDepartments, demoLeaders, demoPlaces } from './places.js';
import { demoUsers, userOf } from './workspace.js';

/** The playground's Teams: the same people as in its Slack, one team with a channel for each boutique and department. */
export function demoTeams(commands: TeamsCommands, walk: Walk): TeamsWorkspace {
  const users = demoUsers().map(
    ({ id, name, email, title, isGuest }): TeamsUser => ({
      ...{ id, name, email, title, aadObjectId: guidOf(`person ${id}`), mri: `29:vitrine-demo-${id.toLowerCase()}` },
      ...(isGuest && { isGuest }),
    }),
  );
  return {
    tenant: { id: demoTenant, name: 'Vitrine demo' },
    app: { name: 'Vitrine' },
    users,
    team: {
      id: teamsChannelOf('general'),
      aadGroupId: guidOf('team'),
      name: 'Vitrine demo',
      channels: [...demoPlaces.map(boutiqueChannel), ...departmentChannels()],
    },
    groupChats: [leads],
    commands,
    walk,
  };
}

const leads: TeamsRoom = {
  id: '19:vitrine-demo-leads@thread.v2',
  name: 'Retail leads',
  members: ['ines', 'theo', 'marc', 'claire'].map(userOf),
};

function boutiqueChannel({ code, channelName, people }: (typeof demoPlaces)[number]): TeamsRoom {
  const leaders = demoLeaders.map(({ id }) => id);
  const members = [...people.map(({ id }) => id), ...leaders].map(userOf);
  return {
    id: teamsChannelOf(code),
    name: channelName,
    members: code === 'MADISON' ? [...members, ...refused()] : members,
  };
}

/** Whoever is not of the network, and whoever is not of the tenant. */
const refused = (): string[] => [userOf('tom'), userOf('robin')];

function departmentChannels(): TeamsRoom[] {
  const everybody = demoDepartments.map(({ person }) => userOf(person.id));
  return demoDepartments.map(({ role, channelName, person }) => ({
    id: teamsChannelOf(role),
    name: channelName,
    members: [...(role === 'global-retail-operations' ? everybody : [userOf(person.id)]), userOf('marc')],
  }));
}

/** A GUID that is the same at every start, since accounts are bound to it. */
function guidOf(words: string): string {
  const digits = createHash('sha256').update(`vitrine demo ${words}`).digest('hex');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}

export const demoTenant = guidOf('tenant');

export const demoAppId = guidOf('app');
