import { choice, type Field, files, form, longText, optional, text } from '../../chat/form.js';
import { type Cause, causes, PHOTOS, TELLS_SECURITY } from './rules-causes.js';

/** Before a serial, the name of its field. */
export const CAUSE = 'cause.';

/** Asks why these pieces differ, each in the words of its line. */
export function causesForm(asked: readonly { readonly serial: string; readonly words: string }[]) {
  const fields: Record<string, Field<Cause | undefined | string>> = {};
  for (const { serial, words } of asked) fields[`${CAUSE}${serial}`] = optional(choice(words, causes));
  const note = optional(longText('Note', { max: 500, hint: 'For all of these. No client names.' }));
  const photo = optional(
    files('Photo', { hint: 'Where a photo shows it best: a tag, a tray.', extensions: PHOTOS, max: 1 }),
  );
  return form({
    name: 'causes',
    title: 'Name the causes',
    submit: 'Save',
    intro: TELLS_SECURITY,
    fields: { ...fields, note, photo },
  });
}

export function voidForm(restricted: boolean) {
  const told = restricted ? 'Safety and Security is told.' : 'Headquarters is told.';
  return form({
    name: 'void',
    title: 'Void the count',
    submit: 'Void',
    fields: {
      reason: longText('Reason', {
        max: 500,
        hint: `Nothing of it counts after that; every line is kept. ${told}`,
      }),
    },
  });
}

export const documentForm = form({
  name: 'document',
  title: 'Register document',
  submit: 'Close the count',
  fields: { document: text('Document number', { max: 60, placeholder: 'As the register system shows it' }) },
});
