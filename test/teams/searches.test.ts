import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { form, lookup, type Option, text } from '../../src/chat/form.js';
import { ANA, activity, CHANNEL, fetched, invoke, OTHERS, PRIVATE, pressData, submitted } from './activities.js';
import { partsOf } from './adaptive-cards.js';
import { type Edge, startEdge } from './edge.js';
import { TENANT } from './microsoft.js';

let edge: Edge;
beforeAll(async () => {
  edge = await startEdge();
});
afterAll(() => edge.close());
afterEach(() => edge.reset());

const route = { interaction: 'stock-counts.name-counter', boutique: 'MADISON', subject: 'r1' };
const dataset = JSON.stringify({ vitrine: { ...route, field: 'person' } });
const maya: Option = { value: 'maya', label: 'Maya *Lindqvist*, Beverly Hills' };

/** In the shape that Teams sends while somebody types. */
const types = (queryText: unknown, more: object = {}, room = PRIVATE) =>
  edge.ask(invoke('application/search', { queryText, queryOptions: { skip: 0, top: 15 }, dataset, ...more }, room));

const offering = (results: object[]) => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.search.searchResponse',
  value: { results },
});
const packed = ({ value, label }: Option) => ({ title: label, value: JSON.stringify([value, label]) });

describe('a field that finds', () => {
  it.each([[PRIVATE], [CHANNEL], [OTHERS]])('asks with the form, the field and the words, in %s', async (room) => {
    edge.found = () => [maya];

    expect(await types('may', {}, room)).toEqual(offering([packed(maya)]));
    expect(edge.searches).toEqual([
      {
        ...{ type: 'search', channel: 'teams', tenant: TENANT, userId: ANA.aadObjectId, room },
        ...{ route, field: 'person', words: 'may' },
      },
    ]);
  });

  it.each([[''], [undefined], [null]])('asks for what comes first where nothing is typed: %j', async (queryText) => {
    await types(queryText);
    expect(edge.searches).toMatchObject([{ words: '' }]);
  });

  it('tells two of the same name apart, for clients know a choice by its words', async () => {
    edge.found = () => [maya, { ...maya, value: 'maya-2' }];

    const again = packed({ value: 'maya-2', label: `${maya.label} (2)` });
    expect(await types('may')).toEqual(offering([packed(maya), again]));
  });

  it.each([
    ['a set of data that is not ours', 'may', { dataset: 'graph.microsoft.com/users' }],
    ['one without a field', 'may', { dataset: JSON.stringify({ vitrine: route }) }],
    ['none', 'may', { dataset: undefined }],
    ['a number for words', 7, {}],
  ])('finds nothing in %s, and nobody is asked', async (_, words, more) => {
    expect(await types(words, more)).toEqual(offering([]));
    expect(edge.searches).toEqual([]);
  });

  it('finds nothing where looking for it breaks, and that is written down without the words', async () => {
    edge.found = () => expect.unreachable();

    expect(await types('secret')).toEqual(offering([]));
    expect(edge.logged).toEqual([expect.stringMatching(/^error what was typed could not be looked up/)]);
    expect(edge.logged.join()).not.toContain('secret');
  });

  it('finds nothing for nobody', async () => {
    const from = { id: ANA.id, name: ANA.name };
    const asked = { ...activity('invoke'), name: 'application/search', value: { queryText: 'may', dataset }, from };

    expect(await edge.ask(asked)).toEqual(offering([]));
    expect(edge.searches).toEqual([]);
  });
});

it('what was chosen is still there, by its name, when the form comes back', async () => {
  const asked = form({
    ...{ name: 'name-counter', title: 'Name someone', submit: 'Name' },
    fields: { person: lookup('Person', { search: async () => [] }), note: text('Note') },
  });
  edge.answer = () => ({ type: 'form', form: asked, prefill: {}, route: { ...route, instance: 'i1' } });
  const first = await edge.ask(fetched(pressData({ action: route.interaction, subject: 'r1' })));
  const data = partsOf(first).find(({ type }) => type === 'Action.Submit')?.data as object;
  edge.answer = () => ({ type: 'corrections', corrections: { person: 'Choose somebody else.' } });

  const again = await edge.ask(submitted({ ...data, person: packed(maya).value }));

  expect(edge.requests.at(-1)).toMatchObject({ type: 'submission', raw: { person: 'maya', note: null } });
  expect(partsOf(again).find(({ id }) => id === 'person')).toMatchObject({
    choices: [packed(maya)],
    value: packed(maya).value,
    'choices.data': { dataset },
  });
});
