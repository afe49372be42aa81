import { refusals } from './connector/connector-error.js';
import type { SetTeamsFault } from './protocol.js';

/** The faults that answer in place of what was asked; nothing is done then. */
export function faultBefore(fault: SetTeamsFault | undefined): void {
  switch (fault?.kind) {
    case 'rate_limited':
      throw refusals.throttled(fault.retryAfter);
    case 'precondition_failed':
      throw refusals.parallel();
    case 'bad_gateway':
      throw refusals.badGateway();
    case 'gateway_timeout':
      throw refusals.gatewayTimeout();
    case 'cut':
    case 'reset':
    case 'slow':
    case undefined:
      return;
  }
}

/** Milliseconds before anything happens. */
export function slowness(fault: SetTeamsFault | undefined): number {
  return fault?.kind === 'slow' ? (fault.milliseconds ?? 1000) : 0;
}

/** The connection breaks after the call was carried out. */
export function faultCuts(fault: SetTeamsFault | undefined): boolean {
  return fault?.kind === 'cut';
}
