/** Slack's `ts` is Unix seconds with a counter behind the point. Shown in the reader's own time zone. */
export function clockTime(ts: string): string {
  return momentOf(ts).toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' });
}

/** For the divider between days. */
export function dayName(ts: string): string {
  const now = new Date();
  const days = Math.round((midnight(now) - midnight(momentOf(ts))) / 86_400_000);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return momentOf(ts).toLocaleDateString('en-US', { weekday: 'long', month: 'long', day: 'numeric' });
}

export function longTime(ts: string): string {
  return momentOf(ts).toLocaleString('en-US', { dateStyle: 'full', timeStyle: 'short' });
}

/** To the second, for the log. */
export function logTime(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-US', { hour12: false });
}

export function isSameDay(one: string, other: string): boolean {
  return midnight(momentOf(one)) === midnight(momentOf(other));
}

function momentOf(ts: string): Date {
  return new Date(Number(ts) * 1000);
}

function midnight(moment: Date): number {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}
