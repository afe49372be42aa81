import { readFile } from 'node:fs/promises';
import { applyNetwork, planNetwork } from '../imports/network.js';
import { networkFaultInWords, readNetwork } from '../imports/network-file.js';
import { type Desk, refuseFile } from './desk.js';
import { operator } from './operator.js';

/** Makes the network what a YAML file says, or shows what that would change. False where the file has faults. */
export async function applyFile(file: string, order: Desk & { readonly dryRun: boolean }): Promise<boolean> {
  const { dryRun, now, say, withDatabase } = order;
  const read = readNetwork(await readFile(file, 'utf8'));
  if ('faults' in read) return refuseFile(order, file, read.faults.map(networkFaultInWords));

  await withDatabase(async (connection) => {
    const changes = dryRun
      ? await planNetwork(connection.prisma, read.network)
      : await applyNetwork(connection, read.network, { kind: 'applied', now, by: operator() });
    for (const change of changes) say(change.sentence);
    const sum = `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}${dryRun ? ', not applied.' : ' applied.'}`;
    say(changes.length === 0 ? 'Nothing to change.' : sum);
  });
  return true;
}
