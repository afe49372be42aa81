import type { Confirm, Field, Option, RawAnswer, Widget } from '../chat/form.js';
import type { Route } from '../engine/request.js';
import { type Element, type Input, isPlain, quietText, richText, run } from './adaptive-card.js';
import { type Asked, oneOf, severalOf } from './choices.js';
import { chosenIn, lookupOf } from './lookups.js';
import { hasRange, measureOf } from './measures.js';
import { filesOf, type Sent, sendingOf } from './sent-files.js';
import { cutOf, textOf } from './texts.js';

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
  const drawn = widgetOf(asked, widget, known, around);
  return [
    ...drawn,
    ...quietText(hint, { spacing: 'small' }),
    ...quietText(sending, { spacing: 'small' }),
    ...drawn.flatMap((element) => cutOf(element, known)),
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
    case 'day':
    case 'time':
    case 'quantity':
    case 'amount':
      return [measureOf(asked, widget, typed)];
  }
}

/** The client says of a field left empty, or outside its range, what we would say of it. */
function requiredOf({ required, missing, widget }: Field): Pick<Input, 'isRequired' | 'errorMessage'> {
  if (!required) return hasRange(widget) ? { errorMessage: missing } : {};
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
