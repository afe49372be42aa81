import { expect, it } from 'vitest';
import type { Card } from '../../src/chat/card.js';
import { type Form, LONGEST_OPTION, type Option, type RawAnswer, type RawAnswers } from '../../src/chat/form.js';
import { LARGEST_PICTURE, picturesIn } from '../../src/chat/pictures.js';
import { shortened } from '../../src/domain/words.js';
import type { AdaptiveCard, Dialog } from '../../src/teams/adaptive-card.js';
import { readForm } from '../../src/teams/read-form.js';
import { type Drawn, renderCard, renderWithPictures } from '../../src/teams/render-card.js';
import { renderResult } from '../../src/teams/render-dialog.js';
import { renderForm } from '../../src/teams/render-form.js';
import type { SentFile } from '../../src/teams/sent-files.js';
import { measured, measuring } from '../helpers/measured.js';
import { allSamples, everyCard, everyForm } from '../helpers/samples.js';
import { everyWords, inAllWords, type Words } from '../helpers/words.js';
import { faultsOf, openToMarkdown, partsOf, submitted } from './adaptive-cards.js';

const sampled = await allSamples();
const cards = everyCard(sampled);
const forms = [...(await everyForm(sampled)), ['measuring', measuring] as const];

const NOON = new Date('2026-11-27T17:00:00Z');
const route = {
  interaction: 'stock-counts.confirm-empty',
  boutique: 'MADISON',
  subject: 'x'.repeat(36),
  instance: 'x'.repeat(36),
};

/** With everything that a card may carry: the longest topic, and as many who refresh as there may be. */
const drawn = (interactions: 'ask' | 'run'): Drawn => ({
  topic: `approval/${'x'.repeat(36)}/10`,
  opens: () => interactions === 'ask',
  restricted: { show: true, refreshFor: Array.from({ length: 60 }, () => `29:${'x'.repeat(100)}`) },
});

/** As the buttons of a card to be decided stand in a channel. */
const restricted = ({ blocks, ...card }: Card): Card => ({
  ...card,
  blocks: blocks.map((block) => (block.type === 'buttons' ? { ...block, for: ['ines'] } : block)),
});

const sentBy = ({ fileName }: Words, extension: string): SentFile[] =>
  Array.from({ length: 30 }, (_, index) => ({
    channel: 'teams',
    tenant: 'x'.repeat(36),
    id: `${index}`.padEnd(36, 'x'),
    name: `${fileName}.${extension}`,
    at: new Date('2026-11-27T16:58:00Z'),
    isFresh: index === 0,
  }));

it.each(cards)('%s is drawn as a message and as a result, word for word', (_name, make) => {
  inAllWords((words) => {
    const card = make(words);
    const said = wordsOf(card);
    const result = renderResult(card).card.content;
    expect(faultsOf(result)).toEqual([]);
    expect(paragraphsOf(result)).toEqual(said);
    const isPressed = card.blocks.some(({ type }) => type === 'buttons');
    for (const pressing of isPressed ? (['ask', 'run'] as const) : (['run'] as const)) {
      const rendered = renderCard(restricted(card), drawn(pressing));

      expect(faultsOf(rendered)).toEqual([]);
      expect(openToMarkdown(rendered)).toEqual([]);
      expect(paragraphsOf(rendered)).toEqual(said);
      expect(rendered.fallbackText.length).toBeLessThanOrEqual(300);
      const pictures = new Map(picturesIn(card).map((id) => [id, new Uint8Array(LARGEST_PICTURE)]));
      const pictured = renderWithPictures(restricted(card), drawn(pressing), pictures);
      if (pictures.size === 0) expect(JSON.stringify(pictured)).toBe(JSON.stringify(rendered));
      else expect(faultsOf(pictured)).toEqual([]);
    }
  });
});

it.each(forms)(
  '%s is drawn as a form, has marks only where they are literal, and comes back as it was filled in',
  (_name, make) => {
    inAllWords((words, kind) => {
      const form = make(words);
      const sent = [...sentBy(words, 'csv'), ...sentBy(words, 'png')];
      const given = answersTo(form, words);
      const chosen = foundIn(form, words);
      const dialog = renderForm({ form, prefill: given, route }, { topic: 'a-topic', sent, now: NOON, chosen });
      const again = renderForm(
        { form, prefill: {}, route },
        { topic: 'a-topic', sent, now: NOON, chosen, typed: given, corrections: correctionsOf(form, words) },
      );

      for (const each of [dialog, again]) {
        expect(faultsOf(each.card.content)).toEqual([]);
        expect(inputsOf(each)).toEqual(Object.keys(form.fields));
        expect(readForm(submitted(each))).toMatchObject({
          route,
          topic: 'a-topic',
          raw: { ...given, ...filesOf(form) },
        });
      }
      expect(paragraphsOf(again.card.content).join()).toContain(`${words.fileName} is of another kind`);
      if (MARKED.includes(kind))
        expect(markedIn(renderForm({ form, prefill: {}, route }, emptied(sent)), words)).toEqual([]);
    });
  },
);

/** None of these is what it is where Markdown is read. */
const MARKED = ['mentions and links', 'marks of Slack and Markdown', 'new lines and tabs', 'long rows of ampersands'];

it('there are words with marks', () => {
  expect(Object.keys(everyWords)).toEqual(expect.arrayContaining(MARKED));
});

/** Words with marks that stand where they are not literal. */
const markedIn = (dialog: Dialog, words: Words): string[] =>
  openToMarkdown(dialog.card.content).flatMap((open) => Object.values(words).filter((each) => open.includes(each)));

const emptied = (sent: readonly SentFile[]) => ({ topic: null, sent: sent.slice(0, 2), now: NOON });

/** What stands on a card, block by block. */
function paragraphsOf(card: AdaptiveCard): string[] {
  return partsOf(card.body).flatMap(({ type, inlines }) =>
    type === 'RichTextBlock' ? [(inlines as { text: string }[]).map(({ text }) => text).join('')] : [],
  );
}

function wordsOf({ title, detail, blocks }: Card): string[] {
  const heading = detail ? `${title} · ${detail}` : title;
  const said = blocks.flatMap((block) => {
    if (block.type === 'buttons') return [];
    if (block.type === 'picture') return [block.alt];
    return block.type === 'text'
      ? [block.text]
      : block.lines.map(({ lead, text }) => (text === '' ? lead : `${lead} ${text}`));
  });
  return [heading, ...said];
}

/** Which fields can be filled in: where nothing fits, there is nothing to choose. */
const inputsOf = (dialog: Dialog): unknown[] =>
  partsOf(dialog.card.content)
    .filter(({ type }) => String(type).startsWith('Input.'))
    .map(({ id }) => id);

function answersTo({ fields }: Form, { scan }: Words): RawAnswers {
  const answers = Object.entries(fields).map(([name, { widget }]): [string, RawAnswer] => {
    if (widget.type === 'confirm') return [name, true];
    if (widget.type === 'choices') return [name, widget.options.map(({ value }) => value)];
    if (widget.type === 'files') return [name, null];
    if (widget.type === 'lookup') return [name, FOUND];
    if (widget.type === 'choice') return [name, widget.options[0]?.value ?? ''];
    if (widget.type === 'text' || widget.type === 'long-text') return [name, scan.slice(0, widget.maxLength)];
    return [name, measured[widget.type]];
  });
  return Object.fromEntries(answers);
}

const FOUND = 'x'.repeat(75);

/** What somebody found where it has to be found. */
const foundIn = ({ fields }: Form, { name: label }: Words): Record<string, Option> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, { widget }]) =>
      widget.type === 'lookup' ? [[name, { value: FOUND, label: shortened(label, LONGEST_OPTION) }]] : [],
    ),
  );

/** As long as the longest that is said: it names a file. */
const correctionsOf = ({ fields }: Form, { fileName }: Words) =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, `${fileName} is of another kind. Choose a CSV file.`]));

const filesOf = ({ fields }: Form) =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, { widget }]) => (widget.type === 'files' ? [[name, null]] : [])),
  );
