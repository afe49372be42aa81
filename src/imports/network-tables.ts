import { money } from '../domain/money.js';
import { roleNames } from '../domain/people.js';
import { nameOf, type Row, type Table } from './network-table.js';

const regions: Table = {
  name: 'regions',
  key: ['code'],
  noun: 'region',
  words: { name: 'name' },
  gone: 'kept',
  label: ({ code }) => `Region ${code}`,
  welcome: ({ name }) => `new, ${name}`,
  wanted: (network) => network.regions.map(({ code, name }) => ({ code, name })),
};

const countries: Table = {
  name: 'countries',
  key: ['code'],
  noun: 'country',
  words: { name: 'name', region_code: 'region' },
  gone: 'kept',
  label: ({ code }) => `Country ${code}`,
  welcome: ({ name }) => `new, ${name}`,
  wanted: (network) => network.countries.map(({ code, name, region }) => ({ code, name, region_code: region })),
};

const boutiques: Table = {
  name: 'boutiques',
  key: ['code'],
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
    slack_team: 'workspace',
    teams_channel: 'Teams channel',
    active: null,
  },
  gone: 'inactive',
  unique: ['slack_channel', 'teams_channel'],
  label: ({ code }) => `Boutique ${code}`,
  welcome: ({ name }) => `new, ${name}`,
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
      slack_team: boutique.slack_team ?? null,
      teams_channel: boutique.teams_channel ?? null,
      active: true,
    })),
};

const zones: Table = {
  name: 'zones',
  key: ['id'],
  noun: 'zone',
  words: {
    boutique_code: null,
    name: 'name',
    kind: 'kind',
    aliases: 'other names',
    position: null,
    holder_id: 'holder',
    active: null,
  },
  gone: 'inactive',
  label: ({ boutique_code, name }) => `Zone ${name} of ${boutique_code}`,
  welcome: ({ holder_id }, names) => (holder_id === null ? 'new' : `new, held by ${nameOf(holder_id, names)}`),
  said: (column, row, names) => (column === 'holder_id' ? nameOf(row[column], names) : undefined),
  wanted: (network) =>
    network.boutiques.flatMap(({ code, zones }) =>
      zones.map(({ name, kind, aliases, holder }, index) => ({
        id: `${code}/${slug(name)}`,
        boutique_code: code,
        name,
        kind,
        aliases,
        position: index + 1,
        holder_id: holder ?? null,
        active: true,
      })),
    ),
};

const people: Table = {
  name: 'people',
  key: ['id'],
  noun: 'person',
  words: { name: 'name', email: 'e-mail', language: 'language', time_zone: 'time zone', active: null },
  gone: 'inactive',
  unique: ['email'],
  label: ({ name }) => `${name}`,
  welcome: ({ email }) => `new, ${email}`,
  wanted: (network) =>
    network.people.map(({ id, name, email, language, time_zone = null }) => ({
      ...{ id, name, email, language, time_zone },
      active: true,
    })),
};

const roles: Table = {
  name: 'roles',
  key: ['id'],
  noun: 'role',
  words: { person_id: null, role: null, boutique_code: null },
  gone: 'removed',
  label: ({ person_id }, names) => nameOf(person_id, names),
  welcome: roleInWords,
  farewell: (row) => `no longer ${roleInWords(row)}`,
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
  key: ['role'],
  noun: 'department',
  words: { name: 'name', slack_channel: 'channel', slack_team: 'workspace', teams_channel: 'Teams channel' },
  gone: 'removed',
  unique: ['slack_channel', 'teams_channel'],
  label: ({ name }) => `${name}`,
  welcome: () => 'new',
  wanted: (network) =>
    network.departments.map(({ role, name, slack_channel = null, slack_team = null, teams_channel = null }) => ({
      role,
      name,
      slack_channel,
      slack_team,
      teams_channel,
    })),
};

const valueBands: Table = {
  name: 'value_bands',
  key: ['currency', 'role'],
  noun: 'value-band',
  words: { above: 'above', position: 'place' },
  gone: 'removed',
  label: ({ currency, role }) => `Value band ${currency}, ${roleName(role)}`,
  welcome: (row) => `new, above ${aboveInWords(row)}`,
  said: (column, row) => (column === 'above' ? aboveInWords(row) : undefined),
  wanted: ({ value_bands }) =>
    value_bands.map((band, index) => ({
      currency: band.currency,
      role: band.by,
      above: band.above,
      position: value_bands.slice(0, index + 1).filter(({ currency }) => currency === band.currency).length,
    })),
};

/** In an order in which each only refers to those before it. */
export const tables = [regions, countries, boutiques, people, zones, roles, departments, valueBands] as const;

/** "associate at MADISON", "director". */
function roleInWords({ role, boutique_code }: Row): string {
  return boutique_code === null ? roleName(role) : `${roleName(role)} at ${boutique_code}`;
}

function roleName(role: Row[string] | undefined): string {
  return roleNames[role as keyof typeof roleNames]?.[0] ?? String(role);
}

/** "$10,000". */
function aboveInWords({ above, currency }: Row): string {
  return money(Number(above), String(currency));
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
