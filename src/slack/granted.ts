import { WebClient } from '@slack/web-api';
import { clientOptions } from './connection.js';
import { slackCode } from './errors.js';

/** A token's workspace as Slack describes it now. */
export type Workspace =
  | { readonly state: 'reached'; readonly name: string; readonly granted: readonly string[] }
  /** Slack answered, and said no. */
  | { readonly state: 'refused'; readonly code: string }
  | { readonly state: 'silent'; readonly reason: string };

export async function askWorkspace(token: string, apiUrl: string | null): Promise<Workspace> {
  const nothing = () => {};
  const client = new WebClient(
    token,
    clientOptions({ ...(apiUrl && { apiUrl }), log: { warn: nothing, error: nothing } }),
  );
  try {
    const { team = 'The workspace', response_metadata } = await client.auth.test();
    return { state: 'reached', name: team, granted: response_metadata?.scopes ?? [] };
  } catch (error) {
    const code = slackCode(error);
    return code === null ? { state: 'silent', reason: reasonOf(error) } : { state: 'refused', code };
  }
}

/** The innermost cause that has a code; a name where none has. */
function reasonOf(error: unknown): string {
  let reason = 'no answer';
  for (let each = error; each instanceof Error; each = 'original' in each ? each.original : each.cause)
    reason = 'code' in each && typeof each.code === 'string' ? each.code : each.name;
  return reason;
}
