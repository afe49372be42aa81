import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { momentAt } from '../../../src/domain/calendar.js';
import { daysAfter } from '../../../src/domain/days.js';
import type { Answer } from '../../../src/engine/request.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { addBoutiques, addStock, ana, ben, claire, ines, type Member, marc, stock } from '../../helpers/network.js';

/** Tuesday, Dec 1, 9 AM in New York. */
const BEGIN = '2026-12-01T14:00:00Z';
const ZONES = ['window', 'vitrine-1', 'vitrine-2', 'tray-wall', 'safe'].map((name) => `MADISON/${name}`);

let bot: Bot;
beforeEach(async () => {
  bot = await startBot(BEGIN);
  await addBoutiques(bot.connection, 1);
  const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day) => [day, '10:00-19:00']));
  await bot.connection.pool.query('update boutiques set trading_hours = $1', [JSON.stringify(week)]);
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

const plans = async (more = {}) =>
  bot.as(marc, null).submit(await bot.as(marc, null).says('stock-take plan'), {
    ...{ kind: 'fiscal', name: '2027', first: '2027-03-08', last: '2027-03-26', perDay: '1', boutiques: null },
    ...more,
  });

const takeAt = async (boutique = 'MADISON') =>
  bot.connection.prisma.stockTake.findFirstOrThrow({ where: { boutiqueCode: boutique }, include: { gates: true } });

const dayOf = async (boutique = 'MADISON') => (await takeAt(boutique)).day.toISOString().slice(0, 10);

/** So many days from the day of the count, at that hour in New York. */
async function goTo(days: number, time = '10:00') {
  bot.clock.now = momentAt(daysAfter(await dayOf(), days), time, 'America/New_York');
  await bot.waits({ minutes: 1 });
}

const press = async (who: Member, action: string) =>
  bot.as(who).press({ interaction: `stock-takes.${action}`, boutique: 'MADISON', subject: (await takeAt()).id });

async function fills(who: Member, action: string, raw: Parameters<ReturnType<Bot['as']>['submit']>[1]) {
  const form = await press(who, action);
  return form.type === 'form' ? bot.as(who).submit(form, raw) : form;
}

const sentenceOf = (answer: Answer) => ('sentence' in answer ? answer.sentence : answer.type);
const correctionsOf = (answer: Answer) => ('corrections' in answer ? answer.corrections : answer.type);
const passed = async () => (await takeAt()).gates.filter(({ lapsedAt }) => lapsedAt === null).map(({ gate }) => gate);
const board = () =>
  bot
    .as(marc)
    .sees()
    .find(({ text }) => text.includes('of all zones counted'))?.text ?? '';
const cardOf = (who: Member) =>
  bot
    .as(who)
    .sees()
    .find(({ text }) => text.startsWith('Fiscal inventory 2027 · Madison'))?.text ?? '';

const TEAM = { counters: ['ana'], recounters: ['ben'], supervisor: 'ines', approver: 'marc' };

async function prepares() {
  await press(ines, 'confirm-date');
  await fills(ines, 'name-team', TEAM);
  await goTo(-14);
  await imported();
  await fills(ines, 'confirm-zones', { labelled: ZONES, devices: '2', tried: true });
  await goTo(-7);
  await fills(ines, 'list-documents', {
    ...{ open: 'some', documents: 'Transfer 4711, Ben\nRepair 12, Inès', refresher: true },
  });
  await goTo(-3);
  const photos = [bot.uploads('floor.jpg', 'a photo')];
  await fills(ines, 'confirm-floor', { staffing: 'All three work.', tidy: true, goods: true, photos });
  await goTo(-1);
  const items = await bot.connection.prisma.stockTakeItem.findMany({ orderBy: { what: 'asc' } });
  const outcomes = Object.fromEntries(items.map(({ id }) => [`outcome.${id}`, 'done']));
  return fills(ines, 'confirm-receipts', { ...outcomes, receipts: true, note: null });
}

async function imported() {
  const now = bot.clock.now.toISOString();
  await addStock(bot.connection, stock, now);
}

const scans = async (who: Member, number: number) => {
  const found = await bot.connection.prisma.countRound.findMany({ where: { number, closedAt: null } });
  for (const { id, zoneId } of found) {
    const serials = stock
      .filter(
        (piece) => piece.boutique === 'MADISON' && `MADISON/${piece.zone}` === zoneId && piece.status === undefined,
      )
      .filter(({ serial }) => serial !== 'RG-20-89')
      .map(({ serial }) => serial);
    const route = { boutique: 'MADISON', subject: id };
    if (serials.length > 0) {
      const form = await bot.as(who).press({ ...route, interaction: 'stock-counts.add-serials' });
      await bot.as(who).submit(form, { serials: serials.join('\n'), file: null });
    }
    const closing = await bot.as(who).press({ ...route, interaction: 'stock-counts.close-zone' });
    if (closing.type === 'form') await bot.as(who).submit(closing, { empty: true });
  }
};

/** After closing: Ana counts, Ben recounts what differs. */
async function counts() {
  await goTo(0, '19:05');
  await imported();
  await bot.as(ana).answers('Start the count', { zone: 'MADISON/safe', serials: null, file: null });
  await scans(ana, 1);
  await scans(ben, 2);
  await bot.waits({ minutes: 1 });
  await bot.waits({ minutes: 1 });
}

async function explains(cause = 'unknown-investigating') {
  const form = await bot.as(marc).presses('Name the causes');
  if (form.type !== 'form') throw new Error(JSON.stringify(form));
  const fields = Object.keys(form.form.fields).filter((field) => field.startsWith('cause.'));
  await bot.as(marc).submit(form, { ...Object.fromEntries(fields.map((field) => [field, cause])), note: null });
  await bot.waits({ minutes: 1 });
}

async function entersDocument() {
  const { id } = await bot.connection.prisma.count.findFirstOrThrow({ where: { state: 'approved' } });
  const route = { interaction: 'stock-counts.enter-document', boutique: 'MADISON', subject: id };
  await bot.as(marc).submit(await bot.as(marc).press(route), { document: 'ADJ-1' });
}

/** On the night itself, by whoever supervises. */
const sweeps = () => pressOfCount(ines, 'confirm-sweep');

async function pressOfCount(who: Member, action: string, of = '') {
  const { id } = await takeAt();
  const count = await bot.connection.prisma.count.findFirst({ orderBy: { openedAt: 'desc' } });
  return bot
    .as(who)
    .press({ interaction: `stock-takes.${action}`, boutique: 'MADISON', subject: `${id}~${count?.id ?? ''}${of}` });
}

async function namesOwners(owner = 'ana', who = ines) {
  const form = await pressOfCount(who, 'name-owners', '~owners');
  if (form.type !== 'form') return form;
  const answers = Object.fromEntries(Object.keys(form.form.fields).map((field) => [field, owner]));
  return bot.as(who).submit(form, answers);
}

/** Somebody of finance, whom no restricted count is open to. */
const nora: Member = { id: 'nora', name: 'Nora Fitzgerald', userId: 'U0NORA' };
async function addFinance() {
  const { prisma } = bot.connection;
  await prisma.person.create({
    data: { id: 'nora', name: nora.name, email: 'nora@vitrine.example', language: 'en-US' },
  });
  await prisma.role.create({ data: { id: 'nora/finance/*', personId: 'nora', role: 'finance' } });
  const account = { channel: 'slack', tenant: 'T1', userId: nora.userId, personId: 'nora', boundAt: new Date(0) };
  await prisma.chatAccount.create({ data: account });
}

/** The newest CSV that somebody was sent. */
const sheetOf = (who: Member): string => {
  const files = bot
    .as(who)
    .sees()
    .flatMap((message) => message.files);
  return Buffer.from(files.filter(({ name }) => name.endsWith('.csv')).at(-1)?.bytes ?? []).toString();
};

/** The same a year ago, when everything was where it belongs. */
async function addYearBefore() {
  await bot.connection.pool.query(`
    insert into stock_take_campaigns select (jsonb_populate_record(k, '{"id": "old", "name": "2026"}')).* from stock_take_campaigns k;
    insert into count_plans select (jsonb_populate_record(n, '{"id": "old"}')).* from count_plans n join stock_takes s on s.plan_id = n.id;
    insert into counts select (jsonb_populate_record(c, '{"id": "old", "plan_id": "old", "comparison": 0}')).* from counts c;
    insert into count_expected select 'old', serial, zone_id, reference, description, retail from count_expected;
    insert into stock_takes select (jsonb_populate_record(s, '{"id": "old", "campaign_id": "old", "plan_id": "old", "day": "2026-03-10"}')).*
      from stock_takes s where s.plan_id is not null`);
}

describe('a campaign', () => {
  it('proposes a day to each boutique, and each is asked to confirm it', async () => {
    const answer = await plans();
    expect(JSON.stringify(answer)).toContain('3 boutiques, from Mon, Mar 8 to');
    const takes = await bot.connection.prisma.stockTake.findMany({ orderBy: { day: 'asc' } });
    const days = takes.map(({ day }) => day.toISOString().slice(0, 10));
    expect(new Set(days).size).toBe(3);
    expect(cardOf(ines)).toContain('Date confirmed due Fri, Jan');
    expect(board()).toContain('3 boutiques: planned 3. None late. 0% of all zones counted.');
  });

  it('says where there is no room, and which boutique nobody knows', async () => {
    expect(correctionsOf(await plans({ last: '2027-03-09' }))).toEqual({
      last: expect.stringContaining('There is room for 2 of 3 boutiques.'),
    });
    expect(correctionsOf(await plans({ boutiques: 'MADISON, NOWHERE' }))).toEqual({
      boutiques: 'There is no boutique NOWHERE.',
    });
    expect(correctionsOf(await plans({ last: '2027-03-01' }))).toEqual({ last: 'The last day is before the first.' });
  });

  it('is planned by the operations manager alone', async () => {
    expect((await bot.as(ines).says('stock-take plan')).type).toBe('refusal');
  });
});

describe('a date', () => {
  beforeEach(() => plans());

  it('is moved by whoever decides, with the reason on record; until then nothing is confirmed', async () => {
    await fills(ines, 'change-date', { day: '2027-03-28', why: 'The mall is closed' });
    expect(sentenceOf(await press(ines, 'confirm-date'))).toContain('Another date was proposed.');
    expect(bot.as(marc).lastSees()).toContain('It is outside the window. The boutique is closed on that day.');

    expect(correctionsOf(await fills(marc, 'decide-date', { decision: 'decline', reason: null }))).toEqual({
      reason: 'Say why it stays.',
    });
    await fills(marc, 'decide-date', { decision: 'accept', reason: null });
    expect(await dayOf()).toBe('2027-03-28');
    expect((await takeAt()).gates).toMatchObject([
      { gate: 'date', passedBy: 'marc', words: expect.stringContaining('Inès Laurent: The mall is closed') },
    ]);
    expect(sentenceOf(await fills(marc, 'decide-date', { decision: 'accept', reason: null }))).toBe(
      'This was decided already.',
    );
  });

  it('stays where the other one is declined, and whoever proposed it hears why', async () => {
    const before = await dayOf();
    await fills(ines, 'change-date', { day: '2027-03-25', why: 'An event' });
    await fills(marc, 'decide-date', { decision: 'decline', reason: 'The auditor is booked' });
    expect(await dayOf()).toBe(before);
    expect(
      bot
        .as(ines)
        .sees()
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('Marc Delorme: The auditor is booked');
    expect((await press(ines, 'confirm-date')).type).toBe('done');
  });
});

describe('a team', () => {
  beforeEach(async () => {
    await plans();
  });

  it('comes after the date', async () => {
    expect(sentenceOf(await press(ines, 'name-team'))).toBe('First: Confirm the date, or move it and say why.');
  });

  it.each([
    [{ recounters: ['ana'] }, { recounters: 'Nobody does two things: Ana Ruiz would.' }],
    [{ approver: 'ben' }, { approver: 'Nobody does two things: Ben Carter would.' }],
    [{ approver: 'ines' }, { supervisor: 'Nobody does two things: Inès Laurent would.' }],
    [{ supervisor: 'marc' }, { supervisor: 'Nobody does two things: Marc Delorme would.' }],
    [{ approver: 'claire' }, { approver: 'Choose from what is found.' }],
    [{ supervisor: 'rita' }, { supervisor: 'Choose from what is found.' }],
  ])('is refused where it names %o', async (wrong, corrections) => {
    await press(ines, 'confirm-date');
    expect(correctionsOf(await fills(ines, 'name-team', { ...TEAM, ...wrong }))).toEqual(corrections);
    expect(await passed()).toEqual(['date']);
  });

  it('is told to each of them; who is left out hears that too', async () => {
    await press(ines, 'confirm-date');
    await fills(ines, 'name-team', TEAM);
    expect(bot.as(ana).lastSees()).toContain('You count · Madison Avenue');
    await fills(ines, 'name-team', { ...TEAM, counters: ['ben'], recounters: ['ana'] });
    expect(bot.as(ana).lastSees()).toContain('You recount what differs · Madison Avenue');
    expect(await passed()).toEqual(['date', 'team']);
  });
});

describe('the days before', () => {
  beforeEach(async () => {
    await plans();
    await press(ines, 'confirm-date');
    await fills(ines, 'name-team', TEAM);
  });

  it('have their order and their time', async () => {
    expect(sentenceOf(await press(ines, 'list-documents'))).toMatch(/^This can be said from .* on\.$/);
    expect(sentenceOf(await press(ines, 'confirm-floor'))).toBe(
      'First: Label every zone, count the devices, try an import.',
    );
  });

  it('bring the button of each gate on its day, on the card that everybody has', async () => {
    const buttons = () =>
      bot
        .as(ines)
        .sees()
        .find(({ text }) => text.startsWith('Fiscal inventory 2027 · Madison'))
        ?.card.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons.map(({ label }) => label) : []));
    await goTo(-36);
    expect(buttons()).toEqual(['Change team', 'Change date']);
    await goTo(-35);
    expect(buttons()).toEqual(['Confirm zones', 'Change team', 'Change date']);
  });

  it('want a label on every zone, and an import of this week', async () => {
    await goTo(-14);
    const zones = { labelled: ZONES.slice(1), devices: '2', tried: true };
    expect(correctionsOf(await fills(ines, 'confirm-zones', zones))).toEqual({
      labelled: 'Without a label: Window. Every zone needs one.',
    });
    expect(sentenceOf(await fills(ines, 'confirm-zones', { ...zones, labelled: ZONES }))).toMatch(
      /^The newest export is of .*Import one now, to try it\.$/,
    );
  });

  it.each([
    ['Transfer 4711', 'Line 1 has no owner: write the name after a comma.'],
    ['Memo 1, Ana\nMemo 2, Zoe', 'Line 2: nobody at Madison Avenue is called Zoe.'],
  ])('want an owner of every document: %s', async (documents, sentence) => {
    await goTo(-7);
    expect(correctionsOf(await fills(ines, 'list-documents', { open: 'some', documents, refresher: true }))).toEqual({
      documents: sentence,
    });
  });

  it('end with a count that is planned, which nobody begins before closing', async () => {
    await prepares();
    expect(await passed()).toHaveLength(6);
    expect(cardOf(ines)).toContain('Ready');
    const kept = (await takeAt()).gates.find(({ gate }) => gate === 'floor');
    expect(kept?.photos).toHaveLength(1);
    expect(await bot.connection.prisma.countPlan.findMany({ where: { reason: 'fiscal' } })).toMatchObject([
      { reason: 'fiscal', zones: [], counters: ['ana'], recounters: ['ben'], notApprovers: ['ines'] },
    ]);
    expect(sentenceOf(await bot.as(ana).presses('Start the count'))).toMatch(/^This count begins .*7:00 PM\.$/);
  });

  it('begin anew with another date: what was planned is cancelled', async () => {
    await prepares();
    await fills(ines, 'change-date', { day: '2027-03-24', why: 'Snow' });
    await fills(marc, 'decide-date', { decision: 'accept', reason: null });
    expect((await passed()).sort()).toEqual(['date', 'team', 'zones']);
    expect(await bot.connection.prisma.countPlan.findMany({ where: { reason: 'fiscal' } })).toMatchObject([
      { cancelledWhy: 'it moved to Wed, Mar 24.' },
    ]);
    expect(
      bot
        .as(ana)
        .sees()
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('Fiscal inventory 2027: Wed, Mar 24');
  });
});

it('goes from T-45 to T+60', async () => {
  await plans();
  await prepares();
  await counts();
  expect(cardOf(ines)).toContain('Reconciling');
  expect(cardOf(ines)).toContain('Causes named due');
  expect(board()).toContain('Reconciling');

  expect(sentenceOf(await press(ines, 'close-list'))).toMatch(/^First: Walk through the boutique/);
  expect(sentenceOf(await pressOfCount(marc, 'confirm-sweep'))).toBe('Inès Laurent is named to supervise this.');
  await sweeps();
  expect(sentenceOf(await press(ines, 'close-list'))).toMatch(/^First: Name who looks into each difference/);
  expect(sentenceOf(await namesOwners())).not.toMatch(/RG-20/);
  expect(bot.as(ana).lastSees()).toMatch(/^You look into Vitrine 2 · Madison Avenue.*Something differs there/s);
  expect(sentenceOf(await press(ines, 'close-list'))).toBe('First: Name the cause of every difference.');
  await explains('data-entry');
  await press(ines, 'close-list');
  expect(cardOf(ines)).toContain('Approving');
  expect(sentenceOf(await press(marc, 'sign'))).toContain('not approved yet');
  await bot.as(marc).presses('Approve');
  await entersDocument();
  await bot.waits({ minutes: 2 });
  await goTo(5);
  expect(sentenceOf(await press(ines, 'sign'))).toBe('Marc Delorme is named to sign this.');
  await bot.as(marc).presses('Sign');
  await goTo(10);
  await addYearBefore();
  await bot.as(marc).presses('Send report');
  expect(bot.inRoom('C0HQ').at(-1)?.text).toContain('Against 2026 100% then, −14.3 points · gross $0 then');
  await bot.connection.pool.query(
    "delete from stock_takes where id = 'old'; delete from stock_take_campaigns where id = 'old'",
  );
  expect(bot.inRoom('C0HQ').at(-1)?.text).toContain('Accuracy 85.7%: 6 of 7 where they belong');
  expect(bot.inRoom('C0HQ').at(-1)?.text).toContain('data entry 1');
  expect(cardOf(ines)).toContain('Published');

  const action = { what: 'Trays are locked', owner: 'ben', due: await dayOf() };
  await fills(ines, 'add-action', { ...action, due: daysAfter(await dayOf(), 40) });
  await fills(ines, 'add-action', { ...action, what: 'Tags are checked', due: daysAfter(await dayOf(), 40) });
  await goTo(30);
  const open = await bot.connection.prisma.stockTakeItem.findMany({
    where: { kind: 'action' },
    orderBy: { what: 'asc' },
  });
  const [tags, trays] = open.map(({ id }) => `outcome.${id}`);
  await fills(ines, 'review-actions', { [`${tags}`]: 'done', [`${trays}`]: 'open', note: 'Two clean counts' });
  await goTo(60);
  await fills(ines, 'review-actions', { [`${trays}`]: 'escalated', note: 'The lock has not come' });
  expect(
    bot
      .as(marc)
      .sees()
      .map(({ text }) => text)
      .join('\n'),
  ).toContain('Inès Laurent: The lock has not come');
  expect(cardOf(ines)).toContain('Closed');
  await bot.waits({ minutes: 1 });
  expect(board()).toContain('3 boutiques: planned 2, closed 1. 2 late. 50% of all zones counted.');
  expect(board().split('\n')[2]).toMatch(/Planned · .* · late since .*: date confirmed/);

  await press(marc, 'evidence');
  const evidence = Buffer.from(bot.as(marc).sees().at(-1)?.files[0]?.bytes ?? []).toString();
  expect(
    evidence.split('\n').filter((line) => /^(Date confirmed|Signed|Actions ended|Everything counted)/.test(line)),
  ).toHaveLength(4);
  expect(evidence).toContain('vitrine count export');
});

describe('what is explained', () => {
  beforeEach(async () => {
    await plans();
    await prepares();
    await counts();
  });

  it('needs no owner; what is unknown does', async () => {
    expect(cardOf(ines)).toContain('Owners named due');
    await explains('data-entry');
    expect(cardOf(ines)).toMatch(/Owners named \w+, Mar/);
    expect(sentenceOf(await pressOfCount(ines, 'name-owners', '~owners'))).toBe('This is done already.');
  });

  it('has an owner who is of the boutique', async () => {
    expect(correctionsOf(await namesOwners('claire'))).not.toBe('reply');
    expect(await bot.connection.prisma.stockTakeOwner.count()).toBe(0);
    await namesOwners('ana');
    expect(await bot.connection.prisma.stockTakeOwner.findMany()).toMatchObject([
      { zoneId: 'MADISON/vitrine-2', ownerId: 'ana', namedBy: 'ines' },
    ]);
  });
});

it('is supervised by nobody who works elsewhere by now', async () => {
  await plans();
  await prepares();
  await counts();
  await bot.connection.pool.query(
    "update roles set role = 'associate', boutique_code = 'RODEO' where person_id = 'ines' and boutique_code = 'MADISON'",
  );
  expect((await sweeps()).type).toBe('refusal');
  expect((await takeAt()).gates.map(({ gate }) => gate)).not.toContain('sweep');
});

describe('somebody from outside', () => {
  it('is named with the team, stands on the card, and in the evidence', async () => {
    await plans();
    await press(ines, 'confirm-date');
    await fills(ines, 'name-team', TEAM);
    expect((await takeAt()).gates.find(({ gate }) => gate === 'team')?.words).toContain('No external auditor.');
    await fills(ines, 'name-team', { ...TEAM, auditor: 'Hartley & Poole, J. Stone' });
    expect(cardOf(ines)).toContain('External auditor: Hartley & Poole, J. Stone.');
    await press(marc, 'evidence');
    expect(sheetOf(marc)).toContain('External auditor: Hartley & Poole, J. Stone.');
    expect(sheetOf(marc)).toContain('No external auditor.');
  });
});

describe('a gate', () => {
  beforeEach(async () => {
    await plans();
    await press(ines, 'confirm-date');
    await fills(ines, 'name-team', { ...TEAM, approver: 'marc' });
  });
  const director = () =>
    bot.connection.pool.query(
      "insert into roles (id, person_id, role) values ('claire/director/*', 'claire', 'director')",
    );

  it('is waived with a reason by whoever answers for all boutiques, and by nobody else', async () => {
    await director();
    expect((await press(ines, 'waive-gate')).type).toBe('refusal');
    const waiving = { gate: 'zones', reason: 'The labels come with the new cases' };
    expect(sentenceOf(await fills(marc, 'waive-gate', waiving))).toBe(
      'You are named to sign this stock take, so someone else waives its gates.',
    );
    expect((await fills(claire, 'waive-gate', waiving)).type).toBe('reply');
    expect(cardOf(ines)).toMatch(
      /Zones labeled waived by Claire Novak, Tue, Dec 1: The labels come with the new cases/,
    );
    expect((await takeAt()).gates.find(({ gate }) => gate === 'zones')).toMatchObject({ waived: true });
    await press(marc, 'evidence');
    expect(sheetOf(marc)).toMatch(/Zones labeled,.*,waived,.*Claire Novak,The labels come with the new cases/);
    expect(sentenceOf(await fills(claire, 'waive-gate', waiving))).not.toBe('reply');
  });

  it('is not waived by whoever signs at the end, in whichever order they are named', async () => {
    await director();
    await fills(claire, 'waive-gate', { gate: 'zones', reason: 'The labels come with the new cases' });
    expect(await fills(ines, 'name-team', { ...TEAM, approver: 'claire' })).toEqual({
      type: 'corrections',
      corrections: { approver: 'Claire Novak waived a gate here, so someone else signs at the end.' },
    });
    expect((await fills(ines, 'name-team', { ...TEAM, approver: 'marc' })).type).toBe('reply');
  });

  it('that nothing can stand in for is none of them', async () => {
    await director();
    const form = await press(claire, 'waive-gate');
    const { widget } = (form.type === 'form' && form.form.fields.gate) || {};
    expect(widget).toMatchObject({ options: [{ value: 'zones' }, { value: 'documents' }] });
    expect(form).toMatchObject({ prefill: {} });
    for (const gate of ['zones', 'documents', 'floor'])
      await fills(claire, 'waive-gate', { gate, reason: 'Two days after a fire' });
    expect(await press(claire, 'waive-gate')).toMatchObject({ prefill: { gate: 'receipts' } });
  });

  it('that is waived leads on to the next, and the count is planned', async () => {
    await director();
    for (const gate of ['zones', 'documents', 'floor', 'receipts'])
      await fills(claire, 'waive-gate', { gate, reason: 'Two days after a fire' });
    expect(cardOf(ines)).toContain('Ready');
    expect(await bot.connection.prisma.countPlan.count({ where: { reason: 'fiscal' } })).toBe(1);
  });
});

describe('a campaign that is cancelled', () => {
  const cancels = async (reason = 'The register changes in March') => {
    const { campaignId } = await takeAt();
    return bot
      .as(marc, null)
      .submit(await bot.as(marc, null).says('stock-take cancel'), { campaign: campaignId, reason });
  };

  it('asks nobody for anything any more, and says why to everybody with a part in it', async () => {
    await plans();
    await prepares();
    expect((await bot.as(ines).says('stock-take cancel')).type).toBe('refusal');
    const answer = await cancels();
    expect(JSON.stringify(answer)).toContain('3 boutiques told.');
    await bot.waits({ minutes: 1 });

    expect(cardOf(ines)).toContain('Cancelled');
    for (const who of [ines, ana, ben, marc])
      expect(JSON.stringify(bot.as(who).sees())).toContain('Marc Delorme: The register changes in March');
    expect(sentenceOf(await press(ines, 'confirm-zones'))).toBe(
      'This stock take was cancelled: The register changes in March',
    );
    expect(JSON.stringify(bot.as(ana).sees())).not.toContain('stock-counts.count-planned');
    expect(await bot.connection.prisma.countPlan.findMany({ where: { reason: 'fiscal' } })).toMatchObject([
      { cancelledWhy: 'The register changes in March' },
    ]);
    expect(board()).toContain('Cancelled. Marc Delorme: The register changes in March');
    expect((await bot.as(marc, null).says('stock-take cancel')).type).toBe('refusal');
    await press(marc, 'evidence');
    expect(sheetOf(marc)).toMatch(/Cancelled,.*Marc Delorme,The register changes in March/);
  });

  it('goes on where its count was begun', async () => {
    await plans();
    await prepares();
    await counts();
    expect(JSON.stringify(await cancels())).toContain('2 boutiques told. 1 boutique had begun, and goes on.');
    await bot.waits({ minutes: 1 });
    expect(cardOf(ines)).toContain('Reconciling');
    expect(board()).toContain('cancelled 2');
  });
});

describe('a count', () => {
  it('that is voided is begun anew, and nothing that was said of it stays', async () => {
    await plans();
    await prepares();
    await counts();
    await sweeps();
    await explains('data-entry');
    await press(ines, 'close-list');
    const { id } = await bot.connection.prisma.count.findFirstOrThrow();
    const voiding = await bot.as(marc).press({ interaction: 'stock-counts.void', boutique: 'MADISON', subject: id });
    await bot.as(marc).submit(voiding, { reason: 'The safe was not counted' });
    await bot.waits({ minutes: 1 });

    expect(cardOf(ines)).toContain('Ready');
    expect((await bot.as(ana).presses('Start the count')).type).toBe('form');
  });

  describe('that is restricted', () => {
    beforeEach(async () => {
      await addFinance();
      await plans();
      await prepares();
      await counts();
      await sweeps();
      await explains();
      expect((await namesOwners('ben', marc)).type).toBe('reply');
      await press(ines, 'close-list');
      await bot.as(marc).presses('Approve');
      await entersDocument();
      await bot.waits({ minutes: 1 });
      await bot.as(marc).presses('Sign');
      await bot.as(marc).presses('Send report');
      await bot.waits({ minutes: 1 });
    });

    it('leaves nothing of what it found on cards, boards and in what headquarters gets', async () => {
      const words = (await takeAt()).gates.find(({ gate }) => gate === 'unexplained')?.words;
      expect(words).toBe('Closed. The list is restricted.');
      expect(board()).toContain('published 1');
      const shown = bot.chat.history().filter(({ to, text }) => to === 'room/C0HQ' && text.includes('Fiscal'));
      expect(shown.map(({ text }) => text).join('\n')).toContain('Its figures are restricted');
      const everywhere = bot.chat.history().filter(({ text }) => /stock take|Fiscal inventory/.test(text));
      const leaks = everywhere.filter(
        ({ to, text }) => to !== 'person/marc' && /RG-20|unknown investigating|85\.7|\$/.test(text),
      );
      expect(leaks).toEqual([]);
    });

    it('names its owners to nobody who may not see it', async () => {
      expect((await pressOfCount(ana, 'name-owners', '~owners')).type).toBe('refusal');
      expect(JSON.stringify(bot.as(ana).sees())).not.toContain('look into');
      await press(nora, 'evidence');
      expect(sheetOf(nora)).toMatch(/Owner of what differs,.*restricted/);
      await press(marc, 'evidence');
      expect(sheetOf(marc)).toMatch(/Owner of what differs,.*Vitrine 2: Ben Carter/);
    });

    it('is exported with its figures for whoever may see it, and without for the others', async () => {
      await bot.as(nora, null).says('stock-take board');
      const subject = (await takeAt()).campaignId;
      const route = { interaction: 'stock-takes.export', boutique: null, subject };
      await bot.as(nora, null).press(route);
      await bot.as(marc, null).press(route);
      const line = (sheet: string) => sheet.split('\n').find((each) => each.startsWith('MADISON')) ?? '';
      expect(line(sheetOf(marc))).toContain('85.7%');
      expect(line(sheetOf(nora))).toContain('Published');
      expect(line(sheetOf(nora))).not.toMatch(/85\.7|1250/);
    });

    it('has evidence that says so to whoever may not see it', async () => {
      await press(nora, 'evidence');
      expect(sheetOf(nora)).toContain('Date confirmed');
      expect(sheetOf(nora)).toMatch(/Signed,.*restricted/);
      expect(sheetOf(nora)).not.toContain('vitrine count export');
    });
  });
});
