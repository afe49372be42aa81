import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { card, text } from '../../src/chat/card.js';
import { form, longText } from '../../src/chat/form.js';
import type { Answer } from '../../src/engine/request.js';
import { plainWords } from '../../src/slack/plain-words.js';
import { type Bot, besideMessage, signed, startBot } from './bot.js';
import { refused, TEAM } from './slack-api.js';

const asks: Answer = {
  type: 'form',
  form: form({ name: 'anomaly', title: 'Anomaly', submit: 'Save', fields: { what: longText('What happened') } }),
  prefill: { what: 'The safe door is open' },
  route: { interaction: 'anomaly', boutique: 'MADISON', subject: '', instance: 'i-1' },
};

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
});
beforeEach(async () => {
  await bot.edge.drain();
  bot.reset();
});
afterAll(() => bot.close());

const responses = async () => {
  await bot.edge.drain();
  return bot.api.callsOf('respond');
};

describe('a shortcut beside a message', () => {
  it('is handed on with the words of the message, where it stands, and who picked it', async () => {
    const answer = await bot.press(besideMessage(bot, 'The safe door is open'));
    await bot.edge.drain();

    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(bot.requests).toEqual([
      {
        ...{ type: 'shortcut', channel: 'slack', tenant: TEAM, userId: 'UANA', room: 'CMADISON' },
        ...{ name: 'report-anomaly', message: { text: 'The safe door is open' } },
      },
    ]);
    expect(bot.api.calls).toEqual([]);
  });

  it('is acknowledged before anything else is done', async () => {
    let release = (_: Answer) => {};
    const answered = new Promise<Answer>((resolve) => {
      release = resolve;
    });
    bot.answer = () => answered;

    expect((await bot.press(besideMessage(bot, 'x'))).status).toBe(200);
    expect(bot.api.calls).toEqual([]);
    release(asks);
    await bot.edge.drain();
    expect(bot.api.callsOf('views.open')).toHaveLength(1);
  });

  it('opens the form with its trigger, filled', async () => {
    bot.answer = () => asks;
    await bot.press(besideMessage(bot, 'The safe door is open'));
    await bot.edge.drain();

    const [opened] = bot.api.callsOf('views.open');
    expect(opened).toMatchObject({ trigger_id: '1.2.abc', view: { callback_id: 'form', title: { text: 'Anomaly' } } });
    expect(JSON.stringify(opened)).toContain('"initial_value":"The safe door is open"');
  });

  it.each<[string, Answer, string]>([
    ['a refusal', { type: 'refusal', sentence: 'Which boutique?' }, 'Which boutique?'],
    ['a reply', { type: 'reply', card: card('Already reported', [text('By Ben.')]) }, 'Already reported'],
  ])('is answered by %s for them alone', async (_, answer, words) => {
    bot.answer = () => answer;
    await bot.press(besideMessage(bot, 'x'));

    const [response] = await responses();
    expect(response).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(JSON.stringify(response?.blocks)).toContain(words);
  });

  it('says that it took too long', async () => {
    bot.answer = () => asks;
    bot.api.answers('views.open', refused('expired_trigger_id'));
    await bot.press(besideMessage(bot, 'x'));

    expect(JSON.stringify(await responses())).toContain(
      'That took too long to open. Pick it beside the message again.',
    );
  });

  it('that fails inside is answered in words, and logged without the words of the message', async () => {
    bot.answer = () => {
      throw new TypeError('cannot read A-SECRET');
    };
    await bot.press(besideMessage(bot, 'A-SECRET'));

    expect(JSON.stringify(await responses())).toContain('7F3K-2M');
    expect(bot.logged).toMatchObject([{ level: 'error', facts: { error: 'TypeError' } }]);
    expect(JSON.stringify(bot.logged)).not.toMatch(/SECRET/);
  });

  it.each([
    ['is a picture', undefined],
    ['is of a shape that Slack does not send', { text: ['x'] }],
    ['is missing', null],
  ])('whose message %s has no words', async (_, message) => {
    await bot.press(besideMessage(bot, undefined, message === undefined ? {} : { message }));
    await bot.edge.drain();

    expect(bot.requests).toMatchObject([{ message: { text: '' } }]);
  });

  it('without a name asks nobody, and is answered all the same', async () => {
    expect((await bot.press(besideMessage(bot, 'x', { callback_id: undefined }))).status).toBe(200);
    expect(JSON.stringify(await responses())).toContain('7F3K-2M');
    expect(bot.requests).toEqual([]);
  });

  it('that Slack has not signed is refused', async () => {
    const body = new URLSearchParams({ payload: JSON.stringify(besideMessage(bot, 'x')) }).toString();
    const forged = signed(body, { secret: 'another' });
    const answer = await bot.send(body, 'application/x-www-form-urlencoded', forged);

    expect([answer.status, bot.requests]).toEqual([401, []]);
  });

  it('of another workspace asks nobody', async () => {
    await bot.press(besideMessage(bot, 'x', { team: { id: 'T9', domain: 'other' } }));
    await bot.edge.drain();

    expect(bot.requests).toEqual([]);
  });
});

describe("a message's words", () => {
  it.each([
    ['Fish &amp; chips &lt;now&gt; &amp;lt;', 'Fish & chips <now> &lt;'],
    [
      '<@U0ANA> and <@U0BEN|ben> in <#C1|nyc-madison>, <#C2|> and <#C3>',
      '@someone and @ben in #nyc-madison, #channel and #channel',
    ],
    ['<!here> <!subteam^S1|@leads> <!subteam^S1> <!date^1392734382^{date}|Feb 18>', '@here @leads @subteam Feb 18'],
    ['<https://vitrine.example/a?b=1&amp;c=2>', 'https://vitrine.example/a?b=1&c=2'],
    ['<http://vitrine.example|vitrine.example>', 'vitrine.example'],
    ['<mailto:ana@vitrine.example|ana@vitrine.example>', 'ana@vitrine.example'],
    ['see <https://vitrine.example/p.png|the photo>', 'see the photo (https://vitrine.example/p.png)'],
    ['two\nlines, 3 < 4 and 5 > 4, <> and <', 'two\nlines, 3 < 4 and 5 > 4, <> and <'],
  ])('"%s" are read as "%s"', (sent, read) => {
    expect(plainWords(sent)).toBe(read);
  });
});
