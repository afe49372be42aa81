import { type Database, sql } from '../../database/client.js';
import { usualTimes } from '../../domain/person-times.js';
import type { Hours } from './rules.js';

/** The house's, where somebody has not set their own. */
export async function hoursOf(db: Database, person: string): Promise<Hours> {
  const { quietFrom, quietTo, morning } =
    (await db.personHours.findUnique({ where: { personId: person } })) ?? usualTimes;
  return { quietFrom, quietTo, morning };
}

export async function saveHours(db: Database, person: string, hours: Hours): Promise<void> {
  const where = { personId: person };
  await db.personHours.upsert({ where, create: { ...where, ...hours }, update: hours });
}

/** What a boutique has set otherwise than the house, by name. */
export async function channelSettings(db: Database, boutique: string): Promise<ReadonlyMap<string, boolean>> {
  const rows = await db.reminderSetting.findMany({ where: { boutiqueCode: boutique } });
  return new Map(rows.map(({ name, channel }) => [name, channel]));
}

export async function saveChannelSettings(
  db: Database,
  boutique: string,
  settings: readonly { readonly name: string; readonly said: boolean }[],
): Promise<void> {
  await db.$executeRaw(sql`
    insert into reminder_settings (name, boutique_code, channel)
    select s.name, ${boutique}, s.said from jsonb_to_recordset(${JSON.stringify(settings)}::jsonb) as s (name text, said boolean)
    on conflict (name, boutique_code) do update set channel = excluded.channel`);
}
