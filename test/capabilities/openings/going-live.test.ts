import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { lessonsReminder, pulseReminder, punchReminder } from '../../../src/capabilities/openings/reminding-live.js';
import { plainText } from '../../../src/chat/plain-text.js';
import { isBusinessDay } from '../../../src/domain/business-days.js';
import { todayIn } from '../../../src/domain/calendar.js';
import { networkPlace } from '../../../src/engine/reminders/places.js';
import type { Answer } from '../../../src/engine/request.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { opensOnWeekdays } from '../../helpers/chores.js';
import { ana, claire, ines, type Member, marc, rita } from '../../helpers/network.js';
import { routeIn } from '../anomalies/network.js';
import { done, furnish, helen, milestone, project, samuel, steps } from './stage.js';

/** Madison opens as a pop-up on Monday, Nov 30; it is Friday, 9:12 in New York. One story, from there to the next plan. */
let bot: Bot;
beforeAll(async () => {
  isBusinessDay('2026-11-30', 'US', 'NY');
  bot = await startBot('2026-11-27T14:12:00Z');
  await furnish(bot.connection);
  await opensOnWeekdays(bot);
  const form = await bot.as(marc, null).says('opening');
  const next = await bot.as(marc, null).submit(form, {
    ...{ boutique: 'MADISON', day: '2026-11-30', size: 'small', director: 'helen', template: 'pop-up' },
  });
  if (next.type !== 'form') throw new Error(JSON.stringify(next));
  const over = await bot.connection.prisma.projectMilestone.findMany({
    where: { gate: false, dueOn: { lt: new Date('2026-11-27') }, key: { not: 'opening-count' } },
  });
  await bot.as(marc, null).submit(next, { done: over.map(({ id }) => id) });
});
afterEach(() => expect(bot.errors).toEqual([]));
afterAll(() => bot.stop());

const said = (answer: Answer): string => (answer.type === 'reply' ? plainText(answer.card) : JSON.stringify(answer));
const press = async (who: Member, action: string, rest = '') =>
  bot
    .as(who, null)
    .press({ interaction: `openings.${action}`, boutique: null, subject: (await project(bot)).id + rest });
const fill = async (who: Member, action: string, rest: string, raw: object) => {
  const asked = await press(who, action, rest);
  return asked.type === 'form' ? bot.as(who, null).submit(asked, raw as never) : asked;
};
const at = (moment: string) => {
  bot.clock.now = new Date(moment);
  return bot.waits({ minutes: 1 });
};
/** What the board of days says now. */
const boardOf = (who: Member) =>
  bot
    .as(who)
    .sees()
    .findLast(({ text }) => text.includes('· go-live'))?.text ?? '';
const fine = { till: 'ok', alarm: 'ok', stock: 'ok', claims: 'ok' };

async function owed(reminder: typeof pulseReminder | typeof punchReminder | typeof lessonsReminder) {
  const { now } = bot.clock;
  const place = networkPlace(now);
  const facts = await reminder.facts([place], now, bot.connection.prisma);
  return reminder
    .due(place, todayIn(place.timeZone, now), facts.get('') as never)
    .map(({ level, owner, line }) => `${level} ${owner ?? '-'} ${line.text}`);
}

/** As a look writes it down. */
const reminded = (name: string, subject: string) =>
  bot.connection.prisma.reminder.create({
    data: {
      ...{ id: `${name}/${subject}`, key: `openings/${name}//${subject}/due`, name: `openings/${name}`, subject },
      ...{ level: 'due', weight: 'normal', line: {}, button: {}, since: bot.clock.now, rungSince: bot.clock.now },
    },
  });
const stillReminded = async () =>
  (await bot.connection.prisma.reminder.findMany({ where: { endedAt: null, name: { startsWith: 'openings/' } } })).map(
    ({ name }) => name,
  );

it('an opening count is planned over every zone, told in the channel, and its milestone follows it', async () => {
  expect(said(await press(rita, 'plan-count'))).toContain('Marc Delorme leads this');
  const state = await press(marc, 'state');
  const asked = await bot.as(marc, null).press(routeIn(state, 'Plan opening count'));
  expect(said(asked)).toContain('"due":"2026-11-27"');
  expect(said(await bot.as(marc, null).submit(asked, { due: '2026-11-28' }))).toContain(
    'Opening count planned for Sat, Nov 28',
  );
  expect(said(await fill(marc, 'plan-count', '', { due: '2026-11-27' }))).toContain('planned for Fri, Nov 27');
  const plans = await bot.connection.prisma.countPlan.findMany({ orderBy: { createdAt: 'asc' } });
  expect(plans).toMatchObject([
    { reason: 'opening', zones: [], cancelledWhy: 'It was planned anew.' },
    { reason: 'opening', zones: [], cancelledWhy: null, plannedBy: 'marc' },
  ]);
  expect(bot.inRoom('C0MADISON').map(({ text }) => text)).toEqual([
    expect.stringContaining('It was planned anew'),
    expect.stringContaining('Every zone is counted before the boutique opens: Fri, Nov 27.'),
  ]);

  const form = await bot.as(ana).presses('Count');
  await bot.as(ana).submit(form, { zone: 'MADISON/window', serials: 'WT-47-07 ER-44-06', file: null });
  expect(said(await press(marc, 'state'))).toContain('Opening count being counted');
  expect(said(await press(marc, 'plan-count'))).toContain('The opening count has begun.');
  await bot.waits({ minutes: 1 });
  expect((await milestone(bot, 'opening-count')).status).toBe('open');

  // How a count comes to its approval is told elsewhere.
  await bot.connection.prisma.count.updateMany({
    data: { state: 'approved', decidedAt: new Date('2026-11-27T16:00:00Z') },
  });
  await bot.waits({ minutes: 1 });
  expect(await milestone(bot, 'opening-count')).toMatchObject({
    ...{ status: 'done', evidence: expect.stringContaining('7 pieces expected, 0 differed') },
  });
  expect(bot.as(marc).lastSees()).toContain('Opening count is done.');
});

it('each Monday morning the director has its state, with the plan as a picture, once', async () => {
  await at('2026-11-30T13:30:00Z');
  expect(bot.as(helen).lastSees()).not.toContain('· state');
  await at('2026-11-30T14:00:00Z');
  const told = bot.as(helen).lastSees();
  expect(told).toContain('Madison Avenue · state');
  expect(told).toContain('opens today');
  expect(told).toContain('As things stand: Mon, Nov 30, as promised.');
  expect(told).toContain('Moved this week nothing');
  expect(told).toContain('Opening count approved');
  expect(told).toMatch(/Timeline of Madison Avenue/);
  const [picture] = await bot.connection.prisma.attachment.findMany({ where: { id: { startsWith: 'timeline/' } } });
  expect(
    Buffer.from(picture?.bytes ?? [])
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');

  const before = bot.as(helen).sees().length;
  await bot.waits({ hours: 1 });
  await bot.waits({ hours: 3 });
  expect(bot.as(helen).sees()).toHaveLength(before);

  expect(said(await press(helen, 'picture'))).toContain('It follows in your messages.');
  expect(bot.as(helen).lastSees()).toContain('Timeline of Madison Avenue');
  expect(said(await press(rita, 'picture'))).toContain('Those who work on it see this plan.');
  expect(said(await bot.as(helen, null).says('opening state madison'))).toContain('Madison Avenue · state');
});

it('from its opening on the store manager is asked for a day', async () => {
  expect(said(await press(ines, 'pulse'))).toContain('is not open yet');
  expect(await owed(pulseReminder)).toEqual([]);
  expect(said(await done(bot, marc, 'opening'))).toContain('Go / no-go has not passed.');
  await steps(bot, helen, 'waive', 'go', { why: 'The mall decides.' });
  await done(bot, marc, 'opening');
  await bot.waits({ minutes: 1 });
  for (const who of [marc, helen, ines])
    expect(bot.as(who).lastSees()).toContain('It has been open since Mon, Nov 30.');
  expect(boardOf(ines)).toContain('day 1 of 14');
  expect(said(await press(marc, 'live'))).toContain('All staff certified');
  expect(JSON.stringify(await press(marc, 'live'))).toContain('Confirm staff');
  expect(JSON.stringify(await press(ines, 'live'))).not.toContain('Confirm staff');
  expect(() => bot.as(ines).presses('Confirm staff')).toThrow('sees no button');
  expect(said(await bot.as(marc, null).says('opening state madison'))).toContain('It was Mon, Nov 30, as promised.');
  expect(await owed(pulseReminder)).toEqual(['due ines today: till, alarm, count, claims']);

  expect(said(await press(rita, 'pulse'))).toContain('The store manager and Marc Delorme say this.');
  await reminded('pulse', `${(await project(bot)).id}~2026-11-30`);
  const asked = await press(ines, 'pulse');
  expect(asked).toMatchObject({ prefill: fine });
  expect(said(await bot.as(ines).submit(asked, fine))).toContain('Mon, Nov 30 all fine');
  expect(await stillReminded()).toEqual([]);
  expect(await owed(pulseReminder)).toEqual([]);
});

it('a day that is left out is late, and an issue needs its sentence', async () => {
  await at('2026-12-02T15:00:00Z');
  for (const who of [marc, helen, ines]) {
    expect(boardOf(who)).toMatch(/day 3 of 14.*Tue, Dec 1 nothing said.*Wed, Dec 2 not said yet/s);
    expect(
      bot
        .as(who)
        .sees()
        .filter(({ text }) => text.includes('· go-live')),
    ).toHaveLength(1);
  }
  expect(await owed(pulseReminder)).toEqual([
    'late ines of Tue, Dec 1 is missing',
    'due ines today: till, alarm, count, claims',
  ]);
  expect(said(await fill(ines, 'pulse', '~2026-12-01', fine))).toContain('Tue, Dec 1 all fine');
  expect(said(await press(ines, 'pulse', '~2026-12-03'))).toContain('Say it of a day from Mon, Nov 30 to Wed, Dec 2.');
  const wrong = { ...fine, till: 'issue' };
  expect(await fill(ines, 'pulse', '~2026-12-02', wrong)).toMatchObject({ corrections: { note: expect.any(String) } });
  const board = said(await fill(ines, 'pulse', '~2026-12-02', { ...wrong, note: 'It prints nothing.' }));
  expect(board).toContain('Wed, Dec 2 issue: Till · It prints nothing');
  expect(board).toContain('5 clean days in a row not yet · 0 now');
});

it('an issue is opened by whoever works there, and closed with what was done', async () => {
  expect(said(await press(rita, 'issue'))).toContain('Whoever works in the boutique');
  const answers = { what: 'The till prints nothing', severity: 'critical', owner: 'claire' };
  expect(said(await fill(ana, 'issue', '', answers))).toContain('Critical issue · Madison Avenue');
  expect(boardOf(marc)).toContain('1 opened, 0 closed');
  expect(boardOf(marc)).toContain('No critical issue not yet · 1 open');
  await at('2026-12-03T15:00:00Z');
  const [issue] = await bot.connection.prisma.projectIssue.findMany();
  expect(said(await press(rita, 'close-issue', `/${issue?.id}`))).toContain('Claire Novak sees to this');
  await bot.as(claire).answers('Close issue', { outcome: 'A new cable.' });
  expect(bot.as(claire).lastSees()).toContain('A new cable.');
  expect(boardOf(ines)).toContain('Thu, Dec 3 not said yet · 0 opened, 1 closed');
  expect(said(await press(claire, 'close-issue', `/${issue?.id}`))).toContain('was closed already');
});

it('its first days stand beside those of the opening before, up to the same day', async () => {
  const { prisma } = bot.connection;
  expect(said(await press(marc, 'live'))).not.toContain('the opening before');
  const forget = await openedBefore('2026-10-05');

  // Issues of its third and tenth day, and clean days but for the second.
  expect(said(await press(marc, 'live'))).toContain('Issues by day 4 1 · the opening before had 1');
  expect(said(await press(marc, 'live'))).toContain('Clean days by day 4 2 · the opening before had 3');
  expect(said(await press(helen, 'state'))).toContain('Clean days by day 4 2 · the opening before had 3');
  await forget();
  expect(await prisma.project.count()).toBe(1);
});

/** Another boutique that opened that day, with what was said of its first days. Gone when this is called. */
async function openedBefore(opened: string): Promise<() => Promise<void>> {
  const { prisma } = bot.connection;
  const { number: _, ...like } = await project(bot);
  const { id: __, ...live } = await prisma.projectMilestone.findFirstOrThrow({ where: { reaches: 'live' } });
  const nth = (day: number) => new Date(Date.parse(opened) + (day - 1) * 86_400_000);
  await prisma.project.create({ data: { ...like, id: 'earlier', state: 'handed-over' } });
  await prisma.projectMilestone.create({ data: { ...live, id: 'earlier-live', projectId: 'earlier', doneOn: nth(1) } });
  for (const day of [3, 10])
    await prisma.projectIssue.create({
      data: {
        ...{ id: `issue-${day}`, projectId: 'earlier', what: 'A lamp', severity: 'minor', ownerId: 'marc' },
        ...{ openedBy: 'marc', openedOn: nth(day), openedAt: nth(day) },
      },
    });
  for (const [day, till] of [
    [1, 'issue'],
    [1, 'ok'],
    [2, 'ok'],
    [2, 'issue'],
    [3, 'ok'],
    [4, 'ok'],
    [5, 'ok'],
  ] as const)
    await prisma.projectPulse.create({
      data: { ...fine, till, projectId: 'earlier', day: nth(day), note: null, byId: 'marc', at: nth(day) },
    });
  return async () => {
    await prisma.projectPulse.deleteMany({ where: { projectId: 'earlier' } });
    await prisma.projectIssue.deleteMany({ where: { projectId: 'earlier' } });
    await prisma.projectMilestone.deleteMany({ where: { projectId: 'earlier' } });
    await prisma.project.delete({ where: { id: 'earlier' } });
  };
}

it('an item of the punch list goes to store planning, comes back, and is accepted by somebody else', async () => {
  expect(said(await press(ana, 'punch-add'))).toContain('The store manager and Marc Delorme do this.');
  const photo = [bot.uploads('scratch.jpg', 'a picture')];
  const scratch = { what: 'A scratch on the glass', place: 'Vitrine 2', due: '2026-12-04', photo };
  await fill(ines, 'punch-add', '', scratch);
  expect(bot.as(samuel).lastSees()).toContain('A scratch on the glass');
  expect(bot.as(samuel).lastSees()).toContain('1 photo');
  await at('2026-12-05T15:00:00Z');
  expect(await owed(punchReminder)).toEqual(['late - Vitrine 2: A scratch on the glass · was due Fri, Dec 4']);

  expect(await bot.as(samuel).answers('Done', {} as never)).toMatchObject({
    corrections: { note: expect.any(String) },
  });
  const [scratched] = await bot.connection.prisma.projectPunchItem.findMany();
  await reminded('punch', scratched?.id ?? '');
  await bot.as(samuel).answers('Done', { note: 'Polished.' });
  expect(await stillReminded()).toEqual([]);
  expect(await owed(punchReminder)).toEqual([]);
  expect(bot.as(marc).lastSees()).toContain('Done Samuel Adeyemi: Polished.');
  await bot.as(marc).answers('Send back', { why: 'It is still to be seen.', due: '2026-12-08' });
  expect(bot.as(samuel).lastSees()).toContain('Sent back It is still to be seen.');
  await bot.as(samuel).answers('Done', { note: 'The glass is new.' });
  expect(said(await bot.as(marc).presses('Accept'))).toContain('Accepted');
  expect(bot.as(samuel).lastSees()).toContain('Accepted Marc Delorme');
  const [item] = await bot.connection.prisma.projectPunchItem.findMany();
  expect(item).toMatchObject({ state: 'accepted', round: 2, acceptedBy: 'marc' });
  expect(said(await press(samuel, 'photos', `/${item?.id}`))).toContain('1 photo');
  expect(
    bot
      .as(samuel)
      .sees()
      .at(-1)
      ?.files.map(({ name }) => name),
  ).toEqual(['scratch.jpg']);
});

it('is handed over once everything is met, or a director says so: an operations manager can’t', async () => {
  await at('2026-12-13T15:00:00Z');
  const ask = { voters: ['marc', 'helen'] };
  const { id: handover } = await milestone(bot, 'handover');
  expect(
    await bot.as(marc, null).press({ interaction: 'openings.call-votes', boutique: null, subject: handover }),
  ).toMatchObject({ type: 'refusal', sentence: expect.stringContaining('Before the handover: ') });
  expect(said(await steps(bot, marc, 'call-votes', 'handover', ask))).toMatch(
    /Before the handover: 5 clean days in a row \(0 now\); All staff certified \(not said yet\)\. A director may override this\./,
  );
  expect(said(await press(marc, 'override-exit'))).toContain('Only a director');
  for (const who of [marc, ines]) expect(() => bot.as(who).presses('Override')).toThrow();
  expect(await bot.as(helen).presses('Override')).toMatchObject({ type: 'form' });
  for (const day of ['04', '05', '07', '08', '09', '10', '11', '12'])
    await fill(ines, 'pulse', `~2026-12-${day}`, fine);
  expect(said(await press(ines, 'certify'))).toContain('Marc Delorme leads this');
  const board = said(await fill(marc, 'certify', '', { certified: true }));
  expect(board).toContain('4 of 4 met');
  expect(said(await fill(helen, 'override-exit', '', { why: 'Now.' }))).toContain('Everything is met');

  // A critical issue on the last evening, and the director's word.
  await fill(ana, 'issue', '', { what: 'The safe stays open', severity: 'critical', owner: 'marc' });
  expect(said(await steps(bot, marc, 'call-votes', 'handover', ask))).toContain('No critical issue (1 open)');
  const allowed = said(await fill(helen, 'override-exit', '', { why: 'A new lock comes on Monday.' }));
  expect(allowed).toContain('Helen Ashworth hands over anyway: A new lock comes on Monday.');
  expect(said(await steps(bot, marc, 'call-votes', 'handover', ask))).toContain('2 people asked to vote');
  const { id } = await milestone(bot, 'handover');
  for (const who of [marc, helen])
    await bot.as(who, null).press({ interaction: 'openings.vote-go', boutique: null, subject: `${id}~${who.id}` });
  expect((await project(bot)).state).toBe('handed-over');
  expect(await owed(pulseReminder)).toEqual([]);
});

it('what was learned changes the template of the next plan, once somebody else approves it', async () => {
  await at('2026-12-22T15:00:00Z');
  expect(await owed(lessonsReminder)).toEqual([expect.stringMatching(/^late marc what went well/)]);
  expect(said(await press(ines, 'lessons'))).toContain('Marc Delorme leads this');
  await reminded('lessons', (await project(bot)).id);
  await fill(marc, 'lessons', '', { well: 'The team.', slipped: 'Permits: the city.' });
  expect(await stillReminded()).toEqual([]);
  expect(await owed(lessonsReminder)).toEqual([]);

  const change = { line: 'permits', days: '30', side: 'before', lead: '6', why: 'The city takes longer.' };
  expect(await fill(marc, 'propose-change', '', { ...change, days: '50' })).toMatchObject({
    corrections: { days: expect.stringContaining('Permits and landlord approval comes after') },
  });
  expect(said(await fill(marc, 'propose-change', '', change))).toContain('1 person can decide on it.');
  expect(bot.as(helen).lastSees()).toContain(
    'Then Permits and landlord approval: 30 days before, takes 6 business days',
  );
  const [proposal] = await bot.connection.prisma.projectProposal.findMany();
  expect(said(await press(marc, 'approve-proposal', `/${proposal?.id}`))).toContain('and not Marc Delorme');
  expect(said(await bot.as(helen).presses('Approve'))).toContain('The next plan has it.');
  const proposalOf = (words: string) =>
    bot
      .as(marc)
      .sees()
      .filter(({ text }) => text.includes(words));
  expect(proposalOf('Approved by Helen Ashworth.')).toHaveLength(1);
  expect(proposalOf('· lessons')).toEqual([
    expect.objectContaining({
      text: expect.stringContaining('Approved Permits and landlord approval: 30 days before'),
    }),
  ]);
  expect(bot.as(helen).lastSees()).toContain('Template Pop-up, from 60 days before');

  const line = { name: 'Signs', phase: 'place', role: 'store-planning', days: '15', side: 'before', why: 'Missing.' };
  await fill(marc, 'propose-line', '', line);
  await bot.as(helen).answers('Decline', { why: 'They are in the works.' });
  expect(bot.as(marc).lastSees()).toContain('They are in the works.');

  const form = await bot.as(marc, null).says('opening');
  await bot.as(marc, null).submit(form, {
    ...{ boutique: 'RODEO', day: '2027-06-01', size: 'small', director: 'helen', template: 'pop-up' },
  });
  const next = await bot.connection.prisma.project.findFirstOrThrow({ where: { boutiqueCode: 'RODEO' } });
  const permits = await bot.connection.prisma.projectMilestone.findFirstOrThrow({
    where: { projectId: next.id, key: 'permits' },
  });
  expect([next.templateVersion, permits.offset, permits.leadDays]).toEqual([2, -30, 6]);
});

it('openings in figures say what was on time and what a go-live brought', async () => {
  const figures = said(await bot.as(claire, null).says('opening figures'));
  expect(figures).toMatch(/Milestones on time \d+%, \d+ of 1\d/);
  expect(figures).toContain('P-1 Madison Avenue 0.1 a day · 2 issues in 14 days');
  expect(said(await bot.as(rita, null).says('opening figures'))).toContain('You have no role');
});
