import { choice, confirm, day, form, type Lookup, longText, lookup, optional } from '../../chat/form.js';
import { type Day, dayInWords } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { pulseAnswers, pulseParts, severities } from './rules-live.js';

/** Four answers, all of them right on a good day. */
export const pulseForm = (title: string, on: Day) =>
  form({
    name: 'pulse',
    title: 'Pulse',
    submit: 'Save',
    intro: `${shortened(title, 100)} · ${dayInWords(on)}`,
    fields: {
      till: choice(pulseParts.till, pulseAnswers),
      alarm: choice(pulseParts.alarm, pulseAnswers),
      stock: choice(pulseParts.stock, pulseAnswers),
      claims: choice(pulseParts.claims, pulseAnswers),
      note: optional(longText('In a sentence', { hint: 'Needed where something is an issue.', max: 300 })),
    },
  });

export const issueForm = (title: string, search: Lookup['search'], owner: Lookup['known']) =>
  form({
    name: 'issue',
    title: 'Issue',
    submit: 'Report',
    intro: shortened(title, 120),
    fields: {
      what: longText('What is wrong', { max: 300 }),
      severity: choice('How bad it is', severities),
      owner: lookup('Who sees to it', { hint: 'Type a name.', search, ...(owner && { known: owner }) }),
    },
  });

export const closeIssueForm = (what: string) =>
  form({
    name: 'close-issue',
    title: 'Close issue',
    submit: 'Close',
    intro: shortened(what, 150),
    fields: { outcome: longText('What was done', { max: 300 }) },
  });

export const certifyForm = (title: string) =>
  form({
    name: 'certify',
    title: 'Staff certified',
    submit: 'Confirm',
    intro: shortened(title, 120),
    fields: {
      certified: confirm(
        'Certified',
        'Everybody who works there is certified for the register and the safe.',
        'Confirm it once everybody is.',
      ),
    },
  });

export const overrideExitForm = (title: string) =>
  form({
    name: 'override-exit',
    title: 'Hand over anyway',
    submit: 'Override',
    intro: `${shortened(title, 100)}. Not everything is met; your reason is on record. The votes on the handover follow.`,
    fields: { why: longText('Reason', { max: 500 }) },
  });

export const planCountForm = (title: string, today: Day, milestone: Day | null) =>
  form({
    name: 'plan-count',
    title: 'Opening count',
    submit: 'Plan',
    intro: `${shortened(title, 80)}. Every zone is counted. ${
      milestone === null ? '' : `Its milestone is ${dayInWords(milestone, today)}.`
    }`.trim(),
    fields: { due: day('To be counted on', { from: today }) },
  });
