import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChatName } from '../../src/chat/channel.js';
import { findBrowser, missing } from '../helpers/browser.js';
import { type Clocked, playFrom } from './clocked.js';
import { type Filled, filledIn } from './filling.js';
import { axeOn, sideways } from './looking.js';
import { type Person, personAt } from './person.js';

const program = await findBrowser();

/** Tuesday, Dec 1, 10:05 AM in New York. */
const MORNING = '2026-12-01T15:05:00Z';

const LOUPE = {
  ...{ 'Ring box M': '0', 'Shopping bag S': '0', 'Gift card and envelope': '0', 'Another article': 'Loupe, 10x' },
  Reason: 'Ours is broken',
};

/** Three boutiques ask for the same article, and it is ordered for all of them: each test goes on from the one before. */
describe.skipIf(missing(program, 'supplies, in both chats'))('supplies', { timeout: 120_000 }, () => {
  let playground: Clocked;
  const sit = async (chat: ChatName, name: string): Promise<Person> => {
    const person = await personAt(playground, chat, name);
    await person.goTo('Vitrine');
    return person;
  };

  beforeAll(async () => {
    if (program) playground = await playFrom(MORNING, program);
  }, 120_000);
  afterEach(() => playground.closeWindows());
  afterAll(() => playground?.end());

  /** Asks, and reads what comes of it. */
  async function asks(person: Person, answers: Filled, says: string | RegExp): Promise<void> {
    await person.begins('supplies');
    await person.fills(answers);
    await person.answers('Save');
    await person.dialog.getByText(says).first().waitFor();
    await person.leaves();
  }

  it('asked for in Slack are changed and approved in Teams; what is too much is said before', async () => {
    const [ana, ines] = await Promise.all([sit('slack', 'ana'), sit('teams', 'ines')]);
    await ana.begins('supplies');
    const short = ['Satin ribbon', 'Ring box M', 'Shopping bag S'];
    expect(await filledIn(ana.dialog, short)).toEqual(['8', '48', '100']);
    expect(await axeOn(ana.page, 'a request in Slack')).toEqual([]);
    expect(await sideways(ana.page)).toBe(0);
    await ana.fills({ 'Another article': 'Polishing cloth', 'How many of it': '600' });
    await ana.answers('Save');
    await ana.dialog.getByText(/^Packaging: \$120 left of .* Ask Marc Delorme, or ask for less\.$/).waitFor();
    expect(await filledIn(ana.dialog, [...short, 'How many of it'])).toEqual(['8', '48', '100', '600']);
    await ana.fills({ 'Shopping bag S': '0', 'Gift card and envelope': '0', 'Satin ribbon': '12', 'Ring box M': '0' });
    await ana.answers('Save');
    await ana.dialog.getByText('With the store manager.').waitFor();
    await ana.dialog.getByText(/2\.3 times the network’s usual/).waitFor();
    await ana.leaves();

    const asked = await ines.message(/Supplies · Madison Avenue · 2 articles/);
    expect(await asked.textContent()).toMatch(/Ana Ruiz.*flagged: 2\.3 times the network’s usual/);
    await ines.presses('Change', 'Supplies · Madison Avenue');
    await ines.fills({ 'Polishing cloth': '100' });
    expect(await axeOn(ines.page, 'quantities in Teams')).toEqual([]);
    await ines.sends('Save');
    await ines.presses('Approve', '600, changed to 100');
    const decided = await ines.message(/Approved · Inès Laurent/);
    expect(await decided.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    const told = await ana.message('Approved by Inès Laurent, to be ordered.');
    expect(await told.textContent()).toContain('600, changed to 100 × Polishing cloth');
  });

  it('asked for in Teams are declined in Slack with a reason, and asked for again', async () => {
    const [maya, theo] = await Promise.all([sit('teams', 'maya'), sit('slack', 'theo')]);
    await asks(maya, { 'Necklace box M': '0', 'Polishing cloth': '250' }, 'With the store manager.');
    await theo.presses('Change', 'Supplies · Beverly Hills');
    await theo.fills({ 'Polishing cloth': '150' });
    await theo.sends('Save');
    await theo.presses('Decline', '250, changed to 150');
    await theo.fills({ Reason: 'Fifty do until spring.' });
    await theo.sends('Decline');
    await maya.message('Declined by Theo Barnes: Fifty do until spring.');

    await asks(maya, { 'Necklace box M': '0', 'Polishing cloth': '50' }, 'With the store manager.');
    await theo.presses('Approve', /Supplies · Beverly Hills.*50 × Polishing cloth/);
    await maya.message('Approved by Theo Barnes, to be ordered.');
  });

  it('go up to the operations manager when the store manager is silent for 48 hours of trading', async () => {
    const [priya, marc] = await Promise.all([sit('slack', 'priya'), sit('teams', 'marc')]);
    const words = { 'Watch box': '0', 'Another article': 'Polishing cloth', 'How many of it': '50', Reason: 'Empty' };
    await asks(priya, words, 'With the store manager.');
    await playground.passes({ hours: 48 });
    expect(await marc.messages.getByText('Supplies · Oak Street').count()).toBe(0);
    await playground.passes({ hours: 24 * 6 });
    await marc.presses('Approve', 'Supplies · Oak Street');
    await priya.message('Approved by Marc Delorme, to be ordered.');
    const daniel = await sit('slack', 'daniel');
    const passed = await daniel.message('Supplies · Oak Street');
    expect(await passed.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  });

  it('of three boutiques are one order; what comes in parts is shared by what each asked for', async () => {
    const people = [sit('teams', 'marc'), sit('slack', 'ana'), sit('teams', 'maya'), sit('slack', 'priya')] as const;
    const [marc, ana, maya, priya] = await Promise.all(people);
    await marc.asks('supplies orders');
    await marc.message(/Polishing cloth.*200 pieces/);
    await marc.presses('Order', /To be ordered/);
    await marc.sends('Send the order');
    await ana.message('Sent to headquarters.');

    await receives(marc, '90');
    for (const [person, share] of [
      [ana, '45 of 100 received'],
      [maya, '22 of 50 received'],
      [priya, '23 of 50 received'],
    ] as const)
      await person.message(share);
    await receives(marc, '110');
    for (const [person, share] of [
      [ana, '100 of 100 received'],
      [maya, '50 of 50 received'],
      [priya, '50 of 50 received'],
    ] as const)
      await person.message(share);
  });

  it('wait in an inbox with one button for whoever stands in, who decides neither on their own nor afterwards', async () => {
    const people = [sit('slack', 'ines'), sit('teams', 'ana'), sit('slack', 'ben')] as const;
    const [ines, ana, ben] = await Promise.all(people);
    await ines.begins('inbox away');
    await ines.fills({ 'Who stands in': 'Ana Ruiz' });
    await ines.sends('Save');
    await ana.asks('inbox');
    await ana.message('For Inès Laurent, until');

    await asks(ben, { ...LOUPE, 'How many of it': '1' }, 'With the store manager.');
    await ana.asks('inbox');
    await ana.presses('Decide', /Your inbox · \d+ things? waiting.*Supplies · Madison Avenue · 1 article, \$48/);
    await ana.pressesIn('Approve', 'Ben Carter');
    await ben.message('Approved by Ana Ruiz, to be ordered.');
    await ana.leaves();

    await asks(ana, { ...LOUPE, 'How many of it': '2' }, 'With the store manager.');
    await ana.asks('inbox');
    await ana.message(/Your inbox.*You asked for.*1 article, \$96/);
    expect(await ana.messages.getByRole('button', { name: 'Approve' }).count()).toBe(0);

    await asks(ben, { ...LOUPE, 'How many of it': '3' }, 'With the store manager.');
    await ana.message(/Supplies · Madison Avenue · 1 article, \$144.*Approve/);
    await ines.presses('End', 'You are away');
    await ines.sends('End');
    await ines.message(/You are away.*Ended by Inès Laurent/);
    await ana.presses('Approve', /Supplies · Madison Avenue · 1 article, \$144/);
    await ana.page.getByText(/Store managers decide this/).waitFor();
    await ana.asks('vitrine find loupe');
    await ana.message(/What fits “loupe”.*1 article, \$144/);
  });

  async function receives(marc: Person, pieces: string): Promise<void> {
    await marc.presses('Receive', /Order \d+ · Headquarters/);
    await marc.fills({ 'Polishing cloth': pieces });
    await marc.sends('Receive');
  }
});
