import { type Card, card, text } from '../chat/card.js';
import { openApprovals } from '../database/approvals.js';
import type { Database } from '../database/client.js';
import { boutiqueByCode } from '../database/lookup.js';
import type { Boutique } from '../domain/boutique.js';
import { counted } from '../domain/calendar.js';
import { holds, type Person } from '../domain/people.js';
import { approvalCard } from './approvals.js';
import type { Waiting } from './capability.js';
import { act, type Parts, withBoutique } from './context.js';
import { aboutBoutique } from './outbox.js';
import type { HomePage } from './request.js';

/** The oldest ten are enough to begin with. */
const MOST_DECISIONS = 10;

/** A Home tab holds 100 blocks: its header, these, and a word about the rest. */
const MOST_BLOCKS = 95;

/** Who opened their Home, and in which chat. */
export interface Visitor {
  readonly person: Person;
  readonly channel: string;
}

/** What waits for this person, across capabilities. What a decision's card shows counts as seen, here as in a message. */
export async function homePage(parts: Parts, { person, channel }: Visitor, db: Database): Promise<HomePage> {
  const { registry } = parts;
  const { decisions, more } = await decisionsOf(parts, { person, channel }, db);
  const waiting = [...decisions];
  for (const capability of registry.capabilities) waiting.push(...(await capability.waiting(person, db)));

  const cards: Card[] = [];
  for (const each of waiting) {
    const boutique = await boutiqueByCode(db, each.boutique);
    if (boutique) cards.push(aboutBoutique(each.card(boutique), boutique.code));
  }
  const nothing = card('Nothing waits for you', [text('Type /count in your boutique’s channel to count a zone.')]);
  return {
    title: `${person.name}, this waits for you`,
    cards: cards.length > 0 ? asManyAsFit(cards, more) : [nothing],
  };
}

/** The first ones, and how many are left out. */
export function asManyAsFit(cards: readonly Card[], more: number): Card[] {
  let blocks = 0;
  // Each has a title and a line above it.
  const fitting = cards.filter((each) => {
    blocks += each.blocks.length + 2;
    return blocks <= MOST_BLOCKS;
  });
  const left = more + cards.length - fitting.length;
  if (left === 0) return fitting;
  return [...fitting, card(`${counted(left, 'thing')} more`, [text('They follow here once these are done.')])];
}

interface Decisions {
  readonly decisions: readonly Waiting[];
  /** How many there are beyond these. */
  readonly more: number;
}

async function decisionsOf(parts: Parts, { person, channel }: Visitor, db: Database): Promise<Decisions> {
  const { registry, now } = parts;
  const theirs = (await openApprovals(db)).filter((row) => {
    const by = row.plan[row.step]?.by;
    return by && !row.notBy.includes(person.id) && holds(person, [by], row.boutique);
  });

  const decisions: Waiting[] = [];
  for (const row of theirs.slice(0, MOST_DECISIONS)) {
    const approval = registry.approval(row.name);
    const boutique = await boutiqueByCode(db, row.boutique);
    if (!approval || !boutique) continue;
    const subject = await approval.find(db, row.subjectId);
    const moment = { actor: person, boutique, subject: row.subjectId, now: now(), db, through: channel };
    await act(parts, moment, async (context) => approval.shown?.(subject, [person.id], withBoutique(context)));
    const shown = (where: Boutique) => approvalCard(approval, subject, where, row, [person.id]);
    decisions.push({ boutique: row.boutique, card: shown });
  }
  return { decisions, more: Math.max(0, theirs.length - MOST_DECISIONS) };
}
