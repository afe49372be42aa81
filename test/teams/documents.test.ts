import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Document, type Reference, Undeliverable } from '../../src/chat/channel.js';
import { transaction } from '../../src/database/client.js';
import { addAttachments, addDeliveries } from '../../src/database/deliveries.js';
import { DOCUMENT, readDocument } from '../../src/teams/documents.js';
import { refused, TENANT } from './connector-server.js';
import { linesOf, mriOf, type Outside, ROOM, startOutside, users, wordsOf } from './outside.js';

const sheet: Document = { id: 'd1', name: 'count-MADISON.csv', bytes: Buffer.from('serial\nRG-20-88\n') };
const other: Document = { id: 'd2', name: 'differences.csv', bytes: Buffer.from('serial\nNK-11-03\n') };

let outside: Outside;
beforeAll(async () => {
  outside = await startOutside();
});
beforeEach(() => outside.reset());
afterAll(() => outside.stop());

const attach = (message: Reference, ...documents: readonly Document[]) => outside.channel.attach(message, documents);
const offers = () => outside.connection.prisma.teamsOffer.findMany({ orderBy: { document: 'asc' } });

interface Card {
  readonly attachments: readonly { readonly contentType: string; readonly name: string; readonly content: object }[];
}
const cards = (on = /POST/) => outside.teams.bodies(on).flatMap((body) => (body as unknown as Card).attachments);

describe('documents in a private chat', () => {
  const message = { conversation: 'a:ana', activity: 'm7', person: 'ana' };
  beforeEach(() => outside.chats('ana'));

  it('are offered, each in a message of its own that comes back with its offer', async () => {
    const kept = await attach(message, sheet, other);
    const [first, second] = await offers();
    expect(kept).toEqual({ ...message, documents: expect.stringMatching(/^\S+ \S+$/) });
    expect([first, second]).toMatchObject([
      { document: 'd1', conversation: 'a:ana', tenant: TENANT, message: 'm1', state: 'open' },
      { document: 'd2', message: 'm2' },
    ]);
    const context = { vitrine: { offer: first?.id } };
    expect(cards()[0]).toEqual({
      contentType: 'application/vnd.microsoft.teams.card.file.consent',
      name: 'count-MADISON.csv',
      content: { description: 'For your OneDrive.', sizeInBytes: 16, acceptContext: context, declineContext: context },
    });
    expect(cards().map(({ name }) => name)).toEqual(['count-MADISON.csv', 'differences.csv']);
  });

  it('are not offered again by a revision, whatever their ids are then; what has changed is', async () => {
    const kept = await attach(message, sheet);
    expect(await attach(kept, { ...sheet, id: 'd9' })).toEqual(kept);
    expect(cards()).toHaveLength(1);
    await attach(kept, { ...sheet, id: 'd9', bytes: Buffer.from('serial\n') });
    expect(cards()).toHaveLength(2);
  });

  it('are not all offered again where one of them failed', async () => {
    outside.teams.answers(
      /POST/,
      { status: 201, body: { id: 'm1' } },
      { status: 429, headers: { 'retry-after': '3' } },
    );
    await expect(attach(message, sheet, other)).rejects.toMatchObject({ retryAfterSeconds: 3 });
    await attach(message, sheet, other);
    expect(cards().map(({ name }) => name)).toEqual(['count-MADISON.csv', 'differences.csv', 'differences.csv']);
  });
});

describe('documents in a channel', () => {
  const message = { conversation: ROOM, activity: 'm7' };
  beforeEach(() => outside.letIn(ROOM));

  it('hang below the message as buttons that bring them to whoever presses', async () => {
    const kept = await attach(message, sheet, other);
    expect(outside.teams.asked()).toEqual([`POST /v3/conversations/${ROOM};messageid=m7/activities`]);
    expect(linesOf(outside.teams.bodies(/POST/)[0])).toEqual([
      'count-MADISON.csv',
      '[Send it to me]',
      'differences.csv',
      '[Send it to me]',
      'It comes to your private chat with me.',
    ]);
    const [action] = actionsIn(outside.teams.bodies(/POST/)[0]);
    expect(action).toMatchObject({ type: 'Action.Execute', verb: DOCUMENT, fallback: { type: 'Action.Submit' } });
    expect(readDocument(action?.data)).toBe('d1');
    expect(readDocument(action?.fallback.data)).toBe('d1');
    expect(await attach(kept, other)).toEqual(kept);
    expect(outside.teams.calls).toHaveLength(1);
  });

  it('stay in the thread that the message is in', async () => {
    await attach({ conversation: `${ROOM};messageid=1`, activity: 'm7' }, sheet);
    expect(outside.teams.asked()).toEqual([`POST /v3/conversations/${ROOM};messageid=1/activities`]);
  });

  it('have no thread in a group chat', async () => {
    await outside.letIn('19:group@thread.v2', 'groupChat');
    await attach({ conversation: '19:group@thread.v2', activity: 'm7' }, sheet);
    expect(outside.teams.asked()).toEqual(['POST /v3/conversations/19:group@thread.v2/activities']);
  });

  it('do not hang to what only one person sees', async () => {
    await expect(attach({ ...message, aside: mriOf('ana') }, sheet)).rejects.toEqual(
      new Undeliverable('no_documents_aside'),
    );
  });
});

interface Action {
  readonly data: unknown;
  readonly fallback: { readonly data: unknown };
}

function actionsIn(activity: unknown): readonly Action[] {
  const [attachment] = (activity as Card).attachments;
  const { body = [] } = (attachment?.content ?? {}) as {
    readonly body?: readonly { readonly actions?: readonly Action[] }[];
  };
  return body.flatMap(({ actions = [] }) => actions);
}

describe('whoever presses such a button', () => {
  const asked = { channel: 'teams', tenant: TENANT, userId: users.ana, room: ROOM } as const;
  const pressed = { vitrine: { document: 'd1' } };
  const bring = (more: object = {}, data: unknown = pressed) => outside.documents.bring({ ...asked, ...more }, data);
  const jobs = async () =>
    (await outside.connection.pool.query('select payload from graphile_worker._private_jobs')).rows.map(
      ({ payload }) => payload,
    );
  /** As the queue would. */
  const work = async () => {
    for (const payload of await jobs()) await outside.jobs['teams-document'](payload);
  };

  beforeEach(async () => {
    await outside.letIn(ROOM);
    await told(`teams/channel/${ROOM}`, sheet);
    await told('teams/person/ines', other);
  });

  async function told(conversation: string, document: Document): Promise<void> {
    const { connection } = outside;
    await transaction(connection, async (db) => {
      await addAttachments(db, [document]);
      const said = { conversation, topic: null, card: { title: 'Report', blocks: [] }, attachments: [document.id] };
      await addDeliveries(db, [said], outside.clock.now);
    });
    await connection.prisma.delivery.updateMany({ data: { state: 'sent', reference: { activity: 'm7' } } });
    await connection.pool.query('delete from graphile_worker._private_jobs');
  }

  it('is offered the document in their private chat', async () => {
    await outside.chats('ana');
    expect(await bring()).toBe('It comes to your private chat with me.');
    await work();
    expect(outside.teams.asked()).toEqual(['POST /v3/conversations/a:ana/activities']);
    expect(cards()).toMatchObject([{ name: 'count-MADISON.csv', content: { sizeInBytes: 16 } }]);
    expect(await offers()).toMatchObject([{ document: 'd1', conversation: 'a:ana', message: 'm1' }]);
  });

  it('is offered it where they have no chat with us yet, and may ask in a thread', async () => {
    expect(await bring({ room: `${ROOM};messageid=m7` })).toBe('It comes to your private chat with me.');
    await work();
    expect(outside.teams.asked()).toEqual(['POST /v3/conversations', 'POST /v3/conversations/a:opened/activities']);
  });

  it('is offered it once when they press twice, and again when they ask again later', async () => {
    await bring();
    await bring();
    expect(await jobs()).toHaveLength(1);
    await work();
    await outside.connection.pool.query('delete from graphile_worker._private_jobs');
    await bring();
    await work();
    expect(await offers()).toHaveLength(2);
  });

  it.each([
    ['what was said elsewhere', {}, { vitrine: { document: 'd2' } }],
    ['what was said here, from elsewhere', { room: '19:other@thread.tacv2' }, pressed],
    ['what was said here, from nowhere', { room: null }, pressed],
    ['what was said here, from another tenant', { tenant: 'another' }, pressed],
    ['something nobody said', {}, { vitrine: { document: 'd3' } }],
    ['nothing we know', {}, { vitrine: {} }],
  ])('does not get %s', async (_, more, data) => {
    expect(await bring(more, data)).toBe('This document is not in this conversation.');
    expect(await jobs()).toEqual([]);
  });

  it('does not get what is still to be said here', async () => {
    await outside.connection.pool.query('update deliveries set reference = null');
    expect(await bring()).toBe('This document is not in this conversation.');
  });

  it('reads in the room what to do where we can not write to them', async () => {
    outside.teams.answers(/POST/, refused(403, 'BotNotInConversationRoster'));
    await bring();
    await work();
    expect(outside.said.map(({ card, to }) => [wordsOf(card), to])).toEqual([
      ['I can’t write to you yet | Add me to your own chats, then press again.', { room: ROOM, aside: true }],
    ]);
  });

  it('waits while Teams is down: the job is tried again', async () => {
    outside.teams.answers(/POST/, ...Array.from({ length: 4 }, () => refused(502, 'BadGateway')));
    await bring();
    await expect(work()).rejects.toMatchObject({ status: 502 });
    expect(outside.said).toEqual([]);
  });
});
