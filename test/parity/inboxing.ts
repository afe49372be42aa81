import { expect, it } from 'vitest';
import { type Day, todayIn } from '../../src/domain/calendar.js';
import type { Company } from './notes.js';
import { serialsIn } from './stage.js';

/** What waits in one list, found and looked at; and somebody who stands in for somebody else. */
export function inboxing(at: Company): void {
  it('the inbox shows what waits and what was asked for, and it is found by words', async () => {
    const priya = await at('priya');
    await priya.types('count', 'private');
    await priya.fills({ Zone: 'Window', Serials: serialsIn('OAK', 'Window').slice(0, 3).join('\n') });
    await priya.sees('Counting Window', 'private');

    expect(await priya.types('inbox', 'private')).toMatchObject({
      reads: expect.arrayContaining([
        'Your inbox · 1 thing waiting',
        'Waits for you',
        'Counting Window Oak Street',
        '[Add serials]',
        'You asked for',
        expect.stringMatching(/^Count of Window Oak Street · .* · still open$/),
        '[See]',
      ]),
    });
    expect(await priya.types('vitrine find window still', 'private')).toMatchObject({
      reads: ['What fits “window still”', expect.stringContaining('Count of Window Oak Street'), '[See]'],
    });
    const seen = await priya.gets('See', 'What fits');
    expect(seen.slice(0, 4)).toEqual([
      'Count of Window',
      'Boutique Oak Street',
      'Now still open',
      'Still to count Window',
    ]);
    expect(await priya.types('vitrine find oak diamonds', 'private')).toMatchObject({
      reads: ['Nothing fits “oak diamonds”', expect.anything()],
    });
    expect(await priya.types('vitrine find', 'private')).toMatchObject({
      reads: expect.arrayContaining(['What shall I find?']),
    });
  });

  it('a decision is taken from the inbox', async () => {
    const [priya, daniel, marc] = [await at('priya'), await at('daniel'), await at('marc')];
    await priya.presses('Close zone', 'Counting Window');
    await daniel.opens('Recount', 'Recount Window');
    await daniel.fills({ Serials: serialsIn('OAK', 'Window').slice(0, 3).join('\n') });
    await daniel.presses('Close zone', 'Recounting Window');
    await marc.sees(/^Window: 21 pieces differ.*\[Void\]/s, 'private');

    const waiting = await marc.types('inbox', 'private');
    expect(waiting).toMatchObject({
      reads: expect.arrayContaining([
        expect.stringMatching(/^Window: .* Oak Street · (came just now|waits for )/),
        '[Decide]',
      ]),
    });
    expect((await marc.gets('Decide', 'Waits for you')).join('\n')).toMatch(/^Window: .*Oak Street.*\[Void\]/s);
    await marc.opens('Void', 'Window: 21 pieces differ');
    await marc.fills({ Reason: 'Counted for practice.' });
    await marc.sees(/^Window: 21 pieces differ.*Voided · Marc Delorme/s, 'private');
  });

  it('help says what one may do, also to whoever types what nobody knows', async () => {
    const [priya, marc] = [await at('priya'), await at('marc')];
    const asked = await priya.types('vitrine help', 'private');
    expect(asked).toMatchObject({
      reads: expect.arrayContaining([
        'What you can do at Oak Street',
        '/count Count a zone',
        '/inbox away Name who stands in while you are away',
      ]),
    });
    expect(await priya.types('vitrine', 'private')).toEqual(asked);
    const unknown = await marc.types('vitrine sing', 'private');
    expect(unknown).toMatchObject({
      reads: expect.arrayContaining(['What you can do', 'I don’t know “sing”. This is what I know.']),
    });
  });

  it('somebody stands in for somebody who is away, until that is changed and ended', async () => {
    const [ines, ana, ben, marc] = [await at('ines'), await at('ana'), await at('ben'), await at('marc')];
    expect(await ines.types('inbox away', 'private')).toMatchObject({
      form: { title: 'While you are away', submit: 'Save', questions: [{ kind: 'lookup' }, { kind: 'day' }, {}] },
    });
    expect(await ines.finds('Who stands in', 'madison')).toEqual([
      'Ana Ruiz, Madison Avenue',
      'Ben Carter, Madison Avenue',
    ]);
    expect(
      await ines.fills({ 'Who stands in': 'Ben Carter, Madison Avenue', From: dayIn(0), Until: dayIn(3) }),
    ).toMatchObject({ reads: expect.arrayContaining(['Ben Carter stands in for you']) });
    await ben.sees('You stand in for Inès Laurent', 'private');
    await marc.sees(/Inès Laurent is away.*Ben Carter stands in\./s, 'private');
    expect(await ben.types('inbox', 'private')).toMatchObject({
      reads: expect.arrayContaining([expect.stringMatching(/^For Inès Laurent, until /)]),
    });

    await ines.opens('Change', 'You are away');
    await ines.finds('Who stands in', 'ana');
    await ines.fills({ 'Who stands in': 'Ana Ruiz, Madison Avenue', From: dayIn(0), Until: dayIn(4) });
    await ana.sees('You stand in for Inès Laurent', 'private');
    await ben.sees('Ana Ruiz stands in instead', 'private');

    expect(await ines.types('inbox away', 'private')).toMatchObject({
      reads: expect.arrayContaining(['[Change] [End]', '[Add an absence]']),
    });
    await ines.opens('Add an absence', 'While you are away');
    await ines.finds('Who stands in', 'ben');
    expect(
      await ines.fills({ 'Who stands in': 'Ben Carter, Madison Avenue', From: dayIn(4), Until: dayIn(5) }),
    ).toMatchObject({
      corrections: { From: expect.stringContaining('and Ana Ruiz stands in. Change that one, or choose other days.') },
    });
    await ines.presses('End', 'You are away');
    await ines.sees(/You are away.*Ended by Inès Laurent/s, 'private');
    await ana.sees(/You stand in for Inès Laurent.*Ended by Inès Laurent/s, 'private');
  });
}

const DAY = 86_400_000;

/** So many days from today, in New York. */
const dayIn = (days: number): Day => todayIn('America/New_York', new Date(Date.now() + days * DAY));
