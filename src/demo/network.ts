import { stringify } from 'yaml';
import { networkFaultInWords, readNetwork } from '../imports/network-file.js';
import type { Network } from '../imports/network-shape.js';
import { demoNetworkFile } from './network-data.js';

/** The playground's network, read as any other would be. */
export function demoNetwork(): Network {
  const read = readNetwork(demoNetworkYaml());
  if ('faults' in read) throw new Error(read.faults.map(networkFaultInWords).join('\n'));
  return read.network;
}

/** Also an example of the file that `vitrine network apply` reads. */
export function demoNetworkYaml(): string {
  return stringify(demoNetworkFile(), { aliasDuplicateObjects: false });
}
