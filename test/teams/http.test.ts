import { createConnection } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { activity, fetched, invoke, pressData, pressed, typed } from './activities.js';
import { type Edge, startEdge } from './edge.js';

let edge: Edge;
beforeAll(async () => {
  edge = await startEdge();
});
afterAll(() => edge.close());
// botbuilder writes what it thinks of a bad token to the console.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => {
  vi.restoreAllMocks();
  edge.reset();
});

const emptyWith = async (response: Response): Promise<number> => {
  expect(await response.text()).toBe('');
  return response.status;
};

describe('who is not let in learns nothing but that', () => {
  const elsewhere = { channelData: { tenant: { id: 'another' } } };

  it.each<[string, number, () => Promise<Response>]>([
    ['without a token', 401, () => edge.post(typed('count'), { authorization: '' })],
    [
      'with a bad token',
      401,
      () => edge.post(typed('count'), { authorization: `Bearer ${edge.microsoft.token({ aud: 'x' })}` }),
    ],
    [
      'unsigned',
      401,
      () =>
        edge.post(typed('count'), { authorization: `Bearer ${edge.microsoft.token({}, { header: { alg: 'none' } })}` }),
    ],
    ['of another tenant', 401, () => edge.post(activity('message', elsewhere))],
    ['of another service', 401, () => edge.post(activity('message', { serviceUrl: 'https://elsewhere.example/' }))],
    ['that is no JSON', 400, () => edge.post('{"text": "SN-4711')],
    ['that is a list', 400, () => edge.post([typed('count')])],
    ['that is empty', 400, () => edge.post('')],
    ['that is too long', 413, () => edge.post(typed('x'.repeat(600_000)))],
  ])('%s: %i', async (_, status, post) => {
    expect(await emptyWith(await post())).toBe(status);
    expect(edge.requests).toEqual([]);
    expect(edge.seen).toEqual([]);
    expect(JSON.stringify(edge.logged)).not.toMatch(/SN-4711|Bearer|eyJ/);
  });

  it('an invoke is refused the same way', async () => {
    expect(await emptyWith(await edge.post(pressed({ action: 'a' }), { authorization: '' }))).toBe(401);
  });

  it.each(['GET', 'PUT', 'DELETE'])('nothing is to be had by %s', async (method) => {
    expect(await emptyWith(await fetch(edge.url, { method }))).toBe(405);
  });

  it('where Microsoft is silent it is said that one may come again', async () => {
    const down = await startEdge();
    down.microsoft.breakDown(500);
    expect(await emptyWith(await down.post(typed('count')))).toBe(503);
    expect(down.logged.join()).toContain("Microsoft's keys could not be had");
    await down.close();
  });
});

it('a message is taken without a word', async () => {
  expect(await emptyWith(await edge.post(typed('count')))).toBe(200);
});

it('a message that could not be taken may be said again, and why is nobody’s business', async () => {
  edge.answer = () => {
    throw new Error('SN-4711 by Ana');
  };
  expect(await emptyWith(await edge.post(typed('count')))).toBe(500);
  expect(edge.logged.join()).toContain('an activity could not be taken');
  expect(edge.logged.join()).not.toContain('SN-4711');
});

it('whoever hangs up in the middle breaks nothing', async () => {
  const { port } = new URL(edge.url);
  const socket = createConnection(Number(port), '127.0.0.1');
  socket.write('POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"type":');
  await new Promise((resolve) => setTimeout(resolve, 30));
  socket.destroy();
  expect((await edge.post(typed('count'))).status).toBe(200);
});

/** Whatever happens inside, in each of the shapes that Teams takes. */
describe('an invoke is answered with 200 and a body in its own shape', () => {
  const names: readonly (readonly [name: string, value: unknown, answered: (body: Shapes) => string | undefined])[] = [
    ['adaptiveCard/action', pressed({ action: 'engine.approve' }).value, ({ value }) => value],
    ['task/fetch', { data: pressData({ action: 'engine.reject' }) }, ({ task }) => task?.value],
    ['task/submit', { data: pressData({ action: 'engine.reject' }) }, ({ task }) => task?.value],
    ['composeExtension/fetchTask', { commandId: 'count' }, ({ task }) => task?.value],
    ['composeExtension/submitAction', { data: pressData({ action: 'count' }) }, ({ task }) => task?.value],
  ];

  interface Shapes {
    readonly statusCode?: number;
    readonly type?: string;
    readonly value?: string;
    readonly task?: { readonly type: string; readonly value: string };
    readonly composeExtension?: { readonly type: string; readonly text: string };
  }

  const shapeOf = ({ statusCode, type, task, composeExtension }: Shapes) =>
    task ? task.type : (composeExtension?.type ?? `${statusCode} ${type}`);
  const shapes: Readonly<Record<string, string>> = {
    'adaptiveCard/action': '200 application/vnd.microsoft.activity.message',
  };

  describe.each(names)('%s', (name, value, sentenceIn) => {
    const sentence = async (body: unknown) => {
      const answered = (await edge.ask(body)) as Shapes;
      expect(shapeOf(answered)).toBe(shapes[name] ?? 'message');
      return sentenceIn(answered);
    };

    it('when the engine refuses', async () => {
      edge.answer = () => ({ type: 'refusal', sentence: 'Not yours to decide.' });
      expect(await sentence(invoke(name, value))).toBe('Not yours to decide.');
    });

    it('when the engine breaks', async () => {
      edge.answer = () => {
        throw new Error('SN-4711');
      };
      expect(await sentence(invoke(name, value))).toMatch(/^Something went wrong on our side.* 7F3K-2M\.$/);
      expect(edge.logged.join()).not.toContain('SN-4711');
    });

    it('when the engine says what no chat can draw', async () => {
      edge.answer = () => ({ type: 'reply', card: { title: 'x'.repeat(100_000), blocks: [] } });
      expect(await sentence(invoke(name, value))).toContain('7F3K-2M');
    });

    it.each([undefined, null, 'text', 1, [], {}, { data: null }, { action: null }])(
      'when its value is %j',
      async (odd) => {
        expect(await sentence(invoke(name, odd))).toMatch(/no longer works/);
        expect(edge.requests).toEqual([]);
      },
    );

    it('when Teams does not say who it is', async () => {
      const nobody = invoke(name, value, undefined, { from: { id: '29:guest' } });
      expect(await sentence(nobody)).toMatch(/did not say who you are/);
      expect(edge.requests).toEqual([]);
    });

    it('when who and where can’t be read', async () => {
      expect(await sentence({ ...invoke(name, value), recipient: null })).toMatch(/does not know this/);
    });

    it('when nobody can write down where it came from', async () => {
      edge.see = () => Promise.reject(new Error('the database is gone'));
      edge.answer = () => ({ type: 'refusal', sentence: 'Not yours to decide.' });
      expect(await sentence(invoke(name, value))).toBe('Not yours to decide.');
    });
  });

  it('also where we know nothing of it', async () => {
    expect(await edge.ask(invoke('signin/verifyState', {}))).toEqual({});
    expect(await edge.ask(invoke('composeExtension/query', {}))).toMatchObject({
      composeExtension: { type: 'message' },
    });
    expect(await edge.ask({ ...activity('invoke'), name: 12 })).toEqual({});
  });

  it('within two seconds, when nothing inside ever comes to an end', async () => {
    edge.answer = () => new Promise(() => {});
    const begun = performance.now();
    const answers = await Promise.all(names.map(([name, value]) => edge.ask(invoke(name, value))));
    expect(performance.now() - begun).toBeLessThan(2_000);
    for (const [index, [, , sentenceIn]] of names.entries())
      expect(sentenceIn(answers[index] as Shapes)).toMatch(/can't answer right now/);
  });

  it('sooner where Microsoft’s keys took their time', async () => {
    edge.answer = () => new Promise(() => {});
    edge.clock.step = 1_500;
    const begun = performance.now();
    expect(await edge.ask(fetched(pressData({ action: 'a' })))).toMatchObject({ task: { type: 'message' } });
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});
