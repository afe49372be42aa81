import { type Day, todayIn } from './calendar.js';

/** Where headquarters are: on their clocks goes what is at no boutique and whom nothing else places. */
export const HOUSE_ZONE = 'America/New_York';
/** ISO 3166-1 alpha-2: whose public holidays they keep. */
export const HOUSE_COUNTRY = 'US';

/** The day at headquarters. */
export const todayOfHouse = (now: Date): Day => todayIn(HOUSE_ZONE, now);
