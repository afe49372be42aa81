import { expect, it } from 'vitest';
import type { Company } from './notes.js';

const HQ = 'global-retail-operations';

/** What three boutiques asked for is ordered at once, and comes in parts. */
export function orders(at: Company): void {
  it('equal articles of three boutiques become one line; headquarters has the files', async () => {
    const [claire, marc, maya] = [await at('claire'), await at('marc'), await at('maya')];
    const waiting = await marc.types('supplies orders', 'private');
    expect(waiting).toMatchObject({
      reads: expect.arrayContaining([expect.stringContaining('150 pieces (105 asked for)')]),
    });
    await marc.opens('Order', 'To be ordered');
    expect(await marc.fills({})).toMatchObject({
      reads: expect.arrayContaining([
        expect.stringMatching(/^Order 3 sent · 4 articles, /),
        'Polishing cloth: 45 pieces more than asked for, to fill packs; they stay in network stock.',
      ]),
    });
    await claire.sees('Order 3 · Headquarters', HQ);
    expect(await claire.takes('order-3-by-boutique.csv', HQ)).toMatch(/MADISON.*OAK.*RODEO/s);
    await maya.sees('Sent to headquarters', 'private');
  });

  it('what came in part is shared out, never more than is open; every boutique is told', async () => {
    const [claire, maya] = [await at('claire'), await at('maya')];
    await claire.opens('Receive', 'Order 3 · Headquarters');
    expect(await claire.fills({ 'Polishing cloth': '151' })).toEqual({
      corrections: { 'Polishing cloth': expect.stringContaining('150 of 150 are still open.') },
    });
    const came = await claire.fills({
      'Polishing cloth': '50',
      'Travel pouch': '0',
      'Ring box M': '0',
      'Watch box': '0',
    });
    expect(came).toMatchObject({ reads: expect.arrayContaining(['Polishing cloth MADISON 14, OAK 12, RODEO 24']) });
    await maya.sees('24 of 50 received', 'private');
    await claire.opens('Receive', 'Partly received');
    expect(await claire.fills({ Note: 'The rest of it' })).toMatchObject({
      reads: expect.arrayContaining(['Everything has come.']),
    });
    await maya.sees('50 of 50 received', 'private');
    expect((await claire.sees('Order 3 · Headquarters', HQ)).join('\n')).not.toContain('[Receive]');
  });
}
