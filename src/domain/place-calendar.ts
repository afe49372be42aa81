import type { Day } from './calendar.js';
import type { TradingCalendar } from './trading.js';

/** When a place is open: its week, less what is closed, plus what is open all the same. */
export interface PlaceCalendar extends TradingCalendar {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** "NY"; null where the country has none. */
  readonly state: string | null;
  /** Its own, its state's and its country's, in this order. */
  readonly closures: readonly Closure[];
}

export interface Closure {
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** "11:00-16:00": open at these hours on such a day, also where it would be closed; null: closed. */
  readonly hours: string | null;
  readonly reason: string;
}
