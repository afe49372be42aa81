import type { Browser } from 'playwright-core';
import { openScreen, type Screen, type WindowOptions } from './screen.js';
import { openTeamsScreen, type TeamsScreen } from './teams-screen.js';

/** The windows of a test, before the bot at one address. */
export interface Windows {
  readonly open: (person: string, options?: WindowOptions) => Promise<Screen>;
  /** The same before the Teams client. */
  readonly openTeams: (person: string, options?: WindowOptions) => Promise<TeamsScreen>;
  /** Closes the windows that a test opened. */
  readonly closeWindows: () => Promise<void>;
}

export function openWindows(browser: Browser, address: string): Windows {
  const screens: Pick<Screen, 'close'>[] = [];
  const kept = <S extends Pick<Screen, 'close'>>(screen: S): S => {
    screens.push(screen);
    return screen;
  };
  return {
    open: async (person, options) => kept(await openScreen(browser, address, person, options)),
    openTeams: async (person, options) => kept(await openTeamsScreen(browser, address, person, options)),
    async closeWindows() {
      for (const screen of screens.splice(0)) await screen.close();
    },
  };
}
