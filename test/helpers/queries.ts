import pg from 'pg';

export interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Every statement that this process sends to a database meanwhile, with its values. */
export async function queriesIn(work: () => Promise<unknown>): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const { prototype } = pg.Client;
  const { query } = prototype;
  prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [first, second] = given as [string | { text: string; values?: readonly unknown[] }, unknown];
    if (typeof first === 'string') asked.push({ text: first, values: Array.isArray(second) ? second : [] });
    else asked.push({ text: first.text, values: first.values ?? [] });
    return (query as (...all: unknown[]) => unknown).apply(this, given);
  } as typeof query;
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return asked;
}
