import { type Database, type Sql, sql } from '../../database/client.js';
import type { Day } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import type { PunchItem } from './rules-punch.js';
import { LEAD } from './store.js';

const ITEM = sql`
  select i.id, i.project_id as project, i.number, i.what, i.place, to_char(i.due_on, 'YYYY-MM-DD') as due, i.state, i.round,
    case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end as owner,
    json_build_object('id', r.id, 'name', r.name) as "reportedBy", i.reported_at as "reportedAt",
    case when d.id is not null then json_build_object('id', d.id, 'name', d.name) end as "doneBy", i.done_note as "doneNote",
    i.reopen_why as "reopenWhy", case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as "acceptedBy",
    (select count(*)::int from project_punch_photos f where f.item_id = i.id and f.attachment_id is not null) as photos
  from project_punch_items i join people r on r.id = i.reported_by left join people o on o.id = i.owner_id
    left join people d on d.id = i.done_by left join people a on a.id = i.accepted_by`;

const itemsWhere = (db: Database, which: Sql): Promise<PunchItem[]> =>
  db.$queryRaw<PunchItem[]>(sql`${ITEM} where ${which} order by i.project_id, i.number`);

export const itemsOf = (db: Database, project: string): Promise<PunchItem[]> =>
  itemsWhere(db, sql`i.project_id = ${project}`);

export async function findItem(db: Database, project: string, id: string): Promise<PunchItem> {
  const [item] = await itemsWhere(db, sql`i.project_id = ${project} and i.id = ${id}`);
  if (!item) throw new Refusal('gone', 'This is no longer on the punch list.');
  return item;
}

/** With its row held. */
export async function lockItem(db: Database, project: string, id: string): Promise<PunchItem> {
  await db.$queryRaw(sql`select 1 from project_punch_items where id = ${id} for update`);
  return findItem(db, project, id);
}

export interface OpenItem extends PunchItem {
  readonly title: string;
}

/** Everything that is still to be done, in projects that go on: one query over all of them. */
export function openItems(db: Database): Promise<OpenItem[]> {
  return db.$queryRaw<OpenItem[]>(sql`
    select each.*, p.title from (${ITEM} where i.state = 'open') each join projects p on p.id = each.project
    where p.state not in ('held', 'cancelled') order by each.due, each.project, each.number`);
}

export interface ItemToAccept extends OpenItem {
  readonly doneAt: Date;
}

/** What waits for somebody who leads a project. */
export function itemsToAccept(db: Database, lead: string): Promise<ItemToAccept[]> {
  return db.$queryRaw<ItemToAccept[]>(sql`
    select each.*, p.title, i.done_at as "doneAt" from (${ITEM} where i.state = 'done') each join projects p on p.id = each.project
      join project_punch_items i on i.id = each.id
    where ${LEAD} = ${lead} and p.state <> 'cancelled' order by i.done_at limit 20`);
}

export interface NewItem {
  readonly id: string;
  readonly project: string;
  readonly what: string;
  readonly place: string;
  readonly owner: string | null;
  readonly due: Day;
  readonly by: string;
}

/** Its number. The project's row is held, so that numbers have no gaps. */
export async function addItem(db: Database, item: NewItem, at: Date): Promise<number> {
  const { id, project, what, place, owner, due, by } = item;
  const number = 1 + (await db.projectPunchItem.count({ where: { projectId: project } }));
  const dueOn = new Date(`${due}T00:00:00Z`);
  await db.projectPunchItem.create({
    data: { id, projectId: project, number, what, place, ownerId: owner, dueOn, reportedBy: by, reportedAt: at },
  });
  return number;
}

export async function markDone(
  db: Database,
  { id, round }: PunchItem,
  { by, note }: { readonly by: string; readonly note: string | null },
  at: Date,
): Promise<void> {
  await db.projectPunchItem.update({
    where: { id, state: 'open' },
    data: { state: 'done', round: round + 1, doneBy: by, doneAt: at, doneNote: note, reopenWhy: null },
  });
}

export async function markAccepted(db: Database, { id }: PunchItem, by: string, at: Date): Promise<void> {
  await db.projectPunchItem.update({
    where: { id, state: 'done' },
    data: { state: 'accepted', acceptedBy: by, acceptedAt: at },
  });
}

export async function reopen(db: Database, { id }: PunchItem, why: string, due: Day): Promise<void> {
  await db.projectPunchItem.update({
    where: { id, state: 'done' },
    data: { state: 'open', reopenWhy: why, dueOn: new Date(`${due}T00:00:00Z`) },
  });
}

export interface NewPhoto {
  readonly id: string;
  readonly item: string;
  readonly name: string;
  readonly by: string;
}

export async function addPhotos(db: Database, photos: readonly NewPhoto[], at: Date): Promise<void> {
  await db.projectPunchPhoto.createMany({
    data: photos.map(({ id, item, name, by }) => ({ id, itemId: item, name, addedBy: by, addedAt: at })),
  });
}

export interface Photo {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

export async function keepPhoto(db: Database, photo: string, { id, name, bytes }: Photo): Promise<void> {
  await db.attachment.create({ data: { id, name, bytes: new Uint8Array(bytes) } });
  await db.projectPunchPhoto.update({ where: { id: photo }, data: { attachmentId: id } });
}

export async function refusePhoto(db: Database, photo: string, error: string): Promise<void> {
  await db.projectPunchPhoto.update({ where: { id: photo }, data: { error } });
}

/** Those that were fetched, the first ones first. */
export async function photosOf(db: Database, item: string): Promise<Photo[]> {
  return db.$queryRaw<Photo[]>(sql`
    select f.id, f.name, a.bytes from project_punch_photos f join attachments a on a.id = f.attachment_id
    where f.item_id = ${item} order by f.added_at, f.id`);
}
