import { expect, it } from 'vitest';
import { monthBefore, monthInWords } from '../../src/capabilities/aml-checks/rules.js';
import type { Company } from './notes.js';
import { today } from './tuesday.js';

const month = monthBefore(today);
const [named, withYear] = [monthInWords(month, today), monthInWords(month, '')];
const looked = [
  'Cash over $10,000 of one client: one payment, or related ones in 12 months',
  'Payments of one client within 24 hours, or that belong together',
  'Cashier’s and traveler’s checks, bank drafts, money orders to $10,000',
  'Cash of $8,000 to $10,000, or one receipt paid in several ways',
  'Somebody else paid, or a refund went another way',
];
const signature = { Signature: true } as const;
const clear = { 'What you looked at': looked, Outcome: 'Nothing to report', ...signature };

/** The month’s payments: signed by each boutique, what was found reviewed, and then signed for the network. */
export function aml(at: Company): void {
  it('a store manager signs that there is nothing to report', async () => {
    const ines = await at('ines');
    expect(await ines.types('aml MADISON', 'private')).toMatchObject({
      form: {
        title: 'AML payment check',
        intro: expect.stringContaining(`${named} · Madison Avenue · due `),
        submit: 'Sign',
      },
    });
    expect(await ines.fills({ ...clear, 'What you looked at': looked.slice(1) })).toMatchObject({
      corrections: { 'What you looked at': expect.stringContaining('Look at this too') },
    });
    expect(await ines.fills(clear)).toMatchObject({
      reads: [
        `AML check for ${withYear}: signed · Madison Avenue`,
        'Outcome Nothing to report',
        expect.stringContaining('Signed Inès Laurent'),
      ],
    });
    await ines.sees('Outcome Nothing to report', 'private');
    expect(await ines.types('aml MADISON', 'private')).toMatchObject({
      reads: expect.arrayContaining([expect.stringContaining(`Inès Laurent signed ${named} on`)]),
    });
  });

  it('what was found is shown to those who look into it alone, sent back, signed anew and reviewed', async () => {
    const [theo, marc, nora] = [await at('theo'), await at('marc'), await at('nora')];
    await theo.types('aml RODEO', 'private');
    const found = { ...clear, Outcome: 'Something to look at', 'Receipts to look at': '4711-1, 4711-2' };
    await theo.fills(found);
    await marc.sees(/something to look at.*2 receipts/s, 'private');
    await nora.sees(/something to look at.*2 receipts/s, 'private');
    expect(await nora.gets('Show receipts', 'something to look at')).toContain('4711-1');
    await nora.opens('Send back', 'something to look at');
    await nora.fills({ Reason: 'The second one is of another month.' });
    await theo.sees(/sent back.*The second one is of another month\./s, 'private');

    await theo.opens('Open the check', 'sent back');
    await theo.fills({ ...found, 'Receipts to look at': '4711-1' });
    await marc.opens('Enter decision', '1 receipt');
    expect(await marc.fills({ 'What was decided': 'Form 8300 filed, reference 26-118.' })).toMatchObject({
      reads: [expect.stringContaining('The decision is on record')],
    });
    await theo.sees(`AML check for ${withYear}: reviewed`, 'private');
  });

  it('the network is signed for once everybody is in', async () => {
    const [marc, helen] = [await at('marc'), await at('helen')];
    const board = await marc.types('aml board', 'private');
    expect(board).toMatchObject({
      reads: expect.arrayContaining([
        `AML checks for ${named}`,
        'Signed 2 of 6 boutiques',
        expect.stringMatching(/^Not signed Design District, .*River Oaks/),
      ]),
    });
    expect(await marc.gets('Open', `AML checks for ${named}`)).toContainEqual(expect.stringContaining('Beverly Hills'));
    await marc.gets('Export', `AML checks for ${named}`);
    await marc.sees('Every return, as it was signed.', 'private');
    for (const [person, code] of [
      ['daniel', 'OAK'],
      ['henry', 'DESIGN'],
      ['grace', 'RIVEROAKS'],
      ['sofia', 'GRANT'],
    ] as const) {
      await (await at(person)).types(`aml ${code}`, 'private');
      await (await at(person)).fills(clear);
    }
    await helen.types('aml board', 'private');
    await helen.opens('Sign for the network', 'Signed 6 of 6');
    expect(await helen.fills(signature)).toMatchObject({
      reads: expect.arrayContaining([`AML checks for ${withYear} are signed`]),
    });
    const claire = await at('claire');
    await claire.sees('Boutiques 6, each signed by its own', 'global-retail-operations');
  });
}
