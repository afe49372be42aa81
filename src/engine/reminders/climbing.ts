import type { AuditEntry } from '../../database/audit.js';
import { type LookedAt, raiseReminders } from '../../database/reminders.js';
import { todayIn } from '../../domain/calendar.js';
import { climbs, rungThatHears } from '../../domain/reminder.js';
import type { Place } from '../capability.js';
import type { Declared } from './declared.js';
import { whoHears } from './hearing.js';
import type { Turn } from './voice.js';

/** Something open, where it is open, and who hears of it in which order. */
export interface Standing {
  readonly row: LookedAt;
  readonly place: Place;
  readonly reminder: Declared['reminder'];
}

interface Raised {
  readonly standing: Standing;
  readonly rung: number;
  readonly why: 'silence' | 'nobody';
}

/** Takes up a rung what nobody answered, and at once what nobody on its rung can hear of. What stands where then. */
export async function climb(turn: Turn, standing: readonly Standing[]): Promise<readonly LookedAt[]> {
  const raised = await raisedAmong(turn, standing);
  const { db, now } = turn;
  const ids = await raiseReminders(
    db,
    raised.map(({ standing: { row }, rung }) => ({ id: row.id, rung })),
    now,
  );
  const done = raised.filter(({ standing: { row } }) => ids.has(row.id));
  turn.spoken.entries.push(...done.map(onRecord));
  const rungs = new Map(done.map(({ standing: { row }, rung }) => [row.id, rung]));
  return standing.map(({ row }) => {
    const rung = rungs.get(row.id);
    return rung === undefined ? row : { ...row, rung, rungSince: now, notBefore: null, toldAt: null };
  });
}

async function raisedAmong(turn: Turn, standing: readonly Standing[]): Promise<Raised[]> {
  const { now } = turn;
  const asked = standing.flatMap((each) => {
    const { row, reminder, place } = each;
    const silent = climbs(row, reminder.ladder, place.calendar, now);
    const unheard = row.toldAt === null && row.seenAt === null && !rests(each, now);
    const above = row.rung + 1 < reminder.ladder.length;
    return above && (silent || unheard) ? [{ standing: each, silent, row, ladder: reminder.ladder }] : [];
  });
  if (asked.length === 0) return [];
  const hears = await whoHears(turn, asked);
  return asked.flatMap(({ standing, silent, row, ladder }) => {
    const from = silent ? row.rung + 1 : row.rung;
    const rung = rungThatHears(from, ladder.length, (each) => hears({ row, ladder }, each));
    return rung === row.rung ? [] : [{ standing, rung, why: silent ? 'silence' : 'nobody' }];
  });
}

const rests = ({ row: { notBefore }, place }: Standing, now: Date): boolean =>
  notBefore !== null && notBefore > todayIn(place.timeZone, now);

const onRecord = ({ standing: { row }, rung, why }: Raised): AuditEntry => ({
  actorId: null,
  channel: 'engine',
  boutique: row.boutique,
  event: 'reminders.climbed',
  subject: row.record ?? row.subject,
  facts: { reminder: row.key, from: row.rung, to: rung, why },
});
