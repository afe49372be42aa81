import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { card, picture } from '../../src/chat/card.js';
import { transaction } from '../../src/database/client.js';
import { boutiqueByCode } from '../../src/database/lookup.js';
import { timelinePicture } from '../../src/drawing/timeline-picture.js';
import { deliver, post } from '../../src/engine/outbox.js';
import { planOfRows } from '../drawing/plans.js';
import { type Bot, startBot } from '../slack/bot.js';
import { refused } from '../slack/slack-api.js';
import { type Outside, ROOM, startOutside } from '../teams/outside.js';

/** From what a capability tells to what Slack's and Teams' servers get, over HTTP; and back, where they break. */

const SLACK = 'slack/channel/C0MADISON';
const TEAMS = `teams/channel/${ROOM}`;
const NOW = new Date('2026-11-27T14:12:00Z');
const ALT = 'Plan: 2 late';

let outside: Outside;
let slack: Bot;
let plan: Uint8Array;
const logged: string[] = [];
beforeAll(async () => {
  [outside, slack, plan] = await Promise.all([startOutside(), startBot(), timelinePicture(planOfRows(20))]);
});
beforeEach(async () => {
  await outside.reset();
  await outside.letIn(ROOM);
  await outside.connection.prisma.boutique.update({ where: { code: 'MADISON' }, data: { slackChannel: 'C0MADISON' } });
  slack.reset();
  logged.length = 0;
});
afterAll(() => Promise.all([outside.stop(), slack.close()]));

const note = (message: string) => void logged.push(message);
const carry = (conversation: string) =>
  deliver(
    {
      connection: outside.connection,
      channels: [slack.edge.channel, outside.channel],
      now: () => NOW,
      log: { info: () => {}, warn: note, error: note },
    },
    conversation,
  );

async function tell(title: string, id: string, bytes: Uint8Array | null): Promise<void> {
  const parts = { newId: randomUUID, chats: ['slack', 'teams'] } as unknown as Parameters<typeof post>[0];
  await transaction(outside.connection, async (db) => {
    const boutique = await boutiqueByCode(db, 'MADISON');
    const pictures = bytes === null ? {} : { pictures: [{ id, name: 'plan.png', bytes }] };
    const said = { card: card(title, [picture(id, ALT)]), options: { topic: 'opening/1', ...pictures } };
    const nobody = { audience: 'who-was-told', ...said } as const;
    await post(parts, { db, now: NOW, boutique }, [{ audience: 'boutique-channel', ...said }, nobody]);
  });
}

const inTeams = () => outside.teams.bodies(/activities/).map((body) => JSON.stringify(body));
const blocksIn = (method: string) => slack.api.callsOf(method).map(({ blocks }) => JSON.stringify(blocks));

it('a picture is kept once, is no part of what waits to be said, and is shown in both chats', async () => {
  await tell('Miami', 'plan-1', plan);

  const rows = await outside.connection.prisma.delivery.findMany();
  expect(rows.map(({ conversation }) => conversation).sort()).toEqual([SLACK, TEAMS]);
  expect(JSON.stringify(rows.map((row) => row.card)).length).toBeLessThan(400);
  expect(rows.flatMap(({ attachments }) => attachments)).toEqual([]);
  expect(await outside.connection.prisma.attachment.count()).toBe(1);

  await carry(SLACK);
  await carry(TEAMS);
  expect(blocksIn('chat.postMessage')[0]).toContain('"slack_file":{"id":"F1"}');
  expect(inTeams()[0]).toContain(`data:image/png;base64,${Buffer.from(plan).toString('base64')}`);
  expect(Buffer.byteLength(inTeams()[0] ?? '')).toBeLessThan(28_000);
});

it('a later card of the topic shows the picture that was kept before, without its bytes', async () => {
  await tell('Miami', 'plan-2', plan);
  await carry(SLACK);
  await carry(TEAMS);
  await tell('Miami, accepted', 'plan-2', null);
  await carry(SLACK);
  await carry(TEAMS);

  expect(slack.api.callsOf('files.getUploadURLExternal')).toHaveLength(1);
  expect(blocksIn('chat.update')[0]).toContain('"slack_file":{"id":"F1"}');
  expect(inTeams().filter((body) => body.includes('data:image/png'))).toHaveLength(2);
});

it('an upload that breaks is tried again, and nothing is said twice', async () => {
  await tell('Miami', 'plan-3', plan);
  slack.api.answers('upload', { status: 500, body: 'later' });
  await expect(carry(SLACK)).rejects.toThrow();
  expect(slack.api.callsOf('chat.postMessage')).toEqual([]);

  slack.api.answers('chat.postMessage', refused('invalid_blocks'));
  await carry(SLACK);
  expect((await outside.connection.prisma.delivery.findFirst({ where: { conversation: SLACK } }))?.state).toBe(
    'waiting',
  );
  await carry(SLACK);
  await carry(SLACK);

  expect(slack.api.callsOf('chat.postMessage')).toHaveLength(2);
  expect(slack.api.callsOf('files.completeUploadExternal')).toHaveLength(1);
  expect(blocksIn('chat.postMessage')[1]).toContain('"slack_file":{"id":"F1"}');
  expect(logged).toEqual([]);
});

it('one that is too large for a message goes along as a document, and its words stand in the card', async () => {
  await tell('Miami', 'plan-4', Buffer.alloc(18_001));
  await carry(SLACK);
  await carry(TEAMS);

  expect(blocksIn('chat.postMessage')[0]).toContain(ALT);
  expect(blocksIn('chat.postMessage')[0]).not.toContain('slack_file');
  expect(slack.api.callsOf('files.completeUploadExternal')).toMatchObject([{ channel_id: 'D1', thread_ts: '100.1' }]);
  const [message, offer] = inTeams();
  expect(message).toContain(ALT);
  expect(message).not.toContain('data:image');
  expect(offer).toContain('plan.png');
});
