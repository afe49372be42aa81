import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../src/domain/refusal.js';
import { refused, TENANT } from './connector-server.js';
import { HQ, member, mriOf, type Outside, ROOM, startOutside, users } from './outside.js';

const NOBODY = { email: null, fullMember: false };
const FOREIGN = '19:a_b@unq.gbl.spaces';

let outside: Outside;
beforeAll(async () => {
  outside = await startOutside();
});
beforeEach(() => outside.reset());
afterAll(() => outside.stop());

const whoIsAna = (tenant = TENANT) => outside.whoIs(tenant, users.ana);
const knows = (on: RegExp, more: object = {}) => outside.teams.answers(on, { status: 200, body: member('ana', more) });

describe('who somebody is', () => {
  it('is asked where they were seen', async () => {
    await outside.speaksIn('ana', ROOM);
    knows(/madison/);
    expect(await whoIsAna()).toEqual({ email: 'ana@Vitrine.Example', fullMember: true });
    expect(outside.teams.asked()).toEqual([`GET /v3/conversations/${ROOM}/members/${mriOf('ana')}`]);
  });

  it('has the name they sign in with for an e-mail, where Teams tells no other', async () => {
    await outside.speaksIn('ana', ROOM);
    knows(/madison/, { email: null });
    expect(await whoIsAna()).toEqual({ email: 'ana@vitrine.example', fullMember: true });
  });

  it.each([
    ['a guest', { userRole: 'Guest' }],
    ['somebody anonymous', { userRole: 'anonymous' }],
    ['a guest by name', { userPrincipalName: 'ana_x.example#EXT#@vitrine.example' }],
    ['of another tenant', { tenantId: 'bbbbbbbb-0000-4000-8000-000000000000' }],
    ['of no tenant that Teams names', { tenantId: undefined }],
  ])('is no full member when %s', async (_, more) => {
    await outside.speaksIn('ana', ROOM);
    knows(/madison/, more);
    expect(await whoIsAna()).toMatchObject({ fullMember: false });
  });

  it('is nobody of another tenant, or never seen, and nobody is asked', async () => {
    await outside.speaksIn('ana', ROOM);
    expect(await whoIsAna('another')).toEqual(NOBODY);
    expect(await outside.whoIs(TENANT, users.ben)).toEqual(NOBODY);
    expect(outside.teams.calls).toEqual([]);
  });

  it('is nobody where Teams names somebody else', async () => {
    await outside.speaksIn('ana', ROOM);
    knows(/madison/, { aadObjectId: users.ben });
    expect(await whoIsAna()).toEqual(NOBODY);
  });

  it('is asked in their private chat where they have left the channel', async () => {
    await outside.chats('ana');
    outside.clock.now = new Date(outside.clock.now.getTime() + 3_700_000);
    await outside.speaksIn('ana', HQ);
    outside.teams.answers(/hq/, refused(404, 'MemberNotFoundInConversation'));
    knows(/a:ana/);
    expect(await whoIsAna()).toMatchObject({ fullMember: true });
  });

  it('is not asked in a chat where we are not, and they read what to do', async () => {
    const chat = {
      tenant: TENANT,
      kind: 'groupChat',
      serviceUrl: outside.teams.url,
      bot: '28:x',
      userId: null,
      team: null,
    } as const;
    await outside.book.see({ ...chat, id: FOREIGN }, { userId: users.ana, mri: mriOf('ana') });
    await expect(whoIsAna()).rejects.toEqual(
      new Refusal('not-met', 'Say hello to me in our private chat once, then try again.'),
    );
    expect(outside.teams.calls).toEqual([]);
  });

  it('is not made up while Teams is down', async () => {
    await outside.speaksIn('ana', ROOM);
    outside.teams.answers(/madison/, ...Array.from({ length: 4 }, () => refused(503, 'ServiceUnavailable')));
    await expect(whoIsAna()).rejects.toMatchObject({ status: 503 });
  });
});
