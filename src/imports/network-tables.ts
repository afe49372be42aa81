import type { Json } from '../database/client.js';
import { roleNames } from '../domain/people.js';
import type { Network } from './network-shape.js';

/** A row by its column names, as PostgreSQL turns it into JSON and back. */
export type Row = Readonly<Record<string, Json | null>>;

export interface Table {
  readonly name: string;
  readonly key: string;
  /** One row of it, in the trail: `network.boutique-changed`. */
  readonly noun: string;
  /** What a person calls the columns; those without a word change silently. */
  readonly words: Readonly<Record<string, string | null>>;
  /** What becomes of rows the file no longer lists; regions and countries are only names and stay. */
  readonly gone: 'inactive' | 'removed' | 'kept';
  /** A column that must differ in every row, or be null; it is cleared before two rows swap it. */
  readonly unique?: string;
  /** "Boutique MADISON". */
  label(row: Row, names: Names): string;
  wanted(network: Network): Row[];
}

/** People's names by id, whether the file or only the database knows them. */
export type Names = ReadonlyMap<string, string>;

const regions: Table = {
  name: 'regions',
  key: 'code',
  noun: 'region',
  words: { name: 'name' },
  gone: 'kept',
  label: ({ code }) => `Region ${code}`,
  wanted: (network) => network.regions.map(({ code, name }) => ({ code, name })),
};

const countries: Table = {
  name: 'countries',
  key: 'code',
  noun: 'country',
  words: { name: 'name', region_code: 'region' },
  gone: 'kept',
  label: ({ code }) => `Country ${code}`,
  wanted: (network) => network.countries.map(({ code, name, region }) => ({ code, name, region_code: region })),
};

const boutiques: Table = {
  name: 'boutiques',
  key: 'code',
  noun: 'boutique',
  words: {
    name: 'name',
    country_code: 'country',
    street: 'street',
    city: 'city',
    state: 'state',
    postal_code: 'postal code',
    time_zone: 'time zone',
    currency: 'currency',
    trading_hours: 'trading hours',
    opening_date: 'opening date',
    slack_channel: 'channel',
    active: null,
  },
  gone: 'inactive',
  unique: 'slack_channel',
  label: ({ code }) => `Boutique ${code}`,
  wanted: (network) =>
    network.boutiques.map(({ code, name, country, address, trading_hours, ...boutique }) => ({
      code,
      name,
      country_code: country,
      street: address.street,
      city: address.city,
      state: address.state ?? null,
      postal_code: address.postal_code,
      time_zone: boutique.time_zone,
      currency: boutique.currency,
      trading_hours: openDays(trading_hours),
      opening_date: boutique.opening_date ?? null,
      slack_channel: boutique.slack_channel ?? null,
      active: true,
    })),
};

const zones: Table = {
  name: 'zones',
  key: 'id',
  noun: 'zone',
  words: { boutique_code: null, name: 'name', kind: 'kind', aliases: 'other names', position: null, active: null },
  gone: 'inactive',
  label: ({ boutique_code, name }) => `Boutique ${boutique_code}, ${name}`,
  wanted: (network) =>
    network.boutiques.flatMap(({ code, zones }) =>
      zones.map(({ name, kind, aliases }, index) => {
        const id = `${code}/${slug(name)}`;
        return { id, boutique_code: code, name, kind, aliases, position: index + 1, active: true };
      }),
    ),
};

const people: Table = {
  name: 'people',
  key: 'id',
  noun: 'person',
  words: { name: 'name', email: 'e-mail', language: 'language', active: null },
  gone: 'inactive',
  unique: 'email',
  label: ({ name }) => `${name}`,
  wanted: (network) =>
    network.people.map(({ id, name, email, language }) => ({ id, name, email, language, active: true })),
};

const roles: Table = {
  name: 'roles',
  key: 'id',
  noun: 'role',
  words: { person_id: null, role: null, boutique_code: null },
  gone: 'removed',
  label: ({ person_id }, names) => names.get(String(person_id)) ?? String(person_id),
  wanted: (network) =>
    network.people.flatMap(({ id, roles }) =>
      roles.map(({ role, boutique }) => ({
        id: `${id}/${role}/${boutique ?? '*'}`,
        person_id: id,
        role,
        boutique_code: boutique ?? null,
      })),
    ),
};

const departments: Table = {
  name: 'departments',
  key: 'role',
  noun: 'department',
  words: { name: 'name', slack_channel: 'channel' },
  gone: 'removed',
  unique: 'slack_channel',
  label: ({ name }) => `${name}`,
  wanted: (network) =>
    network.departments.map(({ role, name, slack_channel }) => ({ role, name, slack_channel: slack_channel ?? null })),
};

/** In an order in which each only refers to those before it. */
export const tables = [regions, countries, boutiques, zones, people, roles, departments] as const;

/** "associate at MADISON", "director". */
export function roleInWords({ role, boutique_code }: Row): string {
  const name = roleNames[role as keyof typeof roleNames]?.[0] ?? String(role);
  return boutique_code === null ? name : `${name} at ${boutique_code}`;
}

/** A missing day is closed. */
function openDays(hours: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const open = Object.entries(hours).filter(([, written]) => written !== undefined && written !== 'closed');
  return Object.fromEntries(open) as Record<string, string>;
}

/** "Vitrine 2" is vitrine-2. */
function slug(name: string): string {
  const letters = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return letters.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
}
