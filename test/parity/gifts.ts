import { expect, it } from 'vitest';
import { todayIn } from '../../src/domain/calendar.js';
import type { Company, Time } from './notes.js';

const NOT_STAFF = { 'Is the client staff, or family of staff?': true } as const;
const SCARF = 'Silk scarf · Holiday gifts · 24 left';

/** Gifts with a purchase: by the rules, as an exception, never beyond stock; and a campaign from its plan to its count. */
export function gifts(at: Company, passes: Time): void {
  it('a gift is given to a client by number, for a sale that is large enough', async () => {
    const ana = await at('ana');
    await ana.types('supplies gift', 'MADISON');
    const given = { Gift: SCARF, 'Sale number': 'S-88120', ...NOT_STAFF };
    const named = await ana.fills({ ...given, 'Client number': 'Mrs Eleanor Park', 'Amount of the sale': '6200' });
    expect(named).toEqual({ corrections: { 'Client number': expect.stringMatching(/^No names\./) } });
    const small = await ana.fills({ 'Client number': 'C-10492', 'Amount of the sale': '4200' });
    expect(small).toEqual({
      corrections: { 'Amount of the sale': expect.stringMatching(/^A gift goes with a sale from \$5,000 on\./) },
    });
    expect(await ana.fills({ 'Amount of the sale': '6200' })).toEqual({ nothing: true });
    expect((await ana.sees('Given by Ana Ruiz', 'private')).at(-1)).toBe('[Return]');
    await ana.opens('Return', 'Given by Ana Ruiz');
    await ana.fills({ Reason: 'Brought back unopened.' });
    await ana.sees('Returned: Brought back unopened.', 'private');
  });

  it('an exception is decided by two, then given', async () => {
    const [ben, ines, marc] = [await at('ben'), await at('ines'), await at('marc')];
    await ben.types('supplies gift', 'MADISON');
    const sale = { 'Client number': 'C-20077', 'Sale number': 'S-88121', 'Amount of the sale': '4200' };
    const why = { Exception: 'She comes every week.' };
    expect(await ben.fills({ Gift: SCARF, ...sale, ...NOT_STAFF, ...why })).toEqual({ nothing: true });
    await ines.presses('Approve', 'She comes every week.');
    await marc.presses('Approve', 'She comes every week.');
    await ben.presses('Give it', 'Approved by Marc Delorme');
    await ben.sees('Given by Ben Carter', 'private');
  });

  it('a campaign is planned, allocated and checked before it begins', async () => {
    const [daniel, marc, priya] = [await at('daniel'), await at('marc'), await at('priya')];
    await marc.types('supplies gift-campaign', 'private');
    await marc.opens('Plan a campaign', 'Gift campaigns');
    const plan = { Name: 'Trunk show', 'Sale from': '8000', Gift: ['Silk scarf · GF-SCARF'] };
    const days = { 'First day': dayIn(2), 'Last day': dayIn(1) };
    expect(await marc.fills({ ...plan, ...days, Boutiques: ['Oak Street · OAK'] })).toEqual({
      corrections: { 'Last day': expect.any(String) },
    });
    await marc.fills({ 'First day': dayIn(0), 'Last day': dayIn(3) });
    await marc.sees('Trunk show · Planned, to be allocated', 'private');
    await marc.gets('Show', 'Gift campaigns');
    await marc.opens('Allocate', 'Trunk show · Planned, to be allocated');
    await marc.fills({ 'Silk scarf · Oak Street': '1' });
    await daniel.opens('Confirm', 'Trunk show');
    await daniel.fills({ Check: ['Articles that qualify are in stock', 'Everybody can explain the rules'] });
    await daniel.opens('Confirm', 'The gifts are in the boutique: to be confirmed');
    await daniel.fills({ Check: ['The gifts are in the boutique'] });
    await marc.opens('Confirm wording', 'Oak Street 1 gift · ready');
    await marc.fills({ 'What clients read in the boutique': true });
    await marc.presses('Start', 'Everything is confirmed. It can start.');
    await priya.sees('Trunk show begins', 'OAK');
  });

  it('what is held for one client can’t be given to another; what waits is voided before the count', async () => {
    const [daniel, ines, marc, priya] = [await at('daniel'), await at('ines'), await at('marc'), await at('priya')];
    await passes(24 * 60);
    await priya.types('supplies gift', 'OAK');
    const sale = { 'Client number': 'C-30011', 'Sale number': 'S-1201', 'Amount of the sale': '9000' };
    await priya.fills({ ...sale, ...NOT_STAFF, 'Given to': 'Public official or diplomat' });
    await daniel.sees('Federal employees may take $20 an occasion', 'private');
    const refused = await daniel.types('supplies gift', 'OAK');
    expect('reads' in refused && refused.reads.at(-1)).toBe('There are no gifts to give at Oak Street today.');

    await passes(4 * 24 * 60);
    await daniel.sees('Trunk show: count what is left', 'private');
    expect((await daniel.tries('Count', 'Trunk show: count what is left')).at(-1)).toMatch(/^One gift still waits/);
    await priya.opens('Void', 'Client C-30011');
    await priya.fills({ Reason: 'They may not take it.' });
    await daniel.opens('Count', 'Trunk show: count what is left');
    await daniel.fills({ 'Silk scarf, left': '0' });
    await marc.sees(/Trunk show.*Reconciled.*1 missing/s, 'private');

    expect(await ines.types('supplies gifts', 'MADISON')).toMatchObject({
      reads: expect.arrayContaining([expect.stringContaining('1 exception · 1 returned')]),
    });
    await ines.presses('Send the file', 'The newest ten.');
    await ines.sees('Register of gifts', 'private');
    await daniel.types('vitrine find C-30011', 'private');
    expect(await daniel.gets('Show', 'C-30011')).toContain('Client C-30011');
  });

  it('a new catalogue takes the place of the one before', async () => {
    const [ana, marc] = [await at('ana'), await at('marc')];
    const header = 'code,name,category,size,unit,pack size,cost,supplier,lead time,par MADISON';
    await marc.gives(
      'catalogue.csv',
      Buffer.from(
        [
          header,
          'RB-M,Ring box,boxes,M,piece,12,4.50,Headquarters,28,60',
          'RB-X,Ring box,boxes,XL,piece,12,6.10,Headquarters,28,12',
        ].join('\n'),
      ),
    );
    await marc.types('supplies catalogue', 'private');
    await marc.fills({ 'Or a file': 'catalogue.csv' });
    await marc.sees('2 articles, 1 of them new.', 'private');
    await ana.types('supplies catalogue', 'MADISON');
    expect(await ana.finds('Article', 'cloth')).toEqual([]);
  });
}

const DAY = 86_400_000;

const dayIn = (days: number): string => todayIn('UTC', new Date(Date.now() + days * DAY));
