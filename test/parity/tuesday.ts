import { type Day, momentAt, todayIn } from '../../src/domain/calendar.js';
import { daysAfter, weekdayOf } from '../../src/domain/days.js';
import { retailClosing } from '../../src/domain/retail-closings.js';

export const NEW_YORK = 'America/New_York';

/** A Tuesday on which boutiques are open, after today: what depends on the day of the week or the hour is the same at every run. */
const tuesdayAfter = (day: Day): Day =>
  weekdayOf(day) === 'tue' && retailClosing(day, 'US') === null ? day : tuesdayAfter(daysAfter(day, 1));

/** The day on which the play begins, at half past ten. */
export const today = tuesdayAfter(daysAfter(todayIn(NEW_YORK, new Date()), 1));

export const AHEAD = momentAt(today, '10:30', NEW_YORK).getTime() - Date.now();
