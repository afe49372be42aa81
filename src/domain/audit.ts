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

/** The newest entry of a chain; number 0 where there is none. */
export interface Head {
  readonly chain: string;
  readonly number: number;
  /** Hexadecimal; all 64 digits, or the first 16 as a report prints them. */
  readonly hash: string;
}

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

const PRINTED_DIGITS = 16;

/** As a report prints it: `MADISON:41:3fa94c0d1b2e7f60`; or with the whole hash. */
export function printedHead({ chain, number, hash }: Head, length: 'short' | 'whole' = 'short'): string {
  return `${chain}:${number}:${length === 'whole' ? hash : hash.slice(0, PRINTED_DIGITS)}`;
}

/** A head as somebody typed it from a report, or pasted it from a manifest; null where it is none. */
export function readHead(text: string): Head | null {
  const words = text.replace(/^\s*audit head\s+/i, '').replace(/[.\s]+$/, '');
  const read = /^\s*([A-Z0-9][A-Z0-9-]*|\*):([1-9]\d{0,8}):([0-9a-f]{64}|[0-9a-f]{16})$/i.exec(words);
  if (!read) return null;
  const [, chain = '', number = '', hash = ''] = read;
  return { chain: chain.toUpperCase(), number: Number(number), hash: hash.toLowerCase() };
}
