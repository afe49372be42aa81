import type { Corrections, Form, Option, RawAnswers } from '../chat/form.js';
import type { FormRoute } from '../engine/request.js';
import { attached, type Dialog, type Element, richText, run, type SubmitAction } from './adaptive-card.js';
import { correctionAt, correctionsOf } from './corrections.js';
import { checkDialog } from './limits.js';
import { questionOf } from './questions.js';
import { formData } from './read-form.js';
import type { SentFile } from './sent-files.js';

export interface Asking {
  readonly form: Form;
  readonly prefill: RawAnswers;
  readonly route: FormRoute;
}

export interface Beside {
  readonly topic: string | null;
  /** What this person sent in the private chat, the newest first. */
  readonly sent: readonly SentFile[];
  readonly now: Date;
  /** What needs another look: at its field, and on top. */
  readonly corrections?: Corrections;
  /** What was answered, where the form comes back; it takes the place of what was filled in at first. */
  readonly typed?: RawAnswers;
  /** With its label, where only a search could find it. */
  readonly chosen?: Readonly<Record<string, Option>>;
}

export function renderForm({ form, prefill, route }: Asking, beside: Beside): Dialog {
  const { title, submit, intro = '' } = form;
  const action: SubmitAction = {
    type: 'Action.Submit',
    title: submit,
    style: 'positive',
    data: formData(form, route, beside.topic),
  };
  const card = {
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: title,
    speak: [title, intro].filter(Boolean).join(' · '),
    body: [
      ...correctionsOf(form, beside.corrections ?? {}),
      ...richText([run(intro)]),
      ...questionsOf({ form, prefill, route }, beside),
    ],
    actions: [action],
  } as const;
  const dialog: Dialog = { title, height: heightOf(form), width: 'medium', card: attached(card) };
  checkDialog(dialog);
  return dialog;
}

function questionsOf({ form, prefill, route }: Asking, beside: Beside): readonly Element[] {
  const { corrections = {}, typed, chosen = {}, sent, now } = beside;
  const around = { files: sent, now, route, chosen };
  return Object.entries(form.fields).flatMap(([name, field]) => {
    const known = typed ? (typed[name] ?? null) : prefill[name];
    return apart([...correctionAt(corrections[name]), ...questionOf(name, field, known, around)]);
  });
}

/** What belongs to one question stands together. */
const apart = ([first, ...rest]: readonly Element[]): readonly Element[] =>
  first ? [{ ...first, spacing: 'medium' }, ...rest] : [];

const heightOf = ({ fields }: Form): Dialog['height'] => (Object.keys(fields).length > 2 ? 'large' : 'medium');
