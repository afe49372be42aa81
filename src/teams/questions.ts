import type { Confirm, Field, RawAnswer, Widget } from '../chat/form.js';
import { type Element, type Input, isPlain, quietText, richText, run } from './adaptive-card.js';
import { type Asked, oneOf, severalOf } from './choices.js';
import { filesOf, type Sent } from './sent-files.js';

/** The input of a field, with its hint below. `known`: what is filled in; undefined where nobody was asked yet. */
export function questionOf(name: string, field: Field, known: RawAnswer | undefined, sent: Sent): readonly Element[] {
  const asked = { id: name, label: field.label, ...requiredOf(field) };
  return [...widgetOf(asked, field.widget, known, sent), ...quietText(field.hint ?? '')];
}

function widgetOf(asked: Asked, widget: Widget, known: RawAnswer | undefined, sent: Sent): readonly Element[] {
  const typed = typeof known === 'string' && known !== '' ? known : null;
  switch (widget.type) {
    case 'text':
    case 'long-text': {
      const { type, maxLength, placeholder } = widget;
      const lines = type === 'long-text' && { isMultiline: true as const };
      const looks = { ...lines, maxLength, ...(placeholder && { placeholder }), ...(typed && { value: typed }) };
      return [{ type: 'Input.Text', ...asked, ...looks }];
    }
    case 'choice':
      return [oneOf(asked, widget.options, typed, 'No answer')];
    case 'choices':
      return [severalOf(asked, widget.options, valuesIn(known))];
    case 'confirm':
      return confirmOf(asked, widget, known === true);
    case 'files':
      return filesOf(asked, widget, known, sent);
  }
}

/** The client says of a field left empty what we would say of it. */
function requiredOf({ required, schema }: Field): Pick<Input, 'isRequired' | 'errorMessage'> {
  if (!required) return {};
  const words = schema().safeParse(undefined).error?.issues[0]?.message ?? '';
  return { isRequired: true, errorMessage: words !== '' && isPlain(words) ? words : 'This is needed.' };
}

/** What one agrees to stands beside its box, or above it where it might be read as Markdown there. */
function confirmOf(asked: Asked, { statement }: Confirm, isGiven: boolean): readonly Element[] {
  const looks = { ...asked, wrap: true, ...(isGiven && { value: 'true' }) } as const;
  if (isPlain(statement)) return [{ type: 'Input.Toggle', title: statement, ...looks }];
  return [...richText([run(statement)]), { type: 'Input.Toggle', title: 'Yes', ...looks }];
}

const valuesIn = (known: RawAnswer | undefined): readonly string[] =>
  Array.isArray(known) ? known.filter((each) => typeof each === 'string') : [];
