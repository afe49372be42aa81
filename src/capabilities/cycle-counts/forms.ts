import { choice, choices, day, form, optional, quantity, text, time } from '../../chat/form.js';
import type { Boutique } from '../../domain/boutique.js';
import { clockTime, type Day, dayInWords, momentAt } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { kinds } from './rules.js';
import type { PlannedSlot } from './rules-slots.js';

/** What an option may have of a zone's name, so that its day is seen too. */
const LONGEST_NAME = 45;

export function moveForm(
  slots: readonly PlannedSlot[],
  boutique: Boutique,
  { from, to }: { readonly from: Day; readonly to: Day },
) {
  const { timeZone } = boutique;
  const named = ({ zoneName, day: on, time: at }: PlannedSlot): string =>
    `${shortened(zoneName, LONGEST_NAME)} · ${dayInWords(on)}, ${clockTime(momentAt(on, at, timeZone), timeZone)}`;
  return form({
    name: 'move',
    title: 'Move a count',
    submit: 'Move',
    intro: boutique.name,
    fields: {
      slot: choice('Count', Object.fromEntries(slots.map((slot) => [slot.id, named(slot)]))),
      day: day('New day', { from, to }),
      time: time('New time', { hint: 'While the boutique is open or in the hour before, outside peak hours.' }),
      reason: text('Reason', { max: 200, hint: 'It stays on record.' }),
    },
  });
}

/** Every figure of the plan; what is left empty is as on the level above. */
export function rulesForm(place: string) {
  const days = { min: 1, max: 365 };
  return form({
    name: 'rules',
    title: 'Rules for cycle counts',
    submit: 'Save',
    intro: `${place}. What you leave empty is as it was before anybody changed it.`,
    fields: {
      'days.a': optional(quantity('Days between counts, class A', days)),
      'days.b': optional(quantity('Days between counts, class B', days)),
      'days.c': optional(quantity('Days between counts, class C', days)),
      'value.a': optional(
        quantity('Class A from this value', { max: MOST_VALUE, hint: 'At retail, in whole units of the currency.' }),
      ),
      'value.b': optional(quantity('Class B from this value', { max: MOST_VALUE })),
      kinds: optional(choices('Always class A', kinds)),
      moved: optional(
        quantity('Value moved that asks for a count', {
          max: MOST_VALUE,
          hint: 'What came and went since the last count.',
        }),
      ),
      floor: optional(quantity('Accuracy floor, in percent', { max: 100 })),
      last: optional(quantity('Of how many counts', { min: 1, max: 12 })),
      zones: optional(quantity('Zones in a day, at most', { min: 1, max: 30 })),
      pieces: optional(quantity('Pieces in a day, at most', { min: 1 })),
      promise: optional(quantity('Every piece is seen every so many days', days)),
      peak: optional(
        text('Peak hours', {
          max: 200,
          placeholder: 'Mon-Fri 12:00-14:00, 17:00-19:00; Sat 12:00-18:00',
          hint: '"none" where there are none.',
        }),
      ),
    },
  });
}

const MOST_VALUE = 999_999_999;
