import { momentAt, todayIn } from './calendar.js';
import { openDaysFrom, type PlaceCalendar } from './place-calendar.js';

/** How long the boutique traded between two moments. Not rounded, so that parts add up. */
export function tradingMinutesBetween(since: Date, until: Date, calendar: PlaceCalendar): number {
  let traded = 0;
  for (const { opens, closes } of periodsFrom(since, calendar)) {
    // Also where that is no moment at all.
    if (!(opens < until.getTime())) break;
    traded += Math.max(0, Math.min(closes, until.getTime()) - opens);
  }
  return traded / MINUTE;
}

/** The first moment by which the boutique has traded so long. Null: it never does. */
export function addTradingMinutes(since: Date, minutes: number, calendar: PlaceCalendar): Date | null {
  let left = Math.ceil(minutes * MINUTE);
  if (!(left > 0)) return since;
  for (const { opens, closes } of periodsFrom(since, calendar)) {
    if (closes - opens >= left) return new Date(opens + left);
    left -= closes - opens;
  }
  return null;
}

const MINUTE = 60_000;

interface Period {
  readonly opens: number;
  readonly closes: number;
}

/** From this moment on, without end unless it trades no more. */
function* periodsFrom(since: Date, calendar: PlaceCalendar): Generator<Period> {
  const { timeZone } = calendar;
  for (const { day, from, to } of openDaysFrom(todayIn(timeZone, since), calendar)) {
    const opens = Math.max(momentAt(day, from, timeZone).getTime(), since.getTime());
    const closes = momentAt(day, to, timeZone).getTime();
    if (opens < closes) yield { opens, closes };
  }
}
