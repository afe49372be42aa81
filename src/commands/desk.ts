import type { Connection } from '../database/client.js';

/** What a command works with: a database for the time it takes, and two ways to speak. */
export interface Desk {
  readonly withDatabase: (work: (connection: Connection) => Promise<void>) => Promise<void>;
  readonly now: Date;
  readonly newId: () => string;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** More than these scroll away; the sum tells of the rest. */
const MOST_SAID = 200;

/** Nothing is changed where a file has faults; each is named by its line. */
export function refuseFile({ complain }: Pick<Desk, 'complain'>, file: string, faults: readonly string[]): false {
  for (const fault of faults.slice(0, MOST_SAID)) complain(fault);
  if (faults.length > MOST_SAID) complain(`… and ${faults.length - MOST_SAID} more.`);
  complain(`${file} has ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}; nothing was changed.`);
  return false;
}
