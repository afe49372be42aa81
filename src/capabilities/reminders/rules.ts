import { clockTime, type Time } from '../../domain/calendar.js';
import { type Role, roleNames } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';

/** Whoever has a role has hours and may owe something. */
export const everybody = Object.keys(roleNames) as Role[];

/** A store manager for their own boutique, an operations manager for any. */
export const mayClose: readonly Role[] = ['store-manager', 'operations-manager'];

/** When somebody may be told what can wait, on their own clocks. */
export interface Hours {
  readonly quietFrom: Time;
  readonly quietTo: Time;
  readonly morning: Time;
}

/** Why these hours can't be; null where they can. */
export function wrongHours(hours: Hours): Refusal | null {
  if (!isQuiet(hours)) return null;
  const { quietFrom, quietTo } = hours;
  const outside = `from ${timeInWords(quietTo)} to ${timeInWords(quietFrom)}`;
  return new Refusal('quiet-morning', `Choose a morning outside your quiet hours: ${outside}.`, 'morning');
}

function isQuiet({ quietFrom, quietTo, morning }: Hours): boolean {
  if (quietFrom === quietTo) return false;
  if (quietFrom < quietTo) return quietFrom <= morning && morning < quietTo;
  return morning >= quietFrom || morning < quietTo;
}

/** What follows: "Your day’s reminders come at 9:00 AM. Between 8:00 PM and 8:00 AM only what is critical." */
export function hoursInWords({ quietFrom, quietTo, morning }: Hours): string {
  const comes = `Your day’s reminders come at ${timeInWords(morning)}.`;
  if (quietFrom === quietTo) return `${comes} You have no quiet hours.`;
  return `${comes} Between ${timeInWords(quietFrom)} and ${timeInWords(quietTo)} only what is critical.`;
}

/** "9:00 AM". */
export const timeInWords = (time: Time): string =>
  clockTime(new Date(`1970-01-01T${time === '24:00' ? '00:00' : time}:00Z`), 'UTC');

/** A reminder, and whether it is said in a boutique's channel too. */
export interface ChannelSetting {
  readonly name: string;
  readonly title: string;
  readonly said: boolean;
}
