import { day, form, lookup, type Option, optional } from '../../chat/form.js';
import type { Day } from '../../domain/calendar.js';

interface AwayForm {
  readonly today: Day;
  readonly search: (words: string) => Promise<readonly Option[]>;
  readonly isNew: boolean;
  /** Who stands in so far. */
  readonly known?: Option;
}

export function awayForm({ today, search, isNew, known }: AwayForm) {
  return form({
    name: 'away',
    title: isNew ? 'While you are away' : 'Change your absence',
    submit: 'Save',
    intro:
      'Whoever stands in has your roles meanwhile: what waits for you waits for them. Where nobody does, what you owe goes to your manager.',
    fields: {
      who: optional(
        lookup('Who stands in', {
          hint: 'Type a name. Shown is who has a role at your boutique or across the network.',
          search,
          ...(known && { known }),
        }),
      ),
      from: day('From', { from: today }),
      until: day('Until', { from: today, hint: 'The last day you are away, to its end.' }),
    },
  });
}
