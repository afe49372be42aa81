import { plain } from '../domain/header.js';
import { money } from '../domain/money.js';
import { boutiqueRoles, roleNames } from '../domain/people.js';
import { misplacedClosures } from './network-closures.js';
import type { Network } from './network-shape.js';

export type Path = readonly (string | number)[];

export interface Problem {
  readonly path: Path;
  readonly reason: string;
}

/** What no field shows by itself: things that are there twice, and references to nothing. */
export function* checkNetwork(network: Network): Generator<Problem> {
  yield* repeats(everything(network));
  yield* references(network);
  for (const [index, { roles }] of network.people.entries()) yield* misplacedRoles(['people', index, 'roles'], roles);
  yield* misplacedBands(network);
  yield* misplacedClosures(network);
}

/** A value that must be the only one of its kind. */
interface Sole {
  readonly kind: string;
  readonly value: string;
  readonly path: Path;
}

function* everything({ regions, countries, boutiques, departments, people, value_bands }: Network): Generator<Sole> {
  for (const [i, { code }] of regions.entries()) yield { kind: 'region', value: code, path: ['regions', i, 'code'] };
  for (const [i, { code }] of countries.entries())
    yield { kind: 'country', value: code, path: ['countries', i, 'code'] };
  for (const [i, { role }] of departments.entries())
    yield { kind: 'department', value: role, path: ['departments', i, 'role'] };
  for (const [i, { id, email, slack, teams }] of people.entries()) {
    yield { kind: 'id', value: id, path: ['people', i, 'id'] };
    yield { kind: 'e-mail', value: email, path: ['people', i, 'email'] };
    if (slack) yield { kind: 'Slack account', value: slack, path: ['people', i, 'slack'] };
    if (teams) yield { kind: 'Teams account', value: teams, path: ['people', i, 'teams'] };
  }
  for (const [i, boutique] of boutiques.entries()) yield* ofBoutique(boutique, ['boutiques', i]);
  for (const [i, { currency, by }] of value_bands.entries())
    yield { kind: 'value band', value: `${currency}, ${by}`, path: ['value_bands', i, 'by'] };
  for (const [list, entries] of Object.entries({ boutiques, departments })) {
    for (const [i, { slack_channel, teams_channel }] of entries.entries()) {
      if (slack_channel) yield { kind: 'channel', value: slack_channel, path: [list, i, 'slack_channel'] };
      if (teams_channel) yield { kind: 'channel', value: teams_channel, path: [list, i, 'teams_channel'] };
    }
  }
}

/** Files and commands find a boutique by code or name, and a zone by name or alias. */
function* ofBoutique({ code, name, zones }: Network['boutiques'][number], path: Path): Generator<Sole> {
  yield { kind: 'boutique', value: code, path: [...path, 'code'] };
  if (plain(name) !== plain(code)) yield { kind: 'boutique', value: name, path: [...path, 'name'] };
  for (const [z, zone] of zones.entries()) {
    const zonePath = [...path, 'zones', z];
    yield { kind: `zone of ${code}`, value: zone.name, path: [...zonePath, 'name'] };
    for (const [a, alias] of zone.aliases.entries()) {
      yield { kind: `zone of ${code}`, value: alias, path: [...zonePath, 'aliases', a] };
    }
  }
}

const EXACT: readonly string[] = ['e-mail', 'Slack account', 'Teams account', 'channel', 'id'];

function* repeats(all: Iterable<Sole>): Generator<Problem> {
  const seen = new Map<string, Path>();
  for (const { kind, value, path } of all) {
    const key = `${kind}\n${EXACT.includes(kind) ? value : plain(value)}`;
    const first = seen.get(key);
    if (first) yield { path, reason: `The ${kind} "${value}" is at ${pathInWords(first)} already.` };
    if (!first) seen.set(key, path);
  }
}

function* references({ regions, countries, boutiques, people }: Network): Generator<Problem> {
  const known = {
    region: new Set(regions.map(({ code }) => code)),
    country: new Set(countries.map(({ code }) => code)),
    boutique: new Set(boutiques.map(({ code }) => code)),
    person: new Set(people.map(({ id }) => id)),
  };
  const unknown = function* (kind: keyof typeof known, code: string | undefined, path: Path): Generator<Problem> {
    if (code === undefined || known[kind].has(code)) return;
    yield { path, reason: `There is no ${kind} "${code}" in the file.` };
  };

  for (const [i, { region }] of countries.entries()) yield* unknown('region', region, ['countries', i, 'region']);
  for (const [i, { country, zones }] of boutiques.entries()) {
    yield* unknown('country', country, ['boutiques', i, 'country']);
    for (const [z, { holder }] of zones.entries())
      yield* unknown('person', holder, ['boutiques', i, 'zones', z, 'holder']);
  }
  for (const [i, { roles }] of people.entries()) {
    for (const [r, { boutique }] of roles.entries())
      yield* unknown('boutique', boutique, ['people', i, 'roles', r, 'boutique']);
  }
}

function* misplacedRoles(path: Path, roles: Network['people'][number]['roles']): Generator<Problem> {
  const seen = new Set<string>();
  for (const [index, { role, boutique }] of roles.entries()) {
    const [name] = roleNames[role];
    const atBoutique = role in boutiqueRoles;
    if (atBoutique && boutique === undefined)
      yield { path: [...path, index], reason: `The role ${name} needs a boutique.` };
    if (!atBoutique && boutique !== undefined) {
      yield {
        path: [...path, index, 'boutique'],
        reason: `The role ${name} holds across the network; leave the boutique out.`,
      };
    }
    const key = `${role}/${boutique}`;
    if (seen.has(key)) yield { path: [...path, index], reason: `The role ${name} is there twice.` };
    seen.add(key);
  }
}

/** They are asked in the order of the file: nobody of a higher band before those of a lower one. */
function* misplacedBands({ boutiques, value_bands }: Network): Generator<Problem> {
  const used = new Set(boutiques.map(({ currency }) => currency));
  const last = new Map<string, { readonly above: number; readonly path: Path }>();
  for (const [index, { currency, above }] of value_bands.entries()) {
    const path = ['value_bands', index];
    if (!used.has(currency)) {
      const reason = `There is no boutique with the currency "${currency}" in the file.`;
      yield { path: [...path, 'currency'], reason };
    }
    const before = last.get(currency);
    if (before && above < before.above) {
      const reason = `This is less than the ${money(before.above, currency)} of ${pathInWords(before.path)}. List the bands of ${currency} from low to high.`;
      yield { path: [...path, 'above'], reason };
    }
    last.set(currency, { above, path });
  }
}

/** `boutiques[0].time_zone`. */
export function pathInWords(path: Path): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${part}`))
    .join('');
}
