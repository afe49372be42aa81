import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '../../src/config.js';
import type { BrowserProgram } from '../helpers/browser.js';
import { testDatabase } from '../helpers/database.js';
import { build } from '../helpers/vitrine.js';
import { launch } from './screen.js';
import { openWindows, type Windows } from './windows.js';

/** The whole product in the test's own process, and a browser before it. */
export interface Playing extends Windows {
  readonly address: string;
  readonly end: () => Promise<void>;
}

/** The same by a clock that the test moves. */
export interface Clocked extends Playing {
  /** Time goes by, and Vitrine looks at what it brought. */
  readonly passes: (time: { readonly hours?: number; readonly minutes?: number }) => Promise<void>;
}

const MINUTE = 60_000;

/** On a machine that has much else to do, nothing is taken back after three seconds. */
const PATIENCE = 30_000;

export async function playFrom(moment: string, program: BrowserProgram): Promise<Clocked> {
  let at = Date.parse(moment);
  // Two things never happen at the same moment.
  const now = () => {
    at += 1;
    return new Date(at);
  };
  const { look, ...playing } = await open(program, now);
  return {
    ...playing,
    async passes({ hours = 0, minutes = 0 }) {
      at += (hours * 60 + minutes) * MINUTE;
      await look();
    },
  };
}

/** By the clock on the wall. */
export async function playNow(program: BrowserProgram): Promise<Playing> {
  return open(program, () => new Date());
}

async function open(program: BrowserProgram, now: () => Date) {
  const [database, browser] = await Promise.all([testDatabase(), launch(program), build()]);
  // As it was built, because the page is drawn by files that only a build makes.
  const { start } = (await import(pathToFileURL(join('dist', 'main.js')).href)) as typeof import('../../src/main.js');
  const product = await start({ ...CONFIG, databaseUrl: database.url }, () => {}, {
    now,
    standIns: { slackWaits: PATIENCE, teamsThrottles: false },
  });
  // What it catches up with at the start would be in the way of the first who come.
  await product.look();
  const { address } = product;
  const windows = openWindows(browser, address);
  return {
    ...windows,
    address,
    look: product.look,
    async end() {
      await windows.closeWindows();
      await product.stop();
      await database.drop();
    },
  };
}

const CONFIG: Omit<Config, 'databaseUrl'> = {
  host: '127.0.0.1',
  port: 0,
  dataFolder: '',
  logLevel: 'error',
  slack: null,
  teams: null,
  metricsToken: null,
};
