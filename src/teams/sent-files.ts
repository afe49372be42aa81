import { type FileReference, type Files, fits, type RawAnswer } from '../chat/form.js';
import { age } from '../domain/calendar.js';
import { type Element, quietText, richText, run } from './adaptive-card.js';
import { type Asked, oneOf, severalOf } from './choices.js';

/** What somebody sent in the private chat; a dialog can't take a file. */
export type SentFile = FileReference & {
  readonly at: Date;
  /** A moment ago, so it is probably meant. */
  readonly isFresh: boolean;
};

export interface Sent {
  /** The newest first. */
  readonly files: readonly SentFile[];
  readonly now: Date;
}

const MOST_OFFERED = 20;

/** A choice among what was sent, or how to send one. An older one than the twentieth can be sent again. */
export function filesOf(asked: Asked, widget: Files, known: RawAnswer | undefined, sent: Sent): readonly Element[] {
  const fitting = sent.files.filter(({ name }) => fits(name, widget.extensions)).slice(0, MOST_OFFERED);
  if (fitting.length === 0) return [...richText([run(asked.label)]), ...quietText(HOW)];

  const options = fitting.map(({ id, name, at }) => ({ value: id, label: `${name}, ${age(at, sent.now)} ago` }));
  const chosen = chosenOf(known, fitting, widget.most);
  const input =
    widget.most > 1 ? severalOf(asked, options, chosen) : oneOf(asked, options, chosen[0] ?? null, 'No file');
  return [input, ...quietText(OTHER)];
}

const HOW = 'Send the file to me in our private chat, then open this again.';
const OTHER = 'Another file? Send it to me in our private chat, then open this again.';

/** What was chosen before; where nothing was asked yet, what was just sent. */
function chosenOf(known: RawAnswer | undefined, fitting: readonly SentFile[], most: number): readonly string[] {
  if (Array.isArray(known)) return known.flatMap((each) => (typeof each === 'string' ? [] : [each.id]));
  if (known !== undefined) return [];
  return fitting
    .filter(({ isFresh }) => isFresh)
    .slice(0, most)
    .map(({ id }) => id);
}
