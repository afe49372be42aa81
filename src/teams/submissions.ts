import type { Corrections, RawAnswers } from '../chat/form.js';
import type { InvokeAnswer } from './answers.js';
import type { Desk, Visitor } from './desk.js';
import { dialogOf, dialogSentence, formDialog } from './dialogs.js';
import type { FormAnswer } from './kept-forms.js';
import { factsOf } from './log.js';
import type { FormSent } from './read-form.js';

/** A form that comes back: done, or the same form again with what was typed and what to correct. */
export async function onSubmission(desk: Desk, visitor: Visitor, sent: FormSent): Promise<InvokeAnswer> {
  const { files, gone } = await filesIn(desk, visitor, sent);
  const raw = { ...sent.raw, ...files };
  if (Object.keys(gone).length > 0) return again(desk, visitor, { ...sent, raw }, gone);

  const answer = await desk.engine.handle({ type: 'submission', ...visitor.asked, route: sent.route, raw });
  if (answer.type === 'corrections') return again(desk, visitor, { ...sent, raw }, answer.corrections);
  if (answer.type === 'refusal') return again(desk, visitor, { ...sent, raw }, { '': answer.sentence });
  await used(desk, visitor, sent);
  return dialogOf(desk, visitor, answer, sent.topic);
}

/** Chosen files by their ids: only this person's own, and only while they are kept. */
async function filesIn({ files }: Desk, { asked }: Visitor, { fileIds }: FormSent) {
  const found: Record<string, RawAnswers[string]> = {};
  const gone: Record<string, string> = {};
  for (const [field, ids] of Object.entries(fileIds)) {
    if (ids.length === 0) continue;
    const own = await files.own(asked.tenant, asked.userId, ids);
    found[field] = own;
    if (own.length < ids.length) gone[field] = 'A file is no longer here. Send it again and choose it.';
  }
  return { files: found, gone };
}

/** The form was taken, whatever becomes of this. */
async function used({ files, log }: Desk, { asked }: Visitor, { fileIds }: FormSent): Promise<void> {
  const ids = Object.values(fileIds).flat();
  if (ids.length === 0) return;
  try {
    await files.used(asked.tenant, asked.userId, ids);
  } catch (error) {
    log.warn('a file that went with a form could not be marked', factsOf(error));
  }
}

/** With the instance that it had: what is sent again unchanged is the same submission. */
async function again(
  desk: Desk,
  visitor: Visitor,
  { route, topic, raw, chosen }: FormSent,
  corrections: Corrections,
): Promise<InvokeAnswer> {
  const { instance } = route;
  const before = desk.forms.find(instance) ?? (await askedAnew(desk, visitor, route));
  if (!before) return dialogSentence(Object.values(corrections).join(' '));
  return formDialog(desk, visitor, { ...before, route }, { topic, corrections, typed: raw, chosen });
}

/** Another process may have opened it, or this one long ago. */
async function askedAnew(
  { engine }: Desk,
  { asked }: Visitor,
  { interaction, boutique, subject }: FormSent['route'],
): Promise<FormAnswer | null> {
  if (!engine.asks(interaction)) return null;
  const answer = await engine.handle({ type: 'press', ...asked, route: { interaction, boutique, subject } });
  return answer.type === 'form' ? answer : null;
}
