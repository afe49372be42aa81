import { type Database, sql } from '../../database/client.js';
import type { Day } from '../../domain/calendar.js';
import type { Campaign, Item, Outcome } from './rules.js';
import type { GateId } from './rules-gates.js';

export interface NewTake {
  readonly id: string;
  readonly boutique: string;
  readonly day: Day;
}

export async function insertCampaign(
  db: Database,
  campaign: Omit<Campaign, 'createdOn' | 'cancelled'>,
  takes: readonly NewTake[],
  now: Date,
): Promise<void> {
  const { id, kind, name, firstDay, lastDay, perDay, createdBy } = campaign;
  await db.$executeRaw(sql`
    insert into stock_take_campaigns (id, kind, name, first_day, last_day, per_day, created_by, created_at, changed_at)
    values (${id}, ${kind}, ${name}, ${firstDay}::date, ${lastDay}::date, ${perDay}, ${createdBy}, ${now}, ${now})`);
  await db.$executeRaw(sql`
    insert into stock_takes (id, campaign_id, boutique_code, day, counters, recounters)
    select t.id, ${id}, t.boutique, t.day::date, '{}', '{}' from unnest(${takes.map((take) => take.id)}::text[],
      ${takes.map(({ boutique }) => boutique)}::text[], ${takes.map(({ day }) => day)}::text[]) as t (id, boutique, day)`);
}

/** Every boutique's that was not begun, with the campaign: those that are cancelled by it. */
export async function cancelCampaign(
  db: Database,
  campaign: string,
  { by, why, now }: { readonly by: string; readonly why: string; readonly now: Date },
): Promise<{ readonly id: string; readonly boutique: string }[]> {
  await db.stockTakeCampaign.update({
    where: { id: campaign },
    data: { cancelledAt: now, cancelledBy: by, cancelledWhy: why, changedAt: now },
  });
  return db.$queryRaw(sql`
    update stock_takes s set cancelled_at = ${now}, proposed_day = null, proposed_why = null, proposed_by = null
    where s.campaign_id = ${campaign} and s.cancelled_at is null and not exists (
      select from counts c where c.plan_id = s.plan_id and c.state <> 'voided')
    returning s.id, s.boutique_code as boutique`);
}

/** Held until the transaction ends. */
export async function holdTakes(db: Database, campaign: string): Promise<void> {
  await db.$queryRaw(sql`select 1 from stock_takes where campaign_id = ${campaign} order by id for update`);
}

/** Whoever follows the board sees it anew. */
export async function touch(db: Database, campaign: string, now: Date): Promise<void> {
  await db.stockTakeCampaign.update({ where: { id: campaign }, data: { changedAt: now } });
}

export interface NewGate {
  readonly take: string;
  readonly gate: GateId;
  readonly by: string;
  readonly words: string;
  readonly record: string | null;
  readonly waived: boolean;
}

/** Its number, for the photos that come after it. */
export async function saveGate(
  db: Database,
  { take, gate, by, words, record, waived }: NewGate,
  now: Date,
): Promise<string> {
  const row = await db.stockTakeGate.create({
    data: { takeId: take, gate, passedBy: by, passedAt: now, words, record, waived, photos: [] },
    select: { id: true },
  });
  return String(row.id);
}

export async function lapse(db: Database, take: string, gates: readonly GateId[], now: Date): Promise<void> {
  await db.stockTakeGate.updateMany({
    where: { takeId: take, gate: { in: [...gates] }, lapsedAt: null },
    data: { lapsedAt: now },
  });
}

export async function saveProposal(
  db: Database,
  take: string,
  proposal: { readonly day: Day; readonly why: string; readonly by: string } | null,
): Promise<void> {
  const { day = null, why = null, by = null } = proposal ?? {};
  await db.$executeRaw(sql`
    update stock_takes set proposed_day = ${day}::date, proposed_why = ${why}, proposed_by = ${by} where id = ${take}`);
}

/** What was planned of the old day is planned anew. */
export async function saveDay(db: Database, take: string, day: Day): Promise<void> {
  await db.$executeRaw(sql`update stock_takes set day = ${day}::date, plan_id = null where id = ${take}`);
}

export async function savePlan(db: Database, take: string, plan: string): Promise<void> {
  await db.stockTake.update({ where: { id: take }, data: { planId: plan } });
}

export interface TeamIds {
  readonly counters: readonly string[];
  readonly recounters: readonly string[];
  readonly supervisor: string;
  readonly approver: string;
  readonly auditor: string | null;
}

export async function saveTeam(db: Database, take: string, team: TeamIds): Promise<void> {
  const { counters, recounters, supervisor, approver, auditor } = team;
  const data = { counters: [...counters], recounters: [...recounters], supervisor, approver, auditor };
  await db.stockTake.update({ where: { id: take }, data });
}

export interface NewItem extends Pick<Item, 'id' | 'kind' | 'what' | 'dueOn'> {
  readonly owner: string;
}

export async function addItems(
  db: Database,
  take: string,
  items: readonly NewItem[],
  by: string,
  now: Date,
): Promise<void> {
  if (items.length === 0) return;
  await db.stockTakeItem.createMany({
    data: items.map(({ owner, dueOn, ...item }) => ({
      ...item,
      takeId: take,
      ownerId: owner,
      dueOn: dueOn === null ? null : new Date(dueOn),
      addedBy: by,
      addedAt: now,
    })),
  });
}

/** Those that are open; what was ended stays as it was. */
export async function endItems(
  db: Database,
  take: string,
  ended: ReadonlyMap<string, Outcome>,
  { by, words, now }: { readonly by: string; readonly words: string; readonly now: Date },
): Promise<void> {
  for (const [id, outcome] of ended) {
    await db.stockTakeItem.updateMany({
      where: { id, takeId: take, outcome: null },
      data: { outcome, words, endedBy: by, endedAt: now },
    });
  }
}

/** With a new date the documents are listed anew. */
export async function dropDocuments(db: Database, take: string, by: string, now: Date): Promise<void> {
  await db.stockTakeItem.updateMany({
    where: { takeId: take, kind: 'document', outcome: null },
    data: { outcome: 'accounted', words: 'The date moved.', endedBy: by, endedAt: now },
  });
}

/** A photo of what a gate says; it comes after it. */
export async function keepPhotoOf(
  db: Database,
  gate: string,
  photo: { readonly id: string; readonly name: string; readonly bytes: Uint8Array },
): Promise<void> {
  await db.attachment.create({ data: { ...photo, bytes: new Uint8Array(photo.bytes) } });
  await db.stockTakeGate.update({ where: { id: BigInt(gate) }, data: { photos: { push: photo.id } } });
}
