import { choice, day, files, form, type Lookup, lookup, quantity } from '../../chat/form.js';
import type { Day } from '../../domain/calendar.js';
import { BUFFER_DAYS, kitSizes } from './rules-kits.js';

export const planForm = (search: Lookup['search'], today: Day) =>
  form({
    name: 'plan-kit',
    title: 'Opening kit',
    submit: 'Plan',
    intro: `Counted back from the opening: everything is there ${BUFFER_DAYS} days before.`,
    fields: {
      boutique: lookup('Boutique', { hint: 'Type its name or code.', search }),
      size: choice('Size', kitSizes),
      opening: day('Opening day', { from: today }),
    },
  });

export const kitLineForm = (search: Lookup['search']) =>
  form({
    name: 'edit-kit',
    title: 'Edit an opening kit',
    submit: 'Save',
    intro: '0 takes an article out.',
    fields: {
      size: choice('Size', kitSizes),
      article: lookup('Article', { hint: 'Type its name or code.', search }),
      quantity: quantity('Quantity'),
    },
  });

export const kitFileForm = () =>
  form({
    name: 'import-kits',
    title: 'Import opening kits',
    submit: 'Import',
    intro: 'The file replaces the sizes that it speaks of.',
    fields: {
      file: files('File', {
        hint: 'A CSV with size (small, medium, large), article and quantity.',
        extensions: ['csv', 'txt'],
        max: 1,
      }),
    },
  });
