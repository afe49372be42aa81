import { expect, it } from 'vitest';
import type { Company } from './notes.js';
import { serialsIn } from './stage.js';
import { undo } from './undo.js';

/** What happens while a zone is open: two people, a file, a batch taken back, one that came late. */
export function counting(at: Company): void {
  it('a zone is counted by one count at a time, and what was typed stays', async () => {
    const [lucia, henry] = [await at('lucia'), await at('henry')];
    const [first = '', second = '', , ...others] = serialsIn('DESIGN', 'Window');
    await lucia.gives('window.csv', Buffer.from(`Serial\n${others.join('\n')}\n`));
    await lucia.gives('notes.pdf', Buffer.from('%PDF-1.4'));
    await lucia.types('count', 'DESIGN');
    const saved = await lucia.fills({ Zone: 'Window', Serials: `${first}\n${second}`, 'Or a file': 'window.csv' });
    expect(saved).toMatchObject({ reads: expect.arrayContaining(['2 new.', 'Reading window.csv.']) });
    await lucia.sees(`${others.length + 2} scanned in 2 batches.`, 'private');

    await henry.types('count', 'DESIGN');
    const refused = await henry.fills({ Zone: 'Window', Serials: first });
    const taken = /^Lucía Romero is counting Window since .* To help, type \/count open\.$/;
    expect(refused).toMatchObject({ corrections: { Zone: expect.stringMatching(taken) } });
    const again = await henry.fills({ Zone: 'Tray wall' });
    expect(again).toMatchObject({ reads: expect.arrayContaining(['Tray wall: batch saved', '1 new.']) });
  });

  it('somebody joins from the list of open counts', async () => {
    const [lucia, henry] = [await at('lucia'), await at('henry')];
    const [first = '', second = ''] = serialsIn('DESIGN', 'Window');
    const list = await henry.types('count open', 'DESIGN');
    expect(list).toMatchObject({ reads: expect.arrayContaining(['Open counts', '[Count too]']) });
    await henry.opens('Count too', 'Lucía Romero is counting Window');
    const joined = await henry.fills({ Zone: 'Window', Serials: `${first}\n${second}` });
    expect(joined).toMatchObject({ reads: expect.arrayContaining(['0 new. 2 already scanned.']) });
    await lucia.sees('Lucía Romero and Henry Walsh', 'private');
    await henry.sees('Lucía Romero and Henry Walsh are counting Window', 'DESIGN');
  });

  it('the last batch is taken back, and what comes after the zone was closed is kept, not counted', async () => {
    const [lucia, henry] = [await at('lucia'), await at('henry')];
    await lucia.opens('Add serials', 'Counting Window');
    expect(await lucia.fills({ Serials: 'RG-1-1\nRG-1-2' })).toMatchObject({ reads: expect.anything() });
    await lucia.sees('4 batches', 'private');
    await lucia.presses('Take back last batch', 'Counting Window');
    await lucia.sees('3 batches', 'private');

    await lucia.opens('Add serials', 'Counting Window');
    await henry.presses('Close zone', 'Counting Window');
    await henry.sees('Window needs a recount', 'private');
    const late = await lucia.fills({ Serials: 'RG-1-3' });
    expect(late).toMatchObject({
      reads: expect.arrayContaining([expect.stringMatching(/^Henry Walsh closed it at .* kept, not counted\.$/)]),
    });
  });

  it('where nobody is left to recount, somebody from elsewhere is named, whatever the others say', async () => {
    const [henry, marc, maya] = [await at('henry'), await at('marc'), await at('maya')];
    await marc.sees('Window needs a recount, and nobody is left · Design District', 'private');
    await marc.opens('Name someone', 'Design District');
    expect(await marc.finds('Person', 'lucia')).toEqual([]);
    expect(await marc.finds('Person', 'maya lind')).toEqual(['Maya Lindqvist, Beverly Hills']);
    expect(await marc.fills({ Person: 'Maya Lindqvist, Beverly Hills' })).toEqual({ nothing: true });
    expect((await marc.sees('Marc Delorme named Maya Lindqvist.', 'private')).join('\n')).not.toContain('[');
    await henry.sees('To be done by Maya Lindqvist', 'DESIGN');
    expect((await henry.tries('Recount', 'To be done by Maya Lindqvist')).at(-1)).toMatch(/^You counted Window/);

    await maya.opens('Recount', 'You are named to recount Window');
    await maya.fills({ Serials: serialsIn('DESIGN', 'Window').join('\n') });
    await maya.presses('Close zone', 'Recounting Window');
    await marc.sees('Window: everything is where it belongs', 'private');
    await marc.presses('Approve', 'Window: everything is where it belongs');
    await marc.sees('Approved · Marc Delorme', 'private');
  });

  it('a count that should not have been is voided, and its zone is free again', async () => {
    const [serial = ''] = serialsIn('DESIGN', 'Window');
    await undo(at, {
      counter: 'henry',
      other: 'lucia',
      boutique: 'Design District',
      zone: 'Tray wall',
      serials: [serial],
    });
  });
}
