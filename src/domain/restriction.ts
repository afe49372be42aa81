import { holds, type Person, type Role } from './people.js';

/** A record that only these may see: whoever holds one of the roles at its boutique or across the network, and the people named. */
export interface Restriction {
  /** As the audit trail calls it: `anomalies/…`. */
  readonly record: string;
  /** By code; null where it is the network's. */
  readonly boutique: string | null;
  readonly roles: readonly Role[];
  readonly people: readonly Person['id'][];
}

export function maySee(person: Person, { people, roles, boutique }: Restriction): boolean {
  return people.includes(person.id) || holds(person, roles, boutique);
}
