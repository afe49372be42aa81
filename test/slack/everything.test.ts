import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { homeCards, type Inbox, type Item, waitingCards } from '../../src/capabilities/inbox/cards.js';
import { button, type Card, text } from '../../src/chat/card.js';
import { type Form, LONGEST_OPTION, type RawAnswers } from '../../src/chat/form.js';
import { picturesIn } from '../../src/chat/pictures.js';
import { shortened } from '../../src/domain/words.js';
import { validateBlocks, validateView } from '../../src/playground/block-kit.js';
import { renderMessage } from '../../src/slack/render-card.js';
import { renderForm } from '../../src/slack/render-form.js';
import { homeView, resultView } from '../../src/slack/render-view.js';
import { measured, measuring } from '../helpers/measured.js';
import { allSamples, everyCard, everyForm } from '../helpers/samples.js';
import { inAllWords, ordinary, type Words } from '../helpers/words.js';

const sampled = await allSamples();
const cards = everyCard(sampled);
const forms = [...(await everyForm(sampled)), ['measuring', measuring] as const];

const route = {
  interaction: 'stock-counts.confirm-empty',
  boutique: 'MADISON',
  subject: 'x'.repeat(36),
  instance: 'x'.repeat(36),
};

/** Everything that is text, and what kind of text Slack takes it for. */
function texts(value: unknown): { readonly type: string; readonly text: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'text' in value && typeof value.text === 'string' ? [value as { type: string; text: string }] : [];
  return [...own, ...Object.values(value).flatMap(texts)];
}

it.each(cards)('%s is drawn as a message', (_name, make) => {
  inAllWords((words) => {
    const card = make(words);
    const { blocks, text: notice } = renderMessage(card, new Map(picturesIn(card).map((id) => [id, 'F0123456789'])));

    expect(validateBlocks(blocks, 'message')).toEqual([]);
    expect(texts(blocks).filter(({ type }) => type !== 'text' && type !== 'plain_text')).toEqual([]);
    expect(notice).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
  });
});

it.each(cards)('%s is drawn as a result and on Home', (_name, make) => {
  inAllWords((words) => {
    const card = make(words);
    const home = { title: `${words.name}, this waits for you`, cards: [card, card] };

    expect(validateView(resultView(card))).toEqual([]);
    expect(validateView(homeView(home, card))).toEqual([]);
  });
});

it.each(forms)('%s is drawn as a form', (_name, make) => {
  inAllWords((words) => {
    const form = withFound(make(words), words);
    const view = renderForm({ form, prefill: prefillOf(form, words), route });

    expect(validateView(view)).toEqual([]);
    expect(texts(view).filter(({ type }) => type !== 'plain_text')).toEqual([]);
    expect(view.blocks.filter(({ type }) => type === 'input')).toHaveLength(Object.keys(form.fields).length);
  });
});

/** What somebody found before stands where it has to be found. */
function withFound(form: Form, { name }: Words): Form {
  const known = { value: 'x'.repeat(75), label: shortened(name, LONGEST_OPTION) };
  const fields = Object.entries(form.fields).map(([key, field]) => {
    const { widget } = field;
    return [key, widget.type === 'lookup' ? { ...field, widget: { ...widget, known } } : field] as const;
  });
  return { ...form, fields: Object.fromEntries(fields) };
}

/** Everything filled in, as where somebody comes back to a form. */
function prefillOf(form: Form, { scan }: Words): RawAnswers {
  return Object.fromEntries(
    Object.entries(form.fields).map(([name, { widget }]) => {
      if (widget.type === 'confirm') return [name, true];
      if (widget.type === 'choices') return [name, widget.options.map(({ value }) => value)];
      if (widget.type === 'files') return [name, []];
      if (widget.type === 'lookup') return [name, widget.known?.value ?? null];
      if (widget.type === 'choice') return [name, widget.options[0]?.value ?? ''];
      if (widget.type === 'text' || widget.type === 'long-text') return [name, scan.slice(0, widget.maxLength)];
      return [name, measured[widget.type]];
    }),
  );
}

describe('Home', () => {
  const everything: readonly Card[] = cards.map(([, make]) => make(ordinary));
  const itemOf = (whole: Card): Item => ({ line: { lead: whole.title, text: '' }, whole });
  const homeOf = (waiting: readonly Item[]) =>
    homeView({ title: 'This waits for you', cards: homeCards({ ...busy(waiting) }) });

  /** With lists below that are as long as they get. */
  const busy = (waiting: readonly Item[]): Inbox => {
    const line = { lead: 'Count of Window', text: 'Madison Avenue · still open' };
    const asked = Array.from({ length: 30 }, () => ({ line, button: button('stock-counts.see', 'See', 'x') }));
    return { notes: ['For Inès Laurent, until Fri, Dec 4'], waiting, asked, attention: Array(10).fill(line) };
  };

  it.each([1, 5, 10, 20, 100])('holds as much as it can of %i times everything', (times) => {
    const items = Array.from({ length: times }, () => everything)
      .flat()
      .map(itemOf);
    const shown = waitingCards(items);

    expect(validateView(homeOf(items))).toEqual([]);
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.at(-1)?.title).toBe(`${(items.length - shown.length + 1).toLocaleString('en-US')} things more`);
  });

  it.each([1, 2, 3, 4, 8, 30])('is never too long with cards of %i parts, and with lines', (parts) => {
    const one: Card = { title: 'One', blocks: Array.from({ length: parts }, () => text('A word.')) };
    const line: Item = { line: { lead: 'A line', text: '' }, button: button('engine.look', 'Decide', 'x') };

    expect(validateView(homeOf(Array(100).fill(itemOf(one))))).toEqual([]);
    expect(
      validateView(
        homeOf(
          Array(100)
            .fill([line, itemOf(one)])
            .flat(),
        ),
      ),
    ).toEqual([]);
    expect(validateView(homeOf(Array(100).fill(line)))).toEqual([]);
  });

  it('says nothing of a rest where there is none', () => {
    const items = everything.slice(0, 3).map(itemOf);
    expect(waitingCards(items)).toEqual(everything.slice(0, 3));
  });
});

describe('nothing is left out:', () => {
  it.each(sampled.map(({ capability, samples }) => [capability.name, samples] as const))(
    'every card and form of %s has a sample',
    (capability, samples) => {
      const made = { ...samples.cards, ...samples.forms };
      const sampledNames = new Set(Object.keys(made).map((name) => name.split(',')[0]));
      const shown = shownBy(capability);

      expect(shown.length).toBeGreaterThan(0);
      expect(shown.filter((name) => !sampledNames.has(name))).toEqual([]);
      for (const [name, make] of Object.entries(made)) expect(make.toString()).toContain(name.split(',')[0]);
    },
  );

  it.each(sampled.map(({ capability, samples }) => [capability.name, capability, samples] as const))(
    'everything that %s asks to be decided has a sample',
    (_name, { approvals }, samples) => {
      const named = new Set(Object.keys(samples.approvals).map((name) => name.split(',')[0]));

      expect([...named].sort()).toEqual(approvals.map(({ name }) => name).sort());
    },
  );
});

/** Exported functions of its `cards` and `forms`, but for those that make text or an answer to a question about one. */
function shownBy(capability: string): string[] {
  const folder = join('src/capabilities', capability);
  const files = readdirSync(folder).filter((file) => /^(cards|forms)(-[a-z-]+)?\.ts$/.test(file));
  return files.flatMap((file) => {
    const source = readFileSync(join(folder, file), 'utf8');
    const functions = [...source.matchAll(/^export (?:async )?function (\w+)[\s\S]*?\n?\)(?:: ([^\n]+))? \{$/gm)];
    const constants = [...source.matchAll(/^export const (\w+) = (?:async )?(?:\(|form\()/gm)];
    const exported = [...functions, ...constants].map(([, name = '', type]) => ({ name, type }));
    return exported.filter(({ type }) => type !== 'string' && type !== 'boolean').map(({ name }) => name);
  });
}
