import { firingsBetween, occasionsIn, take } from '../../src/engine/reminders/turns.js';
import type { Bot } from './bot.js';

/** Moves the clock to a moment; every look and every morning on the way is taken at its own, and what it says is carried. */
export async function until(bot: Bot, moment: string): Promise<void> {
  const { engine, connection, clock } = bot;
  const { parts } = engine;
  const end = new Date(moment);
  const occasions = await occasionsIn(parts.registry, connection.prisma);
  for (const { at, occasion } of firingsBetween(occasions, clock.now, end)) {
    clock.now = at;
    await take({ parts, connection, log: silent }, occasion);
    await bot.carry();
  }
  clock.now = end;
}

/** As a bot does that was away until now. */
export async function wakes(bot: Bot): Promise<void> {
  await take({ parts: bot.engine.parts, connection: bot.connection, log: silent }, 'everything');
  await bot.carry();
}

export const silent = { info() {}, warn() {}, error() {} };
