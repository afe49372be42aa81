import { expect, it } from 'vitest';
import { todayIn } from '../../src/domain/calendar.js';
import type { Company } from './notes.js';
import { serialsIn } from './stage.js';

const HQ = 'global-retail-operations';

/** A zone is counted by two people, what differs gets its causes, the store manager approves, the register's number closes it. */
export function deciding(at: Company): void {
  it('a count goes from the command to the report, and on to the register’s document', async () => {
    const [ana, ben, ines] = [await at('ana'), await at('ben'), await at('ines')];
    const [missing = '', ...found] = serialsIn('MADISON', 'Vitrine 2');
    const begun = await ana.types('count', 'MADISON');
    expect(begun).toMatchObject({ form: { title: 'Stock count', intro: 'Madison Avenue', submit: 'Save batch' } });

    const saved = await ana.fills({ Zone: 'Vitrine 2', Why: 'Spot check', Serials: [...found, 'RG 12?4'].join('\n') });
    expect(saved).toMatchObject({
      reads: ['Vitrine 2: batch saved', expect.stringContaining('23 new. 1 not readable'), expect.anything()],
    });
    await ben.sees('Ana Ruiz is counting Vitrine 2', 'MADISON');
    await ana.sees('23 scanned in 1 batch.', 'private');
    await ana.presses('Close zone', 'Counting Vitrine 2');
    await ana.sees('Vitrine 2 needs a recount', 'private');

    await ana.sees('Recount Vitrine 2 · counted by Ana Ruiz', 'MADISON');
    expect(await ana.tries('Recount', 'Recount Vitrine 2')).toContain(
      'You counted Vitrine 2, so someone else recounts it.',
    );
    expect(await ben.opens('Recount', 'Recount Vitrine 2')).toMatchObject({ title: 'Recount' });
    expect(await ben.fills({})).toEqual({ corrections: { Serials: 'Scan or paste serials, or choose a file.' } });
    await ben.fills({ Serials: found.toReversed().join(', ') });
    await ben.sees('Recounting Vitrine 2', 'private');
    await ben.presses('Close zone', 'Recounting Vitrine 2');
    await ben.sees('Ben Carter recounted Vitrine 2', 'MADISON');

    const differs = await ines.sees('Vitrine 2: 1 piece differs', 'private');
    expect(differs.at(-1)).toBe('[Name the causes] [Void] [Send back]');
    expect(differs.join('\n')).toContain(`Missing ${missing}`);
    const asked = await ines.opens('Name the causes');
    const [cause] = asked.questions;
    await ines.gives('tag.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0));
    expect(await ines.fills({})).toMatchObject({ corrections: expect.anything() });
    const named = await ines.fills({ [cause?.label ?? '']: 'Wrong tag', Note: 'Two tags on one tray.' });
    expect(named).toMatchObject({ reads: expect.arrayContaining(['1 cause saved']) });
    expect((await ines.sees('wrong tag', 'private')).at(-1)).toBe('[Approve] [Name the causes] [Void] [Send back]');
    await ines.presses('Approve', 'Vitrine 2: 1 piece differs', 3);
    expect((await ines.sees('Approved · Inès Laurent', 'private')).join('\n')).not.toContain('[');
  });

  it('headquarters gets the report once, with every line, and closes it; whoever may not is told so', async () => {
    const [claire, victor] = [await at('claire'), await at('victor')];
    await claire.sees('Count approved · Madison Avenue · Vitrine 2', HQ);
    expect(claire.reads(HQ).filter(([title = '']) => title.startsWith('Count approved'))).toHaveLength(1);
    const [missing = '', first = ''] = serialsIn('MADISON', 'Vitrine 2');
    const sheet = await claire.takes(`count-MADISON-${todayIn('America/New_York', new Date())}.csv`, HQ);
    expect(sheet).toContain(`missing,${missing},`);
    expect(sheet).toContain(`matched,${first},`);

    expect((await victor.tries('Enter document number')).at(-1)).toMatch(/^Store managers, .* do this\./);
    await claire.opens('Enter document number');
    expect(await claire.fills({ 'Document number': 'ADJ-2041' })).toEqual({ nothing: true });
    const closed = await claire.sees('Register document ADJ-2041, entered by Claire Novak', HQ);
    expect(closed.join('\n')).not.toContain('[Enter');
  });
}
