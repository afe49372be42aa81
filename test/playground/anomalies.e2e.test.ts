import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChatName } from '../../src/chat/channel.js';
import { findBrowser, missing } from '../helpers/browser.js';
import { type Clocked, playFrom } from './clocked.js';
import { filledIn } from './filling.js';
import { axeOn, sideways } from './looking.js';
import { type Person, personAt } from './person.js';

const program = await findBrowser();

/** Tuesday, Dec 1, 10:05 AM in New York. */
const MORNING = '2026-12-01T15:05:00Z';

const CRITICAL = 'Critical: people or pieces are in danger now';

describe.skipIf(missing(program, 'anomalies, in both chats'))('an anomaly', { timeout: 120_000 }, () => {
  let playground: Clocked;
  const sit = (chat: ChatName, person: string): Promise<Person> => personAt(playground, chat, person);

  beforeAll(async () => {
    if (program) playground = await playFrom(MORNING, program);
  }, 120_000);
  afterEach(() => playground.closeWindows());
  afterAll(() => playground?.end());

  /** Where somebody wrote last, they are told what concerns them. */
  async function arrives(chat: ChatName, name: string): Promise<Person> {
    const person = await sit(chat, name);
    await person.goTo('Vitrine');
    await person.asks('vitrine find nothing');
    await person.message('Nothing fits “nothing”');
    return person;
  }

  /** Points at a message, mends what is wrong, and reports it. */
  async function reports(ben: Person, words: string, answers: Record<string, string>): Promise<void> {
    await ben.goTo('nyc-madison');
    await ben.writes(words);
    await ben.pointsAt(words, 'Report as anomaly');
    await ben.fills({ ...answers, Day: '2026-12-02', 'Pieces concerned': 'RG-20-88' });
    if (answers.Severity === CRITICAL) expect(await axeOn(ben.page, 'the form of an anomaly')).toEqual([]);
    expect(await sideways(ben.page)).toBe(0);
    await ben.answers('Report');
    await ben.dialog
      .getByText(/^Choose a day from/)
      .first()
      .waitFor();
    const labels = ['What happened', 'Day', 'Pieces concerned'];
    expect(await filledIn(ben.dialog, labels)).toEqual([words, '2026-12-02', 'RG-20-88']);
    await ben.fills({ Day: '2026-12-01' });
    await ben.answers('Report');
    await ben.dialog.getByText(/^A-\d+ is reported$/).waitFor();
    await ben.leaves();
  }

  it.each([
    ['slack', 'teams'],
    ['teams', 'slack'],
  ] as const)(
    'that is critical, reported in %s and taken in %s, calls until somebody takes it',
    async (here, there) => {
      const ben = await sit(here, 'ben');
      const helen = await arrives(here, 'helen');
      const victor = await arrives(there, 'victor');
      const marc = await arrives(there, 'marc');
      await reports(ben, `Somebody ran off with a ring, seen in ${here}`, { Type: 'Theft', Severity: CRITICAL });
      await ben.goTo('Vitrine');
      const own = await ben.message(/Theft · Critical.*Nobody has taken it yet/);
      const [number = ''] = /A-\d+/.exec((await own.textContent()) ?? '') ?? [];

      await victor.goTo('hq-safety-and-security');
      const brief = await victor.message(`${number} · Theft · Critical`);
      expect(await brief.textContent()).not.toMatch(/ring|RG-20-88|Ben/);
      await victor.goTo('Vitrine');
      await victor.message(new RegExp(`${number} · Theft.*Somebody must take this now`));

      const ana = await sit(there, 'ana');
      await ana.goTo('Vitrine');
      await ana.asks('anomaly open');
      await ana.message('None that you may see.');
      await ana.asks('vitrine find theft');
      await ana.message('Nothing fits “theft”');
      await ana.asks('inbox');
      await ana.message('Nothing waits for you');
      expect(await ana.messages.textContent()).not.toContain(number);

      await playground.passes({ minutes: 5 });
      await marc.message(new RegExp(`${number}: nobody has taken it.*It has waited for 5 minutes`));
      await playground.passes({ minutes: 5 });
      await helen.message(new RegExp(`${number}: nobody has taken it.*It has waited for 10 minutes`));

      await marc.presses('Take it', `${number}: nobody has taken it`);
      for (const each of [victor, helen]) {
        const told = await each.message(new RegExp(`${number} .*Taken by Marc Delorme, .*, after 10 minutes`));
        expect(await told.getByRole('button', { name: 'Take it' }).count()).toBe(0);
      }
      await ben.message(new RegExp(`${number} .*Marc Delorme works on it`));

      await works(marc, ben, number);
    },
  );

  /** From a task to the answer that opens it again. */
  async function works(marc: Person, ben: Person, number: string): Promise<void> {
    const whole = new RegExp(`${number} .*OwnerMarc Delorme|${number} .*Owner Marc Delorme`);
    await marc.presses('Add task', whole);
    await marc.fills({ 'What is to be done': 'Keep the door shut', 'Who does it': 'Ben Carter', By: '2026-12-02' });
    await marc.sends('Add');
    await ben.presses('Done: Keep the door shut', `${number}: a task for you`);
    await ben.message(`${number}: done`);
    await ben.presses('Add note', new RegExp(`${number} .*Marc Delorme works on it`));
    await ben.fills({ Note: 'The guard has a picture.' });
    await ben.sends('Add');

    await marc.message(/The guard has a picture/);
    await marc.presses('Add evidence', whole);
    await marc.fills({ 'Police told': 'Yes', 'Police report number': 'NYPD-881' });
    await marc.sends('Add');
    await marc.message(/Yes, report NYPD-881/);
    await marc.presses('Close case', whole);
    const corrective = 'Two people at the door.';
    await marc.fills({ Reason: 'Resolved', Cause: 'Somebody from outside', 'Corrective action': corrective });
    await marc.sends('Close case');

    const closed = await ben.message(new RegExp(`${number} .*Closed by Marc Delorme`));
    expect(await closed.textContent()).toContain(corrective);
    await ben.presses('Not solved', new RegExp(`${number} .*Closed by Marc Delorme`));
    await ben.fills({ 'What is left': 'The ring is not back.' });
    await ben.sends('Open again');
    await marc.message(new RegExp(`${number} is open again.*Not solved: The ring is not back\\.`));
    await ben.message(new RegExp(`${number} .*Marc Delorme works on it`));
  }

  it.each(['slack', 'teams'] as const)(
    'that becomes restricted is closed to whoever had its button in %s',
    async (chat) => {
      const ben = await sit(chat, 'ben');
      await reports(ben, `The door of the safe hangs, seen in ${chat}`, {
        Type: 'Door',
        Severity: 'Medium: it hinders work, or may get worse',
      });
      const ana = await sit(chat, 'ana');
      await ana.goTo('Vitrine');
      await ana.asks('anomaly open');
      const list = await ana.message(/Open cases.*Door · Medium/);
      const [number = ''] = /A-\d+/.exec((await list.textContent()) ?? '') ?? [];

      const marc = await sit(chat, 'marc');
      await marc.goTo('Vitrine');
      await marc.asks('anomaly open MADISON');
      await marc.presses(`Open ${number}`, 'Open cases');
      await marc.pressesIn('Change', 'hangs');
      await marc.fills({ Type: 'Loss', Why: 'The ring behind it is gone.' });
      await marc.sends('Save');

      await ana.presses(`Open ${number}`, 'Open cases');
      await ana.page
        .getByText('This is open only to those who work on it. Safety and security can tell you more.')
        .waitFor();
      expect(await ana.page.getByText('hangs').count()).toBe(0);
    },
  );
});
