import { expect, it } from 'vitest';
import { type Day, dayInWords, momentAt } from '../../src/domain/calendar.js';
import { daysAfter, weekdayOf } from '../../src/domain/days.js';
import { retailClosing } from '../../src/domain/retail-closings.js';
import type { Company, Time } from './notes.js';
import { serialsIn } from './stage.js';
import { AHEAD, NEW_YORK, today } from './tuesday.js';

/** The day itself, unless everything is closed. */
const openFrom = (day: Day): Day => (retailClosing(day, 'US') === null ? day : openFrom(daysAfter(day, 1)));

const mondayAfter = (day: Day): Day => (weekdayOf(day) === 'mon' ? day : mondayAfter(daysAfter(day, 1)));

const monday = mondayAfter(daysAfter(today, 1));
const first = openFrom(monday);
const tomorrow = openFrom(daysAfter(today, 1));

const minutesUntil = (day: Day, time: string): number =>
  Math.ceil((momentAt(day, time, NEW_YORK).getTime() - Date.now() - AHEAD) / 60_000);

/** A week of counts: read, confirmed, moved, counted from its card; one that is added; how far the counts have come. */
export function cycles(at: Company, passes: Time): void {
  it('a store manager confirms the week, and moves a count; an associate reads what is counted when', async () => {
    const [ana, ines] = [await at('ana'), await at('ines')];
    const plan = await ines.types('count plan', 'private');
    expect(plan).toMatchObject({
      reads: expect.arrayContaining([
        `Counts in the week of ${dayInWords(monday)} · Madison Avenue`,
        expect.stringContaining('Window · '),
        '[Confirm all] [Move]',
      ]),
    });
    expect(await ines.gets('Confirm all', 'Counts in the week of')).toContainEqual(
      expect.stringMatching(/^\d counts confirmed · Madison Avenue$/),
    );
    expect(await ines.types('count plan', 'private')).toMatchObject({
      reads: expect.arrayContaining([expect.stringMatching(/Vitrine 2 · confirmed by Inès Laurent/), '[Move]']),
    });

    const asked = await ines.opens('Move', 'confirmed by');
    const options = asked.questions[0]?.options ?? [];
    const window = options.find((option) => option.startsWith('Window')) ?? '';
    const move = { Count: window, 'New day': first, Reason: 'A delivery comes first.' };
    expect(await ines.fills({ ...move, 'New time': '12:30' })).toEqual({
      corrections: { 'New time': expect.stringMatching(/^These are peak hours on /) },
    });
    expect(await ines.fills({ 'New time': '15:00' })).toMatchObject({
      reads: ['Window is moved · Madison Avenue', expect.anything()],
    });
    expect(await ines.types('count plan', 'private')).toMatchObject({
      reads: expect.arrayContaining([expect.stringMatching(/3:00 PM Window · moved by Inès Laurent/)]),
    });

    await ines.opens('Move', 'moved by');
    const vitrine = options.find((option) => option.startsWith('Vitrine 2')) ?? '';
    await ines.fills({ Count: vitrine, 'New day': tomorrow, 'New time': '11:00', Reason: 'Two are in early.' });

    const read = await ana.types('count plan', 'private');
    expect(read).toMatchObject({ reads: expect.arrayContaining(['Planned counts · Madison Avenue']) });
    expect(JSON.stringify(read)).not.toMatch(/Confirm|class|yet/);
  });

  it('a count that something asks for in between is said, and confirmed', async () => {
    const [ana, ines] = [await at('ana'), await at('ines')];
    await ana.types('count', 'private');
    await ana.fills({ Zone: 'Window', Why: 'Weekly cycle', Serials: serialsIn('MADISON', 'Window').join('\n') });
    await ana.presses('Close zone', 'Counting Window');
    await passes(1);
    expect(await ines.types('count plan', 'private')).toMatchObject({
      reads: expect.arrayContaining([expect.stringMatching(/Window · counted$/)]),
    });

    await ana.types('anomaly', 'MADISON');
    const door = { Type: 'Door', Severity: 'Low: it can wait for the next working day' };
    await ana.fills({ ...door, Time: '00:00', 'What happened': 'The door of the window stood open.' });
    await passes(minutesUntil(tomorrow, '11:30'));
    await passes(1);
    const added = await ines.sees('Count added: Window · Madison Avenue', 'private');
    expect(added.find((line) => line.startsWith('Why'))).toMatch(/^Why Chosen for a check\./);
    await ines.presses('Confirm', 'Count added: Window');
    await ines.sees('Now confirmed by Inès Laurent', 'private');
  });

  it('a count is begun from the plan on its day', async () => {
    const ana = await at('ana');
    const [serial = ''] = serialsIn('MADISON', 'Vitrine 2');
    expect(await ana.types('count plan', 'private')).toMatchObject({
      reads: expect.arrayContaining([expect.stringContaining('[Count Vitrine 2]')]),
    });
    expect(await ana.opens('Count Vitrine 2', 'Planned counts')).toMatchObject({
      intro: expect.stringContaining('Vitrine 2'),
    });
    await ana.fills({ Serials: serial, 'Old stock': true });
    await ana.sees('1 scanned in 1 batch.', 'private');
  });

  it('an operations manager sees how far the counts have come, and has it as a file', async () => {
    const [marc, ines] = [await at('marc'), await at('ines')];
    const all = await marc.types('count coverage', 'private');
    expect(all).toMatchObject({
      reads: expect.arrayContaining([
        'Count coverage',
        expect.stringMatching(/^Beverly Hills 0% seen in the last 30 days; \d+ pieces not/),
        '[Export]',
      ]),
    });
    expect(await marc.gets('Export', 'Count coverage')).toContain('The file is in your messages');
    await marc.sees('6 boutiques, in the file.', 'private');
    const own = await ines.types('count coverage', 'private');
    expect(JSON.stringify(own)).not.toMatch(/pieces not|Export/);
    expect(await marc.types('count plan', 'private')).toMatchObject({
      reads: expect.arrayContaining([expect.stringMatching(/^Oak Street \d planned/)]),
    });
  });

  it('the rules are changed for one boutique', async () => {
    const marc = await at('marc');
    expect(await marc.types('count rules OAK', 'private')).toMatchObject({
      reads: expect.arrayContaining(['Rules for cycle counts · Oak Street', '[Change]']),
    });
    expect(await marc.opens('Change', 'Rules for cycle counts')).toMatchObject({
      title: 'Rules for cycle counts',
      intro: expect.stringContaining('Oak Street'),
    });
    expect(await marc.fills({ 'Peak hours': 'at lunch' })).toEqual({
      corrections: { 'Peak hours': expect.stringMatching(/^Write it like this/) },
    });
    expect(await marc.fills({ 'Peak hours': 'Sat 12:00-16:00', 'Zones in a day, at most': '3' })).toMatchObject({
      reads: expect.arrayContaining(['Rules are saved · Oak Street', 'Peak hours Sat 12:00-16:00']),
    });
  });
}
