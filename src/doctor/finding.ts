export interface Finding {
  /** A note changes nothing; what is to be mended stands in somebody's way. */
  readonly is: 'well' | 'note' | 'mend';
  readonly says: string;
  /** What to do about it. */
  readonly todo?: string;
}

export const well = (says: string): Finding => ({ is: 'well', says });
export const note = (says: string, todo: string): Finding => ({ is: 'note', says, todo });
export const mend = (says: string, todo: string): Finding => ({ is: 'mend', says, todo });

/** "1 migration", "3 migrations". */
export function things(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
