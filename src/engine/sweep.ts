import { lockApproval, openApprovals, saveApproval } from '../database/approvals.js';
import { type Connection, transaction } from '../database/client.js';
import { boutiqueByCode } from '../database/lookup.js';
import { passUp } from '../domain/approval.js';
import { askDeciders, recordPassedUp, replaceCards, settled } from './approvals.js';
import { act, nobody, type Parts, withBoutique } from './context.js';

/** Silence passes a request up: looked at every minute, decided by `passUp` alone, each in a transaction of its own. */
export async function sweepApprovals(parts: Parts, connection: Connection): Promise<void> {
  const now = parts.now();
  const silent = (await openApprovals(connection.prisma)).filter((row) => passUp(row, now, row.calendar) !== row);
  const failures: unknown[] = [];
  for (const { id } of silent) {
    // One that fails must not hold back the ones after it.
    await transaction(connection, (db) => passUpNow(parts, db, id, now), { slow: true }).catch((error) =>
      failures.push(error),
    );
  }
  if (failures.length > 0) throw failures[0];
}

async function passUpNow(parts: Parts, db: Parameters<typeof lockApproval>[0], id: string, now: Date): Promise<void> {
  const row = await lockApproval(db, id);
  const approval = row && parts.registry.approval(row.name);
  const boutique = row && (await boutiqueByCode(db, row.boutique));
  if (!approval || !boutique) return;
  const above = passUp(row, now, row.calendar);
  if (above === row) return;

  const subject = await approval.find(db, row.subjectId);
  await act(parts, { actor: nobody, boutique, subject: row.subjectId, now, db, through: 'engine' }, async (context) => {
    const passed = { ...row, ...above };
    recordPassedUp(withBoutique(context), row, passed, 'silence');
    const next = await settled(withBoutique(context), passed);
    await saveApproval(db, next);
    replaceCards(withBoutique(context), approval.card(subject, boutique), row, 'Passed up: no answer in time.');
    await askDeciders(withBoutique(context), approval, subject, next);
  });
}
