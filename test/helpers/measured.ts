import { amount, day, type Form, form, type Measure, optional, quantity, time } from '../../src/chat/form.js';
import type { Words } from './words.js';

/** An answer to each question that is read from text. */
export const measured: Readonly<Record<Measure['type'], string>> = {
  day: '2026-11-27',
  time: '09:12',
  quantity: '12',
  amount: '1234.50',
};

/** A form of all of them, whatever capabilities there are. */
export const measuring = ({ name, fileName: hint }: Words): Form =>
  form({
    name: 'measuring',
    title: 'Measuring',
    submit: 'Send',
    intro: name,
    fields: {
      day: day(name, { hint, from: '2026-11-27', to: '2026-12-04' }),
      time: time(name, { hint }),
      boxes: quantity(name, { hint, max: 999 }),
      estimate: amount(name, { hint, currency: 'USD', max: 5_000_00 }),
      otherDay: optional(day(name, { hint })),
      otherTime: optional(time(name, { hint })),
      otherBoxes: optional(quantity(name, { hint })),
      otherEstimate: optional(amount(name, { hint, currency: 'EUR' })),
    },
  });
