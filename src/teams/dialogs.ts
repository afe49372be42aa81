import type { Form } from '../chat/form.js';
import type { Answer } from '../engine/request.js';
import { dialogAnswer, type InvokeAnswer, sentenceAnswer } from './answers.js';
import type { Desk, Visitor } from './desk.js';
import type { Wanted } from './events.js';
import type { FormAnswer } from './kept-forms.js';
import { factsOf } from './log.js';
import { within } from './patience.js';
import { renderConfirmation, renderResult } from './render-dialog.js';
import { type Beside, renderForm } from './render-form.js';
import type { SentFile } from './sent-files.js';

export const UNREADABLE = 'This button no longer works. Start again with the command.';
export const DONE = 'Done.';

/** A sentence in the place of a dialog. */
export const dialogSentence = (sentence: string): InvokeAnswer => sentenceAnswer('task/submit', sentence);

/** What a button or a command opens. One that asks first counts only once yes comes back. */
export async function openDialog(desk: Desk, visitor: Visitor, wanted: Wanted | null): Promise<InvokeAnswer> {
  if (wanted === null) return dialogSentence(UNREADABLE);
  const { asked } = visitor;
  if ('words' in wanted)
    return dialogOf(desk, visitor, await desk.engine.handle({ type: 'command', ...asked, words: wanted.words }), null);
  if ('shortcut' in wanted) {
    const { shortcut: name, quoted: text } = wanted;
    return dialogOf(
      desk,
      visitor,
      await desk.engine.handle({ type: 'shortcut', ...asked, name, message: { text } }),
      null,
    );
  }

  const { action, boutique, subject, topic, confirm } = wanted;
  if (confirm) return dialogAnswer(renderConfirmation(confirm, wanted));
  const route = { interaction: action, boutique, subject };
  return dialogOf(desk, visitor, await desk.engine.handle({ type: 'press', ...asked, route }), topic);
}

/** An answer as the next dialog, or a sentence. */
export async function dialogOf(
  desk: Desk,
  visitor: Visitor,
  answer: Answer,
  topic: string | null,
): Promise<InvokeAnswer> {
  switch (answer.type) {
    case 'form':
      desk.forms.keep(answer);
      return formDialog(desk, visitor, answer, { topic });
    case 'reply':
      return dialogAnswer(renderResult(answer.card, topic));
    case 'refusal':
      return dialogSentence(answer.sentence);
    case 'corrections':
      return dialogSentence(Object.values(answer.corrections).join(' '));
    case 'done':
      return dialogSentence(DONE);
  }
}

export async function formDialog(
  desk: Desk,
  visitor: Visitor,
  answer: FormAnswer,
  beside: Pick<Beside, 'topic' | 'corrections' | 'typed' | 'chosen'>,
): Promise<InvokeAnswer> {
  const sent = takesFiles(answer.form) ? await sentBy(desk, visitor) : [];
  return dialogAnswer(renderForm(answer, { ...beside, sent, now: desk.now() }));
}

const takesFiles = ({ fields }: Form): boolean => Object.values(fields).some(({ widget }) => widget.type === 'files');

const PATIENCE_MS = 300;

/** What was typed is worth more than the list of files: where that can't be had, the form comes without. */
async function sentBy({ files, log }: Desk, { asked }: Visitor): Promise<readonly SentFile[]> {
  try {
    return await within(PATIENCE_MS, files.sent(asked.tenant, asked.userId));
  } catch (error) {
    log.warn('a form was shown without the files that were sent', factsOf(error));
    return [];
  }
}
