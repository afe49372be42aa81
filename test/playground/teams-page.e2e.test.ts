import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, missing } from '../helpers/browser.js';
import { type Playing, playNow } from './clocked.js';
import { arrowTo, axeOn, sideways, tabTo } from './looking.js';
import { serialsIn } from './played.js';

const program = await findBrowser();

describe.skipIf(missing(program, 'the Teams client on a phone, by keyboard and for a screen reader'))(
  'the Teams client',
  { timeout: 120_000 },
  () => {
    let playground: Playing;

    beforeAll(async () => {
      if (program) playground = await playNow(program);
    }, 120_000);

    afterEach(() => playground.closeWindows());

    afterAll(() => playground?.end());

    it('is one choice away from Slack, as the same person, and at an address of its own', async () => {
      const { page } = await playground.open('U0BEN');
      const chat = page.getByRole('group', { name: 'Chat' });
      const scripts: string[] = [];
      page.on('request', (request) => scripts.push(new URL(request.url()).pathname));

      await tabTo(page, chat.getByRole('radio', { name: 'Slack' }));
      await page.keyboard.press('ArrowRight');
      await page.getByRole('textbox', { name: 'Post in nyc-madison' }).waitFor();
      expect(new URL(page.url()).search).toBe('?chat=teams');
      expect(await chat.getByRole('radio', { name: 'Teams' }).isChecked()).toBe(true);
      await page.getByRole('button', { name: 'You are Ben Carter' }).waitFor();
      expect(scripts.filter((path) => path.includes('adaptivecards'))).toHaveLength(1);

      scripts.length = 0;
      await tabTo(page, chat.getByRole('radio', { name: 'Teams' }));
      await page.keyboard.press('ArrowLeft');
      await page.getByRole('textbox', { name: 'Message #nyc-madison' }).waitFor();
      expect(scripts).toContain('/playground/page/slack.js');
      expect(scripts.filter((path) => path.includes('/page/teams/'))).toEqual([]);
    });

    it('fits a phone, from the command to the approval', async () => {
      const phone = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true };
      const screen = await playground.openTeams('U0LUCIA', phone);
      const { page, dialog } = screen;
      const back = () => page.getByRole('link', { name: 'Back to conversations' }).click();
      const seen = new Map<string, number>();
      const look = async (what: string) => seen.set(what, await sideways(page));

      await look('conversations');
      await screen.goTo('miami-design');
      await look('channel');
      await screen.chooses('count');
      await screen.fills({ zone: 'Window', serials: ';' });
      await screen.answers('Save batch');
      await dialog.getByText('Scan or paste at least one serial.').first().waitFor();
      await look('form with an error');
      expect((await dialog.boundingBox())?.width).toBe(375);
      await screen.fills({ serials: serialsIn('DESIGN', 'Window').join('\n') });
      await screen.answers('Save batch');
      await dialog.getByText('batch saved').waitFor();
      await look('answer');
      await dialog.getByRole('button', { name: 'Close dialog' }).click();
      await back();
      await screen.goTo('Vitrine');
      await screen.message('Counting Window').waitFor();
      await look('tally');
      await screen.presses('Close zone', 'Counting Window');
      await look('question');
      await screen.answers('Close zone');
      await screen.message('Window is closed').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^You are/ }).click();
      await look('people');
      await page.keyboard.press('Escape');
      await screen.become('Henry Walsh');
      await screen.message('Window: everything').waitFor();
      await look('decision');
      await screen.presses('Approve', 'Window: everything');
      await screen.message('Approved · Henry Walsh').waitFor();
      await page.getByRole('button', { name: 'Requests' }).click();
      await page.getByRole('complementary', { name: 'Requests' }).waitFor();
      await look('requests');

      expect(Object.fromEntries(seen)).toEqual(Object.fromEntries([...seen.keys()].map((what) => [what, 0])));
    });

    it('needs no mouse', async () => {
      const { page, dialog, message, box } = await playground.openTeams('U0MAYA');
      const keyboard = page.keyboard;

      await tabTo(page, box);
      await keyboard.type('/cou');
      await page.getByRole('listbox', { name: 'Commands' }).getByRole('option', { name: '/count' }).first().waitFor();
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
      await tabTo(page, dialog.getByRole('button', { name: 'Close zone' }));
      await keyboard.press('Enter');
      await message('Window is closed').waitFor();
      await keyboard.press('Escape');

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
      const screen = await playground.openTeams('U0ANA');
      const { page, dialog, box } = screen;
      const faults: string[] = [];
      const look = async (what: string) => faults.push(...(await axeOn(page, what)));
      const found = serialsIn('MADISON', 'Window').slice(1);

      await screen.counts('Window', found);
      await screen.message('Ana Ruiz is counting Window').waitFor();
      await box.fill('hello');
      await page.getByText('Vitrine hears what mentions it').waitFor();
      await look('channel');
      await box.fill('');
      await page.getByRole('button', { name: 'Commands' }).click();
      await page.getByRole('menu', { name: 'Commands' }).waitFor();
      await look('menu');
      await page.keyboard.press('Escape');
      await screen.chooses('count');
      await dialog.waitFor();
      await screen.answers('Save batch');
      await look('form without what it needs');
      await screen.fills({ zone: 'Window', serials: 'RG-12-345' });
      await screen.answers('Save batch');
      await dialog.getByText('Ana Ruiz is counting Window since').first().waitFor();
      await look('form with an error');
      await screen.leaves();
      await screen.closes('Window');
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
      await screen.leaves();
      await page.getByRole('button', { name: 'Requests' }).click();
      await page.getByRole('complementary', { name: 'Requests' }).getByText('task/fetch').first().click();
      await look('requests');

      expect(faults).toEqual([]);
    });

    it('says a refusal in words, where the dialog would be', async () => {
      const screen = await playground.openTeams('U0PRIYA');
      await screen.counts('Window', serialsIn('OAK', 'Window').slice(1));
      await screen.closes('Window');
      await screen.goTo('chicago-oak');

      await screen.presses('Recount', 'Recount Window');
      await screen.dialog.getByText('You counted Window, so someone else recounts it.').waitFor();
      await screen.leaves();
      expect(await screen.message('Recount Window').getByRole('button', { name: 'Recount' }).isEnabled()).toBe(true);
    });

    it('takes words, mentions and files for what they are, and never for markup', async () => {
      const screen = await playground.openTeams('U0KENJI');
      const { page, messages } = screen;
      const hostile = '<img src=x onerror="window.hurt = 1"> **bold** <script>window.hurt = 1</script>';

      await screen.types(hostile);
      await screen.message(hostile).waitFor();
      await screen.types('@Vitrine count');
      await screen.presses('Open', 'Stock count');
      await screen.fills({ zone: 'Window', serials: hostile });
      await screen.answers('Save batch');
      await screen.leaves();
      await screen.goTo('Vitrine');
      await screen.message('Counting Window').getByText('<img').waitFor();
      await page.getByLabel('File', { exact: true }).setInputFiles({
        name: '<b>reader</b>.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('Serial\nRG-12-345\n'),
      });
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByRole('group', { name: 'File <b>reader</b>.csv' }).waitFor();

      expect(await messages.locator('img, script, b').count()).toBe(0);
      expect(await page.evaluate(() => 'hurt' in window)).toBe(false);
    });
  },
);
