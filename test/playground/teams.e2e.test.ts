import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recountList, walkList } from '../../src/demo/walk.js';
import type { TeamsSnapshot } from '../../src/playground/teams/protocol.js';
import { findBrowser, missing } from '../helpers/browser.js';
import { type Playing, playNow } from './clocked.js';
import { serialsIn } from './played.js';

const program = await findBrowser();

describe.skipIf(missing(program, 'a count in the Teams client'))('a count in Teams', { timeout: 120_000 }, () => {
  let playground: Playing;

  beforeAll(async () => {
    if (program) playground = await playNow(program);
  }, 120_000);

  afterEach(() => playground.closeWindows());

  afterAll(() => playground?.end());

  /** How often Teams has asked for a card by itself. */
  const refreshes = async (): Promise<number> => {
    const response = await fetch(`${playground.address}/playground/teams/client/snapshot`);
    return ((await response.json()) as TeamsSnapshot).automaticRefreshes;
  };

  it('goes from / to the report, as the walk says', async () => {
    const screen = await playground.openTeams('U0ANA');
    const { walk, dialog, page } = screen;

    await walk.getByRole('button', { name: 'Put it in the box' }).click();
    await screen.box.press('Enter');
    await screen.fills({ zone: 'Vitrine 2', serials: ' ,, ; ' });
    await screen.answers('Save batch');
    await dialog.getByText('Scan or paste at least one serial.').first().waitFor();
    await walk.getByText('Step 2 of 8').waitFor();
    await screen.fills({ serials: walkList().join('\n') });
    await screen.answers('Save batch');
    await dialog.getByText('24 new. 1 already scanned. 1 not readable: line 26 "RG 12?4".').waitFor();
    await screen.leaves();
    await screen.message('Ana Ruiz is counting Vitrine 2').waitFor();
    await screen.closes('Vitrine 2');
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
      await dialog.getByRole('combobox', { name: piece }).fill(cause);
    await screen.answers('Save');
    await dialog.getByText('Every difference has its cause.').waitFor();
    await screen.leaves();
    await screen.presses('Approve', 'Vitrine 2: 2 pieces differ');
    const decided = screen.message('Approved · Inès Laurent');
    await decided.waitFor();
    expect(await decided.getByRole('button', { name: /^(?!More options)/ }).count()).toBe(0);

    await walk.getByRole('button', { name: 'Be Claire' }).click();
    await walk.getByRole('button', { name: 'Go there' }).click();
    await screen.message('23 of 24 matched (95.8%)').waitFor();
    await walk.getByText('You have seen it all').waitFor();
    await screen.presses('Send it to me', /count-MADISON-.*\.csv/);
    await screen.goTo('Vitrine');
    await screen.presses('Allow', /wants to send you this file/);
    const file = page.getByRole('group', { name: /^File count-MADISON-.*\.csv$/ }).last();
    await file.getByText('Preview').click();
    await file.getByRole('columnheader', { name: 'Serial' }).waitFor();
    await file
      .getByRole('cell', { name: walkList()[0] ?? '' })
      .first()
      .waitFor();
  });

  it('shows Approve to whoever decides and to nobody else, and asks for no card over and over', async () => {
    const counter = await playground.openTeams('U0ANA');
    await counter.counts('Window', serialsIn('MADISON', 'Window'));
    await counter.closes('Window');
    const before = await refreshes();

    const manager = await playground.openTeams('U0INES', { place: 'dm' });
    await manager.message('Window: everything is where it belongs').getByRole('button', { name: 'Approve' }).waitFor();
    const colleague = await playground.openTeams('U0BEN');
    await colleague.message('Ana Ruiz counted Window').waitFor();
    await colleague.goTo('Vitrine');
    await colleague.page.getByText('You and Vitrine').waitFor();
    expect(await colleague.page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await manager.presses('Approve', 'Window: everything');
    await manager.message('Approved · Inès Laurent').waitFor();

    expect((await refreshes()) - before).toBeLessThan(6);
  });

  it('is counted in Slack and approved in Teams, and Slack hears of it', async () => {
    const counter = await playground.open('U0MAYA');
    await counter.counts('Window', serialsIn('RODEO', 'Window'));
    await counter.closes('Window');
    const before = await playground.open('U0THEO', { place: 'dm' });
    await before.message('Window: everything').getByRole('button', { name: 'Approve' }).waitFor();

    const manager = await playground.openTeams('U0THEO', { place: 'dm' });
    await manager.presses('Approve', 'Window: everything is where it belongs');
    await manager.message('Approved · Theo Barnes').waitFor();

    await before.message('Approved · Theo Barnes').waitFor();
    expect(await before.messages.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    const headquarters = await playground.openTeams('U0CLAIRE');
    await headquarters.message('Beverly Hills').getByText('matched (100%)').waitFor();
  });

  it('has one effect for two windows that press at once', async () => {
    const counter = await playground.openTeams('U0LUCIA');
    await counter.counts('Window', serialsIn('DESIGN', 'Window'));
    await counter.closes('Window');

    const windows = await Promise.all([1, 2].map(() => playground.openTeams('U0HENRY', { place: 'dm' })));
    const buttons = await Promise.all(
      windows.map(({ message }) =>
        message('Window: everything').getByRole('button', { name: 'Approve' }).elementHandle(),
      ),
    );
    await Promise.all(buttons.map((button) => button?.evaluate((element) => (element as HTMLElement).click())));
    for (const { message } of windows) await message('Approved · Henry Walsh').waitFor();

    const headquarters = await playground.openTeams('U0CLAIRE');
    await headquarters.message('Design District').waitFor();
    expect(await headquarters.messages.getByText('Design District · Window').count()).toBe(1);
  });
});
