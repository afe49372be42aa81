import { z } from 'zod';
import type { Surface } from '../block-kit.js';
import {
  button,
  checkboxes,
  datepicker,
  externalSelect,
  fileInput,
  imageBlock,
  imageElement,
  multiStaticSelect,
  numberInput,
  plainTextInput,
  radioButtons,
  staticSelect,
  timepicker,
} from './elements.js';
import { id, mrkdwn, plainText, textObject } from './parts.js';
import { richText } from './rich-text.js';

const choosers = [
  staticSelect,
  multiStaticSelect,
  externalSelect,
  radioButtons,
  checkboxes,
  datepicker,
  timepicker,
] as const;

const section = z.strictObject({
  type: z.literal('section'),
  block_id: id,
  text: textObject(3000).optional(),
  fields: z.array(textObject(2000)).min(1).max(10).optional(),
  accessory: z.discriminatedUnion('type', [button, imageElement, ...choosers]).optional(),
  expand: z.boolean().optional(),
});

const context = z.strictObject({
  type: z.literal('context'),
  block_id: id,
  elements: z
    .array(z.discriminatedUnion('type', [imageElement, plainText(3000), mrkdwn(3000)]))
    .min(1)
    .max(10),
});

const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: id,
  elements: z
    .array(z.discriminatedUnion('type', [button, ...choosers]))
    .min(1)
    .max(25),
});

const inputParts = {
  type: z.literal('input'),
  block_id: id,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
};
const inputElements = [plainTextInput, numberInput, ...choosers] as const;
const input = z.strictObject({ ...inputParts, element: z.discriminatedUnion('type', inputElements) });
const modalInput = z.strictObject({
  ...inputParts,
  element: z.discriminatedUnion('type', [...inputElements, fileInput]),
});

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().max(3000) }),
  richText,
]);
const table = z.strictObject({
  type: z.literal('table'),
  block_id: id,
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z.strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() }),
    )
    .max(20)
    .optional(),
});

const header = z.strictObject({ type: z.literal('header'), block_id: id, text: plainText(150) });
const divider = z.strictObject({ type: z.literal('divider'), block_id: id });
const everywhere = [section, richText, header, context, actions, divider, imageBlock] as const;

const surfaces = {
  message: z.array(z.discriminatedUnion('type', [...everywhere, input, table])).max(50),
  modal: z.array(z.discriminatedUnion('type', [...everywhere, modalInput])).max(100),
  home: z.array(z.discriminatedUnion('type', [...everywhere, input])).max(100),
} as const;

export function blocksOf(surface: Surface): z.ZodType {
  return surfaces[surface];
}

const viewParts = {
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};

const modal = z.strictObject({
  type: z.literal('modal'),
  title: plainText(24),
  submit: plainText(24).nullish(),
  close: plainText(24).nullish(),
  blocks: surfaces.modal,
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  ...viewParts,
});

const home = z.strictObject({ type: z.literal('home'), blocks: surfaces.home, ...viewParts });
const either = z.discriminatedUnion('type', [modal, home]);

/** Chosen by type first: the complaint is then about this view, not about both kinds. */
export function viewOf(view: unknown): z.ZodType {
  const type = (view as { type?: unknown } | null | undefined)?.type;
  if (type === 'modal') return modal;
  return type === 'home' ? home : either;
}
