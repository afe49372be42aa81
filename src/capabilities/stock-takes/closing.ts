import type { Boutique } from '../../domain/boutique.js';
import { momentAt } from '../../domain/calendar.js';
import { hoursOn } from '../../domain/place-calendar.js';
import type { Context } from '../../engine/capability.js';
import { placeOf } from './store-looks.js';

/** When a boutique closes on a day; where it is closed all day, when the day begins. */
export async function closingOn({ db }: Pick<Context, 'db'>, { code, timeZone }: Boutique, day: string): Promise<Date> {
  const place = await placeOf(db, code, day);
  const hours = place && hoursOn(day, place);
  return momentAt(day, hours?.to === '24:00' ? '23:59' : (hours?.to ?? '00:00'), timeZone);
}
