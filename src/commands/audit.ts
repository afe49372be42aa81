import { checkTrail } from '../database/audit-trail.js';
import type { Database } from '../database/client.js';
import { NETWORK_CHAIN, printedHead, readHead } from '../domain/audit.js';
import { chainInWords, entriesInWords, type Witness } from '../domain/audit-check.js';
import { Refusal } from '../domain/refusal.js';

export interface VerifyOrder {
  /** Its code; all of them where none is named. */
  readonly boutique?: string;
  /** What reports print. */
  readonly from?: readonly string[];
}

export interface Voice {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** Says of each chain how long it is and what its head is, or its first fault. False where there is one. */
export async function verifyAudit(db: Database, { boutique, from = [] }: VerifyOrder, voice: Voice): Promise<boolean> {
  const witnesses = from.map(witness);
  const chain = boutique === undefined ? null : await chainOf(db, boutique);
  let [chains, faults] = [0, 0];
  for await (const { head, fault } of checkTrail(db, { chain, witnesses })) {
    chains += 1;
    if (fault) faults += 1;
    if (fault) voice.complain(fault);
    else voice.say(`${chainInWords(head.chain)}: ${entriesInWords(head.number)}, head ${printedHead(head, 'whole')}`);
  }
  if (chains === 0) voice.say('Nothing is recorded yet.');
  if (faults > 0) voice.complain(`${faults} of ${chains === 1 ? '1 chain' : `${chains} chains`} can’t be relied on.`);
  return faults === 0;
}

function witness(text: string): Witness {
  const head = readHead(text);
  if (head) return { ...head, who: 'the report' };
  throw new Refusal('no-head', `"${text}" is no head. Write it as a report prints it: MADISON:41:3fa94c0d1b2e7f60.`);
}

/** A code that is mistyped must not be a chain without entries and without faults. */
async function chainOf(db: Database, boutique: string): Promise<string> {
  if (boutique === NETWORK_CHAIN) return boutique;
  const code = boutique.toUpperCase();
  const known = await db.boutique.findUnique({ where: { code }, select: { code: true } });
  const recorded = await db.auditEvent.findFirst({ where: { chain: code }, select: { number: true } });
  if (known || recorded) return code;
  throw new Refusal('no-such-boutique', `I know no boutique called "${boutique}". Write its code, such as MADISON.`);
}
