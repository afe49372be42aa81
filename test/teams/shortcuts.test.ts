import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { form, longText } from '../../src/chat/form.js';
import type { Answer } from '../../src/engine/request.js';
import { plainWords } from '../../src/teams/plain-words.js';
import { ANA, CHANNEL, GROUP, invoke, OTHERS, PRIVATE, pointedAt } from './activities.js';
import { partsOf } from './adaptive-cards.js';
import { type Edge, startEdge } from './edge.js';
import { TENANT } from './microsoft.js';

let edge: Edge;
beforeAll(async () => {
  edge = await startEdge();
});
afterAll(() => edge.close());
afterEach(() => edge.reset());

const route = { interaction: 'anomaly', boutique: 'MADISON', subject: '', instance: 'i1' };
const asks: Answer = {
  type: 'form',
  form: form({ name: 'anomaly', title: 'Anomaly', submit: 'Save', fields: { what: longText('What happened') } }),
  prefill: { what: 'Two boxes are missing' },
  route,
};

describe('a shortcut in the menu of a message', () => {
  it.each([[CHANNEL], [GROUP], [PRIVATE], [OTHERS]])('opens the form, filled from the message, in %s', async (room) => {
    edge.answer = () => asks;

    const dialog = await edge.ask(pointedAt('<div><div>Two boxes are&nbsp;missing</div></div>', room));

    expect(edge.requests).toEqual([
      {
        ...{ type: 'shortcut', channel: 'teams', tenant: TENANT, userId: ANA.aadObjectId, room },
        ...{ name: 'report-anomaly', message: { text: 'Two boxes are missing' } },
      },
    ]);
    expect(dialog).toMatchObject({ task: { type: 'continue', value: { title: 'Anomaly' } } });
    expect(partsOf(dialog).find(({ id }) => id === 'what')).toMatchObject({ value: 'Two boxes are missing' });
  });

  it('takes the form that comes back as one of the command', async () => {
    edge.answer = () => asks;
    const data = partsOf(await edge.ask(pointedAt('x'))).find(({ type }) => type === 'Action.Submit')?.data as object;
    edge.answer = () => ({ type: 'done' });

    const value = { commandId: 'report-anomaly', commandContext: 'message', data: { ...data, what: 'Two &amp; more' } };
    const done = await edge.ask(invoke('composeExtension/submitAction', value, CHANNEL));

    expect(edge.requests.at(-1)).toMatchObject({ type: 'submission', route, raw: { what: 'Two & more' } });
    expect(done).toEqual({ task: { type: 'message', value: 'Done.' } });
  });

  it('keeps what was typed, not what was quoted, when the form comes back to be corrected', async () => {
    edge.answer = () => asks;
    const data = partsOf(await edge.ask(pointedAt('x'))).find(({ type }) => type === 'Action.Submit')?.data as object;
    edge.forgetForms();
    edge.asking.add('anomaly');
    edge.answer = ({ type }) =>
      type === 'submission' ? { type: 'corrections', corrections: { what: 'Say more.' } } : { ...asks, prefill: {} };

    const again = await edge.ask(invoke('composeExtension/submitAction', { data: { ...data, what: 'Two' } }, CHANNEL));

    expect(partsOf(again).find(({ id }) => id === 'what')).toMatchObject({ value: 'Two' });
    expect(JSON.stringify(again)).toContain('Say more.');
  });

  it('is refused in words, in the place of the dialog', async () => {
    edge.answer = () => ({ type: 'refusal', sentence: 'Which boutique?' });

    expect(await edge.ask(pointedAt('x', OTHERS))).toEqual({ task: { type: 'message', value: 'Which boutique?' } });
  });

  it.each([
    ['of a card or a picture', '<attachment id="1"></attachment>'],
    ['without a body', undefined],
    ['of a shape that Teams does not send', { html: 'x' }],
  ])('%s has no words', async (_, content) => {
    await edge.ask(pointedAt(content));
    expect(edge.requests).toMatchObject([{ type: 'shortcut', message: { text: '' } }]);
  });

  it('of plain text is taken as it stands', async () => {
    await edge.ask(pointedAt('1 < 2\n<b>', CHANNEL, 'text'));
    expect(edge.requests).toMatchObject([{ message: { text: '1 < 2\n<b>' } }]);
  });

  it('is a command where no message comes with it', async () => {
    await edge.ask(invoke('composeExtension/fetchTask', { commandId: 'count', commandContext: 'compose' }));
    expect(edge.requests).toMatchObject([{ type: 'command', words: 'count' }]);
  });

  it('that fails inside is answered in words, and logged without the words of the message', async () => {
    edge.answer = () => expect.unreachable('A-SECRET');

    expect(JSON.stringify(await edge.ask(pointedAt('A-SECRET')))).toContain('Something went wrong on our side');
    expect(edge.logged).toHaveLength(1);
    expect(edge.logged.join()).not.toContain('SECRET');
  });
});

describe("a message's words", () => {
  it.each([
    ['<div>two boxes are missing</div>', 'two boxes are missing'],
    ['<p>One</p>\n<p>&nbsp;</p><p>two<br/>three<BR>four</p>', 'One\n\ntwo\nthree\nfour'],
    ['<ul>\n<li>a &amp; b</li><li>&lt;c&gt;</li></ul>', 'a & b\n<c>'],
    [
      '<at id="0">Ana Ruiz</at> the <strong>safe</strong> <a href="https://x.example" title="x">door</a>',
      'Ana Ruiz the safe door',
    ],
    ['Done <emoji id="ring" alt="💍" title="Ring"></emoji><img alt="image" src="https://x.example/y.png">', 'Done 💍'],
    ['<img itemtype="http://schema.skype.com/Emoji" alt="🙂" itemid="smile">', '🙂'],
    ['no tags, 3 < 4 and <', 'no tags, 3 < 4 and <'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['<attachment id="1"></attachment>', ''],
  ])('"%s" are read as "%s"', (html, words) => {
    expect(plainWords(html)).toBe(words);
  });

  it.each([['<'], ['<img alt="'], ['<br'], ['< '], ['\n '], ['&#']])(
    'are found in no time, however long: "%s"',
    (part) => {
      const before = performance.now();
      plainWords(part.repeat(200_000));
      expect(performance.now() - before).toBeLessThan(1_000);
    },
  );
});
