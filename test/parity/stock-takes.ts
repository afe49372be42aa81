import { expect, it } from 'vitest';
import { type Day, dayInWords, momentAt } from '../../src/domain/calendar.js';
import { daysAfter } from '../../src/domain/days.js';
import { hoursOn } from '../../src/domain/place-calendar.js';
import { retailClosing } from '../../src/domain/retail-closings.js';
import type { Company, Time } from './notes.js';
import type { Seat } from './seat.js';
import { serialsIn } from './stage.js';
import { AHEAD, today } from './tuesday.js';

const MIAMI = 'America/New_York';

/** The day itself, unless everything is closed. */
const openFrom = (wanted: Day): Day => (retailClosing(wanted, 'US') === null ? wanted : openFrom(daysAfter(wanted, 1)));

/** Two days from now: everything before it can be done today. */
const day = openFrom(daysAfter(today, 2));
const TITLE = `Fiscal inventory 2027 · Design District`;

/** Minutes on the clock that nobody sees, from one moment to another. */
const minutes = (from: Date, to: Date): number => Math.ceil((to.getTime() - from.getTime()) / 60_000);

/** One boutique counts everything: from the date to the last action. */
export function stockTakes(at: Company, passes: Time): void {
  const clock = { now: new Date(Date.now() + AHEAD) };
  const until = async (to: Date) => {
    await passes(minutes(clock.now, to));
    clock.now = to;
  };

  it('a campaign is planned in one form, and a boutique proposes another date', async () => {
    const [marc, henry] = [await at('marc'), await at('henry')];
    expect(await henry.types('stock-take', 'private')).toMatchObject({
      reads: expect.arrayContaining(['No stock take']),
    });
    await marc.types('stock-take plan', 'private');
    const window = { 'First day': daysAfter(today, 1), 'Last day': daysAfter(today, 200), 'Boutiques on one day': '2' };
    const wanted = { Kind: 'Fiscal inventory', 'Year or name': '2027', ...window };
    expect(await marc.fills({ ...wanted, 'Only these boutiques': 'DESIGN NOWHERE' })).toEqual({
      corrections: { 'Only these boutiques': 'There is no boutique NOWHERE.' },
    });
    expect(await marc.fills({ ...wanted, 'Only these boutiques': 'DESIGN' })).toMatchObject({
      reads: expect.arrayContaining(['Fiscal inventory 2027 is planned']),
    });
    await marc.sees('1 boutique: planned 1. None late. 0% of all zones counted.', 'private');

    await henry.opens('Change date', TITLE);
    await henry.fills({ 'New date': daysAfter(day, 1), Reason: 'An event in the mall' });
    await marc.opens('Decide', 'An event in the mall');
    await marc.fills({ Decision: 'Keep the old date', Reason: 'The event was cancelled' });
    await henry.sees('Marc Delorme: The event was cancelled', 'private');
    await henry.opens('Change date', TITLE);
    await henry.fills({ 'New date': day, Reason: 'The auditor comes then' });
    await marc.opens('Decide', 'The auditor comes then');
    await marc.fills({ Decision: 'Accept the new date' });
    await marc.sees(`Moved to ${dayInWords(day)} by Marc Delorme.`, 'private');
  });

  it('another campaign is confirmed as it is', async () => {
    const [marc, henry] = [await at('marc'), await at('henry')];
    await marc.types('stock-take plan', 'private');
    const window = {
      'First day': daysAfter(today, 200),
      'Last day': daysAfter(today, 400),
      'Boutiques on one day': '2',
    };
    await marc.fills({
      Kind: 'Annual stock take',
      'Year or name': 'Spring',
      ...window,
      'Only these boutiques': 'DESIGN',
    });
    await henry.presses('Confirm date', 'Annual stock take Spring · Design District');
    await henry.sees(/Annual stock take Spring.*Date confirmed Henry Walsh/s, 'private');
    expect(await marc.types('stock-take board', 'private')).toMatchObject({
      reads: expect.arrayContaining(['2 campaigns under way. Your messages have the boards.']),
    });
    expect(await marc.gets('Export', 'Fiscal inventory 2027')).toContain('Your messages have the files.');
  });

  it('nobody is named for two things', async () => {
    const [henry, lucia, helen] = [await at('henry'), await at('lucia'), await at('helen')];
    await henry.opens('Name the team', TITLE);
    await henry.finds('Supervises', 'marc');
    await henry.finds('Signs', 'helen');
    const team = { Counts: ['Lucía Romero'], 'Recounts what differs': ['Henry Walsh'], Supervises: 'Marc Delorme' };
    expect(await henry.fills({ ...team, 'Recounts what differs': ['Lucía Romero'], Signs: 'Helen Ashworth' })).toEqual({
      corrections: { 'Recounts what differs': 'Nobody does two things: Lucía Romero would.' },
    });
    expect(
      await henry.fills({ ...team, Signs: 'Helen Ashworth', 'External auditor': 'Hartley & Poole, J. Stone' }),
    ).toMatchObject({
      reads: expect.arrayContaining(['The team is named']),
    });
    await lucia.sees('You count · Design District', 'private');
    await helen.sees('You sign at the end · Design District', 'private');
    await henry.sees('External auditor: Hartley & Poole, J. Stone.', 'private');
  });

  it('gates are passed on what they need: labels, owners, a photo, validated receipts', async () => {
    const [henry, lucia] = [await at('henry'), await at('lucia')];
    await henry.gives('floor.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0));
    const zones = (await henry.opens('Confirm zones', TITLE)).questions[0]?.options ?? [];
    const devices = { 'Devices with spare batteries': '2', 'Test import': true } as const;
    expect(await henry.fills({ 'Zones with a label': zones.slice(1), ...devices })).toEqual({
      corrections: { 'Zones with a label': expect.stringMatching(/^Without a label: /) },
    });
    await henry.fills({ 'Zones with a label': zones, ...devices });
    await henry.opens('Enter documents', TITLE);
    expect(
      await henry.fills({ 'Open documents': 'These are open', Documents: 'Transfer 4711', Refresher: true }),
    ).toEqual({
      corrections: { Documents: 'Line 1 has no owner: write the name after a comma.' },
    });
    await henry.fills({ Documents: 'Transfer 4711, Lucía', Refresher: true });
    await henry.opens('Confirm floor', TITLE);
    await henry.fills({ Staffing: 'Both work.', Tidy: true, "Customers' goods": true, Photo: 'floor.jpg' });
    await henry.opens('Confirm receipts', TITLE);
    await henry.fills({ 'Transfer 4711': 'Done', Receipts: true });
    await henry.sees(/Fiscal inventory 2027.*Receipts validated Henry Walsh/s, 'private');
    await lucia.sees(/All zones, after closing: .*\[Start the count\]/s, 'private');
    expect((await lucia.tries('Start the count', 'All zones, after closing')).at(-1)).toMatch(/^This count begins /);
  });

  it('everything is counted after closing, zone by zone', async () => {
    const lucia = await at('lucia');
    await until(new Date(closing().getTime() + 5 * 60_000));
    const asked = await lucia.opens('Start the count', 'All zones, after closing');
    const zones = asked.questions[0]?.options ?? [];
    const [first = '', ...others] = zones;
    await begins(lucia, first);
    for (const zone of others) {
      await lucia.opens('Count too', 'Still open');
      await lucia.fills({ Zone: zone, Serials: there(zone).join('\n') });
    }
    for (const zone of zones) await lucia.presses('Close zone', `Counting ${zone}`);
  });

  it('what differs is recounted, and whoever supervises walks through', async () => {
    const [henry, marc] = [await at('henry'), await at('marc')];
    await henry.opens('Recount', `Recount ${LACKING}`);
    await henry.fills({ Serials: there(LACKING).join('\n') });
    await henry.presses('Close zone', `Recounting ${LACKING}`);
    await until(new Date(clock.now.getTime() + 2 * 60_000));
    await marc.presses('Confirm sweep', TITLE);
    await henry.sees(/Fiscal inventory 2027.*\[Name owners\]/s, 'private');
  });

  it('what differs has an owner, and a cause', async () => {
    const [henry, helen] = [await at('henry'), await at('helen')];
    await henry.opens('Name owners', TITLE);
    expect(await henry.fills({ [LACKING]: 'Lucía Romero' })).toMatchObject({
      reads: expect.arrayContaining(['Every difference has an owner']),
    });
    await (await at('lucia')).sees(`You look into ${LACKING} · Design District`, 'private');
    const [cause] = (await helen.opens('Name the causes')).questions;
    await helen.fills({ [cause?.label ?? '']: 'Data entry' });
    await until(new Date(clock.now.getTime() + 2 * 60_000));
    await henry.presses('Close the list', TITLE);
  });

  it('it is approved, signed by whoever was named to, and reported', async () => {
    const [marc, helen, claire] = [await at('marc'), await at('helen'), await at('claire')];
    await helen.sees('The count waits for its approval and its document first.', 'private');
    await helen.presses('Approve', '1 piece differs');
    await claire.opens('Enter document number');
    await claire.fills({ 'Document number': 'ADJ-1' });
    await until(new Date(clock.now.getTime() + 2 * 60_000));
    await helen.gets('See stock take', 'The count is approved');
    await helen.presses('Sign', 'The count is approved');
    await helen.sees('Signed by Helen Ashworth.', 'private');
    await marc.presses('Send report', 'is signed');
    await claire.sees(/Report · Fiscal inventory 2027.*Accuracy 99\.\d%.*data entry 1/s, 'global-retail-operations');
    await helen.sees(/Report · Fiscal inventory 2027.*Accuracy 99\.\d%/s, 'private');
  });

  it('what is put right is reviewed after 30 days, or that is waived, and ends after 60', async () => {
    const [henry, marc] = [await at('henry'), await at('marc')];
    await henry.opens('Add action', TITLE);
    await henry.finds('Owner', 'lucia');
    await henry.finds('Owner', 'lucía');
    await henry.fills({
      'What is put right': 'Trays are locked',
      Owner: 'Lucía Romero',
      'Done by': daysAfter(day, 40),
    });
    await marc.types('stock-take DESIGN', 'private');
    await marc.opens('Waive a gate', TITLE);
    await marc.fills({ Gate: gateOf('Actions reviewed', 30), Reason: 'The director went through them on her visit' });
    await until(momentAt(daysAfter(day, 60), '11:00', MIAMI));
    await henry.types('stock-take', 'DESIGN');
    await henry.opens('Review actions', TITLE);
    await henry.fills({ 'Trays are locked': 'Escalated', 'What was seen': 'The lock has not come' });
    await marc.sees(/Escalated · Fiscal inventory 2027.*The lock has not come/s, 'private');
    await henry.sees(/Actions reviewed waived by Marc Delorme, .*: The director went through them/s, 'private');
    expect(await henry.gets('Export evidence', TITLE)).toContain('Your messages have the files.');
  });

  it('a campaign that was not begun is cancelled', async () => {
    const [marc, henry] = [await at('marc'), await at('henry')];
    await marc.types('stock-take cancel', 'private');
    const spring = `Annual stock take Spring · ${dayInWords(daysAfter(today, 200))} to ${dayInWords(daysAfter(today, 400), daysAfter(today, 200))}`;
    expect(await marc.fills({ 'Stock take': spring, Reason: 'The register changes then' })).toMatchObject({
      reads: expect.arrayContaining(['Annual stock take Spring is cancelled', '1 boutique told.']),
    });
    await henry.sees(/Annual stock take Spring · Design District is cancelled.*Marc Delorme: The register/s, 'private');
  });
}

/** One piece of it is not found. */
const LACKING = 'Safe';

const there = (zone: string): readonly string[] => serialsIn('DESIGN', zone).slice(zone === LACKING ? 1 : 0);

const gateOf = (title: string, days: number): string => `${title} · due ${dayInWords(daysAfter(day, days))}`;

/** Of the boutique, on the day it counts. */
function closing(): Date {
  const hours = hoursOn(day, { timeZone: MIAMI, country: 'US', state: 'FL', hours: HOURS, closures: [] });
  return momentAt(day, hours?.to ?? '00:00', MIAMI);
}

const HOURS = {
  mon: '10:00-19:00',
  tue: '10:00-19:00',
  wed: '10:00-19:00',
  thu: '10:00-19:00',
  fri: '10:00-19:00',
  sat: '10:00-19:00',
  sun: '12:00-18:00',
};

async function begins(lucia: Seat, zone: string): Promise<void> {
  const old = { 'Old stock': true } as const;
  const begun = { 'Zone to begin with': zone, Serials: serialsIn('DESIGN', zone).join('\n') };
  expect(await lucia.fills({ ...begun, ...old })).toMatchObject({
    reads: expect.arrayContaining([`${zone}: batch saved`]),
  });
}
