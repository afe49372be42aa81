import { clockTime as clock, dayName as day, longTime as long, isSameDay as sameDay } from '../time.js';

/** The page's clock reads seconds, as Slack writes them; Teams writes ISO 8601. */
const seconds = (at: string): string => String(new Date(at).getTime() / 1000);

export const clockTime = (at: string): string => clock(seconds(at));
export const dayName = (at: string): string => day(seconds(at));
export const longTime = (at: string): string => long(seconds(at));
export const isSameDay = (one: string, other: string): boolean => sameDay(seconds(one), seconds(other));
