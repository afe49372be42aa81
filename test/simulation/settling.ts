import { appendAudit } from '../../src/database/audit.js';
import { type Connection, transaction } from '../../src/database/client.js';
import { momentAt } from '../../src/domain/calendar.js';
import { applyNetwork } from '../../src/imports/network.js';
import { company, places, zoneOf } from './company.js';
import { type Happenings, next } from './happenings.js';

/** Everybody is there, some of them away at times, and what a boutique has is in its two zones. */
export async function settleIn(connection: Connection, happenings: Happenings, now: Date): Promise<void> {
  const { prisma, pool } = connection;
  await applyNetwork(connection, company(), { kind: 'applied', now, by: null });
  const people = await prisma.person.findMany({ select: { id: true } });
  await prisma.chatAccount.createMany({
    data: people.map(({ id }) => ({ channel: 'slack', tenant: 'T1', userId: `U0${id}`, personId: id, boundAt: now })),
  });
  await pool.query(STOCK, [now]);
  await prisma.delegation.createMany({
    data: happenings.leaves.map(({ person, standIn, ...period }, index) => {
      const [from, to] = bounds(period, zoneOf(person, null));
      return {
        id: `leave-${index}`,
        fromId: person,
        toId: standIn,
        starts: from,
        ends: to,
        createdBy: person,
        createdAt: now,
      };
    }),
  });
  await prisma.closure.createMany({
    data: happenings.shut.map(({ code, ...period }, index) => ({
      ...{ id: `shut-${index}`, boutiqueCode: code, reason: 'Refit', createdAt: now },
      ...{ firstDay: new Date(period.first), lastDay: new Date(period.last) },
    })),
  });
  await prisma.personHours.createMany({
    data: [...happenings.hours].map(([personId, hours]) => ({ personId, ...hours })),
  });
  // Each zone within eight weeks.
  const figures = { days: { A: 56, B: 56, C: 56 }, promise: 60 };
  await prisma.cycleRules.create({ data: { place: '*', figures, changedBy: 'marc', changedAt: now } });
  // From then on they answer for their months.
  const entries = places.map(({ code }) => ({
    ...{ actorId: null, channel: 'command-line', boutique: code, event: 'network.applied', subject: code, facts: {} },
  }));
  await transaction(connection, (db) => appendAudit(db, entries, now));
}

const STOCK = `
  with imported as (
    insert into stock_imports (id, boutique_code, file_name, sha256, stated_at, imported_at, lines)
    select 'import-' || code, code, 'stock.csv', repeat('0', 64), $1, $1, 30 from boutiques returning id, boutique_code)
  insert into pieces (boutique_code, serial, reference, description, zone_id, retail, cost, status, import_id)
  select i.boutique_code, i.boutique_code || '-' || z.position || '-' || n, 'R' || n, 'Ring', z.id, 100000 * n, 50000 * n, 'in-stock', i.id
  from imported i join zones z on z.boutique_code = i.boutique_code, generate_series(1, 10) n`;

function bounds({ first, last }: { readonly first: string; readonly last: string }, timeZone: string): [Date, Date] {
  const after = new Date(`${last}T00:00:00Z`);
  after.setUTCDate(after.getUTCDate() + 1);
  return [momentAt(first, '00:00', timeZone), momentAt(after.toISOString().slice(0, 10), '00:00', timeZone)];
}

export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first.slice(0, 7); month <= last.slice(0, 7); month = next(month)) months.push(month);
  return months;
}
