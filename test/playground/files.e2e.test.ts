import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, missing } from '../helpers/browser.js';
import { type Playing, playNow } from './clocked.js';
import { serialsIn } from './played.js';
import type { Screen } from './screen.js';

const program = await findBrowser();
const BY_HAND = 'scanned by hand.txt';

const choose = ({ dialog }: Screen, name: string, content: string) =>
  dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });

describe.skipIf(missing(program, 'a file in the playground'))('a file in the playground', () => {
  let playground: Playing;

  beforeAll(async () => {
    if (program) playground = await playNow(program);
  }, 120_000);
  afterEach(() => playground.closeWindows());
  afterAll(() => playground?.end());

  it('is counted: chosen in the form, read a moment later, and closed', async () => {
    const all = serialsIn('MADISON', 'Vitrine 2');
    const table = [
      'Time;Serial',
      ...all.slice(2).map((serial, index) => `09:${10 + index};${serial}`),
      '09:59;RG 12?4',
    ];
    const screen = await playground.open('U0ANA');
    await screen.types('/count');
    await screen.fills({ zone: 'Vitrine 2' });
    await choose(screen, 'scan.csv', table.join('\r\n'));
    await screen.dialog.getByRole('button', { name: 'Remove scan.csv' }).waitFor();
    await screen.answers('Save batch');
    await screen.dialog.getByText('Reading scan.csv').waitFor();
    await screen.answers('Done');

    await screen.goTo('Vitrine');
    await screen
      .message(`Last batch, scan.csv: ${all.length - 2} new. 1 not readable: line ${all.length} "RG 12?4"`)
      .waitFor();
    await screen.presses('Add serials', 'Counting Vitrine 2');
    await choose(screen, BY_HAND, all.slice(0, 4).join('\n'));
    await screen.dialog.getByRole('button', { name: `Remove ${BY_HAND}` }).waitFor();
    await screen.answers('Save batch');
    await screen.answers('Done');
    await screen.message(`Last batch, ${BY_HAND}: 2 new. 2 already scanned.`).waitFor();
    await screen.closes('Vitrine 2');
    await screen.message(`${all.length} scanned in 2 batches. 2 scanned twice, kept once.`).waitFor();
  }, 120_000);

  it('says in the form or in the tally why it can’t be read', async () => {
    const screen = await playground.open('U0MAYA');
    await screen.types('/count');
    await screen.fills({ zone: 'Window' });
    await choose(screen, 'stock.pdf', '%PDF-1.7');
    await screen.dialog.getByRole('button', { name: 'Remove stock.pdf' }).waitFor();
    await screen.answers('Save batch');
    await screen.dialog.getByText('stock.pdf is of another kind. Choose a CSV or TXT file.').waitFor();

    await screen.dialog.getByRole('button', { name: 'Remove stock.pdf' }).click();
    await choose(screen, 'stock.csv', 'PK\u0003\u0004');
    await screen.dialog.getByRole('button', { name: 'Remove stock.csv' }).waitFor();
    await screen.answers('Save batch');
    await screen.answers('Done');
    await screen.goTo('Vitrine');
    await screen.message('stock.csv was not read. It is a workbook or an archive.').waitFor();

    await screen.presses('Add serials', 'Counting Window');
    await screen.answers('Save batch');
    await screen.dialog.getByText('Scan or paste serials, or choose a file.').waitFor();
    expect(await screen.dialog.getByRole('textbox', { name: 'Serials' }).getAttribute('aria-invalid')).toBe('true');
  }, 120_000);
});
