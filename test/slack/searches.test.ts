import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Option } from '../../src/chat/form.js';
import { type Bot, startBot } from './bot.js';
import { TEAM } from './slack-api.js';

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(() => bot.close());
afterEach(() => bot.reset());

const route = { interaction: 'stock-counts.name-counter', boutique: 'MADISON', subject: 'r1', instance: 'i1' };
const view = { type: 'modal', callback_id: 'form', private_metadata: JSON.stringify(route), state: { values: {} } };

/** In the shape that Slack sends while somebody types. */
const types = async (value: string | undefined, more: object = {}) => {
  const body = { user: { id: 'UANA', team_id: TEAM }, team: { id: TEAM }, container: { type: 'view', view_id: 'V1' } };
  const asked = { type: 'block_suggestion', action_id: 'person', block_id: 'person', value, view };
  const response = await bot.press({ ...body, ...asked, ...more });
  return { status: response.status, body: await response.json() };
};

const maya: Option = { value: 'maya', label: 'Maya <@U1>, Beverly Hills' };
const nothing = { status: 200, body: { options: [] } };

describe('a menu that finds', () => {
  it('asks with the form, the field and the words, and shows what fits as plain text', async () => {
    bot.found = () => [maya];

    expect(await types('may')).toEqual({
      status: 200,
      body: { options: [{ text: { type: 'plain_text', text: maya.label, emoji: false }, value: 'maya' }] },
    });
    expect(bot.searches).toEqual([
      {
        type: 'search',
        channel: 'slack',
        tenant: TEAM,
        userId: 'UANA',
        room: null,
        route,
        field: 'person',
        words: 'may',
      },
    ]);
  });

  it('that is opened with no word asks for what comes first', async () => {
    await types(undefined);
    expect(bot.searches).toMatchObject([{ words: '' }]);
  });

  it.each([
    ['of a view that is not ours', { view: { ...view, private_metadata: 'x' } }],
    ['of a shape that Slack does not send', { value: ['may'] }],
    ['of a message', { view: undefined, channel: { id: 'C1' } }],
  ])('%s finds nothing, and nobody is asked', async (_, more) => {
    expect(await types('may', more)).toEqual(nothing);
    expect(bot.searches).toEqual([]);
  });

  it.each<[string, () => readonly Option[]]>([
    ['broken', () => expect.unreachable()],
    ['more than a menu holds', () => Array.from({ length: 101 }, (_, index) => ({ value: `p${index}`, label: 'x' }))],
    ['too long a label', () => [{ ...maya, label: 'x'.repeat(76) }]],
    ['too long a value', () => [{ ...maya, value: 'x'.repeat(76) }]],
    ['no label', () => [{ ...maya, label: '' }]],
  ])('finds nothing where the answer is %s, and that is written down', async (_, found) => {
    bot.found = found;

    expect(await types('may')).toEqual(nothing);
    expect(bot.logged).toMatchObject([{ level: 'error', message: 'what was typed could not be looked up' }]);
    expect(JSON.stringify(bot.logged)).not.toContain('may"');
  });
});
