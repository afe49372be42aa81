import { expect, it } from 'vitest';
import { todayIn } from '../../src/domain/calendar.js';
import type { Company, Time } from './notes.js';

const HQ = 'global-retail-operations';
const SECURITY = 'safety-and-security';
const PICTURE = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
const CLOSED_TO_YOU = 'This is open only to those who work on it. Safety and security can tell you more.';

/** A case from a message to its end and once more, one that is closed to others, and one that nobody takes. */
export function anomalies(at: Company, passes: Time): void {
  it('what somebody writes becomes a case, and what was typed stays where the time is wrong', async () => {
    const [ana, ines, claire] = [await at('ana'), await at('ines'), await at('claire')];
    await ana.gives('boxes.jpg', PICTURE);
    await ana.writes('Three boxes came in wet this morning.', 'MADISON');
    const asked = await ana.pointsAt('Three boxes came in wet', 'Report as anomaly', 'MADISON');
    expect(asked).toMatchObject({ form: { title: 'Report an anomaly', submit: 'Report' } });

    const merchandise = { Type: 'Merchandise', Severity: 'Medium: it hinders work, or may get worse' };
    const wrong = await ana.fills({ ...merchandise, Time: '23:59', Photos: 'boxes.jpg' });
    expect(wrong).toEqual({ corrections: { Time: 'This is still to come. Choose a time that has passed.' } });
    expect(await ana.fills({ Time: '00:00' })).toMatchObject({ reads: expect.arrayContaining(['A-1 is reported']) });
    await ana.sees(/A-1 · Merchandise · Medium.*Nobody has taken it yet/s, 'private');
    expect((await claire.sees('A-1 · Merchandise · Medium', HQ)).at(-1)).toBe('[Take it] [Open]');
    await ines.sees('A-1 · Merchandise · Medium', 'private');
  });

  it('whoever works there finds it, and adds to it; one of them takes it', async () => {
    const [ana, ben, ines] = [await at('ana'), await at('ben'), await at('ines')];
    expect(await ben.types('anomaly open', 'MADISON')).toMatchObject({
      reads: ['Open cases', expect.stringMatching(/^A-1 · .* · New · /), '[Open A-1]'],
    });
    const seen = await ben.gets('Open A-1', 'Open cases');
    expect(seen).toContain('Three boxes came in wet this morning.');
    expect(seen.at(-1)).toBe('[Add note] [Add evidence] [Show photos] [Show timeline]');
    await ben.opens('Add note', 'Reported by Ana Ruiz');
    expect(await ben.fills({ Note: 'I put them to dry.' })).toMatchObject({
      reads: expect.arrayContaining([expect.stringContaining('Ben Carter: I put them to dry.')]),
    });
    await ines.presses('Take it', 'A-1 · Merchandise');
    await ana.sees('Inès Laurent works on it.', 'private');
    await ines.sees('Owner Inès Laurent', 'private');
  });

  it('it has tasks, evidence and a timeline, and its claim is made in time', async () => {
    const [theo, ines] = [await at('theo'), await at('ines')];
    await ines.opens('Add task', 'Owner Inès Laurent');
    expect(await ines.finds('Who does it', 'theo hills')).toEqual(['Theo Barnes, Beverly Hills']);
    const today = todayIn('America/New_York', new Date());
    await ines.fills({
      'What is to be done': 'Call the carrier',
      'Who does it': 'Theo Barnes, Beverly Hills',
      By: today,
    });
    await theo.sees('A-1: a task for you', 'private');
    await theo.presses('Done: Call the carrier', 'A-1: a task for you');
    expect((await theo.sees('A-1: done', 'private')).at(-1)).toBe('[Open]');

    await theo.gets('Open', 'A-1: done');
    await theo.opens('Add evidence', 'Owner Inès Laurent');
    expect(await theo.fills({})).toEqual({
      corrections: { 'Police report number': 'Fill in at least one of these.' },
    });
    await theo.fills({ "Insurer's reference": 'JB-2041' });
    await ines.sees('Insurer JB-2041', 'private');
    await ines.presses('Claim made', 'Owner Inès Laurent');
    await ines.presses('Recordings saved', 'Owner Inès Laurent');
    await ines.sees(/Recordings saved .*Claim made /s, 'private');
    expect(await ines.gets('Show photos', 'Owner Inès Laurent')).toContain('1 photo');
    await ines.sees('For you alone. That you looked is on record.', 'private');
    const timeline = await ines.gets('Show timeline', 'Owner Inès Laurent');
    expect(timeline.join('\n')).toMatch(/Made the claim\..*Done: Call the carrier.*Reported\./s);
  });

  it('it goes up, calms down, is closed, and is opened again by whoever reported it', async () => {
    const [ana, ines, helen] = [await at('ana'), await at('ines'), await at('helen')];
    await ines.opens('Escalate', 'Owner Inès Laurent');
    await ines.fills({ Why: 'The next delivery is tomorrow.' });
    await helen.sees('A-1 · Merchandise · Medium', 'private');
    await ines.presses('Set stable', 'Escalated · Madison Avenue');
    await ana.sees('Stable: Inès Laurent watches it.', 'private');

    await ines.opens('Close case', 'Stable · Madison Avenue');
    const ending = { Cause: 'A carrier or supplier', 'Corrective action': 'They wrap boxes now.' };
    expect(await ines.fills({ ...ending, Reason: 'Duplicate of another case' })).toEqual({
      corrections: { Reason: 'Link the case it repeats first, then close this one.' },
    });
    await ines.fills({ Reason: 'Resolved' });
    expect((await ana.sees('Closed by Inès Laurent', 'private')).at(-1)).toBe('[Open] [Not solved]');
    await ana.opens('Not solved', 'Closed by Inès Laurent');
    await ana.fills({ 'What is left': 'One more came in wet.' });
    await ines.sees('Not solved: One more came in wet.', 'private');
  });

  it('what turns out to be a theft is taken from those who do not work on it', async () => {
    const [ben, ines, marc, victor] = [await at('ben'), await at('ines'), await at('marc'), await at('victor')];
    await ben.types('anomaly open', 'MADISON');
    await ines.types('anomaly open', 'private');
    await ines.opens('Hand over', 'Owner Inès Laurent');
    expect(await ines.finds('To whom', 'marc')).toEqual(['Marc Delorme']);
    await ines.fills({ 'To whom': 'Marc Delorme' });
    await marc.opens('Change', 'Owner Marc Delorme');
    expect(await marc.fills({ Why: 'A box is gone.' })).toEqual({
      corrections: { Type: 'This is what it is already. Choose another type or severity.' },
    });
    await marc.fills({ Type: 'Theft' });
    await ines.sees('This is now open only to those who work on it.', 'private');
    expect((await victor.sees('A-1 · Theft · Medium', SECURITY)).join('\n')).not.toContain('wet');

    expect((await ines.tries('Open A-1', 'Open cases')).at(-1)).toBe(CLOSED_TO_YOU);
    expect((await ben.tries('Open A-1', 'Open cases')).at(-1)).toBe(CLOSED_TO_YOU);
    expect(await ben.types('anomaly open', 'MADISON')).toMatchObject({
      reads: ['Open cases', 'None that you may see.'],
    });
    await victor.gets('Open', 'A-1 · Theft · Medium');
    await victor.opens('Open to the boutique', 'Owner Marc Delorme');
    await victor.fills({ Why: 'The box was found.' });
    expect((await ines.gets('Open A-1', 'Open cases')).join('\n')).toContain('Owner Marc Delorme');
  });

  it('what is critical calls one after the other until somebody takes it', async () => {
    const [ana, marc, helen, victor] = [await at('ana'), await at('marc'), await at('helen'), await at('victor')];
    await ana.types('anomaly', 'MADISON');
    const theft = {
      Type: 'Theft',
      Severity: 'Critical: people or pieces are in danger now',
      'What happened': 'A tray is gone.',
    };
    const unreadable = await ana.fills({ ...theft, Day: twoDaysAgo(), Time: '00:00', 'Pieces concerned': '???' });
    expect(unreadable).toMatchObject({
      corrections: { 'Pieces concerned': expect.stringContaining('Line 1 is no serial') },
    });
    const said = await ana.fills({ 'Pieces concerned': 'RG-1-1' });
    expect(said).toMatchObject({ reads: expect.arrayContaining(['A-2 is reported']) });
    expect(await victor.sees('A-2 · Theft · Critical', SECURITY)).toContain('Somebody must take this now.');

    await passes(5);
    await marc.sees('A-2: nobody has taken it', 'private');
    await passes(5);
    await helen.sees('A-2: nobody has taken it', 'private');
    await helen.presses('Take it', 'A-2: nobody has taken it');
    await marc.sees(/A-2 · Theft · Critical.*Taken by Helen Ashworth/s, 'private');
    await victor.sees(/A-2 · Theft · Critical.*Taken by Helen Ashworth/s, SECURITY);
    // Two days of three have passed for the insurer.
    expect((await victor.sees(/A-2: .* left/, 'private')).at(-1)).toBe('[Claim made] [Open]');
  });

  it('a case that repeats another is linked to it, and closed as its duplicate', async () => {
    const [ben, victor] = [await at('ben'), await at('victor')];
    await ben.types('anomaly', 'MADISON');
    const loss = {
      Type: 'Loss',
      Severity: 'Low: it can wait for the next working day',
      'What happened': 'I miss a tray.',
    };
    expect(await ben.fills({ ...loss, Time: '00:00' })).toMatchObject({
      reads: expect.arrayContaining(['A-3 is reported']),
    });
    await victor.gets('Open', 'A-3 · Loss · Low');
    await victor.opens('Link duplicate', 'I miss a tray.');
    expect(await victor.finds('The case it repeats', 'a-2')).toEqual(['A-2 · Theft · Critical']);
    const linked = await victor.fills({ 'The case it repeats': 'A-2 · Theft · Critical' });
    expect(linked).toMatchObject({ reads: expect.arrayContaining(['Duplicate of A-2']) });
    await victor.opens('Close case', 'I miss a tray.');
    const ending = { Reason: 'Duplicate of another case', Cause: 'Not known', 'Corrective action': 'See A-2.' };
    expect(await victor.fills(ending)).toMatchObject({
      reads: expect.arrayContaining([expect.stringContaining('Closed · Madison Avenue · restricted')]),
    });
  });

  it('security sets how long evidence is kept; patterns are for those above a boutique', async () => {
    const [ana, marc, victor] = [await at('ana'), await at('marc'), await at('victor')];
    expect(await victor.types('anomaly terms MADISON', 'private')).toMatchObject({ form: { title: 'Evidence terms' } });
    const terms = await victor.fills({ 'Recordings are kept, hours': '360', 'Claims are taken within, hours': '48' });
    expect(terms).toMatchObject({
      reads: expect.arrayContaining(['Recordings kept 360 hours', 'Claims within 48 hours']),
    });
    const pattern = await marc.types('anomaly pattern', 'private');
    expect(pattern).toMatchObject({ reads: [expect.stringMatching(/^What came again in /), 'Nothing was reported.'] });
    const refused = await ana.types('anomaly pattern', 'MADISON');
    expect('reads' in refused && refused.reads.at(-1)).toMatch(/^Operations managers, directors and .* do this\./);
  });
}

const DAY = 86_400_000;

const twoDaysAgo = (): string => todayIn('America/New_York', new Date(Date.now() - 2 * DAY));
