import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../../src/capabilities/index.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, claire, ines, type Member, marc, rita } from '../../helpers/network.js';
import { does, everToldTo, headquarters, helen, nora, opens, reports, samuel, victor } from './network.js';

const MORNING = '2026-11-27T14:12:00Z';
const SECRET = 'The lock of vitrine 2 was forced.';
/** At the boutique, on shift, its manager, another department, headquarters, another boutique. */
const OUTSIDERS: readonly Member[] = [ben, ines, nora, samuel, claire, rita];
const INSIDERS: readonly Member[] = [ana, victor, marc, helen];

let bot: Bot;
let theft: string;
let number: number;
let door: string;
let task: string;
beforeAll(async () => {
  bot = await startBot(MORNING);
  await headquarters(bot);
  const photos = [bot.uploads('lock.jpg', 'a picture')];
  const given = { type: 'theft', severity: 'critical', what: SECRET, onShift: ['ben'], pieces: 'RG-20-88', photos };
  const opened = await reports(bot, ana, given);
  [theft, number] = [opened.id, opened.number];
  door = (await reports(bot, ana)).id;
  const form = await does(bot, victor, theft, 'Add task');
  await bot.as(victor).submit(form, { what: 'Change the lock', person: 'victor', due: '2026-11-27' });
  task = (await bot.connection.prisma.anomalyTask.findFirstOrThrow()).id;
  // The chain is called, everybody after it, the clocks remind, and the task is late.
  for (const hours of [0.5, 20, 30, 20]) await bot.waits({ hours });
});
afterEach(() => expect(bot.errors).toEqual([]));
afterAll(() => bot.stop());

const called = () => `A-${number}`;
const capability = capabilities.find(({ name }) => name === 'anomalies');
const personOf = async (who: Member) => {
  const roles = await bot.connection.prisma.role.findMany({ where: { personId: who.id } });
  const held = roles.map(({ role, boutiqueCode }) => ({ role, boutique: boutiqueCode }));
  return { ...who, language: 'en-US', roles: held } as never;
};
const readsBy = (who: Member) =>
  bot.connection.prisma.auditEvent.count({ where: { event: 'restricted.read', subject: theft, actorId: who.id } });

describe.each(OUTSIDERS.map((who) => [who.id, who] as const))('%s, who has no part in it,', (_, who) => {
  it('was told nothing of it, ever', () => {
    for (const words of [called(), SECRET, 'lock']) expect(everToldTo(bot, who)).not.toContain(words);
  });

  it('can not open it, nor its photos, nor its timeline', async () => {
    for (const action of ['open', 'photos', 'timeline', 'take', 'calm', 'recordings-saved', 'claim-made']) {
      const route = { interaction: `anomalies.${action}`, boutique: 'MADISON', subject: `${theft}/1` };
      expect(await bot.as(who).press(route), action).toMatchObject({ type: 'refusal' });
    }
    expect(
      bot
        .as(who)
        .sees()
        .flatMap(({ files }) => files),
    ).toEqual([]);
  });

  it('can fill in none of its forms', async () => {
    const forms = [
      'add-note',
      'add-evidence',
      'add-task',
      'hand-over',
      'escalate',
      'change',
      'link',
      'close',
      'not-solved',
    ];
    for (const action of forms) {
      const route = { interaction: `anomalies.${action}`, boutique: 'MADISON', subject: theft };
      expect(await bot.as(who).press(route), action).toMatchObject({ type: 'refusal' });
    }
  });

  it('can not do its tasks', async () => {
    const route = { interaction: 'anomalies.task-done', boutique: 'MADISON', subject: task };
    expect(await bot.as(who).press(route)).toMatchObject({ type: 'refusal' });
  });

  it('finds it in no list, no search, no inbox, and not by number', async () => {
    expect(JSON.stringify(await bot.as(who).says('anomaly open'))).not.toContain(called());
    expect(JSON.stringify(await bot.as(who).says('anomaly open MADISON'))).not.toContain(called());
    expect(JSON.stringify(await bot.as(who).home())).not.toContain(called());
    expect(JSON.stringify(await bot.as(who).says('inbox'))).not.toContain(called());
    expect(JSON.stringify(await bot.as(who).says('vitrine find theft'))).not.toContain(called());
    const person = await personOf(who);
    const { prisma: db } = bot.connection;
    const entries = [
      ...((await capability?.find?.([`a-${number}`], person, db)) ?? []),
      ...((await capability?.find?.(['lock'], person, db)) ?? []),
      ...((await capability?.asked?.(person, db)) ?? []),
      ...((await capability?.waiting(person, db)) ?? []),
    ];
    expect(entries.map(({ record }) => record)).not.toContain(theft);
  });

  it('is on record as refused, and as having read nothing', async () => {
    const refused = await bot.connection.prisma.auditEvent.findMany({
      where: { event: 'refused', actorId: who.id, subject: theft },
    });
    expect(refused.length).toBeGreaterThan(10);
    expect(await readsBy(who)).toBe(0);
  });
});

describe.each(INSIDERS.map((who) => [who.id, who] as const))('%s, who may,', (_, who) => {
  it('sees it, and each look is on record', async () => {
    const before = await readsBy(who);
    expect(JSON.stringify(await opens(bot, who, theft))).toContain(SECRET);
    expect(JSON.stringify(await opens(bot, who, theft))).toContain(SECRET);
    expect(await readsBy(who)).toBe(before + 2);
  });

  it('sees it in the list of open cases, the most severe first; that too is on record', async () => {
    const before = await readsBy(who);
    const listed = JSON.stringify(await bot.as(who).says('anomaly open'));
    expect(listed.indexOf(called())).toBeLessThan(listed.indexOf(`A-${number + 1}`));
    expect(await readsBy(who)).toBe(before + 1);
  });

  it('finds it by its number and its words', async () => {
    const person = await personOf(who);
    for (const words of [[`a-${number}`], ['forced', 'madison'], ['theft']])
      expect((await capability?.find?.(words, person, bot.connection.prisma))?.map(({ record }) => record)).toEqual([
        theft,
      ]);
  });

  it('finds it by typing, and that too is on record', async () => {
    const before = await readsBy(who);
    expect(JSON.stringify(await bot.as(who).says(`vitrine find A-${number}`))).toContain(called());
    expect(await readsBy(who)).toBeGreaterThan(before);
  });

  it('gets its photos alone, on record', async () => {
    const before = await readsBy(who);
    await does(bot, who, theft, 'Show photos');
    expect(await readsBy(who)).toBe(before + 2);
    expect(
      bot
        .as(who)
        .sees()
        .at(-1)
        ?.files.map(({ name }) => name),
    ).toEqual(['lock.jpg']);
  });
});

describe('a restricted case', () => {
  it('is seen by whoever has a task of it, from then on', async () => {
    expect(await opens(bot, ines, theft)).toMatchObject({ type: 'refusal' });
    const form = await does(bot, victor, theft, 'Add task');
    await bot.as(victor).submit(form, { what: 'Call the locksmith', person: 'ines', due: '2026-12-24' });
    expect(await opens(bot, ines, theft)).toMatchObject({ type: 'reply' });
    const take = { interaction: 'anomalies.take', boutique: 'MADISON', subject: `${theft}/1` };
    expect(await bot.as(ines).press(take)).toMatchObject({ type: 'refusal' });
  });

  it('stands behind every message about it, so that the engine can hold it back', async () => {
    const told = await bot.connection.prisma.delivery.findMany();
    const about = told.filter(({ card, topic }) => JSON.stringify(card).includes(called()) || topic?.includes(theft));
    expect(about.length).toBeGreaterThan(20);
    // What somebody was answered is theirs alone, and was asked for.
    expect(about.filter((each) => each.about !== theft)).toEqual([]);
  });

  it('is in no field that finds, for whoever may not see it', async () => {
    const link = { interaction: 'anomalies.link', boutique: 'MADISON', subject: door };
    const found = async (who: Member) =>
      (await bot.as(who).finds(await bot.as(who).press(link), 'first', '')).map(({ value }) => value);
    expect(await found(samuel)).toEqual([]);
    expect(await found(victor)).toEqual([theft]);
  });

  it('never says in a channel what happened, nor shows its photos there', () => {
    const rooms = bot.chat.history().filter(({ to }) => to.startsWith('room/'));
    expect(rooms.length).toBeGreaterThan(3);
    for (const { text, files } of rooms) {
      for (const words of [SECRET, 'lock', 'RG-20-88', 'Ben', 'Ana']) expect(text).not.toContain(words);
      expect(files).toEqual([]);
    }
    expect(rooms.filter(({ to }) => to === 'room/C0MADISON')).toEqual([]);
  });

  it('leaves its words out of the trail', async () => {
    const trail = await bot.connection.prisma.auditEvent.findMany({ where: { subject: theft } });
    const written = JSON.stringify(trail, (_, value) => (typeof value === 'bigint' ? null : value));
    expect(trail.length).toBeGreaterThan(20);
    for (const words of [SECRET, 'RG-20-88', 'Change the lock']) expect(written).not.toContain(words);
  });

  it('is a line of its own for whoever has several boutiques, left out where they may not see it', async () => {
    const lines = (await capability?.attention?.(bot.clock.now, bot.connection.prisma)) ?? [];
    const [open, restricted] = [lines.find(({ records }) => !records), lines.find(({ records }) => records)];
    expect(open).toMatchObject({ boutique: 'MADISON', words: '1 case open', weight: 1 });
    expect(restricted).toMatchObject({ records: [theft], words: expect.stringContaining('1 restricted case open') });
  });
});

describe('a case that is not', () => {
  it('is seen at its boutique, by its department and above', async () => {
    for (const who of [ana, ben, ines, samuel, marc, helen, victor])
      expect(await opens(bot, who, door), who.id).toMatchObject({ type: 'reply' });
  });

  it('is of no other department and no other boutique', async () => {
    for (const who of [nora, claire, rita]) {
      expect(await opens(bot, who, door), who.id).toMatchObject({ type: 'refusal' });
      expect(JSON.stringify(await bot.as(who).says('anomaly open'))).not.toContain(`A-${number + 1}`);
    }
  });
});
