import { whyAway } from '../database/away.js';
import { type Connection, type Database, transaction } from '../database/client.js';
import { boutiquesByCode } from '../database/lookup.js';
import { claimKey, keysDone } from '../database/timed-acts.js';
import type { Boutique } from '../domain/boutique.js';
import { Refusal } from '../domain/refusal.js';
import type { Due, Timed } from './capability.js';
import { act, nobody, type Parts } from './context.js';
import { errorFacts, type Log } from './log.js';

/** At a time; then it is asked again what is owed. */
const MOST_ACTS = 500;

/**
 * What time alone brings: looked at every minute, each done once, however many look, in a transaction of its own; until
 * nothing is left, because after a pause what is said in the morning has to know all of it.
 */
export async function sweepTimed(parts: Parts, connection: Connection, log: Log, stopped?: AbortSignal): Promise<void> {
  const { prisma } = connection;
  const tried = new Set<string>();
  let owed: Owed[];
  do {
    owed = await leftToDo(prisma, await allOwed(parts, prisma, log), tried);
    const codes = new Set(owed.flatMap(({ due: { boutique } }) => boutique ?? []));
    const boutiques = owed.length > 0 ? await boutiquesByCode(prisma, [...codes]) : new Map();
    for (const each of owed) {
      if (stopped?.aborted) return;
      tried.add(each.key);
      // One that fails must not hold back the ones after it; it is owed again in a minute.
      await transaction(connection, (db) => perform(parts, db, each, boutiques), { slow: true }).catch((error) =>
        report(log, each, error),
      );
    }
  } while (owed.length === MOST_ACTS);
}

interface Owed {
  /** Capability, timed and key: nobody else's. */
  readonly key: string;
  readonly timed: Timed;
  readonly due: Due;
}

/** A list for each thing that time brings, in the order it gives them. */
async function allOwed({ registry, now }: Parts, db: Database, log: Log): Promise<Owed[][]> {
  const at = now();
  const lists: Owed[][] = [];
  for (const { name, timed = [] } of registry.capabilities) {
    for (const each of timed) {
      const prefix = `${name}/${each.name}`;
      const dues = await each.due(at, db).catch((error) => {
        if (whyAway(error) !== null) throw error;
        log.error('nobody knows what is due', { timed: prefix, ...errorFacts(error) });
        return [];
      });
      lists.push(dues.map((due) => ({ key: `${prefix}/${due.key}`, timed: each, due })));
    }
  }
  return lists;
}

async function leftToDo(
  db: Database,
  lists: readonly (readonly Owed[])[],
  tried: ReadonlySet<string>,
): Promise<Owed[]> {
  const keys = lists.flatMap((list) => list.flatMap(({ key }) => (tried.has(key) ? [] : [key])));
  if (keys.length === 0) return [];
  const done = await keysDone(db, keys);
  const left = lists.map((list) => list.filter(({ key }) => !tried.has(key) && !done.has(key)));
  return inTurns(left).slice(0, MOST_ACTS);
}

/** The first of each list, then the second: where much is owed of one thing, the others do not wait for all of it. */
function inTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const rounds = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => lists.flatMap((list) => list.slice(round, round + 1))).flat();
}

async function perform(
  parts: Parts,
  db: Database,
  { key, timed, due }: Owed,
  boutiques: ReadonlyMap<string, Boutique>,
): Promise<void> {
  const now = parts.now();
  if (!(await claimKey(db, key, now))) return;
  const boutique = due.boutique === null ? null : boutiques.get(due.boutique);
  if (boutique === undefined) throw new Error('no such boutique');

  const moment = { actor: nobody, boutique, subject: due.subject, now, db, through: 'engine' };
  await act(parts, moment, (context) => timed.act(due, context));
}

function report(log: Log, { key }: Owed, error: unknown): void {
  // Nobody reads its sentence here.
  if (error instanceof Refusal) log.warn('what was due was refused', { due: key, code: error.code });
  else log.error('what was due was not done', { due: key, ...errorFacts(error) });
}
