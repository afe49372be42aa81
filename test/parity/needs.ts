import { expect, it } from 'vitest';
import { todayIn } from '../../src/domain/calendar.js';
import type { Company, Time } from './notes.js';

/** Every boutique is asked what it needs in a year: one answers, is sent back, is validated and ordered; nothing of it comes. */
export function needs(at: Company, passes: Time): void {
  it('a boutique answers, and answers again what was sent back', async () => {
    const [priya, daniel, marc] = [await at('priya'), await at('daniel'), await at('marc')];
    await marc.types('supplies campaign', 'private');
    const begun = await marc.fills({ 'Answers by': dayIn(30), Categories: ['Office'] });
    expect(begun).toMatchObject({ reads: expect.arrayContaining([expect.stringMatching(/^6 boutiques asked\./)]) });

    await priya.sees('Nobody has answered yet.', 'OAK');
    await priya.opens('Fill in', 'Nobody has answered yet.');
    await priya.fills({ 'Signing pen': '60' });
    await daniel.opens('Send back', 'Annual needs · Oak Street');
    await daniel.fills({ Reason: 'Paper is missing.' });
    await priya.sees('Sent back by Daniel Okafor: Paper is missing.', 'OAK');
    const again = await priya.opens('Fill in', 'Paper is missing.');
    expect(again.questions.find(({ label }) => label === 'Signing pen')).toMatchObject({ filled: ['60'] });
    await priya.fills({ 'Printing paper': '20' });
    await priya.sees('Answered by Priya Nair, to be validated.', 'OAK');
  });

  it('the store manager changes a quantity and validates; what is late is no longer taken', async () => {
    const [priya, daniel, marc, claire] = [await at('priya'), await at('daniel'), await at('marc'), await at('claire')];
    await daniel.opens('Change', 'Printing paper');
    await daniel.fills({ 'Printing paper': '15' });
    await daniel.presses('Validate', '(asked for 20)');
    await priya.sees('Validated by Daniel Okafor.', 'OAK');
    await passes(1);
    await marc.sees(/Asked 6 boutiques.*Validated 1/s, 'private');

    expect(await marc.types('inbox', 'private')).toMatchObject({
      reads: expect.arrayContaining([
        expect.stringMatching(/^To be ordered \d+ articles for 2 boutiques$/),
        expect.stringMatching(/^Annual needs 2027 1 of 6 boutiques validated/),
        '[Review]',
      ]),
    });
    expect(await marc.gets('Review', 'Validated 1')).toContain('1 of 6 boutiques answered: 3 lines.');
    await marc.presses('Export', 'Validated 1');
    await claire.sees('3 articles by boutique, from 1 of 6 boutiques.', 'global-retail-operations');
    await marc.gets('Order', 'Validated 1');
    const [articles] = (await marc.opens('Order', 'To be ordered')).questions;
    const label = articles?.label ?? '';
    expect(await marc.fills({})).toEqual({
      corrections: { [label]: expect.stringMatching(/^Over budget: OAK · Office: \$\d+ left of \$400 for all of /) },
    });
    const paper = articles?.options.filter((each) => each.startsWith('Printing paper')) ?? [];
    expect(await marc.fills({ [label]: paper })).toMatchObject({
      reads: expect.arrayContaining([expect.stringMatching(/^Order 4 sent · 1 article, /)]),
    });
    await marc.presses('Close', 'Validated 1');
    await marc.sees(/Validated 1.*Closed\./s, 'private');
  });

  it('an order of which nothing more comes is closed, and the rest waits again', async () => {
    const [priya, marc] = [await at('priya'), await at('marc')];
    await marc.opens('Close short', 'Order 4 · ');
    const closing = { 'What did not come': 'Put it back, to be ordered again', Reason: 'Out of print' };
    expect(await marc.fills(closing)).toMatchObject({
      reads: expect.arrayContaining(['What did not come waits to be ordered again.']),
    });
    await marc.sees('Closed short: Out of print', 'private');
    await priya.sees('Order 4 was closed, and not all of it came: Out of print', 'private');
  });
}

const DAY = 86_400_000;

const dayIn = (days: number): string => todayIn('UTC', new Date(Date.now() + days * DAY));
