import type { Measure } from '../chat/form.js';
import { minorDigits, moneyAsTyped } from '../domain/money.js';
import { plain, type Widget } from './blocks.js';

/** A calendar, a clock or a number; numbers are written as text. The calendar knows no first and last day, so ours is the only look at them. */
export function measureOf(widget: Measure, filled: string | null): Widget {
  switch (widget.type) {
    case 'day':
      return { type: 'datepicker', ...(filled !== null && { initial_date: filled }) };
    case 'time':
      return { type: 'timepicker', ...(filled !== null && { initial_time: filled }) };
    case 'quantity':
      return {
        type: 'number_input',
        is_decimal_allowed: false,
        min_value: String(widget.min),
        max_value: String(widget.max),
        ...(filled !== null && { initial_value: filled }),
      };
    case 'amount':
      return {
        type: 'number_input',
        is_decimal_allowed: minorDigits(widget.currency) > 0,
        min_value: '0',
        max_value: moneyAsTyped(widget.max, widget.currency),
        placeholder: plain(widget.currency),
        ...(filled !== null && { initial_value: filled }),
      };
  }
}
