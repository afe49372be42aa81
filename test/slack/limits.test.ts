import { describe, expect, it } from 'vitest';
import type { HomeView, Modal, Question, ViewBlock, Widget } from '../../src/slack/blocks.js';
import { plain, richText } from '../../src/slack/blocks.js';
import { checkMessage, checkView, LIMITS, type Limit, LimitExceeded } from '../../src/slack/limits.js';

const long = (n: number): string => 'x'.repeat(n);
const many = <T>(n: number, make: (index: number) => T): T[] => Array.from({ length: n }, (_, index) => make(index));
const modal = (blocks: ViewBlock[], more: Partial<Modal> = {}): Modal => ({
  type: 'modal',
  title: plain('Count'),
  blocks,
  ...more,
});
const line = () => richText({ text: 'x' }) as NonNullable<ReturnType<typeof richText>>;
const press = { type: 'button', text: plain('Go'), action_id: 'a.b', value: 'v' } as const;
const asked = (element: Widget, more: Partial<Question> = {}): Question => ({
  type: 'input',
  label: plain('Label'),
  element,
  ...more,
});
const option = (index: number) => ({ text: plain('Option'), value: `v${index}` });
const area: Widget = { type: 'plain_text_input', multiline: true };

const message = (blocks: Parameters<typeof checkMessage>[0]['blocks'], text = 'x') => checkMessage({ blocks, text });
const row = (...elements: (typeof press & object)[]) => message([{ type: 'actions', elements }]);
const confirmation = (more: object) =>
  message([{ type: 'actions', elements: [{ ...press, confirm: { text: plain('Really'), ...more } }] }]);
const field = (element: Widget, more: Partial<Question> = {}) => checkView(modal([asked(element, more)]));

/** How a thing of n is built and checked. */
const things: Readonly<Record<Limit, (n: number) => void>> = {
  'blocks in a message': (n) => message(many(n, line)),
  'bytes of blocks in a message': (n) => message([richText({ text: long(n - overhead) })].filter((b) => b !== null)),
  'bytes of text beside the blocks': (n) => message([], long(n)),
  'blocks in a view': (n) => checkView(modal(many(n, line))),
  'bytes of a view': (n) => checkView(viewOf(n)),
  'characters of private_metadata': (n) => checkView(modal([], { private_metadata: long(n) })),
  'characters of an id': (n) => checkView(modal([asked({ ...area, action_id: long(n) })])),
  'characters of a modal title': (n) => checkView(modal([], { title: plain(long(n)) })),
  'characters of a modal button': (n) => checkView(modal([], { submit: plain(long(n)) })),
  'characters of a header': (n) => checkView({ type: 'home', blocks: [{ type: 'header', text: plain(long(n)) }] }),
  'characters of a paragraph': (n) => checkView(modal([{ type: 'section', text: plain(long(n)) }])),
  'elements of a note': (n) => message([{ type: 'context', elements: many(n, () => plain('x')) }]),
  'characters of a note': (n) => message([{ type: 'context', elements: [plain(long(n))] }]),
  'characters about a picture': (n) => message([{ type: 'image', slack_file: { id: 'F1' }, alt_text: long(n) }]),
  'buttons in a row': (n) => row(...many(n, () => press)),
  'characters of a button': (n) => message([{ type: 'actions', elements: [{ ...press, text: plain(long(n)) }] }]),
  'characters of a button value': (n) => message([{ type: 'actions', elements: [{ ...press, value: long(n) }] }]),
  'characters of a confirmation title': (n) => confirmation({ title: plain(long(n)) }),
  'characters of a confirmation': (n) => confirmation({ text: plain(long(n)) }),
  'characters of a confirmation button': (n) => confirmation({ confirm: plain(long(n)) }),
  'characters of an option': (n) => field({ type: 'checkboxes', options: [{ text: plain(long(n)), value: 'v' }] }),
  'characters of an option value': (n) =>
    field({ type: 'checkboxes', options: [{ text: plain('x'), value: long(n) }] }),
  'options of a menu': (n) => field({ type: 'static_select', options: many(n, option) }),
  'options of radio buttons or checkboxes': (n) => field({ type: 'radio_buttons', options: many(n, option) }),
  'characters of a placeholder': (n) => field({ ...area, placeholder: plain(long(n)) }),
  'characters of a label': (n) => field(area, { label: plain(long(n)) }),
  'characters of a hint': (n) => field(area, { hint: plain(long(n)) }),
  'characters of a text field': (n) => field({ ...area, initial_value: long(n) }),
  'files of a question': (n) => field({ type: 'file_input', max_files: n }),
  'focused elements': (n) => checkView(modal(many(n, () => asked({ ...area, focus_on_load: true })))),
};

const overhead = JSON.stringify([richText({ text: '' }) ?? { ...line() }]).length - 1;

/** Full notes of text, then a last one that brings the view to n bytes. */
function viewOf(n: number): HomeView {
  const note = (size: number): ViewBlock => ({ type: 'context', elements: [plain(long(size))] });
  const view: HomeView = { type: 'home', blocks: many(80, () => note(3_000)) };
  const rest = n - JSON.stringify(view).length;
  const each = JSON.stringify(note(1)).length;
  const full = Math.floor(rest / (each + 3_000));
  view.blocks.push(...many(full, () => note(3_000)));
  const left = n - JSON.stringify(view).length;
  view.blocks.push(note(left - each));
  return view;
}

describe('Slack takes', () => {
  it.each(Object.entries(LIMITS))('%s up to %d, and one more is thrown back', (name, most) => {
    const build = things[name as Limit];

    expect(() => build(most)).not.toThrow();
    expect(() => build(most + 1)).toThrow(new LimitExceeded(name as Limit, most + 1));
  });

  it.each(['characters of a modal title', 'characters of a button', 'characters of a label'] as const)(
    'no empty %s',
    (name) => {
      expect(() => things[name](0)).toThrow(new LimitExceeded(name, 0));
    },
  );

  it('counts bytes where letters are wide', () => {
    const ring = richText({ text: '💍'.repeat(3_300) });

    expect(() => message(ring ? [ring] : [])).toThrow('bytes of blocks in a message');
  });

  it('says which limit without quoting what was too long', () => {
    expect(() => things['characters of a button'](80)).toThrow('80 characters of a button; Slack takes 1 to 75');
  });
});
