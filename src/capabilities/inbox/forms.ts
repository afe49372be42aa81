import { day, form, lookup, type Option } from '../../chat/form.js';
import type { Day } from '../../domain/calendar.js';

interface AwayForm {
  readonly today: Day;
  readonly search: (words: string) => Promise<readonly Option[]>;
  /** Who stands in so far. */
  readonly known?: Option;
}

export function awayForm({ today, search, known }: AwayForm) {
  return form({
    name: 'away',
    title: known ? 'Change your absence' : 'While you are away',
    submit: 'Save',
    intro: 'Somebody has your roles meanwhile: what waits for you waits for them, and they decide in your place.',
    fields: {
      who: lookup('Who stands in', {
        hint: 'Type a name. Shown is who has a role at your boutique or across the network.',
        search,
        ...(known && { known }),
      }),
      from: day('From', { from: today }),
      until: day('Until', { from: today, hint: 'The last day you are away, to its end.' }),
    },
  });
}
