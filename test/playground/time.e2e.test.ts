import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatName } from '../../src/chat/channel.js';
import { findBrowser, missing } from '../helpers/browser.js';
import { type Clocked, playFrom } from './clocked.js';
import { axeOn, sideways } from './looking.js';
import { type Person, personAt } from './person.js';
import { serialsIn } from './played.js';

const program = await findBrowser();

/** Monday, Nov 30, 10:05 AM in New York: the counts of the week after are planned. */
const MONDAY = '2026-11-30T15:05:00Z';
const A_WEEK = 7 * 24;

const LOOKED_AT = [
  'Cash over $10,000 of one client: one payment, or related ones in 12 months',
  'Payments of one client within 24 hours, or that belong together',
  'Cashier’s and traveler’s checks, bank drafts, money orders to $10,000',
  'Cash of $8,000 to $10,000, or one receipt paid in several ways',
  'Somebody else paid, or a refund went another way',
];

interface Cast {
  readonly chat: ChatName;
  readonly boutique: string;
  readonly manager: string;
  readonly associate: string;
  readonly named: string;
}

/** A boutique in each chat. Both go through the same days, so each test goes on from the one before. */
const CAST: readonly Cast[] = [
  { chat: 'slack', boutique: 'MADISON', manager: 'ines', associate: 'ben', named: 'Ben Carter' },
  { chat: 'teams', boutique: 'OAK', manager: 'daniel', associate: 'priya', named: 'Priya Nair' },
];

describe.skipIf(missing(program, 'a week of reminders, in both chats'))(
  'what time brings',
  { timeout: 120_000 },
  () => {
    let playground: Clocked;
    const there = new Map<string, Person>();

    /** Everybody keeps their window. */
    async function sit(chat: ChatName, name: string): Promise<Person> {
      const kept = there.get(name) ?? (await personAt(playground, chat, name));
      there.set(name, kept);
      await kept.goTo('Vitrine');
      return kept;
    }

    beforeAll(async () => {
      if (program) playground = await playFrom(MONDAY, program);
    }, 120_000);
    afterAll(() => playground?.end());

    it.each(CAST)('the counts of a week are confirmed in $chat, and one is moved', async ({ chat, manager }) => {
      const person = await sit(chat, manager);
      await person.asks('count plan');
      await person.presses('Confirm all', 'Counts in the week of Mon, Dec 7');
      await person.message(/\d counts confirmed/);
      await person.asks('count plan');
      await person.presses('Move', /Mon, Dec 7, 9:00 AM.*Window · confirmed by/s);
      await person.dialog.waitFor();
      if (chat === 'slack') expect(await axeOn(person.page, 'a count is moved')).toEqual([]);
      expect(await sideways(person.page)).toBe(0);
      await person.leaves();
    });

    it('a week later each has one digest, however often it is looked at', async () => {
      await playground.passes({ hours: A_WEEK });
      for (const { chat, manager } of CAST) {
        const person = await sit(chat, manager);
        const digest = await person.message(/^.*Today · Mon, Dec 7 · 2 reminders/s);
        expect(await digest.textContent()).toMatch(/AML check for November.*Count Window/s);
      }
      await playground.passes({ minutes: 20 });
      await playground.passes({ minutes: 20 });
      for (const { chat, manager } of CAST) {
        const { messages } = await sit(chat, manager);
        expect(await messages.getByRole('article').filter({ hasText: 'Today · ' }).count()).toBe(1);
      }
    });

    it.each(CAST)('what is owed is done from the digest in $chat, which says so', async ({ chat, manager }) => {
      const person = await sit(chat, manager);
      await person.presses('Open the check', 'Today · Mon, Dec 7');
      await person.fills({ 'What you looked at': LOOKED_AT, Outcome: 'Nothing to report' });
      if (chat === 'slack') expect(await axeOn(person.page, 'the AML check')).toEqual([]);
      expect(await sideways(person.page)).toBe(0);
      await person.dialog.getByRole('checkbox').last().check();
      await person.sends('Sign');
      await person.message(/AML check for November 2026: signed/);
      const digest = await person.message(/Today.*AML check for November.*Done/s);
      expect(await digest.getByRole('button', { name: 'Open the check' }).count()).toBe(0);
    });

    it.each(CAST)(
      'what is passed on in $chat is put off, and begun from its card all the same',
      async ({ chat, boutique, manager, associate, named }) => {
        const person = await sit(chat, manager);
        await person.presses('Pass to', 'Today · Mon, Dec 7');
        await person.fills({ Who: named });
        if (chat === 'teams') expect(await axeOn(person.page, 'passing on')).toEqual([]);
        await person.sends('Pass on');
        await person.message(new RegExp(`Count Window.*Passed to ${named}`, 's'));

        const other = await sit(chat, associate);
        const passed = /Count Window.*From (Inès Laurent|Daniel Okafor)/s;
        await other.presses('Not before tomorrow', passed);
        await other.message(/Count Window.*Not before Tue, Dec 8/s);
        await other.presses('Count', passed);
        await other.fills({ Serials: serialsIn(boutique, 'Window').join('\n') });
        await other.dialog.getByRole('checkbox').last().check();
        await other.answers('Save batch');
        await other.dialog.getByText('batch saved').waitFor();
        await other.leaves();
        await other.message('Counting Window');
      },
    );

    it('what a boutique does not do goes up, to whoever answers for it', async () => {
      await playground.passes({ hours: 24 });
      await playground.passes({ hours: 24 });
      const marc = await sit('teams', 'marc');
      const told = await marc.message(
        /AML check for November.*Design District · was due Mon, Dec 7.*Henry Walsh was told/s,
      );
      expect(await told.getByRole('button').allTextContents()).toContain('Open the check');
      expect(await marc.messages.getByText('Madison Avenue · was due').count()).toBe(0);
    });

    it.each([
      ['slack', 'helen'],
      ['teams', 'marc'],
    ] as const)('the plan of an opening is a picture in %s', async (chat, name) => {
      const person = await sit(chat, name);
      await person.asks('opening plan aspen');
      await person.presses('Send picture', 'Aspen · plan');
      const image = person.messages.getByRole('img', { name: /^Timeline of Aspen, opens / }).last();
      await image.waitFor();
      const width = await image.evaluate((element) =>
        (element as HTMLImageElement).decode().then(() => (element as HTMLImageElement).naturalWidth),
      );
      expect(width).toBeGreaterThan(600);
      expect(await sideways(person.page)).toBe(0);
    });
  },
);
