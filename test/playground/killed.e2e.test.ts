import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, missing } from '../helpers/browser.js';
import { type Played, play, serialsIn } from './played.js';
import type { Screen } from './screen.js';
import type { TeamsScreen } from './teams-screen.js';

const program = await findBrowser();

describe.skipIf(missing(program, 'a count whose bot is killed'))(
  'a count whose bot is killed',
  { timeout: 120_000 },
  () => {
    let playground: Played;

    beforeAll(async () => {
      if (program) playground = await play(program);
    }, 120_000);

    afterEach(() => playground.closeWindows());

    afterAll(() => playground?.end());

    /** Kills it between what is done before and after, while one looks on. */
    async function killedWhile(looker: Screen | TeamsScreen, meanwhile: () => Promise<void>): Promise<void> {
      await playground.kill();
      await meanwhile();
      await looker.page.getByText('Reconnecting').waitFor();
      await playground.start();
      await looker.page.getByText('Reconnecting').waitFor({ state: 'detached' });
    }

    async function beginsToCount(zone: string): Promise<Screen> {
      const counter = await playground.open('U0KENJI');
      await counter.counts(zone, serialsIn('GRANT', zone).slice(0, 5));
      await counter.goTo('Vitrine');
      await counter.message('5 scanned in 1 batch.').waitFor();
      return counter;
    }

    async function goesOnToTheReport(counter: Screen, zone: string): Promise<void> {
      const all = serialsIn('GRANT', zone);
      await counter.presses('Add serials', `Counting ${zone}`);
      await counter.fills({ serials: all.slice(5).join('\n') });
      await counter.answers('Save batch');
      await counter.answers('Done');
      await counter.message(`${all.length} scanned in 2 batches.`).waitFor();
      await counter.closes(zone);
      const manager = await playground.open('U0SOFIA', { place: 'dm' });
      await manager.presses('Approve', `${zone}: everything is where it belongs`);
      const headquarters = await playground.open('U0CLAIRE');
      const report = headquarters.message(`Union Square · ${zone}`);
      await report.getByText(`${all.length} of ${all.length} matched`).waitFor();
    }

    it('goes on to the report, and Teams keeps what was typed meanwhile', async () => {
      const counter = await beginsToCount('Safe');
      const all = serialsIn('GRANT', 'Window');
      const typing = await playground.openTeams('U0KENJI');
      const serials = typing.dialog.getByRole('textbox', { name: 'Serials' });
      await typing.chooses('count');
      await typing.fills({ zone: 'Window', serials: all.join('\n') });

      await killedWhile(counter, async () => {
        await typing.answers('Save batch');
        await typing.dialog.getByText('The playground does not answer.').waitFor();
        expect(await serials.inputValue()).toBe(all.join('\n'));
      });

      await typing.page.getByText('Reconnecting').waitFor({ state: 'detached' });
      expect(await serials.inputValue()).toBe(all.join('\n'));
      await typing.answers('Save batch');
      await typing.dialog.getByText('Window: batch saved').waitFor();
      await goesOnToTheReport(counter, 'Safe');
    });

    it('goes on to the report when the database is killed with it', async () => {
      const counter = await beginsToCount('Vitrine 1');
      await killedWhile(counter, () => killDatabase(playground.folder));
      await goesOnToTheReport(counter, 'Vitrine 1');
    });
  },
);

async function killDatabase(folder: string): Promise<void> {
  const [pid] = (await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGKILL');
}
