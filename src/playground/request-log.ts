import type { LogEntry } from './protocol.js';

export interface RequestLog {
  add(entry: Omit<LogEntry, 'id' | 'at' | 'milliseconds'> & { readonly startedAt: number }): void;
  entries(): readonly LogEntry[];
}

interface Logging {
  readonly now: () => Date;
  /** What no page may show, whatever field it hides in. */
  readonly secrets: readonly string[];
  readonly tell: (entry: LogEntry) => void;
}

const kept = 300;
/** A view may be 250 kB; the panel shows what a person can read. */
const longest = 40_000;

export function openRequestLog({ now: clock, secrets, tell }: Logging): RequestLog {
  const entries: LogEntry[] = [];
  let id = 0;
  return {
    add: ({ startedAt, request, answer, ...rest }) => {
      const now = clock();
      id += 1;
      const entry: LogEntry = {
        id,
        at: now.toISOString(),
        milliseconds: now.getTime() - startedAt,
        ...rest,
        request: shown(request, secrets),
        answer: shown(answer, secrets),
      };
      entries.push(entry);
      if (entries.length > kept) entries.shift();
      tell(entry);
    },
    entries: () => entries,
  };
}

function shown(value: unknown, secrets: readonly string[]): unknown {
  const json = JSON.stringify(value, (name, item: unknown) => {
    if (name === 'token' || name === 'authorization') return '(not shown)';
    return typeof item === 'string' ? without(item, secrets) : item;
  });
  if (json === undefined) return null;
  return json.length > longest ? { cut: `${json.slice(0, 2000)}…`, characters: json.length } : JSON.parse(json);
}

function without(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '(not shown)')), text);
}
