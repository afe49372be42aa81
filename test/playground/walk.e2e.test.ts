import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recountList, walkList } from '../../src/demo/walk.js';
import { findBrowser, missing } from '../helpers/browser.js';
import { type Playing, playNow } from './clocked.js';
import { serialsIn } from './played.js';
import { press } from './screen.js';

const program = await findBrowser();

describe.skipIf(missing(program, 'a count in the playground'))(
  'a count in the playground',
  { timeout: 120_000 },
  () => {
    let playground: Playing;

    beforeAll(async () => {
      if (program) playground = await playNow(program);
    }, 120_000);

    afterEach(() => playground.closeWindows());

    afterAll(() => playground?.end());

    it('goes from /count to the report, as the walk says', async () => {
      const screen = await playground.open('U0ANA');
      const walk = screen.page.getByRole('region', { name: 'Walk' });

      await screen.types('/count');
      await screen.fills({ zone: 'Vitrine 2', serials: walkList().join('\n') });
      await screen.answers('Save batch');
      await screen.dialog.getByText('24 new. 1 already scanned. 1 not readable: line 26 "RG 12?4".').waitFor();
      await screen.answers('Done');
      await screen.message('Ana Ruiz is counting Vitrine 2').waitFor();
      await screen.goTo('Vitrine');
      await screen.message('24 scanned in 1 batch. 1 scanned twice, kept once.').waitFor();
      await screen.presses('Close zone', 'Counting Vitrine 2');
      await screen.message('Vitrine 2 needs a recount').waitFor();
      expect(await screen.messages.textContent()).not.toMatch(/differ|expected/);

      await walk.getByRole('button', { name: 'Be Ben' }).click();
      await walk.getByRole('button', { name: 'Go there' }).click();
      await screen.recounts('Vitrine 2', recountList());
      await screen.closes('Vitrine 2');

      await walk.getByRole('button', { name: 'Be Inès' }).click();
      await screen.message('24 expected, 23 where they belong.').waitFor();
      await screen.message('Net −$2,040 · gross $5,380, at retail').waitFor();
      await screen.presses('Name the causes', 'Vitrine 2: 2 pieces differ');
      for (const [piece, cause] of [
        [/^Missing RG-14-019/, 'Sold, not recorded'],
        [/^Unexpected RG-24-195/, 'Transfer in not validated'],
      ] as const)
        await screen.dialog.getByLabel(piece).selectOption(cause);
      await screen.answers('Save');
      await screen.answers('Done');
      await screen.dialog.waitFor({ state: 'detached' });
      if (process.env.SCREENSHOT) await screen.page.screenshot({ path: process.env.SCREENSHOT });
      await screen.presses('Approve', 'Vitrine 2: 2 pieces differ');
      const decided = screen.message('Approved · Inès Laurent');
      await decided.waitFor();
      expect(await decided.getByRole('button', { name: /^(?!More actions)/ }).count()).toBe(0);

      await walk.getByRole('button', { name: 'Be Claire' }).click();
      await walk.getByRole('button', { name: 'Go there' }).click();
      await screen.message('23 of 24 matched (95.8%)').waitFor();
      const file = screen.page.getByRole('group', { name: /^File count-MADISON-.*\.csv$/ });
      await file.getByText('Preview').click();
      await file.getByRole('columnheader', { name: 'Serial' }).waitFor();
      await file
        .getByRole('cell', { name: walkList()[0] ?? '' })
        .first()
        .waitFor();
      await walk.getByText('You have seen it all').waitFor();
    });

    it('says an error under its field, and keeps what was typed', async () => {
      const screen = await playground.open('U0MAYA');
      await screen.counts('Window', serialsIn('RODEO', 'Window').slice(0, 1));

      await screen.types('/count');
      await screen.fills({ zone: 'Window', serials: 'RG-12-345' });
      await screen.answers('Save batch');
      const zone = screen.dialog.getByLabel('Zone', { exact: true });
      await screen.dialog.getByText(/^Maya Lindqvist is counting Window since .* type \/count open\.$/).waitFor();
      expect(await zone.getAttribute('aria-invalid')).toBe('true');
      expect(await screen.dialog.getByLabel(/^Serials/).inputValue()).toBe('RG-12-345');

      await screen.fills({ zone: 'Vitrine 1', serials: ' ,, ; ' });
      await screen.answers('Save batch');
      await screen.dialog.getByText('Scan or paste at least one serial.').waitFor();
      expect(await zone.getAttribute('aria-invalid')).toBe(null);
      expect(await zone.locator('option:checked').textContent()).toBe('Vitrine 1');
      await screen.answers('Cancel');

      await screen.goTo('Vitrine');
      await screen.presses('Add serials', 'Counting Window');
      await screen.answers('Save batch');
      await screen.dialog.getByText('Scan or paste serials, or choose a file.').waitFor();
      const serials = screen.dialog.getByRole('textbox', { name: 'Serials' });
      expect(await serials.getAttribute('aria-invalid')).toBe('true');
    });

    it('is counted once more after Send back, by somebody who has not seen it', async () => {
      const all = serialsIn('OAK', 'Window');
      const counter = await playground.open('U0PRIYA');
      await counter.counts('Window', all);
      await counter.closes('Window');

      const manager = await playground.open('U0DANIEL', { place: 'dm' });
      await manager.presses('Send back', 'Window: everything is where it belongs');
      await manager.fills({ reason: 'Look behind the blue tray.' });
      await manager.answers('Send back');
      await manager.message('Send back: Look behind the blue tray. · Daniel Okafor').waitFor();

      const operations = await playground.open('U0MARC', { place: 'dm' });
      await operations.presses('Name someone', 'Window needs a recount, and nobody is left');
      await operations.dialog.getByRole('combobox', { name: 'Person' }).pressSequentially('ruiz');
      await operations.dialog.getByRole('option', { name: 'Ana Ruiz, Madison Avenue' }).click();
      await operations.answers('Name');
      const other = await playground.open('U0ANA', { place: 'dm' });
      await other.message('You are named to recount Window').waitFor();
      expect(await other.page.getByText('Look behind the blue tray').count()).toBe(0);
      await other.recounts('Window', all);
      await other.closes('Window');
      await manager.presses('Approve', 'Window: everything is where it belongs');

      const headquarters = await playground.open('U0CLAIRE');
      await headquarters.message('Oak Street').getByText(`${all.length} of ${all.length} matched (100%)`).waitFor();
    });

    it('has one effect for a double click, and for two windows that press at once', async () => {
      const counter = await playground.open('U0LUCIA');
      await counter.types('/count');
      await counter.fills({ zone: 'Window', serials: serialsIn('DESIGN', 'Window').join(', ') });
      await counter.dialog.getByRole('button', { name: 'Save batch' }).dblclick();
      await counter.answers('Done');
      await counter.goTo('Vitrine');
      await counter.message('in 1 batch.').waitFor();
      await counter.presses('Close zone', 'Counting Window');

      const one = await playground.open('U0HENRY', { place: 'dm' });
      const two = await playground.open('U0HENRY', { place: 'dm' });
      const approve = await Promise.all(
        [one, two].map((each) =>
          each.message('Window: everything').getByRole('button', { name: 'Approve' }).elementHandle(),
        ),
      );
      await Promise.all(approve.map((button) => button?.evaluate((element) => (element as HTMLElement).click())));
      await one.message('Approved · Henry Walsh').waitFor();
      await two.message('Approved · Henry Walsh').waitFor();

      const headquarters = await playground.open('U0CLAIRE');
      await headquarters.message('Design District').waitFor();
      expect(await headquarters.messages.getByText('Design District · Window').count()).toBe(1);
    });

    it('refuses strangers and guests in words, and shows a decision to nobody else', async () => {
      const stranger = await playground.open('U0TOM');
      await stranger.types('/count');
      await stranger.message("I don't know you yet. Marc Delorme has been asked to add you.").waitFor();
      const manager = await playground.open('U0MARC', { place: 'dm' });
      await manager.message('Someone I don’t know').waitFor();

      const guest = await playground.open('U0ROBIN');
      await guest.types('/count');
      await guest.message('Vitrine works for full members of this workspace only').waitFor();

      const counter = await playground.open('U0ANA');
      await counter.counts('Window', serialsIn('MADISON', 'Window'));
      await counter.closes('Window');
      const colleague = await playground.open('U0BEN');
      await colleague.message('Ana Ruiz counted Window').waitFor();
      expect(await colleague.page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
      await colleague.goTo('Vitrine');
      await colleague.page.getByText('You and Vitrine').waitFor();
      expect(await colleague.page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
      expect(await colleague.messages.getByText('Window').count()).toBe(0);
    });

    it('shows on Home what waits, where it can be done at once', async () => {
      const counter = await playground.open('U0OMAR');
      await counter.counts('Tray wall', serialsIn('RIVEROAKS', 'Tray wall'));
      await counter.goTo('Vitrine');
      const home = counter.page.getByRole('region', { name: 'Home' });
      await counter.page.getByRole('link', { name: 'Home' }).click();
      await home.getByText('Omar Haddad, this waits for you').waitFor();
      await press(counter.page, home, 'Close zone');
      await home.getByText('Nothing waits for you').waitFor();

      const manager = await playground.open('U0GRACE', { place: 'home' });
      const waiting = manager.page.getByRole('region', { name: 'Home' });
      await waiting.getByText('Tray wall: everything is where it belongs').waitFor();
      await press(manager.page, waiting, 'Approve');
      await waiting.getByText('Nothing waits for you').waitFor();
    });
  },
);
