/** A statement as Prisma hands it to a connection. */
export interface Asked {
  readonly sql: string;
  readonly args: readonly unknown[];
}

/** From then on it is one that comes again and again. */
const OFTEN = 20;
/** Every connection keeps them all. */
const MOST = 64;
/** Beyond them nothing is counted any more: lists of all lengths make texts without end. */
const COUNTED = 5_000;
const MANY = 50;
const LONG = 5_000;

/**
 * Names for what is asked again and again, so that each connection plans it once: often that takes longer than the answer.
 * What is about many is planned for their number each time.
 */
export function namesOfStatements(): (asked: Asked) => string {
  const times = new Map<string, number>();
  const names = new Map<string, string>();
  return ({ sql, args }) => {
    if (args.length === 0 || args.some(isLarge)) return UNNAMED;
    const name = names.get(sql);
    if (name !== undefined) return name;
    if (names.size >= MOST || (times.size >= COUNTED && !times.has(sql))) return UNNAMED;
    const asked = (times.get(sql) ?? 0) + 1;
    times.set(sql, asked);
    if (asked < OFTEN) return UNNAMED;
    times.delete(sql);
    const made = `often-${names.size + 1}`;
    names.set(sql, made);
    return made;
  };
}

/** What PostgreSQL calls a statement that it forgets. */
const UNNAMED = '';

const isLarge = (value: unknown): boolean =>
  (Array.isArray(value) && value.length > MANY) || (typeof value === 'string' && value.length > LONG);
