import type { Answer } from '../engine/request.js';
import type { Modal } from './blocks.js';
import type { Saying } from './render-card.js';
import { renderForm } from './render-form.js';

/** What follows an answer, the same wherever it was asked for: a modal to fill in, something to read, or nothing. */
export type Next =
  | { readonly type: 'fill-in'; readonly view: Modal }
  | { readonly type: 'read'; readonly saying: Saying }
  | { readonly type: 'nothing' };

export function nextAfter(answer: Answer): Next {
  switch (answer.type) {
    case 'form':
      return { type: 'fill-in', view: renderForm(answer) };
    case 'reply':
      return { type: 'read', saying: answer.card };
    case 'refusal':
      return { type: 'read', saying: answer.sentence };
    case 'corrections':
      return { type: 'read', saying: Object.values(answer.corrections).join(' ') };
    case 'done':
      return { type: 'nothing' };
  }
}
