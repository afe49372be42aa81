import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../src/domain/refusal.js';
import { TENANT } from './connector-server.js';
import { type Outside, startOutside, users, wordsOf } from './outside.js';

const NOT_GIVEN = 'Teams did not give the file. Send it again, or scan or paste the serials.';
const RAN_OUT = 'Its link had run out. Send it again, or scan or paste the serials.';
const WEB_PAGE = 'Teams gave a web page instead of the file. Send it from a computer, or paste the serials.';
const TOO_LARGE = 'It is larger than 10 MB. Split it and send the parts one by one.';

let outside: Outside;
beforeAll(async () => {
  outside = await startOutside();
});
beforeEach(async () => {
  await outside.reset();
  outside.clock.now = new Date('2026-11-27T14:12:00Z');
  await outside.chats('ana');
  outside.teams.reset();
});
afterAll(() => outside.stop());

const ana = { channel: 'teams', tenant: TENANT, userId: users.ana, room: 'a:ana' } as const;
const address = () => `${outside.teams.origin}/download.aspx?tempauth=secret`;
const arrives = (name = 'scan.csv', where = address(), message = 'm1') =>
  outside.files.arrived(ana, message, [{ name, address: where }]);
const gives = (body: string | Uint8Array, type = 'text/csv', status = 200) =>
  outside.teams.answers(/download/, { status, body: body as string, headers: { 'content-type': type } });
const jobs = async (): Promise<readonly unknown[]> =>
  (await outside.connection.pool.query('select payload from graphile_worker._private_jobs order by id')).rows.map(
    ({ payload }) => payload,
  );
/** As the queue would. */
const work = async () => {
  for (const payload of await jobs()) await outside.jobs['teams-file'](payload);
};
const row = () => outside.connection.prisma.teamsFile.findFirstOrThrow();
const words = () => outside.said.map(({ card }) => wordsOf(card));
const download = async () => outside.channel.download(TENANT, (await row()).id);
const passes = (minutes: number) => {
  outside.clock.now = new Date(outside.clock.now.getTime() + minutes * 60_000);
};

describe('a file that somebody sends', () => {
  it('is kept, and they read that it comes and then that it is here, in one place', async () => {
    gives('RG-1\nRG-2');
    await arrives();
    expect(await row()).toMatchObject({ name: 'scan.csv', userId: users.ana, state: 'coming' });
    await work();
    expect(words()).toEqual(['Reading scan.csv', 'scan.csv is here | Open the form and choose it.']);
    expect(new Set(outside.said.map(({ topic }) => topic)).size).toBe(1);
    expect(outside.said.map(({ to }) => to)).toEqual(['person', 'person']);
    expect(Buffer.from(await download()).toString()).toBe('RG-1\nRG-2');
    expect(await row()).toMatchObject({ state: 'here', address: null });
  });

  it('is fetched without a token of ours', async () => {
    gives('RG-1');
    await arrives();
    await work();
    expect(outside.teams.calls[0]?.headers.authorization).toBeUndefined();
    expect(outside.teams.asked()).toEqual(['GET /download.aspx?tempauth=secret']);
  });

  it('once is kept once, however often Teams tells us', async () => {
    await arrives();
    await arrives();
    expect(await jobs()).toHaveLength(1);
    expect(await outside.connection.prisma.teamsFile.count()).toBe(1);
    expect(new Set(outside.said.map(({ key }) => key)).size).toBe(1);
    await arrives('scan.csv', address(), 'm2');
    expect(await jobs()).toHaveLength(2);
  });

  it('comes with others', async () => {
    await outside.files.arrived(ana, 'm1', [
      { name: 'a.csv', address: address() },
      { name: 'b.csv', address: address() },
    ]);
    expect(words()).toEqual(['Reading a.csv', 'Reading b.csv']);
    expect(await jobs()).toHaveLength(2);
  });

  it('is not fetched or told of again where the job runs twice', async () => {
    gives('RG-1');
    await arrives();
    await work();
    await work();
    expect(outside.teams.calls).toHaveLength(1);
    expect(new Set(outside.said.map(({ key }) => key)).size).toBe(2);
  });

  it('has a name that a database takes', async () => {
    await arrives('sc\u0000an\ud800.csv');
    expect((await row()).name).toMatch(/^sc.*an.*\.csv$/);
    await arrives(' ', address(), 'm2');
    expect(words()).toContain('Reading File');
  });
});

describe('a file that can not be had', () => {
  const ends = async (sentence: string) => {
    await work();
    expect(words().at(-1)).toBe(`scan.csv could not be read | ${sentence}`);
    expect(await row()).toMatchObject({ state: 'refused', reason: sentence, address: null, bytes: null });
    await expect(download()).rejects.toEqual(new Refusal('no-file', sentence));
  };

  it.each([
    ['by its kind', '<html>Sign in</html>', 'text/html; charset=utf-8'],
    ['by its kind in capitals', 'Sign in', 'Text/HTML'],
    ['by what it begins with', '\ufeff \n<!DOCTYPE html><title>Sign in', 'text/csv'],
    ['by its first word', '<html lang="en">', 'application/octet-stream'],
  ])('since it is a web page is refused in words: %s', async (_, body, type) => {
    gives(body, type);
    await arrives();
    await ends(WEB_PAGE);
  });

  it.each([401, 403, 404, 410])('since its link has run out is refused in words: %d', async (status) => {
    gives('', 'text/plain', status);
    await arrives();
    await ends(RAN_OUT);
  });

  it.each([301, 302, 307])('since it is said to be elsewhere is refused: %d', async (status) => {
    outside.teams.answers(/download/, { status, headers: { location: `${outside.teams.origin}/elsewhere` } });
    await arrives();
    await ends(NOT_GIVEN);
    expect(outside.teams.asked()).toHaveLength(1);
  });

  it.each([
    'https://evil.example/scan.csv',
    'https://maison.sharepoint.com.evil.example/scan.csv',
    'https://me:word@maison.sharepoint.com/scan.csv',
    'http://maison.sharepoint.com/scan.csv',
    'file:///etc/passwd',
    '',
  ])('is not asked for at %j', async (where) => {
    await arrives('scan.csv', where);
    await ends(NOT_GIVEN);
    expect(outside.teams.calls).toEqual([]);
  });

  it('since it is larger than we take is refused, whatever was announced', async () => {
    gives(Buffer.alloc(10_000_000, 'R'));
    await arrives();
    await work();
    expect((await download()).length).toBe(10_000_000);

    await outside.connection.prisma.teamsFile.deleteMany();
    await outside.connection.pool.query('delete from graphile_worker._private_jobs');
    gives(Buffer.alloc(10_000_001, 'R'));
    await arrives('scan.csv', address(), 'm2');
    await ends(TOO_LARGE);
  });

  it('is not unpacked: what would become more stays what it is', async () => {
    outside.teams.answers(/download/, {
      status: 200,
      body: gzipSync(Buffer.alloc(60_000_000)) as unknown as string,
      headers: { 'content-type': 'text/csv', 'content-encoding': 'gzip' },
    });
    await arrives();
    await work();
    expect((await download()).length).toBeLessThan(100_000);
  });
});

describe('a file that can not be had for now', () => {
  it.each([
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    ['a connection that breaks', 'cut'],
    ['a file that breaks off', 'torn'],
    ['no answer', 'silence'],
  ] as const)('is tried again: %s', async (_, reply) => {
    outside.teams.answers(/download/, reply);
    gives('RG-1');
    await arrives();
    await expect(work()).rejects.toThrow();
    await expect(download()).rejects.not.toBeInstanceOf(Refusal);
    expect(words()).toEqual(['Reading scan.csv']);
    await work();
    expect(words().at(-1)).toContain('scan.csv is here');
  });

  it('is given up, in words, after some minutes', async () => {
    outside.teams.answers(/download/, { status: 500 }, { status: 500 });
    await arrives();
    await expect(work()).rejects.toThrow();
    passes(4);
    await work();
    expect(words().at(-1)).toBe(`scan.csv could not be read | ${NOT_GIVEN}`);
  });

  it('is told of where the word was lost', async () => {
    gives('RG-1');
    await arrives();
    await work();
    outside.said.length = 0;
    await work();
    expect(words()).toEqual(['scan.csv is here | Open the form and choose it.']);
  });
});

describe('whoever sent files', () => {
  it('may choose from them for a day, the newest first and the fresh ones marked', async () => {
    await arrives('old.csv', address(), 'm1');
    passes(20);
    await arrives('new.csv', address(), 'm2');
    await arrives('bad.csv', 'https://evil.example', 'm3');
    await outside.connection.prisma.teamsFile.updateMany({ where: { name: 'bad.csv' }, data: { state: 'refused' } });
    expect(await outside.files.sent(TENANT, users.ana)).toMatchObject([
      { channel: 'teams', tenant: TENANT, name: 'new.csv', isFresh: true },
      { name: 'old.csv', isFresh: false },
    ]);
    expect(await outside.files.sent(TENANT, users.ben)).toEqual([]);
    expect(await outside.files.sent('another', users.ana)).toEqual([]);
    passes(24 * 60 + 1);
    expect(await outside.files.sent(TENANT, users.ana)).toEqual([]);
  });

  it('finds one that went with a form still there, and no longer fresh', async () => {
    await arrives();
    const { id } = await row();
    await outside.files.used(TENANT, users.ben, [id]);
    expect(await outside.files.sent(TENANT, users.ana)).toMatchObject([{ id, isFresh: true }]);
    await outside.files.used(TENANT, users.ana, [id, 'made-up']);
    expect(await outside.files.sent(TENANT, users.ana)).toMatchObject([{ id, isFresh: false }]);
  });

  it('may use their own, and nobody else’s by its id', async () => {
    await arrives();
    const { id } = await row();
    expect(await outside.files.own(TENANT, users.ana, [id, 'made-up'])).toEqual([
      { channel: 'teams', tenant: TENANT, id, name: 'scan.csv' },
    ]);
    expect(await outside.files.own(TENANT, users.ben, [id])).toEqual([]);
    expect(await outside.files.own('another', users.ana, [id])).toEqual([]);
    await expect(outside.channel.download('another', id)).rejects.toBeInstanceOf(Refusal);
  });

  it('find nothing of them a day later', async () => {
    gives('RG-1');
    await arrives();
    await work();
    const { id } = await row();
    passes(23 * 60);
    await outside.tidy();
    expect((await outside.channel.download(TENANT, id)).length).toBe(4);
    passes(2 * 60);
    await outside.tidy();
    expect(await outside.connection.prisma.teamsFile.count()).toBe(0);
    await expect(outside.channel.download(TENANT, id)).rejects.toMatchObject({
      sentence: 'Files are kept for a day. Send it again, or scan or paste the serials.',
    });
  });
});

it('says nothing of a file in the log', async () => {
  gives('', 'text/plain', 404);
  await arrives();
  await work();
  expect(outside.heard).toEqual([]);
});
