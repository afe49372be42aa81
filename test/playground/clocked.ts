import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '../../src/config.js';
import type { BrowserProgram } from '../helpers/browser.js';
import { testDatabase } from '../helpers/database.js';
import { build } from '../helpers/vitrine.js';
import { launch, openScreen, type Screen, type WindowOptions } from './screen.js';
import { openTeamsScreen, type TeamsScreen } from './teams-screen.js';

/** The whole product in the test's own process, by a clock that the test moves, and a browser before it. */
export interface Clocked {
  readonly address: string;
  readonly open: (person: string, options?: WindowOptions) => Promise<Screen>;
  /** The same before the Teams client. */
  readonly openTeams: (person: string, options?: WindowOptions) => Promise<TeamsScreen>;
  /** Time goes by, and Vitrine looks at what it brought. */
  readonly passes: (time: { readonly hours?: number; readonly minutes?: number }) => Promise<void>;
  readonly closeWindows: () => Promise<void>;
  readonly end: () => Promise<void>;
}

const MINUTE = 60_000;

export async function playFrom(moment: string, program: BrowserProgram): Promise<Clocked> {
  let at = Date.parse(moment);
  // Two things never happen at the same moment.
  const now = () => {
    at += 1;
    return new Date(at);
  };
  const [database, browser] = await Promise.all([testDatabase(), launch(program), build()]);
  // As it was built, because the page is drawn by files that only a build makes.
  const { start } = (await import(pathToFileURL(join('dist', 'main.js')).href)) as typeof import('../../src/main.js');
  const product = await start({ ...CONFIG, databaseUrl: database.url }, () => {}, { now });
  const { address } = product;
  const screens: Pick<Screen, 'close'>[] = [];
  const kept = <S extends Pick<Screen, 'close'>>(screen: S): S => {
    screens.push(screen);
    return screen;
  };
  const closeWindows = async () => {
    for (const screen of screens.splice(0)) await screen.close();
  };
  return {
    address,
    open: async (person, options) => kept(await openScreen(browser, address, person, options)),
    openTeams: async (person, options) => kept(await openTeamsScreen(browser, address, person, options)),
    async passes({ hours = 0, minutes = 0 }) {
      at += (hours * 60 + minutes) * MINUTE;
      await product.look();
    },
    closeWindows,
    async end() {
      await closeWindows();
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
