import { timeZonesInUse } from '../../database/calendars.js';
import { again, type Connection, type Database, transaction } from '../../database/client.js';
import { carryDeliveries } from '../../database/deliveries.js';
import { morningsInUse } from '../../database/person-times.js';
import { lockReminders } from '../../database/reminders.js';
import type { Time } from '../../domain/calendar.js';
import { HOUSE_ZONE } from '../../domain/house.js';
import { morningTime } from '../../domain/reminder.js';
import type { Parts } from '../context.js';
import type { Log } from '../log.js';
import type { Registry } from '../registry.js';
import { timesBetween } from '../schedule.js';
import { declaredIn } from './declared.js';
import { look } from './looking.js';
import { morning } from './morning.js';
import { hasSpoken, nothingYet, sayAloud, type Turn } from './voice.js';

/** What comes again and again on some clocks: a look at the reminders of one cron, or the morning of those who begin then. */
export type Occasion =
  | { readonly type: 'look'; readonly cron: string; readonly timeZone: string }
  | { readonly type: 'morning'; readonly time: Time; readonly timeZone: string };

/** Everything, on all clocks: after the bot was away. */
export type Everything = 'everything';

export interface Keeper {
  readonly parts: Parts;
  readonly connection: Connection;
  readonly log: Log;
}

/** Looks and mornings as the network has them now, in two queries. */
export async function occasionsIn(
  registry: Pick<Registry, 'capabilities'>,
  db: Database,
): Promise<readonly Occasion[]> {
  const crons = new Set(declaredIn(registry).map(({ reminder }) => reminder.cron));
  if (crons.size === 0) return [];
  const zones = new Set([...(await timeZonesInUse(db)), HOUSE_ZONE]);
  const looks = [...crons].flatMap((cron) => [...zones].map((timeZone) => ({ type: 'look', cron, timeZone }) as const));
  const mornings = (await morningsInUse(db)).map(
    (times) => ({ type: 'morning', time: morningTime(times), timeZone: times.timeZone }) as const,
  );
  return [...looks, ...new Map(mornings.map((each) => [nameOf(each), each])).values()];
}

export const nameOf = (occasion: Occasion): string =>
  `${occasion.type} ${occasion.type === 'look' ? occasion.cron : occasion.time} ${occasion.timeZone}`;

/** "09:00" as cron writes it. */
export function cronOf(occasion: Occasion): string {
  if (occasion.type === 'look') return occasion.cron;
  const [hour = '0', minute = '0'] = occasion.time.split(':');
  return `${Number(minute)} ${Number(hour)} * * *`;
}

export interface Firing {
  readonly at: Date;
  readonly occasion: Occasion;
}

/** All of them after a moment, up to another and with it, in their order; at the same moment looks come first. */
export function firingsBetween(occasions: readonly Occasion[], after: Date, until: Date): readonly Firing[] {
  return occasions
    .flatMap((occasion) => {
      const { timeZone } = occasion;
      return timesBetween({ cron: cronOf(occasion), timeZone }, after, until).map((at) => ({ at, occasion }));
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (nameOf(a.occasion) < nameOf(b.occasion) ? -1 : 1));
}

/** One look or one morning, in a transaction of its own: it is said whole or not at all, and by whoever comes first. */
export async function take({ parts, connection, log }: Keeper, occasion: Occasion | Everything): Promise<void> {
  const began = parts.now();
  const { at, figures, spoke } = await again(() =>
    transaction(
      connection,
      async (db) => {
        const turn = { parts, db, now: parts.now(), spoken: nothingYet() };
        const figures = await takeAloud(turn, occasion);
        return { at: turn.now, figures, spoke: hasSpoken(turn) };
      },
      { slow: true },
    ),
  );
  // Whoever dies before this leaves it to the next minute, in which what waits without a job is found.
  if (spoke) await carryDeliveries(connection.prisma, at);
  // What is only written down is no news for whoever reads along.
  if (!figures.said && !figures.climbed) return;
  const name = occasion === 'everything' ? occasion : nameOf(occasion);
  log.info('reminders were looked at', { occasion: name, ...figures, ms: parts.now().getTime() - began.getTime() });
}

async function takeAloud(turn: Turn, occasion: Occasion | Everything): Promise<Record<string, number>> {
  await lockReminders(turn.db, 'alone');
  const figures = await takeWithin(turn, occasion);
  await sayAloud(turn);
  return figures;
}

/** The same in a transaction that somebody else ends, where nothing is said yet. */
export async function takeWithin(turn: Turn, occasion: Occasion | Everything): Promise<Record<string, number>> {
  const reminders = declaredIn(turn.parts.registry);
  if (occasion === 'everything') {
    const looked = await look(turn, { reminders, timeZone: null });
    const told = await morning(turn, { timeZone: null, time: null }, reminders);
    return { ...looked, said: looked.said + told.said, people: told.people };
  }
  const { timeZone } = occasion;
  if (occasion.type === 'morning') return { ...(await morning(turn, { timeZone, time: occasion.time }, reminders)) };
  const its = reminders.filter(({ reminder }) => reminder.cron === occasion.cron);
  return { ...(await look(turn, { reminders: its, timeZone })) };
}
