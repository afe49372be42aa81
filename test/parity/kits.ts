import { expect, it } from 'vitest';
import { todayIn } from '../../src/domain/calendar.js';
import type { Company } from './notes.js';

/** What a boutique needs on the day it opens, counted back from it. */
export function kits(at: Company): void {
  it('lists come as a file and line by line; an opening is planned, and above the limit the director decides', async () => {
    const [marc, helen] = [await at('marc'), await at('helen')];
    await marc.gives('kits.csv', Buffer.from('size,article,quantity\nsmall,RB-M,24\nsmall,LOUPE,6\n'));
    expect(await marc.types('supplies kit', 'private')).toMatchObject({
      reads: expect.arrayContaining([expect.stringContaining('[Import] [Edit]')]),
    });
    await marc.opens('Import', 'Opening kits');
    await marc.fills({ File: 'kits.csv' });
    await marc.sees('kits.csv: 2 lines, small.', 'private');
    await marc.opens('Edit', 'Opening kits');
    await marc.finds('Article', 'cloth');
    const line = { Size: 'Small', Article: 'Polishing cloth · CLOTH · pieces, packs of 50', Quantity: '40' };
    expect(await marc.fills(line)).toMatchObject({ reads: ['Saved', 'Small: 40 × Polishing cloth.'] });

    await marc.opens('Plan', 'Opening kits');
    await marc.finds('Boutique', 'union');
    const opening = todayIn('UTC', new Date(Date.now() + 120 * 86_400_000));
    const planned = await marc.fills({ Boutique: 'Union Square', Size: 'Small', 'Opening day': opening });
    expect(planned).toMatchObject({
      reads: expect.arrayContaining([expect.stringMatching(/^Opening kit · Union Square · 3 articles, /)]),
    });
    await helen.presses('Approve', 'Opening kit · Union Square');
    await marc.sees('Approved by Helen Ashworth, to be ordered.', 'private');
  });
}
