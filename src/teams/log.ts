/** Where this folder reports to. Facts are codes, names and numbers, never what somebody said. */
export interface Log {
  readonly warn: (message: string, facts?: Readonly<Record<string, unknown>>) => void;
  readonly error: (message: string, facts?: Readonly<Record<string, unknown>>) => void;
}

/** What is written about an error: its kind, code and place. Its message may quote what somebody sent. */
export function factsOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code } = error as { readonly code?: unknown };
  const places = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  return {
    error: error.name,
    ...(typeof code === 'string' && { code }),
    at: places?.slice(0, 5).map((line) => line.trim()),
  };
}
