import { type ApprovalRow, lastApproval, lockOpenApproval } from '../database/approvals.js';
import { type Named, namesOf, peopleWith } from '../database/people.js';
import { clockTime } from '../domain/calendar.js';
import { holderOf, isImpartial } from '../domain/delegation.js';
import { listed, type Role, rolesInWords } from '../domain/people.js';
import { denied, Refusal } from '../domain/refusal.js';
import type { Approval, Context, Subject } from './capability.js';

/** Refuses whoever may not decide on this now, with the row held: for what else they do from the card. */
export async function mustDecide<S extends Subject>(
  context: Context,
  { name }: Approval<S>,
  subject: S,
): Promise<void> {
  const { db, boutique } = context;
  const row = (await lockOpenApproval(db, name, subject.id)) ?? (await lastApproval(db, name, subject.id));
  if (row?.boutique !== boutique.code) throw gone();
  await mustBeTheirs(context, row, subject);
}

/** To be decided by nobody any more, or not here. */
export const gone = (): Refusal => new Refusal('gone', 'This is no longer to be decided.');

/** In whose place they decide; null where the right is their own. */
export async function mustBeTheirs(context: Context, row: ApprovalRow, subject: Subject): Promise<string | null> {
  const { db, actor, boutique } = context;
  if (row.status !== 'open') throw await decided(context, row);
  const tookPart = [...row.notBy, ...subject.notBy];
  if (tookPart.includes(actor.id)) throw denied('took-part', 'You took part in this, so someone else decides it.');

  const by = row.plan[row.step]?.by as Role;
  const holder = holderOf(actor, by, boutique.code);
  if (!holder) {
    const names = (await decidersAt(context, row, by)).map(({ name }) => name);
    throw denied('not-theirs', `${rolesInWords([by])} decide this. ${forBoutique(boutique.name, names)}`);
  }
  if (!isImpartial(holder, tookPart)) {
    const names = listed([...(await namesOf(db, holder.inPlaceOf)).values()]);
    throw denied('stands-in', `You stand in for ${names}, who took part in this, so someone else decides it.`);
  }
  return holder.inPlaceOf.find((away) => !tookPart.includes(away)) ?? null;
}

const outcomes = { open: 'open', approved: 'approved', rejected: 'sent back', withdrawn: 'withdrawn' } as const;

async function decided({ db, boutique, now }: Context, row: ApprovalRow): Promise<Refusal> {
  const who = (await namesOf(db, [row.decidedBy ?? ''])).get(row.decidedBy ?? '') ?? 'Someone';
  const at = clockTime(row.decidedAt ?? now, boutique.timeZone);
  return new Refusal('decided', `${who} decided this at ${at}: ${outcomes[row.status]}.`);
}

/** Under a decision: "Ben Carter in place of Inès Laurent, 3:10 PM". */
export async function signature({ db, actor, boutique, now }: Context, inPlaceOf: string | null): Promise<string> {
  const away = inPlaceOf === null ? undefined : (await namesOf(db, [inPlaceOf])).get(inPlaceOf);
  return `${actor.name}${away === undefined ? '' : ` in place of ${away}`}, ${clockTime(now, boutique.timeZone)}`;
}

/** "For Madison Avenue that is Inès." */
export function forBoutique(boutique: string, names: readonly string[]): string {
  if (names.length === 0) return `For ${boutique} there is nobody yet.`;
  return `For ${boutique} that is ${listed(names.slice(0, 3))}.`;
}

/** Whoever holds the role, or stands in for somebody who does, and may decide on this. */
export async function decidersAt(
  { db, boutique, now }: Pick<Context, 'db' | 'boutique' | 'now'>,
  row: ApprovalRow,
  role: Role,
): Promise<Named[]> {
  const holders = await peopleWith(db, [role], boutique.code, now);
  return holders.filter((holder) => isImpartial(holder, row.notBy));
}

export const decidersNow = (context: Pick<Context, 'db' | 'boutique' | 'now'>, row: ApprovalRow): Promise<Named[]> =>
  decidersAt(context, row, row.plan[row.step]?.by as Role);
