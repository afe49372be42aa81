import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plainText } from '../../../src/chat/plain-text.js';
import type { Answer } from '../../../src/engine/request.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, ines, marc, rita } from '../../helpers/network.js';
import { does, headquarters, helen, labelsIn, nora, opens, reports, routeIn, samuel, victor } from './network.js';

const MORNING = '2026-11-27T14:12:00Z';

let bot: Bot;
beforeAll(async () => {
  bot = await startBot(MORNING);
  await headquarters(bot);
});
beforeEach(() => {
  bot.clock.now = new Date(MORNING);
});
afterEach(() => expect(bot.errors).toEqual([]));
afterAll(() => bot.stop());

const said = (answer: Answer): string => (answer.type === 'reply' ? plainText(answer.card) : JSON.stringify(answer));
const found = (id: string) => bot.connection.prisma.anomaly.findUniqueOrThrow({ where: { id } });
const inRoom = (room: string) => bot.inRoom(room).at(-1)?.text ?? '';

describe('a report', () => {
  it('asks five things, with the moment filled in, and five more that may wait', async () => {
    const asked = await bot.as(ana).says('anomaly');
    expect(asked).toMatchObject({ type: 'form', prefill: { day: '2026-11-27', time: '09:12' } });
    const fields = asked.type === 'form' ? Object.values(asked.form.fields) : [];
    expect(fields.map(({ required }) => required).filter(Boolean)).toHaveLength(5);
    expect(fields).toHaveLength(10);
  });

  it('goes to its department, and to whoever reported it', async () => {
    const { id, number } = await reports(bot, ana, { type: 'payment', severity: 'high' });
    expect(await found(id)).toMatchObject({ department: 'finance', restricted: false, state: 'new' });
    expect(inRoom('C0FINANCE')).toContain(`A-${number} · Payment · High`);
    expect(bot.as(ana).lastSees()).toContain('Nobody has taken it yet');
    expect(bot.as(ines).lastSees()).toContain(`A-${number} · Payment · High`);
  });

  it('is told to the people of a department without a channel', async () => {
    const { number } = await reports(bot, ana);
    expect(bot.as(samuel).lastSees()).toContain(`A-${number} · Door · Medium`);
  });

  it('says to a channel no more than number, type, severity and boutique', async () => {
    const { number } = await reports(bot, ana, { type: 'theft', severity: 'high', what: 'The lock was forced.' });
    expect(inRoom('C0SECURITY')).toBe(`A-${number} · Theft · High · Madison Avenue`);
  });

  it('comes from a message that somebody points at', async () => {
    const asked = await bot.as(ana).pointsAt('The safe is open', 'report-anomaly');
    expect(asked).toMatchObject({ type: 'form', prefill: { what: 'The safe is open', time: '09:12' } });
  });

  it.each([
    [{ time: '23:59' }, 'time', 'still to come'],
    [{ pieces: 'RG-20-88\n???' }, 'pieces', 'Line 2'],
    [{ day: '2025-11-26' }, 'day', 'Choose a day'],
    [{ what: '' }, 'what', 'needed'],
  ])('is asked again with %o', async (answers, field, words) => {
    await expect(reports(bot, ana, answers)).rejects.toThrow(words);
    await expect(reports(bot, ana, answers)).rejects.toThrow(field);
  });

  it('goes where the network says, if it says so', async () => {
    const { prisma } = bot.connection;
    await prisma.anomalyRoute.create({ data: { type: 'door', department: 'finance' } });
    expect(await reports(bot, ana)).toMatchObject({ department: 'finance' });
    await prisma.anomalyRoute.deleteMany();
  });

  it('that is sent twice is one', async () => {
    const before = await bot.connection.prisma.anomaly.count();
    const asked = await bot.as(ana).says('anomaly');
    const given = { type: 'door', severity: 'low', what: 'It jams.', day: '2026-11-27', time: '09:00' };
    const answers = [await bot.as(ana).submit(asked, given), await bot.as(ana).submit(asked, given)];
    expect(answers[0]).toEqual(answers[1]);
    expect(await bot.connection.prisma.anomaly.count()).toBe(before + 1);
  });
});

describe('a count that calls for a case', () => {
  const order = {
    ...{ type: 'theft', severity: 'high', happenedAt: MORNING, what: 'A ring is missing.', pieces: ['RG-20-88'] },
    ...{ count: 'count-1', notShown: ['ana', 'ben'] },
  };
  let asked = 0;
  const asksFor = async (input: typeof order, actor = 'ines') => {
    asked += 1;
    const work = {
      id: `work-${asked}`,
      job: 'anomalies.open',
      boutique: 'MADISON',
      actor,
      through: 'slack',
      subject: '',
    };
    await bot.works({ ...work, input });
    await bot.settle();
    return bot.connection.prisma.anomaly.findMany({ where: { countId: input.count } });
  };

  it('opens one of each type, whoever asks how often', async () => {
    expect(await asksFor(order)).toHaveLength(1);
    expect(await asksFor(order)).toHaveLength(1);
    const both = await asksFor({ ...order, type: 'loss' });
    expect(both.map(({ type }) => type).sort()).toEqual(['loss', 'theft']);
    expect(both[0]).toMatchObject({ restricted: true, reportedBy: 'ines', pieces: ['RG-20-88'] });
  });

  it('lets in nobody who took part in it, even by name', async () => {
    const [opened] = await asksFor({ ...order, count: 'count-2' }, 'ben');
    const id = opened?.id ?? '';
    expect(await opens(bot, ben, id)).toMatchObject({ type: 'refusal' });
    const form = await does(bot, victor, id, 'Hand over');
    expect(await bot.as(victor).submit(form, { person: 'ana' })).toMatchObject({
      corrections: { person: 'Ana Ruiz took part in the count. Choose somebody else.' },
    });
  });
});

describe('a case', () => {
  it('is taken by one, and shown so to all', async () => {
    const { id, number } = await reports(bot, ana, { type: 'alarm' });
    expect(await bot.as(victor).presses('Take it')).toEqual({ type: 'done' });
    expect(bot.as(victor).lastSees()).toContain('Owner Victor Hale');
    expect(await found(id)).toMatchObject({ ownerId: 'victor', state: 'triage' });
    expect(inRoom('C0SECURITY')).toBe(`A-${number} · Alarm · Medium · Madison Avenue`);
    expect(bot.as(ana).lastSees()).toContain('Victor Hale works on it.');
    const opened = await opens(bot, marc, id);
    expect(labelsIn(opened)).not.toContain('Take it');
    const late = { interaction: 'anomalies.take', boutique: 'MADISON', subject: `${id}/1` };
    expect(await bot.as(marc).press(late)).toMatchObject({
      sentence: expect.stringContaining('Victor Hale has taken'),
    });
  });

  it('is taken by one of two who press at once', async () => {
    const { id } = await reports(bot, ana, { type: 'alarm' });
    const take = { interaction: 'anomalies.take', boutique: 'MADISON', subject: `${id}/1` };
    const answers = await Promise.all([victor, marc, helen].map((who) => bot.as(who).press(take)));
    expect(answers.map(({ type }) => type).sort()).toEqual(['done', 'refusal', 'refusal']);
    const entries = await bot.connection.prisma.anomalyEntry.count({ where: { anomalyId: id, kind: 'acknowledged' } });
    expect(entries).toBe(1);
  });

  it('is not taken by whoever only reported it', async () => {
    const { id } = await reports(bot, ana);
    expect(labelsIn(await opens(bot, ana, id))).toEqual(['Add note', 'Add evidence', 'Show timeline']);
    const take = { interaction: 'anomalies.take', boutique: 'MADISON', subject: `${id}/1` };
    expect(await bot.as(ana).press(take)).toMatchObject({ type: 'refusal' });
    expect(await found(id)).toMatchObject({ ownerId: null });
  });

  it('is handed over to somebody who is found by name, and sees it then', async () => {
    const { id } = await reports(bot, ana, { type: 'theft' });
    const form = await does(bot, victor, id, 'Hand over');
    expect(await bot.as(victor).finds(form, 'person', 'rita bev')).toEqual([
      { value: 'rita', label: 'Rita Moss, Beverly Hills' },
    ]);
    expect(await bot.as(victor).submit(form, { person: 'nobody-such' })).toMatchObject({ type: 'corrections' });
    await bot.as(victor).submit(form, { person: 'rita' });
    expect(await found(id)).toMatchObject({ ownerId: 'rita', state: 'triage' });
    expect(bot.as(rita).lastSees()).toContain('It jams.');
    expect(await does(bot, rita, id, 'Set stable')).toEqual({ type: 'done' });
    expect(bot.as(rita).lastSees()).toContain('Set it stable.');
  });

  it('can be taken again by whoever had handed it over', async () => {
    const { id } = await reports(bot, ana, { type: 'alarm' });
    await does(bot, victor, id, 'Take it');
    await bot.as(victor).submit(await does(bot, victor, id, 'Hand over'), { person: 'marc' });
    await bot.as(marc).submit(await does(bot, marc, id, 'Hand over'), { person: 'victor' });
    expect(await found(id)).toMatchObject({ ownerId: 'victor' });
  });

  it('has a timeline to which everybody in it adds', async () => {
    const { id } = await reports(bot, ana, { type: 'theft', what: 'The lock was forced.' });
    await bot.as(ana).submit(await does(bot, ana, id, 'Add note'), { note: 'The guard came.' });
    await bot.as(victor).submit(await does(bot, victor, id, 'Add note'), { note: 'On my way.' });
    const timeline = said(await does(bot, ana, id, 'Show timeline'));
    for (const words of ['The lock was forced.', 'Ana Ruiz: The guard came.', 'Victor Hale: On my way.', 'Reported.'])
      expect(timeline).toContain(words);
  });

  it('shows every note whole, the older ones on the next page, each once', async () => {
    const { id } = await reports(bot, ana, { type: 'theft', pieces: 'RG-20-88\nRG-20-89' });
    const notes = Array.from({ length: 20 }, (_, index) => `${index + 100} ${'&'.repeat(500)} end`);
    for (const note of notes) {
      const asked = await bot.as(ana).press({ interaction: 'anomalies.add-note', boutique: 'MADISON', subject: id });
      await bot.as(ana).submit(asked, { note });
    }
    const pages = [await does(bot, ana, id, 'Show timeline')];
    while (labelsIn(pages.at(-1) as Answer).includes('Show older'))
      pages.push(await bot.as(ana).press(routeIn(pages.at(-1) as Answer, 'Show older')));
    const read = pages.map(said).join('\n');
    expect(pages.length).toBeGreaterThan(3);
    expect([...read.matchAll(/(\d{3}) &{500} end/g)].map(([, number]) => number)).toEqual(
      notes.map((note) => note.slice(0, 3)).reverse(),
    );
    expect(read).toContain('Reported. Pieces: RG-20-88, RG-20-89.');
    expect(read.match(/It jams\./g)).toHaveLength(1);
  });

  it('goes up by hand, and those above are told', async () => {
    const { id, number } = await reports(bot, ana);
    await bot.as(samuel).submit(await does(bot, samuel, id, 'Escalate'), { why: 'The shop can not close.' });
    expect(await found(id)).toMatchObject({ state: 'escalated' });
    for (const who of [marc, helen])
      expect(bot.as(who).lastSees()).toContain(`A-${number} · Door · Medium. Samuel Adeyemi asks for you.`);
    expect(labelsIn(await opens(bot, samuel, id))).not.toContain('Escalate');
  });

  it('is closed with a reason, a cause and what was done; the reporter reads it', async () => {
    const { id } = await reports(bot, ana);
    const ending = { reason: 'resolved', cause: 'maintenance', corrective: 'A new hinge.' };
    await bot.as(samuel).submit(await does(bot, samuel, id, 'Close case'), ending);
    expect(await found(id)).toMatchObject({ state: 'closed', closeReason: 'resolved', cause: 'maintenance' });
    for (const words of ['Closed by Samuel Adeyemi', 'Maintenance was late', 'A new hinge.'])
      expect(bot.as(ana).lastSees()).toContain(words);
    expect(labelsIn(await opens(bot, samuel, id))).toEqual(['Show timeline']);
  });

  it('is opened again by the answer of whoever reported it, and of nobody else; it is counted', async () => {
    const { id } = await reports(bot, ana);
    const close = async () =>
      bot.as(samuel).submit(await does(bot, samuel, id, 'Close case'), {
        ...{ reason: 'resolved', cause: 'maintenance', corrective: 'A new hinge.' },
      });
    await does(bot, samuel, id, 'Take it');
    await close();
    const notSolved = { interaction: 'anomalies.not-solved', boutique: 'MADISON', subject: id };
    const form = await bot.as(ines).press(notSolved);
    expect(await bot.as(ines).submit(form, { why: 'x' })).toMatchObject({ type: 'refusal' });
    await bot.as(ana).answers('Not solved', { why: 'It jams again.' });
    expect(await found(id)).toMatchObject({ state: 'triage', reopened: 1, closeReason: null });
    expect(bot.as(samuel).lastSees()).toContain('Not solved: It jams again.');
    await close();
    await bot.as(ana).answers('Not solved', { why: 'And again.' });
    expect(await found(id)).toMatchObject({ reopened: 2 });
    expect(said(await opens(bot, ana, id))).toContain('Reopened 2 times');
  });

  it('is not opened again while it is open', async () => {
    const { id } = await reports(bot, ana);
    const form = await bot.as(ana).press({ interaction: 'anomalies.not-solved', boutique: 'MADISON', subject: id });
    expect(await bot.as(ana).submit(form, { why: 'x' })).toMatchObject({
      sentence: expect.stringContaining('still open'),
    });
  });
});

describe('what waits', () => {
  it('begins with what one owns, however much nobody has taken', async () => {
    const { id } = await reports(bot, ana, { type: 'alarm' });
    await does(bot, victor, id, 'Take it');
    const old = await found(id);
    const { number: _, ...row } = { ...old, ownerId: null, reportedAt: new Date('2026-01-01T12:00:00Z') };
    const ids = Array.from({ length: 60 }, (_each, index) => `old-${index}`);
    await bot.connection.prisma.anomaly.createMany({ data: ids.map((each) => ({ ...row, id: each })) });
    const home = JSON.stringify(await bot.as(victor).home());
    expect(home).toContain(`A-${old.number} · Alarm`);
    await bot.connection.prisma.anomaly.deleteMany({ where: { id: { in: ids } } });
  });
});

describe('tasks', () => {
  it('are given to somebody, done by a button, and let them in', async () => {
    const { id, number } = await reports(bot, ana, { type: 'theft' });
    const form = await does(bot, victor, id, 'Add task');
    await bot.as(victor).submit(form, { what: 'Change the lock', person: 'ines', due: '2026-11-28' });
    expect(bot.as(ines).lastSees()).toContain(`A-${number}: a task for you`);
    expect(said(await bot.as(ines).presses('Open'))).toContain('To do Change the lock · Inès Laurent · by Sat, Nov 28');
    await bot.as(ines).presses('Done: Change the lock');
    expect(bot.as(ines).lastSees()).toContain(`A-${number}: done`);
    expect(said(await opens(bot, victor, id))).toContain('Done Change the lock');
    expect(await bot.connection.prisma.anomalyTask.findFirst({ where: { anomalyId: id } })).toMatchObject({
      doneBy: 'ines',
    });
  });

  it('are not for the past', async () => {
    const { id } = await reports(bot, ana);
    const form = await does(bot, samuel, id, 'Add task');
    const given = { what: 'x', person: 'ines', due: '2026-11-26' };
    expect(await bot.as(samuel).submit(form, given)).toMatchObject({ type: 'corrections' });
  });

  it('are done by whoever has them, or works on the case', async () => {
    const { id } = await reports(bot, ana);
    const form = await does(bot, samuel, id, 'Add task');
    await bot.as(samuel).submit(form, { what: 'Oil it', person: 'ben', due: '2026-11-28' });
    const { id: task } = await bot.connection.prisma.anomalyTask.findFirstOrThrow({ where: { anomalyId: id } });
    const done = { interaction: 'anomalies.task-done', boutique: 'MADISON', subject: task };
    expect(await bot.as(ana).press(done)).toMatchObject({ type: 'refusal' });
    expect(await bot.as(ben).press(done)).toMatchObject({ type: 'reply' });
  });
});

describe('duplicates', () => {
  it('point at the first one, and both say so', async () => {
    const [a, b, c] = [await reports(bot, ana), await reports(bot, ana), await reports(bot, ana)];
    const links = async (from: string, to: string) =>
      bot.as(samuel).submit(await does(bot, samuel, from, 'Link duplicate'), { first: to });
    const form = await does(bot, samuel, c.id, 'Link duplicate');
    expect(await bot.as(samuel).finds(form, 'first', `A-${b.number}`)).toContainEqual({
      ...{ value: b.id, label: `A-${b.number} · Door · Medium` },
    });
    await links(c.id, b.id);
    await links(b.id, a.id);
    expect((await found(c.id)).duplicateOf).toBe(a.id);
    expect(said(await opens(bot, samuel, c.id))).toContain(`Duplicate of A-${a.number}`);
    expect(said(await opens(bot, samuel, a.id))).toContain(`Duplicates A-${b.number} and A-${c.number}`);
    expect(await links(a.id, c.id)).toMatchObject({ type: 'corrections' });
    expect(await links(a.id, a.id)).toMatchObject({ type: 'corrections' });
  });

  it('are only cases that one may see', async () => {
    const [door, theft] = [await reports(bot, ana), await reports(bot, ana, { type: 'theft' })];
    const form = await does(bot, ines, door.id, 'Link duplicate');
    expect(await bot.as(ines).finds(form, 'first', `A-${theft.number}`)).toEqual([]);
    expect(await bot.as(ines).submit(form, { first: theft.id })).toMatchObject({ type: 'corrections' });
  });

  it('must be linked before they are closed as such', async () => {
    const { id } = await reports(bot, ana);
    const ending = { reason: 'duplicate', cause: 'unknown', corrective: 'See the other.' };
    const form = await does(bot, samuel, id, 'Close case');
    expect(await bot.as(samuel).submit(form, ending)).toMatchObject({ type: 'corrections' });
  });
});

describe('another type or severity', () => {
  const changes = async (id: string, answers: Readonly<Record<string, string>>) =>
    bot.as(marc).submit(await does(bot, marc, id, 'Change'), { why: 'We know more.', ...answers });

  it('is filled in as it is', async () => {
    const { id } = await reports(bot, ana);
    expect(await does(bot, marc, id, 'Change')).toMatchObject({ prefill: { type: 'door', severity: 'medium' } });
    expect(await changes(id, { type: 'door', severity: 'medium' })).toMatchObject({ type: 'corrections' });
  });

  it('restricts, takes the messages of others back, and never opens', async () => {
    const { id, number } = await reports(bot, ana);
    expect(bot.as(ines).lastSees()).toContain(`A-${number} · Door`);
    await changes(id, { type: 'theft', severity: 'high' });
    expect(await found(id)).toMatchObject({ restricted: true, department: 'safety-and-security' });
    for (const who of [ines, samuel]) expect(bot.as(who).lastSees()).toContain('Restricted');
    expect(inRoom('C0SECURITY')).toContain(`A-${number} · Theft · High`);
    expect((await found(id)).claimUntil).not.toBeNull();
    await changes(id, { type: 'register', severity: 'high' });
    expect(await found(id)).toMatchObject({ restricted: true, claimUntil: null });
    expect(await opens(bot, ines, id)).toMatchObject({ type: 'refusal' });
  });

  it('is opened by hand alone: by safety and security, with a reason, on record', async () => {
    const { id } = await reports(bot, ana, { type: 'theft' });
    const opening = { interaction: 'anomalies.open-to-boutique', boutique: 'MADISON', subject: id };
    expect(await bot.as(marc).press(opening)).toMatchObject({ type: 'refusal' });
    const form = await does(bot, victor, id, 'Open to the boutique');
    expect(await bot.as(victor).submit(form, { why: '' })).toMatchObject({ type: 'corrections' });
    await bot.as(victor).submit(form, { why: 'It was a mistake.' });
    expect(said(await opens(bot, ines, id))).toContain('It jams.');
    expect(await opens(bot, nora, id)).toMatchObject({ type: 'refusal' });
    const event = await bot.connection.prisma.auditEvent.findFirst({
      where: { event: 'anomalies.opened-to-boutique', subject: id },
    });
    expect(event).toMatchObject({ actorId: 'victor', reason: 'It was a mistake.' });
    await bot.as(victor).submit(await does(bot, victor, id, 'Hand over'), { person: 'rita' });
    expect(await opens(bot, rita, id)).toMatchObject({ type: 'reply' });
  });
});

describe('evidence', () => {
  const photo = (name: string) => bot.uploads(name, 'a picture');

  it('comes with the report, and to whoever asks for it in private', async () => {
    const { id } = await reports(bot, ana, { type: 'theft', photos: [photo('lock.jpg')] });
    expect(said(await opens(bot, victor, id))).toContain('Photos 1 photo');
    await does(bot, victor, id, 'Show photos');
    const files = bot.as(victor).sees().at(-1)?.files ?? [];
    expect(files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([['lock.jpg', 'a picture']]);
    expect(bot.inRoom('C0SECURITY').flatMap((each) => each.files)).toEqual([]);
  });

  it('comes later too: numbers of the police and the insurer', async () => {
    const { id } = await reports(bot, ana, { type: 'theft' });
    const form = await does(bot, victor, id, 'Add evidence');
    expect(await bot.as(victor).submit(form, {})).toMatchObject({ type: 'corrections' });
    const given = { policeRef: 'NY-1', insurerRef: 'JB-2', photos: [photo('door.png')] };
    await bot.as(victor).submit(form, given);
    for (const words of ['Police told Yes, report NY-1', 'Insurer JB-2', 'Photos 1 photo'])
      expect(said(await opens(bot, victor, id))).toContain(words);
  });

  it('that can not be had is said to whoever sent it', async () => {
    const missing = { channel: 'slack', tenant: 'T1', id: 'gone', name: 'gone.jpg' };
    bot.chat.channel.download = async () => {
      throw new (await import('../../../src/domain/refusal.js')).Refusal('gone', 'It was deleted.');
    };
    const { number } = await reports(bot, ana, { type: 'theft', photos: [missing] });
    expect(bot.as(ana).lastSees()).toContain(`A-${number}: a photo is missing`);
  });
});
