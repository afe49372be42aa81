import type { Confirm, Field, LongText, Option, RawAnswer, ShortText, Widget } from '../chat/form.js';
import type { Route } from '../engine/request.js';
import { type Element, type Input, isPlain, quietText, richText, run } from './adaptive-card.js';
import { type Asked, oneOf, severalOf } from './choices.js';
import { chosenIn, lookupOf } from './lookups.js';
import { filesOf, type Sent, sendingOf } from './sent-files.js';

type Typed = ShortText | LongText;

/** What a field stands among. */
export interface Around extends Sent {
  readonly route: Route;
  /** What was chosen where only a search could find it, by field. */
  readonly chosen: Readonly<Record<string, Option>>;
}

/** The input of a field, with its hint below. `known`: what is filled in; undefined where nobody was asked yet. */
export function questionOf(
  name: string,
  field: Field,
  known: RawAnswer | undefined,
  around: Around,
): readonly Element[] {
  const { label, hint = '', widget } = field;
  const asked = { id: name, label, ...requiredOf(field) };
  const sending = widget.type === 'files' ? sendingOf(widget, around) : '';
  return [
    ...widgetOf(asked, widget, known, around),
    ...quietText(hint, { spacing: 'small' }),
    ...quietText(sending, { spacing: 'small' }),
    ...cutOf(widget, known),
  ];
}

function widgetOf(asked: Asked, widget: Widget, known: RawAnswer | undefined, around: Around): readonly Element[] {
  const typed = typeof known === 'string' ? known : '';
  switch (widget.type) {
    case 'text':
    case 'long-text':
      return [textOf(asked, widget, typed)];
    case 'choice':
      return [oneOf(asked, widget.options, typed, 'No answer')];
    case 'choices':
      return [severalOf(asked, widget.options, valuesIn(known))];
    case 'lookup':
      return [
        lookupOf(asked, { route: around.route, field: asked.id }, chosenIn(widget, known, around.chosen[asked.id])),
      ];
    case 'confirm':
      return confirmOf(asked, widget, known === true);
    case 'files':
      return filesOf(asked, widget, known, around);
  }
}

function textOf(asked: Asked, { type, maxLength, placeholder }: Typed, typed: string): Input {
  return {
    type: 'Input.Text',
    ...asked,
    maxLength,
    ...(type === 'long-text' && { isMultiline: true }),
    ...(placeholder && { placeholder }),
    ...(typed !== '' && { value: beginningOf(typed, maxLength) }),
  };
}

/** Not every client holds back what is too long, and a form that comes back must fit into a dialog. */
function cutOf(widget: Widget, known: RawAnswer | undefined): readonly Element[] {
  if (typeof known !== 'string' || !('maxLength' in widget) || known.length <= widget.maxLength) return [];
  const words = `Only the first ${widget.maxLength.toLocaleString('en-US')} characters are filled in.`;
  return richText([run(words, { color: 'attention' })], { spacing: 'small' });
}

/** Never half of a character. */
const beginningOf = (words: string, most: number): string =>
  words.length <= most ? words : words.slice(0, most).replace(/[\ud800-\udbff]$/, '');

/** The client says of a field left empty what we would say of it. */
function requiredOf({ required, missing }: Field): Pick<Input, 'isRequired' | 'errorMessage'> {
  if (!required) return {};
  return { isRequired: true, errorMessage: isPlain(missing) ? missing : 'This is needed.' };
}

/** What one agrees to stands beside its box, or above it where it might be read as Markdown there. */
function confirmOf(asked: Asked, { statement }: Confirm, isGiven: boolean): readonly Element[] {
  const looks = { ...asked, wrap: true, ...(isGiven && { value: 'true' }) } as const;
  if (isPlain(statement)) return [{ type: 'Input.Toggle', title: statement, ...looks }];
  return [...richText([run(statement)]), { type: 'Input.Toggle', title: 'Yes', ...looks }];
}

const valuesIn = (known: RawAnswer | undefined): readonly string[] =>
  Array.isArray(known) ? known.filter((each) => typeof each === 'string') : [];
