import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unacknowledged } from '../../../src/capabilities/anomalies/alarms.js';
import { anomalies } from '../../../src/capabilities/anomalies/index.js';
import { transaction } from '../../../src/database/client.js';
import { boutiqueByCode } from '../../../src/database/lookup.js';
import type { Boutique } from '../../../src/domain/boutique.js';
import type { Context } from '../../../src/engine/capability.js';
import { act, nobody } from '../../../src/engine/context.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, ines, type Member, marc } from '../../helpers/network.js';
import { does, everToldTo, headquarters, helen, labelsIn, opens, reports, samuel, victor } from './network.js';

/** Three in the morning in New York, on a Sunday. */
const NIGHT = '2026-11-29T08:00:00Z';
const MORNING = '2026-11-27T14:12:00Z';

let bot: Bot;
const begins = async (at: string) => {
  bot = await startBot(at);
  await headquarters(bot);
};
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

const messagesWith = (who: Member, words: string): readonly string[] =>
  bot
    .as(who)
    .sees()
    .map(({ text }) => text)
    .filter((text) => text.includes(words));
const found = (id: string) => bot.connection.prisma.anomaly.findUniqueOrThrow({ where: { id } });
const events = (event: string) => bot.connection.prisma.auditEvent.count({ where: { event } });

describe('what is critical', () => {
  beforeEach(() => begins(NIGHT));
  const UNTAKEN = 'nobody has taken it';

  it('is demanded of its department, in its channel and of its people, and of safety and security', async () => {
    const { number } = await reports(bot, ana, { type: 'building', severity: 'critical' });
    const brief = `A-${number} · Building · Critical · Madison Avenue\nSomebody must take this now.`;
    for (const who of [samuel, victor]) expect(bot.as(who).lastSees()).toBe(brief);
    expect(bot.inRoom('C0SECURITY').at(-1)?.text).toBe(brief);
    expect(everToldTo(bot, marc)).toBe('');
  });

  it('calls the operations manager, the director, then everybody, to the minute, at night', async () => {
    const { id } = await reports(bot, ana, { type: 'fire', severity: 'critical' });
    const called: string[] = [];
    let minute = 0;
    for (const minutes of [4, 1, 4, 1, 14, 1, 14, 1, 14, 1, 1]) {
      const before = bot.chat.seen().length;
      minute += minutes;
      await bot.waits({ minutes });
      const added = bot.chat
        .seen()
        .slice(before)
        .filter(({ text }) => text.includes(UNTAKEN));
      if (added.length > 0)
        called.push(
          `${minute}: ${added
            .map(({ to }) => to)
            .sort()
            .join(', ')}`,
        );
    }
    const everybody = 'person/helen, person/marc, person/victor, room/C0SECURITY';
    expect(called).toEqual([
      '5: person/marc',
      '10: person/helen',
      `25: ${everybody}`,
      `40: ${everybody}`,
      `55: ${everybody}`,
    ]);
    expect(await found(id)).toMatchObject({ state: 'escalated', acknowledgedAt: null });
  });

  it('falls silent once somebody takes it, and says to everybody who it was, and after how long', async () => {
    const { id } = await reports(bot, ana, { type: 'fire', severity: 'critical' });
    await bot.waits({ minutes: 26 });
    await bot.as(helen).presses('Take it');
    expect(await found(id)).toMatchObject({ acknowledgedBy: 'helen', ownerId: 'helen', state: 'escalated' });
    for (const who of [marc, helen, victor])
      expect(messagesWith(who, 'Taken by Helen Ashworth, 3:26 AM, after 26 minutes.').length).toBeGreaterThan(0);
    expect(bot.inRoom('C0SECURITY').map(({ text }) => text.includes('Taken by Helen'))).not.toContain(false);
    const before = bot.chat.seen().length;
    await bot.waits({ minutes: 60 });
    expect(bot.chat.seen()).toHaveLength(before);
    const buttons = bot.chat.seen().flatMap(({ card }) => labelsIn({ type: 'reply', card }));
    expect(buttons).not.toContain('Take it');
  });

  it('is taken by one: the second is told who', async () => {
    const { id } = await reports(bot, ana, { type: 'fire', severity: 'critical' });
    const take = await bot.as(victor).presses('Open');
    await does(bot, marc, id, 'Take it');
    expect(labelsIn(take)).toContain('Take it');
    expect(
      await bot.as(victor).press({ interaction: 'anomalies.take', boutique: 'MADISON', subject: `${id}/1` }),
    ).toMatchObject({
      sentence: 'Marc Delorme has taken this. Add a note, and they see it.',
    });
  });

  it('catches up once after the bot was away: each of the chain, and everybody a single time', async () => {
    await reports(bot, ana, { type: 'fire', severity: 'critical' });
    await bot.waits({ hours: 3 });
    expect(messagesWith(marc, UNTAKEN)).toHaveLength(2);
    expect(messagesWith(victor, UNTAKEN)).toHaveLength(1);
    expect(await events('anomalies.escalated')).toBe(3);
    await bot.waits({ minutes: 1 });
    expect(await events('anomalies.escalated')).toBe(3);
  });

  it('rings no more once it is closed, or critical no longer', async () => {
    const closed = await reports(bot, ana, { type: 'fire', severity: 'critical' });
    await bot.as(victor).submit(await does(bot, victor, closed.id, 'Close case'), {
      ...{ reason: 'not-an-anomaly', cause: 'mistake', corrective: 'A test of the siren.' },
    });
    const lowered = await reports(bot, ana, { type: 'fire', severity: 'critical' });
    await bot.as(victor).submit(await does(bot, victor, lowered.id, 'Change'), {
      ...{ type: 'fire', severity: 'low', why: 'It is out.' },
    });
    await bot.waits({ hours: 1 });
    expect(everToldTo(bot, helen)).toBe('');
  });

  it('rings from the moment it becomes critical', async () => {
    const { id } = await reports(bot, ana, { type: 'fire', severity: 'low' });
    await bot.waits({ hours: 5 });
    await bot.as(victor).submit(await does(bot, victor, id, 'Change'), {
      ...{ type: 'fire', severity: 'critical', why: 'It spreads.' },
    });
    expect(messagesWith(victor, UNTAKEN)).toHaveLength(1);
    await bot.waits({ minutes: 4 });
    expect(everToldTo(bot, marc)).not.toContain(UNTAKEN);
    await bot.waits({ minutes: 1 });
    expect(everToldTo(bot, marc)).toContain(UNTAKEN);
    await does(bot, victor, id, 'Take it');
    for (const who of [victor, marc]) expect(messagesWith(who, UNTAKEN)).toEqual([]);
  });

  it('is looked at again before anybody is called: it may have been taken meanwhile', async () => {
    const { id } = await reports(bot, ana, { type: 'fire', severity: 'critical' });
    bot.clock.now = new Date(bot.clock.now.getTime() + 6 * 60_000);
    const due = await unacknowledged.due(bot.clock.now, bot.connection.prisma);
    await does(bot, victor, id, 'Take it');
    const boutique = await boutiqueByCode(bot.connection.prisma, 'MADISON');
    await transaction(bot.connection, async (db) => {
      const moment = { actor: nobody, boutique, subject: id, now: bot.clock.now, db, through: 'engine' };
      for (const each of due) await act(bot.engine.parts, moment, (context) => unacknowledged.act(each, context));
    });
    expect(due).toHaveLength(1);
    expect(await events('anomalies.escalated')).toBe(0);
  });

  it('waits on Home for those who may take it, and is urgent', async () => {
    await reports(bot, ana, { type: 'theft', severity: 'critical' });
    const home = JSON.stringify(await bot.as(victor).home());
    expect(home).toContain('nobody has taken it');
    expect(JSON.stringify(await bot.as(ines).home())).not.toContain('Theft');
  });
});

describe('clocks', () => {
  beforeEach(() => begins(MORNING));

  const terms = async (recordings: number, claim: number) => {
    const form = await bot.as(victor).says('anomaly terms MADISON');
    return bot.as(victor).submit(form, { recordings: String(recordings), claim: String(claim) });
  };
  const left = (who: Member) =>
    messagesWith(who, ' left. ').map((text) => /(Recordings|Claim): (\d+) hours left/.exec(text)?.[0]);

  it('are shown on the card', async () => {
    const { id } = await reports(bot, ana, { type: 'theft' });
    await bot.waits({ hours: 21 });
    const opened = JSON.stringify(await opens(bot, victor, id));
    expect(opened).toContain('51 hours left, until Mon, Nov 30, 9:12 AM');
    expect(opened).toContain('699 hours left');
  });

  it('remind the owner and the people of the department three times, in private', async () => {
    await terms(100, 100);
    const { id } = await reports(bot, ana, { type: 'theft' });
    await bot.as(victor).submit(await does(bot, victor, id, 'Hand over'), { person: 'ben' });
    for (let hour = 0; hour < 101; hour += 1) await bot.waits({ hours: 1 });
    const wanted = [72, 24, 6].flatMap((hours) => [`Recordings: ${hours} hours left`, `Claim: ${hours} hours left`]);
    for (const who of [ben, victor]) expect(left(who).sort()).toEqual([...wanted].sort());
    expect(
      bot
        .inRoom('C0SECURITY')
        .map(({ text }) => text)
        .join(),
    ).not.toContain('left');
    for (const who of [ines, ana]) expect(left(who)).toEqual([]);
  });

  it('stop by a button, and what reminded says so', async () => {
    await terms(80, 80);
    const { id } = await reports(bot, ana, { type: 'theft' });
    await bot.waits({ hours: 10 });
    expect(left(victor)).toEqual(['Recordings: 70 hours left', 'Claim: 70 hours left']);
    await bot.as(victor).presses('Recordings saved');
    await does(bot, victor, id, 'Claim made');
    expect(left(victor)).toEqual([]);
    expect(messagesWith(victor, 'Nothing is left to do about this.')).toHaveLength(2);
    const before = bot.chat.seen().length;
    await bot.waits({ hours: 65 });
    expect(bot.chat.seen()).toHaveLength(before);
    expect(labelsIn(await opens(bot, victor, id))).not.toContain('Recordings saved');
  });

  it('follow the terms of the boutique, for what is open', async () => {
    const { id } = await reports(bot, ana, { type: 'theft' });
    expect(await terms(10, 20)).toMatchObject({ type: 'reply' });
    const hoursOf = (until: Date | null) => (Number(until) - new Date(MORNING).getTime()) / 3_600_000;
    const { recordingsUntil, claimUntil } = await found(id);
    expect([Math.round(hoursOf(recordingsUntil)), Math.round(hoursOf(claimUntil))]).toEqual([10, 20]);
    await bot.waits({ hours: 5 });
    expect(left(victor)).toContain('Recordings: 5 hours left');
  });

  it('have terms from the beginning at each boutique of the demo, which keeps those it has', async () => {
    await terms(10, 20);
    const context = { db: bot.connection.prisma } as unknown as Context<Boutique | null>;
    await anomalies.demo?.(context);
    const kept = await bot.connection.prisma.evidenceTerm.findMany({ orderBy: { boutiqueCode: 'asc' } });
    expect(
      kept.map(({ boutiqueCode, recordingHours, claimHours }) => [boutiqueCode, recordingHours, claimHours]),
    ).toEqual([
      ['MADISON', 10, 20],
      ['RODEO', 720, 72],
    ]);
  });

  it('are set by those of headquarters who answer for them', async () => {
    expect(await bot.as(ines).says('anomaly terms')).toMatchObject({ type: 'refusal' });
    expect(await bot.as(marc).says('anomaly terms MADISON')).toMatchObject({ type: 'form' });
    expect(await terms(0, 20)).toMatchObject({ type: 'corrections' });
  });
});

describe('a task that is late', () => {
  beforeEach(() => begins(MORNING));

  it('is reminded once a day, in the morning of the boutique, until it is done', async () => {
    const { id, number } = await reports(bot, ana);
    const form = await does(bot, samuel, id, 'Add task');
    await bot.as(samuel).submit(form, { what: 'Oil the hinge', person: 'ines', due: '2026-11-27' });
    const late = () => messagesWith(ines, `A-${number}: this was due Fri, Nov 27`).length;
    const at: string[] = [];
    for (let hour = 0; hour < 72; hour += 1) {
      const before = late();
      await bot.waits({ hours: 1 });
      if (late() > before) at.push(bot.clock.now.toISOString());
    }
    expect(at).toEqual(['2026-11-28T14:12:00.000Z', '2026-11-29T14:12:00.000Z', '2026-11-30T14:12:00.000Z']);
    expect(JSON.stringify(await bot.as(ines).home())).toContain('was due');
    await bot.as(ines).presses('Done: Oil the hinge');
    const before = late();
    await bot.waits({ hours: 48 });
    expect(late()).toBe(before);
  });
});

describe('a month', () => {
  beforeEach(() => begins(MORNING));

  it('that ended is told once, with what came again; restricted cases are figures', async () => {
    const doors = [await reports(bot, ana), await reports(bot, ana)];
    const thefts = [await reports(bot, ana, { type: 'theft' }), await reports(bot, ana, { type: 'theft' })];
    await reports(bot, ana, { type: 'alarm' });
    bot.clock.now = new Date('2026-12-01T13:59:00Z');
    await bot.waits({});
    expect(messagesWith(marc, 'What came again')).toEqual([]);
    await bot.waits({ minutes: 1 });
    await bot.waits({ hours: 400 });
    for (const who of [marc, victor]) {
      const [pattern = '', ...more] = messagesWith(who, 'What came again in November 2026');
      expect(more).toEqual([]);
      expect(pattern).toContain(`Madison Avenue Door · 2 times · A-${doors[0]?.number} and A-${doors[1]?.number}`);
      expect(pattern).toContain('Madison Avenue Theft · 2 times\n');
      for (const { number } of thefts) expect(pattern).not.toContain(`A-${number}`);
      expect(pattern).not.toContain('Alarm');
    }
    for (const who of [helen, ines, ana, samuel]) expect(everToldTo(bot, who)).not.toContain('What came again');
  });

  it('is told whoever asks for it, and may', async () => {
    await reports(bot, ana);
    await reports(bot, ana);
    bot.clock.now = new Date('2026-12-05T14:00:00Z');
    expect(await bot.as(helen).says('anomaly pattern')).toMatchObject({
      card: { title: 'What came again in November 2026' },
    });
    expect(await bot.as(ines).says('anomaly pattern')).toMatchObject({ type: 'refusal' });
  });

  it('in which nothing happened is not spoken of', async () => {
    bot.clock.now = new Date('2027-01-01T14:00:00Z');
    await bot.waits({});
    expect(everToldTo(bot, marc)).toBe('');
  });
});
