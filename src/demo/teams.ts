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

/** The part of Teams' manifest that says what one can type and choose. */
export interface TeamsManifest {
  readonly bots: readonly { readonly commandLists: readonly CommandList[] }[];
  readonly composeExtensions: readonly { readonly commands: readonly ManifestAction[] }[];
}

interface CommandList {
  readonly scopes: readonly string[];
  readonly triggers?: readonly string[];
  readonly commands: readonly { readonly title: string; readonly description: string }[];
}

interface ManifestAction {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly context: readonly string[];
  readonly triggers?: readonly string[];
}

/** As the manifest lists them. */
export function commandsOf({ bots, composeExtensions }: TeamsManifest): TeamsCommands {
  const lists = bots.flatMap(({ commandLists }) => commandLists);
  const listed = new Map(lists.flatMap(({ commands }) => commands).map((command) => [command.title, command]));
  const bot = [...listed.values()].map(({ title, description }) => {
    const holding = lists.filter(({ commands }) => commands.some((each) => each.title === title));
    const kinds = new Set(
      holding.flatMap(({ scopes }) => scopes).map((scope) => (scope === 'team' ? 'channel' : scope)),
    );
    const slash = holding.some(({ triggers = [] }) => triggers.includes('slash'));
    return { title, description, scopes: [...kinds] as TeamsCommands['bot'][number]['scopes'], slash };
  });
  const actions = composeExtensions
    .flatMap(({ commands }) => commands)
    .map(({ triggers = [], ...action }) => ({
      ...{ id: action.id, title: action.title, description: action.description },
      context: action.context as TeamsCommands['actions'][number]['context'],
      slash: triggers.includes('slash'),
    }));
  return { bot, actions };
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
