import { expect, it } from 'vitest';

import type { Company, Time } from './notes.js';
import type { Seat } from './seat.js';
import { today } from './tuesday.js';

const before = [
  ...['Brief and budget', 'Contract for the place', 'Permits and landlord approval', 'Security plan and alarm'],
  ...['Line and register', 'Team named', 'Team trained', 'Tools and supplies', 'Showcases set up'],
  'Initial stock received',
];

/** A pop-up that opens today: its count, its first days, what is to be put right, its handover, and what was learned. */
export function goingLive(at: Company, passes: Time): void {
  it('an opening is seen in one page and as a picture, and its count is planned', async () => {
    const [marc, lucia] = [await at('marc'), await at('lucia')];
    await marc.types('opening', 'private');
    expect(await marc.finds('Boutique', 'design')).toEqual(['Design District, Miami']);
    const answers = { 'Opening day': today, Size: 'Small', Template: 'Pop-up, from 60 days before' };
    expect(await marc.fills({ Boutique: 'Design District, Miami', ...answers })).toMatchObject({
      form: { title: 'Already done' },
    });
    await marc.fills({ 'Done already': before });
    await marc.sees('Design District · 10 of 17 done', 'private');
    expect(await marc.types('opening state design', 'private')).toMatchObject({
      reads: expect.arrayContaining([expect.stringContaining('opens today'), 'Done 10 of 17']),
    });
    await marc.opens('Plan opening count', 'Design District · state');
    expect(await marc.fills({ 'To be counted on': today })).toMatchObject({
      reads: expect.arrayContaining([expect.stringContaining('Opening count planned for')]),
    });
    await lucia.sees('Every zone is counted before the boutique opens', 'DESIGN');

    await marc.types('opening plan design', 'private');
    expect((await marc.gets('Show state', 'Design District · plan')).join('\n')).toContain('Moved this week nothing');
    await marc.types('opening plan design', 'private');
    expect(await marc.gets('Send picture', 'Design District · plan')).toContain(
      'The picture is being drawn. It follows in your messages.',
    );
    await marc.sees(/^Design District · plan · P-\d+ · \w+, \w+ \d+/m, 'private');
  });

  it('from its opening on each day is said, and issues come and go', async () => {
    const [marc, henry, lucia, helen] = [await at('marc'), await at('henry'), await at('lucia'), await at('helen')];
    await opened(helen, 'Go / no-go');
    await helen.opens('Waive', 'Go / no-go · Design District');
    await helen.fills({ Reason: 'The mall decides.' });
    await opened(marc, 'Opening');
    await marc.opens('Done', 'Opening · Design District');
    await marc.fills({});
    await passes(1);
    await henry.sees('For two weeks, each day is said in a pulse.', 'private');
    expect(await henry.opens('Enter pulse', 'Design District · go-live')).toMatchObject({
      title: 'Pulse',
      submit: 'Save',
    });
    expect(await henry.fills({ Till: 'Issue' })).toEqual({
      corrections: { 'In a sentence': 'Say in a sentence what the issue is.' },
    });
    expect(await henry.fills({ 'In a sentence': 'It prints nothing.' })).toMatchObject({
      reads: expect.arrayContaining([expect.stringContaining('issue: Till · It prints nothing')]),
    });

    expect(await lucia.types('opening live design', 'private')).toMatchObject({
      reads: expect.arrayContaining(['Issues none']),
    });
    await lucia.opens('Report issue', 'Design District · go-live');
    await lucia.finds('Who sees to it', 'marc');
    await lucia.fills({ 'What is wrong': 'The till prints nothing', 'How bad it is': 'Critical' });
    await marc.sees('Critical issue · Design District', 'private');
    await opened(marc, null);
    expect(await marc.gets('Show go-live', 'Design District · plan')).toContainEqual(
      expect.stringContaining('No critical issue not yet · 1 open'),
    );
    expect((await marc.gets('Show issues', 'Design District · go-live')).join('\n')).toContain(
      'The till prints nothing',
    );
    await marc.opens('Close issue', 'Critical issue');
    await marc.fills({ 'What was done': 'A new cable.' });
    await henry.sees('1 opened, 1 closed', 'private');
    await marc.sees('1 opened, 1 closed', 'private');
  });

  it('what is to be put right is told to store planning, sent back, done and accepted', async () => {
    const [marc, henry, samuel] = [await at('marc'), await at('henry'), await at('samuel')];
    await henry.gives('scratch.jpg', Buffer.from('a picture'));
    await henry.types('opening punch design', 'private');
    await henry.opens('Add', 'Nothing is on it.');
    await henry.finds('Who else than store planning', 'samuel');
    const scratch = { 'What is to be put right': 'A scratch on the glass', Where: 'Vitrine 2', Photo: 'scratch.jpg' };
    await henry.fills(scratch);
    await samuel.sees(/A scratch on the glass.*1 photo/s, 'store-planning');
    await samuel.opens('Done', 'A scratch on the glass');
    expect(await samuel.fills({})).toEqual({
      corrections: { 'What was done': 'Say in a sentence what was done, or add a photo.' },
    });
    await samuel.fills({ 'What was done': 'Polished.' });
    await marc.sees('Done Samuel Adeyemi: Polished.', 'private');
    await marc.opens('Send back', 'Polished.');
    await marc.fills({ 'What is still missing': 'It is still to be seen.' });
    await samuel.sees('Sent back It is still to be seen.', 'store-planning');
    await samuel.opens('Done', 'It is still to be seen.');
    await samuel.fills({ 'What was done': 'The glass is new.' });
    await marc.sees('The glass is new.', 'private');
    await marc.presses('Accept', 'The glass is new.');
    await samuel.sees('Accepted Marc Delorme', 'store-planning');
    await marc.sees('Accepted Marc Delorme', 'private');
    await opened(marc, null);
    await marc.gets('Show punch list', 'Design District · plan');
    await marc.gets('Open 1: A scratch on the glass', 'Design District · punch list');
    await marc.gets('Show photos', 'Punch list 1');
    await marc.sees('1 photo of A scratch on the glass, in your messages.', 'private');
  });

  it('is handed over once everything is met, or a director says so', async () => {
    const [marc, helen] = [await at('marc'), await at('helen')];
    await marc.types('opening live design', 'private');
    await marc.opens('Confirm staff', 'Design District · go-live');
    expect(await marc.fills({ Certified: true })).toMatchObject({
      reads: expect.arrayContaining(['All staff certified yes · said by Marc Delorme']),
    });
    await helen.sees('said by Marc Delorme', 'private');
    await helen.types('opening live design', 'private');
    await helen.opens('Override', 'Design District · go-live');
    expect(await helen.fills({ Reason: 'The season is short.' })).toMatchObject({
      reads: expect.arrayContaining(['Helen Ashworth hands over anyway: The season is short.']),
    });
    await opened(marc, 'Handover');
    await marc.opens('Ask for votes', 'Handover · Design District');
    await marc.fills({});
    await helen.sees(/Handover · Design District.*0 of 2 say go/s, 'private');
    await helen.presses('Go', 'Handover · Design District');
    await marc.sees(/Handover · Design District.*1 of 2 say go/s, 'private');
    await marc.presses('Go', 'Handover · Design District');
    await helen.sees(/Design District.*Handed over/s, 'private');
    await marc.sees(/Design District.*Handed over/s, 'private');
  });

  it('what was learned is said, proposed, approved and declined; and openings have their figures', async () => {
    const [marc, helen, claire] = [await at('marc'), await at('helen'), await at('claire')];
    await opened(marc, null);
    await marc.opens('Enter lessons', 'Design District · plan');
    await marc.fills({ 'What went well': 'The team.', 'What slipped, and why': 'Permits: the city.' });
    await marc.sees('Design District · lessons', 'private');
    await marc.opens('Change a milestone', 'Design District · lessons');
    const change = { Milestone: 'Permits and landlord approval', 'Before or after': 'Before the day' };
    expect(await marc.fills({ ...change, 'Days from the day': '50', Reason: 'The city.' })).toMatchObject({
      corrections: { 'Days from the day': expect.stringContaining('comes after Contract for the place') },
    });
    expect(await marc.fills({ 'Days from the day': '30' })).toMatchObject({
      reads: ['Proposed', expect.stringContaining('1 person can decide on it.')],
    });
    await helen.sees('Permits and landlord approval: 30 days before', 'private');
    await helen.types('inbox', 'private');
    await helen.gets('Decide', 'Template of the plans');
    await helen.presses('Approve', 'Permits and landlord approval: 30 days before');
    await marc.sees('Approved by Helen Ashworth. The next plan has it.', 'private');

    await marc.opens('Add a milestone', 'Design District · lessons');
    const signs = { Name: 'Signs', Phase: 'Place', Department: 'Store planning', 'Days from the day': '15' };
    await marc.fills({ ...signs, Reason: 'They were missing.' });
    await helen.opens('Decline', 'Signs: 15 days before');
    await helen.fills({ Reason: 'They are in the works.' });
    await marc.sees('They are in the works.', 'private');
    expect(await claire.types('opening figures', 'private')).toMatchObject({
      reads: expect.arrayContaining([expect.stringMatching(/^Milestones on time \d+%/)]),
    });
  });
}

/** From the plan, which whoever leads it has at hand; the plan alone where no milestone is named. */
async function opened(seat: Seat, name: string | null): Promise<void> {
  await seat.gets('Show plan', 'Design District · 1');
  if (name !== null) await seat.gets(`Open ${name}`, 'Design District · plan');
}
