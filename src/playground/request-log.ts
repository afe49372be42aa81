import type { Audience } from './audience.js';
import type { LogEntry } from './protocol.js';

export interface RequestLog {
  add(entry: Omit<LogEntry, 'id' | 'at' | 'milliseconds'> & { readonly startedAt: number }): void;
  entries(): readonly LogEntry[];
}

interface Secrets {
  readonly botToken: string;
  readonly signingSecret: string;
  readonly now: () => Date;
}

const kept = 300;
/** A view may be 250 kB; the panel shows what a person can read. */
const longest = 40_000;

export function openRequestLog(audience: Audience, options: Secrets): RequestLog {
  const entries: LogEntry[] = [];
  let id = 0;
  return {
    add: ({ startedAt, request, answer, ...rest }) => {
      const now = options.now();
      id += 1;
      const entry: LogEntry = {
        id,
        at: now.toISOString(),
        milliseconds: now.getTime() - startedAt,
        ...rest,
        request: shown(request, options),
        answer: shown(answer, options),
      };
      entries.push(entry);
      if (entries.length > kept) entries.shift();
      audience.tellAll({ type: 'log', entry });
    },
    entries: () => entries,
  };
}

/** A copy without secrets, whatever field they hide in. */
function shown(value: unknown, { botToken, signingSecret }: Secrets): unknown {
  const json = JSON.stringify(value, (name, item: unknown) => {
    if (name === 'token' || name === 'authorization') return '(not shown)';
    return typeof item === 'string' ? without(item, [botToken, signingSecret]) : item;
  });
  if (json === undefined) return null;
  return json.length > longest ? { cut: `${json.slice(0, 2000)}…`, characters: json.length } : JSON.parse(json);
}

function without(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '(not shown)')), text);
}
