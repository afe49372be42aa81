import { type Logger, LogLevel } from '@slack/bolt';

/** Where this folder reports to. Facts are codes, names and numbers, never what somebody said. */
export interface Log {
  readonly warn: (message: string, facts?: Readonly<Record<string, unknown>>) => void;
  readonly error: (message: string, facts?: Readonly<Record<string, unknown>>) => void;
}

/** Bolt's and the Web API client's own remarks, from warnings up. Their debug lines hold whole payloads: those end here. */
export function slackLogger(log: Log): Logger {
  const nothing = (): void => undefined;
  return {
    debug: nothing,
    info: nothing,
    warn: (...parts: unknown[]) => log.warn(`bolt: ${words(parts)}`),
    error: (...parts: unknown[]) => {
      if (!EXPECTED.test(words(parts))) log.error(`bolt: ${words(parts)}`);
    },
    setLevel: nothing,
    getLevel: () => LogLevel.WARN,
    setName: nothing,
  };
}

/** While Slack looks a picture over, a message that shows it is tried again: `pictures` says when that was in vain. */
const EXPECTED = /^invalid slack file\b/;

/** A parse error quotes what it could not parse; Bolt's other remarks are fixed sentences. */
const QUOTING = /^(Malformed request body).*/s;

function words(parts: readonly unknown[]): string {
  return parts.map((part) => (part instanceof Error ? part.name : String(part).replace(QUOTING, '$1'))).join(' ');
}
