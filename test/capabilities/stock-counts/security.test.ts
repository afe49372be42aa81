import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inbox } from '../../../src/capabilities/inbox/index.js';
import { stockCounts } from '../../../src/capabilities/stock-counts/index.js';
import { exportCount } from '../../../src/commands/count-export.js';
import { capability, type Json, job } from '../../../src/engine/capability.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, claire, ines, type Member, marc, rita } from '../../helpers/network.js';

/** Friday, Nov 27, 9:12 AM in New York. */
const MORNING = '2026-11-27T14:12:00Z';
const VITRINE_2 = 'MADISON/vitrine-2';
const CLOSED = 'Restricted\nThis is now open only to those who work on it.';
const CLOSED_TO_YOU = 'This is open only to those who work on it. Safety and security can tell you more.';

const victor: Member = { id: 'victor', name: 'Victor Hale', userId: 'U0VICTOR' };
const helen: Member = { id: 'helen', name: 'Helen Ashworth', userId: 'U0HELEN' };

/** Stands in for the capability that keeps cases. */
const asked: Json[] = [];
const cases = capability({
  name: 'anomalies',
  title: 'Anomalies',
  commands: {},
  shortcuts: {},
  actions: {},
  approvals: [],
  jobs: { open: job({ run: async (input) => void asked.push(input) }) },
  waiting: async () => [],
});

let bot: Bot;
let id: string;
beforeEach(async () => {
  asked.length = 0;
  bot = await startBot(MORNING, { capabilities: [stockCounts, inbox, cases] });
  await joins(victor, 'safety-and-security');
  await joins(helen, 'director');
  await bot.connection.prisma.department.create({
    data: { role: 'safety-and-security', name: 'Safety and Security', slackChannel: 'C0SECURITY' },
  });
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

async function joins({ id, name, userId }: Member, role: string): Promise<void> {
  const { prisma } = bot.connection;
  await prisma.person.create({ data: { id, name, email: `${id}@vitrine.example`, language: 'en-US' } });
  await prisma.role.create({ data: { id: `${id}/${role}/*`, personId: id, role } });
  const account = { channel: 'slack', tenant: 'T1', userId, personId: id, boundAt: new Date(0) };
  await prisma.chatAccount.create({ data: account });
}

/** Ana counts, Ben finds the same: RG-20-89 and BR-25-03 are missing, $5,380. */
async function counted(serials = 'RG-20-88, ER-13-01'): Promise<void> {
  const form = await bot.as(ana).says('count');
  await bot.as(ana).submit(form, { zone: VITRINE_2, also: null, reason: 'weekly', serials });
  await bot.as(ana).presses('Close zone');
  await bot.as(ben).answers('Recount', { serials });
  await bot.as(ben).presses('Close zone');
  id = (await bot.connection.prisma.count.findFirstOrThrow()).id;
}

/** What whoever named them reads. */
async function names(causes: Readonly<Record<string, string>>, who = ines): Promise<string> {
  const fields = Object.entries(causes).map(([serial, cause]) => [`cause.${serial}`, cause]);
  return JSON.stringify(
    await bot.as(who).answers('Name the causes', { ...Object.fromEntries(fields), note: null, photo: null }),
  );
}

const textOf = (answer: unknown): string => JSON.stringify(answer);
const route = (interaction: string, subject = id) => ({ interaction, boutique: 'MADISON', subject });
const approvalId = async () =>
  (await bot.connection.prisma.approval.findFirstOrThrow({ where: { status: 'open' } })).id;
const reads = async (who: string, how?: string) =>
  (await bot.connection.prisma.auditEvent.findMany({ where: { event: 'restricted.read', actorId: who, subject: id } }))
    .map(({ facts }) => (facts as { how: string }).how)
    .filter((each) => how === undefined || each === how);
const sightOf = () => bot.connection.prisma.restriction.findUnique({ where: { record: id } });

describe('a theft that is suspected', () => {
  it('closes the count at once, opens a case once, and says who can see it', async () => {
    await counted();
    expect(await sightOf()).toBeNull();
    const answer = await names({ 'RG-20-89': 'theft-suspected', 'BR-25-03': 'data-entry' });
    expect(answer).toContain('Safety and Security is told now. Only you, Marc Delorme and they can see this count.');
    expect(answer).toContain('Every difference has its cause. Approve is on the card now.');
    expect(await sightOf()).toMatchObject({
      boutiqueCode: 'MADISON',
      roles: ['safety-and-security', 'operations-manager'],
      people: ['ines'],
    });
    expect(asked).toEqual([
      {
        type: 'theft',
        severity: 'high',
        happenedAt: MORNING.replace('Z', '.000Z'),
        what: 'Stock count of Vitrine 2: 1 piece, $1,250 at retail. Cause: theft suspected.',
        pieces: ['RG-20-89'],
        count: id,
        notShown: expect.arrayContaining(['ana', 'ben']),
      },
    ]);
    expect(bot.as(ines).lastSees()).toContain(
      'Restricted: only Safety and Security and those who decide see this count.',
    );
  });

  it('is named once, also where the form is sent three times', async () => {
    await counted();
    const form = await bot.as(ines).presses('Name the causes');
    const raw = { 'cause.RG-20-89': 'theft-suspected', note: null, photo: null };
    await Promise.all([1, 2, 3].map(() => bot.as(ines).submit(form, raw)));
    await bot.settle();
    expect(asked).toHaveLength(1);
  });

  it('is decided by Inès and, above its value, by Marc; the report is for Safety and Security alone', async () => {
    await bot.connection.prisma.valueBand.create({
      data: { currency: 'USD', role: 'operations-manager', above: 5_000_00n, position: 1 },
    });
    await counted();
    await names({ 'RG-20-89': 'theft-suspected', 'BR-25-03': 'theft-suspected' });
    await bot.as(ines).presses('Approve');
    expect(bot.as(marc).lastSees()).toContain('Vitrine 2: 2 pieces differ');
    await bot.as(marc).presses('Approve');
    expect(bot.inRoom('C0HQ')).toEqual([]);
    expect(bot.as(claire).sees()).toEqual([]);
    const [report] = bot.inRoom('C0SECURITY');
    expect(report?.text).toContain('Count approved · Madison Avenue · Vitrine 2\n2 of 4 matched (50.0%)');
    expect(report?.files.map(({ name }) => name)).toEqual(['count-MADISON-2026-11-27.csv']);
    expect(await reads('ines')).toEqual(expect.arrayContaining(['engine.approve']));
    expect(await reads('marc')).toEqual(['engine.approve']);
  });

  it('gets its register document from whoever sees it, and from nobody else', async () => {
    await counted();
    await names({ 'RG-20-89': 'theft-suspected', 'BR-25-03': 'data-entry' });
    await bot.as(ines).presses('Approve');
    expect(await bot.as(claire).press(route('stock-counts.enter-document'))).toEqual({
      type: 'refusal',
      sentence: CLOSED_TO_YOU,
    });
    expect(await bot.as(victor).answers('Enter document number', { document: 'ADJ-7' })).toEqual({ type: 'done' });
    expect(textOf(await bot.as(ines).press(route('stock-counts.see')))).toContain(
      'The report is with Safety and Security.',
    );
    expect(bot.inRoom('C0SECURITY')[0]?.text).toContain('Register document ADJ-7, entered by Victor Hale');
    expect(await bot.connection.prisma.count.findFirst()).toMatchObject({ state: 'closed', document: 'ADJ-7' });
  });

  it('lets Safety and Security enter no document of a count that everybody sees', async () => {
    await counted();
    await names({ 'RG-20-89': 'wrong-tag', 'BR-25-03': 'data-entry' });
    await bot.as(ines).presses('Approve');
    expect(bot.inRoom('C0HQ')).toHaveLength(1);
    expect(await bot.as(victor).press(route('stock-counts.enter-document'))).toMatchObject({
      type: 'refusal',
      sentence: expect.stringContaining('do this.'),
    });
  });
});

describe('whoever does not work on it', () => {
  it('finds it in no list', async () => {
    await counted();
    for (const who of [ana, claire, ines, marc])
      expect(textOf(await bot.as(who).says('count open'))).toContain('Vitrine 2');
    expect(await reads('marc')).toEqual([]);
    await names({ 'RG-20-89': 'theft-suspected' });
    for (const who of [ana, ben, claire])
      expect(textOf(await bot.as(who).says('count open'))).toContain('No open counts');
    for (const who of [ines, marc]) expect(textOf(await bot.as(who).says('count open'))).toContain('Vitrine 2');
    expect(await reads('marc')).toEqual(['list']);
    expect(await reads('ana')).toEqual([]);
  });

  it('has the other counts in the list', async () => {
    await counted();
    await names({ 'RG-20-89': 'theft-suspected' });
    for (const [zone, serials] of [
      ['safe', 'NK-29-27'],
      ['window', 'WT-47-07'],
    ] as const) {
      const form = await bot.as(ana).says('count');
      await bot.as(ana).submit(form, { zone: `MADISON/${zone}`, also: null, reason: 'spot', serials });
    }
    const list = textOf(await bot.as(ana).says('count open'));
    expect(list).toContain('Safe');
    expect(list).toContain('Window');
    expect(list).not.toContain('Vitrine 2');
  });

  it.each([
    ['engine.approve', ana, true],
    ['engine.look', ben, true],
    ['engine.look', helen, true],
    ['stock-counts.name-causes', helen, false],
    ['stock-counts.enter-document', claire, false],
    ['stock-counts.join', ana, false],
    ['stock-counts.see', claire, false],
  ] as const)('is refused %s in words, on record: %o', async (interaction, who, ofApproval) => {
    await counted();
    await names({ 'RG-20-89': 'theft-suspected' });
    const pressed = route(interaction, ofApproval ? await approvalId() : id);
    expect(await bot.as(who).press(pressed)).toEqual({ type: 'refusal', sentence: CLOSED_TO_YOU });
    const refused = { event: 'refused', actorId: who.id, subject: id, facts: { path: ['code'], equals: 'restricted' } };
    expect(await bot.connection.prisma.auditEvent.findMany({ where: refused })).toMatchObject([
      { facts: { interaction, code: 'restricted' }, reason: CLOSED_TO_YOU },
    ]);
    expect(await reads(who.id)).toEqual([]);
  });

  it('no longer has what was told before: a card of its differences says that it is closed', async () => {
    await counted();
    await bot.waits({ hours: 25 });
    expect(bot.as(marc).lastSees()).toContain('Vitrine 2: 2 pieces differ');
    const { prisma } = bot.connection;
    await prisma.role.deleteMany({ where: { personId: 'ines' } });
    await names({ 'RG-20-89': 'theft-suspected' }, marc);
    expect(bot.as(ines).lastSees()).toBe(CLOSED);
    expect(bot.as(marc).lastSees()).toContain('theft suspected');
  });

  it('gets no document that was still to come with such a card', async () => {
    await counted();
    const form = await bot.as(ines).presses('Name the causes');
    const { prisma } = bot.connection;
    const waiting = { conversation: 'slack/person/ben', topic: 'approval/x/0', about: id, createdAt: bot.clock.now };
    const sheet = { id: 'sheet', name: 'differences.csv', bytes: Buffer.from('RG-20-89') };
    await prisma.attachment.create({ data: sheet });
    await prisma.delivery.create({
      data: { ...waiting, card: { title: '2 pieces differ', blocks: [] }, attachments: ['sheet'] },
    });
    await bot.as(ines).submit(form, { 'cause.RG-20-89': 'theft-suspected', note: null, photo: null });
    expect(bot.as(ben).lastSees()).toBe(CLOSED);
    expect(
      bot
        .as(ben)
        .sees()
        .flatMap(({ files }) => files),
    ).toEqual([]);
  });

  it('keeps the tally of what they counted, which tells nothing', async () => {
    await counted();
    const before = bot.as(ben).sees();
    await names({ 'RG-20-89': 'theft-suspected' });
    expect(bot.as(ben).sees()).toEqual(before);
    expect(
      bot
        .inRoom('C0MADISON')
        .map(({ text }) => text)
        .join(),
    ).not.toContain('Restricted');
  });
});

describe('who decides', () => {
  it('is let in where silence takes the decision to them, on record', async () => {
    await counted();
    await names({ 'RG-20-89': 'theft-suspected', 'BR-25-03': 'data-entry' });
    await bot.waits({ hours: 25 });
    await bot.waits({ hours: 49 });
    expect(bot.as(helen).lastSees()).toContain('Vitrine 2: 2 pieces differ');
    expect(await sightOf()).toMatchObject({ people: ['ines', 'helen'] });
    expect(await bot.connection.prisma.auditEvent.count({ where: { event: 'restricted', subject: id } })).toBe(2);
    expect(await bot.as(helen).presses('Approve')).toEqual({ type: 'done' });
    expect(bot.inRoom('C0SECURITY')).toHaveLength(1);
  });

  it('includes the director from the beginning where its value needs her', async () => {
    const { prisma } = bot.connection;
    await prisma.valueBand.create({ data: { currency: 'USD', role: 'director', above: 5_000_00n, position: 1 } });
    await counted();
    const answer = await names({ 'RG-20-89': 'theft-confirmed' });
    expect(answer).toContain('Only you, Helen Ashworth, Marc Delorme and they can see this count.');
    expect(asked).toMatchObject([{ type: 'theft', severity: 'critical' }]);
    expect(await bot.as(helen).press(route('stock-counts.void'))).toMatchObject({ type: 'refusal' });
    expect(textOf(await bot.as(helen).says('count open'))).toContain('Vitrine 2');
  });

  it('leaves out a store manager who counted, and an operations manager who did, though others have the role', async () => {
    await joins({ id: 'nadia', name: 'Nadia Roy', userId: 'U0NADIA' }, 'operations-manager');
    const { prisma } = bot.connection;
    await prisma.person.updateMany({ where: { id: 'ben' }, data: { active: false } });
    const serials = 'RG-20-88, ER-13-01';
    const form = await bot.as(ana).says('count');
    await bot.as(ana).submit(form, { zone: VITRINE_2, also: null, reason: 'weekly', serials });
    await bot.as(ines).submit(await bot.as(ines).presses('Count too'), { zone: VITRINE_2, serials });
    await bot.as(ana).presses('Close zone');
    await bot.as(marc).submit(await bot.as(marc).presses('Name someone'), { person: 'marc' });
    await bot.as(marc).answers('Recount', { serials });
    await bot.as(marc).presses('Close zone');
    id = (await prisma.count.findFirstOrThrow()).id;
    const nadia = { id: 'nadia', name: 'Nadia Roy', userId: 'U0NADIA' };
    const answer = await names({ 'RG-20-89': 'theft-suspected' }, nadia);
    expect(answer).toContain('Only you and they can see this count.');
    expect(await sightOf()).toMatchObject({ roles: ['safety-and-security'], people: ['nadia'] });
    for (const who of [ines, marc]) expect(textOf(await bot.as(who).says('count open'))).toContain('No open counts');
  });

  it('may void it: headquarters is told nothing, the counters only that it is void', async () => {
    await counted();
    await names({ 'RG-20-89': 'theft-suspected' });
    const form = await bot.as(ines).presses('Void');
    expect(textOf(form)).toContain('Safety and Security is told.');
    expect(textOf(await bot.as(ines).submit(form, { reason: 'The piece was lent.' }))).not.toContain('Headquarters');
    expect(bot.inRoom('C0HQ')).toEqual([]);
    expect(bot.inRoom('C0SECURITY')[0]?.text).toContain('By Inès Laurent: The piece was lent.');
    expect(bot.as(ben).lastSees()).toContain('Count voided');
    expect(bot.as(ben).lastSees()).not.toContain('lent');
  });

  it('may send it back: somebody counts it again without seeing what was found, and it stays closed', async () => {
    await counted();
    await names({ 'RG-20-89': 'theft-suspected', 'BR-25-03': 'data-entry' });
    await bot.as(ines).answers('Send back', { reason: 'Look behind the tray.' });
    await bot.as(marc).answers('Name someone', { person: 'rita' });
    expect(await bot.as(rita).answers('Recount', { serials: 'RG-20-88, ER-13-01, RG-20-89' })).toMatchObject({
      type: 'reply',
    });
    await bot.as(rita).presses('Close zone');
    expect(bot.as(ines).lastSees()).toContain('Restricted: only Safety and Security');
    expect(textOf(await bot.as(rita).says('count open MADISON'))).not.toContain('Vitrine 2');
    expect(await sightOf()).toMatchObject({ people: ['ines'] });
  });
});

describe('a cause that is taken back', () => {
  it('opens nothing again', async () => {
    await counted();
    await names({ 'RG-20-89': 'theft-suspected', 'BR-25-03': 'data-entry' });
    const before = await sightOf();
    await names({ 'RG-20-89': 'misplaced' });
    expect(await sightOf()).toEqual(before);
    await bot.as(ines).presses('Approve');
    expect(bot.inRoom('C0HQ')).toEqual([]);
    expect(bot.inRoom('C0SECURITY')).toHaveLength(1);
  });

  it('asks for no second case when it is named again; Safety and Security reads of what is new', async () => {
    await counted();
    await names({ 'RG-20-89': 'theft-suspected' });
    await names({ 'BR-25-03': 'theft-suspected' });
    expect(asked).toHaveLength(1);
    expect(bot.inRoom('C0SECURITY').map(({ text }) => text)).toEqual([
      'More was named in a count · Madison Avenue\nStock count of Vitrine 2: 1 piece, $4,130 at retail. Cause: theft suspected.\nThe case of this count is open already.',
    ]);
    await names({ 'BR-25-03': 'theft-confirmed' });
    expect(asked).toMatchObject([{ severity: 'high' }, { type: 'theft', severity: 'critical', pieces: ['BR-25-03'] }]);
  });

  it('has a case of its own for each type', async () => {
    await counted();
    await names({ 'RG-20-89': 'theft-suspected', 'BR-25-03': 'unknown-written-off' });
    expect(asked).toMatchObject([
      { type: 'theft', pieces: ['RG-20-89'] },
      { type: 'loss', severity: 'high', pieces: ['BR-25-03'] },
    ]);
  });
});

describe('a piece whose loss nobody can explain', () => {
  const unknown = async () => {
    await counted();
    await names({ 'RG-20-89': 'unknown-investigating', 'BR-25-03': 'unknown-investigating' });
    await bot.waits({ minutes: 1 });
  };
  const searches = (who: Member) =>
    bot
      .as(who)
      .sees()
      .map(({ text }) => text.split('\n').slice(0, 2).join(' '))
      .filter((text) => /search/i.test(text));

  it('is a loss, and is searched for: at once, every seven days, and to an end after thirty', async () => {
    await unknown();
    expect(asked).toMatchObject([{ type: 'loss', severity: 'high', pieces: ['BR-25-03', 'RG-20-89'] }]);
    await bot.as(ines).presses('Approve');
    for (let day = 1; day <= 45; day += 1) await bot.waits({ hours: 24 });
    const title = 'Search for 2 pieces · Madison Avenue · Vitrine 2';
    expect(searches(ines)).toEqual([
      expect.stringContaining(`${title} It lasts 30 days.`),
      ...[7, 14, 21, 28].map((day) => expect.stringContaining(`${title} Day ${day} of 30.`)),
      'The search ends: 2 pieces not found · Madison Avenue · Vitrine 2 30 days have passed. Say where each one was found, or write it off.',
    ]);
    expect(bot.inRoom('C0SECURITY').filter(({ text }) => /search/i.test(text))).toHaveLength(6);
    for (const who of [ana, ben, claire, marc, rita]) expect(searches(who)).toEqual([]);
    expect(bot.inRoom('C0HQ')).toEqual([]);
  });

  it('is asked for once where the bot slept for three weeks', async () => {
    await unknown();
    await bot.waits({ hours: 24 * 22 });
    await bot.waits({ minutes: 1 });
    expect(searches(ines)).toHaveLength(2);
    expect(searches(ines)[1]).toContain('Day 21 of 30.');
  });

  it('is found: one more cause on record, and every card says what is left', async () => {
    await unknown();
    await bot.as(ines).presses('Approve');
    await bot.waits({ hours: 24 * 7 });
    const form = await bot.as(victor).presses('Found');
    expect(textOf(form)).not.toContain('write it off');
    const found = { 'cause.RG-20-89': 'misplaced', 'cause.BR-25-03': null, note: 'Behind the tray.' };
    expect(textOf(await bot.as(victor).submit(form, found))).toContain('1 piece still searched for.');
    const causes = await bot.connection.prisma.countCause.findMany({ orderBy: { id: 'asc' } });
    expect(causes.map(({ serial, cause, namedBy }) => `${serial} ${cause} ${namedBy}`)).toEqual([
      'BR-25-03 unknown-investigating ines',
      'RG-20-89 unknown-investigating ines',
      'RG-20-89 misplaced victor',
    ]);
    expect(searches(ines)).toHaveLength(2);
    for (const each of searches(ines)) expect(each).toContain('Search for 1 piece');
    await bot.as(ines).answers('Found', { 'cause.BR-25-03': 'found-elsewhere', note: null });
    for (const each of searches(ines)) expect(each).toContain('The search is over');
    await bot.waits({ hours: 24 * 8 });
    expect(searches(ines)).toHaveLength(2);
    expect(await bot.as(ines).press(route('stock-counts.found'))).toEqual({
      type: 'refusal',
      sentence: 'Nothing of this count is searched for any more.',
    });
  });

  it('can be written off when the search has ended, and not before', async () => {
    await unknown();
    await bot.as(ines).presses('Approve');
    const early = await bot.as(ines).presses('Found');
    const off = { 'cause.RG-20-89': 'unknown-written-off', 'cause.BR-25-03': 'unknown-written-off', note: null };
    expect(await bot.as(ines).submit(early, off)).toMatchObject({ type: 'corrections' });
    await bot.waits({ hours: 24 * 30 });
    expect(await bot.as(ines).answers('Name the outcome', off)).toMatchObject({ type: 'reply' });
    expect(searches(ines).at(-1)).toContain('The search is over');
    expect(asked).toHaveLength(1);
  });

  it('is not searched for in a count that is void', async () => {
    await unknown();
    await bot.as(ines).answers('Void', { reason: 'The wrong stock file.' });
    await bot.waits({ hours: 24 * 7 });
    expect(searches(ines)).toHaveLength(1);
  });

  it('is asked of the operations manager where the store manager counted', async () => {
    await bot.connection.prisma.zone.update({ where: { id: VITRINE_2 }, data: { holderId: 'ines' } });
    await counted();
    await names({ 'RG-20-89': 'unknown-investigating' }, marc);
    await bot.waits({ minutes: 1 });
    expect(searches(ines)).toEqual([]);
    expect(searches(marc)).toHaveLength(1);
  });

  it('is nothing for whoever may not see the count', async () => {
    await unknown();
    for (const who of [ana, claire, helen])
      expect(await bot.as(who).press(route('stock-counts.found'))).toMatchObject({ type: 'refusal' });
  });
});

describe('taken out by a command', () => {
  const exported = async (email?: string) => {
    const folder = await mkdtemp(join(tmpdir(), 'vitrine-restricted-'));
    const order = { id, to: join(folder, 'count'), by: 'shell/marc', now: bot.clock.now };
    try {
      return (await exportCount(bot.connection, { ...order, ...(email && { for: email }) })).files.length;
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  it.each([
    [undefined, 'This count is restricted. Say who gets it: --for and the email of somebody who may see it.'],
    ['claire@vitrine.example', 'Claire Novak may not see this count. Safety and Security can tell you who may.'],
    ['ana@vitrine.example', 'Ana Ruiz may not see this count. Safety and Security can tell you who may.'],
    ['nobody@vitrine.example', 'Nobody who works here has this email.'],
  ])('it is refused for %s, on record', async (email, sentence) => {
    await counted();
    await names({ 'RG-20-89': 'theft-suspected' });
    await expect(exported(email)).rejects.toMatchObject({ sentence });
    expect(
      await bot.connection.prisma.auditEvent.findMany({ where: { event: 'refused', channel: 'command-line' } }),
    ).toMatchObject([{ actorId: 'shell/marc', subject: id, chain: 'MADISON', reason: sentence }]);
    expect(await bot.connection.prisma.auditEvent.count({ where: { event: 'stock-counts.exported' } })).toBe(0);
  });

  it('it is a read of whoever it is for', async () => {
    await counted();
    await names({ 'RG-20-89': 'theft-suspected' });
    expect(await exported('Victor@vitrine.example')).toBe(8);
    expect(await reads('victor')).toEqual(['export']);
  });
});

it('opens its case where cases are kept', async () => {
  await bot.stop();
  bot = await startBot(MORNING);
  await counted();
  await names({ 'RG-20-89': 'theft-suspected', 'BR-25-03': 'unknown-investigating' });
  const { prisma } = bot.connection;
  const opened = await prisma.anomaly.findMany({ orderBy: { type: 'asc' } });
  expect(opened).toMatchObject([
    {
      type: 'loss',
      severity: 'high',
      countId: id,
      reportedBy: 'ines',
      happenedAt: new Date(MORNING),
      restricted: true,
    },
    { type: 'theft', severity: 'high', countId: id, what: expect.stringContaining('Cause: theft suspected.') },
  ]);
  for (const { id: record } of opened)
    expect(await prisma.restriction.findUnique({ where: { record } })).not.toMatchObject({
      people: expect.arrayContaining(['ana']),
    });
});
