import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { button, buttons, buttonsFor, type Card, card, text } from '../../src/chat/card.js';
import { transaction } from '../../src/database/client.js';
import { addDeliveries } from '../../src/database/deliveries.js';
import type { Saying } from '../../src/engine/request.js';
import { type Bot, startBot } from '../helpers/bot.js';
import { ana, ben, ines, type Member } from '../helpers/network.js';

let bot: Bot;
beforeAll(async () => {
  bot = await startBot('2026-11-27T14:12:00Z');
});
beforeEach(() => bot.connection.pool.query('truncate deliveries, receipts'));
afterAll(() => bot.stop());

const askedBy = ({ userId }: Member, room: string | null) =>
  ({ channel: 'slack', tenant: 'T1', userId, room }) as const;

async function told(conversation: string, said: Card, topic: string | null = 'count/1'): Promise<void> {
  await transaction(bot.connection, (db) =>
    addDeliveries(db, [{ conversation, topic, card: said, attachments: [] }], bot.clock.now),
  );
}

const approve = button('engine.approve', 'Approve', 'a1');
const open = button('counts.open', 'Open', 'c1');

describe('a message as it stands', () => {
  const shown = (member: Member, room: string | null = null, topic = 'count/1') =>
    bot.engine.shown(askedBy(member, room), topic);

  it('is what was said last, to this person or in this room', async () => {
    await told('slack/person/ana', card('first', []));
    await told('slack/channel/C0MADISON', card('in the room', []));
    await told('slack/person/ana', card('second', []));
    await told('slack/person/ana', card('of another topic', []), 'count/2');
    expect(await shown(ana)).toEqual(card('second', []));
    expect(await shown(ben, 'C0MADISON')).toEqual(card('in the room', []));
    expect(await shown(ana, 'C0MADISON', 'count/2')).toEqual(card('of another topic', []));
  });

  it('is nothing of what others were told, here or elsewhere', async () => {
    await told('slack/person/ana', card('for Ana', []));
    await told('slack/channel/C0HQ', card('for headquarters', []));
    await told('teams/person/ben', card('in another chat', []));
    expect(await shown(ben, 'C0MADISON')).toBeNull();
    expect(await shown(ana, 'C0MADISON', 'never heard of')).toBeNull();
  });

  it('is nothing that could not be said', async () => {
    await told('slack/person/ana', card('first', []));
    await told('slack/person/ana', card('second', []));
    await bot.connection.pool.query("update deliveries set state = 'failed' where card ->> 'title' = 'second'");
    expect(await shown(ana)).toEqual(card('first', []));
  });

  it('is also what still waits to be said', async () => {
    await told('slack/person/ana', card('first', []));
    await bot.connection.pool.query("update deliveries set state = 'sent'");
    await told('slack/person/ana', card('second', []));
    expect(await shown(ana)).toEqual(card('second', []));
  });

  it('has the buttons that are for this person, and none that are for others', async () => {
    const said = card('2 pieces differ', [text('RG-20-88'), buttonsFor(['ines'], approve), buttons(open)]);
    await told('slack/channel/C0MADISON', said);
    expect(await shown(ines, 'C0MADISON')).toEqual(said);
    expect(await shown(ben, 'C0MADISON')).toEqual(card('2 pieces differ', [text('RG-20-88'), buttons(open)]));
  });

  it('is shown to nobody whom we do not know, and nobody is asked about them', async () => {
    await told('slack/channel/C0MADISON', card('in the room', []));
    const stranger = { id: 'x', name: '', userId: 'U0STRANGE' };
    expect(await shown(stranger, 'C0MADISON')).toBeNull();
    expect(await bot.connection.prisma.delivery.count()).toBe(1);
  });
});

describe('a button or command', () => {
  it.each([
    ['count', true],
    ['stock-counts.add-serials', true],
    ['stock-counts.close-zone', false],
    ['engine.reject', true],
    ['engine.approve', false],
    ['nothing.known', false],
  ])('%s opens a form: %s', (name, asks) => {
    expect(bot.engine.asks(name)).toBe(asks);
  });
});

describe('an answer that comes later', () => {
  const say = (saying: Partial<Saying> = {}, member: Member = ana, room: string | null = 'C0MADISON') =>
    bot.engine.say(askedBy(member, room), { key: 'k1', card: card('done', []), to: 'person', ...saying });
  const rows = () =>
    bot.connection.prisma.delivery.findMany({
      orderBy: { id: 'asc' },
      select: { conversation: true, topic: true, card: true },
    });
  const conversations = async () => (await rows()).map(({ conversation }) => conversation);

  it('goes to whoever asked', async () => {
    await say();
    expect(await rows()).toEqual([{ conversation: 'slack/person/ana', topic: null, card: card('done', []) }]);
  });

  it('goes to everybody in a room, or to whoever asked in that room alone', async () => {
    await say({ key: 'k1', to: { room: 'C0HQ' } });
    await say({ key: 'k2', to: { room: 'C0HQ', aside: true } });
    expect(await conversations()).toEqual(['slack/channel/C0HQ', `slack/aside/${ana.userId}/C0HQ`]);
  });

  it('goes where they asked, where we do not know them; from nowhere, nowhere', async () => {
    const stranger = { id: 'x', name: '', userId: 'U0STRANGE' };
    await say({ key: 'k1' }, stranger);
    await say({ key: 'k2' }, stranger, null);
    expect(await conversations()).toEqual(['slack/channel/C0MADISON']);
  });

  it('is said once for each key, also when two say it at the same moment', async () => {
    await Promise.all([say(), say(), say()]);
    await say({ card: card('again', []) });
    expect(await rows()).toHaveLength(1);
    await say({ key: 'k2' });
    expect(await rows()).toHaveLength(2);
  });

  it('takes the place of what was said of its topic before', async () => {
    await say({ key: 'coming', card: card('Reading scan.csv', []), topic: 'file/1' });
    await bot.settle();
    await say({ key: 'here', card: card('scan.csv is here', []), topic: 'file/1' });
    await bot.settle();
    expect(
      bot
        .as(ana)
        .sees()
        .map(({ card: { title } }) => title),
    ).toEqual(['scan.csv is here']);
  });
});
