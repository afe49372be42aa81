import { button, buttonsFor, type Card, text } from '../chat/card.js';
import {
  type ApprovalRow,
  insertApproval,
  lockApproval,
  lockOpenApproval,
  saveApproval,
} from '../database/approvals.js';
import { approve, openApproval, passEmptySteps, reject } from '../domain/approval.js';
import { holderOf, isImpartial } from '../domain/delegation.js';
import { type Person, type Role, rolesInWords } from '../domain/people.js';
import type { Approval, Context, Subject } from './capability.js';
import type { Parts } from './context.js';
import { decidersAt, decidersNow, gone, mustBeTheirs, signature } from './deciding.js';
import { aboutBoutique } from './outbox.js';

/** Starts an approval: its plan is fixed, and whoever decides first receives the card with its buttons. */
export async function propose<S extends Subject>(
  parts: Parts,
  context: Context,
  approval: Approval<S>,
  subject: S,
): Promise<void> {
  const { now, boutique, db } = context;
  const plan = approval.steps.map(({ by, within, when }) => ({ by, within, applies: when?.(subject) ?? true }));
  const opened = {
    id: parts.newId(),
    name: approval.name,
    subjectId: subject.id,
    boutique: boutique.code,
    notBy: subject.notBy,
  };
  const undecided = { version: 0, decidedBy: null, decidedAt: null };
  const asked = { ...opened, ...undecided, ...openApproval(plan, now) };
  const steps = plan.flatMap(({ by, applies }) => (applies ? [by] : []));
  context.record('approval.opened', subject.id, { ...named(asked), steps }, { after: standing(asked) });
  const row = await settled(context, asked);

  await insertApproval(db, row);
  await askDeciders(context, approval, subject, row);
}

/** What it is about has changed: those who decide see it anew, with the buttons it has now. */
export async function refresh<S extends Subject>(context: Context, approval: Approval<S>, subject: S): Promise<void> {
  const row = await lockOpenApproval(context.db, approval.name, subject.id);
  if (!row) return;
  const topic = topicOf(row.id, row.step);
  const deciders = (await decidersNow(context, row)).map(({ id }) => id);
  const shown = approvalCard(approval, subject, context.boutique, row, deciders);
  context.tell('who-was-told', shown, { topic, about: row.subjectId });
}

/** Nothing is left to decide. */
export async function withdraw<S extends Subject>(
  context: Context,
  approval: Approval<S>,
  subject: S,
  why: string,
): Promise<void> {
  const row = await lockOpenApproval(context.db, approval.name, subject.id);
  if (!row) return;
  const withdrawn = { ...row, status: 'withdrawn', decidedBy: context.actor.id, decidedAt: context.now } as const;
  await saveApproval(context.db, withdrawn);
  const change = { before: standing(row), after: standing(withdrawn), reason: why };
  context.record('approval.withdrawn', subject.id, named(row), change);
  replaceCards(context, approval.card(subject, context.boutique), row, why);
}

export type Verdict = { readonly approved: true } | { readonly approved: false; readonly reason: string };

/** One decision. The right to it is checked here, at this moment, with the row held. */
export async function decide(parts: Parts, context: Context, id: string, verdict: Verdict): Promise<void> {
  const { db, actor, now } = context;
  const row = await lockApproval(db, id);
  const approval = row && parts.registry.approval(row.name);
  if (!approval || row.boutique !== context.boutique.code) throw gone();
  const subject = await approval.find(db, row.subjectId);
  const inPlaceOf = await mustBeTheirs(context, row, subject);
  const unready = verdict.approved && approval.ready?.(subject);
  if (unready) throw unready;

  // Whoever decided at one step took part: the next is for somebody else.
  const notBy = [...row.notBy, actor.id];
  const decided = { ...row, ...(verdict.approved ? { ...approve(row, now), notBy } : reject(row)) };
  const why = verdict.approved ? {} : { reason: verdict.reason };
  const facts = { ...named(row), ...(inPlaceOf !== null && { inPlaceOf }) };
  const change = { before: standing(row), after: standing(decided), ...why };
  context.record(verdict.approved ? 'approval.approved' : 'approval.rejected', row.subjectId, facts, change);
  const next = await settled(context, decided);
  const over = next.status === 'open' ? {} : { decidedBy: actor.id, decidedAt: now };
  await saveApproval(db, { ...next, ...over, ...why });
  const outcome = `${verdict.approved ? 'Approved' : `${approval.words.reject}: ${verdict.reason}`} · ${await signature(context, inPlaceOf)}`;
  replaceCards(context, approval.card(subject, context.boutique), row, outcome);

  if (next.status === 'open') return askDeciders(context, approval, subject, next);
  if (verdict.approved) return approval.approved(subject, context);
  return approval.rejected(subject, verdict.reason, context);
}

/** The card of a decision for whoever is to take it; they know then what is in it. */
export async function look(parts: Parts, context: Context, id: string): Promise<Card> {
  const row = await lockApproval(context.db, id);
  const approval = row && parts.registry.approval(row.name);
  if (!approval || row.boutique !== context.boutique.code) throw gone();
  const subject = await approval.find(context.db, row.subjectId);
  await mustBeTheirs(context, row, subject);
  await approval.shown?.(subject, [context.actor.id], context);
  return aboutBoutique(approvalCard(approval, subject, context.boutique, row, [context.actor.id]), row.boutique);
}

/** Whether it is their turn, as far as the row tells. */
export function mayDecide(person: Person, { status, plan, step, notBy, boutique }: ApprovalRow): boolean {
  const by = plan[step]?.by;
  const holder = status === 'open' && by !== undefined ? holderOf(person, by, boutique) : null;
  return holder !== null && isImpartial(holder, notBy);
}

/** Passed up at once, on record, where nobody may decide. */
export async function settled<R extends ApprovalRow>(context: Context, row: R): Promise<R> {
  const able = new Map<Role, boolean>();
  for (const { by } of row.plan) able.set(by, (await decidersAt(context, row, by)).length > 0);

  const state = passEmptySteps(row, (role) => able.get(role) === true, context.now);
  const settledRow = { ...row, ...state };
  if (state !== row) recordPassedUp(context, row, settledRow, 'nobody may decide');
  return settledRow;
}

export function recordPassedUp(context: Context, from: ApprovalRow, to: ApprovalRow, why: string): void {
  const change = { before: standing(from), after: standing(to), reason: why };
  context.record('approval.passed-up', from.subjectId, { ...named(from), to: byOf(to), why }, change);
}

const named = ({ id, name }: ApprovalRow) => ({ approval: name, id });

/** For the trail: where an approval stands. */
const standing = (row: ApprovalRow) => ({ status: row.status, step: row.step, by: byOf(row) });

const byOf = ({ plan, step }: ApprovalRow): string => plan[step]?.by ?? '';

/** Sends the card with its buttons to everybody who may decide at the present step. */
export async function askDeciders<S extends Subject>(
  context: Context,
  approval: Approval<S>,
  subject: S,
  row: ApprovalRow,
): Promise<void> {
  const deciders = (await decidersNow(context, row)).map(({ id }) => id);
  const asked = approvalCard(approval, subject, context.boutique, row, deciders);
  const attachments = approval.attachments?.(subject, context.boutique) ?? [];
  const topic = topicOf(row.id, row.step);
  for (const person of deciders) context.tell({ person }, asked, { topic, attachments, about: row.subjectId });
  await approval.shown?.(subject, deciders, context);
}

/** The card with Approve and its opposite for those who decide; and, after it was passed up, a line that says so. */
export function approvalCard<S extends Subject>(
  approval: Approval<S>,
  subject: S,
  boutique: Context['boutique'],
  row: ApprovalRow,
  deciders: readonly string[],
): Card {
  const shown = approval.card(subject, boutique);
  const passedUp =
    row.step > 0 ? [text(`Passed up to ${rolesInWords([row.plan[row.step]?.by as Role]).toLowerCase()}.`)] : [];
  const ready = approval.ready?.(subject) == null;
  const decideButtons = buttonsFor(
    deciders,
    ...(ready ? [button('engine.approve', approval.words.approve, row.id, { style: 'primary' })] : []),
    ...(approval.actions?.(subject) ?? []),
    button('engine.reject', approval.words.reject, row.id),
  );
  return { ...shown, blocks: [...shown.blocks, ...passedUp, decideButtons] };
}

/** Every copy loses its buttons and says how it ended. */
export function replaceCards(context: Context, shown: Card, row: ApprovalRow, outcome: string): void {
  for (let step = 0; step <= row.step; step += 1) {
    context.tell(
      'who-was-told',
      { ...shown, blocks: [...shown.blocks, text(outcome)] },
      { topic: topicOf(row.id, step), about: row.subjectId },
    );
  }
}

const topicOf = (id: string, step: number): string => `approval/${id}/${step}`;
