import { choice, form, longText, optional, quantity, text } from '../../chat/form.js';
import { shortened } from '../../domain/words.js';

export const lessonsForm = (title: string) =>
  form({
    name: 'lessons',
    title: 'Lessons',
    submit: 'Save',
    intro: `${shortened(title, 100)}. Then propose what should be different in the next plan.`,
    fields: {
      well: longText('What went well', { max: 1000 }),
      slipped: longText('What slipped, and why', { max: 1000 }),
    },
  });

const sides = { before: 'Before the day', after: 'After the day' } as const;

export const changeLineForm = (title: string, lines: Readonly<Record<string, string>>) =>
  form({
    name: 'propose-change',
    title: 'Change the template',
    submit: 'Send',
    intro: `${shortened(title, 80)}. What you leave empty stays as it is. Somebody else decides.`,
    fields: {
      line: choice('Milestone', lines),
      days: optional(quantity('Days from the day', { max: 400 })),
      side: optional(choice('Before or after', sides)),
      lead: optional(quantity('Business days that it takes', { max: 200 })),
      leaveOut: optional(choice('Or leave it out', { yes: 'The next plan does without it' })),
      why: longText('Reason', { max: 300 }),
    },
  });

interface Choices {
  readonly phases: Readonly<Record<string, string>>;
  readonly roles: Readonly<Record<string, string>>;
  readonly lines: Readonly<Record<string, string>>;
}

export const newLineForm = (title: string, { phases, roles, lines }: Choices) =>
  form({
    name: 'propose-line',
    title: 'New milestone',
    submit: 'Send',
    intro: `${shortened(title, 80)}. It would be in every plan from then on. Somebody else decides.`,
    fields: {
      name: text('Name', { max: 60 }),
      phase: choice('Phase', phases),
      role: choice('Department', roles),
      days: quantity('Days from the day', { max: 400 }),
      side: optional(choice('Before or after', sides)),
      lead: optional(quantity('Business days that it takes', { max: 200 })),
      after: optional(choice('It waits for', lines)),
      why: longText('Reason', { max: 300 }),
    },
  });

export const declineForm = (what: string) =>
  form({
    name: 'decline-proposal',
    title: 'Decline',
    submit: 'Decline',
    intro: shortened(what, 150),
    fields: { why: longText('Reason', { max: 500 }) },
  });
