import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { button, buttons, buttonsFor, type Card, card, picture, text } from '../../src/chat/card.js';
import { choice, files, form, longText, optional } from '../../src/chat/form.js';
import type { Answer, Request } from '../../src/engine/request.js';
import {
  ANA,
  activity,
  CHANNEL,
  executed,
  fetched,
  GROUP,
  invoke,
  OTHERS,
  PRIVATE,
  pressData,
  pressed,
  refreshed,
  submitted,
} from './activities.js';
import { type Edge, NOON, startEdge } from './edge.js';
import { TENANT } from './microsoft.js';

let edge: Edge;
beforeAll(async () => {
  edge = await startEdge();
});
afterAll(() => edge.close());
afterEach(() => edge.reset());

const asked = (room: string) => ({ channel: 'teams', tenant: TENANT, userId: ANA.aadObjectId, room });
const notice = (value: string) => ({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value });
const shown = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' };

/** Everything that stands in an answer, and what its buttons carry. */
const words = (answer: unknown): string => JSON.stringify(answer);

const waiting: Card = card('Count of Window', [
  text('It waits for a decision.'),
  buttonsFor(['ana'], { ...button('engine.approve', 'Approve', 'a1'), boutique: 'MADISON' }),
]);
const decided = card('Count of Window', [text('Approved by Ana.')]);
const press = { action: 'engine.approve', boutique: 'MADISON', subject: 'a1', topic: 'approval/a1' };

const countForm = form({
  name: 'count',
  title: 'Count a zone',
  submit: 'Save batch',
  intro: 'Madison Avenue',
  fields: {
    zone: choice('Zone', { window: 'Window', safe: 'Safe' }),
    serials: optional(longText('Serials')),
    file: optional(files('File', { extensions: ['csv'], max: 2 })),
  },
});
const route = { interaction: 'count', boutique: 'MADISON', subject: '', instance: 'i1' };
const formAnswer: Answer = { type: 'form', form: countForm, prefill: {}, route };

/** What Teams sends back of a dialog: what its button carries, and the answers beside it. */
const submitOf = (answer: unknown, answers: object): object => ({ ...dataOf(answer), ...answers });

interface Opened {
  readonly task: {
    readonly type: string;
    readonly value: {
      readonly title: string;
      readonly card: {
        readonly contentType: string;
        readonly content: { readonly actions: readonly { readonly data: object }[] };
      };
    };
  };
}
const dialogIn = (answer: unknown) => (answer as Opened).task.value;
const dataOf = (answer: unknown): object => dialogIn(answer).card.content.actions[0]?.data ?? {};

describe('a press', () => {
  it('goes to the engine, and is answered by the card as it stands now', async () => {
    edge.standing = () => decided;
    const answer = await edge.ask(pressed(press, CHANNEL));

    const { action: interaction, boutique, subject } = press;
    expect(edge.requests).toEqual([{ type: 'press', ...asked(CHANNEL), route: { interaction, boutique, subject } }]);
    expect(edge.shown).toEqual(['approval/a1']);
    expect(answer).toMatchObject(shown);
    expect(words(answer)).toContain('Approved by Ana.');
    expect(edge.said).toEqual([]);
  });

  it('that is refused is answered by a sentence, and the card stays', async () => {
    edge.answer = () => ({ type: 'refusal', sentence: 'You took part in this count.' });
    expect(await edge.ask(pressed(press, CHANNEL))).toEqual(notice('You took part in this count.'));
    expect(edge.shown).toEqual([]);
  });

  it('of a card without a topic is answered by what was said, or by a word', async () => {
    expect(await edge.ask(pressed({ ...press, topic: null }))).toEqual(notice('Done.'));
    edge.answer = () => ({ type: 'reply', card: card('Taken back', []) });
    const answer = await edge.ask(pressed({ ...press, topic: null }));
    expect(answer).toMatchObject(shown);
    expect(words(answer)).toContain('Taken back');
    expect(edge.shown).toEqual([]);
  });

  it.each([
    [CHANNEL, { room: CHANNEL, aside: true }],
    [PRIVATE, 'person'],
  ])('in %s that is answered with more says it beside the card, to them alone', async (room, to) => {
    edge.standing = () => decided;
    edge.answer = () => ({ type: 'reply', card: card('Taken back', []) });
    const answer = await edge.ask(pressed(press, room));
    expect(words(answer)).toContain('Approved by Ana.');
    expect(edge.said).toMatchObject([{ card: { title: 'Taken back' }, to, asked: asked(room) }]);
  });

  it('that turns out to ask something is answered by a button that opens the question', async () => {
    edge.asking.add('count');
    edge.answer = () => formAnswer;
    for (const [standing, title] of [
      [null, 'Count a zone'],
      [decided, 'Approved by Ana.'],
    ] as const) {
      edge.standing = () => standing;
      const answer = await edge.ask(pressed(press, CHANNEL));
      expect(answer).toMatchObject(shown);
      expect(words(answer)).toContain(title);
      expect(words(answer)).toContain('"msteams":{"type":"task/fetch"}');
      expect(words(answer)).toContain('"action":"count","boutique":"MADISON","subject":""');
    }
  });

  it('is answered with the pictures of the card, or with their words where they can’t be had', async () => {
    edge.standing = () => card('Miami', [picture('plan-1', 'Plan: 2 late')]);
    edge.pictures = () => new Map([['plan-1', Buffer.from('PNG')]]);
    expect(words(await edge.ask(pressed(press, CHANNEL)))).toContain('"url":"data:image/png;base64,UE5H"');
    edge.pictures = () => Promise.reject(new Error('the database is gone'));
    const answer = words(await edge.ask(pressed(press, CHANNEL)));
    expect(answer).toContain('"text":"Plan: 2 late"');
    expect(answer).not.toContain('data:');
  });

  it('was made, also where the card can’t be shown anew', async () => {
    edge.standing = () => Promise.reject(new Error('the database is gone'));
    expect(await edge.ask(pressed(press))).toEqual(notice('Done.'));
    expect(edge.logged.join()).toContain('an answer could not be given');
  });

  it.each<[string, unknown]>([
    ['without a verb', { action: { type: 'Action.Execute', data: pressData(press) }, trigger: 'manual' }],
    ['with a verb nobody knows', executed('reject', pressData(press))],
    ['with nothing of ours', executed('approve', { requestId: 'REQ-42', comment: 'ok' })],
  ])('%s does nothing and says so', async (_, value) => {
    expect(await edge.ask(invoke('adaptiveCard/action', value))).toEqual(
      notice('This button no longer works. Start again with the command.'),
    );
    expect(edge.requests).toEqual([]);
  });

  it('is written down before anything else: who, and where', async () => {
    edge.answer = () => {
      expect(edge.seen).toHaveLength(1);
      return { type: 'done' };
    };
    await edge.ask(pressed(press, CHANNEL));
    expect(edge.seen).toMatchObject([
      { conversation: { id: CHANNEL }, member: { userId: ANA.aadObjectId, mri: ANA.id } },
    ]);
  });

  it('for a document is answered by a sentence', async () => {
    const wanted = { vitrine: { document: 'd1' } };
    const answer = await edge.ask(invoke('adaptiveCard/action', executed('vitrine.document', wanted), CHANNEL));
    expect(answer).toEqual(notice('It comes to your private chat with me.'));
    expect(edge.brought).toEqual([wanted]);
  });
});

describe('an automatic refresh', () => {
  it('shows the card as it is for whoever looks, and does nothing else', async () => {
    edge.standing = () => waiting;
    const answer = await edge.ask(refreshed('approval/a1'));

    expect(answer).toMatchObject(shown);
    expect(words(answer)).toContain('"verb":"engine.approve"');
    // Asks to be drawn anew for them alone.
    expect(answer).toMatchObject({ value: { refresh: { userIds: [ANA.id] } } });
    expect(edge.requests).toEqual([]);
    expect(edge.said).toEqual([]);
  });

  it('is not asked for again once there is nothing to decide', async () => {
    edge.standing = () => decided;
    expect((await edge.ask(refreshed('approval/a1'))) as object).not.toHaveProperty('value.refresh');
  });

  it.each<[string, unknown]>([
    ['of a card nobody knows', executed('vitrine.refresh', { vitrine: { topic: 'approval/gone' } }, 'automatic')],
    ['without a topic', executed('vitrine.refresh', {}, 'automatic')],
    ['that says it approves', executed('engine.approve', pressData(press), 'automatic')],
    ['of somebody else', executed('refresh', { requestId: 'REQ-42' }, 'automatic')],
  ])('%s is answered, and nothing happens', async (_, value) => {
    expect(await edge.ask(invoke('adaptiveCard/action', value, CHANNEL))).toMatchObject({ statusCode: 200 });
    expect(edge.requests).toEqual([]);
    expect(edge.said).toEqual([]);
  });
});

describe('a dialog', () => {
  it('is the form that a button asks for', async () => {
    edge.answer = () => formAnswer;
    const answer = await edge.ask(
      fetched({ ...pressData({ action: 'count', subject: '' }), msteams: { type: 'task/fetch' } }),
    );

    expect(answer).toMatchObject({ task: { type: 'continue' } });
    expect(dialogIn(answer)).toMatchObject({
      title: 'Count a zone',
      card: { contentType: 'application/vnd.microsoft.card.adaptive' },
    });
    expect(dataOf(answer)).toMatchObject({ vitrine: route });
    expect(edge.requests).toMatchObject([
      { type: 'press', route: { interaction: 'count', boutique: 'MADISON', subject: '' } },
    ]);
  });

  it.each([CHANNEL, GROUP, OTHERS])('is the form of a command from the menu, in %s', async (room) => {
    edge.answer = () => formAnswer;
    const answer = await edge.ask(
      invoke('composeExtension/fetchTask', { commandId: 'count', commandContext: 'compose' }, room),
    );
    expect(dataOf(answer)).toMatchObject({ vitrine: route });
    expect(edge.requests).toEqual([{ type: 'command', ...asked(room), words: 'count' }]);
    expect(edge.said).toEqual([]);
  });

  it('asks first where that is wanted, and its yes is the press', async () => {
    const confirm = { title: 'Send on?', text: 'Nobody recounts then.', yes: 'Send on' };
    const question = await edge.ask(fetched(pressData({ action: 'send-on', topic: 't', confirm })));
    expect(words(question)).toContain('Nobody recounts then.');
    expect(edge.requests).toEqual([]);

    expect(await edge.ask(submitted(dataOf(question)))).toEqual({ task: { type: 'message', value: 'Done.' } });
    expect(edge.requests).toMatchObject([{ type: 'press', route: { interaction: 'send-on', subject: 's' } }]);
  });

  it('shows what was answered, with its buttons, and a press there goes on in it', async () => {
    edge.answer = (): Answer => ({
      type: 'reply',
      card: card('12 pieces', [buttons({ ...button('close-zone', 'Close zone', 'r1'), boutique: 'MADISON' })]),
    });
    const tally = await edge.ask(fetched(pressData({ action: 'tally' })));
    expect(words(tally)).toContain('12 pieces');

    edge.answer = () => formAnswer;
    const next = await edge.ask(submitted(pressData({ action: 'close-zone', subject: 'r1' })));
    expect(edge.requests.at(-1)).toMatchObject({ type: 'press', route: { interaction: 'close-zone', subject: 'r1' } });
    expect(dataOf(next)).toMatchObject({ vitrine: route });
  });

  it('of something that was never ours says so', async () => {
    for (const name of ['task/fetch', 'task/submit', 'composeExtension/submitAction'])
      expect(await edge.ask(invoke(name, { data: { form: 'stock-count', sku: 'LX-100' } }))).toMatchObject({
        task: { type: 'message', value: expect.stringContaining('no longer works') },
      });
    expect(edge.requests).toEqual([]);
  });
});

describe('a form that comes back', () => {
  const opened = async (): Promise<unknown> => {
    edge.answer = () => formAnswer;
    const answer = await edge.ask(fetched(pressData({ action: 'count', subject: '' })));
    edge.requests.length = 0;
    return answer;
  };
  const typedIn = { zone: 'window', serials: 'SN-1\nSN-2' };
  const submission = (): Extract<Request, { type: 'submission' }> => edge.requests.at(-1) as never;

  it('is a submission with what was typed', async () => {
    const answer = await opened();
    edge.answer = () => ({ type: 'reply', card: card('2 pieces', []) });
    const done = await edge.ask(submitted(submitOf(answer, typedIn), CHANNEL));

    expect(edge.requests).toEqual([{ type: 'submission', ...asked(CHANNEL), route, raw: { ...typedIn, file: null } }]);
    expect(words(done)).toContain('2 pieces');
  });

  it('closes with a word', async () => {
    const answer = await opened();
    edge.answer = () => ({ type: 'done' });
    expect(await edge.ask(submitted(submitOf(answer, typedIn)))).toEqual({ task: { type: 'message', value: 'Done.' } });
  });

  describe.each<[string, Answer, string]>([
    ['to be corrected', { type: 'corrections', corrections: { serials: 'SN-2 is no serial.' } }, 'SN-2 is no serial.'],
    ['refused', { type: 'refusal', sentence: 'This zone was closed.' }, 'This zone was closed.'],
  ])('and is %s', (_, answered, sentence) => {
    const again = async (): Promise<unknown> => {
      const first = await opened();
      edge.answer = (request) => (request.type === 'submission' ? answered : formAnswer);
      return edge.ask(submitted(submitOf(first, typedIn)));
    };

    it('comes again with what was typed, and with why', async () => {
      const answer = await again();
      expect(words(answer)).toContain(sentence);
      expect(words(answer)).toContain('"value":"window"');
      expect(words(answer)).toContain('"value":"SN-1\\nSN-2"');
      expect(edge.requests).toHaveLength(1);
    });

    it('is the same form: sent again it is the same submission', async () => {
      const answer = await again();
      expect(dataOf(answer)).toMatchObject({ vitrine: route });
      edge.answer = () => ({ type: 'done' });
      await edge.ask(submitted(submitOf(answer, typedIn)));
      expect(submission()).toMatchObject({ route, raw: typedIn });
    });

    it('comes again also where it was opened by another process', async () => {
      const first = await opened();
      edge.forgetForms();
      edge.asking.add('count');
      edge.answer = (request) =>
        request.type === 'submission' ? answered : { ...formAnswer, route: { ...route, instance: 'i2' } };
      const answer = await edge.ask(submitted(submitOf(first, typedIn)));
      expect(words(answer)).toContain(sentence);
      expect(words(answer)).toContain('"value":"SN-1\\nSN-2"');
      expect(dataOf(answer)).toMatchObject({ vitrine: route });
    });

    it('is a sentence where there is no such form any longer', async () => {
      const first = await opened();
      edge.forgetForms();
      edge.answer = () => answered;
      expect(await edge.ask(submitted(submitOf(first, typedIn)))).toEqual({
        task: { type: 'message', value: sentence },
      });
      // What does not ask is not pressed to see what comes of it.
      expect(edge.requests).toHaveLength(1);
    });
  });

  it('comes again with what was typed, also while the database does not answer', async () => {
    const first = await opened();
    edge.answer = () => ({ type: 'refusal', sentence: "Vitrine can't answer right now.", failed: true });
    const answer = await edge.ask(submitted(submitOf(first, typedIn)));
    expect(words(answer)).toContain("Vitrine can't answer right now.");
    expect(words(answer)).toContain('SN-1\\nSN-2');
  });

  it('repeated to us out of the database is drawn as the first one was', async () => {
    const first = await opened();
    const next: Answer = { ...formAnswer, route: { ...route, instance: 'i9' } };
    edge.answer = () => next;
    const drawn = await edge.ask(submitted(submitOf(first, typedIn)));
    edge.answer = () => JSON.parse(JSON.stringify(next));
    expect(await edge.ask(submitted(submitOf(first, typedIn)))).toEqual(drawn);
    edge.forgetForms();
    expect(dataOf(await edge.ask(submitted(submitOf(first, typedIn))))).toMatchObject({ vitrine: { instance: 'i9' } });
  });

  describe('with files', () => {
    const sent = (id: string) => ({
      channel: 'teams',
      tenant: TENANT,
      id,
      name: `${id}.csv`,
      at: new Date(NOON),
      isFresh: false,
    });

    it('hands on those that this person sent, always alike', async () => {
      edge.files.push(sent('f1'), sent('f2'));
      const answer = await opened();
      expect(words(answer)).toContain('f1.csv');
      edge.answer = () => ({ type: 'done' });
      await edge.ask(submitted(submitOf(answer, { ...typedIn, file: 'f1' })));
      expect(submission().raw).toEqual({
        ...typedIn,
        file: [{ channel: 'teams', tenant: TENANT, id: 'f1', name: 'f1.csv' }],
      });
    });

    it('marks those that went with a form once it was taken', async () => {
      edge.files.push(sent('f1'));
      const answer = await opened();
      edge.answer = () => ({ type: 'corrections', corrections: { serials: 'Scan again.' } });
      const again = await edge.ask(submitted(submitOf(answer, { ...typedIn, file: 'f1' })));
      expect(edge.used).toEqual([]);
      edge.answer = () => ({ type: 'done' });
      await edge.ask(submitted(submitOf(again, { ...typedIn, file: 'f1' })));
      expect(edge.used).toEqual(['f1']);
    });

    it('asks again for one that is no longer here, or was never theirs', async () => {
      edge.files.push(sent('f1'));
      const answer = await opened();
      const again = await edge.ask(submitted(submitOf(answer, { ...typedIn, file: 'of-marc' })));
      expect(words(again)).toContain('A file is no longer here.');
      expect(words(again)).toContain('SN-1\\nSN-2');
      expect(edge.requests).toEqual([]);
    });
  });

  it('from a message extension is answered in its dialog, also in a chat that never let us in', async () => {
    const answer = await opened();
    edge.answer = () => ({ type: 'reply', card: card('2 pieces', []) });
    const value = {
      commandId: 'count',
      commandContext: 'compose',
      data: submitOf(answer, { ...typedIn, serials: 'Ana&#x27;s' }),
    };
    const done = await edge.ask(invoke('composeExtension/submitAction', value, OTHERS));
    expect(words(dialogIn(done))).toContain('2 pieces');
    expect(submission().raw).toMatchObject({ serials: "Ana's" });
    expect(edge.said).toEqual([]);
  });
});

it('an answer to a file is handed on and taken', async () => {
  const value = { type: 'fileUpload', action: 'decline', context: { vitrine: { offer: 'o1' } } };
  expect(await edge.ask(invoke('fileConsent/invoke', value))).toEqual({});
  expect(edge.consents).toEqual([value]);
});

it('an invoke of a kind we don’t know does nothing', async () => {
  expect(
    await edge.ask(activity('invoke', { name: 'message/submitAction', value: { actionName: 'feedback' } })),
  ).toEqual({});
  expect(edge.requests).toEqual([]);
});
