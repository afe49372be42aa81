import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { monthsUnsigned } from '../../../src/capabilities/aml-checks/store.js';
import { plainText } from '../../../src/chat/plain-text.js';
import type { Answer } from '../../../src/engine/request.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, claire, ines, type Member, marc, rita } from '../../helpers/network.js';
import { headquarters, helen, nora, routeIn } from '../anomalies/network.js';

let bot: Bot;
beforeAll(async () => {
  bot = await startBot('2026-11-04T14:12:00Z');
  await headquarters(bot);
  const role = { id: 'rita/store-manager/RODEO', personId: 'rita', role: 'store-manager', boutiqueCode: 'RODEO' };
  await bot.connection.prisma.role.create({ data: role });
});
afterEach(() => expect(bot.errors).toEqual([]));
afterAll(() => bot.stop());

const said = (answer: Answer): string => (answer.type === 'reply' ? plainText(answer.card) : JSON.stringify(answer));
const everything = ['cash', 'related', 'instruments', 'near', 'others'];
const nothing = { looked: everything, outcome: 'nothing', signed: true };
const signs = async (who: Member, code: string, answers: object) =>
  bot.as(who).submit(await bot.as(who).says(`aml ${code}`), { ...nothing, ...answers } as never);
const rows = () => bot.connection.prisma.amlCheck.findMany({ orderBy: [{ boutiqueCode: 'asc' }, { number: 'asc' }] });

it('a store manager signs that there is nothing to report, once', async () => {
  const opened = await bot.as(ines).says('aml MADISON');
  expect(opened).toMatchObject({ type: 'form', form: { intro: 'October · Madison Avenue · due Fri, Nov 6' } });
  const answer = await bot.as(ines).submit(opened, nothing as never);
  expect(said(answer)).toContain('AML check for October 2026: signed');
  expect(await bot.as(ines).submit(opened, nothing as never)).toEqual(answer);
  expect(await rows()).toMatchObject([
    { boutiqueCode: 'MADISON', month: '2026-10', outcome: 'nothing', signedBy: 'ines', live: 'MADISON/2026-10' },
  ]);
  expect(JSON.stringify(await bot.as(ines).says('aml MADISON'))).toContain('signed October on Wed, Nov 4');
});

it('an associate may not', async () => {
  expect(JSON.stringify(await bot.as(ana).says('aml MADISON'))).toContain(
    'Store managers and operations managers do this.',
  );
});

it('what was found is for those who look into it, by number alone, and each look is on record', async () => {
  await signs(rita, 'RODEO', { outcome: 'findings', receipts: '4711-1, 4711-2' });
  const told = bot.as(marc).lastSees();
  expect(told).toContain('something to look at');
  expect(told).toContain('2 receipts');
  expect(told).not.toContain('Florida');
  const signed = await bot.connection.prisma.auditEvent.findMany({ where: { event: 'aml-checks.signed' } });
  expect(JSON.stringify(signed.map(({ facts }) => facts))).not.toMatch(/finding|receipt/);
  expect(bot.as(nora).lastSees()).toContain('something to look at');
  expect(
    bot.chat
      .history()
      .map(({ text }) => text)
      .join('\n'),
  ).not.toContain('4711-1');

  const id = (await rows()).find(({ boutiqueCode }) => boutiqueCode === 'RODEO')?.id ?? '';
  const see = { interaction: 'aml-checks.see', boutique: 'RODEO', subject: id };
  expect(said(await bot.as(nora).press(see))).toContain('4711-2');
  // What the board opens is an answer, from wherever it is asked.
  const opened = await bot.as(nora, null).press({ ...see, interaction: 'aml-checks.look' });
  for (const label of ['Show receipts', 'Enter decision', 'Send back'])
    expect(routeIn(opened, label)).toMatchObject({ boutique: 'RODEO', subject: id });
  expect(said(await bot.as(ana).press(see))).not.toContain('4711-2');
  const reads = await bot.connection.prisma.auditEvent.findMany({ where: { event: 'restricted.read', subject: id } });
  expect(reads.map(({ actorId }) => actorId)).toContain('nora');
});

it('it is sent back with a reason, signed anew, and reviewed by somebody else', async () => {
  const press = (who: Member, action: string, id: string) =>
    bot.as(who).press({ interaction: `aml-checks.${action}`, boutique: 'RODEO', subject: id });
  const [first = ''] = (await rows()).filter(({ boutiqueCode }) => boutiqueCode === 'RODEO').map(({ id }) => id);
  await bot.as(marc).submit(await press(marc, 'send-back', first), { reason: 'Receipt 4711-2 is of September.' });
  expect(bot.as(rita).lastSees()).toContain('Receipt 4711-2 is of September.');
  expect(JSON.stringify(await bot.as(nora).submit(await press(nora, 'review', first), { note: 'Filed.' }))).toContain(
    'decided this: sent back',
  );

  // Only what was found is sent back, so headquarters reads that it is not signed, and no more.
  const board = said(await bot.as(claire, null).says('aml board'));
  expect(board).toContain('Not signed Beverly Hills');
  expect(board).not.toContain('sent back');

  await signs(rita, 'RODEO', { outcome: 'findings', receipts: '4711-1' });
  const again = (await rows()).find(({ boutiqueCode, number }) => boutiqueCode === 'RODEO' && number === 2)?.id ?? '';
  await bot.as(nora).submit(await press(nora, 'review', again), { note: 'Form 8300 filed, reference 26-118.' });
  expect(bot.as(rita).lastSees()).toContain('reviewed');
  expect(await rows()).toMatchObject([
    {},
    { state: 'sent-back', live: null },
    { state: 'reviewed', reviewedBy: 'nora' },
  ]);
});

it('whoever stands in for the one who signed reviews nothing of it, and signs for no network', async () => {
  const away = { id: 'away', fromId: 'marc', toId: 'claire', createdBy: 'marc', createdAt: bot.clock.now };
  const until = { starts: new Date('2026-11-04T00:00:00Z'), ends: new Date('2026-11-06T00:00:00Z') };
  await bot.connection.prisma.delegation.create({ data: { ...away, ...until } });
  const signed = { boutiqueCode: 'RODEO', number: 2 };
  await bot.connection.prisma.amlCheck.updateMany({ where: signed, data: { state: 'signed', signedBy: 'marc' } });
  const { id } = await bot.connection.prisma.amlCheck.findFirstOrThrow({ where: signed });

  const route = { interaction: 'aml-checks.review', boutique: 'RODEO', subject: id };
  const review = await bot.as(claire, null).submit(await bot.as(claire, null).press(route), { note: 'Filed.' });
  expect(JSON.stringify(review)).toContain('You stand in for Marc Delorme, who signed this check');
  await bot.connection.prisma.amlCheck.update({ where: { id }, data: { state: 'reviewed' } });
  const network = { interaction: 'aml-checks.sign-network', boutique: null, subject: '2026-10' };
  expect(JSON.stringify(await bot.as(claire, null).press(network))).toContain('so somebody else signs for the network');

  await bot.connection.prisma.amlCheck.update({ where: { id }, data: { signedBy: 'rita' } });
  await bot.connection.prisma.delegation.deleteMany();
});

it('headquarters sees who signed, and not what was found', async () => {
  const asked = await bot.as(claire, null).says('aml board');
  expect(said(asked)).toContain('Signed 2 of 2 boutiques');
  expect(said(asked)).not.toMatch(/look at|Open|Sign for/);
  await bot.as(claire, null).press(routeIn(asked, 'Export'));
  const [sheet] = bot
    .as(claire)
    .sees()
    .flatMap(({ files }) => files);
  expect(Buffer.from(sheet?.bytes ?? []).toString()).toMatch(
    /^\uFEFFboutique,name,month,signed by,signed at \(UTC\)\r\n/,
  );
});

it('a month that was nobody’s duty here is not asked of the network', async () => {
  const months = ['2026-10', '2026-11'];
  expect((await monthsUnsigned(bot.connection.prisma, months)).map(({ month }) => month)).toEqual([]);
  const { prisma } = bot.connection;
  const { id: _, ...signed } = await prisma.amlCheck.findFirstOrThrow({ where: { boutiqueCode: 'MADISON' } });
  const later = { ...signed, id: 'later', month: '2026-11', live: 'MADISON/2026-11' };
  await prisma.amlCheck.create({ data: later });
  expect(await monthsUnsigned(prisma, months)).toEqual([{ month: '2026-11', missing: 1 }]);
  await prisma.amlCheck.delete({ where: { id: 'later' } });
});

it('the network is signed for when everybody is in, and headquarters has every return', async () => {
  const board = await bot.as(marc).says('aml board');
  expect(said(board)).toContain('Signed 2 of 2 boutiques');
  const sign = routeIn(board, 'Sign for the network');
  const asked = await bot.as(marc).press(sign);
  const statement = 'Every boutique signed for October 2026, and what was found was reviewed.';
  expect(JSON.stringify(asked)).toContain(statement);
  const twice = [
    bot.as(marc).submit(asked, { signed: true }),
    bot.as(helen).submit(await bot.as(helen).press(sign), { signed: true }),
  ];
  const answers = (await Promise.all(twice)).map(said);
  expect(answers.filter((each) => each.includes('are signed'))).toHaveLength(1);
  expect(answers.filter((each) => each.includes('signed October for the network'))).toHaveLength(1);
  expect(await bot.connection.prisma.amlSignature.findMany()).toMatchObject([{ month: '2026-10', statement }]);
  const sent = bot.inRoom('C0FINANCE').at(-1);
  expect(sent?.text).toContain('AML checks for October 2026 are signed');
  expect(sent?.files.map(({ name }) => name)).toEqual(['aml-checks-2026-10.csv']);
  const rooms = bot.chat.history().filter(({ to }) => to.startsWith('room/'));
  const read = rooms.flatMap(({ text, files }) => [text, ...files.map(({ bytes }) => Buffer.from(bytes).toString())]);
  expect(read.join('\n')).not.toMatch(/look at|found|[Rr]eview|[Rr]eceipt|4711/);
  for (const who of [marc, nora, helen]) {
    const sheets = bot
      .as(who)
      .sees()
      .flatMap(({ files }) => files);
    expect(Buffer.from(sheets.at(-1)?.bytes ?? []).toString()).toContain('Something to look at,1,reviewed');
  }
  const [sheet] = sent?.files ?? [];
  expect(
    Buffer.from(sheet?.bytes ?? [])
      .toString('utf8')
      .split('\r\n'),
  ).toHaveLength(2 + 2);
});
