// npm run torture [-- --kills N] [--seconds N] [--seed TEXT]: people work while everything below them is taken away.
import { rm, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { chanceFrom } from '../../src/demo/chance.js';
import { openFolder } from '../helpers/folder.js';
import { killBot } from './kills.js';
import { looseDatabase, stoppedDatabase } from './lost-database.js';
import { inWords, type Result } from './result.js';
import { sickSlack } from './sick-slack.js';
import { openStage, type Stage } from './stage.js';

const { values } = parseArgs({
  options: {
    /** How often the bot is killed. */
    kills: { type: 'string', default: '50' },
    /** How long Slack is sick, and half of that the database gone. */
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: `${Date.now()}` },
    /** Some of a, b and c. */
    only: { type: 'string', default: 'abc' },
  },
});
const seconds = Number(values.seconds);
console.log(
  `Seed ${values.seed}: --seed ${values.seed} repeats what people and chance do, not the machine's own pace.`,
);

for (const file of ['torture-bot.log', 'torture-faults.log']) await rm(file, { force: true });
const chance = chanceFrom(values.seed);
const results: Result[] = [];

/** Each part begins with a boutique in which nothing has been counted. */
async function part(name: string, torture: (stage: Stage) => Promise<Result[]>): Promise<void> {
  if (!values.only.includes(name)) return;
  const stage = await openStage(await openFolder(), chance);
  try {
    keep(...(await torture(stage)));
  } finally {
    const stuck = await stage.close();
    if (stuck.length > 0) keep({ name: 'The end', sums: {}, faults: stuck });
  }
}

function keep(...found: readonly Result[]): void {
  for (const result of found) console.log(inWords(result));
  results.push(...found);
}

await part('a', async (stage) => [await killBot(stage, Number(values.kills))]);
await part('b', (stage) => sickSlack(stage, seconds));
await part('c', async (stage) => [await looseDatabase(stage, seconds / 2)]);
if (values.only.includes('c')) keep(await stoppedDatabase(await openFolder(), chance, seconds / 2));

const faults = results.flatMap((result) => result.faults);
if (faults.length > 0) await writeFile('torture-faults.log', faults.join('\n'));
console.log(
  faults.length === 0
    ? '\nNothing was lost, doubled or out of order.'
    : `\n${faults.length} faults, in torture-faults.log; what the bot said is in torture-bot.log.`,
);
process.exit(faults.length === 0 ? 0 : 1);
