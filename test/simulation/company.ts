import { stringify } from 'yaml';
import { readNetwork } from '../../src/imports/network-file.js';
import type { Network } from '../../src/imports/network-shape.js';

/** Twenty boutiques that do not exist, on five clocks; two in Phoenix and Honolulu, where these never change. */
const zones = [
  ...Array(7).fill('America/New_York'),
  ...Array(5).fill('America/Chicago'),
  'America/Phoenix',
  ...Array(6).fill('America/Los_Angeles'),
  'Pacific/Honolulu',
] as readonly string[];

export interface SimulatedPlace {
  readonly code: string;
  readonly timeZone: string;
  /** Sundays too. */
  readonly sundays: boolean;
}

export const places: readonly SimulatedPlace[] = zones.map((timeZone, index) => ({
  code: `B${String(index + 1).padStart(2, '0')}`,
  timeZone,
  sundays: index % 3 !== 0,
}));

export const managerOf = (code: string): string => `manager-${code.toLowerCase()}`;

/** Across the network: they work on business days, in New York. */
export const leaders = {
  marc: 'operations-manager',
  helen: 'director',
  nora: 'finance',
  claire: 'global-retail-operations',
} as const;

const WEEK = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day) => [day, '10:00-19:00']));

/** As anybody's network file would say it. */
export function company(): Network {
  const file = {
    regions: [{ code: 'AMERICAS', name: 'Americas' }],
    countries: [{ code: 'US', name: 'United States', region: 'AMERICAS' }],
    boutiques: places.map(({ code, timeZone, sundays }) => ({
      ...{ code, name: `Boutique ${code}`, country: 'US', time_zone: timeZone, currency: 'USD' },
      address: { street: '1 Example Street', city: 'Example', state: 'NY', postal_code: '10001' },
      trading_hours: sundays ? { ...WEEK, sun: '12:00-18:00' } : WEEK,
      slack_channel: `C0${code}`,
      zones: ['Window', 'Safe'].map((name) => ({ name, kind: name === 'Safe' ? 'safe' : 'vitrine' })),
    })),
    departments: [{ role: 'finance', name: 'Finance', slack_channel: 'C0FINANCE' }],
    people: [
      ...places.flatMap(({ code }) => [
        person(managerOf(code), { role: 'store-manager', boutique: code }),
        person(`associate-${code.toLowerCase()}`, { role: 'associate', boutique: code }),
      ]),
      ...Object.entries(leaders).map(([id, role]) => person(id, { role })),
    ],
    value_bands: [],
  };
  const read = readNetwork(stringify(file, { aliasDuplicateObjects: false }));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.network;
}

const person = (id: string, role: object) => ({
  ...{ id, name: `Person ${id}`, email: `${id}@vitrine.example`, language: 'en-US', roles: [role] },
});

export const codeOf = (person: string): string => person.slice(person.indexOf('-') + 1).toUpperCase();

export function zoneOf(person: string | null, boutique: string | null): string {
  const code = person === null ? boutique : person in leaders ? null : codeOf(person);
  return places.find((each) => each.code === code)?.timeZone ?? 'America/New_York';
}
