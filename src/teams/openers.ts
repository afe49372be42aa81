import { type Buttons, button, buttons, type Card, card, text } from '../chat/card.js';
import type { FormAnswer } from './kept-forms.js';

/** A message and a press can't open a dialog; a button on a card can. */
export function openerOf(answer: FormAnswer): Card {
  const { title, intro } = answer.form;
  return card(title, [...(intro ? [text(intro)] : []), opening(answer)]);
}

/** The same below what stands there already. */
export const withOpener = (shown: Card, answer: FormAnswer): Card => ({
  ...shown,
  blocks: [...shown.blocks, opening(answer, answer.form.title)],
});

function opening({ route }: FormAnswer, label = 'Open'): Buttons {
  const { interaction, boutique, subject } = route;
  const opener = button(interaction, label, subject, { style: 'primary' });
  return buttons(boutique === null ? opener : { ...opener, boutique });
}
