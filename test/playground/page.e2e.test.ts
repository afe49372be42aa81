import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, missing } from '../helpers/browser.js';
import { type Playing, playNow } from './clocked.js';
import { arrowTo, axeOn, sideways, tabTo } from './looking.js';
import { serialsIn } from './played.js';

const program = await findBrowser();

describe.skipIf(missing(program, 'the page on a phone, by keyboard and for a screen reader'))(
  'the page',
  { timeout: 120_000 },
  () => {
    let playground: Playing;

    beforeAll(async () => {
      if (program) playground = await playNow(program);
    }, 120_000);

    afterEach(() => playground.closeWindows());

    afterAll(() => playground?.end());

    it('fits a phone, from the command to the report', async () => {
      const phone = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true };
      const screen = await playground.open('U0LUCIA', phone);
      const back = () => screen.page.getByRole('link', { name: 'Back to conversations' }).click();
      const seen = new Map<string, number>();
      const look = async (what: string) => seen.set(what, await sideways(screen.page));

      await look('conversations');
      await screen.goTo('miami-design');
      await look('channel');
      await screen.types('/count');
      await screen.fills({ zone: 'Window', serials: ';' });
      await screen.answers('Save batch');
      await screen.dialog.getByText('Scan or paste at least one serial.').waitFor();
      await look('form with an error');
      await screen.fills({ serials: serialsIn('DESIGN', 'Window').join('\n') });
      await screen.answers('Save batch');
      await screen.dialog.getByText('batch saved').waitFor();
      await look('answer');
      await screen.answers('Done');
      await back();
      await screen.goTo('Vitrine');
      await screen.message('Counting Window').waitFor();
      await look('tally');
      await screen.presses('Close zone', 'Counting Window');
      await screen.page.getByRole('button', { name: /^You are/ }).click();
      await look('people');
      await screen.page.keyboard.press('Escape');
      await screen.become('Henry Walsh');
      await screen.message('Window: everything').waitFor();
      await look('decision');
      await screen.page.getByRole('link', { name: 'Home' }).click();
      await screen.page.getByText('Henry Walsh, this waits for you').waitFor();
      await look('Home');
      await screen.page.getByRole('region', { name: 'Home' }).getByRole('button', { name: 'Approve' }).click();
      await screen.page.getByText('Nothing waits for you').waitFor();
      await screen.become('Claire Novak');
      await back();
      await screen.goTo('hq-retail-operations');
      await screen.page
        .getByRole('group', { name: /^File count-DESIGN/ })
        .getByText('Preview')
        .click();
      await screen.page.getByRole('columnheader', { name: 'Serial' }).waitFor();
      await look('report');
      await screen.page.getByRole('button', { name: 'Requests' }).click();
      await screen.page.getByRole('complementary', { name: 'Requests' }).waitFor();
      await look('requests');

      expect(Object.fromEntries(seen)).toEqual(Object.fromEntries([...seen.keys()].map((what) => [what, 0])));
    });

    it('needs no mouse', async () => {
      const { page, dialog, message } = await playground.open('U0MAYA');
      const keyboard = page.keyboard;

      await tabTo(page, page.getByRole('textbox', { name: 'Message #la-rodeo' }));
      await keyboard.type('/cou');
      await page.getByRole('listbox', { name: 'Commands' }).getByRole('option', { name: '/count' }).first().waitFor();
      await keyboard.press('Tab');
      await keyboard.press('Enter');
      await dialog.waitFor();
      await tabTo(page, dialog.getByRole('combobox', { name: 'Zone' }));
      await keyboard.type('Win');
      await tabTo(page, dialog.getByRole('textbox', { name: 'Serials' }));
      await keyboard.insertText(serialsIn('RODEO', 'Window').join('\n'));
      await tabTo(page, dialog.getByRole('button', { name: 'Save batch' }));
      await keyboard.press('Enter');
      await dialog.getByText('Window: batch saved').waitFor();
      await keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });

      await tabTo(page, page.getByRole('link', { name: /^Vitrine/ }));
      await keyboard.press('Enter');
      await tabTo(page, message('Counting Window').getByRole('button', { name: 'Close zone' }));
      await keyboard.press('Enter');
      await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Close zone' }));
      await keyboard.press('Enter');
      await message('Window is closed').waitFor();

      await tabTo(page, page.getByRole('button', { name: /^You are/ }));
      await keyboard.press('Enter');
      await keyboard.press('End');
      await keyboard.press('Enter');
      await arrowTo(page, page.getByRole('menuitemradio', { name: 'Theo Barnes' }));
      await keyboard.press('Enter');
      await tabTo(page, message('Window: everything is where it belongs').getByRole('button', { name: 'Approve' }));
      await keyboard.press('Enter');
      await message('Approved · Theo Barnes').waitFor();
    });

    it('has nothing that axe finds fault with, in light and in dark', async () => {
      const screen = await playground.open('U0ANA');
      const { page, dialog } = screen;
      const faults: string[] = [];
      const look = async (what: string) => faults.push(...(await axeOn(page, what)));
      const found = serialsIn('MADISON', 'Window').slice(1);

      await screen.counts('Window', found);
      await screen.message('Ana Ruiz is counting Window').waitFor();
      await look('channel');
      await screen.types('/count');
      await screen.fills({ zone: 'Window', serials: 'RG-12-345' });
      await screen.answers('Save batch');
      await dialog.getByText('Ana Ruiz is counting Window since').waitFor();
      await look('form with an error');
      await screen.answers('Cancel');
      await screen.goTo('Vitrine');
      await screen.presses('Close zone', 'Counting Window');
      await screen.become('Ben Carter');
      await screen.goTo('nyc-madison');
      await screen.recounts('Window', found);
      await screen.closes('Window');
      await screen.become('Inès Laurent');
      await screen.message('Window: 1 piece differs').waitFor();
      await look('differences');
      await screen.presses('Name the causes', 'Window: 1 piece differs');
      await dialog.waitFor();
      await look('causes');
      await screen.answers('Cancel');
      await page.getByRole('link', { name: 'Home' }).click();
      await page.getByText('Inès Laurent, this waits for you').waitFor();
      await look('Home');
      await page.getByRole('button', { name: 'Requests' }).click();
      await page.getByRole('complementary', { name: 'Requests' }).getByText('views.open').first().click();
      await look('requests');

      expect(faults).toEqual([]);
    });
  },
);
