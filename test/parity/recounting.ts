import { expect, it } from 'vitest';
import type { Company } from './notes.js';
import { serialsIn } from './stage.js';

/** An empty zone, a recount for which nobody is left, causes ten at a time, a decision that is sent back, and a count that is voided. */
export function recounting(at: Company): void {
  it('an empty zone is closed by somebody who looked, and somebody else looks again', async () => {
    const [priya, daniel, marc] = [await at('priya'), await at('daniel'), await at('marc')];
    const [found = ''] = serialsIn('OAK', 'Window');
    await priya.types('count', 'OAK');
    expect(await priya.fills({ Zone: 'Window' })).toMatchObject({ reads: expect.arrayContaining(['Counting Window']) });
    await priya.sees('Nothing scanned yet.', 'private');
    expect(await priya.opens('Close zone', 'Counting Window')).toMatchObject({ title: 'Close zone' });
    expect(await priya.fills({})).toMatchObject({ corrections: { 'Nothing was scanned': expect.any(String) } });
    expect(await priya.fills({ 'Nothing was scanned': true })).toEqual({ nothing: true });
    await priya.sees('Window needs a recount', 'private');

    await daniel.opens('Recount', 'Recount Window');
    await daniel.fills({ Serials: found });
    await daniel.presses('Close zone', 'Recounting Window');
    await marc.sees('Window: 23 pieces differ', 'private');
  });

  it('causes are named ten at a time, and the next one decides by value', async () => {
    const [marc, helen] = [await at('marc'), await at('helen')];
    let next: unknown = { form: await marc.opens('Name the causes', 'Window: 23 pieces differ') };
    for (const expected of [10, 10, 3]) {
      const { questions } = (next as { form: Awaited<ReturnType<typeof marc.opens>> }).form;
      const causes = questions.filter(({ kind }) => kind === 'choice');
      expect(causes).toHaveLength(expected);
      next = await marc.fills(Object.fromEntries(causes.map(({ label }) => [label, 'Not counted'])));
    }
    expect(next).toMatchObject({ reads: expect.arrayContaining(['3 causes saved']) });
    await marc.sees('[Approve]', 'private');
    await marc.presses('Approve', 'Window: 23 pieces differ');
    await marc.sees('Approved · Marc Delorme', 'private');
    expect((await helen.sees('Window: 23 pieces differ', 'private')).join('\n')).toContain('Passed up to directors.');
  });

  it('what is sent back is counted again; sent on without a recount, and voided with a reason', async () => {
    const [daniel, marc, helen, claire] = [await at('daniel'), await at('marc'), await at('helen'), await at('claire')];
    expect(await helen.opens('Send back')).toMatchObject({ title: 'Send back', submit: 'Send back' });
    expect(await helen.fills({ Reason: ' ' })).toMatchObject({ corrections: { Reason: expect.any(String) } });
    expect(await helen.fills({ Reason: 'The window is not empty.' })).toEqual({ nothing: true });
    await helen.sees('Send back: The window is not empty. · Helen Ashworth', 'private');

    await marc.presses('Send on without', 'Oak Street');
    await marc.sees('Marc Delorme sent it on without.', 'private');
    await marc.sees('Not independently recounted.', 'private');
    await marc.opens('Void', 'Not independently recounted.');
    const voided = await marc.fills({ Reason: 'Wrong stock file.' });
    expect(voided).toMatchObject({ reads: expect.arrayContaining(['Count voided']) });
    expect((await marc.sees('Voided · Marc Delorme', 'private')).join('\n')).not.toContain('[');
    await daniel.sees('Count voided · Oak Street · Window', 'private');
    await claire.sees('By Marc Delorme: Wrong stock file.', 'global-retail-operations');
  });
}
