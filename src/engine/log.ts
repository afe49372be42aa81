/** What is written for those who run Vitrine: ids, codes and durations, never what people wrote, serials or names. */
export interface Log {
  readonly info: (message: string, facts?: Readonly<Record<string, unknown>>) => void;
  readonly warn: (message: string, facts?: Readonly<Record<string, unknown>>) => void;
  readonly error: (message: string, facts?: Readonly<Record<string, unknown>>) => void;
}

/** An error as facts: its kind, code and place. Its message may hold what somebody typed, so only our own are kept. */
export function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, meta } = error as Error & { code?: unknown; meta?: { driverAdapterError?: { cause?: Cause } } };
  const stack = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8);
  const database = meta?.driverAdapterError?.cause?.originalCode;
  return { error: error.name, code, ...(database && { database }), at: stack?.map((line) => line.trim()) };
}

/** What the database itself said, by its code: `40P01`. */
interface Cause {
  readonly originalCode?: string;
}
