import { describe, expect, it } from 'vitest';
import type { Form, Measure } from '../../src/chat/form.js';
import { renderMessage } from '../../src/slack/render-card.js';
import { renderForm as renderModal } from '../../src/slack/render-form.js';
import { resultView } from '../../src/slack/render-view.js';
import { renderCard } from '../../src/teams/render-card.js';
import { renderResult } from '../../src/teams/render-dialog.js';
import { renderForm as renderDialog } from '../../src/teams/render-form.js';
import { measured, measuring } from '../helpers/measured.js';
import { allSamples, everyCard, everyForm } from '../helpers/samples.js';
import { everyWords } from '../helpers/words.js';
import type { FormSeen, Words } from './seat.js';
import * as slack from './slack-words.js';
import * as teams from './teams-words.js';

const sampled = await allSamples();
const cards = everyCard(sampled);
const forms = [...(await everyForm(sampled)), ['measuring', measuring] as const];

const NOON = new Date('2026-11-27T17:00:00Z');
const route = { interaction: 'stock-counts.void', boutique: 'MADISON', subject: 's', instance: 'i' };
const drawn = {
  topic: 'a-topic',
  opens: () => false,
  restricted: { show: true, refreshFor: ['29:1-ines'] },
};

type Json = Parameters<typeof slack.blocksOf>[0];
const inSlack = (blocks: unknown): Words => slack.wordsIn(slack.blocksOf(blocks as Json));
const inTeams = (card: unknown): Words => teams.wordsIn(card as teams.Card);

describe.each(Object.entries(everyWords))('with %s', (_, words) => {
  it.each(cards)('%s says the same in both chats, with the same buttons', (_name, make) => {
    const card = make(words);
    const said = inTeams(renderCard(card, drawn));

    expect(inSlack(renderMessage(card).blocks)).toEqual(said);
    expect(inTeams(renderResult(card).card.content)).toEqual(said);
    expect(inSlack(resultView(card).blocks)).toEqual(said);
    expect(said.join('\n')).toContain(card.title.split('\n')[0]);
  });

  it.each(forms)('%s asks the same in both chats', (_name, make) => {
    const form = make(words);
    const asked = { form, prefill: measuresOf(form), route };
    const modal = renderModal(asked);
    const dialog = renderDialog(asked, { topic: null, sent: [], now: NOON });
    const view = { title: form.title, submit: modal.submit?.text ?? null, blocks: modal.blocks as unknown as Json };

    const seen = slack.formIn({ ...view, id: 'V1', hash: '', type: 'modal', close: null });
    expect(unsent(teams.formIn(dialog.title, dialog.card.content as unknown as teams.Card))).toEqual(unsent(seen));
    expect(seen.questions.map(({ label }) => label)).toEqual(labelsOf(form));
  });
});

/** Before anything was sent Teams has no list to choose a file from, and so no mark that one is needed. */
const unsent = ({ questions, ...form }: FormSeen): FormSeen => ({
  ...form,
  questions: questions.map((each) => (each.kind === 'files' ? { ...each, required: false } : each)),
});

const measuresOf = ({ fields }: Form) =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, { widget }]) =>
      widget.type in measured ? [[name, measureFor(widget as Measure)]] : [],
    ),
  );

/** A number or a day that the field takes: where it does not, Teams shows none. */
function measureFor(widget: Measure): string {
  if (widget.type === 'quantity') return String(Math.max(Number(measured.quantity), widget.min));
  if (widget.type !== 'day') return measured[widget.type];
  const { from = measured.day, to = measured.day } = widget;
  if (measured.day < from) return from;
  return measured.day > to ? to : measured.day;
}

const labelsOf = ({ fields }: { readonly fields: Readonly<Record<string, { readonly label: string }>> }) =>
  Object.values(fields).map(({ label }) => label);

it('reads of a form what is asked, which kind of answer is meant, and what one may choose', () => {
  const [, make] = forms.find(([name]) => name.endsWith('countForm')) ?? [];
  const words = everyWords.ordinary;
  const form = make?.(words as NonNullable<typeof words>);
  const modal = renderModal({ form: form as NonNullable<typeof form>, prefill: { reason: 'weekly' }, route });
  const view = { title: 'Stock count', submit: 'Save batch', blocks: modal.blocks as unknown as Json };
  const seen: FormSeen = slack.formIn({ ...view, id: 'V1', hash: '', type: 'modal', close: null });

  expect(seen).toMatchObject({ title: 'Stock count', submit: 'Save batch', intro: 'Madison Avenue' });
  expect(seen.questions.map(({ label, kind }) => `${label}: ${kind}`)).toEqual([
    'Zone: choice',
    'Why: choice',
    'Serials: long-text',
    'Or a file: files',
    'More zones in this count: choices',
  ]);
  expect(seen.questions[1]?.filled).toEqual(['Weekly cycle']);
});

it('reads of a form which day, time, number or amount is meant, and what is filled in', () => {
  const form = measuring(everyWords.ordinary as NonNullable<typeof everyWords.ordinary>);
  const dialog = renderDialog({ form, prefill: measuresOf(form), route }, { topic: null, sent: [], now: NOON });
  const { questions } = teams.formIn(dialog.title, dialog.card.content as unknown as teams.Card);

  expect(questions.slice(0, 4).map(({ kind, filled }) => [kind, ...filled])).toEqual(Object.entries(measured));
});
