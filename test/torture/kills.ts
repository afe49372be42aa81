import { setTimeout as pause } from 'node:timers/promises';
import { signal } from './lives.js';
import { type Result, spread } from './result.js';
import type { Stage } from './stage.js';

/** The bot is killed at random moments, and its database with it in a third of the cases, while people go on. */
export async function killBot(stage: Stage, kills: number): Promise<Result> {
  const { lives, chance } = stage;
  const back: number[] = [];
  const faults: string[] = [];
  const sums = { kills: 0, 'of them while it started': 0, 'and its database too': 0, 'its database alone': 0 };
  await stage.atWork(async () => {
    while (sums.kills < kills) {
      await pause(300 + chance.below(3_500));
      sums.kills += 1;
      const database = chance.below(3) === 0;
      const alone = database && chance.below(2) === 0;
      if (database) for (const pid of (await lives.postgres()).slice(0, 1)) signal(pid, 'SIGKILL');
      if (alone) sums['its database alone'] += 1;
      else if (database) sums['and its database too'] += 1;
      if (alone) continue;
      await lives.kill();
      const since = Date.now();
      const starting = lives.start();
      if (chance.below(5) === 0 && sums.kills < kills) {
        await pause(chance.below(2_500));
        sums.kills += 1;
        sums['of them while it started'] += 1;
        await lives.kill();
        await starting;
        await startAgain(stage, faults);
      } else {
        const trouble = await starting;
        if (trouble) faults.push(`it did not start: ${trouble}`);
        if (trouble) await startAgain(stage, faults);
      }
      back.push(Date.now() - since);
    }
    await pause(2_000);
  });
  const { sums: compared, faults: found } = await stage.compare();
  return {
    name: 'Killed',
    sums: { ...sums, 'back and ready (median / 99 % / most)': spread(back), ...compared },
    faults: [...faults, ...found],
  };
}

/** As whoever watches over it would do. */
async function startAgain({ lives }: Stage, faults: string[]): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    const trouble = await lives.start();
    if (!trouble) return;
    faults.push(`it did not start: ${trouble}`);
  }
  throw new Error('the bot does not start any more');
}
