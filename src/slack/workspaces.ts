import type { Connection, Unmet } from './connection.js';

/** The workspaces we speak for. */
export interface Workspaces {
  /** Null where it is none of ours. */
  readonly find: (team: string) => Promise<Connection | null>;
  /** Their ids, the one that is the longest with us first. */
  readonly all: () => Promise<readonly string[]>;
  /** Asks Slack who we are, where that has to be known before anything else; may be called again. */
  readonly start: () => Promise<void>;
  readonly started: () => boolean;
  /** It has taken us out. */
  readonly leave: (team: string) => Promise<void>;
}

/** The one workspace whose token was configured. */
export function oneWorkspace(connection: Unmet): Workspaces {
  const { connect, connected, installation, log } = connection;
  return {
    find: async (team) => (connected() && installation().team === team ? connection : null),
    all: async () => (connected() ? [installation().team] : []),
    start: async () => void (await connect()),
    started: connected,
    leave: async (team) => log.warn('the workspace has taken the app out; its token no longer works', { team }),
  };
}
