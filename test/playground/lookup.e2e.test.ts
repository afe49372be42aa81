import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, missing } from '../helpers/browser.js';
import { type Playing, playNow } from './clocked.js';
import { axeOn, sideways } from './looking.js';
import { serialsIn } from './played.js';

const program = await findBrowser();

describe.skipIf(missing(program, 'somebody found by typing, in both chats'))(
  'somebody found by typing',
  { timeout: 120_000 },
  () => {
    let playground: Playing;

    /** Two people count a zone of which they are all there is, so somebody from elsewhere has to be named. */
    beforeAll(async () => {
      if (!program) return;
      playground = await playNow(program);
      const serials = serialsIn('DESIGN', 'Window').slice(0, 2);
      const lucia = await playground.open('U0LUCIA');
      await lucia.goTo('miami-design');
      await lucia.counts('Window', serials);
      const henry = await playground.open('U0HENRY');
      await henry.goTo('miami-design');
      await henry.types('/count open');
      await henry.presses('Count too', 'Open counts');
      await henry.fills({ zone: 'Window', serials: serials.join('\n') });
      await henry.answers('Save batch');
      await henry.answers('Done');
      await henry.closes('Window');
    }, 120_000);

    afterEach(() => playground.closeWindows());

    afterAll(() => playground?.end());

    const options = (dialog: Locator) => dialog.getByRole('listbox', { name: 'What was found' }).getByRole('option');

    /** The row that the box names to a screen reader. */
    const pointedAt = (page: Page, box: Locator) =>
      box.getAttribute('aria-activedescendant').then((id) => page.locator(`[id="${id}"]`).textContent());

    async function findsMaya(page: Page, dialog: Locator): Promise<Locator> {
      const box = dialog.getByRole('combobox', { name: 'Person' });
      await box.pressSequentially('beverly');
      await options(dialog).getByText('Maya Lindqvist, Beverly Hills').waitFor();
      expect(await box.getAttribute('aria-expanded')).toBe('true');
      expect(await axeOn(page, 'a list of what was found')).toEqual([]);
      expect(await sideways(page)).toBe(0);
      expect((await options(dialog).count()) > 0).toBe(true);

      await page.keyboard.press('Escape');
      expect([await box.getAttribute('aria-expanded'), await dialog.isVisible()]).toEqual(['false', true]);
      await box.fill('nobody of this name');
      await dialog.getByText('Nothing is found.').waitFor();
      await box.fill('lind may');
      await options(dialog).first().waitFor();
      expect(await pointedAt(page, box)).toBe('Maya Lindqvist, Beverly Hills');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      expect(await box.inputValue()).toBe('Maya Lindqvist, Beverly Hills');
      return box;
    }

    it('in Slack, by the keyboard, and what is only typed is not chosen', async () => {
      const { page, dialog, goTo, presses, answers } = await playground.open('U0MARC');
      await goTo('Vitrine');
      await presses('Name someone', 'Window needs a recount, and nobody is left');
      const box = await findsMaya(page, dialog);

      await box.fill('Ines');
      await page.keyboard.press('Tab');
      expect(await box.inputValue()).toBe('Maya Lindqvist, Beverly Hills');
      await box.fill('');
      await answers('Name');
      await dialog.getByText('Fill this in.').waitFor();
    });

    it('in Teams, and is named', async () => {
      const { page, dialog, goTo, presses, answers, message } = await playground.openTeams('U0MARC');
      await goTo('Vitrine');
      await presses('Name someone', 'Window needs a recount, and nobody is left');
      const box = await findsMaya(page, dialog);

      await box.fill('');
      await answers('Name');
      await dialog.getByText('Choose a person.').waitFor();
      await box.pressSequentially('lind');
      await options(dialog).getByText('Maya Lindqvist, Beverly Hills').click();
      await answers('Name');
      await message('Marc Delorme named Maya Lindqvist.').waitFor();
    });
  },
);
