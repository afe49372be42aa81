import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Document } from '../../src/chat/channel.js';
import { refused, TENANT } from './connector-server.js';
import { linesOf, type Outside, startOutside, users } from './outside.js';

const sheet: Document = { id: 'd1', name: 'count-MADISON.csv', bytes: Buffer.from('serial\nRG-20-88\n') };

let outside: Outside;
beforeAll(async () => {
  outside = await startOutside();
});
afterAll(() => outside.stop());
beforeEach(async () => {
  await outside.reset();
  await outside.chats('ana');
  await outside.connection.prisma.attachment.create({ data: { ...sheet, bytes: new Uint8Array(sheet.bytes) } });
  await outside.channel.attach({ conversation: 'a:ana', activity: 'm0' }, [sheet]);
  first = (await outside.connection.prisma.teamsOffer.findFirstOrThrow()).id;
  outside.teams.reset();
});

const ana = { channel: 'teams', tenant: TENANT, userId: users.ana, room: 'a:ana' } as const;
let first: string;
const offer = () => outside.connection.prisma.teamsOffer.findUniqueOrThrow({ where: { id: first } });
const upload = (more: object = {}) => ({
  uploadUrl: `${outside.teams.origin}/session?guid=secret`,
  contentUrl: 'https://maison-my.sharepoint.com/personal/ana/Documents/count-MADISON.csv',
  name: 'count-MADISON.csv',
  uniqueId: '1150D938',
  fileType: 'csv',
  ...more,
});
const answer = async (value: object, asked: object = ana) =>
  outside.consent.answered(
    { ...ana, ...asked },
    { type: 'fileUpload', context: { vitrine: { offer: first } }, ...value },
  );
const accept = (info = upload(), asked: object = ana) => answer({ action: 'accept', uploadInfo: info }, asked);
const decline = () => answer({ action: 'decline' });

const jobs = async (): Promise<readonly unknown[]> =>
  (await outside.connection.pool.query('select payload from graphile_worker._private_jobs order by id')).rows.map(
    ({ payload }) => payload,
  );
/** As the queue would, and maybe again. */
const work = async () => {
  for (const payload of await jobs()) await outside.jobs['teams-document'](payload);
};

describe('a document that is accepted', () => {
  it('is put where Teams says, then shown as a file, and the question goes', async () => {
    await accept();
    await work();
    expect(outside.teams.asked()).toEqual([
      'PUT /session?guid=secret',
      'POST /v3/conversations/a:ana/activities',
      'DELETE /v3/conversations/a:ana/activities/m1',
    ]);
    const [put] = outside.teams.calls;
    expect(put?.bytes.toString()).toBe('serial\nRG-20-88\n');
    expect(put?.headers).toMatchObject({ 'content-range': 'bytes 0-15/16', 'content-length': '16' });
    expect(put?.headers.authorization).toBeUndefined();
    expect(outside.teams.bodies(/POST/)).toMatchObject([
      {
        attachments: [
          {
            contentType: 'application/vnd.microsoft.teams.card.file.info',
            contentUrl: upload().contentUrl,
            name: 'count-MADISON.csv',
            content: { uniqueId: '1150D938', fileType: 'csv' },
          },
        ],
      },
    ]);
    expect(await offer()).toMatchObject({ state: 'given' });
  });

  it('once is given once, however often Teams says it', async () => {
    await accept();
    await accept();
    await decline();
    expect(await jobs()).toHaveLength(1);
  });

  it('is shown, and the question taken away, where the job broke off in between', async () => {
    outside.teams.answers(/POST/, ...Array.from({ length: 4 }, () => refused(502, 'BadGateway')));
    outside.teams.answers(/DELETE/, ...Array.from({ length: 4 }, () => refused(502, 'BadGateway')));
    await accept();
    await expect(work()).rejects.toMatchObject({ status: 502 });
    await expect(work()).rejects.toMatchObject({ status: 502 });
    await work();
    await work();
    const asked = outside.teams.asked();
    expect(asked.filter((what) => what.startsWith('PUT'))).toHaveLength(1);
    expect(asked.filter((what) => what.startsWith('POST'))).toHaveLength(5);
  });

  it('does not mind that the question is gone already', async () => {
    outside.teams.answers(/DELETE/, refused(404, 'ActivityNotFoundInConversation'));
    await accept();
    await work();
    expect(await offer()).toMatchObject({ state: 'given' });
  });

  it.each([429, 500, 503])('waits where its place can not take it for now: %d', async (status) => {
    outside.teams.answers(/PUT/, { status });
    await accept();
    await expect(work()).rejects.toMatchObject({ code: `http_${status}` });
    expect(await offer()).toMatchObject({ state: 'accepted' });
    await work();
    expect(await offer()).toMatchObject({ state: 'given' });
  });

  it.each(['cut', 'silence'] as const)('is put again where the connection broke: %s', async (reply) => {
    outside.teams.answers(/PUT/, reply);
    await accept();
    await expect(work()).rejects.toThrow();
    await work();
    expect(await offer()).toMatchObject({ state: 'given' });
  });

  it.each([401, 403, 404, 410])('is offered anew where the place has run out: %d', async (status) => {
    outside.teams.answers(/PUT/, { status });
    await accept();
    await work();
    const [word, again] = outside.teams.bodies(/POST/);
    expect(linesOf(word)).toEqual(['count-MADISON.csv did not reach your OneDrive. Allow it once more.']);
    expect(again).toMatchObject({ attachments: [{ name: 'count-MADISON.csv' }] });
    expect(outside.teams.asked().at(-1)).toBe('DELETE /v3/conversations/a:ana/activities/m1');
    expect(await offer()).toMatchObject({ state: 'lapsed' });
    expect(await outside.connection.prisma.teamsOffer.count({ where: { state: 'open', document: 'd1' } })).toBe(1);
  });

  it.each([
    'https://evil.example/session',
    'https://sharepoint.com.evil.example/session',
    'http://maison-my.sharepoint.com/session',
    'https://me:word@maison-my.sharepoint.com/session',
    'https://maison-my.sharepoint.com:8443/session',
    'nowhere',
  ])('goes nowhere but to SharePoint: not to %s', async (uploadUrl) => {
    await accept(upload({ uploadUrl }));
    await work();
    expect(outside.teams.asked().filter((what) => what.startsWith('PUT'))).toEqual([]);
    expect(await offer()).toMatchObject({ state: 'lapsed' });
    expect(outside.heard).toEqual(['a document was to go to an address that is none of SharePoint {}']);
  });

  it('follows no redirect', async () => {
    outside.teams.answers(/PUT/, { status: 307, headers: { location: `${outside.teams.origin}/elsewhere` } });
    await accept();
    await work();
    expect(outside.teams.asked().filter((what) => what.startsWith('PUT'))).toEqual(['PUT /session?guid=secret']);
    expect(await offer()).toMatchObject({ state: 'lapsed' });
  });

  it('is given up where we may no longer write there', async () => {
    outside.teams.answers(/POST/, refused(403, 'BotDisabledByAdmin'));
    await accept();
    await work();
    expect(outside.heard).toEqual(['a document could not be given {"reason":"BotDisabledByAdmin"}']);
  });
});

describe('a document that is declined', () => {
  it('is not sent, and the question says so in its place', async () => {
    await decline();
    await decline();
    await work();
    await work();
    expect(new Set(outside.teams.asked())).toEqual(new Set(['PUT /v3/conversations/a:ana/activities/m1']));
    expect(linesOf(outside.teams.bodies(/PUT/)[0])).toEqual(['count-MADISON.csv was not sent.']);
    expect(await offer()).toMatchObject({ state: 'declined' });
  });

  it('does not mind that the question is gone already', async () => {
    outside.teams.answers(/PUT/, refused(404, 'ActivityNotFoundInConversation'));
    await decline();
    await work();
    expect(outside.heard).toEqual([]);
  });
});

describe('an answer', () => {
  it.each([
    ['from another chat', { room: 'a:ben', userId: users.ben }],
    ['from another tenant', { tenant: 'another' }],
    ['from nowhere', { room: null }],
  ])('%s changes nothing', async (_, asked) => {
    await accept(upload(), asked);
    expect(await jobs()).toEqual([]);
    expect(await offer()).toMatchObject({ state: 'open' });
  });

  it('with letters that no database takes is read without them', async () => {
    await outside.consent.answered(ana, { action: 'decline', context: { vitrine: { offer: 'a\u0000b\ud800' } } });
    expect(await jobs()).toEqual([]);
    await accept(upload({ name: 'co\u0000unt.csv', uniqueId: '\udc00' }));
    expect(JSON.stringify(await jobs())).toContain('unt.csv');
  });

  it('to what was never offered changes nothing', async () => {
    await outside.consent.answered(ana, { action: 'decline', context: { vitrine: { offer: 'made-up' } } });
    expect(await jobs()).toEqual([]);
  });

  it.each([
    ['nothing', null],
    ['another bot’s context', { action: 'accept', context: { filename: 'x' }, uploadInfo: {} }],
    ['no address', { action: 'accept', context: { vitrine: { offer: 'x' } }, uploadInfo: null }],
    ['another action', { action: 'perhaps', context: { vitrine: { offer: 'x' } } }],
  ])('of %s is noted, without what was in it', async (_, value) => {
    await outside.consent.answered(ana, value);
    expect(outside.heard).toEqual(['an answer to the offer of a file can not be read {}']);
    expect(await jobs()).toEqual([]);
  });
});

it('says no address, name or serial in the log', async () => {
  outside.teams.answers(/PUT/, { status: 404 });
  await accept();
  await work();
  await outside.consent.answered(ana, { action: 'accept', uploadInfo: upload() });
  expect(outside.heard.join()).not.toMatch(/secret|guid|count-MADISON|RG-20|127\.0\.0\.1/);
});
