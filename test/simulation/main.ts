// npm run year [-- --first DAY] [--last DAY] [--seed TEXT]: a year of twenty boutiques, lived through, then looked over.
import { parseArgs } from 'node:util';
import { grouped } from '../../src/domain/grouped.js';
import { startQuick } from '../helpers/postgres.js';
import { faultsOf } from './properties.js';
import { liveThrough, type Year } from './year.js';

const { values } = parseArgs({
  options: {
    first: { type: 'string', default: '2026-12-01' },
    last: { type: 'string', default: '2027-11-30' },
    seed: { type: 'string', default: 'vitrine' },
  },
});
const server = await startQuick();
let faults: readonly string[];
try {
  const url = new URL(server.url);
  url.pathname = '/vitrine_template';
  const { first, last, seed } = values;
  const year = await liveThrough(url.href, first, last, seed);
  faults = faultsOf(year);
  console.log(`${first} to ${last}, seed ${seed}\n`);
  for (const [what, figure] of figuresOf(year)) console.log(`${what.padEnd(52)} ${figure.padStart(9)}`);
} finally {
  await server.stop();
}
console.log(faults.length === 0 ? '\nNothing was said twice, too late or at a wrong hour.' : '');
for (const fault of faults) console.log(fault);
process.exit(faults.length === 0 ? 0 : 1);

function figuresOf({ heard, sent, looks, mornings, seconds }: Year): [string, string][] {
  const { user, system } = process.cpuUsage();
  const said = grouped(
    heard,
    ({ name, rung, person }) => `  ${name}, ${person === null ? 'in a channel' : `rung ${rung}`}`,
  );
  const figures: [string, number][] = [
    ['looks', looks],
    ['mornings', mornings],
    ['messages', sent.filter(({ revises }) => !revises).length],
    ['messages shown anew', sent.filter(({ revises }) => revises).length],
    ['reminders said', heard.length],
    ...[...said].map(([name, all]): [string, number] => [name, all.length]).sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
  return [
    ...figures.map(([what, figure]): [string, string] => [what, figure.toLocaleString('en-US')]),
    ['seconds', seconds.toFixed(1)],
    ['of them at work in this process', ((user + system) / 1e6).toFixed(1)],
  ];
}
