import type { Measure } from '../../src/chat/form.js';

/** An answer to each question that is read from text. */
export const measured: Readonly<Record<Measure['type'], string>> = {
  day: '2026-11-27',
  time: '09:12',
  quantity: '12',
  amount: '1234.50',
};
