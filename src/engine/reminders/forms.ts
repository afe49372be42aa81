import { choice, form, lookup, type Option, optional } from '../../chat/form.js';
import { shortened } from '../../domain/words.js';
import type { ReminderRow } from './row.js';
import type { AnswerTo } from './states.js';

interface Finding {
  readonly search: (words: string) => Promise<readonly Option[]>;
}

type Named = Pick<ReminderRow, 'line'>;

/** Somebody else does it. */
export const passForm = (row: Named, { search }: Finding) =>
  form({
    name: 'pass-reminder',
    title: 'Pass to',
    submit: 'Pass on',
    intro: introOf(row),
    fields: { person: lookup('Who', { hint: 'Type a name. They are told at once.', search }) },
  });

const ANSWERS: Readonly<Record<AnswerTo, string>> = {
  seen: 'I have seen it',
  later: 'Not before tomorrow',
  pass: 'Pass it to somebody else',
};

/** What a row of buttons would ask, where there is no room for one. */
export const otherForm = (row: Named, possible: readonly AnswerTo[], { search }: Finding) =>
  form({
    name: 'answer-reminder',
    title: 'Answer',
    submit: 'Save',
    intro: introOf(row),
    fields: {
      what: choice(
        'Your answer',
        Object.fromEntries(possible.map((each) => [each, ANSWERS[each]])) as Record<AnswerTo, string>,
      ),
      person: optional(lookup('Who', { hint: 'Only where you pass it on. They are told at once.', search })),
    },
  });

const LONGEST_INTRO = 300;

const introOf = ({ line: { lead, text } }: Named): string =>
  shortened([lead, text].filter(Boolean).join(' · '), LONGEST_INTRO);
