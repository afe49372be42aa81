import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ana, type Desk, encoded, type Json, madison, messageIn, openDatabase, openDesk } from './desk.js';

let database: Awaited<ReturnType<typeof openDatabase>>;
let desk: Desk;
let chat: string;

beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.drop());

beforeEach(async () => {
  desk = await openDesk(database.pool);
  await desk.install();
  chat = await desk.chatOf(ana);
});

afterEach(async () => {
  await desk.close();
  await database.empty();
});

const isMessage = ({ type }: Json) => type === 'message';
const bytes = 'serial\nRG-1\n';
async function sendFile(more: Record<string, string> = {}) {
  const query = new URLSearchParams({ user: ana.id, conversation: chat, name: 'count.csv', ...more });
  const address = `${desk.url}/playground/teams/client/upload?${query}`;
  return (await (await fetch(address, { method: 'POST', body: bytes })).json()) as Json;
}
async function downloadUrl(): Promise<string> {
  const { attachments } = await desk.hears(isMessage);
  const [file] = attachments as { content: { downloadUrl: string } }[];
  return String(file?.content.downloadUrl);
}

describe('a file that a person sends', () => {
  it('in the personal chat comes with an address that needs no right', async () => {
    expect(await sendFile({ text: 'From the safe' })).toEqual({ ok: true });
    const message = await desk.hears(isMessage);
    expect(message).toMatchObject({
      text: 'From the safe',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.teams.file.download.info',
          content: { fileType: 'csv', uniqueId: expect.any(String), downloadUrl: expect.any(String) },
          contentUrl: expect.stringContaining('count.csv'),
          name: 'count.csv',
        },
        { contentType: 'text/html', content: '<p>From the safe</p>' },
      ],
    });
    const file = await fetch(await downloadUrl());
    expect([file.status, await file.text()]).toEqual([200, bytes]);
  });

  it('stands in the chat, to be fetched by the page', async () => {
    await sendFile();
    const [message] = (await desk.snapshot(ana)).messages;
    const [attachment] = message?.attachments ?? [];
    expect(attachment).toMatchObject({ kind: 'file', name: 'count.csv', fileType: 'csv', size: bytes.length });
    const href = attachment?.kind === 'file' ? attachment.href : null;
    const response = await fetch(`${desk.url}${href}`);
    expect(await response.text()).toBe(bytes);
    expect(response.headers.get('content-disposition')).toContain('attachment');
  });

  it('is there for an hour, also after a restart', async () => {
    await sendFile();
    const address = await downloadUrl();
    const { port } = new URL(desk.url);
    await desk.close();
    desk = await openDesk(database.pool);
    const moved = address.replace(`:${port}/`, `:${new URL(desk.url).port}/`);
    expect((await fetch(moved)).status).toBe(200);
    desk.clock.forward(3_600_001);
    expect((await fetch(moved)).status).toBe(401);
  });

  it('from a phone of one kind leads to a web page instead', async () => {
    await sendFile({ device: 'ios' });
    expect(await desk.hears(isMessage)).toMatchObject({ entities: [{ platform: 'iOS' }] });
    const file = await fetch(await downloadUrl());
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await file.text()).not.toContain('RG-1');
  });

  it('in a channel does not reach the bot: only the text does', async () => {
    await sendFile({ conversation: madison, mention: 'true', text: 'count for today' });
    const message = await desk.hears(isMessage);
    expect(message.attachments).toEqual([
      { contentType: 'text/html', content: expect.stringContaining('count for today') },
    ]);
    expect((await desk.snapshot(ana)).messages[0]?.attachments).toMatchObject([{ kind: 'file', name: 'count.csv' }]);
  });

  it('without a name is refused', async () => {
    expect(await sendFile({ name: '' })).toMatchObject({ ok: false });
  });

  it('can be hard to fetch', async () => {
    await sendFile();
    const address = await downloadUrl();
    await desk.verb('faults', { method: 'download', times: 1, kind: 'bad_gateway' });
    expect((await fetch(address)).status).toBe(502);
    for (const kind of ['cut', 'reset']) {
      await desk.verb('faults', { method: 'download', times: 1, kind });
      await expect(fetch(address)).rejects.toThrow('fetch failed');
    }
    expect((await fetch(address)).status).toBe(200);
  });
});

describe('a file that the bot sends', () => {
  const report = 'Count of Madison Avenue\n';
  const consentCard = {
    contentType: 'application/vnd.microsoft.teams.card.file.consent',
    name: 'report.csv',
    content: {
      description: 'The report',
      sizeInBytes: report.length,
      acceptContext: { document: 'd-1' },
      declineContext: { document: 'd-1', no: true },
    },
  };
  const activities = () => `conversations/${encoded(chat)}/activities`;
  const offer = async () =>
    String((await desk.call('POST', activities(), { type: 'message', attachments: [consentCard] })).body.id);
  const answer = (message: string, action: string) =>
    desk.verb('consent', { user: ana.id, conversation: chat, message, action });
  const uploadInfo = () => Object(desk.received[0]?.activity.value).uploadInfo as Record<string, string>;
  const put = (range: string, body: string, headers: Record<string, string> = {}) =>
    fetch(uploadInfo().uploadUrl ?? '', { method: 'PUT', body, headers: { 'content-range': range, ...headers } });
  const whole = `bytes 0-${report.length - 1}/${report.length}`;

  it('is offered; with a yes the bot gets an address to put it to', async () => {
    const id = await offer();
    expect(await answer(id, 'accept')).toEqual({ status: 200, ok: true });
    expect(desk.received[0]?.activity).toMatchObject({
      type: 'invoke',
      name: 'fileConsent/invoke',
      replyToId: id,
      conversation: { conversationType: 'personal', id: chat },
      value: {
        type: 'fileUpload',
        action: 'accept',
        context: { document: 'd-1' },
        uploadInfo: {
          name: 'report.csv',
          fileType: 'csv',
          uploadUrl: expect.any(String),
          uniqueId: expect.any(String),
        },
      },
    });
    expect(messageIn(await desk.snapshot(ana), id)?.attachments).toMatchObject([
      { kind: 'consent', state: 'answered' },
    ]);
    expect(await answer(id, 'accept')).toMatchObject({ status: 400 });
  });

  it('put there, it stands in the chat as a file', async () => {
    await answer(await offer(), 'accept');
    const uploaded = await put(whole, report);
    expect([uploaded.status, await uploaded.json()]).toMatchObject([201, { name: 'report.csv', size: report.length }]);
    const { contentUrl, uniqueId, fileType } = uploadInfo();
    const info = {
      contentType: 'application/vnd.microsoft.teams.card.file.info',
      contentUrl,
      name: 'report.csv',
      content: { uniqueId, fileType },
    };
    const { body } = await desk.call('POST', activities(), { type: 'message', attachments: [info] });
    const [file] = messageIn(await desk.snapshot(ana), body.id)?.attachments ?? [];
    expect(file).toMatchObject({ kind: 'file', name: 'report.csv', size: report.length });
    const href = file?.kind === 'file' ? file.href : null;
    expect(await (await fetch(`${desk.url}${href}`)).text()).toBe(report);
    expect((await put(whole, report)).status).toBe(404);
  });

  it('can come in parts that follow each other', async () => {
    await answer(await offer(), 'accept');
    const first = await put(`bytes 0-9/${report.length}`, report.slice(0, 10));
    expect([first.status, await first.json()]).toEqual([202, { nextExpectedRanges: [`10-${report.length - 1}`] }]);
    expect((await put(`bytes 15-19/${report.length}`, report.slice(15, 20))).status).toBe(416);
    const last = await put(`bytes 10-${report.length - 1}/${report.length}`, report.slice(10));
    expect(last.status).toBe(201);
  });

  it.each<[string, string, Record<string, string>, number]>([
    ['without a range', '', {}, 400],
    ['longer than its range', `bytes 0-3/${report.length}`, {}, 400],
    ['with a range that is none', 'bytes 9-3/4', {}, 400],
    ['with a token, which the address does not take', whole, { authorization: 'Bearer x' }, 401],
  ])('%s is not taken', async (_what, range, headers, status) => {
    await answer(await offer(), 'accept');
    expect((await put(range, report, headers)).status).toBe(status);
  });

  it('declined, nothing is put anywhere', async () => {
    const id = await offer();
    await answer(id, 'decline');
    expect(desk.received[0]?.activity.value).toEqual({
      type: 'fileUpload',
      action: 'decline',
      context: { document: 'd-1', no: true },
    });
  });

  it('stays offered when the bot does not take the answer', async () => {
    const id = await offer();
    desk.answerWith((_received, res) => res.writeHead(500).end());
    expect(await answer(id, 'accept')).toMatchObject({ ok: false, trouble: expect.any(String) });
    expect(messageIn(await desk.snapshot(ana), id)?.attachments).toMatchObject([{ kind: 'consent', state: 'open' }]);
  });

  it('whose offer the bot deletes while answering is not offered again', async () => {
    const id = await offer();
    desk.answerWith(async () => void (await desk.call('DELETE', `${activities()}/${id}`)));
    expect(await answer(id, 'accept')).toMatchObject({ ok: true });
    expect(messageIn(await desk.snapshot(ana), id)).toBeUndefined();
  });

  it('can be hard to put: what was taken may go unanswered', async () => {
    await answer(await offer(), 'accept');
    await desk.verb('faults', { method: 'upload', times: 1, kind: 'rate_limited', retryAfter: 2 });
    expect((await put(whole, report)).status).toBe(429);
    await desk.verb('faults', { method: 'upload', times: 1, kind: 'cut' });
    await expect(put(whole, report)).rejects.toThrow('fetch failed');
    expect((await put(whole, report)).status).toBe(404);
  });
});
