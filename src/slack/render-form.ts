import type { PlainTextOption } from '@slack/types';
import type { Field, Form, Lookup, Option, RawAnswers } from '../chat/form.js';
import { filledIn } from '../chat/measures.js';
import type { FormRoute } from '../engine/request.js';
import { type Modal, plain, type Question, type ViewBlock, type Widget } from './blocks.js';
import { checkView, LIMITS } from './limits.js';
import { measureOf } from './measures.js';

/** Tells our forms from other views when they come back. */
export const FORM = 'form';

/** A box that is ticked reads as yes; no list of choices has this value. */
export const CONFIRMED = '=confirmed';

export interface Asking {
  readonly form: Form;
  readonly prefill: RawAnswers;
  readonly route: FormRoute;
}

export function renderForm({ form, prefill, route }: Asking): Modal {
  const view: Modal = {
    type: 'modal',
    callback_id: FORM,
    private_metadata: JSON.stringify(route),
    title: plain(form.title),
    submit: plain(form.submit),
    close: plain('Cancel'),
    blocks: [...introOf(form), ...questionsOf(form, prefill)],
  };
  checkView(view);
  return view;
}

function introOf({ intro }: Form): ViewBlock[] {
  return intro ? [{ type: 'section', text: plain(intro) }] : [];
}

function questionsOf({ fields }: Form, prefill: RawAnswers): ViewBlock[] {
  const entries = Object.entries(fields);
  const [first] = entries.find(([name, { widget }]) => widget.type === 'long-text' && !prefill[name]) ?? [];
  return entries.flatMap(([name, field]) => [
    ...statementOf(field),
    question(name, field, prefill[name] ?? null, name === first),
  ]);
}

/** What one agrees to stands beside its box where it fits there, else above it. */
function statementOf({ widget }: Field): ViewBlock[] {
  if (widget.type !== 'confirm' || fitsBox(widget.statement)) return [];
  return [{ type: 'section', text: plain(widget.statement) }];
}

const fitsBox = (statement: string): boolean => statement.length <= LIMITS['characters of an option'];

function question(name: string, field: Field, known: RawAnswers[string], focused: boolean): Question {
  return {
    type: 'input',
    block_id: name,
    label: plain(field.label),
    optional: !field.required,
    ...(field.hint && { hint: plain(field.hint) }),
    element: { ...widgetOf(field, known), action_id: name, ...(focused && { focus_on_load: true }) },
  };
}

function widgetOf({ widget }: Field, known: RawAnswers[string]): Widget {
  switch (widget.type) {
    case 'text':
    case 'long-text':
      return {
        type: 'plain_text_input',
        multiline: widget.type === 'long-text',
        max_length: widget.maxLength,
        ...(widget.placeholder && { placeholder: plain(widget.placeholder) }),
        ...(typeof known === 'string' && known !== '' && { initial_value: known }),
      };
    case 'choice':
      return choiceOf(widget.options.map(optionOf), known);
    case 'choices':
      return choicesOf(widget.options.map(optionOf), known);
    case 'lookup':
      return lookupOf(widget, known);
    case 'confirm':
      return confirmOf(widget.statement, known);
    case 'files':
      return { type: 'file_input', filetypes: [...widget.extensions], max_files: widget.most };
    case 'day':
    case 'time':
    case 'quantity':
    case 'amount':
      return measureOf(widget, filledIn(widget, known));
  }
}

/** More than these are easier to find in a menu. */
const SHOWN_AT_ONCE = 3;

/** Each of several is read before it is ticked, and a menu would fold them away. */
const TICKED_AT_ONCE = 5;

function choiceOf(options: PlainTextOption[], known: RawAnswers[string]): Widget {
  const chosen = options.find(({ value }) => value === known);
  const initial = chosen && { initial_option: chosen };
  if (options.length <= SHOWN_AT_ONCE) return { type: 'radio_buttons', options, ...initial };
  return { type: 'static_select', options, ...initial };
}

function choicesOf(options: PlainTextOption[], known: RawAnswers[string]): Widget {
  const chosen = options.filter(({ value }) => Array.isArray(known) && value !== undefined && known.includes(value));
  const initial = chosen.length > 0 && { initial_options: chosen };
  if (options.length <= TICKED_AT_ONCE) return { type: 'checkboxes', options, ...initial };
  return { type: 'multi_static_select', options, ...initial };
}

/** Slack asks for what fits as somebody types. What is chosen at first needs its label, which nobody can look up here. */
function lookupOf({ known: option }: Lookup, chosen: RawAnswers[string]): Widget {
  const initial = option && option.value === chosen && { initial_option: optionOf(option) };
  return { type: 'external_select', min_query_length: 1, placeholder: plain('Type to find'), ...initial };
}

function confirmOf(statement: string, known: RawAnswers[string]): Widget {
  const options = [{ text: plain(fitsBox(statement) ? statement : 'Yes'), value: CONFIRMED }];
  return { type: 'checkboxes', options, ...(known === true && { initial_options: options }) };
}

export const optionOf = ({ value, label }: Option): PlainTextOption => ({ text: plain(label), value });
