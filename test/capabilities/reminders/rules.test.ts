import { describe, expect, it } from 'vitest';
import { hoursInWords, wrongHours } from '../../../src/capabilities/reminders/rules.js';
import {
  closingsAhead,
  closureInWords,
  daysOf,
  type Period,
  readHours,
  wrongClosure,
} from '../../../src/capabilities/reminders/rules-closures.js';
import { Refusal } from '../../../src/domain/refusal.js';

describe('hours', () => {
  it.each([
    ['20:00', '08:00', '09:00', null],
    ['20:00', '08:00', '08:00', null],
    ['20:00', '08:00', '07:59', 'Choose a morning outside your quiet hours: from 8:00 AM to 8:00 PM.'],
    ['20:00', '08:00', '20:00', 'Choose a morning outside your quiet hours: from 8:00 AM to 8:00 PM.'],
    ['20:00', '08:00', '19:59', null],
    ['12:00', '14:00', '13:00', 'Choose a morning outside your quiet hours: from 2:00 PM to 12:00 PM.'],
    ['12:00', '14:00', '14:00', null],
    ['12:00', '14:00', '09:00', null],
    ['08:00', '08:00', '03:00', null],
  ])('quiet from %s to %s with a morning at %s: %s', (quietFrom, quietTo, morning, sentence) => {
    const wrong = wrongHours({ quietFrom, quietTo, morning });
    expect(wrong?.sentence ?? null).toBe(sentence);
    expect(wrong?.field ?? 'morning').toBe('morning');
  });

  it('say what follows', () => {
    expect(hoursInWords({ quietFrom: '20:00', quietTo: '08:00', morning: '09:00' })).toBe(
      'Your day’s reminders come at 9:00 AM. Between 8:00 PM and 8:00 AM only what is critical.',
    );
    expect(hoursInWords({ quietFrom: '08:00', quietTo: '08:00', morning: '13:30' })).toBe(
      'Your day’s reminders come at 1:30 PM. You have no quiet hours.',
    );
  });
});

const period = (firstDay: string, lastDay = firstDay, hours: string | null = null): Period => ({
  firstDay,
  lastDay,
  hours,
  reason: 'Inventory',
});

describe('closed days', () => {
  it.each([
    ['11:00-16:00', '11:00-16:00'],
    [' 9:30 – 16:00 ', '09:30-16:00'],
    ['11 to 16', '11:00-16:00'],
  ])('at other hours, written as "%s"', (typed, hours) => {
    expect(readHours(typed)).toBe(hours);
  });

  it.each(['16:00-11:00', '11:00', '11:00-11:00', 'eleven', '11-4 pm', '10:00-12:00-14:00', '25:00-26:00', '-'])(
    'at hours that nobody understands: "%s"',
    (typed) => {
      expect(() => readHours(typed)).toThrow(new Refusal('hours', 'Write the hours as 11:00-16:00.', 'hours'));
    },
  );

  it.each([
    [period('2026-12-24', '2026-12-26'), [], null],
    [period('2026-12-26', '2026-12-24'), [], 'Choose a last day that is not before the first.'],
    [period('2026-12-01', '2027-12-01'), [], null],
    [period('2026-12-01', '2027-12-02'), [], 'Choose at most 366 days.'],
    [period('2026-12-24'), [period('2026-12-23'), period('2026-12-25')], null],
    [
      period('2026-12-24', '2026-12-26'),
      [period('2026-12-26', '2027-01-02')],
      'Sat, Dec 26 to Sat, Jan 2, 2027 is planned already: closed, Inventory. End that one first, or choose other days.',
    ],
    [
      period('2026-12-24'),
      [period('2026-12-20', '2026-12-30', '11:00-16:00')],
      'Sun, Dec 20 to Wed, Dec 30 is planned already: open 11:00 AM to 4:00 PM, Inventory. End that one first, or choose other days.',
    ],
  ])('%o beside %o: %s', (wanted, others, sentence) => {
    expect(wrongClosure(wanted, others)?.sentence ?? null).toBe(sentence);
  });

  it('are said in words', () => {
    expect(daysOf(period('2026-12-24'))).toBe('Thu, Dec 24');
    expect(closureInWords(period('2026-12-24'))).toBe('Closed');
    expect(closureInWords(period('2026-12-24', '2026-12-24', '10:00-16:00'))).toBe('Open 10:00 AM to 4:00 PM');
  });

  it('come by themselves on the days that a country keeps', () => {
    expect(closingsAhead('US', '2026-11-27').map(({ day }) => day)).toEqual(['2026-12-25', '2027-01-01', '2027-03-28']);
    expect(closingsAhead('XX', '2026-11-27')).toEqual([]);
  });
});
