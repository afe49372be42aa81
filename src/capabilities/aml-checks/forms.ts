import { choice, choices, confirm, form, longText, optional } from '../../chat/form.js';
import type { Boutique } from '../../domain/boutique.js';
import type { Day } from '../../domain/calendar.js';
import { dayInWords } from '../../domain/calendar.js';
import type { Month } from '../../domain/days.js';
import { duties, monthInWords, networkStatementOf, outcomes } from './rules.js';

export interface Asked {
  readonly month: Month;
  readonly due: Day;
  readonly today: Day;
}

/** Signed by whoever answers for the boutique. */
export function checkForm({ name }: Pick<Boutique, 'name'>, { month, due, today }: Asked) {
  const named = monthInWords(month, today);
  return form({
    name: 'check',
    title: 'AML payment check',
    submit: 'Sign',
    intro: `${named} · ${name} · due ${dayInWords(due, today)}`,
    fields: {
      looked: choices(
        'What you looked at',
        duties,
        'In the register, every payment of the month; cash is banknotes and coins of any country. Tick each when done.',
      ),
      outcome: choice('Outcome', outcomes),
      receipts: optional(
        longText('Receipts to look at', {
          max: 2000,
          hint: 'Receipt numbers only, no names. Never tell a client that we look.',
        }),
      ),
      signed: confirm(
        'Signature',
        `I checked the payments of ${monthInWords(month, '')} under the AML policy, and sign.`,
        'Tick this to sign, or cancel and come back.',
      ),
    },
  });
}

export const reviewForm = (where: string) =>
  form({
    name: 'review',
    title: 'Review what was found',
    submit: 'Save',
    intro: where,
    fields: {
      note: longText('What was decided', {
        max: 500,
        hint: 'Such as “Form 8300 filed, reference 26-118”. No names. A form is due 15 days after the payment.',
      }),
    },
  });

export const sendBackForm = (where: string) =>
  form({
    name: 'send-back',
    title: 'Send the check back',
    submit: 'Send back',
    intro: where,
    fields: { reason: longText('Reason', { max: 500, hint: 'Whoever signed reads it, and signs again.' }) },
  });

export function signForm({ month, today, boutiques }: { month: Month; today: Day; boutiques: number }) {
  const named = monthInWords(month, today);
  return form({
    name: 'sign-network',
    title: 'Sign for the network',
    submit: 'Sign',
    intro: `${named} · ${boutiques === 1 ? '1 boutique' : `${boutiques} boutiques`}`,
    fields: {
      signed: confirm('Signature', networkStatementOf(month), 'Tick this to sign, or cancel and come back.'),
    },
  });
}
