import type { Line } from '../../chat/card.js';
import { counted } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { type Anomaly, causes, closeReasons } from './rules.js';

const LONGEST = 450;

/** How it ended, and how often it had to be opened again. */
export const lines = {
  ending({ state, closeReason, cause, corrective, reopened }: Anomaly): Line[] {
    const line = (lead: string, text: string): Line => ({ lead, text });
    const again = reopened > 0 ? [line('Reopened', counted(reopened, 'time'))] : [];
    if (state !== 'closed' || !closeReason) return again;
    return [
      line('Closed', closeReasons[closeReason]),
      ...(cause ? [line('Cause', causes[cause])] : []),
      ...(corrective ? [line('Corrective action', shortened(corrective, LONGEST))] : []),
      ...again,
    ];
  },
} as const;
