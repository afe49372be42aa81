import { expect, it } from 'vitest';
import { todayIn } from '../../src/domain/calendar.js';
import type { Company, Time } from './notes.js';
import { serialsIn } from './stage.js';

const HQ = 'global-retail-operations';
const SECURITY = 'safety-and-security';
const CLOSED_TO_YOU = 'This is open only to those who work on it. Safety and security can tell you more.';

/** A count in which a loss is named that nobody can explain: who sees it from then on, the search, and its report. */
export function security(at: Company, passes: Time): void {
  it('a loss that nobody can explain closes the count to those who do not decide, and opens a case', async () => {
    const [ana, ben, ines, victor] = [await at('ana'), await at('ben'), await at('ines'), await at('victor')];
    const [missing = '', ...found] = serialsIn('MADISON', 'Window');
    await ana.types('count', 'MADISON');
    await ana.fills({ Zone: 'Window', Serials: found.join('\n') });
    await ana.presses('Close zone', 'Counting Window');
    await ben.opens('Recount', 'Recount Window');
    await ben.fills({ Serials: found.join('\n') });
    await ben.presses('Close zone', 'Recounting Window');
    await ines.sees('Window: 1 piece differs', 'private');
    expect(await ana.types('vitrine find window madison', 'private')).toMatchObject({
      reads: [expect.anything(), expect.stringMatching(/^Count of Window Madison Avenue · /), '[See]'],
    });

    const [cause] = (await ines.opens('Name the causes', 'Window: 1 piece differs')).questions;
    const named = await ines.fills({ [cause?.label ?? '']: 'Unknown, under investigation' });
    expect('reads' in named && named.reads.join('\n')).toContain('Safety and Security is told now.');
    const told = await victor.sees(/A-\d+ · Loss · High · Madison Avenue/, SECURITY);
    expect(told.join('\n')).not.toContain(missing);
    const seen = await victor.gets('Open', 'Loss · High');
    expect(seen.join('\n')).toMatch(/Stock count of Window: 1 piece, .* Cause: unknown, under investigation\./);
    expect(seen).toContain(`Pieces ${missing}`);

    expect((await ana.tries('See', 'Count of Window Madison Avenue')).at(-1)).toBe(CLOSED_TO_YOU);
    const list = await ana.types('count open', 'MADISON');
    expect('reads' in list && list.reads.join('\n')).not.toContain('Window');
  });

  it('the piece is searched for; once it is found, whoever stands in decides, and the report is for security alone', async () => {
    const [ines, marc, claire, victor] = [await at('ines'), await at('marc'), await at('claire'), await at('victor')];
    await passes(0);
    await victor.sees('Search for 1 piece', SECURITY);
    const asked = await ines.opens('Found', 'Search for 1 piece');
    const [piece] = asked.questions;
    expect(piece?.options).toEqual(['Found in this boutique', 'Found in another boutique']);
    expect(await ines.fills({})).toMatchObject({ corrections: expect.anything() });
    expect(await ines.fills({ [piece?.label ?? '']: 'Found in this boutique' })).toMatchObject({
      reads: ['1 piece saved', 'Nothing is searched for any more.'],
    });
    await victor.sees('The search is over', SECURITY);

    await ines.types('inbox away', 'private');
    expect(await ines.finds('Who stands in', 'marc')).toEqual(['Marc Delorme']);
    const days = { 'Who stands in': 'Marc Delorme', From: dayIn(3), Until: dayIn(1) };
    expect(await ines.fills(days)).toEqual({ corrections: { Until: 'Choose an end after the beginning.' } });
    await ines.fills({ From: dayIn(0) });
    await marc.sees('You stand in for Inès Laurent', 'private');
    await marc.types('inbox', 'private');
    await marc.gets('Decide', 'Window: 1 piece differs');
    await marc.presses('Approve', 'Window: 1 piece differs');
    await ines.sees('Approved · Marc Delorme in place of Inès Laurent', 'private');

    const report = await victor.sees('Count approved · Madison Avenue · Window', SECURITY);
    expect(report.join('\n')).toContain('Approved Marc Delorme in place of Inès Laurent, ');
    expect(claire.reads(HQ).flat()).not.toContain('Count approved · Madison Avenue · Window');
    expect(await claire.types('vitrine find window madison', 'private')).toMatchObject({
      reads: ['Nothing fits “window madison”', expect.anything()],
    });
    await marc.types('vitrine find window madison', 'private');
    const look = await marc.gets('See', 'Count of Window Madison Avenue');
    expect(look.at(-1)).toBe('The report is with Safety and Security.');
  });
}

const DAY = 86_400_000;

const dayIn = (days: number): string => todayIn('America/New_York', new Date(Date.now() + days * DAY));
