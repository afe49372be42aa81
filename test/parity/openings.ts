import { expect, it } from 'vitest';
import { dayInWords } from '../../src/domain/calendar.js';
import { daysAfter } from '../../src/domain/days.js';
import type { Company } from './notes.js';
import type { Seat } from './seat.js';
import { today } from './tuesday.js';

const inDays = (days: number): string => daysAfter(today, days);
const because = { Cause: 'A permit or an inspection', Reason: 'The city asks for more.' };

/** A pop-up from its form to its last gate, with everything that people say on the way; and an event. */
export function openings(at: Company): void {
  it('is planned in one form, listed, and its owners are named and asked', async () => {
    const [marc, helen, ines] = [await at('marc'), await at('helen'), await at('ines')];
    const form = await marc.types('opening', 'private');
    expect(form).toMatchObject({ form: { title: 'Boutique opening', submit: 'Plan' } });
    expect(await marc.finds('Boutique', 'union')).toEqual(['Union Square, San Francisco']);
    await marc.finds('Its time zone', 'new york');
    await marc.finds('Its state or country', 'new york');
    const place = {
      'Or a new place': 'SoHo',
      'Its time zone': 'New York (Eastern)',
      'Its state or country': 'New York, United States',
    };
    const rest = { 'Opening day': inDays(80), Size: 'Small', Template: 'Pop-up, from 60 days before' };
    expect(await marc.fills({ ...place, ...rest })).toEqual({
      corrections: { 'Its city': 'Name the city of the new place.' },
    });
    expect(await marc.fills({ 'Its city': 'New York' })).toMatchObject({
      reads: ['SoHo is planned', expect.stringContaining('17 milestones, opens '), 'Everything fits.'],
    });
    await helen.sees(/SoHo.*Brief · opens .*17 have no owner/s, 'private');

    expect(await helen.types('opening list', 'private')).toMatchObject({
      reads: expect.arrayContaining([expect.stringMatching(/^SoHo Brief · .* · 0 of 17 done$/)]),
    });
    expect(await helen.types('opening plan soho', 'private')).toMatchObject({
      reads: expect.arrayContaining(['SoHo · plan · P-2 · 0 of 17 done']),
    });
    await marc.opens('Name owners', '17 have no owner');
    expect(await marc.finds('Store planning, 3 milestones', 'inès')).toEqual(['Inès Laurent, Madison Avenue']);
    await marc.fills({ 'Store planning, 3 milestones': 'Inès Laurent, Madison Avenue' });
    await ines.sees('SoHo: 3 days to keep', 'private');
  });

  it('each owner accepts or contests, and the lead takes their day or keeps it', async () => {
    const [marc, helen, ines] = [await at('marc'), await at('helen'), await at('ines')];
    const [claire, victor] = [await at('claire'), await at('victor')];
    await helen.presses('Accept all', 'SoHo: 3 days to keep');
    await helen.sees('You have answered for all of your days.', 'private');
    await claire.presses('Accept Team trained', 'SoHo: 2 days to keep');
    await claire.sees('Team trained, ', 'private');
    await claire.opens('Contest', 'SoHo: a day to keep');
    await claire.fills({ 'A day that holds': inDays(76), ...because });
    await marc.sees(/Claire Novak can't keep/, 'private');
    await marc.types('inbox', 'private');
    await marc.gets('Decide', 'Initial stock received · SoHo');
    await marc.presses(`Take ${dayInWords(inDays(76))}`, "Claire Novak can't keep");
    await claire.sees('it is, says Marc Delorme.', 'private');

    await victor.opens('Contest', 'SoHo: a day to keep');
    await victor.fills({ 'A day that holds': inDays(70), ...because });
    await marc.opens('Keep the day', "Victor Hale can't keep");
    await marc.fills({ Reason: 'Guards are there before.' });
    await victor.sees('stays, says Marc Delorme: Guards are there before.', 'private');
    await ines.opens('Contest all', 'SoHo: 3 days to keep');
    await ines.fills({ 'Business days more': '2', ...because });
    await marc.sees('Showcases set up · SoHo', 'private');
  });

  it('a milestone is named, moved, held up, freed, done with its file, and left out', async () => {
    const [marc, claire, victor] = [await at('marc'), await at('claire'), await at('victor')];
    await marc.gets('Show plan', 'SoHo');
    await marc.gets('Show more', 'SoHo · plan');
    await marc.gets('Show previous', 'SoHo · plan');
    await opened(marc, 'Brief and budget');
    await marc.opens('Set blocker', 'Brief and budget · SoHo');
    await marc.finds('Who could end that', 'victor');
    await marc.fills({ 'What holds it up': 'The figures of the guards.', 'Who could end that': 'Victor Hale' });
    await victor.opens('Clear blocker', 'Marc Delorme says that you can end');
    await victor.fills({ 'What has changed': 'Sent.' });
    await marc.sees('No longer held up: Sent.', 'private');
    await opened(marc, 'Brief and budget');
    await marc.opens('Move', 'Brief and budget · SoHo');
    expect(await marc.fills({ 'New day': inDays(22), ...because })).toMatchObject({
      reads: expect.arrayContaining(['SoHo', expect.stringMatching(/dates? changed\./)]),
    });
    await marc.gives('brief.pdf', Buffer.from('%PDF-1.4'));
    await opened(marc, 'Brief and budget');
    await marc.opens('Done', 'Brief and budget · SoHo');
    const done = await marc.fills({ 'What shows it': 'Sent to Helen.', File: 'brief.pdf', 'Actual cost': '1200' });
    expect(done).toMatchObject({ reads: expect.arrayContaining([expect.stringContaining('Done · ')]) });
    await marc.sees('Brief and budget is done.', 'private');
    await opened(marc, 'Brief and budget');
    await marc.gets('Show files', 'Sent to Helen.');
    await marc.sees('1 file, in your messages.', 'private');
    await opened(marc, 'Brief and budget');
    expect((await marc.gets('Show history', 'Sent to Helen.')).join('\n')).toContain('The city asks for more.');

    await opened(marc, 'Line and register');
    await marc.opens('Name owner', 'Line and register · SoHo');
    await marc.finds('Owner', 'claire');
    await marc.fills({ Owner: 'Claire Novak', 'Planned cost': '500' });
    await claire.sees('Line and register', 'private');
    await opened(claire, 'Line and register');
    await claire.gets('Accept or contest', 'Line and register · SoHo');
    await opened(marc, 'Line and register');
    await marc.opens('Waive', 'Line and register · SoHo');
    await marc.fills({ Reason: 'The mall has one.' });
    await marc.sees('Line and register is waived: The mall has one.', 'private');
  });

  it('what was marked done by mistake is opened again', async () => {
    const marc = await at('marc');
    await opened(marc, 'Permits and landlord approval');
    await marc.opens('Done', 'Permits and landlord approval · SoHo');
    await marc.fills({});
    await opened(marc, 'Permits and landlord approval');
    await marc.opens('Reopen', 'Permits and landlord approval · SoHo');
    expect(await marc.fills({ Reason: 'It was the wrong one.' })).toMatchObject({
      reads: expect.arrayContaining(['Open again: It was the wrong one.']),
    });
  });

  it('a gate needs all of its votes; a no-go is sent back, and overridden', async () => {
    const [marc, helen, nora] = [await at('marc'), await at('helen'), await at('nora')];
    await opened(marc, 'Brief and budget approved');
    await marc.opens('Ask for votes', 'Brief and budget approved · SoHo');
    expect(await marc.fills({})).toMatchObject({
      reads: expect.arrayContaining(['2 people asked to vote: Helen Ashworth and Nora Fitzgerald.']),
    });
    await helen.presses('Go', '0 of 2 say go');
    await nora.sees('1 of 2 say go', 'private');
    await nora.opens('No-go', '1 of 2 say go');
    await nora.fills({ Reason: 'A figure is missing.' });
    await helen.sees('No-go: Brief and budget approved · SoHo', 'private');
    await helen.opens('Send back', 'No-go: Brief and budget approved');
    await helen.fills({ 'What is to be done first': 'Add the figure.' });
    await nora.sees('Sent back: the votes begin anew.', 'private');

    await opened(marc, 'Brief and budget approved');
    await marc.opens('Ask for votes', 'Brief and budget approved · SoHo');
    await marc.fills({});
    await nora.opens('No-go', '0 of 2 say go');
    await nora.fills({ Reason: 'Too dear.' });
    await helen.sees(/Too dear.*Hold it, override it on record/s, 'private');
    await helen.types('inbox', 'private');
    await helen.gets('Decide', 'No-go: hold, override or send back');
    await helen.opens('Override', 'No-go: Brief and budget approved');
    await helen.fills({ Reason: 'The season.' });
    await marc.sees(/In preparation · opens .*Helen Ashworth overrode the no-go: The season\./s, 'private');
    await nora.sees('Helen Ashworth overrode the no-go: The season.', 'private');
  });

  it('its day moves, it is held and goes on; an event that begins late says what is done, and is cancelled', async () => {
    const marc = await at('marc');
    await marc.opens('Move the day', 'SoHo');
    await marc.fills({ 'New day': inDays(90), ...because });
    await marc.opens('Hold', 'SoHo');
    await marc.fills({ Reason: 'The landlord.' });
    await marc.sees('On hold', 'private');
    await marc.opens('Resume', 'On hold');
    await marc.fills({ Reason: 'They signed.' });
    await marc.sees('It goes on: They signed.', 'private');

    await marc.types('project', 'private');
    await marc.finds('Boutique', 'madison');
    const event = { Title: 'Holiday evening', Template: 'Event, from 60 days before', 'Its day': inDays(50) };
    expect(await marc.fills({ ...event, Boutique: 'Madison Avenue, New York' })).toMatchObject({
      form: { title: 'Already done' },
    });
    expect(await marc.fills({ 'Done already': ['Idea and budget'] })).toMatchObject({
      reads: expect.arrayContaining(['Holiday evening is planned']),
    });
    await marc.opens('Cancel it', 'Holiday evening');
    await marc.fills({ Reason: 'No place.' });
    await marc.sees(/Holiday evening.*Cancelled/s, 'private');
  });
}

/** From the plan, which stands in the chat. */
async function opened(seat: Seat, name: string): Promise<void> {
  await seat.types('opening plan soho', 'private');
  await seat.gets(`Open ${name}`, 'SoHo · plan');
}
