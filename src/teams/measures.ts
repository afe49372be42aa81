import type { CalendarDay, Measure, Quantity } from '../chat/form.js';
import { isDay, readTime } from '../domain/calendar.js';
import { readWhole } from '../domain/number.js';
import type { Input } from './adaptive-card.js';
import type { Asked } from './choices.js';
import { textOf } from './texts.js';

/** Longer than any number. */
const LONGEST_NUMBER = 40;

/** A calendar, a clock or a number, with what was typed even where it is no answer. */
export function measureOf(asked: Asked, widget: Measure, typed: string): Input {
  switch (widget.type) {
    case 'day':
      return dayOf(asked, widget, typed);
    case 'time': {
      const value = readTime(typed);
      return { type: 'Input.Time', ...asked, ...(value !== null && { value }) };
    }
    case 'quantity':
      return quantityOf(asked, widget, typed);
    case 'amount':
      // Clients disagree about what a number is that has a comma, and some drop what follows it.
      return textOf(asked, { maxLength: LONGEST_NUMBER, placeholder: widget.currency }, typed);
  }
}

/** Whether the client itself has something to refuse, though nothing need be given. */
export const hasRange = (widget: { readonly type: string; readonly from?: unknown; readonly to?: unknown }): boolean =>
  widget.type === 'day' && (widget.from !== undefined || widget.to !== undefined);

function dayOf(asked: Asked, { from, to }: CalendarDay, typed: string): Input {
  return {
    type: 'Input.Date',
    ...asked,
    ...(from && { min: from }),
    ...(to && { max: to }),
    ...(isDay(typed) && { value: typed }),
  };
}

/**
 * A field for numbers can't hold what is none. One that may be left out has no limits, which are ours to say then:
 * Microsoft's clients would take the empty field for a number beyond them (AdaptiveCards#8347).
 */
function quantityOf(asked: Asked, { min, max }: Quantity, typed: string): Input {
  const value = readWhole(typed);
  if (value === null && typed !== '') return textOf(asked, { maxLength: LONGEST_NUMBER }, typed);
  const limits = asked.isRequired ? { min, max } : {};
  return { type: 'Input.Number', ...asked, ...limits, ...(value !== null && { value }) };
}
