import {
  amount,
  choice,
  day,
  files,
  form,
  type Lookup,
  longText,
  lookup,
  optional,
  quantity,
} from '../../chat/form.js';
import type { Day } from '../../domain/calendar.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import { causes } from './rules.js';

export interface About {
  readonly title: string;
  readonly name: string;
  readonly currency: string;
  readonly today: Day;
}

const where = ({ title, name }: Pick<About, 'title' | 'name'>): string => shortened(`${name} · ${title}`, 150);

export const doneForm = (about: About) =>
  form({
    name: 'done',
    title: 'Done',
    submit: 'Done',
    intro: where(about),
    fields: {
      doneOn: day('Done on', { to: about.today }),
      evidence: optional(longText('What shows it', { hint: 'A sentence: permit 2041, signed on Monday.', max: 500 })),
      file: optional(files('File', { extensions: ['pdf', 'jpg', 'jpeg', 'png', 'xlsx', 'docx'], max: 3 })),
      cost: optional(amount('Actual cost', { currency: about.currency })),
    },
  });

export const waiveForm = (about: About) =>
  form({
    name: 'waive',
    title: 'Waive',
    submit: 'Waive',
    intro: `${where(about)}. It is left out, and what waits for it goes on.`,
    fields: { why: longText('Reason', { max: 500 }) },
  });

function waitingAgain(names: readonly string[]): string {
  if (names.length === 0) return 'It is open again.';
  return `${listedInBrief(names)} ${names.length === 1 ? 'waits' : 'wait'} for it again.`;
}

export const reopenForm = (about: About, followers: readonly string[]) =>
  form({
    name: 'reopen',
    title: 'Reopen',
    submit: 'Reopen',
    intro: `${where(about)}. ${waitingAgain(followers)}`,
    fields: {
      day: day('To be done by', { from: about.today }),
      why: longText('Reason', { hint: 'It stays in its history.', max: 500 }),
    },
  });

export const ownerForm = (about: About, search: Lookup['search']) =>
  form({
    name: 'name-owner',
    title: 'Name owner',
    submit: 'Save',
    intro: where(about),
    fields: {
      owner: lookup('Owner', { hint: 'Type a name.', search }),
      cost: optional(amount('Planned cost', { currency: about.currency })),
    },
  });

const reason = { why: longText('Reason', { hint: 'Everybody whose day changes reads it.', max: 500 }) };

export const slipForm = (about: About) =>
  form({
    name: 'slip',
    title: 'Move',
    submit: 'Move',
    intro: `${where(about)}. What waits for it moves too, where it must.`,
    fields: { day: day('New day', { from: about.today }), cause: choice('Cause', causes), ...reason },
  });

export const moveForm = (title: string, today: Day) =>
  form({
    name: 'move',
    title: 'Move the day',
    submit: 'Move',
    intro: `${shortened(title, 100)}. Everything that is not done moves with it.`,
    fields: { day: day('New day', { from: today }), cause: choice('Cause', causes), ...reason },
  });

export const blockForm = (about: About, search: Lookup['search']) =>
  form({
    name: 'block',
    title: 'What holds it up',
    submit: 'Save',
    intro: where(about),
    fields: {
      what: longText('What holds it up', { max: 300 }),
      who: optional(lookup('Who could end that', { hint: 'They are asked, and nobody else.', search })),
    },
  });

export const unblockForm = (about: About) =>
  form({
    name: 'unblock',
    title: 'No longer held up',
    submit: 'Save',
    intro: where(about),
    fields: { note: optional(longText('What has changed', { max: 300 })) },
  });

export const contestForm = (about: About) =>
  form({
    name: 'contest',
    title: 'Contest',
    submit: 'Send',
    intro: `${where(about)}. The project lead takes your day, or keeps theirs.`,
    fields: { day: day('A day that holds', { from: about.today }), cause: choice('Cause', causes), ...reason },
  });

export const contestAllForm = (title: string, milestones: number) =>
  form({
    name: 'contest-all',
    title: 'Contest all',
    submit: 'Send',
    intro: `${shortened(title, 100)}: all ${milestones} days that you are asked for. The project lead decides on each.`,
    fields: {
      days: quantity('Business days more', { min: 1, max: 120 }),
      cause: choice('Cause', causes),
      ...reason,
    },
  });

export const keepForm = (about: About) =>
  form({
    name: 'keep',
    title: 'Keep the day',
    submit: 'Keep',
    intro: where(about),
    fields: { why: longText('Reason', { hint: 'Its owner reads it.', max: 500 }) },
  });
