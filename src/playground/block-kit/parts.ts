import { z } from 'zod';

/** The small objects Block Kit is composed of, with Slack's limits. */

export const string = (max: number) => z.string().min(1).max(max);

export const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: string(max), emoji: z.boolean().optional() });

export const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: string(max), verbatim: z.boolean().optional() });

export const textObject = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

export const id = z.string().max(255).optional();
export const style = z.enum(['primary', 'danger']).optional();
export const placeholder = plainText(150).optional();
export const focus = z.boolean().optional();

export const webAddress = string(3000).regex(/^https?:\/\/\S+$/, 'must be a valid URL');

/** A decimal number in a string: Slack takes and gives numbers of inputs as text. */
export const numberText = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a valid number');
export const dayText = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must match format YYYY-MM-DD');

export const timeText = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must match format HH:mm');

export const confirm = z
  .strictObject({
    title: plainText(100).optional(),
    text: textObject(300),
    confirm: plainText(30).optional(),
    deny: plainText(30).optional(),
    style,
  })
  .optional();

/**
 * The reference says 150 characters for a value, the SDK says 75: the stand-in takes the stricter,
 * so that what passes here passes there.
 */
const optionWith = <Text extends z.ZodType>(text: Text) =>
  z.strictObject({ text, value: string(75), description: plainText(75).optional() });

/** Radio buttons and checkboxes may carry mrkdwn, selects may not. */
export const richOption = z.strictObject({
  text: textObject(75),
  value: string(75),
  description: textObject(75).optional(),
});
export const option = optionWith(plainText(75));

export const optionGroup = z.strictObject({ label: plainText(75), options: z.array(option).min(1).max(100) });
