import type { SetFault } from './protocol.js';

interface Ordered {
  readonly method: string;
  readonly times: number;
}

/** Trouble on order: the next calls of a method answer as the service does on a bad day. */
export interface Faults<Fault extends Ordered = SetFault> {
  set(fault: Fault): void;
  clear(): void;
  pending(): readonly Fault[];
  /** The fault that hits this call, if any; it is then used up by one. */
  take(method: string): Fault | undefined;
}

export function noFaults<Fault extends Ordered = SetFault>(): Faults<Fault> {
  let faults: readonly Fault[] = [];
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
