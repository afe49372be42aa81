import { day, files, form, type Lookup, longText, lookup, optional, text } from '../../chat/form.js';
import type { Day } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';

const photo = optional(files('Photo', { extensions: ['jpg', 'jpeg', 'png', 'heic', 'pdf'], max: 3 }));

export const punchForm = (title: string, today: Day, search: Lookup['search']) =>
  form({
    name: 'punch-add',
    title: 'Punch list',
    submit: 'Add',
    intro: `${shortened(title, 100)}. Store planning is told, or whoever you name.`,
    fields: {
      what: longText('What is to be put right', { max: 300 }),
      place: text('Where', { hint: 'Fitting room, left of the mirror.', max: 80 }),
      due: day('By', { from: today }),
      photo,
      owner: optional(lookup('Who else than store planning', { hint: 'Type a name.', search })),
    },
  });

export const punchDoneForm = (what: string) =>
  form({
    name: 'punch-done',
    title: 'Done',
    submit: 'Save',
    intro: shortened(what, 150),
    fields: {
      note: optional(longText('What was done', { hint: 'A sentence, or a photo.', max: 300 })),
      photo,
    },
  });

export const punchReopenForm = (what: string, today: Day) =>
  form({
    name: 'punch-reopen',
    title: 'Send back',
    submit: 'Send back',
    intro: shortened(what, 150),
    fields: { why: longText('What is still missing', { max: 300 }), due: day('By', { from: today }) },
  });
