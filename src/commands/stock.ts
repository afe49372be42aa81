import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { faultInWords } from '../domain/fault.js';
import { importStock } from '../imports/stock.js';
import { type Desk, refuseFile } from './desk.js';
import { operator } from './operator.js';

interface Order extends Desk {
  readonly boutique?: string;
  readonly at?: Date;
}

/** Imports an export of the register. False where the file has faults: then nothing is imported. */
export async function importFile(file: string, order: Order): Promise<boolean> {
  const { boutique, at, now, newId, say, withDatabase } = order;
  const bytes = await readFile(file);
  const statedAt = at ?? (await stat(file)).mtime;
  let well = true;
  await withDatabase(async (connection) => {
    const asked = { bytes, fileName: basename(file), statedAt, now, newId, by: operator() };
    const { faults, boutiques } = await importStock(connection, { ...asked, ...(boutique && { boutique }) });
    for (const { sentence } of boutiques) say(sentence);
    well = faults.length === 0 || refuseFile(order, file, faults.map(faultInWords));
  });
  return well;
}
