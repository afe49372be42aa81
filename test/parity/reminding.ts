import { expect, it } from 'vitest';
import { type Day, dayInWords, momentAt, todayIn } from '../../src/domain/calendar.js';
import { daysAfter, weekdayOf } from '../../src/domain/days.js';
import { retailClosing } from '../../src/domain/retail-closings.js';
import type { Company, Time } from './notes.js';

const NEW_YORK = 'America/New_York';
const today = todayIn(NEW_YORK, new Date());

const openFrom = (day: Day): Day => (retailClosing(day, 'US') === null ? day : openFrom(daysAfter(day, 1)));
const mondayAfter = (day: Day): Day => (weekdayOf(day) === 'mon' ? day : mondayAfter(daysAfter(day, 1)));

const monday = mondayAfter(daysAfter(today, 1));
const first = openFrom(monday);
const saturday = openFrom(daysAfter(monday, 5));

/** Whatever is named in more than one line, of what waits to be counted. */
function saidTwice(seen: object): readonly string[] {
  const zones: readonly string[] = JSON.stringify(seen).match(/Count (Window|Vitrine \d|Tray wall|Safe)/g) ?? [];
  return zones.filter((each, index) => zones.indexOf(each) !== index);
}

/** What is owed by a day: said in the morning, seen, put off, passed on; and when, where and on which days it is said. */
export function reminding(at: Company, passes: Time): void {
  let passed = 0;
  const until = async (day: Day, time: string) => {
    const minutes = Math.ceil((momentAt(day, time, NEW_YORK).getTime() - Date.now()) / 60_000);
    await passes(minutes - passed);
    passed = minutes;
  };

  it('a store manager chooses what the channel of the boutique hears too', async () => {
    const ines = await at('ines');
    expect(await ines.types('reminders channel', 'MADISON')).toMatchObject({
      form: { title: 'In the channel', submit: 'Save', questions: [{ kind: 'choices', filled: ['Planned count'] }] },
    });
    expect(await ines.fills({ Reminders: ['Planned count', 'Gates of stock takes'] })).toMatchObject({
      reads: [
        'In the channel of Madison Avenue',
        expect.stringMatching(/^(Planned count and Gates of stock takes|Gates of stock takes and Planned count)\.$/),
        expect.anything(),
      ],
    });
    await ines.types('reminders channel', 'MADISON');
    await ines.fills({ Reminders: ['Planned count'] });
  });

  it('everybody sets when they are told', async () => {
    const ana = await at('ana');
    expect(await ana.types('reminders hours', 'private')).toMatchObject({
      form: {
        title: 'Your hours',
        intro: expect.stringContaining('come at 9:00 AM. Between 8:00 PM and 8:00 AM only what is critical.'),
        questions: [{ kind: 'time' }, { kind: 'time' }, { kind: 'time' }],
      },
    });
    expect(await ana.fills({ Morning: '07:00', 'Quiet from': '20:00', 'Quiet to': '08:00' })).toMatchObject({
      corrections: { Morning: 'Choose a morning outside your quiet hours: from 8:00 AM to 8:00 PM.' },
    });
    expect(await ana.fills({ Morning: '08:30', 'Quiet from': '20:00', 'Quiet to': '08:00' })).toMatchObject({
      reads: [
        'Your hours',
        'Your day’s reminders come at 8:30 AM. Between 8:00 PM and 8:00 AM only what is critical.',
        '[Change hours]',
      ],
    });
    expect(await ana.types('reminders', 'private')).toMatchObject({
      reads: ['What you owe', expect.stringContaining('You owe nothing today.'), '[Change hours]'],
    });
    await ana.opens('Change hours', 'What you owe');
    await ana.fills({ Morning: '09:00', 'Quiet from': '20:00', 'Quiet to': '20:00' });
  });

  it('a boutique is closed for some days, and open again', async () => {
    const [ines, marc] = [await at('ines'), await at('marc')];
    const [begin, end] = [daysAfter(today, 40), daysAfter(today, 42)];
    expect(await ines.types('reminders closed MADISON', 'private')).toMatchObject({
      reads: expect.arrayContaining([expect.stringMatching(/^Closed days of Madison Avenue/), '[Add closed days]']),
    });
    expect(await ines.opens('Add closed days', 'Closed days of')).toMatchObject({ intro: 'Madison Avenue' });
    const closed = { 'First day': begin, 'Last day': end, Reason: 'Inventory' };
    expect(await ines.fills({ ...closed, 'Last day': daysAfter(begin, -1) })).toMatchObject({
      corrections: { 'Last day': 'Choose a last day that is not before the first.' },
    });
    expect(await ines.fills(closed)).toMatchObject({
      reads: [
        `Madison Avenue: closed ${dayInWords(begin)} to ${dayInWords(end, begin)}`,
        'Inventory',
        expect.anything(),
        '[End]',
      ],
    });

    await marc.sees('Madison Avenue: closed', 'private');
    expect(await marc.types('reminders closed', 'private')).toMatchObject({
      reads: expect.arrayContaining(['Closed days', expect.stringContaining('Madison Avenue · Inventory')]),
    });
    await marc.opens('Add closed days', 'Closed days');
    expect(await marc.finds('Where', 'madison')).toEqual(['Madison Avenue']);
    expect(await marc.fills({ Where: 'Madison Avenue', ...closed, 'Open then': '11-16' })).toMatchObject({
      corrections: { 'First day': expect.stringContaining('is planned already: closed, Inventory.') },
    });
    await marc.finds('Where', 'united states');
    await marc.fills({ Where: 'United States', 'First day': begin, 'Last day': begin, 'Open then': '11-16' });
    await ines.presses('End', 'Madison Avenue: closed');
    const listed = await ines.types('reminders closed MADISON', 'private');
    expect(listed).toMatchObject({
      reads: expect.arrayContaining([expect.stringContaining('Open 11:00 AM to 4:00 PM · United States · Inventory')]),
    });
    expect(JSON.stringify(listed)).not.toContain('Closed · Inventory');
  });

  it('what is owed comes in the morning; it is seen, passed on and put off', async () => {
    const [ana, ines] = [await at('ana'), await at('ines')];
    await ines.types('count plan', 'private');
    expect((await ines.gets('Confirm all', 'Counts in the week of')).join()).toMatch(/counts confirmed/);
    await ines.types('count plan', 'private');
    await until(first, '09:05');

    await ines.sees(
      new RegExp(`^Today · ${dayInWords(first)}.*Count .*\\[Count\\] \\[Seen\\] \\[Not before tomorrow\\]`, 's'),
      'private',
    );
    await ana.sees(/^Today.*Count .*\[Count\]$/s, 'MADISON');
    await ines.presses('Seen', 'Today');
    await ines.sees(/Today.*Seen by Inès Laurent/s, 'private');

    await ines.opens('Pass to', 'Today');
    expect(await ines.finds('Who', 'an')).toContain('Ana Ruiz');
    await ines.fills({ Who: 'Ana Ruiz' });
    await ines.sees(/Today.*Passed to Ana Ruiz/s, 'private');
    await ana.sees('From Inès Laurent', 'private');
    await ana.presses('Not before tomorrow', 'From Inès Laurent');
    await ana.sees(/From Inès Laurent · Not before/, 'private');
    expect(await ana.types('reminders', 'private')).toMatchObject({
      reads: expect.arrayContaining(['What you owe · 1 reminder · Madison Avenue', '[Count] [Pass to]']),
    });
    expect(await ines.types('reminders', 'private')).toMatchObject({
      reads: expect.arrayContaining(['Passed on', 'Passed to Ana Ruiz']),
    });
  });

  it('what nobody does is late: it stands with whoever answers for the boutique, and is answered there', async () => {
    const [ines, marc] = [await at('ines'), await at('marc')];
    await until(saturday, '09:05');
    await ines.sees(new RegExp(`^Today · ${dayInWords(saturday)}`), 'private');
    const theirs = await ines.types('reminders', 'private');
    expect(theirs).toMatchObject({
      reads: expect.arrayContaining([
        expect.stringMatching(/^What you owe · \d reminders · Madison Avenue$/),
        '[Count] [Other]',
        'Also late',
        expect.stringMatching(/^Madison Avenue \d late: Count /),
      ]),
    });
    expect(saidTwice(theirs)).toEqual([]);
    expect(await ines.opens('Other', 'What you owe')).toMatchObject({
      questions: [
        { kind: 'choice', options: ['I have seen it', 'Not before tomorrow', 'Pass it to somebody else'] },
        { kind: 'lookup', required: false },
      ],
    });
    expect(await ines.fills({ 'Your answer': 'Pass it to somebody else' })).toMatchObject({
      corrections: { Who: 'Choose who it goes to.' },
    });
    await ines.fills({ 'Your answer': 'I have seen it' });
    expect(await ines.types('reminders', 'private')).toMatchObject({
      reads: expect.arrayContaining([expect.stringMatching(/Seen by Inès Laurent, /)]),
    });
    expect((await ines.gets('Show closed days', 'What you owe')).join('\n')).toContain('Closed days');

    const all = await marc.types('reminders', 'private');
    expect(all).toMatchObject({
      reads: expect.arrayContaining(['Late', expect.stringMatching(/^Oak Street \d late: Count /)]),
    });
    expect(await marc.types('inbox', 'private')).toMatchObject({
      reads: expect.arrayContaining([expect.stringMatching(/^Madison Avenue .*Planned count: \d late/)]),
    });
  });
}
