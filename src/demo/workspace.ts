import { roleNames } from '../domain/people.js';
import type { Workspace, WorkspaceChannel, WorkspaceUser } from '../playground/protocol.js';
import { channelOf, emailOf } from './network-data.js';
import { type DemoPerson, type DemoPlace, demoDepartments, demoLeaders, demoPlaces, HEADQUARTERS } from './places.js';
import { firstCount } from './walk.js';

const BOT = 'U0VITRINE';
const OPERATIONS = 'U0MARC';

/** The people of the switch, in its order. */
const switchedTo = ['ana', 'ben', 'ines', 'marc', 'claire'];

/** Full member of the workspace, but in no network file. */
const visitor: WorkspaceUser = { id: 'U0TOM', name: 'Tom Visitor', email: emailOf('tom'), title: 'Not in the network' };

const guest: WorkspaceUser = {
  id: 'U0ROBIN',
  name: 'Robin Gale',
  email: 'robin@agency.example',
  title: 'Guest, window dresser',
  isGuest: true,
};

/** The playground's Slack: the demo network's people and channels, a guest and a stranger. */
export function demoWorkspace(commands: Workspace['commands'], shortcuts: Workspace['shortcuts'] = []): Workspace {
  return {
    team: { id: 'T0VITRINE', name: 'Vitrine demo', domain: 'vitrine-demo' },
    app: { id: 'A0VITRINE', name: 'Vitrine', botUserId: BOT, botId: 'B0VITRINE' },
    users: [...demoUsers(), bot],
    channels: [...demoPlaces.map(boutiqueChannel), ...departmentChannels()],
    commands,
    shortcuts,
    walk: firstCount('slack'),
  };
}

/** People of the demo, and the two who are there to be refused; the same in both chats. */
export const demoUsers = (): WorkspaceUser[] => [...people(), visitor, guest];

const bot: WorkspaceUser = { id: BOT, name: 'Vitrine', email: '', title: 'App', isBot: true };

/** Everybody the network knows, those of the switch ahead. */
function people(): WorkspaceUser[] {
  const staff = demoPlaces.flatMap((place) => place.people.map((person) => asUser(person, place)));
  const others = [...demoLeaders, ...demoDepartments.map(({ person }) => person)].map((person) => asUser(person));
  const rank = ({ email }: WorkspaceUser) => switchedTo.findIndex((id) => emailOf(id) === email) + 1 || 100;
  return [...staff, ...others].sort((a, b) => rank(a) - rank(b));
}

function asUser({ id, name, role }: DemoPerson, place?: DemoPlace): WorkspaceUser {
  const [word] = roleNames[role];
  const title = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  const where = place?.name ?? (demoDepartments.some(({ person }) => person.id === id) ? 'Headquarters' : '');
  return { id: userOf(id), name, email: emailOf(id), title: where ? `${title}, ${where}` : title };
}

/** The stranger and the guest are there to be refused. */
function boutiqueChannel({ code, channelName, people }: DemoPlace): WorkspaceChannel {
  const others = code === 'MADISON' ? [visitor.id, guest.id] : [];
  const members = [...people.map(({ id }) => userOf(id)), OPERATIONS, ...others, BOT];
  return { id: channelOf(code), name: channelName, members };
}

/** Retail operations' channel is where headquarters meets; the others are each department's own. */
function departmentChannels(): WorkspaceChannel[] {
  const everybody = demoDepartments.map(({ person }) => userOf(person.id));
  return demoDepartments.map(({ channel, channelName, person }) => {
    const own = channel === HEADQUARTERS ? everybody : [userOf(person.id)];
    return { id: channel, name: channelName, members: [...own, OPERATIONS, BOT] };
  });
}

/** `U0ANA`. */
export function userOf(id: string): string {
  return `U0${id.toUpperCase()}`;
}
