import { type FileReference, type Files, fits, type RawAnswer } from '../chat/form.js';
import { age } from '../domain/calendar.js';
import { shortened } from '../domain/words.js';
import { type Element, richText, run } from './adaptive-card.js';
import { type Asked, oneOf, severalOf } from './choices.js';

/** What somebody sent in the private chat; a dialog can't take a file. */
export type SentFile = FileReference & {
  readonly at: Date;
  /** A moment ago, and in no form yet, so it is probably meant. */
  readonly isFresh: boolean;
};

export interface Sent {
  /** The newest first. */
  readonly files: readonly SentFile[];
  readonly now: Date;
}

const MOST_OFFERED = 10;
const LONGEST_NAME = 75;

/** A choice among what was sent; where nothing was, only the question. */
export function filesOf(asked: Asked, widget: Files, known: RawAnswer | undefined, sent: Sent): readonly Element[] {
  const fitting = fittingOf(widget, sent);
  if (fitting.length === 0) return richText([run(asked.label, { weight: 'bolder' })]);

  const options = fitting.map((file) => ({ value: file.id, label: fileInWords(file, sent.now) }));
  const chosen = chosenOf(known, fitting, widget.most);
  if (widget.most > 1) return [severalOf(asked, options, chosen)];
  return [oneOf(asked, options, chosen[0] ?? null, 'No file')];
}

function fileInWords({ name, at }: SentFile, now: Date): string {
  const since = age(at, now);
  return `${shortened(name, LONGEST_NAME)}, ${since === '0 minutes' ? 'just now' : `${since} ago`}`;
}

/** How to send one. */
export function sendingOf(widget: Files, sent: Sent): string {
  const first = fittingOf(widget, sent).length === 0 ? 'Send the file' : 'Another file? Send it';
  return `${first} to me in our private chat, then open this again.`;
}

/** An older one than the tenth can be sent again. */
const fittingOf = ({ extensions }: Files, { files }: Sent): readonly SentFile[] =>
  files.filter(({ name }) => fits(name, extensions)).slice(0, MOST_OFFERED);

/** What was chosen before; where nothing was asked yet, what was just sent. */
function chosenOf(known: RawAnswer | undefined, fitting: readonly SentFile[], most: number): readonly string[] {
  if (Array.isArray(known)) return known.flatMap((each) => (typeof each === 'string' ? [] : [each.id]));
  if (known !== undefined) return [];
  return fitting
    .filter(({ isFresh }) => isFresh)
    .slice(0, most)
    .map(({ id }) => id);
}
