import { type Database, sql } from '../../database/client.js';
import type { LineChange } from './rules-templates.js';

/** What was learned about the lines of a template, in its order. */
export function changedLines(db: Database, template: string): Promise<LineChange[]> {
  return db.$queryRaw<LineChange[]>(sql`
    select key, change from project_template_lines where template = ${template} order by id`);
}

export interface NewLineChange extends LineChange {
  readonly template: string;
  readonly why: string;
  readonly by: string;
}

/** From now on; what was made from it before stays as it is. */
export async function changeLine(db: Database, changed: NewLineChange, at: Date): Promise<void> {
  const { template, key, change, why, by } = changed;
  await db.projectTemplateLine.create({
    data: { template, key, why, changedBy: by, changedAt: at, ...(change && { change: change as unknown as object }) },
  });
}
