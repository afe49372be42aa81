import type { Form, RawAnswer, RawAnswers, Widget } from '../chat/form.js';
import { shortened } from '../domain/words.js';
import type { Ask, Asking } from './capability.js';

/** What a form shows at first. A message that was pointed at may be longer than the field it fills, and Slack refuses that form. */
export async function prefillOf(
  { prefill }: Pick<Ask, 'prefill'>,
  { fields }: Form,
  asking: Asking,
): Promise<RawAnswers> {
  const known = Object.entries(((await prefill?.(asking)) ?? {}) as RawAnswers);
  return Object.fromEntries(known.map(([name, answer]) => [name, fitting(answer, fields[name]?.widget)]));
}

function fitting(answer: RawAnswer, widget: Widget | undefined): RawAnswer {
  if (typeof answer !== 'string') return answer;
  if (widget?.type === 'long-text') return shortened(answer, widget.maxLength);
  if (widget?.type === 'text') return shortened(answer.replaceAll(/\s+/g, ' ').trim(), widget.maxLength);
  return answer;
}
