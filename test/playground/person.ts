import type { Locator, Page } from 'playwright-core';
import type { ChatName } from '../../src/chat/channel.js';
import { userOf } from '../../src/demo/workspace.js';
import type { Clocked } from './clocked.js';
import { type Filled, fillIn } from './filling.js';
import type { WindowOptions } from './screen.js';
import type { TeamsScreen } from './teams-screen.js';

/** A person before one of the clients: the same deeds in both, by the names that they see. */
export interface Person {
  readonly chat: ChatName;
  readonly page: Page;
  readonly dialog: Locator;
  readonly messages: Locator;
  readonly goTo: (place: string) => Promise<void>;
  /** To the others there; Vitrine is not meant. */
  readonly writes: (words: string) => Promise<void>;
  /** A command that is answered by words. */
  readonly asks: (words: string) => Promise<void>;
  /** A command that opens a form, chosen or typed. */
  readonly begins: (command: string) => Promise<void>;
  /** Picks what the menu of the newest message with these words has. */
  readonly pointsAt: (words: string, shortcut: string) => Promise<void>;
  /** The newest message with these words, once it is there. */
  readonly message: (words: string | RegExp) => Promise<Locator>;
  readonly presses: (button: string, words: string | RegExp) => Promise<void>;
  /** The same, of what has just opened to be looked at: a message in Slack, a dialog in Teams. */
  readonly pressesIn: (button: string, words: string | RegExp) => Promise<void>;
  readonly fills: (answers: Filled) => Promise<void>;
  /** Presses a button of the open form. */
  readonly answers: (button: string) => Promise<void>;
  /** The same, for the last time: what it says then is put away. */
  readonly sends: (button: string) => Promise<void>;
  /** Puts the open dialog away. */
  readonly leaves: () => Promise<void>;
}

export async function personAt(
  { open, openTeams }: Pick<Clocked, 'open' | 'openTeams'>,
  chat: ChatName,
  name: string,
  options?: WindowOptions,
): Promise<Person> {
  const screen = await (chat === 'slack' ? open : openTeams)(userOf(name), options);
  const { page, dialog, messages } = screen;
  const message = async (words: string | RegExp): Promise<Locator> => {
    const found = screen.message(words);
    await found.waitFor();
    return found;
  };
  const leaves = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  };
  const presses = async (button: string, words: string | RegExp): Promise<void> => {
    const found = (await message(words)).getByRole('button', { name: button, exact: true }).first();
    await found.click({ trial: true });
    // In one go: its card may be drawn anew between the two halves of a click.
    await found.evaluate((element: HTMLElement) => {
      element.focus();
      element.click();
    });
  };
  return {
    ...{ chat, page, dialog, messages, message, leaves },
    async goTo(place) {
      await screen.goTo(place);
      await page.getByRole('textbox', { name: new RegExp(`^(Message|Post in) .*${place}`) }).waitFor();
    },
    writes: screen.types,
    asks: (words) => screen.types(chat === 'slack' ? `/${words}` : words),
    begins: (command) => (chat === 'teams' ? (screen as TeamsScreen).chooses(command) : screen.types(`/${command}`)),
    async pointsAt(words, shortcut) {
      const place = await message(words);
      await place.hover();
      await place.getByRole('button', { name: /^More (actions|options)$/ }).click();
      await page.getByRole('menuitem', { name: shortcut }).click();
      await dialog.waitFor();
    },
    presses,
    async pressesIn(button, words) {
      if (chat === 'slack') return presses(button, words);
      await dialog.filter({ hasText: words }).waitFor();
      await screen.answers(button);
      // Whoever goes on before the answer would have it open later.
      const pressed = page.getByRole('button', { name: button, exact: true });
      await page.getByRole('dialog').filter({ hasNot: pressed }).first().waitFor();
    },
    fills: (answers) => fillIn(dialog, answers),
    answers: screen.answers,
    async sends(button) {
      const sent = page.getByRole('button', { name: button, exact: true });
      await screen.answers(button);
      // In Teams a form is always answered by something to read, in Slack only where there is something.
      if (chat === 'teams') await page.getByRole('dialog').filter({ hasNot: sent }).waitFor();
      else await dialog.filter({ has: sent }).waitFor({ state: 'detached' });
      if ((await dialog.count()) > 0) await leaves();
    },
  };
}
