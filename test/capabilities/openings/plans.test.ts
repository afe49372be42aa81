import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from '../../helpers/bot.js';
import { opensOnWeekdays } from '../../helpers/chores.js';
import { ana, claire, ines, marc, rita } from '../../helpers/network.js';
import { until } from '../../helpers/time.js';
import {
  day,
  done,
  events,
  furnish,
  helen,
  knowsHolidays,
  milestone,
  namesOwners,
  nora,
  plans,
  project,
  SOHO,
  samuel,
  steps,
  victor,
  yuki,
} from './stage.js';

let bot: Bot;
beforeAll(knowsHolidays);
beforeEach(async () => {
  // 192 days before the opening.
  bot = await startBot('2026-08-25T14:00:00Z');
  await furnish(bot.connection);
  await opensOnWeekdays(bot);
});
afterEach(() => bot.stop());

const said = (answer: unknown) => JSON.stringify(answer);

describe('an opening', () => {
  it('is planned in one form: the lead and the director have it, and everything fits', async () => {
    expect(said(await plans(bot))).toContain('Everything fits.');

    const { number, state, leadId, directorId } = await project(bot);
    expect({ number, state, leadId, directorId }).toEqual({
      ...{ number: 1, state: 'brief', leadId: 'marc', directorId: 'helen' },
    });
    for (const who of [marc, helen]) {
      expect(bot.as(who).lastSees()).toContain('SoHo');
      expect(bot.as(who).lastSees()).toContain('Brief · opens Fri, Mar 5, 2027');
      expect(bot.as(who).lastSees()).toContain('29 have no owner');
    }
    expect(day((await milestone(bot, 'permits')).dueOn)).toBe('2026-12-15');
    expect(await events(bot, (await project(bot)).id)).toEqual(['openings.planned']);
    expect(bot.errors).toEqual([]);
  });

  it.each([
    ['a boutique and a new place', { boutique: 'RODEO' }, /one of the two/],
    ['neither', { name: '' }, /Choose a boutique, or name a new place/],
    ['no city', { city: '' }, /Name the city/],
    ['a time zone that nobody knows', { timeZone: 'Mars/Olympus' }, /Choose a time zone/],
    ['no country', { where: 'Texas' }, /Choose the state or country/],
    [
      'a state that has two time zones',
      { where: 'US-TX', timeZone: '' },
      /^.*Texas has several time zones. Choose one/,
    ],
    ['somebody who is no director', { director: 'marc' }, /Choose a director/],
    ['a day that is over', { day: '2026-08-01' }, /or later/],
  ])('says what is wrong: %s', async (_, wrong, sentence) => {
    expect(said(await plans(bot, { ...SOHO, ...wrong }))).toMatch(sentence);
    expect(await bot.connection.prisma.project.count()).toBe(0);
  });

  it('may open today until midnight at headquarters', async () => {
    bot.clock.now = new Date('2026-08-26T03:30:00Z');
    expect(said(await plans(bot, { ...SOHO, day: '2026-08-24' }))).toContain('Choose Tue, Aug 25 or later.');
    expect(said(await plans(bot, { ...SOHO, day: '2026-08-25' }))).toContain('Already done');
  });

  it('knows the time zone of a state that has but one', async () => {
    await plans(bot, { ...SOHO, timeZone: '' });
    expect(await project(bot)).toMatchObject({ timeZone: 'America/New_York', countryCode: 'US', countryState: 'NY' });
  });

  it('finds boutiques, states and time zones by their names, and says of a plan that begins late what is over', async () => {
    bot.clock.now = new Date('2026-11-24T15:00:00Z');
    const form = await bot.as(marc, null).says('opening');
    expect(await bot.as(marc, null).finds(form, 'boutique', 'bev')).toEqual([
      { value: 'RODEO', label: 'Beverly Hills, Example' },
    ]);
    expect(await bot.as(marc, null).finds(form, 'timeZone', 'new york')).toEqual([
      { value: 'America/New_York', label: 'New York (Eastern)' },
    ]);
    expect(await bot.as(marc, null).finds(form, 'where', 'texas')).toEqual([
      { value: 'US-TX', label: 'Texas, United States' },
    ]);
    expect((await bot.as(marc, null).finds(form, 'where', ''))[0]?.value).toMatch(/^US-(NY|CA)$/);
    const { name: _, city: __, timeZone: ___, where: ____, ...rest } = SOHO;
    const next = await bot.as(marc, null).submit(form, { ...rest, boutique: 'RODEO' });
    expect(next).toMatchObject({ type: 'form', form: { title: 'Already done' } });

    const before = await bot.connection.prisma.projectMilestone.findMany({
      where: { dueOn: { lt: new Date('2026-11-24') }, gate: false },
    });
    const kept = before.filter(({ key }) => key !== 'manager').map(({ id }) => id);
    const reply = said(await bot.as(marc, null).submit(next, { done: kept }));
    expect(reply).toContain('No longer fits');
    expect(reply).toContain('Store manager hired');
    expect(reply).toContain('should have begun by');
    expect(day((await milestone(bot, 'lease')).doneOn)).toBe('2026-10-16');
    expect((await project(bot)).title).toBe('Beverly Hills');
  });

  it('asks what is done already only of what was over when it began: later each is done on its own', async () => {
    await plans(bot);
    const { id } = await project(bot);
    bot.clock.now = new Date('2026-10-01T14:00:00Z');
    const press = { interaction: 'openings.already-done', boutique: null, subject: id };
    expect(await bot.as(marc, null).press(press)).toMatchObject({
      ...{ type: 'refusal', sentence: 'Nothing was due before this plan began. Open each milestone that is done.' },
    });
    await done(bot, marc, 'budget', '2026-10-01');
    expect(bot.as(marc).lastSees()).toContain('Brief written late since');
    expect(() => bot.as(marc).presses('Set done')).toThrow('sees no button');
  });

  it('that is cancelled takes its planned count along', async () => {
    const { name: _, city: __, timeZone: ___, where: ____, ...rest } = SOHO;
    await plans(bot, { ...rest, boutique: 'MADISON' });
    const { id } = await project(bot);
    const does = async (action: string, raw: object) => {
      const form = await bot.as(marc, null).press({ interaction: `openings.${action}`, boutique: null, subject: id });
      return bot.as(marc, null).submit(form, raw as never);
    };
    await does('plan-count', { due: '2027-02-26' });
    expect(bot.inRoom('C0MADISON')[0]?.text).toContain('Every zone is counted before the boutique opens');
    await does('cancel', { why: 'No place.' });
    expect(await bot.connection.prisma.countPlan.findMany()).toMatchObject([
      { cancelledWhy: 'The opening is cancelled.' },
    ]);
    expect(bot.inRoom('C0MADISON').map(({ text }) => text)).toEqual([
      expect.stringContaining('It is not to be counted: the opening is cancelled. No place.'),
    ]);
  });

  it('is planned by operations managers and directors, and by nobody else', async () => {
    expect(await bot.as(ines).says('opening')).toMatchObject({
      ...{ type: 'refusal', sentence: expect.stringContaining('Operations managers and directors do this.') },
    });
  });

  it('is listed and shown to those who work across the network or on it, and to nobody else', async () => {
    await plans(bot);
    const list = said(await bot.as(samuel, null).says('opening list'));
    expect(list).toContain('SoHo');
    expect(list).toContain('0 of 29 done');
    const plan = said(await bot.as(claire, null).says('opening plan soho'));
    expect(plan).toContain('SoHo · plan');
    expect(plan).toContain('Page 1 of 4');
    expect(said(await bot.as(ana).says('opening plan soho'))).toContain('None at the moment');
    const { id } = await milestone(bot, 'permits');
    expect(await bot.as(rita).press({ interaction: 'openings.open', boutique: null, subject: id })).toMatchObject({
      ...{ type: 'refusal', sentence: expect.stringContaining('Those who work on it see this plan.') },
    });
    expect((await events(bot, (await project(bot)).id)).at(-1)).toBe('refused');
  });
});

describe('its owners', () => {
  beforeEach(() => plans(bot));

  it('are named a department at a time, and each is asked in one message for all of their days', async () => {
    await namesOwners(bot);
    expect(bot.as(samuel).sees()).toHaveLength(1);
    expect(bot.as(samuel).lastSees()).toContain('SoHo: 6 days to keep');
    expect(bot.as(samuel).lastSees()).toContain('Building permits Tue, Dec 15');
    expect(bot.as(ines).lastSees()).toContain('days to keep');
    expect(bot.as(marc).lastSees()).toContain('29 wait for their owner’s answer');

    expect(() => bot.as(samuel).presses('Accept Lease signed')).toThrow('sees no button');
    await bot.as(samuel).presses('Accept all');
    expect(bot.as(samuel).lastSees()).toContain('You have answered for all of your days.');
    expect(bot.as(samuel).sees()).toHaveLength(1);
    await bot.as(yuki).presses('Accept Register set up');
    expect((await milestone(bot, 'register')).answer).toBe('accepted');
    expect(bot.as(yuki).lastSees()).toContain('SoHo: 2 days to keep');
    expect(bot.as(marc).lastSees()).toContain('22 wait for their owner’s answer');
    expect(bot.errors).toEqual([]);
  });

  it('contest a day with another one, and the lead takes it: what waits for it follows', async () => {
    await namesOwners(bot);
    for (const who of [samuel, victor, yuki, ines, claire, nora, helen]) await bot.as(who).presses('Accept all');
    await bot
      .as(samuel)
      .answers('Open Building permits', {})
      .catch(() => {});
    const permits = await milestone(bot, 'permits');
    await steps(bot, marc, 'slip', 'permits', { day: '2026-12-22', cause: 'permit', why: 'The city asks for more.' });
    expect(bot.as(samuel).lastSees()).toContain('Building permits was Tue, Dec 15, now Tue, Dec 22');

    await bot
      .as(samuel)
      .answers('Contest Building permits', { day: '2027-01-15', cause: 'permit', why: 'The office is closed.' });
    expect(
      bot
        .as(marc)
        .sees()
        .map(({ text }) => text),
    ).toContainEqual(expect.stringContaining("Samuel Adeyemi can't keep Tue, Dec 22, and says Fri, Jan 15, 2027."));
    await bot.as(marc).presses('Take Fri, Jan 15');
    const after = await milestone(bot, 'permits');
    expect({ day: day(after.promisedOn), answer: after.answer }).toEqual({ day: '2027-01-15', answer: 'accepted' });
    expect(day((await milestone(bot, 'works')).promisedOn)).toBe('2027-02-25');
    expect(bot.as(samuel).lastSees()).toContain('Building works was');
    const history = await bot.connection.prisma.projectPromise.findMany({
      where: { milestoneId: permits.id },
      orderBy: { since: 'asc' },
    });
    expect(history.map((each) => [day(each.day), each.why])).toEqual([
      ['2026-12-15', 'Named as its owner.'],
      ['2026-12-22', 'The city asks for more.'],
      ['2027-01-15', 'The office is closed.'],
    ]);
  });

  it('contest, and the lead keeps the day', async () => {
    await namesOwners(bot);
    await bot.as(yuki).presses('Accept Register set up');
    await bot.as(yuki).answers('Contest Line and network', { day: '2027-02-12', cause: 'supplier', why: 'No line.' });
    await bot.as(marc).answers('Keep the day', { why: 'Use the spare line.' });
    expect((await milestone(bot, 'network')).answer).toBe('kept');
    expect(bot.as(yuki).lastSees()).toContain('stays, says Marc Delorme: Use the spare line.');
  });

  it('contest all at once, by as many days', async () => {
    await namesOwners(bot);
    await bot.as(nora).answers('Contest all', { days: '5', cause: 'people', why: 'Year end.' });
    expect(day((await milestone(bot, 'budget')).contestOn)).toBe('2026-09-23');
    expect(
      bot
        .as(marc)
        .sees()
        .filter(({ text }) => text.includes("Nora Fitzgerald can't keep")),
    ).toHaveLength(2);
  });

  it('answer for nothing while the project is on hold', async () => {
    await namesOwners(bot);
    const { id } = await project(bot);
    const hold = await bot.as(marc, null).press({ interaction: 'openings.hold', boutique: null, subject: id });
    await bot.as(marc, null).submit(hold, { why: 'The landlord.' });
    const { promiseId } = await milestone(bot, 'lease');
    const stale = (action: string, subject: string) => ({ interaction: `openings.${action}`, boutique: null, subject });
    expect(said(await bot.as(samuel, null).press(stale('accept-all', `${id}/${promiseId}`)))).toContain('is on hold');
    const form = await bot.as(samuel, null).press(stale('contest-all', id));
    expect(
      said(await bot.as(samuel, null).submit(form, { days: '3', cause: 'permit', why: 'The office is closed.' })),
    ).toContain('is on hold');
    expect((await milestone(bot, 'lease')).answer).toBe('asked');
  });

  it('read that they are asked for nothing once it is on hold, and are asked again when it goes on', async () => {
    await namesOwners(bot);
    const { id } = await project(bot);
    const does = async (action: string) => {
      const form = await bot.as(marc, null).press({ interaction: `openings.${action}`, boutique: null, subject: id });
      await bot.as(marc, null).submit(form, { why: 'The landlord.' });
    };
    await does('hold');
    expect(bot.as(samuel).sees()).toHaveLength(1);
    expect(bot.as(samuel).lastSees()).toMatch(/on hold.*The landlord\..*You are asked for nothing here now\./s);
    expect(() => bot.as(samuel).presses('Accept all')).toThrow('sees no button');
    await does('resume');
    expect(bot.as(samuel).lastSees()).toContain('SoHo: 6 days to keep');
    await does('cancel');
    expect(bot.as(samuel).lastSees()).toMatch(/cancelled.*You are asked for nothing here now\./s);
    expect(bot.as(marc).lastSees()).not.toContain('owner’s answer');
  });

  it('whose lead has left are answered by the director', async () => {
    await namesOwners(bot);
    await bot.connection.prisma.person.update({ where: { id: 'marc' }, data: { active: false } });
    await bot.as(yuki).answers('Contest Line and network', { day: '2027-02-12', cause: 'supplier', why: 'No line.' });
    expect(bot.as(helen).lastSees()).toContain("Yuki Tanaka can't keep Fri, Jan 29, 2027");
    expect(said(await bot.as(helen, null).says('inbox'))).toContain('Its owner has another day');
    await bot.as(helen).presses('Take Fri, Feb 12');
    expect((await milestone(bot, 'network')).answer).toBe('accepted');
  });

  it('answer for their own alone, once, and not for a day that has changed since', async () => {
    await namesOwners(bot);
    const { promiseId } = await milestone(bot, 'network');
    const press = (who: typeof yuki) =>
      bot.as(who, null).press({ interaction: 'openings.accept', boutique: null, subject: promiseId ?? '' });
    expect(await press(samuel)).toMatchObject({ type: 'refusal', sentence: 'Yuki Tanaka answers for this.' });
    const twice = await Promise.all([press(yuki), press(yuki)]);
    expect(twice.map(({ type }) => type)).toEqual(['done', 'done']);
    expect(await bot.connection.prisma.projectAnswer.count()).toBe(1);

    await steps(bot, marc, 'slip', 'network', { day: '2027-02-01', cause: 'supplier', why: 'No line.' });
    expect(
      await bot.as(yuki, null).press({ interaction: 'openings.contest', boutique: null, subject: promiseId ?? '' }),
    ).toMatchObject({ type: 'form' });
    const form = await bot.as(yuki, null).press({
      ...{ interaction: 'openings.contest', boutique: null, subject: promiseId ?? '' },
    });
    expect(
      await bot.as(yuki, null).submit(form, { day: '2027-02-15', cause: 'supplier', why: 'No line.' }),
    ).toMatchObject({ type: 'refusal', sentence: expect.stringContaining('has changed since') });
  });
});

describe('a day that moves', () => {
  beforeEach(() => plans(bot));

  it('moves everything that is not done, and asks each owner once', async () => {
    await namesOwners(bot);
    await done(bot, ines, 'brief', '2026-08-25');
    const { id } = await project(bot);
    const form = await bot.as(helen, null).press({ interaction: 'openings.move', boutique: null, subject: id });
    const reply = said(
      await bot.as(helen, null).submit(form, { day: '2027-04-09', cause: 'contractor', why: 'The landlord is late.' }),
    );
    expect(reply).toContain('28 dates changed.');
    expect(day((await milestone(bot, 'opening')).dueOn)).toBe('2027-04-09');
    expect(day((await milestone(bot, 'brief')).dueOn)).toBe('2026-09-04');
    expect(bot.as(samuel).sees()).toHaveLength(1);
    expect(bot.as(samuel).lastSees()).toContain('Building permits was Tue, Dec 15, now Tue, Jan 19');
    expect(bot.as(marc).lastSees()).toContain('From Fri, Mar 5 to Fri, Apr 9');
    expect(await events(bot, id)).toContain('openings.moved');
    const moved = await bot.connection.prisma.projectPromise.count({ where: { cause: 'contractor' } });
    expect(moved).toBe(28);
  });

  it('earlier names what no longer fits', async () => {
    const { id } = await project(bot);
    const form = await bot.as(marc, null).press({ interaction: 'openings.move', boutique: null, subject: id });
    const reply = said(
      await bot.as(marc, null).submit(form, { day: '2027-01-15', cause: 'decision', why: 'The season.' }),
    );
    expect(reply).toContain('No longer fits');
    expect(reply).toMatch(/Lease signed.*business days late · should have begun by/);
  });

  it('leaves alone what does not wait for what moves: late stays late, for its own reason', async () => {
    await namesOwners(bot);
    bot.clock.now = new Date('2026-09-15T14:00:00Z');
    const brief = await milestone(bot, 'brief');
    await steps(bot, marc, 'slip', 'network', { day: '2027-02-10', cause: 'supplier', why: 'No line.' });
    expect(day((await milestone(bot, 'register')).promisedOn)).toBe('2027-02-18');
    expect(await milestone(bot, 'brief')).toEqual(brief);
    expect(bot.as(marc).lastSees()).toMatch(/Brief written late since .*Budget/s);
    const moved = await bot.connection.prisma.projectPromise.findMany({ where: { cause: 'supplier' } });
    const keys = await bot.connection.prisma.projectMilestone.findMany({
      where: { id: { in: moved.map(({ milestoneId }) => milestoneId) } },
      orderBy: { position: 'asc' },
    });
    expect(keys.map(({ key }) => key)).toEqual(['network', 'register']);
  });

  it('is moved by those who lead alone; what somebody keeps in a promise can’t be changed behind it', async () => {
    const { id } = await project(bot);
    const press = { interaction: 'openings.move', boutique: null, subject: id };
    expect(await bot.as(samuel, null).press(press)).toMatchObject({
      ...{ type: 'refusal', sentence: expect.stringContaining('Marc Delorme leads this') },
    });
    await namesOwners(bot);
    await expect(bot.connection.pool.query('update project_promises set day = now()')).rejects.toThrow('append-only');
  });
});

describe('a milestone', () => {
  beforeEach(async () => {
    await plans(bot);
    await namesOwners(bot);
  });

  it('is done with its evidence, and the next owner is told that they can begin', async () => {
    const file = bot.uploads('brief.pdf', 'words');
    await steps(bot, ines, 'done', 'brief', {
      ...{ doneOn: '2026-08-25', evidence: 'Sent to the director.', file: [file], cost: '1200' },
    });
    const brief = await milestone(bot, 'brief');
    expect(brief).toMatchObject({
      status: 'done',
      doneBy: 'ines',
      evidence: 'Sent to the director.',
      costActual: 120000,
    });
    expect(bot.as(nora).lastSees()).toContain('Budget can begin');
    expect(bot.as(marc).lastSees()).toContain('Brief written is done.');
    const files = await bot
      .as(helen, null)
      .press({ interaction: 'openings.evidence', boutique: null, subject: brief.id });
    expect(said(files)).toContain('1 file, in your messages.');
    expect(
      bot
        .as(helen)
        .sees()
        .at(-1)
        ?.files.map(({ name }) => name),
    ).toEqual(['brief.pdf']);
  });

  it('is worked on by its owner, its department and the lead; a gate passes by votes alone', async () => {
    expect(await steps(bot, claire, 'done', 'permits', { doneOn: '2026-08-25' })).toMatchObject({
      ...{ type: 'refusal', sentence: expect.stringContaining('Samuel Adeyemi owns this') },
    });
    expect(await steps(bot, marc, 'done', 'approval', { doneOn: '2026-08-25' })).toMatchObject({
      ...{ type: 'refusal', sentence: expect.stringContaining('passes by its votes') },
    });
    expect(await steps(bot, samuel, 'waive', 'permits', { why: 'No need.' })).toMatchObject({ type: 'refusal' });
    expect(said(await steps(bot, marc, 'waive', 'permits', { why: 'No works.' }))).toContain('Waived: No works.');
    expect(await steps(bot, marc, 'done', 'permits', { doneOn: '2026-08-25' })).toMatchObject({
      ...{ type: 'refusal', sentence: 'Building permits is waived already.' },
    });
  });

  it('that comes after the go / no-go waits for its votes, whoever says that it is done', async () => {
    for (const key of ['soft-opening', 'opening']) {
      expect(await done(bot, marc, key)).toMatchObject({
        ...{ type: 'refusal', sentence: expect.stringContaining('Go / no-go has not passed.') },
      });
    }
    const { id } = await milestone(bot, 'opening');
    const press = { interaction: 'openings.done', boutique: null, subject: id };
    expect(await bot.as(marc, null).press(press)).toMatchObject({ type: 'refusal' });
    expect(said(await steps(bot, marc, 'waive', 'opening', { why: 'No party.' }))).toContain('has not passed.');
    expect((await project(bot)).state).toBe('brief');
    await steps(bot, helen, 'waive', 'go', { why: 'The mall decides.' });
    expect(said(await done(bot, marc, 'soft-opening'))).toContain('Done · ');
  });

  it('that is held up asks whoever could end it, and nobody else', async () => {
    const [before, others] = [bot.as(victor).sees().length, bot.as(yuki).sees().length];
    await steps(bot, samuel, 'block', 'lease', { what: 'The landlord wants a safe plan.', who: 'victor' });
    expect(bot.as(victor).sees()).toHaveLength(before + 1);
    expect(bot.as(victor).lastSees()).toContain('Samuel Adeyemi says that you can end what holds it up');
    expect(bot.as(victor).lastSees()).toContain('It holds up Lease signed and Design approved.');
    expect(bot.as(yuki).sees()).toHaveLength(others);
    expect(bot.as(marc).lastSees()).toContain('held up: The landlord wants a safe plan · ');

    await bot.as(victor).answers('Clear blocker', { note: 'Sent the plan.' });
    expect((await milestone(bot, 'lease')).blocker).toBeNull();
    expect(bot.as(samuel).lastSees()).toContain('No longer held up: Sent the plan.');
  });

  it('says who promised which day when, and how it came about', async () => {
    await steps(bot, samuel, 'slip', 'permits', { day: '2026-12-22', cause: 'permit', why: 'More papers.' });
    const { id } = await milestone(bot, 'permits');
    const shown = said(
      await bot.as(marc, null).press({ interaction: 'openings.history', boutique: null, subject: id }),
    );
    expect(shown).toContain('Samuel Adeyemi: A permit or an inspection. More papers.');
    expect(shown).toContain('named by Marc Delorme');
  });
});

describe('who is reminded', () => {
  beforeEach(async () => {
    await plans(bot);
    await namesOwners(bot);
    for (const who of [samuel, victor, yuki, ines, claire, nora, helen]) await bot.as(who).presses('Accept all');
  });

  const reminded = (who: Parameters<Bot['as']>[0]) =>
    bot
      .as(who)
      .sees()
      .map(({ text }) => text)
      .filter((text) => /is due|was due|waits for/.test(text));

  it('is whoever can go on, not whose turn has not come', async () => {
    await until(bot, '2026-09-08T15:00:00Z');
    expect(reminded(ines).join('\n')).toContain('Brief written · SoHo');
    expect(reminded(nora)).toEqual([]);
    expect(reminded(helen)).toEqual([]);
    // Its department waits, and they wait for Inès.
    expect(reminded(ines).join('\n')).toContain('holds up Budget (Nora Fitzgerald)');

    await done(bot, ines, 'brief', '2026-09-08');
    const open = await bot.connection.prisma.reminder.findMany({ where: { endedAt: null, ownerId: 'ines' } });
    expect(open).toEqual([]);
    await until(bot, '2026-09-11T15:00:00Z');
    expect(reminded(nora).join('\n')).toContain('Budget · SoHo');
  });

  it('is, where an owner has left, whoever leads it, who opens what nobody answers for', async () => {
    await steps(bot, marc, 'slip', 'network', { day: '2027-02-01', cause: 'supplier', why: 'No line.' });
    await bot.connection.prisma.person.update({ where: { id: 'yuki' }, data: { active: false } });
    await until(bot, '2026-08-28T15:00:00Z');
    expect(bot.as(helen).lastSees()).toContain('accept it, or name another day');
    const opened = said(await bot.as(helen).presses('Open'));
    expect(opened).toContain('Line and network · SoHo');
    expect(opened).toContain('Name owner');
  });

  it('is whoever was asked for a day and says nothing', async () => {
    await steps(bot, marc, 'slip', 'network', { day: '2027-02-01', cause: 'supplier', why: 'No line.' });
    await until(bot, '2026-08-26T15:00:00Z');
    expect(bot.as(yuki).lastSees()).toContain('Line and network · SoHo');
    expect(bot.as(yuki).lastSees()).toContain('accept it, or name another day');
    await bot.as(yuki).presses('Open');
    await until(bot, '2026-09-01T15:00:00Z');
    expect(
      bot
        .as(helen)
        .sees()
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('accept it, or name another day');
  });
});
