/** What Teams lets one bot do in one conversation. */
export interface Throttle {
  /** Null when the call may go on, and is counted; else seconds to wait. */
  pass(kind: 'send' | 'read', conversation: string): number | null;
  /** Only one call at a time changes a conversation: false while another does. */
  enter(conversation: string): boolean;
  leave(conversation: string): void;
}

/** Calls, and the milliseconds in which no more are taken. */
type Limit = readonly [number, number];

const hour = 3_600_000;

const limits: Readonly<Record<'send' | 'read', readonly Limit[]>> = {
  send: [
    [7, 1000],
    [8, 2000],
    [60, 30_000],
    [1800, hour],
  ],
  read: [
    [14, 1000],
    [16, 2000],
    [120, 30_000],
    [3600, hour],
  ],
};

/** `throttles` false: any number of calls, though one at a time. */
export function newThrottle(now: () => Date, throttles = true): Throttle {
  const calls = new Map<string, readonly number[]>();
  const busy = new Set<string>();
  return {
    pass: (kind, conversation) => {
      if (!throttles) return null;
      const name = `${kind} ${conversation}`;
      const at = now().getTime();
      const recent = (calls.get(name) ?? []).filter((time) => time > at - hour);
      const wait = Math.max(...limits[kind].map((limit) => waitFor(limit, recent, at)));
      calls.set(name, wait > 0 ? recent : [...recent, at]);
      return wait > 0 ? Math.ceil(wait / 1000) : null;
    },
    enter: (conversation) => {
      const free = !busy.has(conversation);
      busy.add(conversation);
      return free;
    },
    leave: (conversation) => void busy.delete(conversation),
  };
}

/** Until the oldest of as many calls as allowed has left the window. */
function waitFor([most, span]: Limit, recent: readonly number[], at: number): number {
  const oldest = recent.at(-most);
  return oldest === undefined || recent.length < most ? 0 : Math.max(0, oldest + span - at);
}
