import { rm } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { demoStock } from '../../src/demo/stock.js';
import type { BrowserProgram } from '../helpers/browser.js';
import { openQuickFolder } from '../helpers/folder.js';
import { build, type Running, type Settings, startVitrine } from '../helpers/vitrine.js';
import { launch } from './screen.js';
import { openWindows, type Windows } from './windows.js';

/** A bot as `npm start` starts it, on data of its own, and a browser before it. */
export interface Played extends Windows {
  readonly folder: string;
  /** Kills the bot; `start` brings it back at the same address. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly end: () => Promise<void>;
}

export async function play(program: BrowserProgram): Promise<Played> {
  const [folder] = await Promise.all([openQuickFolder(), build()]);
  let [bot, browser]: [Running, Browser] = await Promise.all([startVitrine({ DATA_DIR: folder }), launch(program)]);
  const settings: Settings = { DATA_DIR: folder, PORT: new URL(bot.address).port };
  const windows = openWindows(browser, bot.address);
  return {
    ...windows,
    folder,
    kill: async () => void (await bot.end('SIGKILL')),
    async start() {
      bot = await startVitrine(settings);
    },
    async end() {
      await windows.closeWindows();
      await bot.end('SIGTERM');
      await rm(folder, { recursive: true });
    },
  };
}

/** What lies in a zone of the demo. */
export function serialsIn(boutique: string, zone: string): readonly string[] {
  const there = demoStock(boutique).filter(({ status }) => status === 'In stock' || status === 'Reserved');
  return there.flatMap((piece) => (piece.zone === zone ? [piece.serial] : []));
}
