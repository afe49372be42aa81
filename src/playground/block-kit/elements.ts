import { z } from 'zod';
import {
  confirm,
  dayText,
  focus,
  id,
  numberText,
  option,
  optionGroup,
  placeholder,
  plainText,
  richOption,
  string,
  style,
  timeText,
  webAddress,
} from './parts.js';

const dispatch = z
  .strictObject({
    trigger_actions_on: z
      .array(z.enum(['on_enter_pressed', 'on_character_entered']))
      .min(1)
      .optional(),
  })
  .optional();

export const button = z.strictObject({
  type: z.literal('button'),
  action_id: id,
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: webAddress.optional(),
  style,
  confirm,
  accessibility_label: z.string().max(75).optional(),
});

const menu = {
  action_id: id,
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
  placeholder,
  confirm,
  focus_on_load: focus,
};

export const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  ...menu,
  initial_option: option.optional(),
});

export const multiStaticSelect = z.strictObject({
  type: z.literal('multi_static_select'),
  ...menu,
  initial_options: z.array(option).min(1).max(100).optional(),
  max_selected_items: z.int().min(1).optional(),
});

export const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  action_id: id,
  initial_option: option.optional(),
  min_query_length: z.int().min(0).optional(),
  placeholder,
  confirm,
  focus_on_load: focus,
});

const choice = { action_id: id, options: z.array(richOption).min(1).max(10), confirm, focus_on_load: focus };

export const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...choice,
  initial_option: richOption.optional(),
});

export const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...choice,
  initial_options: z.array(richOption).min(1).max(10).optional(),
});

export const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  action_id: id,
  initial_date: dayText.optional(),
  placeholder,
  confirm,
  focus_on_load: focus,
});

export const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  action_id: id,
  initial_time: timeText.optional(),
  timezone: z.string().min(1).optional(),
  placeholder,
  confirm,
  focus_on_load: focus,
});

export const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: id,
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
  dispatch_action_config: dispatch,
  placeholder,
  focus_on_load: focus,
});

export const numberInput = z.strictObject({
  type: z.literal('number_input'),
  action_id: id,
  is_decimal_allowed: z.boolean(),
  initial_value: numberText.optional(),
  min_value: numberText.optional(),
  max_value: numberText.optional(),
  dispatch_action_config: dispatch,
  placeholder,
  focus_on_load: focus,
});

export const fileInput = z.strictObject({
  type: z.literal('file_input'),
  action_id: id,
  filetypes: z
    .array(z.string().regex(/^[a-z0-9]+$/i, 'must be a bare file extension'))
    .min(1)
    .optional(),
  max_files: z.int().min(1).max(10).optional(),
});

const imageParts = {
  alt_text: string(2000),
  image_url: webAddress.optional(),
  slack_file: z.strictObject({ id: z.string().optional(), url: webAddress.optional() }).optional(),
};

export const imageElement = z.strictObject({ type: z.literal('image'), ...imageParts });

export const imageBlock = z.strictObject({
  type: z.literal('image'),
  block_id: id,
  ...imageParts,
  title: plainText(2000).optional(),
});
