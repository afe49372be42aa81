import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ana,
  card,
  type Desk,
  encoded,
  inDialog,
  ines,
  type Json,
  madison,
  openDatabase,
  openDesk,
  press,
  withCard,
} from './desk.js';

let database: Awaited<ReturnType<typeof openDatabase>>;
let desk: Desk;

beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.drop());

const opener: Json = { type: 'Action.Submit', title: 'Name', data: { msteams: { type: 'task/fetch' } } };
const person: Json = {
  ...{ type: 'Input.ChoiceSet', id: 'person', style: 'filtered', isRequired: true, choices: [] },
  'choices.data': { type: 'Data.Query', dataset: 'people of r1' },
};
const form = card({
  body: [person, { type: 'Input.Text', id: 'note' }],
  actions: [{ type: 'Action.Submit', title: 'Name', data: {} }],
});

beforeEach(async () => {
  desk = await openDesk(database.pool);
  await desk.install();
  const path = `conversations/${encoded(madison)}/activities`;
  const message = String((await desk.call('POST', path, withCard(card({ actions: [opener] })))).body.id);
  desk.answerWith(() => inDialog(form));
  await desk.verb('open-dialog', press(ana, madison, message));
});

afterEach(async () => {
  await desk.close();
  await database.empty();
});

const dialog = async () => (await desk.snapshot(ana)).dialog?.id;
const types = async (words: string, more: Json = {}) =>
  desk.verb('search', { user: ana.id, dialog: await dialog(), input: 'person', words, ...more });
const answering = (results: unknown): Json => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.search.searchResponse',
  value: { results },
});
const people = Array.from({ length: 20 }, (_, index) => ({ title: `Person ${index}`, value: `p${index}` }));

describe('words typed into an input that finds', () => {
  it('reach the bot with the set of data, and fifteen of what fits are shown', async () => {
    desk.answerWith(() => answering(people));
    expect(await types('per')).toEqual({ status: 200, ok: true, choices: people.slice(0, 15) });
    const { activity } = desk.received.at(-1) ?? {};
    expect(activity).toMatchObject({
      ...{ type: 'invoke', name: 'application/search', from: { aadObjectId: ana.aadObjectId } },
      value: { queryText: 'per', queryOptions: { skip: 0, top: 15 }, dataset: 'people of r1' },
    });
    expect(Object.keys(Object(activity?.value)).sort()).toEqual(['dataset', 'queryOptions', 'queryText']);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a bare list', people],
    ['a sentence', { task: { type: 'message', value: 'No' } }],
    ['results that are none', answering([{ title: 'Person' }])],
    ['another type', { ...answering([]), type: 'application/vnd.microsoft.activity.message' }],
  ])('answered with %s show that something went wrong', async (_what, body) => {
    desk.answerWith(() => body);
    expect(await types('per')).toMatchObject({ ok: false, trouble: 'Something went wrong. Please try again.' });
  });

  it.each<[string, Json]>([
    ['another input', { input: 'note' }],
    ['no input', { input: 'somebody' }],
    ['somebody else’s dialog', { user: ines.id }],
  ])('are a mistake in %s', async (_what, more) => {
    const before = desk.received.length;
    expect(await types('per', more)).toMatchObject({ status: 400 });
    expect(desk.received).toHaveLength(before);
  });

  it('what was found may be sent, though the card does not name it', async () => {
    desk.answerWith(() => undefined);
    const submit = async (inputs: Json) =>
      desk.verb('submit-dialog', { user: ana.id, dialog: await dialog(), action: '/actions/0', inputs });
    expect(await submit({})).toMatchObject({ ok: false, errors: { person: expect.any(String) } });
    expect(await submit({ person: 'p7' })).toMatchObject({ ok: true });
    expect(desk.received.at(-1)?.activity).toMatchObject({ value: { data: { person: 'p7' } } });
  });
});
