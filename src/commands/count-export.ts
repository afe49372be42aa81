import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { evidenceFiles, manifest } from '../capabilities/stock-counts/evidence.js';
import { countsBeginning, evidenceOf, type NamedCount } from '../capabilities/stock-counts/store-evidence.js';
import { appendAudit } from '../database/audit.js';
import { allHeads } from '../database/audit-trail.js';
import { type Connection, type Database, transaction } from '../database/client.js';
import { personByEmail } from '../database/people.js';
import { mayPersonSee, restrictionsOf } from '../database/restrictions.js';
import { dayAndTime, todayIn } from '../domain/calendar.js';
import { denied, Refusal } from '../domain/refusal.js';

export interface ExportOrder {
  /** Of the count, or how it begins. */
  readonly id: string;
  /** Must not be there yet; beside the command where none is named. */
  readonly to?: string;
  readonly by: string;
  /** The email of whoever gets it, where the count is restricted: they have to be among those who may see it. */
  readonly for?: string;
  readonly now: Date;
}

export interface Exported {
  readonly folder: string;
  readonly files: ReturnType<typeof evidenceFiles>;
  /** Of the manifest, which says what all the others are. */
  readonly sha256: string;
}

/** Writes everything about a count into a new folder; that it was taken out is on record before the first file is. */
export async function exportCount(connection: Connection, order: ExportOrder): Promise<Exported> {
  const found = await transaction(connection, (db) => read(db, order), { slow: true, snapshot: true });
  if (found.refusal) {
    await transaction(connection, (db) => appendAudit(db, [refused(order, found)], order.now));
    throw found.refusal;
  }
  const { evidence, heads, reader } = found;
  const { id, boutiqueCode, openedAt } = evidence.count;
  const contents = evidenceFiles(evidence);
  const seal = manifest(evidence, contents, { ...order, heads, sha256 });
  const exported = { files: [...contents, seal], sha256: sha256(seal.bytes) };

  const name = `count-${boutiqueCode}-${todayIn(evidence.boutique.timeZone, openedAt)}-${id.slice(0, 8)}`;
  const folder = resolve(order.to ?? name);
  await makeFolder(folder);
  const act = { actorId: order.by, channel: 'command-line', boutique: boutiqueCode, event: 'stock-counts.exported' };
  const facts = { manifest: exported.sha256, files: exported.files.length };
  const reading =
    reader === null
      ? []
      : [{ ...act, actorId: reader, event: 'restricted.read', subject: id, facts: { how: 'export' } }];
  await transaction(connection, (db) => appendAudit(db, [{ ...act, subject: id, facts }, ...reading], order.now));
  // The manifest is the last one: a folder without it is not complete.
  for (const { name, bytes } of exported.files) await writeFile(join(folder, name), bytes, { flag: 'wx' });
  return { folder, ...exported };
}

async function read(db: Database, order: ExportOrder) {
  const { id, boutique } = await theOne(db, order.id.trim().toLowerCase());
  const isRestricted = (await restrictionsOf(db, [id])).has(id);
  const reader = isRestricted ? await readerOf(db, id, order) : null;
  if (reader instanceof Refusal) return { id, boutique, refusal: reader };
  return { evidence: await evidenceOf(db, id), heads: await allHeads(db), reader };
}

/** For whom a restricted count is taken out, or why it is not. */
async function readerOf(db: Database, id: string, { for: email, now }: ExportOrder): Promise<string | Refusal> {
  if (email === undefined)
    return denied(
      'restricted',
      'This count is restricted. Say who gets it: --for and the email of somebody who may see it.',
    );
  const person = await personByEmail(db, email.trim());
  if (!person) return denied('nobody', 'Nobody who works here has this email.');
  if (await mayPersonSee(db, id, person.id, now)) return person.id;
  return denied('restricted', `${person.name} may not see this count. Safety and Security can tell you who may.`);
}

function refused({ by }: ExportOrder, { id, boutique, refusal }: { id: string; boutique: string; refusal: Refusal }) {
  const facts = { interaction: 'count export', code: refusal.code };
  return {
    actorId: by,
    channel: 'command-line',
    boutique,
    event: 'refused',
    subject: id,
    facts,
    reason: refusal.sentence,
  };
}

const MOST_NAMED = 5;

async function theOne(db: Database, prefix: string): Promise<NamedCount> {
  const found = await countsBeginning(db, prefix, MOST_NAMED + 1);
  const exact = found.find(({ id }) => id === prefix) ?? found[0];
  if (exact && (found.length === 1 || exact.id === prefix)) return exact;
  if (found.length > 1)
    throw new Refusal('several-counts', `Several counts begin with "${prefix}": ${inWords(found)}. Write more of it.`);

  const latest = await countsBeginning(db, '', MOST_NAMED);
  if (latest.length === 0) throw new Refusal('no-counts', 'There is no count yet.');
  throw new Refusal('no-count', `No count begins with "${prefix}". The latest are ${inWords(latest)}.`);
}

function inWords(counts: readonly NamedCount[]): string {
  const named = counts.slice(0, MOST_NAMED).map(({ id, boutique, timeZone, openedAt }) => {
    return `${id} (${boutique}, ${dayAndTime(openedAt, timeZone)})`;
  });
  return counts.length > MOST_NAMED ? `${named.join(', ')} and more` : named.join(', ');
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    throw new Refusal(
      'folder-there',
      `${folder} is there already, and nothing is written over. Name another with --to.`,
    );
  });
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
