/** One act, as it is hashed. Ids and figures; never a client's name. */
export interface AuditEvent {
  /** A boutique's code, or `*` for the network. */
  readonly chain: string;
  /** Gapless within its chain, from 1. */
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Null where nobody acted: time passed. */
  readonly actorId: string | null;
  /** slack, teams, command-line, engine. */
  readonly channel: string;
  readonly event: string;
  readonly subject: string;
  readonly facts: unknown;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
}

export const NETWORK_CHAIN = '*';

/** What stands before the first entry of a chain. */
export const GENESIS = '0'.repeat(64);

/** The text whose SHA-256 is an entry's hash: the hash before it, and the entry with its keys in order. */
export function hashedText(previous: string, event: AuditEvent): string {
  return `${previous}\n${canonical(event)}`;
}

/** JSON with the keys of every object in order: a database may keep them in another one. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`)
    .join(',')}}`;
}
