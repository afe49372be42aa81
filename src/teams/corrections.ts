import type { Corrections, Form } from '../chat/form.js';
import { counted } from '../domain/calendar.js';
import { type Element, richText, run } from './adaptive-card.js';

/** What needs another look, on top of a form that comes back. */
export function correctionsOf({ fields }: Form, corrections: Corrections): readonly Element[] {
  const sentences = Object.entries(corrections);
  if (sentences.length === 0) return [];
  const lines = sentences.map(([name, sentence]) => ({ label: fields[name]?.label ?? '', sentence }));
  const items = [
    ...richText([run(summaryOf(lines.filter(({ label }) => label !== '').length), { weight: 'bolder' })]),
    ...lines.flatMap(({ label, sentence }) =>
      richText([run(label && `${label}: `, { weight: 'bolder' }), run(sentence)], { spacing: 'small' }),
    ),
  ];
  return [{ type: 'Container', style: 'attention', items }];
}

function summaryOf(answers: number): string {
  if (answers === 0) return '';
  return `${counted(answers, 'answer')} ${answers === 1 ? 'needs' : 'need'} another look.`;
}

/** Directly above a question. */
export const correctionAt = (sentence: string | undefined): readonly Element[] =>
  richText([run(sentence ?? '', { color: 'attention' })]);
