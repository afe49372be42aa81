import type { Button, Line } from '../../chat/card.js';
import type { Day } from '../../domain/calendar.js';
import type { Owed } from '../capability.js';

/** What is owed, as it is kept: from when it was first seen until it ends. */
export interface ReminderRow {
  readonly id: string;
  /** `aml-checks/monthly-check/MADISON/2026-10/late`. */
  readonly key: string;
  /** `aml-checks/monthly-check`. */
  readonly name: string;
  /** Null: the network's. */
  readonly boutique: string | null;
  readonly subject: string;
  readonly level: Owed['level'];
  readonly on: Day | null;
  readonly weight: NonNullable<Owed['weight']>;
  readonly line: Line;
  readonly button: Button;
  readonly record: string | null;
  /** Null: whoever has the role of its first rung. */
  readonly owner: string | null;
  readonly since: Date;
  readonly rung: number;
  readonly rungSince: Date;
  readonly seenBy: string | null;
  readonly seenAt: Date | null;
  /** Not before this day, on the clocks of its place. */
  readonly notBefore: Day | null;
  readonly endedAt: Date | null;
}
