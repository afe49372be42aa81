import { microsoft, type Registration } from './microsoft.js';
import { within } from './patience.js';

/** What Microsoft says of the bot's registration now. */
export type Standing =
  /** Authentication is off: nobody is asked. */
  | { readonly state: 'off' }
  | { readonly state: 'reached' }
  /** Microsoft answered, and said no. */
  | { readonly state: 'refused'; readonly code: string }
  | { readonly state: 'silent'; readonly reason: string };

const PATIENCE_MS = 10_000;

export async function askMicrosoft(registration: Registration): Promise<Standing> {
  const { credentials } = registration;
  if (credentials === null) return { state: 'off' };
  return standing(microsoft(registration, credentials).authorize, PATIENCE_MS);
}

/** What a try to get a token comes to. What Microsoft says in whole sentences may name ids, and is not repeated. */
export async function standing(authorize: () => Promise<string>, patienceMs: number): Promise<Standing> {
  try {
    await within(patienceMs, authorize());
    return { state: 'reached' };
  } catch (error) {
    const { name, message, errorCode } = error as { name: string; message: string; errorCode?: unknown };
    const entra = /\bAADSTS\d+\b/.exec(message)?.[0];
    if (entra) return { state: 'refused', code: entra };
    if (typeof errorCode !== 'string') return { state: 'silent', reason: name };
    return UNREACHED.has(errorCode) ? { state: 'silent', reason: errorCode } : { state: 'refused', code: errorCode };
  }
}

/** MSAL's words for a network that does not get there. */
const UNREACHED: ReadonlySet<string> = new Set([
  'endpoints_resolution_error',
  'network_error',
  'no_network_connectivity',
  'openid_config_error',
]);
