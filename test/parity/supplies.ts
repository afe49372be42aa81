import { expect, it } from 'vitest';
import type { Company } from './notes.js';

const csv = (...lines: readonly string[]): Uint8Array => Buffer.from(lines.join('\n'));
const PICTURE = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
const NONE_OF_PACKAGING = { 'Shopping bag S': '0', 'Gift card and envelope': '0' };

/** What there is and what it may cost, then requests: in several pages, changed, approved, declined, cancelled. */
export function supplies(at: Company): void {
  it('what is wrong with a file is said by its lines, and nothing of it counts', async () => {
    const marc = await at('marc');
    const header = 'boutique,article,par,on hand';
    await marc.gives('levels.csv', csv(header, 'OAK,CLOTH,50,40', 'OAKS,CLOTH,50,40', 'OAK,LOUPE,few,1'));
    await marc.types('supplies catalogue', 'private');
    expect(await marc.fills({ 'Or a file': 'levels.csv' })).toMatchObject({
      reads: expect.arrayContaining(['The file is being read', 'levels.csv']),
    });
    const faults = await marc.sees('levels.csv was not read · 2 faults', 'private');
    expect(faults.slice(1)).toEqual([
      'Nothing of it was saved. Correct these, and send it again.',
      expect.stringMatching(/^Line 3 .*There is no such boutique\. There are DESIGN, GRANT, MADISON, /),
      expect.stringMatching(/^Line 4 .*Write a whole number from 0 to 99,999\./),
    ]);
  });

  it('an article is looked up, edited and gets a picture; a boutique sees its own figures', async () => {
    const [ana, marc] = [await at('ana'), await at('marc')];
    await marc.gives('loupe.jpg', PICTURE);
    await marc.types('supplies catalogue', 'private');
    expect(await marc.finds('Article', 'loupe')).toEqual(['Loupe, 10x · LOUPE · pieces']);
    const looked = await marc.fills({ Article: 'Loupe, 10x · LOUPE · pieces' });
    expect(looked).toMatchObject({ reads: expect.arrayContaining(['Short at no boutique']) });
    await marc.opens('Add picture', 'Short at');
    await marc.fills({ Picture: 'loupe.jpg' });
    await marc.sees('[Show picture] [Edit] [Add picture]', 'private');
    await marc.opens('Edit', 'Loupe, 10x');
    expect(await marc.fills({ Name: 'Loupe, 10x, steel', Cost: '52' })).toMatchObject({
      reads: ['Saved', 'Loupe, 10x, steel'],
    });

    await ana.types('supplies catalogue', 'MADISON');
    await ana.finds('Article', 'steel');
    const seen = await ana.fills({ Article: 'Loupe, 10x, steel · LOUPE · pieces' });
    expect(seen).toMatchObject({ reads: expect.arrayContaining(['Short at no boutique', '[Show picture]']) });
    await ana.gets('Show picture', 'Short at no boutique');
  });

  it('budgets come as a file, and the limit above which a request goes up is set', async () => {
    const [ana, nora] = [await at('ana'), await at('nora')];
    const refused = await ana.types('supplies budgets', 'MADISON');
    expect('reads' in refused && refused.reads.at(-1)).toMatch(/^Operations managers and finance/);
    const year = new Date().getUTCFullYear();
    const lines = [year, year + 1].map((each) => `OAK,office,${each},,400,stop,stop`);
    await nora.gives('budgets.csv', csv('boutique,category,year,month,amount,at request,at order', ...lines));
    await nora.types('supplies budgets MADISON', 'private');
    await nora.opens('Import budgets', 'Budgets · Madison Avenue');
    await nora.fills({ File: 'budgets.csv' });
    await nora.sees('2 budgets set.', 'private');
    await nora.opens('Set the limit', 'Budgets · Madison Avenue');
    expect(await nora.fills({ 'In USD': '300' })).toMatchObject({
      reads: expect.arrayContaining(['A request above $300 goes up to the operations manager.']),
    });
  });

  it('a boutique says what it has, page by page; what is no number is asked again', async () => {
    const ana = await at('ana');
    await ana.types('supplies levels', 'MADISON');
    const wrong = await ana.fills({ 'Ring box M': 'a dozen', 'Shopping bag S': '40' });
    expect(wrong).toMatchObject({ corrections: { 'Ring box M': expect.any(String) }, atOnce: true });
    const next = await ana.fills({ 'Ring box M': '10', 'Shopping bag S': '40' });
    expect(next).toMatchObject({ form: { title: 'On hand', questions: [{ label: 'Watch box' }] } });
    const saved = await ana.fills({});
    expect(saved).toMatchObject({ reads: expect.arrayContaining(['4 articles under par.', '[Ask for supplies]']) });
  });

  it('what is short is filled in; more than the budget is stopped, and what was typed stays', async () => {
    const ana = await at('ana');
    const asked = await ana.opens('Ask for supplies', '4 articles under par.');
    const known = asked.questions.flatMap(({ label, filled }) => (filled.length > 0 ? [`${label}: ${filled}`] : []));
    expect(known).toEqual(expect.arrayContaining(['Ring box M: 60', 'Shopping bag S: 100', 'Reason: Back to par']));
    const stopped = await ana.fills({ 'Satin ribbon': '7' });
    expect(stopped).toEqual({
      corrections: {
        'Shopping bag S': expect.stringMatching(/^Packaging: \$120 left of .* Ask Marc Delorme, or ask for less\.$/),
      },
    });
    const page = { 'Shopping bag S': '50', 'Gift card and envelope': '0' };
    const next = await ana.fills({ ...page, Then: 'Add more articles' });
    expect(next).toMatchObject({
      form: { intro: expect.stringContaining('so far 60 × Ring box M, 7 × Satin ribbon, 50 × Shopping bag S') },
    });
    await ana.finds('Another article', 'watch');
    const boxes = { 'Another article': 'Watch box · WB · pieces, packs of 6', 'How many of it': '6' };
    await ana.fills({ ...boxes, Then: 'Add more articles' });
    await ana.presses('Send for approval', 'Draft, not sent yet');
    await ana.sees(/^Supplies request .*then the operations manager decides too\. Above \$300\./s, 'private');
  });

  it('the store manager changes quantities within the budget and approves; then the operations manager', async () => {
    const [ana, ines, marc] = [await at('ana'), await at('ines'), await at('marc')];
    const shown = await ines.sees('Supplies · Madison Avenue · 4 articles, ', 'private');
    expect(shown.at(-1)).toBe('[Approve] [Change] [Decline]');
    await ines.opens('Change', 'Supplies · Madison Avenue');
    expect(await ines.fills({ 'Shopping bag S': '150' })).toEqual({
      corrections: { 'Shopping bag S': expect.stringMatching(/^Packaging: \$120 left of /) },
    });
    expect(await ines.fills({ 'Shopping bag S': '50', 'Ring box M': '50' })).toMatchObject({
      reads: expect.arrayContaining([expect.stringMatching(/^Saved · 4 articles, /)]),
    });
    await ines.presses('Approve', '60, changed to 50 × Ring box M');
    await marc.presses('Approve', '60, changed to 50 × Ring box M');
    const stands = await ana.sees('Approved by Marc Delorme, to be ordered.', 'private');
    expect(stands.at(-1)).toBe('[Cancel request]');
  });

  it('one’s own request is decided by the next one, and can be cancelled; a draft can be discarded', async () => {
    const [ben, ines, marc] = [await at('ben'), await at('ines'), await at('marc')];
    const loupe = 'Loupe, 10x, steel · LOUPE · pieces';
    await ines.types('supplies', 'MADISON');
    await ines.finds('Another article', 'loupe');
    const wanted = { ...NONE_OF_PACKAGING, 'Another article': loupe, 'How many of it': '1' };
    const sent = await ines.fills({ ...wanted, Reason: 'Ours is broken' });
    expect(sent).toMatchObject({ reads: expect.arrayContaining(['With the operations manager.', '[Show request]']) });
    expect(await ines.gets('Show request', 'is sent')).toContain('Reason: Ours is broken');
    await marc.sees(/1 article, \$52.*\[Approve\]/s, 'private');
    await ines.presses('Cancel request', 'Ours is broken');
    await ines.sees(/1 article, \$52.*Cancelled\./s, 'private');
    await marc.sees('Cancelled by Inès Laurent, who asked for it.', 'private');

    await ben.types('supplies', 'MADISON');
    await ben.finds('Another article', 'loupe');
    await ben.fills({ ...wanted, Reason: 'For the safe', Then: 'Add more articles' });
    await ben.presses('Discard', 'Draft, not sent yet');
    await ben.sees('Discarded.', 'private');
  });

  it('three boutiques ask for the same; what is declined says why', async () => {
    const ben = await at('ben');
    await ben.types('supplies', 'MADISON');
    await ben.finds('Another article', 'cloth');
    const cloths = { 'Another article': 'Polishing cloth · CLOTH · pieces, packs of 50', 'How many of it': '30' };
    await ben.fills({ ...NONE_OF_PACKAGING, ...cloths, Reason: 'For the counter' });
    const [maya, priya] = [await at('maya'), await at('priya')];
    await maya.types('supplies', 'RODEO');
    await maya.fills({ 'Necklace box M': '0', 'Polishing cloth': '50' });
    await priya.types('supplies', 'OAK');
    await priya.finds('Another article', 'cloth');
    await priya.fills({ 'Watch box': '0', ...cloths, 'How many of it': '25' });
    const decided = [
      ['ben', 'ines', 'Madison Avenue'],
      ['maya', 'theo', 'Beverly Hills'],
      ['priya', 'daniel', 'Oak Street'],
    ] as const;
    for (const [person, manager, boutique] of decided) {
      await (await at(manager)).presses('Approve', `Supplies · ${boutique} · 1 article`);
      await (await at(person)).sees(/Approved by .*, to be ordered\./, 'private');
    }

    const [lucia, henry] = [await at('lucia'), await at('henry')];
    await lucia.types('supplies', 'DESIGN');
    await lucia.finds('Article', 'tray');
    await lucia.fills({ Article: 'Presentation tray · TRAY · pieces', 'How many of it': '2', Reason: 'A new case' });
    await henry.opens('Decline', 'Supplies · Design District');
    await henry.fills({ Reason: 'Two are in the safe.' });
    await lucia.sees('Declined by Henry Walsh: Two are in the safe.', 'private');
  });
}
