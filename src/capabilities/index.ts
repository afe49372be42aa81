import type { Capability } from '../engine/capability.js';
import { amlChecks } from './aml-checks/index.js';
import { anomalies } from './anomalies/index.js';
import { cycleCounts } from './cycle-counts/index.js';
import { inbox } from './inbox/index.js';
import { openings } from './openings/index.js';
import { reminders } from './reminders/index.js';
import { stockCounts } from './stock-counts/index.js';
import { stockTakes } from './stock-takes/index.js';
import { supplies } from './supplies/index.js';

/** Everything Vitrine can do: one import and one line each. */
export const capabilities: readonly Capability[] = [
  stockCounts,
  stockTakes,
  supplies,
  anomalies,
  amlChecks,
  cycleCounts,
  openings,
  reminders,
  inbox,
];
