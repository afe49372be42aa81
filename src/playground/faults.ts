import type { SetFault } from './protocol.js';

/** Trouble on order: the next calls of a method answer as Slack does on a bad day. */
export interface Faults {
  set(fault: SetFault): void;
  clear(): void;
  pending(): readonly SetFault[];
  /** The fault that hits this call, if any; it is then used up by one. */
  take(method: string): SetFault | undefined;
}

export function noFaults(): Faults {
  let faults: readonly SetFault[] = [];
  return {
    set: (fault) => {
      faults = [...faults.filter((other) => other.method !== fault.method), fault].filter(({ times }) => times > 0);
    },
    clear: () => {
      faults = [];
    },
    pending: () => faults,
    take: (method) => {
      const hit = faults.find((fault) => fault.method === method) ?? faults.find((fault) => fault.method === '*');
      if (!hit) return undefined;
      faults = faults.map((fault) => (fault === hit ? { ...fault, times: fault.times - 1 } : fault));
      faults = faults.filter(({ times }) => times > 0);
      return hit;
    },
  };
}
