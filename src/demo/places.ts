import type { DepartmentRole, Role } from '../domain/people.js';

/** Six boutiques that do not exist, at addresses without a business, and who works there. */
export interface DemoPlace {
  readonly code: string;
  readonly name: string;
  readonly street: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly timeZone: string;
  readonly openingDate: string;
  readonly channelName: string;
  readonly people: readonly DemoPerson[];
}

export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly role: Role;
}

const associate = (id: string, name: string): DemoPerson => ({ id, name, language: 'en-US', role: 'associate' });
const manager = (id: string, name: string, language = 'en-US'): DemoPerson => ({
  id,
  name,
  language,
  role: 'store-manager',
});

export const demoPlaces: readonly DemoPlace[] = [
  {
    code: 'MADISON',
    name: 'Madison Avenue',
    street: '1 Example Plaza, Madison Avenue',
    city: 'New York',
    state: 'NY',
    postalCode: '10021',
    timeZone: 'America/New_York',
    openingDate: '2014-09-12',
    channelName: 'nyc-madison',
    people: [associate('ana', 'Ana Ruiz'), associate('ben', 'Ben Carter'), manager('ines', 'Inès Laurent', 'fr-FR')],
  },
  {
    code: 'RODEO',
    name: 'Beverly Hills',
    street: '2 Example Court, Rodeo Drive',
    city: 'Beverly Hills',
    state: 'CA',
    postalCode: '90210',
    timeZone: 'America/Los_Angeles',
    openingDate: '2016-04-22',
    channelName: 'la-rodeo',
    people: [associate('maya', 'Maya Lindqvist'), manager('theo', 'Theo Barnes')],
  },
  {
    code: 'OAK',
    name: 'Oak Street',
    street: '3 Example Place, Oak Street',
    city: 'Chicago',
    state: 'IL',
    postalCode: '60611',
    timeZone: 'America/Chicago',
    openingDate: '2018-10-05',
    channelName: 'chicago-oak',
    people: [associate('priya', 'Priya Nair'), manager('daniel', 'Daniel Okafor')],
  },
  {
    code: 'DESIGN',
    name: 'Design District',
    street: '4 Example Walk, 39th Street',
    city: 'Miami',
    state: 'FL',
    postalCode: '33137',
    timeZone: 'America/New_York',
    openingDate: '2019-12-03',
    channelName: 'miami-design',
    people: [associate('lucia', 'Lucía Romero'), manager('henry', 'Henry Walsh')],
  },
  {
    code: 'RIVEROAKS',
    name: 'River Oaks',
    street: '5 Example Square, River Oaks',
    city: 'Houston',
    state: 'TX',
    postalCode: '77019',
    timeZone: 'America/Chicago',
    openingDate: '2021-03-18',
    channelName: 'houston-river-oaks',
    people: [associate('omar', 'Omar Haddad'), manager('grace', 'Grace Whitfield')],
  },
  {
    code: 'GRANT',
    name: 'Union Square',
    street: '6 Example Steps, Grant Avenue',
    city: 'San Francisco',
    state: 'CA',
    postalCode: '94108',
    timeZone: 'America/Los_Angeles',
    openingDate: '2023-05-11',
    channelName: 'sf-grant',
    people: [associate('kenji', 'Kenji Mori'), manager('sofia', 'Sofia Almeida')],
  },
];

export interface DemoDepartment {
  readonly role: DepartmentRole;
  readonly name: string;
  readonly channel: string;
  readonly channelName: string;
  readonly person: DemoPerson;
}

function department(role: DepartmentRole, channel: string, id: string, name: string, title: string): DemoDepartment {
  const person = { id, name, language: 'en-US', role };
  return {
    role,
    name: title,
    channel,
    channelName: `hq-${role === 'global-retail-operations' ? 'retail-operations' : role}`,
    person,
  };
}

/** Slack's id of the channel that gets the reports. */
export const HEADQUARTERS = 'C0HQRETAIL';

export const demoDepartments: readonly DemoDepartment[] = [
  department('global-retail-operations', HEADQUARTERS, 'claire', 'Claire Novak', 'Global retail operations'),
  department('safety-and-security', 'C0HQSECURITY', 'victor', 'Victor Hale', 'Safety and security'),
  department('register-support', 'C0HQREGISTER', 'yuki', 'Yuki Tanaka', 'Register support'),
  department('after-sales', 'C0HQAFTERSALES', 'elena', 'Elena Petrova', 'After-sales'),
  department('store-planning', 'C0HQPLANNING', 'samuel', 'Samuel Adeyemi', 'Store planning'),
  department('finance', 'C0HQFINANCE', 'nora', 'Nora Fitzgerald', 'Finance'),
];

/** Across the network. */
export const demoLeaders: readonly DemoPerson[] = [
  { id: 'marc', name: 'Marc Delorme', language: 'en-US', role: 'operations-manager' },
  { id: 'helen', name: 'Helen Ashworth', language: 'en-US', role: 'director' },
];
