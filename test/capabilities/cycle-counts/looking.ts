import { slotReminder } from '../../../src/capabilities/cycle-counts/reminding.js';
import { placesIn } from '../../../src/database/calendars.js';
import { todayIn } from '../../../src/domain/calendar.js';
import type { Bot } from '../../helpers/bot.js';

/** What the boutiques owe at this moment, as the reminders' look finds it. */
export async function lookNow({ connection: { prisma }, clock: { now } }: Bot) {
  const places = (await placesIn(prisma, null)).map(({ code, name, ...calendar }) => ({
    code,
    name,
    timeZone: calendar.timeZone,
    calendar,
  }));
  const facts = await slotReminder.facts(places, now, prisma);
  return places.flatMap((place) =>
    slotReminder
      .due(place, todayIn(place.timeZone, now), facts.get(place.code))
      .map(({ level, line }) => ({ boutique: place.code, level, line: `${line.lead} ${line.text}` })),
  );
}
