import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reminders } from '../../../src/capabilities/reminders/index.js';
import type { Button } from '../../../src/chat/card.js';
import { plainText } from '../../../src/chat/plain-text.js';
import { calendarsOf } from '../../../src/database/calendars.js';
import { isOpenOn } from '../../../src/domain/place-calendar.js';
import type { Answer } from '../../../src/engine/request.js';
import { owed, startChecks, tell } from '../../engine/reminders/stage.js';
import type { Bot } from '../../helpers/bot.js';
import { ana, ben, claire, ines, type Member, marc, rita } from '../../helpers/network.js';

let bot: Bot;
beforeEach(async () => {
  bot = await startChecks(reminders);
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

const wordsOf = (answer: Answer): string[] => {
  if (answer.type === 'reply') return plainText(answer.card).split('\n');
  return answer.type === 'refusal' ? [answer.sentence] : [answer.type];
};
const says = async (who: Member, words: string, room: string | null = 'C0MADISON') =>
  wordsOf(await bot.as(who, room).says(words));

const buttonsOf = (answer: Answer): Button[] =>
  answer.type === 'reply' ? answer.card.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : [])) : [];

const labelsOf = (answer: Answer) => buttonsOf(answer).map(({ label }) => label);

const presses = async (who: Member, answer: Answer, label: string, room: string | null = 'C0MADISON') => {
  const found = buttonsOf(answer).find((each) => each.label === label);
  if (!found) throw new Error(`no button ${label} on ${wordsOf(answer).join('\n')}`);
  const { action, boutique = null, subject } = found;
  return bot.as(who, room).press({ interaction: action, boutique, subject });
};

const events = async (event: string) =>
  (await bot.connection.prisma.auditEvent.findMany({ where: { event }, orderBy: { id: 'asc' } })).map(
    ({ subject, facts }) => [subject, facts],
  );

describe('/reminders', () => {
  it('has what one owes with its buttons, and what one passed on', async () => {
    const [passed, put] = [await owed(bot), await owed(bot, { level: 'late' })];
    await tell(bot, ines, [passed]);
    await bot.as(ines).answers('Pass to', { person: 'ben' });
    const answer = await bot.as(ines).says('reminders');
    expect(wordsOf(answer)).toEqual([
      'What you owe · 1 reminder · Madison Avenue',
      `Check ${put} due today`,
      'Passed on',
      `Check ${passed} due today`,
      'Passed to Ben Carter',
    ]);
    expect(labelsOf(answer)).toEqual([
      ...['Do it', 'Seen', 'Not before tomorrow', 'Pass to'],
      ...['Do it', 'Change hours', 'Show closed days'],
    ]);

    await presses(ines, answer, 'Not before tomorrow', null);
    expect(await says(ines, 'reminders')).toContain('Not before Mon, Nov 30');
  });

  it('has nothing for whoever owes nothing, in any boutique’s channel', async () => {
    const answer = await bot.as(rita, 'C0MADISON').says('reminders');
    expect(wordsOf(answer)).toEqual(['What you owe', 'You owe nothing today. What you owe comes in the morning.']);
    expect(labelsOf(answer)).toEqual(['Change hours']);
  });

  it('says once what is late: what stands above does not stand below again', async () => {
    const [mine, bens] = [await owed(bot, { level: 'late' }), await owed(bot, { level: 'late', owner: 'ben' })];
    const passed = await owed(bot, { level: 'late' });
    await tell(bot, ines, [passed]);
    await bot.as(ines).answers('Pass to', { person: 'ana' });
    expect(await says(ines, 'reminders')).toEqual([
      'What you owe · 1 reminder · Madison Avenue',
      `Check ${mine} due today`,
      'Passed on',
      `Check ${passed} due today`,
      'Passed to Ana Ruiz',
      'Also late',
      `Madison Avenue 1 late: Check ${bens}`,
    ]);
  });

  it('shows whoever answers for several what is late, where it is most first', async () => {
    for (const boutique of ['RODEO', 'RODEO', 'MADISON']) await owed(bot, { level: 'late', boutique });
    expect(await says(marc, 'reminders', null)).toEqual([
      'What you owe',
      'You owe nothing today. What you owe comes in the morning.',
      'Late',
      expect.stringMatching(/^Beverly Hills 2 late: Check r\d+ and Check r\d+$/),
      expect.stringMatching(/^Madison Avenue 1 late: Check r\d+$/),
    ]);
  });

  it('of several boutiques is listed under their names', async () => {
    const rodeo = await owed(bot, { boutique: 'RODEO', rung: 1 });
    const madison = await owed(bot, { rung: 1 });
    const network = await owed(bot, { name: 'budget', boutique: null });
    expect(await says(marc, 'reminders', null)).toEqual([
      'What you owe · 3 reminders',
      'Beverly Hills',
      `Check ${rodeo} due today`,
      'Madison Avenue',
      `Check ${madison} due today`,
      'The network',
      `Check ${network} due today`,
    ]);
  });

  it('says of what is late beyond what there is room for at which boutiques it is', async () => {
    for (let index = 0; index < 11; index += 1) await owed(bot, { level: 'late', rung: 1 });
    const last = await owed(bot, { level: 'late', rung: 1, boutique: 'RODEO' });
    const said = await says(marc, 'reminders', null);
    expect(said[0]).toBe('What you owe · 12 reminders');
    expect(said).toContain('And 2 more');
    expect(said.slice(-3)).toEqual([
      'Also late',
      expect.stringMatching(/^Madison Avenue 1 late: Check r\d+$/),
      `Beverly Hills 1 late: Check ${last}`,
    ]);
  });
});

describe('/reminders hours', () => {
  it('begins with the house’s, and says what follows', async () => {
    const form = await bot.as(claire, null).says('reminders hours');
    expect(form).toMatchObject({
      form: { intro: expect.stringContaining('come at 9:00 AM. Between 8:00 PM and 8:00 AM only what is critical.') },
      prefill: { quietFrom: '20:00', quietTo: '08:00', morning: '09:00' },
    });
    const answer = await bot.as(claire).submit(form, { quietFrom: '19:00', quietTo: '07:00', morning: '07:30' });
    expect(wordsOf(answer)).toEqual([
      'Your hours',
      'Your day’s reminders come at 7:30 AM. Between 7:00 PM and 7:00 AM only what is critical.',
    ]);
    expect(await presses(claire, answer, 'Change hours', null)).toMatchObject({
      prefill: { quietFrom: '19:00', quietTo: '07:00', morning: '07:30' },
    });
    expect(await events('reminders.hours')).toEqual([['claire', {}]]);
  });

  it('keeps a morning out of the quiet hours', async () => {
    const form = await bot.as(ana).says('reminders hours');
    expect(await bot.as(ana).submit(form, { quietFrom: '20:00', quietTo: '08:00', morning: '06:00' })).toEqual({
      type: 'corrections',
      corrections: { morning: 'Choose a morning outside your quiet hours: from 8:00 AM to 8:00 PM.' },
    });
    expect(await bot.connection.prisma.personHours.count()).toBe(0);
  });
});

describe('/reminders closed', () => {
  const add = async (who: Member, raw: object, room: string | null = 'C0MADISON') => {
    const form = await presses(who, await bot.as(who, room).says('reminders closed'), 'Add closed days', room);
    return bot.as(who, room).submit(form, { hours: null, ...raw });
  };
  const inventory = { firstDay: '2026-12-07', lastDay: '2026-12-09', reason: 'Inventory' };

  const isOpen = async (boutique: string, day: string) => {
    const calendar = (await calendarsOf(bot.connection.prisma, [boutique])).get(boutique);
    return calendar !== undefined && isOpenOn(day, calendar);
  };

  it('closes a store manager’s own boutique, until it is ended', async () => {
    expect(await isOpen('MADISON', '2026-12-07')).toBe(true);
    const added = await add(ines, inventory);
    expect(wordsOf(added).slice(0, 2)).toEqual(['Madison Avenue: closed Mon, Dec 7 to Wed, Dec 9', 'Inventory']);
    expect(await isOpen('MADISON', '2026-12-07')).toBe(false);
    expect(await isOpen('RODEO', '2026-12-07')).toBe(true);
    expect(bot.as(marc).lastSees()).toContain('Madison Avenue: closed Mon, Dec 7 to Wed, Dec 9');
    expect(bot.as(ben).sees()).toEqual([]);

    const listed = await bot.as(ines).says('reminders closed');
    expect(wordsOf(listed)).toEqual([
      'Closed days of Madison Avenue',
      'Mon, Dec 7 to Wed, Dec 9 Closed · Inventory',
      'Closed anyway',
      'Fri, Dec 25 Christmas Day',
      "Fri, Jan 1, 2027 New Year's Day",
      'Sun, Mar 28, 2027 Easter Sunday',
    ]);
    await presses(ines, listed, 'End');
    expect(await isOpen('MADISON', '2026-12-07')).toBe(true);
    expect(bot.as(marc).lastSees()).toContain('Ended by Inès Laurent, Fri, Nov 27.');
    expect(await says(ines, 'reminders closed')).toContain('Nothing is planned.');
    expect(wordsOf(await presses(marc, added, 'End', null))).toEqual(['This is over already.']);
    expect((await events('reminders.opened')).length).toBe(1);
  });

  it('refuses what overlaps, in words, but not what is of another place', async () => {
    await add(ines, inventory);
    expect(await add(ines, { firstDay: '2026-12-09', lastDay: '2026-12-10', reason: 'Works' })).toMatchObject({
      corrections: {
        firstDay:
          'Mon, Dec 7 to Wed, Dec 9 is planned already: closed, Inventory. End that one first, or choose other days.',
      },
    });
    expect(await add(ines, { ...inventory, firstDay: '2026-12-14', lastDay: '2026-12-13' })).toMatchObject({
      corrections: { lastDay: 'Choose a last day that is not before the first.' },
    });
    expect(
      await add(ines, { ...inventory, firstDay: '2026-12-14', lastDay: '2026-12-14', hours: 'noon' }),
    ).toMatchObject({
      corrections: { hours: 'Write the hours as 11:00-16:00.' },
    });
    expect(await add(marc, { ...inventory, where: 'country/US' }, null)).toMatchObject({ type: 'reply' });
  });

  it('lets an operations manager close a boutique, a state or a country, and tells its store managers', async () => {
    const form = await presses(marc, await bot.as(marc, null).says('reminders closed'), 'Add closed days', null);
    expect((await bot.as(marc, null).finds(form, 'where', '')).map(({ label }) => label)).toEqual([
      'Beverly Hills',
      'Madison Avenue',
      'NY, United States',
      'United States',
    ]);
    const added = await bot.as(marc, null).submit(form, { ...inventory, hours: '11-16', where: 'boutique/MADISON' });
    expect(wordsOf(added)[0]).toBe('Madison Avenue: open 11:00 AM to 4:00 PM Mon, Dec 7 to Wed, Dec 9');
    expect(bot.as(ines).lastSees()).toContain('Madison Avenue: open 11:00 AM to 4:00 PM');
    await add(marc, { ...inventory, where: 'state/US/NY' }, null);
    expect(await says(marc, 'reminders closed', null)).toEqual([
      'Closed days',
      'Mon, Dec 7 to Wed, Dec 9 Open 11:00 AM to 4:00 PM · Madison Avenue · Inventory',
      'Mon, Dec 7 to Wed, Dec 9 Closed · NY, United States · Inventory',
    ]);

    await presses(marc, added, 'End', null);
    expect(bot.as(ines).lastSees()).toContain('Ended by Marc Delorme, Fri, Nov 27.');
    expect(await bot.as(marc, null).submit(form, { ...inventory, where: 'state/US/XX' })).toMatchObject({
      corrections: { where: 'Choose a place from the list.' },
    });
  });

  it('is looked at by everybody, and changed only by whose it is', async () => {
    const added = await add(ines, inventory);
    expect(labelsOf(await bot.as(ana).says('reminders closed'))).toEqual([]);
    expect(wordsOf(await presses(ana, added, 'End'))).toEqual([
      'A store manager closes their own boutique; an operations manager closes any.',
    ]);
    expect(
      wordsOf(await bot.as(ana).press({ interaction: 'reminders.close', boutique: 'MADISON', subject: '' })),
    ).toEqual([
      'Store managers and operations managers do this. For Madison Avenue that is Inès Laurent and Marc Delorme.',
    ]);
    expect(
      wordsOf(await bot.as(ines, null).press({ interaction: 'reminders.close', boutique: 'RODEO', subject: '' })),
    ).toEqual(['Store managers and operations managers do this. For Beverly Hills that is Marc Delorme.']);
  });

  it('a store manager closes no other place, whatever comes back', async () => {
    const form = await bot.as(ines).press({ interaction: 'reminders.close', boutique: 'MADISON', subject: '' });
    await bot.as(ines).submit(form, { ...inventory, hours: null, where: 'boutique/RODEO' });
    expect(await isOpen('RODEO', '2026-12-07')).toBe(true);
    expect(await isOpen('MADISON', '2026-12-07')).toBe(false);
  });

  it('leaves what the network file says to the network file', async () => {
    await bot.connection.pool.query(
      `insert into closures (id, boutique_code, first_day, last_day, reason, created_at)
       values ('f', 'MADISON', '2026-12-14', '2026-12-14', 'Works', now())`,
    );
    const listed = await bot.as(marc).says('reminders closed');
    expect(wordsOf(listed)).toContain('Mon, Dec 14 Closed · Works · from the network file');
    expect(labelsOf(listed)).toEqual(['Add closed days']);
    const ended = await bot.as(marc).press({ interaction: 'reminders.end-closure', boutique: 'MADISON', subject: 'f' });
    expect(ended).toMatchObject({ type: 'refusal' });
  });
});

describe('/reminders channel', () => {
  it('chooses what the channel hears too', async () => {
    const form = await bot.as(ines).says('reminders channel');
    expect(form).toMatchObject({
      form: { fields: { said: { widget: { options: [{ value: 'checks/monthly', label: 'Monthly check' }] } } } },
      prefill: { said: [] },
    });
    expect(wordsOf(await bot.as(ines).submit(form, { said: ['checks/monthly'] }))).toEqual([
      'In the channel of Madison Avenue',
      'Monthly check.',
      'In one message, each morning on which something of it is owed.',
    ]);
    const again = await bot.as(ines).says('reminders channel');
    expect(again).toMatchObject({ prefill: { said: ['checks/monthly'] } });
    await bot.as(ines).submit(again, { said: null });
    expect(await bot.connection.prisma.reminderSetting.findMany()).toEqual([
      { name: 'checks/monthly', boutiqueCode: 'MADISON', channel: false },
    ]);
  });

  it('does not offer what is never said in a channel, and leaves what was set of it', async () => {
    await bot.connection.prisma.reminderSetting.create({
      data: { name: 'checks/payments', boutiqueCode: 'MADISON', channel: true },
    });
    const form = await bot.as(ines).says('reminders channel');
    expect(form).toMatchObject({
      form: { fields: { said: { widget: { options: [{ value: 'checks/monthly', label: 'Monthly check' }] } } } },
      prefill: { said: [] },
    });
    await bot.as(ines).submit(form, { said: null });
    expect(
      await bot.connection.prisma.reminderSetting.count({ where: { name: 'checks/payments', channel: true } }),
    ).toBe(1);
  });

  it('is for store managers and operations managers', async () => {
    expect(await says(ben, 'reminders channel')).toEqual([
      'Store managers and operations managers do this. For Madison Avenue that is Inès Laurent and Marc Delorme.',
    ]);
  });
});
