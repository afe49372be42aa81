import { h } from './dom.js';
import { type Control, type ElementJson, numberOf, type Surface, stringOf, typedBefore } from './surface.js';
import { textOf } from './text-view.js';

/** Slack's own ceiling for a text input that names none. */
const LONGEST = 3000;

/** One line or many. Too much text is said, never cut: a pasted list must not lose its end in silence. */
export function drawTextInput(element: ElementJson, blockId: string, surface: Surface): Control {
  const typed = typedBefore(surface, blockId, element);
  const value = typed ? stringOf(typed.value) : stringOf(element.initial_value);
  const placeholder = textOf(element.placeholder) || null;
  const field = element.multiline
    ? h('textarea', { rows: 4, placeholder, spellcheck: 'false' })
    : h('input', { type: 'text', placeholder, autocomplete: 'off' });
  field.value = value;
  return {
    ...base(element, blockId, field),
    read: () => ({ type: 'plain_text_input', value: field.value === '' ? null : field.value }),
    empty: () => field.value.trim() === '',
    problem: () => lengthProblem(field.value.length, element),
  };
}

export function drawNumberInput(element: ElementJson, blockId: string, surface: Surface): Control {
  const typed = typedBefore(surface, blockId, element);
  const step = element.is_decimal_allowed ? 'any' : '1';
  const field = h('input', { type: 'number', step, placeholder: textOf(element.placeholder) || null });
  field.value = typed ? stringOf(typed.value) : stringOf(element.initial_value);
  return {
    ...base(element, blockId, field),
    read: () => ({ type: 'number_input', value: field.value === '' ? null : field.value }),
    empty: () => field.value === '' && !field.validity.badInput,
    problem: () => numberProblem(field, element),
  };
}

export function drawDatepicker(element: ElementJson, blockId: string, surface: Surface): Control {
  const typed = typedBefore(surface, blockId, element);
  const field = h('input', { type: 'date' });
  field.value = typed ? stringOf(typed.selected_date) : stringOf(element.initial_date);
  return {
    ...base(element, blockId, field),
    read: () => ({ type: 'datepicker', selected_date: field.value || null }),
    empty: () => field.value === '' && !field.validity.badInput,
    problem: () => (field.validity.badInput ? 'Enter a whole date.' : null),
  };
}

export function drawTimepicker(element: ElementJson, blockId: string, surface: Surface): Control {
  const typed = typedBefore(surface, blockId, element);
  const field = h('input', { type: 'time' });
  field.value = typed ? stringOf(typed.selected_time) : stringOf(element.initial_time);
  return {
    ...base(element, blockId, field),
    read: () => ({ type: 'timepicker', selected_time: field.value || null }),
    empty: () => field.value === '' && !field.validity.badInput,
    problem: () => (field.validity.badInput ? 'Enter a whole time.' : null),
  };
}

function base(element: ElementJson, blockId: string, field: HTMLElement) {
  const actionId = stringOf(element.action_id);
  field.dataset.actionId = actionId;
  field.classList.add('input');
  return { blockId, actionId, field };
}

function lengthProblem(length: number, element: ElementJson): string | null {
  const most = numberOf(element.max_length) ?? LONGEST;
  const least = numberOf(element.min_length) ?? 0;
  if (length > most) return `${count(most)} characters at most. This has ${count(length)}.`;
  if (length > 0 && length < least) return `${count(least)} characters at least.`;
  return null;
}

function numberProblem(field: HTMLInputElement, element: ElementJson): string | null {
  if (field.validity.badInput) return 'Enter a number.';
  if (field.value === '') return null;
  const value = Number(field.value);
  const least = numberOf(element.min_value);
  const most = numberOf(element.max_value);
  if (!element.is_decimal_allowed && !Number.isInteger(value)) return 'Enter a whole number.';
  if (least !== null && value < least) return `${count(least)} or more.`;
  if (most !== null && value > most) return `${count(most)} or less.`;
  return null;
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
