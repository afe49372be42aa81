import { type Card, card, text } from '../chat/card.js';
import { openApprovals } from '../database/approvals.js';
import type { Database } from '../database/client.js';
import { boutiqueByCode } from '../database/lookup.js';
import { holds, type Person } from '../domain/people.js';
import { approvalCard } from './approvals.js';
import type { Waiting } from './capability.js';
import type { Parts } from './context.js';
import { aboutBoutique } from './outbox.js';
import type { HomePage } from './request.js';

/** A Home tab holds 100 blocks; the oldest ten decisions leave room for the rest. */
const MOST_DECISIONS = 10;

/** What waits for this person, across capabilities. */
export async function homePage({ registry }: Pick<Parts, 'registry'>, person: Person, db: Database): Promise<HomePage> {
  const waiting = await decisionsOf(registry, person, db);
  for (const capability of registry.capabilities) waiting.push(...(await capability.waiting(person, db)));

  const cards: Card[] = [];
  for (const each of waiting) {
    const boutique = await boutiqueByCode(db, each.boutique);
    if (boutique) cards.push(aboutBoutique(each.card(boutique), boutique.code));
  }
  const nothing = card('Nothing waits for you', [text('Type /count in your boutique’s channel to count a zone.')]);
  return { title: `${person.name}, this waits for you`, cards: cards.length > 0 ? cards : [nothing] };
}

async function decisionsOf(registry: Parts['registry'], person: Person, db: Database): Promise<Waiting[]> {
  const theirs = (await openApprovals(db)).filter((row) => {
    const by = row.plan[row.step]?.by;
    return by && !row.notBy.includes(person.id) && holds(person, [by], row.boutique);
  });

  const decisions: Waiting[] = [];
  for (const row of theirs.slice(0, MOST_DECISIONS)) {
    const approval = registry.approval(row.name);
    const subject = await approval?.find(db, row.subjectId);
    if (approval && subject)
      decisions.push({ boutique: row.boutique, card: (boutique) => approvalCard(approval, subject, boutique, row) });
  }
  return decisions;
}
