import type { Button, Buttons } from '../chat/card.js';
import { attached, type Dialog, type Element, type SubmitAction } from './adaptive-card.js';
import { cardOf, type Saying } from './card-body.js';
import { checkDialog } from './limits.js';
import { type Press, pressData } from './press-data.js';
import { looksOf, pressOf } from './render-card.js';

/** Asked before a press counts: yes sends the press itself, and closing the dialog nothing. */
export function renderConfirmation({ title, text, yes }: NonNullable<Button['confirm']>, press: Press): Dialog {
  const { confirm: _, ...confirmed } = press;
  const action: SubmitAction = { type: 'Action.Submit', title: yes, style: 'positive', data: pressData(confirmed) };
  const asked = { ...cardOf(text, () => []), actions: [action] };
  return checked({ title, height: 200, width: 400, card: attached(asked) });
}

/** What somebody reads in the place of a form. Buttons are seldom there; they come back as a form does. */
export function renderResult(saying: Saying, topic: string | null = null): Dialog {
  const card = cardOf(saying, (buttons) => rowOf(buttons, topic));
  return checked({ title: 'Vitrine', height: 'medium', width: 'medium', card: attached(card) });
}

/** A dialog takes nothing but Action.Submit. */
function rowOf({ buttons }: Buttons, topic: string | null): readonly Element[] {
  const actions = buttons.map(
    (button, index): SubmitAction => ({
      type: 'Action.Submit',
      ...looksOf(button, index),
      data: pressData(pressOf(button, topic)),
    }),
  );
  return [{ type: 'ActionSet', actions }];
}

function checked(dialog: Dialog): Dialog {
  checkDialog(dialog);
  return dialog;
}
