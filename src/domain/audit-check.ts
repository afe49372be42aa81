import { type AuditEvent, GENESIS, type Head, hashedText, NETWORK_CHAIN } from './audit.js';

/** An entry as it is kept. */
export interface AuditRow extends AuditEvent {
  /** Beside the chain, for whoever looks events up. */
  readonly boutique: string | null;
  readonly previous: string;
  readonly hash: string;
}

/** What somebody outside the chain says stands in it: a report, or the day's entry of the network. */
export interface Witness extends Head {
  /** "the report". */
  readonly who: string;
}

export interface Checked {
  /** The newest entry that was read; number 0 where there is none. */
  readonly head: Head;
  /** The first thing wrong, in a sentence; null where the chain stands. */
  readonly fault: string | null;
}

/**
 * Reads a chain from its first entry to its last, in the order of their numbers, and stops at the first that is broken.
 * Constant memory: what is read is let go of.
 */
export async function checkChain(
  chain: string,
  rows: Iterable<AuditRow> | AsyncIterable<AuditRow>,
  sha256: (text: string) => string,
  witnesses: readonly Witness[] = [],
): Promise<Checked> {
  const awaited = new Map<number, Witness[]>();
  for (const witness of witnesses) awaited.set(witness.number, [...(awaited.get(witness.number) ?? []), witness]);

  let head: Head = { chain, number: 0, hash: GENESIS };
  for await (const row of rows) {
    const fault = broken(head, row, sha256) ?? contradicted(row, awaited.get(row.number) ?? []);
    if (fault) return { head, fault: `${chainInWords(chain)}: ${fault}.` };
    head = { chain, number: row.number, hash: row.hash };
  }
  return { head, fault: cutTail(head, witnesses) };
}

/** "MADISON", "The network". */
export const chainInWords = (chain: string): string => (chain === NETWORK_CHAIN ? 'The network' : chain);

/** "38 entries". */
export const entriesInWords = (number: number): string =>
  number === 1 ? '1 entry' : `${number.toLocaleString('en-US')} entries`;

/** What is wrong with an entry that stands after this one. */
function broken(
  before: Head,
  { previous, hash, boutique, ...event }: AuditRow,
  sha256: (text: string) => string,
): string | null {
  const { number } = event;
  const next = before.number + 1;
  if (number > next) return `entry ${next} is missing; entry ${number} is the next one there is`;
  if (number < next) return `entry ${number} is there twice`;
  if (event.chain !== before.chain) return `entry ${number} is of another chain, ${event.chain}`;
  if (boutique !== (event.chain === NETWORK_CHAIN ? null : event.chain))
    return `entry ${number} was changed: it names another boutique than its chain`;
  if (previous !== before.hash)
    return `entry ${number} does not follow ${before.number === 0 ? 'the beginning' : `entry ${before.number}`}: the hash it continues is another one`;
  if (hash !== sha256(hashedText(previous, event)))
    return `entry ${number} was changed: its content does not give its hash`;
  return null;
}

function contradicted({ number, hash }: AuditRow, witnesses: readonly Witness[]): string | null {
  const against = witnesses.find((witness) => !hash.startsWith(witness.hash));
  return against ? `entry ${number} is not the one ${against.who} speaks of` : null;
}

function cutTail({ chain, number }: Head, witnesses: readonly Witness[]): string | null {
  const beyond = witnesses.find((witness) => witness.number > number);
  if (!beyond) return null;
  const has = number === 0 ? 'has no entries' : `has ${entriesInWords(number)}`;
  return `${chainInWords(chain)} ${has}; ${beyond.who} speaks of entry ${beyond.number}.`;
}
