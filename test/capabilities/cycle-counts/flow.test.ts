import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, type Seen, startBot } from '../../helpers/bot.js';
import { ana, ben, ines, marc, rita } from '../../helpers/network.js';
import { until as mornings } from '../../helpers/time.js';
import { routeIn } from '../anomalies/network.js';
import { type PlanBoard, planBoard, tradesDaily } from './board.js';
import { lookNow } from './looking.js';

/** Thursday, Nov 19, 10:05 AM in New York. */
const THURSDAY = '2026-11-19T15:05:00Z';

let bot: Bot;
let board: PlanBoard;
beforeEach(async () => {
  bot = await startBot(THURSDAY);
  board = planBoard(bot);
  await tradesDaily(bot.connection, ['MADISON']);
  await board.isPlanned('MADISON', '2026-11-16');
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

/** What is planned at one minute is said in the next, and what is to be done at one is done in it. */
const until = async (at: string) => {
  bot.clock.now = new Date(new Date(at).getTime() - 60_000);
  await bot.waits({});
  await bot.waits({ minutes: 1 });
};

const planned = () => until('2026-11-19T15:06:00Z');

const labelsOf = (message: Seen | undefined) =>
  (message?.card.blocks ?? []).flatMap((block) =>
    block.type === 'buttons' ? block.buttons.map(({ label }) => label) : [],
  );

/** Her week, whatever else she was told since. */
const weekOf = () =>
  bot
    .as(ines)
    .sees()
    .find(({ text }) => text.startsWith('Counts in the week'))?.text ?? '';

const lastOf = (member: typeof ines) => bot.as(member).sees().at(-1)?.text ?? '';

const countsWindow = async (serials = 'WT-47-07\nER-44-06') => {
  await bot
    .as(ana)
    .submit(await bot.as(ana).says('count'), { zone: 'MADISON/window', also: null, reason: 'weekly', serials });
  await bot.as(ana).presses('Close zone');
};

const voids = async (reason: string) => {
  const { id } = await bot.connection.prisma.count.findFirstOrThrow({ where: { state: { not: 'voided' } } });
  const asked = await bot.as(marc).press({ interaction: 'stock-counts.void', boutique: 'MADISON', subject: id });
  await bot.as(marc).submit(asked, { reason });
};

describe('on Thursday from ten', () => {
  it('the store manager gets the next week in one message, and nobody else is told', async () => {
    bot.clock.now = new Date('2026-11-19T14:58:00Z');
    await bot.waits({ minutes: 1 });
    await bot.waits({ minutes: 1 });
    expect(bot.chat.seen()).toEqual([]);

    await planned();
    expect(bot.chat.seen().map(({ to }) => to)).toEqual(['person/ines']);
    expect(lastOf(ines)).toBe(
      [
        'Counts in the week of Mon, Nov 23 · Madison Avenue',
        'Mon, Nov 23, 9:00 AM Window · Not counted here yet.',
        'Tue, Nov 24, 9:00 AM Vitrine 1 · Not counted here yet.',
        'Wed, Nov 25, 9:00 AM Vitrine 2 · Not counted here yet.',
        'Fri, Nov 27, 9:00 AM Tray wall · Not counted here yet.',
        'Sat, Nov 28, 9:00 AM Safe · Not counted here yet.',
        'A count that nobody confirms or moves goes ahead as planned.',
      ].join('\n'),
    );
  });

  it('not on a day on which the boutique is closed, but on the next', async () => {
    bot.clock.now = new Date('2026-11-26T15:05:00Z');
    await board.isPlanned('MADISON', '2026-11-23');
    await until('2026-11-26T16:00:00Z');
    expect(bot.chat.seen()).toEqual([]);

    await until('2026-11-27T15:02:00Z');
    expect(lastOf(ines)).toContain('Counts in the week of Mon, Nov 30');
  });

  it('the operations manager gets it where a boutique has no store manager', async () => {
    await bot.connection.pool.query("delete from roles where person_id = 'ines'");
    await planned();
    expect(bot.as(marc).lastSees()).toContain('Counts in the week of Mon, Nov 23 · Madison Avenue');
    await bot.as(marc).presses('Confirm all');
    expect((await board.slots()).every(({ state }) => state === 'confirmed')).toBe(true);
  });

  it('once, however often is looked', async () => {
    await planned();
    await until('2026-11-19T18:00:00Z');
    expect(bot.chat.history()).toHaveLength(1);
    expect(await board.slots()).toHaveLength(5);
  });
});

describe('a week', () => {
  it('is confirmed with one press', async () => {
    await planned();
    await bot.as(ines).presses('Confirm all');

    expect(bot.chat.seen()).toHaveLength(1);
    expect(lastOf(ines)).toContain('Mon, Nov 23, 9:00 AM Window · confirmed by Inès Laurent');
    expect(labelsOf(bot.as(ines).sees().at(-1))).toEqual(['Move']);
    expect((await board.slots()).map(({ state }) => state)).toEqual(Array(5).fill('confirmed'));
  });

  it('is confirmed again where a count was added since', async () => {
    await planned();
    const before = await bot.as(ines).says('count plan');
    await bot.as(ines).presses('Confirm all');
    await bot.connection.pool.query("update cycle_slots set state = 'done', open_zone = null where zone_id = $1", [
      'MADISON/window',
    ]);
    await bot.connection.pool.query("update zones set holder_id = 'ben' where id = 'MADISON/window'");
    await until('2026-11-22T17:00:00Z');
    const added = async () => (await board.slots()).filter(({ zone }) => zone === 'MADISON/window').at(-1);
    expect(await added()).toMatchObject({ state: 'proposed' });

    await bot.as(ines).press(routeIn(before, 'Confirm all'));
    expect(await added()).toMatchObject({ state: 'proposed' });
    await bot.as(ines).press(routeIn(await bot.as(ines).says('count plan'), 'Confirm all'));
    expect(await added()).toMatchObject({ state: 'confirmed' });
  });

  it('is confirmed by the operations manager too, from what they looked up anywhere', async () => {
    await planned();
    const answer = await bot.as(marc, null).says('count plan MADISON');
    const blocks = answer.type === 'reply' ? answer.card.blocks : [];
    const pressed = blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []))[0];
    expect(pressed).toMatchObject({ label: 'Confirm all', boutique: 'MADISON' });
    const { action = '', boutique = null, subject = '' } = pressed ?? {};
    expect(await bot.as(marc, null).press({ interaction: action, boutique, subject })).toMatchObject({
      card: { title: '5 counts confirmed' },
    });
    expect(lastOf(ines)).toContain('Window · confirmed by Marc Delorme');
  });

  it('stands from the evening before where nobody answers, on record, and begins a planned count', async () => {
    await planned();
    await until('2026-11-22T22:59:00Z');
    expect((await board.slots())[0]).toMatchObject({ state: 'proposed', plan_id: null });

    await until('2026-11-22T23:00:00Z');
    const [first, second] = await board.slots();
    expect([first?.state, second?.state]).toEqual(['stands', 'proposed']);
    expect(lastOf(ines)).toContain('Window · as planned');
    expect(await board.events()).toEqual([
      'cycle-counts.week-planned',
      'cycle-counts.proposal-stands',
      'stock-counts.planned',
    ]);
    expect(await board.plans()).toEqual([
      { id: first?.plan_id, zones: ['MADISON/window'], reason: 'weekly', due: '2026-11-23' },
    ]);
  });

  it('is for the store manager and those above: an associate reads what and when, and moves nothing', async () => {
    await planned();
    const answer = JSON.stringify(await bot.as(ana).says('count plan'));
    expect(answer).toContain('Mon, Nov 23, 9:00 AM');
    expect(answer).not.toMatch(/Why|counted every|Move|Confirm/);

    const route = { interaction: 'cycle-counts.confirm-all', boutique: 'MADISON', subject: 'MADISON/2026-11-23' };
    expect(await bot.as(ana).press(route)).toMatchObject({
      type: 'refusal',
      sentence: expect.stringContaining('Store managers'),
    });
    expect(await bot.as(rita).press(route)).toMatchObject({ type: 'refusal' });
  });
});

describe('a slot', () => {
  const moves = async (raw: Record<string, string>) => {
    const form = await bot.as(ines).presses('Move');
    const [first] = await board.slots();
    return bot.as(ines).submit(form, { slot: first?.id ?? '', reason: 'Delivery in the morning', ...raw });
  };

  it('moves to another day, with a reason that stays', async () => {
    await planned();
    const answer = await moves({ day: '2026-11-24', time: '10:00' });
    expect(answer).toMatchObject({ type: 'reply' });
    expect(lastOf(ines)).toContain('Tue, Nov 24, 10:00 AM Window · moved by Inès Laurent');
    expect(await board.moves()).toEqual([
      { from: '2026-11-23 09:00', to: '2026-11-24 10:00', reason: 'Delivery in the morning', by: 'ines' },
    ]);
  });

  it.each([
    ['2026-11-26', '10:00', 'day', 'Madison Avenue is closed on Thu, Nov 26. Choose another day.'],
    [
      '2026-11-23',
      '12:30',
      'time',
      'These are peak hours on Mon, Nov 23. A count can begin at 9:00 AM, 10:00 AM, 11:00 AM, 2:00 PM, 3:00 PM and 4:00 PM.',
    ],
    ['2026-11-23', '18:30', 'time', 'Nobody counts at that hour on Mon, Nov 23.'],
    ['2026-11-24', '09:30', 'time', 'Another zone is counted then. Choose another time.'],
    ['2026-11-19', '09:00', 'day', 'Choose a time that is still to come, by the end of next week.'],
  ])('does not move to %s, %s', async (day, time, field, sentence) => {
    await planned();
    expect(await moves({ day, time })).toEqual({
      type: 'corrections',
      corrections: { [field]: expect.stringContaining(sentence) },
    });
    expect(await board.moves()).toEqual([]);
  });

  it('does not move to a day that is full, or on which a stock take is on', async () => {
    await planned();
    await moves({ day: '2026-11-24', time: '10:00' });
    const [, , third] = await board.slots();
    const form = await bot.as(ines).presses('Move');
    const again = { slot: third?.id ?? '', time: '15:00', reason: 'Later' };
    expect(await bot.as(ines).submit(form, { ...again, day: '2026-11-24' })).toEqual({
      type: 'corrections',
      corrections: { day: 'Tue, Nov 24 takes no more counts. Choose another day.' },
    });
    await board.hasStockTake('MADISON', '2026-11-27');
    expect(await bot.as(ines).submit(form, { ...again, day: '2026-11-27' })).toEqual({
      type: 'corrections',
      corrections: { day: 'A stock take or an event is on Fri, Nov 27. Choose another day.' },
    });
  });

  it('does not move twice to one room, however two people press', async () => {
    await planned();
    const [first, second] = await board.slots();
    const to = { day: '2026-11-28', reason: 'A delivery' };
    const week = { interaction: 'cycle-counts.move', boutique: 'MADISON', subject: 'MADISON/2026-11-23' };
    const [hers, his] = [await bot.as(ines).press(week), await bot.as(marc).press(week)];
    const answers = await Promise.all([
      bot.as(ines).submit(hers, { ...to, slot: first?.id ?? '', time: '10:00' }),
      bot.as(marc).submit(his, { ...to, slot: second?.id ?? '', time: '11:00' }),
    ]);
    expect(answers.map(({ type }) => type).sort()).toEqual(['corrections', 'reply']);
    expect(await board.moves()).toHaveLength(1);
  });

  it('that moves after the evening before gets a new planned count, and the old one is cancelled', async () => {
    await planned();
    await until('2026-11-22T23:00:00Z');
    const [before] = await board.slots();
    await moves({ day: '2026-11-24', time: '14:00' });
    expect(await board.cancelled()).toEqual([before?.plan_id]);

    await until('2026-11-23T23:00:00Z');
    const moved = (await board.slots()).find(({ id }) => id === before?.id);
    expect(moved?.plan_id).not.toBe(before?.plan_id);
    expect(moved).toMatchObject({ state: 'confirmed', day: '2026-11-24' });
  });

  it('that is moved away and back on its day has a planned count again', async () => {
    await until('2026-11-22T23:00:00Z');
    bot.clock.now = new Date('2026-11-23T14:30:00Z');
    await moves({ day: '2026-11-24', time: '14:00' });
    await moves({ day: '2026-11-23', time: '15:00' });
    await bot.waits({ minutes: 1 });
    const [again] = await board.slots();
    expect(again).toMatchObject({ day: '2026-11-23', state: 'confirmed', plan_id: expect.any(String) });
  });
});

describe('the day of a count', () => {
  it('asks for it, and it begins from there and is done on time', async () => {
    await planned();
    await until('2026-11-22T23:00:00Z');
    await until('2026-11-23T14:30:00Z');
    expect(await lookNow(bot)).toEqual([
      { boutique: 'MADISON', level: 'due', line: 'Count Window Madison Avenue · today, 9:00 AM' },
    ]);

    const [first] = await board.slots();
    const route = { interaction: 'stock-counts.count-planned', boutique: 'MADISON', subject: first?.plan_id ?? '' };
    await bot.as(ana).submit(await bot.as(ana).press(route), { serials: 'WT-47-07\nER-44-06' });
    await bot.as(ana).presses('Close zone');
    await until('2026-11-23T15:00:00Z');

    expect((await board.slots())[0]).toMatchObject({ state: 'done', on_time: true });
    expect(await lookNow(bot)).toEqual([]);
    expect(weekOf()).toContain('Window · counted\n');
  });

  it('is done by a count that nobody planned, and the planned one can no longer be begun', async () => {
    await planned();
    await until('2026-11-22T23:00:00Z');
    bot.clock.now = new Date('2026-11-23T14:30:00Z');
    await countsWindow();
    await until('2026-11-23T15:00:00Z');

    const [first, ...others] = await board.slots();
    expect(first).toMatchObject({ state: 'done', on_time: true });
    expect(others.every(({ state }) => state !== 'done')).toBe(true);
    expect(await board.cancelled()).toEqual([first?.plan_id]);
  });

  it('is late on the next open day, and counted late after it', async () => {
    await planned();
    await until('2026-11-24T23:00:00Z');
    await until('2026-11-25T14:00:00Z');
    expect(await lookNow(bot)).toEqual([
      { boutique: 'MADISON', level: 'late', line: 'Count Window Madison Avenue · was planned for Mon, Nov 23' },
      { boutique: 'MADISON', level: 'late', line: 'Count Vitrine 1 Madison Avenue · was planned for Tue, Nov 24' },
      { boutique: 'MADISON', level: 'due', line: 'Count Vitrine 2 Madison Avenue · today, 9:00 AM' },
    ]);
    await countsWindow();
    await until('2026-11-25T16:00:00Z');
    expect((await board.slots())[0]).toMatchObject({ state: 'done', on_time: false });
    expect(weekOf()).toContain('Window · counted late');

    const seen = JSON.stringify(await bot.as(marc).says('count coverage MADISON'));
    expect(seen).toContain('0 of 2 this month');
    expect(seen).toContain('1 planned count');
    expect(JSON.stringify(await bot.as(marc, null).says('count plan'))).toContain('4 planned · 1 late');
  });

  it('is late all the same where it is moved only when its day is over', async () => {
    await planned();
    await until('2026-11-24T15:00:00Z');
    const [first] = await board.slots();
    const week = { interaction: 'cycle-counts.move', boutique: 'MADISON', subject: 'MADISON/2026-11-23' };
    const form = await bot.as(ines).press(week);
    const to = { slot: first?.id ?? '', day: '2026-11-25', time: '11:00', reason: 'Forgotten' };
    expect(await bot.as(ines).submit(form, to)).toMatchObject({ type: 'reply' });
    await until('2026-11-25T16:00:00Z');
    await countsWindow();
    await until('2026-11-25T17:00:00Z');
    expect((await board.slots()).find(({ zone }) => zone === 'MADISON/window')).toMatchObject({
      state: 'done',
      on_time: false,
    });
    expect(weekOf()).toContain('Window · counted late');
  });

  it('that nobody made is planned anew for the next week; the zone owes one count, and the missed one stays on record', async () => {
    await planned();
    await until('2026-11-22T23:00:00Z');
    await until('2026-11-26T16:00:00Z');
    await until('2026-11-27T15:05:00Z');
    const windows = async () => (await board.slots()).filter(({ zone }) => zone === 'MADISON/window');
    const [missed, anew] = await windows();
    expect(await windows()).toHaveLength(2);
    expect(anew?.day).toBe('2026-11-30');

    await until('2026-11-29T23:00:00Z');
    expect((await windows()).map(({ state }) => state)).toEqual(['stands', 'stands']);
    await until('2026-11-30T09:00:00Z');
    expect(await windows()).toMatchObject([{ state: 'missed', on_time: false }, { state: 'stands' }]);
    expect(await board.cancelled()).toContain(missed?.plan_id);
    const owed = (await lookNow(bot)).map(({ level, line }) => `${level}: ${line}`);
    expect(owed.filter((line) => line.includes('Window'))).toEqual([
      'due: Count Window Madison Avenue · today, 9:00 AM',
    ]);

    const told = bot
      .as(ines)
      .sees()
      .map(({ text }) => text);
    expect(told.join()).toContain('Window · missed');
  });

  it('that is made on the day for which its zone was planned anew is the new one, also when nobody looked since', async () => {
    await planned();
    await until('2026-11-22T23:00:00Z');
    await until('2026-11-26T16:00:00Z');
    await until('2026-11-27T15:05:00Z');
    await until('2026-11-29T23:00:00Z');
    bot.clock.now = new Date('2026-11-30T14:30:00Z');
    await bot.connection.pool.query('update stock_imports set stated_at = $1', [bot.clock.now]);
    await countsWindow();
    await until('2026-11-30T15:00:00Z');
    const windows = (await board.slots()).filter(({ zone }) => zone === 'MADISON/window');
    expect(windows).toMatchObject([{ state: 'missed' }, { state: 'done', on_time: true }]);
  });

  it('is owed again when its count is voided, with a planned count of its own, and is done by the next one', async () => {
    await planned();
    await until('2026-11-23T15:00:00Z');
    await countsWindow('WT-47-07');
    await bot.waits({ minutes: 1 });
    const [before] = await board.slots();
    expect(before).toMatchObject({ zone: 'MADISON/window', state: 'done', on_time: true });

    await voids('Only one of two was scanned');
    await bot.waits({ minutes: 1 });
    const [again] = await board.slots();
    expect(again).toMatchObject({ state: 'stands', on_time: null });
    expect(again?.plan_id).not.toBe(before?.plan_id);
    expect(await board.events()).toContain('cycle-counts.slot-reopened');
    expect(weekOf()).toMatch(/9:00 AM Window · as planned/);

    await until('2026-11-24T15:00:00Z');
    await countsWindow();
    await bot.waits({ minutes: 1 });
    expect((await board.slots())[0]).toMatchObject({ state: 'done', on_time: false });
  });

  it('is missed when its count is voided after its zone was planned anew', async () => {
    await planned();
    await until('2026-11-23T15:00:00Z');
    await countsWindow('WT-47-07');
    await until('2026-11-27T15:06:00Z');
    await bot.connection.pool.query(
      `insert into cycle_slots select (jsonb_populate_record(s, '{"id": "later", "week_id": "MADISON/2026-11-30", "day": "2026-12-01",
         "state": "stands", "count_id": null, "on_time": null, "open_zone": "MADISON/2026-11-30/MADISON/window"}')).*
       from cycle_slots s where zone_id = 'MADISON/window'`,
    );
    await until('2026-12-01T15:00:00Z');
    await voids('It was of another day');
    await bot.waits({ minutes: 1 });
    await bot.waits({ minutes: 1 });
    const windows = (await board.slots()).filter(({ zone }) => zone === 'MADISON/window');
    expect(windows[0]).toMatchObject({ state: 'missed', on_time: false });
  });

  it('is not missed while a count of it goes on', async () => {
    await planned();
    await until('2026-11-22T23:00:00Z');
    await mornings(bot, '2026-11-23T14:05:00Z');
    await bot.as(ana).answers('Count', { serials: 'WT-47-07' });
    await until('2026-11-27T15:05:00Z');
    await until('2026-11-30T15:00:00Z');
    const windows = async () => (await board.slots()).filter(({ zone }) => zone === 'MADISON/window');
    expect(await windows()).toMatchObject([{ state: 'stands' }, { state: 'stands' }]);

    await bot.as(ana).presses('Close zone');
    await until('2026-11-30T15:10:00Z');
    expect(await windows()).toMatchObject([{ state: 'missed' }, { state: 'done', on_time: true }]);
  });
});

describe('the reminder', () => {
  const told = (to: string) =>
    bot.chat
      .seen()
      .filter((message) => message.to === to && message.text.includes('Count Window'))
      .map(({ text }) => text);

  const passes = async (day: string) => {
    await until(`${day}T09:00:00Z`);
    await mornings(bot, `${day}T14:05:00Z`);
  };

  it('comes in the morning to the store manager and into the channel, where the count begins', async () => {
    await planned();
    await until('2026-11-22T23:00:00Z');
    expect(told('person/ines')).toEqual([]);
    await passes('2026-11-23');
    expect(told('person/ines')).toHaveLength(1);
    expect(told('room/C0MADISON')).toHaveLength(1);

    await bot.as(ana).answers('Count', { serials: 'WT-47-07\nER-44-06' });
    await bot.as(ana).presses('Close zone');
    await until('2026-11-23T15:00:00Z');
    expect((await board.slots())[0]).toMatchObject({ state: 'done', on_time: true });
    await passes('2026-11-24');
    expect(told('person/ines')).toHaveLength(1);
    expect(told('person/marc')).toEqual([]);
  });

  it('goes up to the operations manager when the count is late and nobody has seen it', async () => {
    await planned();
    await until('2026-11-22T23:00:00Z');
    await passes('2026-11-23');
    await passes('2026-11-24');
    expect(told('person/ines').at(-1)).toContain('was planned for Mon, Nov 23');
    expect(told('person/marc')).toEqual([]);
    await passes('2026-11-25');
    expect(told('person/marc').join()).toContain('Count Window');
  });

  it('is the same whatever lies in the zone, as is everything that is said before a count', async () => {
    await planned();
    await until('2026-11-22T23:00:00Z');
    await passes('2026-11-23');
    const said = bot.chat.history().map(({ to, text }) => `${to}: ${text}`);
    expect(said.length).toBeGreaterThan(3);

    const other = await startBot(THURSDAY);
    await tradesDaily(other.connection, ['MADISON']);
    await planBoard(other).isPlanned('MADISON', '2026-11-16');
    await other.connection.pool.query("delete from pieces where boutique_code = 'MADISON' and serial <> 'RG-20-88'");
    const first = bot;
    bot = other;
    await planned();
    await until('2026-11-22T23:00:00Z');
    await passes('2026-11-23');
    expect(other.chat.history().map(({ to, text }) => `${to}: ${text}`)).toEqual(said);
    await first.stop();
  });
});

describe('what happens between two weeks', () => {
  beforeEach(async () => {
    await planned();
    await countsWindow();
    await bot.connection.pool.query("update cycle_slots set state = 'done', open_zone = null, on_time = true");
    await until('2026-11-20T15:00:00Z');
  });

  const addedTexts = () =>
    bot
      .as(ines)
      .sees()
      .map(({ text }) => text)
      .filter((words) => words.startsWith('Count added'));

  it('a new holder asks for a count on the next open day; the store manager confirms it', async () => {
    expect(addedTexts()).toEqual([]);
    await bot.connection.pool.query("update zones set holder_id = 'ben' where id = 'MADISON/window'");
    await until('2026-11-20T17:00:00Z');
    expect(addedTexts()).toEqual([
      'Count added: Window · Madison Avenue\nWhen Sat, Nov 21, 9:00 AM\nWhy Somebody else answers for it now.\nA count that nobody confirms or moves goes ahead as planned.',
    ]);
    await bot.as(ines).presses('Confirm');
    expect(addedTexts()[0]).toContain('Now confirmed by Inès Laurent');
    await until('2026-11-20T18:00:00Z');
    expect(addedTexts()).toHaveLength(1);
  });

  it('a zone that is emptied is checked, and nothing says that it is empty', async () => {
    await bot.connection.pool.query("update pieces set status = 'sold' where zone_id = 'MADISON/window'");
    await until('2026-11-20T17:00:00Z');
    expect(addedTexts()[0]).toContain('Why Chosen for a check.');
    expect(addedTexts()[0]).not.toMatch(/empty|0 pieces/);
    expect(JSON.stringify(await bot.as(marc).says('count plan MADISON'))).toContain(
      'It is empty by the register: to be confirmed.',
    );
    expect(JSON.stringify(await bot.as(ines).says('count plan'))).not.toContain('empty');
  });

  it('a piece of the window that turns up elsewhere asks for the window to be counted', async () => {
    const serials = 'WT-47-07';
    await bot
      .as(ana)
      .submit(await bot.as(ana).says('count'), { zone: 'MADISON/vitrine-1', also: null, reason: 'spot', serials });
    await bot.as(ana).presses('Close zone');
    await bot.as(ben).answers('Recount', { serials });
    await bot.as(ben).presses('Close zone');
    await until('2026-11-20T17:00:00Z');
    expect(addedTexts()[0]).toContain('Count added: Window');
    expect(addedTexts()[0]).toContain('Why Chosen for a check.');
    expect(JSON.stringify(await bot.as(marc).says('count plan MADISON'))).toContain(
      'A piece of this zone was found elsewhere.',
    );
  });

  it('an event asks for what is always class A, and nothing is counted while it is on', async () => {
    await bot.connection.pool.query("update zones set kind = 'window' where id = 'MADISON/window'");
    await board.hasEvent('MADISON', '2026-11-21');
    await until('2026-11-21T17:00:00Z');
    expect(addedTexts()).toEqual([]);
    await until('2026-11-22T17:00:00Z');
    expect(addedTexts()[0]).toContain('When Mon, Nov 23, 9:00 AM');
    expect(addedTexts()[0]).toContain('Why There was an event.');
  });

  it('an anomaly asks for what is always class A, without saying so', async () => {
    await bot.connection.pool.query("update zones set kind = 'window' where id = 'MADISON/window'");
    await board.hasAnomaly('MADISON', 'theft', '2026-11-20T15:30:00Z');
    await until('2026-11-20T17:00:00Z');
    expect(addedTexts()).toHaveLength(1);
    expect(addedTexts()[0]).toContain('Why Chosen for a check.');
    expect(JSON.stringify(bot.as(ben).sees())).not.toContain('theft');
    const plan = JSON.stringify(await bot.as(marc).says('count plan MADISON'));
    expect(plan).not.toContain('Something happened');
    expect(plan).toContain('Chosen for a check.');
  });
});

describe('coverage', () => {
  it('tells who may count a share, and those above the pieces', async () => {
    const manager = JSON.stringify(await bot.as(ines).says('count coverage'));
    expect(manager).toContain('0% seen in the last 30 days');
    expect(manager).not.toContain('pieces not');
    expect(JSON.stringify(await bot.as(marc).says('count coverage MADISON'))).toContain(
      '0% seen in the last 30 days; 7 pieces not',
    );
    expect(await bot.as(ana).says('count coverage')).toMatchObject({ type: 'refusal' });
  });

  it('counts what was seen in a decided count, once it is decided', async () => {
    await countsWindow();
    expect(JSON.stringify(await bot.as(marc).says('count coverage MADISON'))).toContain('0% seen');
    await bot.as(ines).presses('Approve');
    const seen = JSON.stringify(await bot.as(marc).says('count coverage MADISON'));
    expect(seen).toContain('28% seen in the last 30 days; 5 pieces not');
    expect(seen).toContain('100%, mean of the decided counts');
  });

  it('is sent as a file whenever somebody asks for it', async () => {
    const asks = () => bot.as(marc).press({ interaction: 'cycle-counts.export', boutique: null, subject: 'network' });
    await asks();
    bot.clock.now = new Date('2026-11-26T15:05:00Z');
    await asks();
    const files = bot
      .as(marc)
      .sees()
      .flatMap((message) => message.files.map(({ name }) => name));
    expect(files).toEqual(['count-coverage-2026-11-19.csv', 'count-coverage-2026-11-26.csv']);
  });

  it('is sent as a file, the worst first', async () => {
    const shown = await bot.as(marc).says('count coverage');
    expect(JSON.stringify(shown)).toContain('Madison Avenue');
    await bot.as(marc).press({ interaction: 'cycle-counts.export', boutique: null, subject: 'network' });
    const file = bot.as(marc).sees().at(-1)?.files[0];
    expect(file?.name).toBe('count-coverage-2026-11-19.csv');
    expect(Buffer.from(file?.bytes ?? []).toString()).toContain('MADISON,Madison Avenue,7,0,0.0,30,');
  });
});

describe('rules', () => {
  const changing = async (boutique: string | null = null) =>
    bot.as(marc, null).press({ interaction: 'cycle-counts.set-rules', boutique, subject: boutique ?? '*' });
  const sets = async (raw: Record<string, string>) => bot.as(marc, null).submit(await changing(), raw);

  it('are shown as they hold', async () => {
    await sets({ zones: '5' });
    expect(JSON.stringify(await bot.as(marc, null).says('count rules RODEO'))).toContain(
      'at most 5 zones and 400 pieces',
    );
  });

  it('hold for one boutique, and the rest as for every one', async () => {
    await sets({ zones: '5', promise: '21' });
    const form = await changing('MADISON');
    expect(form).toMatchObject({ type: 'form', prefill: { zones: '5', promise: '21', 'days.a': '7' } });
    const saved = await bot.as(marc, null).submit(form, { zones: '1', peak: 'none', kinds: ['safe'] });
    expect(JSON.stringify(saved)).toContain('at most 1 zone and 400 pieces');
    await planned();
    expect((await board.slots()).map(({ day }) => day)).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-27',
      '2026-11-28',
    ]);
  });

  it('that leave a zone out say which; why is for the operations manager', async () => {
    await sets({ pieces: '1' });
    await planned();
    expect(lastOf(ines)).toContain(
      'Not in time within the rules: Window and Vitrine 2. Your operations manager sees why.',
    );
    const seen = JSON.stringify(await bot.as(marc, null).says('count plan MADISON'));
    expect(seen).toContain('Window (more pieces than a day may have) and Vitrine 2 (more pieces than a day may have)');
    expect(JSON.stringify(await bot.as(marc, null).says('count coverage'))).toContain('2 zones not in time');
  });

  it.each([
    [{ peak: 'lunch' }, 'peak', 'Write it like this'],
    [{ 'value.a': '10', 'value.b': '20' }, 'value.a', 'Class A begins at a higher value'],
    [{ promise: '0' }, 'promise', 'Enter a whole number from 1 to 365.'],
  ])('%o is refused', async (raw, field, sentence) => {
    expect(await sets(raw)).toEqual({
      type: 'corrections',
      corrections: { [field]: expect.stringContaining(sentence) },
    });
  });

  it('are for operations managers', async () => {
    expect(await bot.as(ines).says('count rules')).toMatchObject({ type: 'refusal' });
  });
});
