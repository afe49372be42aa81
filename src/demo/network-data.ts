import { type DemoPerson, type DemoPlace, demoDepartments, demoLeaders, demoPlaces } from './places.js';

/** The network file before it is written. */
export function demoNetworkFile() {
  const staff = demoPlaces.flatMap(({ code, people }) => people.map((person) => asPerson(person, code)));
  const others = [...demoLeaders, ...demoDepartments.map(({ person }) => person)].map((person) => asPerson(person));
  return {
    regions: [{ code: 'AMERICAS', name: 'Americas' }],
    countries: [{ code: 'US', name: 'United States', region: 'AMERICAS' }],
    boutiques: demoPlaces.map(asBoutique),
    departments: demoDepartments.map(({ role, name, channel }) => ({
      role,
      name,
      slack_channel: channel,
      teams_channel: teamsChannelOf(role),
    })),
    people: [...staff, ...others],
    value_bands: [
      { currency: 'USD', above: 10_000, by: 'operations-manager' },
      { currency: 'USD', above: 50_000, by: 'director' },
      { currency: 'USD', above: 50_000, by: 'finance' },
    ],
  };
}

/** `C0MADISON`. */
export function channelOf(code: string): string {
  return `C0${code}`;
}

/** `19:vitrine-demo-madison@thread.tacv2`: of a boutique by its code, of a department by its role. */
export function teamsChannelOf(place: string): string {
  return `19:vitrine-demo-${place.toLowerCase()}@thread.tacv2`;
}

/** `ana@vitrine.example`. */
export function emailOf(id: string): string {
  return `${id}@vitrine.example`;
}

function asBoutique({ code, name, street, city, state, postalCode, timeZone, openingDate }: DemoPlace) {
  return {
    code,
    name,
    country: 'US',
    address: { street, city, state, postal_code: postalCode },
    time_zone: timeZone,
    currency: 'USD',
    trading_hours: { ...weekdayHours, sun: '12:00-18:00' },
    opening_date: openingDate,
    slack_channel: channelOf(code),
    teams_channel: teamsChannelOf(code),
    zones: zones.map((zone) => held(zone, code)),
  };
}

function held(zone: (typeof zones)[number], code: string) {
  const holder = holders.get(`${code}/${zone.name}`);
  return holder === undefined ? zone : { ...zone, holder };
}

function asPerson({ id, name, language, role }: DemoPerson, boutique?: string) {
  return { id, name, email: emailOf(id), language, roles: [boutique === undefined ? { role } : { role, boutique }] };
}

const weekdayHours = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day) => [day, '10:00-19:00']));

/** French registers call some of them otherwise. */
const zones = [
  { name: 'Window', kind: 'window', aliases: ['Vitrine rue'] },
  { name: 'Vitrine 1', kind: 'vitrine', aliases: [] },
  { name: 'Vitrine 2', kind: 'vitrine', aliases: [] },
  { name: 'Tray wall', kind: 'tray-wall', aliases: ['Mur plateaux', 'Plateaux'] },
  { name: 'Safe', kind: 'safe', aliases: ['Coffre'] },
];

/** One zone shows what a holder is; the others have none. */
const holders = new Map([['MADISON/Safe', 'ines']]);
